"""Measure our open tuples on CaRB dev, and textacy's subject-verb-object triples beside them.

Run by hand: ``python tests/benchmarks/open_ie.py [GOLD] [--textacy]``; GOLD is CaRB's ``dev.tsv``. textacy reads the
parses of our own pipeline, so that rules are compared and not parsers. PredPatt's rule set would be a second peer,
but it has no package on PyPI. kg itself needs neither.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.evaluation.open_ie import (
    OpenScore,
    Slots,
    read_gold,
    running_text,
    score_open_ie,
    score_tuples,
)
from kg.nlp import load_model

GOLD = Path(__file__).parents[2] / ".." / "shared" / "gold" / "carb" / "dev.tsv"
HALVES = {"all": slice(None), "first, third ...": slice(0, None, 2), "second, fourth ...": slice(1, None, 2)}


def show(name: str, matcher: str, score: OpenScore) -> None:
    """Print one line of the table."""
    print(
        f"{name:32} {matcher:11} P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f} "
        f"({score.tuples_per_sentence:.2f} tuples a sentence, threshold {score.threshold:.2f})"
    )


def textacy_tuples(doc: Doc) -> Iterator[Slots]:
    """Yield textacy's triples. It knows ClearNLP labels only, so UD's are given their old names."""
    from textacy.extract import subject_verb_object_triples

    for token in doc:
        token.dep_ = {"obj": "dobj", "nsubj:pass": "nsubjpass", "aux:pass": "auxpass"}.get(
            token.dep_, token.dep_
        )
    for triple in subject_verb_object_triples(doc):
        yield Slots(text_of(triple.verb), (text_of(triple.subject), text_of(triple.object)))


def text_of(tokens: list[Token]) -> str:
    """Return tokens as text."""
    return " ".join(token.text for token in tokens)


def compare_textacy(gold: Path, nlp: Language) -> None:
    """Score textacy on the same sentences."""
    tuples = read_gold(gold)
    docs = nlp.pipe(running_text(sentence) for sentence in tuples)
    found = {sentence: tuple(textacy_tuples(doc)) for sentence, doc in zip(tuples, docs, strict=True)}
    show("textacy", "carb", score_tuples(tuples, found))
    show("textacy", "one-to-one", score_tuples(tuples, found, one_to_one=True))


def main() -> None:
    """Print the table."""
    given = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    gold = Path(given[0]) if given else GOLD
    nlp = load_model()
    for name, lines in HALVES.items():
        for matcher, score in score_open_ie(gold, nlp, lines=lines).items():
            show(f"kg full, {name}", matcher, score)
    for matcher, score in score_open_ie(gold, nlp, "folded").items():
        show("kg folded, all", matcher, score)
    if "--textacy" in sys.argv:
        compare_textacy(gold, nlp)


if __name__ == "__main__":
    main()
