"""Claims on the test documents of the annotated news, which nobody wrote rules for and nothing was trained on.

Run by hand: ``python tests/benchmarks/news.py [--model NAME] [--train N] [--calibration]``. The texts are in ``../shared``; the
annotation in ``kg/training/data/claims`` tells where each stands. ``--train`` scores that many training documents instead,
``--calibration`` prints how often claims of each confidence are right.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from kg.evaluation import open_parts, score_articles
from kg.evaluation.claims import match_claims
from kg.evaluation.gold import GoldClaim, Segment
from kg.evaluation.names import fold_name, is_same_name
from kg.mapping.names import Names, distinctive
from kg.ontology import Ontology
from kg.training.annotation import AnnotatedDocument, Argument, load
from kg.types import Claim, Entity, Extent

CLAIMS = ROOT / "kg" / "training" / "data" / "claims"
SHARED = ROOT.parent / "shared"
_FIRST_NAME = r"[A-Z][\w'’-]+ "
_AFTER_NOUNS = frozenset(
    [
        "of",
        "to",
        "for",
        "in",
        "on",
        "from",
        "by",
        "with",
        "about",
        "aboard",
        "against",
        "at",
        "over",
        "into",
        "between",
        "and",
        "who",
        "that",
        "near",
    ]
)
_ACTING = ("government", "officials", "troops", "forces", "authorities", "army", "military", "ministry")


def documents(train: int, ontology: Ontology) -> list[AnnotatedDocument]:
    """Return the test documents, or so many training documents, of all files but our own sentences."""
    relations = set(ontology.relations)
    found = [d for file in sorted(CLAIMS.glob("*.jsonl")) for d in load(file, SHARED, relations)]
    held = {d.id: d for d in found if d.test != bool(train)}
    chosen = sorted(held)
    return [held[name] for name in (Random(1).sample(chosen, min(train, len(chosen))) if train else chosen)]


def segments_of(document: AnnotatedDocument, found: Sequence[Claim], ontology: Ontology) -> Iterator[Segment]:
    """Yield the gold of each sentence, its ends under the names that kg gave them if those are names for them.

    An end is a span: it may be called by its words, by those of its antecedent, by the full name of a person, and by
    its state where it acts for one, as kg has it.
    """
    begin = document.sentences[0].extent.start
    names = Names(ontology)
    for sentence in document.sentences:
        extent = Extent(sentence.extent.start - begin, sentence.extent.end - begin)
        here = [c for c in found if extent.start <= c.evidence.extent.start < extent.end]
        claims = []
        for claim in sentence.claims:
            ends = _names(document, claim.subject, names), _names(document, claim.object, names)
            subject, object_ = _called(claim.relation, ends, here, names)
            claims.append(
                GoldClaim(
                    subject=subject,
                    relation=claim.relation,
                    object=object_,
                    polarity=claim.polarity,
                    modality=claim.modality,
                )
            )
        yield Segment(document=f"{document.id}.txt", extent=extent, furniture=False, claims=tuple(claims))


def _called(
    relation: str, ends: tuple[Sequence[str], Sequence[str]], here: Sequence[Claim], names: Names
) -> tuple[str, str]:
    """Return the names that kg gave to two ends, in a claim of the same relation if there is one; else the surest."""
    for claim in sorted(here, key=lambda c: c.relation != relation):
        given = claim.subject, claim.object
        for pair in (given, given[::-1]):
            if all(_is_one_of(entity, right, names) for entity, right in zip(pair, ends, strict=True)):
                return pair[0].name, pair[1].name
    return ends[0][0], ends[1][0]


def _is_one_of(found: Entity, right: Sequence[str], names: Names) -> bool:
    """Tell whether an entity has one of the right names, be it another that the text gives it: an acronym, a surname."""
    known = fold_name(found.name).split()
    initials = "".join(word[0] for word in found.name.split() if word[0].isupper()).casefold()
    others = [
        name
        for name in map(_without_title, right)
        if name in found.aliases
        and (name.casefold() == initials or set(known) & set(fold_name(name).split()))
    ]
    return bool(others) or any(_is_name_for(name, found.name, names) for name in right)


def _without_title(name: str) -> str:
    return name.removeprefix("Mr. ").removeprefix("Mr ").removeprefix("Mrs. ").removeprefix("Ms. ")


def _is_name_for(gold: str, found: str, names: Names) -> bool:
    """Tell whether a name is that of the annotated words: of the same noun or name, whatever else is said of it.

    kg leaves counts out; nationalities and what follows a noun are of the name or are not.
    """
    if is_same_name(gold, found) or gold.rstrip(".") == found.rstrip("."):
        return True
    words, longer = (fold_name(distinctive(name)).split() for name in (gold, found))
    own, given = (names.nation(name.split()[0]) is not None for name in (gold, found))
    if own != given:
        words, longer = words[own:], longer[given:]
    if gold[:1].islower() and len(words) > len(longer):
        words, longer = longer, words
    rest = longer[len(words) :]
    return bool(words) and longer[: len(words)] == words and (not rest or _goes_on(rest[0]))


def _goes_on(word: str) -> bool:
    """Tell whether a word after a noun begins what is said of it: *jets* ``of``, *an actor* ``linked`` *to*."""
    return word in _AFTER_NOUNS or word.endswith(("ed", "ing"))


def _names(document: AnnotatedDocument, argument: Argument, names: Names) -> list[str]:
    """Return what an end may be called, the surest name first."""
    found = []
    for extent in (argument.antecedent, argument.span):
        words = " ".join(document.words(extent).split()) if extent is not None else ""
        if not words:
            continue
        first, *rest = words.split()
        known = names.nation(words) or names.find(words, acts=True)
        acting = names.nation(first) or names.find(first.removesuffix("'s").removesuffix("’s"), acts=True)
        found += [known.name] if known is not None else []
        found.append(words)
        if rest and rest[-1].lower() in _ACTING and acting is not None:
            found.append(acting.name)
        for many in (1, 2) if not rest else ():
            full = re.search(rf"{_FIRST_NAME * many}{re.escape(words)}\b", document.text)
            found += [full.group()] if full is not None else []
    return list(dict.fromkeys(found))


def write_documents(documents: Sequence[AnnotatedDocument], folder: Path) -> None:
    """Write what was annotated of each document into a folder, each under its id."""
    for document in documents:
        begin, end = document.sentences[0].extent.start, document.sentences[-1].extent.end
        (folder / f"{document.id}.txt").write_text(document.text[begin:end] + "\n", encoding="utf-8")


def segments(
    documents: Sequence[AnnotatedDocument], claims: Mapping[str, Sequence[Claim]], ontology: Ontology
) -> list[Segment]:
    """Return the gold of documents beside what was found in them."""
    return [
        segment
        for document in documents
        for segment in segments_of(document, claims[f"{document.id}.txt"], ontology)
    ]


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model")
    parser.add_argument("--train", type=int, default=0)
    parser.add_argument("--calibration", action="store_true")
    options = parser.parse_args()
    parts = open_parts(options.model) if options.model else open_parts()
    chosen = documents(options.train, parts.ontology)
    with tempfile.TemporaryDirectory() as folder:
        write_documents(chosen, Path(folder))
        claims = parts.read_articles(sorted(Path(folder).iterdir()))
    gold = segments(chosen, claims, parts.ontology)
    report(gold, claims, parts.ontology, len(chosen))
    if options.calibration:
        for kind, keep in (("frames", _is_of_frame), ("reader", _is_of_reader)):
            report_calibration(
                kind, gold, {n: list(filter(keep, c)) for n, c in claims.items()}, parts.ontology
            )


def _is_of_reader(claim: Claim) -> bool:
    return claim.evidence.rule.startswith("reader:")


def _is_of_frame(claim: Claim) -> bool:
    return not _is_of_reader(claim)


def report_calibration(kind: str, gold: Sequence[Segment], claims: dict, ontology: Ontology) -> None:
    """Print how often claims are right in each tenth of confidence, and the expected calibration error."""
    right = {id(match.claim) for match in match_claims(gold, claims, ontology) if match.exact}
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for found in claims.values():
        for claim in found:
            if ontology.relations[claim.relation].tier != "open":
                confidence = claim.evidence.confidence
                bins[min(int(confidence * 10), 9)].append((confidence, id(claim) in right))
    total, error = sum(map(len, bins.values())), 0.0
    for number, held in sorted(bins.items()):
        said, is_so = (sum(values) / len(held) for values in zip(*held, strict=True))
        error += len(held) / total * abs(said - is_so)
        print(f"{kind}\t{number / 10:.1f}\t{len(held)}\tsaid {said:.2f}\tright {is_so:.2f}")
    print(f"{kind}\texpected calibration error {error:.3f}")


def report(segments: Sequence[Segment], claims: dict, ontology: Ontology, count: int) -> None:
    """Print one line."""
    scores = score_articles(segments, claims, ontology)
    s, near, plain = scores.exact, scores.near, scores.plain
    print(
        f"{count} documents, {len(segments)} sentences, {s.gold} claims: strict P {s.precision:.3f} R {s.recall:.3f} F1 {s.f1:.3f}"
        f"   lenient F1 {near.f1:.3f}   manner {scores.manner.precision:.3f}   asserted right {plain.precision:.3f} of {plain.system}"
    )


if __name__ == "__main__":
    main()
