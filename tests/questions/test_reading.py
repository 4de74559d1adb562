"""Questions are read as what they ask for: those written beside the code, and those written blind."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.errors import QueryError
from kg.ontology import load_ontology
from kg.pipeline.reading import Reader
from kg.questions import Pattern, read_question
from kg.questions.surface import plain_request
from kg.types import Modality, Polarity

from .score import FOLDER, Case, cases, faults, read

ALL = [case for path in sorted(FOLDER.glob("*.tsv")) for case in cases(path)]


@pytest.fixture(scope="module")
def reader(nlp: Language) -> Reader:
    return Reader(nlp, load_ontology(), None, ())


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.question)
def test_a_question_is_read_as_what_it_asks(case: Case, reader: Reader) -> None:
    wrong = faults(case, read(case.question, reader), reader)
    if case.known:
        assert wrong, "this is read right now: take the ~ from it"
    else:
        assert wrong == []


def test_every_relation_that_is_accepted_is_one(reader: Reader) -> None:
    named = {name for case in ALL for name in case.relations.split("|")} - {"-"}
    assert named - set(reader.ontology.relations) == set()


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("Please tell me who attacked the embassy?", "who attacked the embassy"),
        ("List all countries that criticized Israel", "which countries criticized Israel"),
        ("Show me the ministers who visited Tehran.", "which ministers visited Tehran"),
        ("Do you know when Kosovo joined FIFA?", "when Kosovo joined FIFA"),
        ("Who  attacked   Kuwait ?", "Who attacked Kuwait"),
    ],
)
def test_what_is_polite_is_taken_off(asked: str, plain: str) -> None:
    assert plain_request(asked) == plain


def test_a_name_that_no_part_of_the_pattern_holds_is_told(reader: Reader) -> None:
    pattern = read_question("Who accused Saudi Arabia of killing Jamal Khashoggi?", reader)
    assert pattern.unread == ("Jamal Khashoggi",)
    assert read_question("What does the Kremlin say about Turkey?", reader).unread == ()


def test_plans_and_denials_are_part_of_the_pattern(reader: Reader) -> None:
    assert read_question("Who plans to attack Iran?", reader).modality is Modality.PLANNED
    assert read_question("Which states did not recognize Kosovo?", reader).polarity is Polarity.NEGATIVE


def test_a_relation_that_holds_both_ways_is_asked_both_ways(reader: Reader) -> None:
    pattern = read_question("Who met Putin?", reader)
    assert (pattern.subject, pattern.also[0].object) == (None, None)
    assert pattern.object == pattern.also[0].subject


@pytest.mark.parametrize(
    "question", ["Why did Russia annex Crimea?", "How?", "", "the weather", "Who glorped Turkey?"]
)
def test_what_cannot_be_read_is_said_on_one_line(question: str, reader: Reader) -> None:
    with pytest.raises(QueryError) as error:
        read_question(question, reader)
    assert repr(question) in str(error.value)
    assert "\n" not in str(error.value)


def test_the_same_question_is_read_the_same(reader: Reader) -> None:
    asked = "Which companies did the United States sanction in 2019?"
    first: Pattern = read_question(asked, reader)
    assert read_question(asked, reader) == first
