"""The actor tables: sane, findable, free of foreign data, and open to a user's own."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ids import entity_id
from kg.ontology.values import name_key
from kg.resources import data_path, table

from .folder import loaded_with, shipped

TABLES = (
    "states",
    "organizations",
    "bodies",
    "outlets",
    "places",
    "nouns",
    "offices",
    "common_bodies",
    "designations",
)
WHOLE = "# mine\ntype\tcode\tname\tnames\tdemonyms\tseats\n"


def states() -> list[dict[str, str]]:
    header = ["alpha3", "type", "code", "name", "names", "demonyms", "capital", "seats", "wikidata"]
    return [dict(zip(header, row, strict=True)) for row in table("states")]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_says_its_source_and_licence_and_none_is_share_alike(name: str) -> None:
    head = data_path(f"{name}.tsv").read_text(encoding="utf-8").splitlines()[0]
    assert head.startswith("# ")
    assert "written for kg" in head
    assert "MIT" in head
    assert not {"LGPL", "ODbL", "BY-SA", "GPL"} & set(head.replace(",", " ").replace("(", " ").split())


def test_there_are_all_states_each_with_its_own_code() -> None:
    codes = [row["alpha3"] for row in states()]
    assert len(set(codes)) == len(codes)
    own = [row for row in states() if row["type"] == "State" and row["code"] == row["alpha3"]]
    assert len(own) >= 195
    assert {"PSE", "KOS", "TWN", "HKG", "VAT"} <= {row["alpha3"] for row in own}


def test_every_code_that_differs_is_that_of_another_row() -> None:
    codes = {row["alpha3"] for row in states()}
    assert {row["code"] for row in states()} <= codes


@pytest.mark.parametrize("column", ["name", "demonyms", "capital", "seats", "wikidata"])
def test_no_two_states_share_a(column: str) -> None:
    cells = Counter(name_key(item) for row in states() for item in row[column].split("|") if item)
    assert [cell for cell, count in cells.items() if count > 1] == []


def test_states_have_demonyms_and_capitals_almost_all() -> None:
    living = [row for row in states() if row["type"] == "State" and row["code"] == row["alpha3"]]
    assert {row["alpha3"] for row in living if not row["demonyms"]} == {"VAT", "DMA"}
    assert {row["alpha3"] for row in living if not row["capital"]} <= {"VAT", "MAC"}


def test_no_name_means_two_actors() -> None:
    owners: dict[str, set[str]] = {}
    for actor in shipped().actors:
        for name in actor.names:
            owners.setdefault(name_key(name), set()).add(actor.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_actors_are_identified_by_code_or_name() -> None:
    turkey = shipped().find_actor("Türkiye")
    assert turkey is not None
    assert (turkey.id, turkey.type, turkey.country, turkey.wikidata) == (
        entity_id("state", "TUR"),
        "State",
        "TUR",
        "Q43",
    )
    nato = shipped().find_actor("North Atlantic Treaty Organization")
    assert nato is not None
    assert (nato.id, nato.country) == (entity_id("org", "NATO"), "IGO")


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("the United States", "USA"), ("U.S.", "USA"), ("the US", "USA"), ("America", "USA"), ("UN", "IGO"),
        ("Soviet Union", "RUS"), ("Côte d'Ivoire", "CIV"), ("Burma", "MMR"), ("Bosnia-Herzegovina", "BIH"),
        ("Hezbollah", "LBN"), ("al-Qaeda", "IMG"), ("Al Qaeda", "IMG"), ("Reuters", "GBR"), ("the Pentagon", "USA"),
        ("Amnesty International", "NGO"), ("PKK", "TUR"), ("Rosoboronexport", "RUS"),
    ],
)  # fmt: skip
def test_an_actor_is_found_by(name: str, country: str) -> None:
    actor = shipped().find_actor(name)
    assert actor is not None
    assert actor.country == country


@pytest.mark.parametrize("word", ["us", "who", "turkey", "it", "Us", "is", "chad", "ice", "Atlantis"])
def test_a_common_word_is_no_actor(word: str) -> None:
    assert shipped().find_actor(word) is None


@pytest.mark.parametrize(("word", "code"), [("Turks", "TUR"), ("Turkish", "TUR"), ("Dutch", "NLD"), ("Kosovar", "KOS"),
                                            ("Nigerien", "NER"), ("Nigerian", "NGA"), ("South Korean", "KOR")])  # fmt: skip
def test_a_demonym_finds_its_state(word: str, code: str) -> None:
    actor = shipped().find_demonym(word)
    assert actor is not None
    assert actor.country == code


def test_polish_in_small_letters_is_a_verb() -> None:
    assert shipped().find_demonym("polish") is None


@pytest.mark.parametrize(("seat", "code"), [("Ankara", "TUR"), ("the White House", "USA"), ("Kremlin", "RUS"),
                                            ("Washington, D.C.", "USA"), ("Downing Street", "GBR"), ("Élysée", "FRA"),
                                            ("Brussels", "IGO")])  # fmt: skip
def test_a_seat_stands_for_its_state_or_union(seat: str, code: str) -> None:
    actor = shipped().find_seat(seat)
    assert actor is not None
    assert actor.country == code


@pytest.mark.parametrize(("name", "country"), [("Ankara", "TUR"), ("Istanbul", "TUR"), ("Aleppo", "SYR"), ("Darfur", "SDN"),
                                               ("Gaza", "PSE"), ("Bombay", "IND"), ("Kharkov", "UKR")])  # fmt: skip
def test_a_place_knows_where_it_lies(name: str, country: str) -> None:
    place = shipped().find_place(name)
    assert place is not None
    assert place.country == country
    assert shipped().is_a(place.type, "Place")


@pytest.mark.parametrize(
    "name", ["S-400", "S-400s", "F-35", "Su-35", "F-16", "Patriot", "MiG-29", "S-300PMU-2", "T-72"]
)
def test_the_form_of_a_name_betrays_a_weapon(name: str) -> None:
    assert shipped().designate(name) == "WeaponSystem"


@pytest.mark.parametrize("name", ["Turkey", "NATO", "Erdogan", "2019", "G20", "a-10"])
def test_the_form_of_other_names_betrays_none(name: str) -> None:
    assert shipped().designate(name) != "WeaponSystem"


def test_head_nouns_and_offices_have_their_terms() -> None:
    ontology = shipped()
    assert ontology.nouns["ministry"] == "Ministry"
    assert ontology.nouns["deal"] == "Agreement"
    assert ontology.offices["president"] == "headOfStateOf"
    assert ontology.offices["top diplomat"] == "foreignMinisterOf"
    assert "spokesman" not in ontology.offices
    assert len(ontology.nouns) > 250


def test_what_is_less_than_known_is_admitted_and_what_is_other_is_not() -> None:
    ontology = shipped()
    assert ontology.admits(("Actor",), "State")
    assert ontology.admits(("Actor",), "Thing")
    assert not ontology.admits(("Actor",), "WeaponSystem")


def test_a_user_adds_actors_and_names_of_ours(tmp_path: Path) -> None:
    mine = (
        WHOLE
        + "Company\tTUR\tAcme Havacilik\tAcme\t\t\nInternationalOrganization\tIGO\tNATO\tthe Club of 1949\t\t\n"
    )
    ontology = loaded_with(tmp_path, actors_mine=mine)
    acme, nato = ontology.find_actor("Acme"), ontology.find_actor("the Club of 1949")
    assert acme is not None
    assert (acme.type, acme.country) == ("Company", "TUR")
    assert nato is not None
    assert nato == ontology.find_actor("NATO")
    assert nato.wikidata == "Q7184"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("Wizardry\tTUR\tAcme\t\t\t\n", ("actors.tsv", "'Acme' is a Wizardry")),
        ("Company\tTUR\t\t\t\t\n", ("actors.tsv", "no name")),
        ("Company\tTUR\tAcme\t\t\t\textra\n", ("actors.tsv", "7 cells under 6")),
    ],
)
def test_a_wrong_table_is_refused_with_file_and_row(
    tmp_path: Path, rows: str, words: tuple[str, ...]
) -> None:
    with pytest.raises(OntologyError) as raised:
        loaded_with(tmp_path, actors=WHOLE + rows)
    assert all(word in str(raised.value) for word in words), raised.value


def test_an_unknown_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="unknown column 'colour'; the columns are"):
        loaded_with(tmp_path, actors="# mine\nname\tcolour\nAcme\tred\n")
