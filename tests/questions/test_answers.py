"""What a graph answers, how that is printed, and the query that is made of a pattern."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from spacy.language import Language

from kg.errors import QueryError
from kg.ontology import load_ontology
from kg.pipeline import KnowledgeGraph
from kg.pipeline.reading import Reader
from kg.questions import Answers, answers_json, answers_text, ask
from kg.questions.answers import Given

from ..test_cli import Cli, cli

__all__ = ["cli"]


@pytest.fixture(scope="module")
def reader(nlp: Language) -> Reader:
    return Reader(nlp, load_ontology(), None, ())


def answered(built: KnowledgeGraph, reader: Reader, question: str) -> Answers:
    return ask(built, question, reader=reader)


def names(answers: Answers) -> list[str]:
    return [given.answer for given in answers]


def test_who_did_something_with_the_sentences(built: KnowledgeGraph, reader: Reader) -> None:
    answers = answered(built, reader, "Who has threatened Turkey since 2018?")
    assert names(answers)[0] == "United States"
    assert {passage.relation for given in answers for passage in given.passages} >= {
        "threatensSanctions",
        "warns",
    }
    assert all(
        "Turk" in passage.sentence or "Ankara" in passage.sentence for passage in answers.given[0].passages
    )


def test_a_time_leaves_out_what_happened_at_another(built: KnowledgeGraph, reader: Reader) -> None:
    assert names(answered(built, reader, "Who threatened Turkey before 2010?")) == []
    told = answered(built, reader, "Who threatened Turkey in 2019?")
    days = [passage.begin or passage.published for given in told for passage in given.passages]
    assert days
    assert all(day is not None and day.year == 2019 for day in days)


def test_last_year_counts_from_the_newest_report_or_from_a_given_day(
    built: KnowledgeGraph, reader: Reader
) -> None:
    asked = "Who threatened Turkey last year?"
    newest = ask(built, asked, reader=reader).pattern
    given = ask(built, asked, reader=reader, today=date(2012, 5, 1)).pattern
    assert (newest.begin, newest.end) == (date(2019, 1, 1), date(2019, 12, 31))
    assert (given.begin, given.end) == (date(2011, 1, 1), date(2011, 12, 31))


def test_yes_or_no_counts_both_sides(built: KnowledgeGraph, reader: Reader) -> None:
    answers = answered(built, reader, "Is Turkey negotiating with Russia?")
    assert names(answers) == ["yes", "no"]
    assert {passage.holder for passage in answers.given[1].passages} == {"Mevlut Cavusoglu"}


def test_who_denies_is_the_one_who_said_so(built: KnowledgeGraph, reader: Reader) -> None:
    assert names(answered(built, reader, "Who denies that Turkey is negotiating with Russia?")) == [
        "Mevlut Cavusoglu"
    ]


def test_a_kind_keeps_to_things_of_that_kind(built: KnowledgeGraph, reader: Reader) -> None:
    states = answered(built, reader, "Which countries have bought the S-400?")
    assert sorted(names(states)) == ["India", "Turkey"]
    assert names(answered(built, reader, "Which companies have bought the S-400?")) == []


def test_the_officials_of_a_state_speak_for_it(built: KnowledgeGraph, reader: Reader) -> None:
    answers = answered(built, reader, "What does the Kremlin say about Turkey?")
    holders = {passage.holder for given in answers for passage in given.passages}
    assert "Dmitry Peskov" in holders


def test_what_is_only_planned_or_possible_is_shown_as_that(built: KnowledgeGraph, reader: Reader) -> None:
    answers = answered(built, reader, "Has the United States expelled Russia?")
    assert names(answers) == []
    told = answered(built, reader, "What did Turkey buy from Russia?")
    assert any(note.startswith("nothing here is asserted") for note in told.notes)


def test_part_of_a_name_is_told_to_be_read_as_the_whole(built: KnowledgeGraph, reader: Reader) -> None:
    unknown = answered(built, reader, "Who met Angela Merkel?")
    assert unknown.notes[0].startswith("nothing in this graph is called Angela Merkel")
    assert names(unknown) == []


def test_days_come_in_their_order(built: KnowledgeGraph, reader: Reader) -> None:
    told = names(answered(built, reader, "When did Turkey receive the S-400?"))
    assert told
    assert told == sorted(told)


def test_the_query_that_is_told_gives_the_passages(built: KnowledgeGraph, reader: Reader) -> None:
    answers = answered(built, reader, "Whom does Turkey negotiate with?")
    rows = list(built.query(answers.sparql))
    assert {" ".join(str(row["sentence"]).split()) for row in rows} == {
        passage.sentence for given in answers for passage in given.passages
    }


def test_words_of_a_question_cannot_end_a_literal(built: KnowledgeGraph, reader: Reader) -> None:
    answers = answered(built, reader, 'Who attacked the "x") } UNION { ?s ?p ?o } # rebels?')
    assert isinstance(answers.given, tuple)


def test_text_tells_reading_answers_and_query(built: KnowledgeGraph, reader: Reader) -> None:
    text = answers_text(answered(built, reader, "Who has threatened Turkey since 2018?"))
    first, *_ = text.splitlines()
    assert first == "read as: ? - threatens - Turkey, from 2018-01-01"
    assert "\nUnited States\n  + " in text
    assert "\nSELECT DISTINCT ?answer" in text


def test_json_has_every_passage(built: KnowledgeGraph, reader: Reader) -> None:
    answers = answered(built, reader, "Who has threatened Turkey since 2018?")
    told = json.loads(answers_json(answers))
    assert told["pattern"]["object"] == {"name": "Turkey", "id": "urn:kg:entity:state:tur"}
    assert [len(each["passages"]) for each in told["answers"]] == [len(given.passages) for given in answers]
    assert {"sentence", "holder", "source", "statement", "belief"} <= set(told["answers"][0]["passages"][0])


def test_answers_are_the_same_every_time(built: KnowledgeGraph, reader: Reader) -> None:
    first: tuple[Given, ...] = answered(built, reader, "Who criticized Turkey?").given
    assert answered(built, reader, "Who criticized Turkey?").given == first


def test_the_command_answers_or_says_that_it_cannot(cli: Cli, out: Path) -> None:
    found = cli("ask", out, "Who has threatened Turkey since 2018?")
    assert (found.code, found.err) == (0, "")
    assert "United States" in found.out
    nothing = cli("ask", out, "Who attacked Portugal?")
    assert nothing.code == 3
    assert "nothing in this graph answers that" in nothing.out
    unread = cli("ask", out, "Why did Turkey buy the S-400?")
    assert unread.code == 2
    assert unread.err.startswith("kg: cannot read 'Why did Turkey buy the S-400?'")


def test_a_question_that_is_read_by_nobody_is_a_query_error(built: KnowledgeGraph, reader: Reader) -> None:
    with pytest.raises(QueryError):
        answered(built, reader, "How does it work?")


def test_a_query_costs_little_whatever_is_asked(built: KnowledgeGraph, reader: Reader) -> None:
    for question in (
        "What does the United States say about Turkey?",
        "What happened between Russia and Turkey?",
        "Who denies that Turkey is negotiating with Russia?",
        "Who was threatened?",
    ):
        sparql = answered(built, reader, question).sparql
        started = process_time()
        built.query(sparql)
        assert process_time() - started < 0.5
