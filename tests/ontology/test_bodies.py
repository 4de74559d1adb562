"""Public bodies read off their names."""

from __future__ import annotations

import pytest

from kg.ontology import find_body

from .folder import shipped


@pytest.mark.parametrize(
    ("name", "body", "kind", "country"),
    [
        ("Turkish Foreign Ministry", "Foreign Ministry of Turkey", "Ministry", "TUR"),
        ("the Ministry of Foreign Affairs of Turkey", "Foreign Ministry of Turkey", "Ministry", "TUR"),
        ("Turkey's Foreign Ministry", "Foreign Ministry of Turkey", "Ministry", "TUR"),
        ("South Korean Defense Ministry", "Defence Ministry of South Korea", "Ministry", "KOR"),
        ("the parliament of Iraq", "Parliament of Iraq", "Legislature", "IRQ"),
        ("US State Department", "State Department", "Ministry", "USA"),
        ("Pentagon", "Pentagon", "Ministry", "USA"),
        ("British Foreign Office", "Foreign Office", "Ministry", "GBR"),
        ("Peruvian army", "Army of Peru", "ArmedForce", "PER"),
        ("Ministry of Fisheries of Iceland", "Fisheries Ministry of Iceland", "Ministry", "ISL"),
    ],
)
def test_a_body_is_read_off(name: str, body: str, kind: str, country: str) -> None:
    found = find_body(name, shipped())
    assert found is not None
    assert (found.name, found.type, found.country) == (body, kind, country)


def test_a_bare_body_is_that_of_the_owner_given() -> None:
    ontology = shipped()
    turkey = ontology.find_actor("Turkey")
    bare, owned = (
        find_body("Foreign Ministry", ontology),
        find_body("Foreign Ministry", ontology, owner=turkey),
    )
    assert bare is not None
    assert bare.country is None
    assert owned == find_body("Turkish Foreign Ministry", ontology)


@pytest.mark.parametrize("name", ["Turkey", "Turkish company", "Erdogan", "", "the"])
def test_what_is_no_body_is_none(name: str) -> None:
    assert find_body(name, shipped()) is None
