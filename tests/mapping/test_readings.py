"""What sentences claim and what they do not, one rule each: ``readings.tsv``, with the parse written out."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from .reading import claims_of, triples

ROWS = Path(__file__).with_name("readings.tsv")


def rows() -> list[dict[str, str]]:
    with ROWS.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def pairs(cell: str) -> dict[str, str]:
    return dict(item.rsplit("=", 1) for item in cell.split("|") if item)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["what"])
def test_a_sentence_claims_what_it_says(row: dict[str, str]) -> None:
    claims = claims_of(
        row["words"], row["heads"], row["tags"], names=pairs(row["names"]), lemmas=pairs(row["lemmas"])
    )
    found = {" ".join(triple) for triple in triples(claims)}
    assert set(filter(None, row["claims"].split("; "))) <= found
    assert not set(filter(None, row["no claims"].split("; "))) & found


def test_every_row_says_something() -> None:
    assert all(row["claims"] or row["no claims"] for row in rows())
