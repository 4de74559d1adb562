"""Why a statement is believed: every figure can be computed again from what is printed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kg.assembly import assemble
from kg.assembly.corrections import Action, Correction
from kg.errors import KGError
from kg.export.explanation import explain
from kg.ids import local_name
from kg.types import Claim, Graph, Holder
from tests.builders import claim, document, holder, interval

DOCUMENTS = [
    document("a", publisher="Daily Marmara"),
    document("b", publisher="Neva Dispatch"),
    document("c", publisher="Neva Dispatch"),
    document("copy", publisher="Echo", origin="a"),
]


def graph(*claims: Claim, **other: Any) -> Graph:
    return assemble(claims, DOCUMENTS, relations={}, **other)


def asks(document: str = "a", **other: Any) -> Claim:
    return claim("Turkey", "asks", "Russia", document=document, **other)


def account(whole: Graph, **other: Any) -> list[str]:
    return explain(whole, whole.statements[0].id, **other).splitlines()


def test_every_claim_stands_with_its_words_marked_and_its_place_and_rule() -> None:
    whole = graph(asks(at=7), asks("b", polarity="negative", holders=(holder("Pasha"),)))
    for name in (whole.statements[0].id, local_name(whole.statements[0].id)):
        text = explain(whole, name)
        assert "      + »Turkey asks Russia«." in text
        assert "      - Pasha: »Turkey asks Russia«." in text
        assert "a.txt; characters 7-25; positive, asserted, certain; rule test:asks; confidence 0.80" in text


def test_a_condition_and_a_time_are_told_with_the_claim() -> None:
    told = asks(condition="if it pays", time=interval("2019-07-12", text="on Friday"))
    assert "time 2019-07-12 ('on Friday'); condition 'if it pays'" in "\n".join(account(graph(told)))


def test_documents_origins_and_outlets_are_counted_apart() -> None:
    lines = account(
        graph(asks("a"), asks("copy"), asks("b"), asks("c"), asks("b", polarity="negative", at=50))
    )
    assert "for: 4 documents, 3 origins, 2 outlets" in lines
    assert "against: 1 document, 1 origin, 1 outlet" in lines
    assert "  Neva Dispatch: 2.902410 points (the best origin in full, the others at 1/4)" in lines


def test_every_factor_of_a_weight_is_printed() -> None:
    whole = graph(asks(certainty="probable"), reliability={"daily marmara": 500})
    line = next(
        line for line in account(whole, reliability={"daily marmara": 500}) if "weight 0.320 =" in line
    )
    assert line.strip() == "weight 0.320 = confidence 0.800 x probable 0.800 x reliability 0.500"


@pytest.mark.parametrize("against", [0, 1, 2])
def test_the_formula_can_be_computed_again(against: int) -> None:
    denials = [asks(name, polarity="negative", at=90) for name in ("b", "copy")[:against]]
    whole = graph(asks("a"), asks("c", confidence=0.6), *denials)
    *_, sums, formula = account(whole)
    s, r = (float(value) for value in re.findall(r"= (\d\.\d{3})(?:;|$)", sums))
    points = [float(value) for value in re.findall(r"(\d+\.\d{6}) points", sums)]
    assert [1 - 2**-value for value in points] == pytest.approx([s, r], abs=0.001)
    believed = s * (1 - r * points[1] / sum(points))
    assert believed == pytest.approx(whole.statements[0].belief / 1000, abs=0.002)
    assert formula.endswith(f"= {whole.statements[0].belief / 1000:.3f}")


def test_what_nothing_supports_is_said_to_be_so() -> None:
    assert account(graph(asks(polarity="negative")))[-1] == "belief = 0, since nothing supports it"


def test_an_agency_is_the_origin_of_what_it_is_quoted_for() -> None:
    lines = account(graph(asks("a", holders=(Holder("Reuters"),)), asks("b", holders=(Holder("Reuters"),))))
    assert "for: 2 documents, 1 origin, 1 outlet" in lines
    assert any(line.startswith("    origin Reuters, as quoted: weight 0.800") for line in lines)


def test_who_confirmed_a_passage_is_told_with_it() -> None:
    sure = Correction(
        action=Action.CONFIRM,
        author="Ada",
        day=date(2026, 1, 2),
        reason="read the page",
        document="a.txt",
        quote="asks",
    )
    lines = account(graph(asks("a"), asks("b"), corrections=(sure,)))
    assert [line.strip() for line in lines].count("confirmed by Ada on 2026-01-02: read the page") == 1
    assert any("weight 0.990 = confidence 1.000" in line and line.endswith("at most 0.990") for line in lines)


def test_a_sentence_cannot_move_the_cursor() -> None:
    told = asks()
    evil = "Turkey \x1b[2Jasks\x07 Russia"
    told = replace(told, evidence=replace(told.evidence, sentence=evil, quote=evil))
    assert not any(char in "\n".join(account(graph(told))) for char in "\x1b\x07")


def test_an_unknown_statement_is_an_error_that_says_where_ids_are() -> None:
    with pytest.raises(KGError, match="kg show OUT NAME prints the ids"):
        explain(graph(asks()), "0000")
