"""Claims on the test documents of the annotated news, which nobody wrote rules for and nothing was trained on.

Run by hand: ``python tests/benchmarks/news.py [--model NAME] [--train N]``. The texts are in ``../shared``; the annotation
in ``kg/training/data/claims`` tells where each stands. ``--train`` scores that many training documents instead.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from kg.evaluation import open_parts, score_articles
from kg.evaluation.gold import GoldClaim, Segment
from kg.evaluation.names import fold_name, is_same_name
from kg.mapping.names import Names
from kg.ontology import Ontology
from kg.training.annotation import AnnotatedDocument, Argument, load
from kg.types import Claim, Extent

CLAIMS = ROOT / "kg" / "training" / "data" / "claims"
SHARED = ROOT.parent / "shared"
_FIRST_NAME = r"[A-Z][\w'’-]+ "
_COUNT = re.compile(
    r"\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|dozens|hundreds"
)
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
        given = list(dict.fromkeys(e.name for c in here for e in (c.subject, c.object)))
        claims = tuple(
            GoldClaim(
                subject=_called(_names(document, claim.subject, names), given),
                relation=claim.relation,
                object=_called(_names(document, claim.object, names), given),
                polarity=claim.polarity,
                modality=claim.modality,
            )
            for claim in sentence.claims
        )
        yield Segment(document=f"{document.id}.txt", extent=extent, furniture=False, claims=claims)


def _called(right: Sequence[str], given: Sequence[str]) -> str:
    """Return the given name that is one of the right ones, the surest right one where none was given."""
    return next((other for name in right for other in given if _is_name_for(name, other)), right[0])


def _is_name_for(gold: str, found: str) -> bool:
    """Tell whether a name is that of the annotated words: kg leaves counts out, and keeps what follows a noun."""
    if is_same_name(gold, found):
        return True
    words, longer = fold_name(gold).split(), fold_name(found).split()
    words = words[1:] if words[1:] and _COUNT.fullmatch(words[0]) else words
    rest = longer[len(words) :]
    return longer[: len(words)] == words and (not rest or rest[0] in _AFTER_NOUNS)


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
    options = parser.parse_args()
    parts = open_parts(options.model) if options.model else open_parts()
    chosen = documents(options.train, parts.ontology)
    with tempfile.TemporaryDirectory() as folder:
        write_documents(chosen, Path(folder))
        claims = parts.read_articles(sorted(Path(folder).iterdir()))
    report(segments(chosen, claims, parts.ontology), claims, parts.ontology, len(chosen))


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
