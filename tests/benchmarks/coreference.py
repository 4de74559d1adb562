"""Measure chains against GUM's, beside a naive head match.

Run by hand: ``python tests/benchmarks/coreference.py [CONLLU] [--documents]``; without a file, the open GUM dev set
in the shared folder beside the repository. Singletons are set aside.
"""

from __future__ import annotations

import sys
from collections.abc import Hashable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from kg.evaluation.coreference import (
    GoldDocument,
    conll_f1,
    group_by_head,
    key_chains,
    read_gum,
    score_documents,
)
from kg.extraction import extract
from kg.nlp import load_model, parse
from kg.types import IRI, Document, Extraction

GUM = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "ud" / "en_gum_open-dev.conllu.gz"
Pairs = list[tuple[Sequence[frozenset[Hashable]], Sequence[frozenset[Hashable]]]]


def extractions(path: Path) -> list[tuple[GoldDocument, Extraction]]:
    """Return each gold document with what kg reads in its text."""
    golds = {gold.name: gold for gold in read_gum(path)}
    documents = [Document(id=IRI(gold.name), text=gold.text) for gold in golds.values()]
    return [(golds[document.id], extract(document, doc)) for document, doc in parse(documents, load_model())]


def systems(found: list[tuple[GoldDocument, Extraction]], *, by_head: bool) -> dict[str, Pairs]:
    """Return gold and system chains of every document: ours and those of the baselines."""
    scored: dict[str, Pairs] = {"kg": [], "same head": [], "same head or pronoun": []}
    for document, extraction in found:
        gold = document.keys(by_head=by_head)
        mentions = [mention for chain in extraction.chains for mention in chain.mentions]
        scored["kg"].append((gold, key_chains(extraction.chains, by_head=by_head)))
        scored["same head"].append((gold, group_by_head(mentions, by_head=by_head)))
        scored["same head or pronoun"].append((gold, group_by_head(mentions, by_head=by_head, pronouns=True)))
    return scored


def report(name: str, scored: Pairs) -> None:
    """Print recall, precision and F1 of each metric and the CoNLL F1."""
    scores = score_documents(scored)
    cells = "  ".join(
        f"{metric} {100 * t.recall:5.1f} {100 * t.precision:5.1f} {100 * t.f1:5.1f}"
        for metric, t in scores.items()
    )
    print(f"{name:30} {cells}  CoNLL F1 {100 * conll_f1(scores):5.1f}")


def main() -> None:
    """Print the comparison."""
    files = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("--")]
    found = extractions(files[0] if files else GUM)
    for by_head in (True, False):
        print(f"mentions matched by {'head' if by_head else 'span'} (recall, precision, F1)")
        for name, scored in systems(found, by_head=by_head).items():
            report(name, scored)
    if "--documents" in sys.argv:
        for document, extraction in found:
            report(document.name, systems([(document, extraction)], by_head=True)["kg"])


if __name__ == "__main__":
    main()
