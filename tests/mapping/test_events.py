"""Which PLOVER events claims report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.mapping import event_of
from kg.mapping.events import countries_of
from kg.types import Modality, Polarity

from ..builders import claim
from .reading import ontology


@pytest.mark.parametrize(
    ("relation", "modality", "event"),
    [
        ("meets", Modality.ASSERTED, "CONSULT"),
        ("meets", Modality.PLANNED, "AGREE"),
        ("sanctions", Modality.THREATENED, "THREATEN"),
        ("sanctions", Modality.POSSIBLE, None),
        ("memberOf", Modality.ASSERTED, None),
    ],
)
def test_modality_shifts_the_event(relation: str, modality: Modality, event: str | None) -> None:
    made = replace(claim("Turkey", relation, "Russia"), modality=modality)
    found = event_of(made, ontology().relations[relation])
    assert (found[0] if found else None) == event


def test_what_somebody_will_not_do_is_refused() -> None:
    planned = replace(
        claim("Turkey", "meets", "Russia"), modality=Modality.PLANNED, polarity=Polarity.NEGATIVE
    )
    assert event_of(planned, ontology().relations["meets"]) == ("REJECT", None)
    attack = replace(planned, relation="attacks")
    assert event_of(attack, ontology().relations["attacks"]) is None


def test_what_did_not_happen_is_no_event() -> None:
    made = replace(claim("Turkey", "meets", "Russia"), polarity=Polarity.NEGATIVE)
    assert event_of(made, ontology().relations["meets"]) is None


def test_the_unknown_are_at_home_where_those_they_deal_with_are_but_not_where_sanctions_go() -> None:
    made = claim("Turkey", "asks", "Russia")
    bishop = replace(made.subject, type="Person", country=None)
    miners = replace(made.object, type="Group", country="BOL")
    sanctions = replace(made.object, type="Agreement", country="NGA")
    assert countries_of(replace(made, subject=bishop, object=miners), ontology()) == ("BOL", "BOL")
    assert countries_of(replace(made, subject=bishop, object=sanctions), ontology()) == (None, "NGA")


def test_what_people_ask_for_at_home_is_a_matter_of_their_country() -> None:
    made = claim("Turkey", "asksFor", "Russia")
    students = replace(made.subject, type="Group", country="IDN")
    wages = replace(made.object, type="Thing", country=None)
    assert countries_of(replace(made, subject=students, object=wages), ontology()) == ("IDN", "IDN")
    built = replace(made, subject=students, object=wages, relation="produces")
    assert countries_of(built, ontology()) == ("IDN", None)
