"""Which PLOVER events claims report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.mapping import event_of
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


def test_what_did_not_happen_is_no_event() -> None:
    made = replace(claim("Turkey", "meets", "Russia"), polarity=Polarity.NEGATIVE)
    assert event_of(made, ontology().relations["meets"]) is None
