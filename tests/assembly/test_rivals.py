"""Conflicts between statements: who confirms and who denies, room for one, swapped parties, promise and refusal."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest

from kg.assembly import assemble
from kg.ontology import load_ontology
from kg.types import Claim, Conflict, Holder
from tests.builders import claim, document, entity, holder, interval

RELATIONS = load_ontology().relations
DOCUMENTS = (
    document("a", publisher="Baltic Post", published=date(2021, 3, 1)),
    document("b", publisher="Nordic Times", published=date(2021, 3, 1)),
    document("later", publisher="Delta Report", published=date(2021, 5, 6)),
    document("copy", publisher="Daily Copy", published=date(2021, 3, 1), origin="a"),
)
HORVAT = holder("Ivan Horvat")


def conflicts(*claims: Claim) -> list[Conflict]:
    return list(assemble(claims, DOCUMENTS, relations=RELATIONS).conflicts)


def kinds(*claims: Claim) -> list[str]:
    return [conflict.kind.value for conflict in conflicts(*claims)]


# --- confirmed and denied ---------------------------------------------------------------------


def test_who_confirms_and_who_denies_the_same_are_a_denial() -> None:
    talks = entity("Su-35 negotiations", "Event")
    one = claim("Recep Erdogan", "confirms", talks)
    other = claim("Mevlut Cavusoglu", "denies", talks, document="later")
    (conflict,) = conflicts(one, other)
    assert (conflict.kind, conflict.holders) == ("denial", ("Mevlut Cavusoglu", "Recep Erdogan"))
    assert [side.claims for side in conflict.sides] == [(one,), (other,)]


def test_who_confirms_one_thing_and_denies_another_does_not_clash() -> None:
    one = claim("Recep Erdogan", "confirms", entity("jet negotiations", "Event"))
    assert kinds(one, claim("Mevlut Cavusoglu", "denies", entity("gas negotiations", "Event"))) == []


# --- room for one -----------------------------------------------------------------------------


def minister(name: str, document: str = "a", **other: Any) -> Claim:
    return claim(name, "defenceMinisterOf", "Turkey", document=document, **other)


def test_two_ministers_of_one_office_on_one_day_clash() -> None:
    (conflict,) = conflicts(minister("Jan Nowak"), minister("Marek Kowal", "b"))
    assert conflict.kind == "value"
    assert conflict.reason == (
        "Turkey has room for one defenceMinisterOf, but two are given: "
        "Jan Nowak by Baltic Post (2021-03-01); Marek Kowal by Nordic Times (2021-03-01)"
    )


def test_a_successor_does_not_clash() -> None:
    assert kinds(minister("Jan Nowak"), minister("Marek Kowal", "later")) == []


def test_stated_times_go_before_the_days_of_the_documents() -> None:
    since = minister("Jan Nowak", time=interval("2021-01-01", "2021-12-31"))
    assert kinds(since, minister("Marek Kowal", "later")) == ["value"]


def test_part_of_a_name_is_no_second_minister() -> None:
    names = ("Nowak", "Jan Nowak", "Ewa Nowak")  # whose surname it is cannot be told
    claims = [minister(name, document) for name, document in zip(names, "ab", strict=False)]
    assert kinds(*claims, claim("Ewa Nowak", "visits", "Russia")) == []


def test_a_copy_has_no_minister_of_its_own() -> None:
    assert kinds(minister("Jan Nowak"), minister("Marek Kowal", "copy")) == []


def test_two_ministers_of_two_states_do_not_clash() -> None:
    assert (
        kinds(minister("Jan Nowak"), claim("Marek Kowal", "defenceMinisterOf", "Russia", document="b")) == []
    )


# --- who does it to whom ----------------------------------------------------------------------


def accuses(one: str, other: str, document: str, *, sentence: str = "", by: Holder | None = HORVAT) -> Claim:
    told = claim(one, "accuses", other, document=document, holders=(by,) if by else ())
    words = sentence or f"{one} accused {other} of shelling the border village, Ivan Horvat said on Monday."
    return replace(told, evidence=replace(told.evidence, sentence=words))


def test_reports_of_one_quotation_that_swap_the_parties_clash() -> None:
    (conflict,) = conflicts(accuses("Turkey", "Russia", "a"), accuses("Russia", "Turkey", "b"))
    assert (conflict.kind, len(conflict.statements)) == ("role", 2)
    assert conflict.reason == (
        "reports of the same words swap the parties: Russia accuses Turkey by Ivan Horvat (2021-03-01); "
        "Turkey accuses Russia by Ivan Horvat (2021-03-01)"
    )


def test_mutual_accusations_do_not_clash() -> None:
    sentence = "Turkey and Russia accused each other of shelling the border village, Ivan Horvat said."
    both = [("Turkey", "Russia"), ("Russia", "Turkey")]
    assert kinds(*(accuses(*pair, document, sentence=sentence) for pair in both for document in "ab")) == []


@pytest.mark.parametrize(
    "other",
    [
        accuses("Russia", "Turkey", "b", by=holder("Ana Maric")),  # another speaker
        accuses("Russia", "Turkey", "b", sentence="Moscow blames the Turks for what befell Idlib, he said."),
        accuses("Russia", "Turkey", "copy"),
        accuses("Russia", "Turkey", "a"),
    ],
)
def test_what_is_no_report_of_the_same_words_does_not_clash(other: Claim) -> None:
    assert kinds(accuses("Turkey", "Russia", "a"), other) == []


def test_a_relation_that_goes_both_ways_has_no_parties_to_swap() -> None:
    one = claim("Turkey", "meets", "Russia", holders=(HORVAT,))
    assert kinds(one, claim("Russia", "meets", "Turkey", document="b", holders=(HORVAT,))) == []


# --- promise and refusal ----------------------------------------------------------------------

JETS = entity("F-16", "WeaponSystem")


def binding(relation: str, document: str, by: str = "Turkey") -> Claim:
    return claim(by, relation, entity("purchase of jets", "Event"), document=document)


def content(modality: str, polarity: str, under: str | None, document: str, **other: Any) -> Claim:
    return claim(
        "Turkey", "buys", JETS, modality=modality, polarity=polarity, embedded_under=under, document=document,
        **other,
    )  # fmt: skip


PROMISE = (binding("promises", "a"), content("planned", "positive", "promises", "a"))
REFUSAL = (binding("rejects", "later"), content("asserted", "negative", "rejects", "later"))


def test_who_promises_and_refuses_the_same_clashes_with_itself() -> None:
    (conflict,) = conflicts(*PROMISE, *REFUSAL)
    assert (conflict.kind, conflict.holders) == ("promise", ("Turkey",))
    assert conflict.reason == (
        "Turkey binds itself to it, as reported by Baltic Post (2021-03-01), "
        "and refuses it, as reported by Delta Report (2021-05-06)"
    )
    assert [side.claims for side in conflict.sides] == [PROMISE[1:], REFUSAL[1:]]


def test_who_speaks_for_a_state_refuses_for_it() -> None:
    speaker = entity("Hulusi Akar", country="TUR")
    refusal = (
        claim(speaker, "rejects", entity("purchase of jets", "Event"), document="later"),
        content("asserted", "negative", "rejects", "later"),
    )
    assert kinds(*PROMISE, *refusal) == ["promise"]


def test_what_one_party_offers_another_may_refuse() -> None:
    offer = (binding("makesOfferTo", "a", "Russia"), content("offered", "positive", "makesOfferTo", "a"))
    assert kinds(*offer, *REFUSAL) == []


def test_a_forecast_by_others_is_no_promise() -> None:
    forecast = content("planned", "positive", None, "a", holders=(holder("Ivan Horvat"),))
    assert kinds(forecast, *REFUSAL) == []


@pytest.mark.parametrize("modality", ["threatened", "requested", "possible"])
def test_a_threat_a_demand_or_a_possibility_is_no_promise(modality: str) -> None:
    assert kinds(binding("promises", "a"), content(modality, "positive", "promises", "a"), *REFUSAL) == []


def test_who_says_that_it_will_not_refuses() -> None:
    ankara = entity("Turkey")
    said = holder("Turkey")._replace(entity=ankara.id)
    refusal = content("planned", "negative", None, "later", holders=(said,))
    assert "promise" in kinds(*PROMISE, refusal)


def test_another_time_is_another_promise() -> None:
    then = replace(PROMISE[1], time=interval("2021-03-01", "2021-03-31"))
    now = replace(REFUSAL[1], time=interval("2022-03-01", "2022-03-31"))
    assert kinds(PROMISE[0], then, REFUSAL[0], now) == []


def test_what_is_only_described_is_the_same_within_one_document_only() -> None:
    incident = entity("incident", "Thing")
    one = claim("Turkey", "confirms", incident)
    assert kinds(one, claim("Russia", "denies", incident, document="later")) == []
    assert kinds(one, claim("Russia", "denies", incident, at=90)) == ["denial"]


def test_the_order_of_the_claims_changes_nothing() -> None:
    claims = [
        *PROMISE,
        *REFUSAL,
        content(
            "planned",
            "negative",
            None,
            "later",
            holders=(holder("Turkey")._replace(entity=entity("Turkey").id),),
        ),
        accuses("Turkey", "Russia", "a"),
        accuses("Russia", "Turkey", "b"),
        minister("Jan Nowak"),
        minister("Marek Kowal", "b"),
    ]
    expected = conflicts(*claims)
    assert {each.kind for each in expected} == {"promise", "role", "value"}
    for seed in range(5):
        Random(seed).shuffle(claims)
        assert conflicts(*claims) == expected
