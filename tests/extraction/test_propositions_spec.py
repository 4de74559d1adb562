"""The examples of ``propositions.md``: against the parses written there, and against the embedded model."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.extraction import extract
from kg.nlp import load_model, parse
from kg.types import Proposition

from .examples import (
    Example,
    Expected,
    doc_of,
    document_of,
    is_stated,
    line_of,
    propositions_of,
    read_brackets,
    read_examples,
    shown,
)

FLOORS = tomllib.loads((Path(__file__).parents[1] / "gold" / "floors.toml").read_text(encoding="utf-8"))
EXAMPLES = read_examples()
GAPS = "Known gaps"
KNOWN = [example for example in EXAMPLES if example.heading != GAPS]


def _ids(example: Example) -> str:
    return f"{example.heading}: {example.text}"


def compare(example: Example, found: tuple[Proposition, ...]) -> list[str]:
    """Return what an example misses (``-``) and what is said against it (``+``), as lines of the file.

    A nominal is only asked for where the example lists it. What an example leaves open is not compared.
    """
    left = list(found)
    differences = []
    for expected in example.expected:
        match = next((p for p in left if _agrees(expected, shown(p))), None)
        if match is None:
            differences.append(f"- {line_of(expected)}")
        else:
            left.remove(match)
    listed = {expected.lemma for expected in example.expected}
    wrong = [p for p in left if is_stated(p) or (p.predicate.lemma in listed and differences)]
    return differences + [f"+ {line_of(shown(p))}" for p in wrong]


def _agrees(expected: Expected, found: Expected) -> bool:
    return expected == found._replace(certainty=found.certainty if expected.certainty else None)


def _tuples(found: tuple[Proposition, ...]) -> set[tuple[str, ...]]:
    return {(t.subject, t.relation, t.object, *t.arguments) for p in found for t in p.tuples}


@pytest.mark.parametrize("example", KNOWN, ids=_ids)
def test_a_parse_gives_the_propositions_that_stand_below_it(example: Example) -> None:
    found = propositions_of(doc_of(example.brackets))
    assert compare(example, found) == []


@pytest.mark.parametrize("example", [e for e in KNOWN if e.tuples], ids=_ids)
def test_a_parse_gives_the_open_tuples_that_stand_below_it(example: Example) -> None:
    found = _tuples(propositions_of(doc_of(example.brackets)))
    assert [row for row in example.tuples if row not in found] == []


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.heading == GAPS], ids=_ids)
def test_a_known_gap_is_still_open(example: Example) -> None:
    """A gap that has closed belongs under the heading of its phenomenon."""
    assert compare(example, propositions_of(doc_of(example.brackets))) != []
    assert len([e for e in EXAMPLES if e.heading == GAPS]) <= 10


@pytest.mark.parametrize("example", EXAMPLES, ids=_ids)
def test_a_parse_has_the_words_of_its_sentence(example: Example) -> None:
    words = [form for form, *_ in read_brackets(example.brackets)]
    assert "".join(words) == example.text.replace(" ", "")


def test_there_are_enough_examples_and_none_stands_twice() -> None:
    assert len(EXAMPLES) >= 250
    assert len({example.text for example in EXAMPLES}) == len(EXAMPLES)
    assert all(example.expected for example in EXAMPLES)


# --- the embedded model -----------------------------------------------------------------------


class Reading(NamedTuple):
    """A proposition by its heads, as it is compared between a parse written out and one of the model."""

    lemma: str
    arguments: tuple[tuple[str, str], ...]
    factuality: tuple[str, str]


class Score(NamedTuple):
    """The share of examples read right: in all, and in polarity and modality of the predicates found."""

    examples: float
    factuality: float


@pytest.fixture(scope="module")
def score() -> Score:
    nlp = load_model()
    documents = [document_of(example.text) for example in EXAMPLES]
    pairs = [
        (_readings(propositions_of(doc_of(example.brackets))), _readings(extract(document, doc).propositions))
        for example, (document, doc) in zip(EXAMPLES, parse(documents, nlp), strict=True)
    ]
    return Score(
        examples=sum(gold == found for gold, found in pairs) / len(pairs),
        factuality=sum(_same_factuality(gold, found) for gold, found in pairs) / len(pairs),
    )


def test_the_model_reads_no_fewer_examples_than_its_floor(score: Score) -> None:
    assert score.examples >= FLOORS["propositions"]["examples"]


def test_the_model_reads_polarity_and_modality_no_worse_than_their_floor(score: Score) -> None:
    assert score.factuality >= FLOORS["propositions"]["factuality"]


def _readings(propositions: tuple[Proposition, ...]) -> set[Reading]:
    return {
        Reading(
            p.predicate.lemma,
            tuple(sorted((argument.role, argument.head) for argument in p.arguments)),
            (str(p.factuality.polarity), str(p.factuality.modality)),
        )
        for p in propositions
        if is_stated(p)
    }


def _same_factuality(gold: set[Reading], found: set[Reading]) -> bool:
    pairs = {(reading.lemma, reading.factuality) for reading in found}
    return all((reading.lemma, reading.factuality) in pairs for reading in gold)
