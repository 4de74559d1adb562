"""Measure chains against GUM's, beside a naive head match.

Run by hand: ``python tests/benchmarks/coreference.py [CONLLU] [--documents]``; without a file, the open GUM dev set
in the shared folder beside the repository. Singletons are set aside.
"""

from __future__ import annotations

import sys
from collections.abc import Hashable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from kg.evaluation.coreference import conll_f1, group_by_head, key_chains, read_gum, score_documents
from kg.extraction import extract
from kg.nlp import load_model, parse
from kg.types import IRI, Document

GUM = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "ud" / "en_gum_open-dev.conllu.gz"
Pairs = list[tuple[Sequence[frozenset[Hashable]], Sequence[frozenset[Hashable]]]]


def pairs(path: Path, *, by_head: bool) -> dict[str, tuple[Pairs, Pairs]]:
    """Return gold and system chains, and gold and baseline chains, of each document."""
    golds = {gold.name: gold for gold in read_gum(path)}
    documents = [Document(id=IRI(gold.name), text=gold.text) for gold in golds.values()]
    found = {}
    for document, doc in parse(documents, load_model()):
        chains = extract(document, doc).chains
        gold = golds[document.id].keys(by_head=by_head)
        mentions = [mention for chain in chains for mention in chain.mentions]
        ours = [(gold, key_chains(chains, by_head=by_head))]
        naive = [(gold, group_by_head(mentions, by_head=by_head))]
        found[document.id] = (ours, naive)
    return found


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
    for by_head in (True, False):
        found = pairs(files[0] if files else GUM, by_head=by_head)
        print(f"mentions matched by {'head' if by_head else 'span'} (recall, precision, F1)")
        report("kg", [pair for ours, _ in found.values() for pair in ours])
        report("same head", [pair for _, naive in found.values() for pair in naive])
        if "--documents" in sys.argv and by_head:
            for document, (ours, naive) in found.items():
                report(f"  {document}", ours)
                report("    same head", naive)


if __name__ == "__main__":
    main()
