"""Statements and conflicts as text for a terminal."""

from __future__ import annotations

from kg.assembly import assemble
from kg.export.conflicts import conflicts_text
from kg.ontology import load_ontology
from kg.types import Claim, Graph
from tests.builders import claim, document


def graph(*claims: Claim) -> Graph:
    documents = [document("a", publisher="Daily Marmara"), document("b", publisher="Neva Dispatch")]
    return assemble(claims, documents, relations=load_ontology().relations)


def line_of(text: str, words: str) -> str:
    return next(line for line in text.splitlines() if words in line)


# --- conflicts --------------------------------------------------------------------------------


def test_a_denial_is_shown_with_both_sides_and_their_outlets() -> None:
    whole = graph(
        claim("Turkey", "negotiatesWith", "Russia", document="a"),
        claim("Turkey", "negotiatesWith", "Russia", document="b", polarity="negative", modality="denied"),
    )
    text = conflicts_text(whole)
    assert text.splitlines()[-1] == "1 conflict"
    assert line_of(text, "    + ").endswith("(Daily Marmara)")
    assert line_of(text, "    - ").endswith("(Neva Dispatch)")


def test_no_conflicts_are_none() -> None:
    assert conflicts_text(graph(claim("Turkey", "asks", "Russia"))) == "0 conflicts"
