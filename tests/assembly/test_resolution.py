from itertools import permutations
from typing import Any

import pytest

from kg.assembly.resolution import resolve_entities
from kg.ids import entity_id, local_id
from kg.types import IRI, Claim, Entity, Holder, Role
from tests.builders import claim, document, entity, holder


def names(*claims: Claim) -> list[str]:
    return [entity.name for entity in resolve_entities(claims, ())[1]]


def state(name: str, **other: Any) -> Entity:
    return Entity(id=entity("Turkey").id, type="State", name=name, **other)


def test_the_most_frequent_name_wins_and_the_others_become_aliases() -> None:
    claims = [
        claim(state(name), "buys", "S-400", at=n) for n, name in enumerate(("Turkey", "Türkiye", "Turkey"))
    ]
    _, entities = resolve_entities(claims, ())
    assert entities[1] == state("Turkey", aliases=("Türkiye",))


def test_names_given_equally_often_are_decided_by_the_alphabet() -> None:
    for order in permutations(("Türkiye", "Turkey")):
        assert "Turkey" in names(*(claim(state(name), "buys", "S-400") for name in order))


def test_type_country_aliases_and_links_are_gathered_from_all_claims() -> None:
    known = Entity(
        id=entity("Turkey").id,
        type="State",
        name="Turkey",
        country="TUR",
        aliases=("TR",),
        same_as=(IRI("urn:q43"),),
    )
    claims = [
        claim(state("Turkey"), "buys", "S-400"),
        claim(known, "buys", "S-400"),
        claim(known, "buys", "Su-35"),
    ]
    assert next(e for e in resolve_entities(claims, ())[1] if e.type == "State") == known


def test_claims_are_rewritten_to_what_was_resolved() -> None:
    claims = [
        claim("Recep Tayyip Erdogan", "visits", "Russia"),
        claim(
            "Erdogan",
            "meets",
            "Putin",
            document="b",
            holders=(holder("Erdogan"),),
            roles=(Role("theme", entity("Erdogan")),),
        ),
    ]
    resolved, _ = resolve_entities(claims, ())
    full = resolved[0].subject
    assert full.aliases == ("Erdogan",)
    assert resolved[1].subject == full
    assert resolved[1].roles == (Role("theme", full),)
    assert resolved[1].holders == (Holder("Erdogan", full.id),)
    assert resolved[1].evidence == claims[1].evidence


def test_a_surname_joins_the_only_person_who_bears_it() -> None:
    assert names(claim("Erdogan", "visits", "Russia"), claim("Recep Tayyip Erdoğan", "visits", "Russia")) == [
        "Recep Tayyip Erdoğan",
        "Russia",
    ]


def test_a_surname_that_two_people_bear_joins_neither() -> None:
    claims = [claim(name, "visits", "Russia") for name in ("Erdogan", "Bilal Erdogan", "Recep Erdogan")]
    assert names(*claims) == ["Bilal Erdogan", "Erdogan", "Recep Erdogan", "Russia"]


def test_names_of_growing_length_join_the_longest() -> None:
    claims = [
        claim(name, "visits", "Russia") for name in ("Tayyip Erdogan", "Erdogan", "Recep Tayyip Erdogan")
    ]
    assert names(*claims) == ["Recep Tayyip Erdogan", "Russia"]


@pytest.mark.parametrize("surname", ["Sisi", "el-Sisi", "Al-Sisi"])
def test_the_article_of_a_surname_keeps_nobody_apart(surname: str) -> None:
    claims = [claim(name, "visits", "Russia") for name in ("Hani el-Sisi", "Hani al-Sisi", surname)]
    assert names(*claims) == ["Hani al-Sisi", "Russia"]


def test_a_surname_with_an_article_that_two_people_bear_joins_neither() -> None:
    claims = [claim(name, "visits", "Russia") for name in ("Omar al-Assad", "Rami al-Assad", "Assad")]
    assert names(*claims) == ["Assad", "Omar al-Assad", "Rami al-Assad", "Russia"]


def test_a_surname_of_another_country_stays_apart() -> None:
    claims = [
        claim(entity("Pompeo", country="ITA"), "visits", "Russia"),
        claim(entity("Mike Pompeo", country="USA"), "visits", "Russia"),
    ]
    assert names(*claims) == ["Mike Pompeo", "Pompeo", "Russia"]


def test_only_whole_words_and_only_people_join() -> None:
    claims = [
        claim("Dogan", "visits", "Russia"),
        claim("Recep Erdogan", "visits", "Russia"),
        claim(entity("Air Force", "ArmedForce"), "visits", entity("Turkish Air Force", "ArmedForce")),
    ]
    assert names(*claims) == ["Air Force", "Turkish Air Force", "Dogan", "Recep Erdogan", "Russia"]


def test_a_surname_known_only_as_a_holder_joins_too() -> None:
    claims = [
        claim("Turkey", "buys", "S-400", holders=(holder("Cavusoglu"),)),
        claim("Mevlut Cavusoglu", "visits", "Russia"),
    ]
    resolved, _ = resolve_entities(claims, ())
    assert resolved[0].holders[0].entity == entity("Mevlut Cavusoglu").id


def test_a_holder_who_does_nothing_else_is_an_entity() -> None:
    outlet = Holder("Reuters", IRI("urn:kg:entity:newsoutlet:reuters"))
    _, entities = resolve_entities(
        [claim("Turkey", "buys", "S-400", holders=(holder("Mike Pompeo"), outlet))], ()
    )
    assert [(e.name, e.type) for e in entities if e.name in ("Reuters", "Mike Pompeo")] == [
        ("Reuters", "Actor"),
        ("Mike Pompeo", "Person"),
    ]


@pytest.mark.parametrize("kind", ["thing", "place"])
def test_a_speaker_that_was_taken_for_a_thing_is_tried_as_a_person(kind: str) -> None:
    for name in ("Mikheev", "Alexander Mikheev"):
        speaker = Holder(name, entity_id(kind, name))
        claims = [
            claim("Turkey", "buys", "S-400", holders=(speaker,)),
            claim("Alexander Mikheev", "visits", "Turkey"),
        ]
        resolved, _ = resolve_entities(claims, ())
        assert resolved[0].holders[0].entity == entity("Alexander Mikheev").id


def test_what_is_also_something_else_than_a_speaker_is_no_person() -> None:
    town = Entity(id=entity_id("place", "Mikheev"), type="City", name="Mikheev")
    claims = [
        claim("Turkey", "visits", town, holders=(Holder("Mikheev", town.id),)),
        claim("Alexander Mikheev", "visits", "Turkey"),
    ]
    assert resolve_entities(claims, ())[0][0].holders[0].entity == town.id


def test_people_without_a_name_do_not_join() -> None:
    nominals = [
        Entity(id=entity_id("thing", name), type="Person", name=name)
        for name in ("official", "senior official")
    ]
    assert names(*(claim(each, "visits", "Russia") for each in nominals)) == [
        "Russia",
        "official",
        "senior official",
    ]


def test_an_unnamed_holder_is_no_entity() -> None:
    unnamed = holder("a senior official", anonymous=True)
    assert names(claim("Turkey", "buys", "S-400", holders=(unnamed,))) == ["S-400", "Turkey"]


def test_what_has_no_name_is_in_each_report_another_and_in_a_copy_the_same() -> None:
    def rebels(name: str) -> Entity:
        return Entity(id=local_id(document(name).id, "thing", "rebels"), type="ArmedGroup", name="rebels")

    claims = [claim(rebels(name), "attacks", "Turkey", document=name) for name in "abc"]
    resolved, entities = resolve_entities(claims, [document("a"), document("b"), document("c", origin="b")])
    assert [entity.id for entity in entities if entity.name == "rebels"] == sorted(
        rebels(name).id for name in "ab"
    )
    assert resolved[2].subject == rebels("b")


def test_copies_share_what_has_no_name_although_the_original_does_not_speak_of_it() -> None:
    def rebels(name: str) -> Entity:
        return Entity(id=local_id(document(name).id, "thing", "rebels"), type="ArmedGroup", name="rebels")

    claims = [claim(rebels(name), "attacks", "Turkey", document=name) for name in "ab"]
    copies = [document("o"), *(document(name, origin="o") for name in "ab")]
    resolved, _ = resolve_entities(claims, copies)
    assert {each.subject.id for each in resolved} == {rebels("o").id}
