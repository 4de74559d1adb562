from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kg.assembly import assemble
from kg.ontology import Relation
from kg.types import Claim, Conflict, Role
from tests.builders import claim, document, entity, holder, interval

DOCUMENTS = (
    document("a", publisher="Reuters", published=date(2019, 10, 14)),
    document("b", publisher="AFP", published=date(2019, 10, 16)),
    document("copy", publisher="Daily Copy", published=date(2019, 10, 15), origin="a"),
)
ERDOGAN, CAVUSOGLU = holder("Recep Tayyip Erdogan"), holder("Mevlut Cavusoglu")


def conflicts(*claims: Claim, relations: dict[str, Relation] | None = None) -> list[Conflict]:
    return list(assemble(claims, DOCUMENTS, relations=relations or {}).conflicts)


def talks(document: str = "a", **other: Any) -> Claim:
    return claim("Turkey", "negotiatesWith", "Russia", document=document, **other)


def contract(time: str, end: str | None = None, document: str = "a", theme: str | None = None) -> Claim:
    roles = (Role("theme", entity(theme, "WeaponSystem")),) if theme else ()
    return claim(
        "Turkey", "signsAgreementWith", "Russia", document=document, time=interval(time, end), roles=roles
    )


def test_what_one_holder_says_and_another_denies_is_a_denial() -> None:
    (conflict,) = conflicts(talks(holders=(ERDOGAN,)), talks("b", holders=(CAVUSOGLU,), polarity="negative"))
    assert conflict.kind == "denial"
    assert conflict.holders == ("Mevlut Cavusoglu", "Recep Tayyip Erdogan")
    assert conflict.reason == (
        "said to be so by Recep Tayyip Erdogan (2019-10-14); said not to be so by Mevlut Cavusoglu (2019-10-16)"
    )


def test_an_outlet_in_its_own_voice_can_be_denied() -> None:
    (conflict,) = conflicts(
        talks(), talks(at=90, holders=(CAVUSOGLU,), modality="denied", polarity="negative")
    )
    assert conflict.holders == ("Mevlut Cavusoglu", "Reuters")


def test_the_speaker_is_who_stands_innermost() -> None:
    outlet = holder("Anadolu")
    (conflict,) = conflicts(
        talks(holders=(ERDOGAN, outlet)), talks("b", holders=(CAVUSOGLU, outlet), polarity="negative")
    )
    assert "Anadolu" not in conflict.holders


def test_a_holder_named_in_part_goes_by_the_full_name() -> None:
    claims = (talks(holders=(holder("Erdogan"),)), talks("b", holders=(CAVUSOGLU,), polarity="negative"))
    (conflict,) = conflicts(*claims, claim("Recep Tayyip Erdogan", "visits", "Russia"))
    assert "Recep Tayyip Erdogan" in conflict.holders


def test_who_turns_round_is_a_reversal_and_not_a_denial() -> None:
    (conflict,) = conflicts(talks(holders=(ERDOGAN,)), talks("b", holders=(ERDOGAN,), polarity="negative"))
    assert conflict.kind == "reversal"
    assert conflict.reason == (
        "Recep Tayyip Erdogan says that it is so on 2019-10-14 and that it is not on 2019-10-16"
    )


def test_yes_and_no_on_one_day_is_no_reversal() -> None:
    assert not conflicts(talks(holders=(ERDOGAN,)), talks(at=90, holders=(ERDOGAN,), polarity="negative"))


def test_unnamed_officials_are_not_known_to_turn_round() -> None:
    unnamed = holder("an official", anonymous=True)
    assert not conflicts(talks(holders=(unnamed,)), talks("b", holders=(unnamed,), polarity="negative"))


@pytest.mark.parametrize("modality", ["possible", "conditional", "questioned", "counterfactual"])
def test_what_may_be_and_may_not_be_is_no_conflict(modality: str) -> None:
    yes = talks(holders=(ERDOGAN,), modality=modality)
    assert not conflicts(yes, talks("b", holders=(CAVUSOGLU,), modality=modality, polarity="negative"))


def test_a_threat_is_not_contradicted_by_a_plan_not_to() -> None:
    threat = talks(holders=(ERDOGAN,), modality="threatened")
    assert not conflicts(threat, talks("b", holders=(CAVUSOGLU,), modality="planned", polarity="negative"))


def test_what_is_said_of_another_time_is_no_denial() -> None:
    then = talks(holders=(ERDOGAN,), time=interval("2017-01-01", "2017-12-31"))
    now = talks("b", holders=(CAVUSOGLU,), time=interval("2019-01-01", "2019-12-31"), polarity="negative")
    assert not conflicts(then, now)


def test_two_dates_of_what_happens_once_conflict() -> None:
    (conflict,) = conflicts(contract("2017-09-01", "2017-09-30"), contract("2017-12-29", document="b"))
    assert (conflict.kind, conflict.holders) == ("date", ("AFP", "Reuters"))
    assert conflict.reason == (
        "happens once, but is dated 2017-09-01 to 2017-09-30 by Reuters; 2017-12-29 by AFP"
    )


def test_a_finer_date_is_no_conflict() -> None:
    assert not conflicts(contract("2017-01-01", "2017-12-31"), contract("2017-12-29", document="b"))


def test_two_dates_of_what_happens_often_are_no_conflict() -> None:
    one = claim("Turkey", "visits", "Russia", time=interval("2017-09-12"))
    assert not conflicts(one, claim("Turkey", "visits", "Russia", document="b", time=interval("2017-12-29")))


def test_two_dates_of_a_functional_relation_conflict() -> None:
    relations = {"joins": Relation(name="joins", label="joins", functional=True)}
    one = claim("Turkey", "joins", "NATO", time=interval("1952-02-18"))
    other = claim("Turkey", "joins", "NATO", document="b", time=interval("1955-05-09"))
    assert [c.kind for c in conflicts(one, other, relations=relations)] == ["date"]


def test_dates_of_different_contracts_are_no_conflict() -> None:
    assert not conflicts(
        contract("2017-09-12", theme="S-400"), contract("2017-12-29", document="b", theme="Su-35")
    )


@pytest.mark.parametrize(
    ("theme", "clash"),
    [
        ("contract", True),
        ("Turkey's contract with Russia", True),
        ("gas contract", False),
        ("Su-35 deal", False),
    ],
)
def test_a_theme_that_only_calls_it_a_deal_can_be_any_deal(theme: str, clash: bool) -> None:
    named = contract("2017-09-12", theme="S-400 deal")
    assert bool(conflicts(named, contract("2017-12-29", document="b", theme=theme))) is clash


def test_a_copy_does_not_conflict_with_its_original() -> None:
    assert not conflicts(contract("2017-09-12"), contract("2017-12-29", document="copy"))


def test_each_side_keeps_its_claims() -> None:
    yes, no = talks(holders=(ERDOGAN,)), talks("b", holders=(CAVUSOGLU,), polarity="negative")
    (conflict,) = conflicts(yes, no)
    assert [side.claims for side in conflict.sides] == [(yes,), (no,)]
    assert {side.statement for side in conflict.sides} == set(conflict.statements)


@pytest.mark.parametrize("tier", ["open", "abstract"])
def test_a_relation_that_says_nothing_clear_cannot_clash(tier: str) -> None:
    vague = {"negotiatesWith": Relation(name="negotiatesWith", label="deals with", tier=tier)}
    claims = (talks(holders=(ERDOGAN,)), talks("b", holders=(CAVUSOGLU,), polarity="negative"))
    assert len(conflicts(*claims)) == 1
    assert not conflicts(*claims, relations=vague)


def priced(text: str, document: str = "a", relation: str = "buys", **other: Any) -> Claim:
    told = claim("Turkey", relation, "Russia", document=document, **other)
    quote = f"{told.evidence.quote} for {text}"
    return replace(told, evidence=replace(told.evidence, quote=quote, sentence=quote))


def test_two_prices_of_one_deal_conflict() -> None:
    (conflict,) = conflicts(priced("$2.5 billion"), priced("$2 billion", "b"))
    assert (conflict.kind, conflict.holders) == ("value", ("AFP", "Reuters"))
    assert conflict.reason == (
        "one deal or event, but the figures differ: $2 billion by AFP; $2.5 billion by Reuters"
    )


def test_a_rounded_price_is_no_conflict() -> None:
    assert not conflicts(priced("$2.4 billion"), priced("about $2 billion", "b"))


def test_two_sums_of_what_is_done_often_conflict_only_on_the_same_days() -> None:
    sums = [("$2 million", "a"), ("$3 million", "b")]
    assert not conflicts(*(priced(text, document, "aids") for text, document in sums))
    day = interval("2019-10-01")
    (conflict,) = conflicts(*(priced(text, document, "aids", time=day) for text, document in sums))
    assert conflict.kind == "value"


def test_two_prices_of_a_plan_are_no_conflict() -> None:
    claims = [priced(text, document, modality="planned") for text, document in (("$2", "a"), ("$5", "b"))]
    assert not conflicts(*claims)


def test_a_copy_has_no_price_of_its_own() -> None:
    assert not conflicts(priced("$2.5 billion"), priced("$2 billion", "copy"))


def test_one_clash_read_as_two_relations_is_told_once_by_the_surer() -> None:
    claims = [
        priced(text, document, relation, confidence=confidence)
        for text, document in (("$2 billion", "a"), ("$5 billion", "b"))
        for relation, confidence in (("buysFrom", 0.9), ("acquires", 0.6))
    ]
    (conflict,) = conflicts(*claims)
    assert {claim.relation for side in conflict.sides for claim in side.claims} == {"buysFrom"}
