from random import Random

import pytest

from kg.assembly.corroboration import merge_claims
from kg.ontology import Relation
from kg.types import Claim, Interval, Modality, Role, Statement
from tests.builders import claim, entity, interval

RELATIONS = {
    relation.name: relation
    for relation in (
        Relation(
            name="buysFrom",
            label="buys from",
            domain=("Actor",),
            range=("Actor",),
            inverse="sellsTo",
            event="COOPERATE",
        ),
        Relation(
            name="sellsTo",
            label="sells to",
            domain=("Actor",),
            range=("Actor",),
            inverse="buysFrom",
            event="COOPERATE",
        ),
        Relation(
            name="hosts",
            label="hosts",
            domain=("Actor",),
            range=("Actor",),
            inverse="visits",
            event="CONSULT",
        ),
        Relation(
            name="visits",
            label="visits",
            domain=("Actor",),
            range=("Place", "Actor"),
            inverse="hosts",
            event="CONSULT",
        ),
        Relation(name="owns", label="owns", inverse="belongsTo"),
        Relation(name="belongsTo", label="belongs to", range=("Actor",), inverse="owns"),
        Relation(name="lost", label="lost", inverse="nowhere"),
        Relation(name="meets", label="meets", symmetric=True, event="CONSULT"),
    )
}


def only(*claims: Claim) -> Statement:
    (statement,) = merge_claims(claims, RELATIONS, {})
    return statement


def test_the_same_word_from_two_documents_is_one_statement() -> None:
    one, two = claim("Turkey", "buys", "S-400"), claim("Turkey", "buys", "S-400", document="b")
    assert set(only(one, two).supporting) == {one, two}


def test_a_passage_read_twice_is_one_claim() -> None:
    assert len(only(claim("Turkey", "buys", "S-400"), claim("Turkey", "buys", "S-400")).supporting) == 1


def test_a_symmetric_relation_has_one_direction() -> None:
    statement = only(claim("Turkey", "meets", "Russia"), claim("Russia", "meets", "Turkey", at=50))
    assert (statement.subject, statement.object) == (entity("Russia").id, entity("Turkey").id)


@pytest.mark.parametrize(
    ("said", "kept"), [("sellsTo", "buysFrom"), ("hosts", "visits"), ("belongsTo", "owns")]
)
def test_of_two_inverse_relations_the_wider_is_kept(said: str, kept: str) -> None:
    statement = only(claim("Russia", said, "Turkey"), claim("Turkey", kept, "Russia", at=50))
    assert (statement.subject, statement.relation, statement.object) == (
        entity("Turkey").id,
        kept,
        entity("Russia").id,
    )
    assert {c.relation for c in statement.supporting} == {said, kept}


@pytest.mark.parametrize("relation", ["lost", "undeclared"])
def test_what_cannot_be_turned_stays_as_it_is(relation: str) -> None:
    statement = only(claim("Turkey", relation, "Russia"))
    assert (statement.subject, statement.relation) == (entity("Turkey").id, relation)


def test_a_threat_and_a_fact_are_two_statements() -> None:
    claims = [
        claim("United States", "sanctions", "Turkey", modality=modality)
        for modality in ("asserted", "threatened")
    ]
    assert {s.modality for s in merge_claims(claims, {}, {})} == {Modality.ASSERTED, Modality.THREATENED}


@pytest.mark.parametrize(
    ("polarity", "modality"), [("negative", "asserted"), ("negative", "denied"), ("positive", "denied")]
)
def test_what_is_denied_counts_against_the_fact(polarity: str, modality: str) -> None:
    fact = claim("Turkey", "buys", "Su-35")
    denial = claim("Turkey", "buys", "Su-35", at=50, polarity=polarity, modality=modality)
    statement = only(fact, denial)
    assert (statement.modality, statement.supporting, statement.refuting) == (
        Modality.ASSERTED,
        (fact,),
        (denial,),
    )


def test_a_plan_not_to_counts_against_the_plan() -> None:
    statement = only(claim("Turkey", "buys", "Su-35", polarity="negative", modality="planned"))
    assert (statement.modality, statement.supporting) == (Modality.PLANNED, ())


def test_roles_are_gathered_and_sorted() -> None:
    theme, place = Role("theme", entity("S-400", "WeaponSystem")), Role("place", entity("Ankara", "City"))
    statement = only(
        claim("Turkey", "buysFrom", "Russia", roles=(theme,)),
        claim("Turkey", "buysFrom", "Russia", at=50, roles=(theme, place)),
    )
    assert statement.roles == (place, theme)


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([interval("2019-07-12"), None], interval("2019-07-12")),
        (
            [interval("2019-01-01", "2019-12-31", "2019"), interval("2019-07-01", "2019-07-31", "July")],
            interval("2019-07-01", "2019-07-31", "July"),
        ),
        ([interval("2019-07-12"), interval("2019-08-01")], None),
        ([Interval(None, None, "recently")], None),
        (
            [
                Interval(interval("2019-07-12").begin, None, "since July"),
                interval("2019-01-01", "2019-12-31", "2019"),
            ],
            interval("2019-07-12", "2019-12-31", "2019"),
        ),
        ([None], None),
    ],
)
def test_time_is_the_tightest_that_all_agree_on(
    times: list[Interval | None], expected: Interval | None
) -> None:
    claims = [claim("Turkey", "buys", "S-400", at=n * 50, time=time) for n, time in enumerate(times)]
    assert only(*claims).time == expected


def test_the_order_of_the_claims_changes_nothing() -> None:
    claims = [
        claim(subject, relation, "Turkey", document=document, polarity=polarity, time=time)
        for subject in ("Russia", "United States")
        for relation in ("meets", "sellsTo", "buysFrom")
        for document in "ab"
        for polarity in ("positive", "negative")
        for time in (None, interval("2019-07-12"), interval("2019-07-01", "2019-07-31"))
    ]
    expected = merge_claims(claims, RELATIONS, {})
    for seed in range(5):
        Random(seed).shuffle(claims)
        assert merge_claims(claims, RELATIONS, {}) == expected
