"""What somebody may have meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.wording import did_you_mean, did_you_mean_file, near

NAMES = ("Turkey", "Recep Tayyip Erdoğan", "Erdogan", "Turkish Airlines", "United States", "Oslo", "Iran")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("turkey", ["Turkey"]),
        ("TÜRKEI", ["Turkey", "Turkish Airlines"]),
        ("turk", ["Turkey", "Turkish Airlines"]),
        ("erdogn", ["Erdogan", "Recep Tayyip Erdoğan"]),
        ("tayip erdogan", ["Recep Tayyip Erdoğan"]),
        ("untied states", ["United States"]),
        ("Iraq", ["Iran"]),
        ("Stockholm", []),
        ("", []),
    ],
)
def test_names_are_found_that_somebody_may_have_meant(words: str, wanted: list[str]) -> None:
    assert near(words, NAMES) == wanted


def test_a_message_offers_at_most_as_many_as_asked_for() -> None:
    assert did_you_mean("report", ["report a", "report b", "report c"], most=2) == (
        "; did you mean report a or report b?"
    )
    assert did_you_mean("Stockholm", NAMES) == ""


def test_a_file_that_is_not_there_has_neighbours(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / ".report").mkdir()
    assert did_you_mean_file(tmp_path / "report") == f"; did you mean {tmp_path / 'reports'}?"
    assert did_you_mean_file(tmp_path / "elsewhere" / "report") == ""
