"""Sentences of general news report the event that they were written for, and those without an event report none."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from kg.evaluation import open_parts

from .benchmarks.event_probes import NONE, Answer, answer, read_probes, shares

FLOORS = tomllib.loads((Path(__file__).parent / "gold" / "floors.toml").read_text(encoding="utf-8"))
ENOUGH_OF_A_KIND = 35


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    return list(answer(read_probes(), open_parts()))


@pytest.mark.parametrize("half", ["dev", "test"])
def test_events_are_found_as_often_as_their_floors_ask(half: str, answers: list[Answer]) -> None:
    found = shares([a for a in answers if a.probe.half == half])
    floors = FLOORS["event_probes"]
    below = {name: share for name, share in found.items() if share < floors[f"{name} {half}"]}
    assert below == {}, f"{half}: type, pair and triple are {found}"


def test_each_plover_type_has_sentences_enough_in_both_halves() -> None:
    kinds = Counter((probe.half, probe.gold.event) for probe in read_probes())
    assert min(kinds.values()) * 2 >= ENOUGH_OF_A_KIND - 1
    assert len(kinds) == 2 * 17
    assert kinds["dev", NONE] + kinds["test", NONE] >= 60
