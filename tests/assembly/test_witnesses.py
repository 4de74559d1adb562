"""Documents, origins and outlets are counted apart, and each factor of a weight has its name."""

from dataclasses import replace
from typing import Any

import pytest

from kg.assembly.belief import score_belief
from kg.assembly.corroboration import merge_claims
from kg.assembly.witnesses import find_witnesses, weigh
from kg.types import Claim, Holder
from tests.builders import claim, document, holder, interval

REUTERS = Holder("Reuters", None)
DOCUMENTS = {
    each.id: each
    for each in (
        document("a", publisher="Baltic Post"),
        document("b", publisher="Nordic Times"),
        document("c", publisher="Capital Herald"),
        document("wire", publisher="Reuters"),
        replace(document("printed", publisher="Daily Copy"), author="Reuters"),
        document("copy", publisher="Echo", origin="a"),
    )
}


def said(document: str, *holders: Holder, **other: Any) -> Claim:
    return claim("Turkey", "buys", "S-400", document=document, holders=holders, **other)


def belief(*claims: Claim, reliability: dict[str, int] | None = None) -> int:
    (statement,) = merge_claims(claims, {}, {})
    return score_belief(statement, DOCUMENTS, reliability)


def test_three_sites_that_quote_one_agency_are_one_witness() -> None:
    official = holder("an official", anonymous=True)
    quoting = [said("a", REUTERS), said("b", official, REUTERS), said("c", Holder("Reuters news agency"))]
    (witness,) = find_witnesses(quoting, DOCUMENTS)
    assert witness.outlet == "Reuters"
    assert belief(*quoting) == belief(said("a")) == 800


def test_what_an_agency_wrote_and_another_printed_is_the_agency_s() -> None:
    (witness,) = find_witnesses([said("a", REUTERS), said("printed")], DOCUMENTS)
    assert witness.outlet == "Reuters"


def test_the_agency_s_own_report_and_those_who_quote_it_are_one_outlet() -> None:
    witnesses = find_witnesses([said("wire"), said("a", REUTERS)], DOCUMENTS)
    assert len(witnesses) == 2
    assert {witness.outlet for witness in witnesses} == {"Reuters"}
    assert 800 < belief(said("wire"), said("a", REUTERS)) < belief(said("a"), said("b"))


def test_two_agencies_are_two_witnesses_and_a_speaker_is_no_agency() -> None:
    assert belief(said("a", REUTERS), said("b", Holder("AFP"))) == 960
    assert belief(said("a", holder("Mike Pompeo")), said("b", holder("Mike Pompeo"))) == 960


def test_the_outlet_nearest_to_the_speaker_is_where_the_words_come_from() -> None:
    (witness,) = find_witnesses([said("a", Holder("TASS"), REUTERS), said("b", Holder("TASS"))], DOCUMENTS)
    assert witness.outlet == "TASS"


def test_every_factor_of_a_weight_is_known() -> None:
    rated = {"baltic post": 500, "reuters": 700}
    weighing = weigh(said("a", REUTERS, certainty="probable"), DOCUMENTS, rated)
    assert (weighing.confidence, weighing.certainty, weighing.reliability) == (800, 800, 500)
    assert weighing.weight == 320


@pytest.mark.parametrize(("rating", "expected"), [(1000, 800), (500, 400), (0, 0)])
def test_a_less_reliable_outlet_weighs_less(rating: int, expected: int) -> None:
    assert belief(said("a"), reliability={"baltic post": rating}) == expected


def test_an_outlet_that_is_not_rated_loses_nothing() -> None:
    assert belief(said("a"), reliability={"nordic times": 100}) == 800


def test_an_unreliable_denial_takes_less_away() -> None:
    word = (said("a"), said("b", polarity="negative"))
    assert belief(*word) < belief(*word, reliability={"nordic times": 300}) < 800


def test_an_undated_report_refines_into_a_dated_one() -> None:
    dated = said("a", time=interval("2019-07-12"))
    vague = said("b", time=interval("2019-01-01", "2019-12-31"))
    (statement,) = merge_claims([dated, vague, said("c")], {}, {})
    assert statement.time == interval("2019-07-12")
    assert score_belief(statement, DOCUMENTS) == 992
