"""Claims on the test documents of the annotated news, which nobody wrote rules for and nothing was trained on.

Run by hand: ``python tests/benchmarks/news.py [--model NAME] [--train N]``. The texts are in ``../shared``; the annotation
in ``kg/training/data/claims`` tells where each stands. ``--train`` scores that many training documents instead.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from kg.evaluation import open_parts, score_articles
from kg.evaluation.gold import GoldClaim, Segment
from kg.mapping.names import Names
from kg.ontology import Ontology
from kg.training.annotation import AnnotatedDocument, Argument, load
from kg.types import Extent

CLAIMS = ROOT / "kg" / "training" / "data" / "claims"
SHARED = ROOT.parent / "shared"
_CAPITALISED = r"(?:[A-Z][\w.'’-]+ )"


def documents(train: int) -> list[AnnotatedDocument]:
    """Return the test documents, or so many training documents, of all files but our own sentences."""
    found = [d for file in sorted(CLAIMS.glob("*.jsonl")) for d in load(file, SHARED)]
    held = {d.id: d for d in found if d.test != bool(train)}
    chosen = sorted(held)
    return [held[name] for name in (Random(1).sample(chosen, min(train, len(chosen))) if train else chosen)]


def segments_of(document: AnnotatedDocument, ontology: Ontology) -> Iterator[Segment]:
    """Yield the gold of each sentence; ends are named as kg names them."""
    begin = document.sentences[0].extent.start
    names = Names(ontology)
    for sentence in document.sentences:
        claims = tuple(
            GoldClaim(
                subject=_named(document, claim.subject, names),
                relation=claim.relation,
                object=_named(document, claim.object, names),
                polarity=claim.polarity,
                modality=claim.modality,
            )
            for claim in sentence.claims
        )
        extent = Extent(sentence.extent.start - begin, sentence.extent.end - begin)
        yield Segment(document=f"{document.id}.txt", extent=extent, furniture=False, claims=claims)


def _named(document: AnnotatedDocument, argument: Argument, names: Names) -> str:
    """Return the name of an end: that of the actor it means, a surname in full where the text has it in full."""
    words = " ".join(document.words(argument.identity).split())
    known = names.nation(words) or names.find(words, acts=True)
    if known is not None:
        return known.name
    if re.fullmatch(r"[A-Z][\w'’-]+", words):
        full = re.search(rf"{_CAPITALISED}{{1,2}}{re.escape(words)}\b", document.text)
        if full is not None:
            return full.group()
    return words


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model")
    parser.add_argument("--train", type=int, default=0)
    options = parser.parse_args()
    parts = open_parts(options.model) if options.model else open_parts()
    chosen = documents(options.train)
    segments: list[Segment] = []
    with tempfile.TemporaryDirectory() as folder:
        for document in chosen:
            begin, end = document.sentences[0].extent.start, document.sentences[-1].extent.end
            (Path(folder) / f"{document.id}.txt").write_text(
                document.text[begin:end] + "\n", encoding="utf-8"
            )
            segments += segments_of(document, parts.ontology)
        claims = parts.read_articles(sorted(Path(folder).iterdir()))
    report(segments, claims, parts.ontology, len(chosen))


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
