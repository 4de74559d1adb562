"""The graph as text for a terminal."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from kg.assembly import assemble
from kg.errors import KGError
from kg.export.conflicts import conflicts_text
from kg.export.text import entity_text, table_text
from kg.ontology import load_ontology
from kg.store.answers import Answer, Form
from kg.types import Claim, Graph
from tests.builders import claim, document, entity, interval


def graph(*claims: Claim) -> Graph:
    documents = [document("a", publisher="Daily Marmara"), document("b", publisher="Neva Dispatch")]
    return assemble(claims, documents, relations=load_ontology().relations)


def line_of(text: str, words: str) -> str:
    return next(line for line in text.splitlines() if words in line)


def answer(*cells: str) -> Answer:
    return Answer(Form.SELECT, ("said",), tuple((Literal(cell),) for cell in cells))


# --- tables -----------------------------------------------------------------------------------


def test_a_table_has_its_columns_its_rows_and_their_number() -> None:
    assert [line.strip() for line in table_text(answer("yes", "no")).splitlines()] == [
        "said",
        "────",
        "yes",
        "no",
        "2 rows",
    ]


def test_brackets_of_an_article_are_no_markup() -> None:
    assert "[bold]no[/bold]" in table_text(answer("[bold]no[/bold]"))


def test_a_long_cell_is_wrapped_and_not_cut() -> None:
    words = " ".join(f"word{number}" for number in range(100))
    assert table_text(answer(words), width=60).split()[2:-2] == words.split()


# --- entities ---------------------------------------------------------------------------------


def test_an_entity_is_found_by_name_whatever_its_case_and_accents() -> None:
    text = entity_text(graph(claim("Turkey", "asks", "United States")), "TÜRKEY")
    assert text.startswith("Turkey  (State, TUR)  urn:kg:entity:state:turkey")
    assert "+ Turkey asks United States." in text


def test_an_entity_is_found_by_another_name() -> None:
    marmara = entity("Marmara", "Organization", aliases=("The Marmara",))
    assert "also: The Marmara" in entity_text(graph(claim(marmara, "asks", "Turkey")), "the marmara")


def test_all_entities_of_one_name_are_shown() -> None:
    text = entity_text(
        graph(claim(entity("Georgia", "State"), "asks", entity("Georgia", "Person"))), "Georgia"
    )
    assert "Georgia  (State)" in text
    assert "Georgia  (Person)" in text


def test_an_unknown_name_is_an_error_that_offers_near_ones() -> None:
    with pytest.raises(KGError, match=r"nothing called 'Turk' in this graph; did you mean Turkey\?"):
        entity_text(graph(claim("Turkey", "asks", "Russia")), "Turk")


def test_days_are_shown_and_not_the_words_for_them() -> None:
    told = claim("Turkey", "asks", "Russia", time=interval("2019-07-12", text="on Friday"))
    assert "[asserted, 2019-07-12, belief" in entity_text(graph(told), "Turkey")


def test_a_time_without_days_is_undated() -> None:
    told = claim("Turkey", "asks", "Russia", time=interval("2019-07-12")._replace(begin=None))
    assert "until 2019-07-12" in entity_text(graph(told), "Turkey")


# --- conflicts --------------------------------------------------------------------------------


def test_a_denial_is_shown_with_both_sides_and_their_outlets() -> None:
    whole = graph(
        claim("Turkey", "negotiatesWith", "Russia", document="a"),
        claim("Turkey", "negotiatesWith", "Russia", document="b", polarity="negative", modality="denied"),
    )
    text = conflicts_text(whole)
    assert text.splitlines()[-1] == "1 conflicts"
    assert line_of(text, "    + ").endswith("(Daily Marmara)")
    assert line_of(text, "    - ").endswith("(Neva Dispatch)")


def test_no_conflicts_are_none() -> None:
    assert conflicts_text(graph(claim("Turkey", "asks", "Russia"))) == "0 conflicts"
