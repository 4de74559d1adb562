"""What is said about an entity, or by it."""

from __future__ import annotations

import json
import re

import pytest

from kg.assembly import assemble
from kg.errors import KGError
from kg.export.profiles import (
    Part,
    Selection,
    choose_relations,
    entity_json,
    entity_text,
    find_alike,
    find_named,
)  # fmt: skip
from kg.ontology import load_ontology
from kg.types import Claim, Entity, Graph
from tests.builders import claim, document, entity, holder, interval

RELATIONS = load_ontology().relations


def graph(*claims: Claim) -> Graph:
    documents = [document("a", publisher="Daily Marmara"), document("b", publisher="Neva Dispatch")]
    return assemble(claims, documents, relations=RELATIONS)


def heads(text: str) -> list[str]:
    return [line.partition("   [")[0] for line in text.splitlines() if ", belief" in line]


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


PEOPLE = (entity("Recep Tayyip Erdoğan"), entity("Recep Akdag"), entity("Turkey"), entity("Iran", "State"))


@pytest.mark.parametrize(
    "words",
    [
        "urn:kg:entity:person:recep_tayyip_erdogan",
        "<urn:kg:entity:person:recep_tayyip_erdogan>",
        "e:person:recep_tayyip_erdogan",
        "person:recep_tayyip_erdogan",
        "e:person:recep_t",
        "person:recep_t",
        "Recep_Tayyip_Erdogan",
        "recep tayyip  erdogan",
    ],
)
def test_an_entity_is_found_by_its_id_in_every_form_and_by_its_beginning(words: str) -> None:
    assert [each.name for each in find_named(PEOPLE, words)] == ["Recep Tayyip Erdoğan"]


@pytest.mark.parametrize("words", ["person:recep", "e:person", "per", ""])
def test_a_beginning_that_several_ids_have_finds_none(words: str) -> None:
    with pytest.raises(KGError, match="nothing called"):
        find_named(PEOPLE, words)


def test_an_unknown_name_is_an_error_that_offers_near_ones() -> None:
    whole = graph(claim("Turkey", "asks", "Russia"))
    for words in ("Turk", "Turkye"):
        with pytest.raises(KGError, match=rf"nothing called '{words}' in this graph; did you mean Turkey\?"):
            entity_text(whole, words)
    with pytest.raises(KGError, match="names are matched whole"):
        entity_text(whole, "Atlantis")


def test_days_are_shown_and_not_the_words_for_them() -> None:
    told = claim("Turkey", "asks", "Russia", time=interval("2019-07-12", text="on Friday"))
    assert "[asserted, 2019-07-12, belief" in entity_text(graph(told), "Turkey")


def test_a_time_without_days_is_undated() -> None:
    told = claim("Turkey", "asks", "Russia", time=interval("2019-07-12")._replace(begin=None))
    assert "until 2019-07-12" in entity_text(graph(told), "Turkey")


def test_nothing_of_an_article_moves_the_cursor() -> None:
    told = claim(entity("\x1b[2J", "Person"), "asks", "Russia")
    assert "\x1b" not in entity_text(graph(told), "Russia").partition("\n  + ")[2]


# --- a part of it -----------------------------------------------------------------------------

PENCE = holder("Mike Pence")
MANY = (
    claim("United States", "threatensSanctions", "Turkey", holders=(PENCE,)),
    claim("United States", "threatensSanctions", "Turkey", document="b"),
    claim("Turkey", "asks", "United States", document="b"),
    claim("Russia", "threatens", "Turkey"),
    claim(entity("Mike Pence"), "visits", "Russia"),
)


def test_a_relation_brings_those_that_are_narrower() -> None:
    chosen = Selection(choose_relations(["kg:threatens"], RELATIONS))
    shown = heads(entity_text(graph(*MANY), "Turkey", chosen))
    assert shown == ["United States - threatensSanctions - Turkey", "Russia - threatens - Turkey"]
    assert choose_relations(["threatensSanctions"], RELATIONS) == {"threatensSanctions"}


def test_an_unknown_relation_offers_near_ones() -> None:
    with pytest.raises(KGError, match=r"no relation is called 'threatns'; did you mean threatens"):
        choose_relations(["threatns"], RELATIONS)


@pytest.mark.parametrize(
    ("part", "relations"),
    [(Part.SUBJECT, ["asks"]), (Part.OBJECT, ["threatensSanctions", "threatens"]), (Part.HOLDER, [])],
)
def test_an_entity_is_shown_in_the_part_it_plays(part: Part, relations: list[str]) -> None:
    shown = heads(entity_text(graph(*MANY), "Turkey", Selection(part=part)))
    assert sorted(line.split(" - ")[1] for line in shown) == sorted(relations)


def test_what_somebody_says_is_shown_in_his_own_words() -> None:
    text = entity_text(graph(*MANY), "Mike Pence", Selection(part=Part.HOLDER))
    assert heads(text) == ["United States - threatensSanctions - Turkey"]
    assert [line for line in text.splitlines() if line.startswith("  ")] == [
        "  + Mike Pence: United States threatensSanctions Turkey."
    ]


def test_a_limit_leaves_the_best_supported_and_says_what_it_left_out() -> None:
    text = entity_text(graph(*MANY), "Turkey", Selection(limit=1))
    assert heads(text) == ["United States - threatensSanctions - Turkey"]
    assert text.splitlines()[-1] == "2 more statements; raise --limit to see more"
    assert "more" not in entity_text(graph(*MANY), "Turkey", Selection(limit=3))


def test_json_has_every_claim() -> None:
    (found,) = json.loads(entity_json(graph(*MANY), "turkey", Selection(limit=1)))
    assert (found["id"], found["name"], found["country"], found["count"]) == (
        "urn:kg:entity:state:turkey", "Turkey", "TUR", 3,
    )  # fmt: skip
    (statement,) = found["statements"]
    assert (statement["subject"], statement["relation"], statement["object"]) == (
        "United States", "threatensSanctions", "Turkey",
    )  # fmt: skip
    assert 0 < statement["belief"] < 1
    assert sorted(claim["holders"] for claim in statement["supporting"]) == [[], ["Mike Pence"]]
    assert {claim["outlet"] for claim in statement["supporting"]} == {"Daily Marmara", "Neva Dispatch"}


# --- alike ------------------------------------------------------------------------------------


def names(words: str, *entities: Entity) -> list[str]:
    return [each.name for each in find_alike(entities or PEOPLE, words)]


def test_entities_are_found_by_a_part_of_a_name_with_a_letter_wrong() -> None:
    assert names("erdogan") == names("ERDOĞN") == names("tayip") == ["Recep Tayyip Erdoğan"]
    assert names("recep") == ["Recep Akdag", "Recep Tayyip Erdoğan"]
    assert names("Oslo") == []


def test_the_name_itself_comes_first_and_other_names_count() -> None:
    found = names(
        "Iran", entity("Iran Air", "Organization"), entity("Iranian Guard"), entity("Iran", "State")
    )
    assert found == ["Iran", "Iran Air", "Iranian Guard"]
    assert names("ankara", entity("Turkey", aliases=("Ankara",))) == ["Turkey"]


def test_no_more_are_found_than_asked_for() -> None:
    many = [entity(f"Smith {letter}") for letter in "abcdefghijklmnop"]
    assert len(find_alike(many, "smith")) == 10
    assert len(find_alike(many, "smith", limit=3)) == 3


def test_an_id_is_on_the_first_line_so_that_it_can_be_copied() -> None:
    first = entity_text(graph(*MANY), "Turkey").splitlines()[0]
    assert re.search(r"urn:kg:entity:\S+$", first)
