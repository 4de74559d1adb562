from math import log2
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.assembly.belief import _chance, _exact_chance, find_witnesses, score_belief
from kg.assembly.corroboration import merge_claims
from kg.types import IRI, Claim, Document
from tests.builders import claim, document

DOCUMENTS = {
    d.id: d
    for d in (
        document("a", publisher="Reuters"),
        document("b", publisher="AFP"),
        document("c", publisher="Reuters"),
        document("copy", publisher="Daily Copy", origin="a"),
        document("none"),
    )
}


def belief(*claims: Claim, documents: dict[IRI, Document] = DOCUMENTS) -> int:
    (statement,) = merge_claims(claims, {}, {})
    return score_belief(statement, documents)


def said(document: str = "a", confidence: float = 0.8, polarity: str = "positive", **other: Any) -> Claim:
    return claim(
        "Turkey", "buys", "S-400", document=document, confidence=confidence, polarity=polarity, **other
    )


def test_one_certain_witness_is_believed_as_much_as_the_reader_is_sure() -> None:
    assert belief(said(confidence=0.8)) == 800


def test_doubts_of_independent_witnesses_multiply() -> None:
    assert belief(said("a"), said("b")) == 960


def test_a_copy_is_no_further_witness() -> None:
    assert belief(said("a"), said("copy")) == 800


def test_the_same_document_is_one_witness_however_often_it_speaks() -> None:
    repeated = [claim("Turkey", "buys", "S-400", at=n * 50) for n in range(5)]
    assert belief(*repeated) == 800


def test_an_outlet_that_repeats_itself_counts_less_than_another_outlet() -> None:
    assert 800 < belief(said("a"), said("c")) < belief(said("a"), said("b"))


@pytest.mark.parametrize(("certainty", "expected"), [("probable", 640), ("possible", 400), ("unknown", 240)])
def test_an_unsure_speaker_weighs_less(certainty: str, expected: int) -> None:
    assert belief(said(certainty=certainty)) == expected


def test_nothing_read_once_is_certain() -> None:
    assert belief(said(confidence=1.0)) == 990


def test_word_against_word_is_not_believed() -> None:
    assert belief(said("a"), said("b", polarity="negative")) == 480


def test_one_denial_does_not_undo_many_witnesses() -> None:
    many = [said(name) for name in ("b", "none", *(f"more{n}" for n in range(8)))]
    assert belief(*many, said("a", polarity="negative")) > 900


def test_what_is_only_refuted_is_not_believed() -> None:
    assert belief(said(polarity="negative")) == 0


def test_a_document_that_is_not_listed_is_its_own_witness() -> None:
    assert belief(said("elsewhere")) == 800


def test_witnesses_say_what_they_weigh() -> None:
    (witness,) = find_witnesses([said("copy", 0.6), said("a", 0.7)], DOCUMENTS)
    assert (witness.outlet, witness.weight) == ("Reuters", 700)


claims = st.builds(
    said,
    st.sampled_from(["a", "b", "c", "copy", "none", "x", "y"]),
    st.floats(0, 1),
    st.sampled_from(["positive", "negative"]),
    certainty=st.sampled_from(["certain", "probable", "possible", "unknown"]),
)


@given(st.lists(claims, min_size=1, max_size=12), claims)
def test_support_never_lowers_belief_and_refutation_never_raises_it(before: list[Claim], new: Claim) -> None:
    if new.polarity == "positive":
        assert belief(*before, new) >= belief(*before)
    else:
        assert belief(*before, new) <= belief(*before)


@given(st.lists(claims, min_size=1, max_size=12), st.integers())
def test_the_order_of_witnesses_changes_nothing(before: list[Claim], seed: int) -> None:
    shuffled = list(before)
    Random(seed).shuffle(shuffled)
    assert 0 <= belief(*before) == belief(*shuffled) <= 1000


def test_floats_give_what_decimals_give_and_leave_them_what_is_near_a_half() -> None:
    edges = [int(1_000_000 * log2(1000 / (level - 0.5))) for level in range(1, 1001)]
    for points in {edge + by for edge in (*edges, 4_000_000) for by in (-1, 0, 1)} | {0, 10**6, 10**9}:
        assert _chance(points) == _exact_chance(points)
    assert _chance(4_000_000) == 938  # a doubt of 62.5
