"""Two names are the same after folding; what is described and not named needs half of its content words."""

from __future__ import annotations

import pytest

from kg.evaluation.names import fold_name, is_same_name


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ("United States", "the U.S."),
        ("S-400", "S-400 missile systems"),
        ("Recep Tayyip Erdogan", "Erdogan"),
        ("“Peace Spring”", "peace spring"),
        ("purchase of missiles by Turkey", "Turkey's missiles purchase"),
        ("senior State Department official (unnamed)", "State Department official"),
    ],
)
def test_these_are_the_same(gold: str, found: str) -> None:
    assert is_same_name(gold, found)


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ("S-400", "S-300"),
        ("Turkish Defence Ministry", "Greek Defence Ministry"),
        ("Turkey", "Turkish officials"),
        ("purchase of missiles by Turkey", "a threat to the alliance"),
        ("Turkey", ""),
    ],
)
def test_these_are_not(gold: str, found: str) -> None:
    assert not is_same_name(gold, found)


def test_folding_a_folded_name_changes_nothing() -> None:
    for name in ("The S-400 missile systems", "the U.S.", "US", "Türkiye"):
        assert fold_name(fold_name(name)) == fold_name(name)
