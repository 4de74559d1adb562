"""Tagged names as documents."""

from random import Random

import spacy

from kg.training.convert import Style
from kg.training.names import Pools, collect_pools, exchange, exchange_in_place, group_rows, spans, to_doc

from .tiny import ROWS


def test_names_become_entities() -> None:
    doc = to_doc(spacy.blank("en").vocab, ROWS[:2])
    assert doc.text == "Aylin Demir visited Oslo. Bruno Weiss left the Northern Bank."
    assert [(entity.text, entity.label_) for entity in doc.ents] == [
        ("Aylin Demir", "PERSON"),
        ("Oslo", "GPE"),
        ("Bruno Weiss", "PERSON"),
        ("Northern Bank", "ORG"),
    ]


def test_what_a_corpus_is_silent_about_is_missing_and_not_outside() -> None:
    doc = to_doc(spacy.blank("en").vocab, ROWS[2:])
    assert [token.ent_iob for token in doc] == [0, 2, 3, 2]


def test_rows_may_be_parted_by_an_empty_line() -> None:
    doc = to_doc(spacy.blank("en").vocab, ROWS[:2], Style(paragraph="\n\n"))
    assert "Oslo.\n\nBruno" in doc.text
    assert len(doc.ents) == 4


def test_exchanged_names_keep_tags_and_words_in_step() -> None:
    pools = collect_pools(ROWS, ["Tallinn", "Cape Town"])
    seen = set()
    for seed in range(40):
        for row in ROWS:
            other = exchange(row, pools, Random(seed))
            assert len(other.tokens) == len(other.spaces) == len(other.tags)
            assert [label for _, _, label in spans(other.tags)] == [label for _, _, label in spans(row.tags)]
            seen.add(other.text)
    assert "Demir visited Cape Town." in seen


def test_the_same_name_gets_the_same_one_throughout() -> None:
    pools = collect_pools(ROWS, ["Tallinn", "Riga", "Vilnius"])
    twice = ROWS[0].__class__(
        source="tiny",
        tokens=("Oslo", "and", "Oslo"),
        spaces=(True, True, False),
        tags=("B-GPE", "O", "B-GPE"),
    )
    for seed in range(20):
        first, _, last = exchange(twice, pools, Random(seed)).tokens
        assert first == last


def test_groups_of_rows_lose_nothing() -> None:
    assert [row for run in group_rows(ROWS * 5, Random(1)) for row in run] == list(ROWS * 5)


def test_names_change_in_place_and_nothing_else_moves() -> None:
    words = ("Angela", "Merkel", "left", "Oslo", "and", "Mali", "'s", "UN")
    tags = ("B-PERSON", "I-PERSON", "O", "B-GPE", "O", "B-GPE", "O", "B-ORG")
    pools = Pools(("Ana",), ("Ruiz",), (("C",),), (("Rome",), ("New", "York")))
    seen = {exchange_in_place(words, tags, pools, Random(seed)) for seed in range(40)}
    assert all(len(found) == len(words) and found[2] == "left" and found[7] == "UN" for found in seen)
    assert {found[:2] for found in seen} == {("Angela", "Merkel"), ("Ana", "Ruiz")}
    assert {found[3] for found in seen} == {"Oslo", "Rome"}
