"""Differences as text, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json

from kg.assembly import assemble
from kg.assembly.differences import compare
from kg.export.differences import FORMATS, Compared
from kg.types import Claim, Graph
from tests.builders import claim, document, entity, holder


def graph(*claims: Claim) -> Graph:
    return assemble(claims, [document("a", publisher="Daily Marmara"), document("b")], relations={})


ASKS = claim("Turkey", "negotiatesWith", "Russia", holders=(holder("Mike Pence"),))
A = graph(claim("Turkey", "visits", "Russia", modality="planned"), ASKS, claim("Russia", "warns", "Turkey"))
B = graph(
    claim("Turkey", "visits", "Russia"),
    ASKS,
    claim(
        "Turkey",
        "negotiatesWith",
        "Russia",
        document="b",
        polarity="negative",
        modality="denied",
        holders=(holder("Mevlut Cavusoglu"),),
    ),
    claim(entity("=HYPERLINK(1)"), "joins", "Turkey"),
)
COMPARED = Compared(A, B, ("old/", "new/"), compare(A, B))


def test_text_tells_each_kind_with_its_number_and_a_sentence() -> None:
    lines = FORMATS["text"](COMPARED).splitlines()
    assert lines[:2] == ["A: old/, 2 documents, 3 statements", "B: new/, 2 documents, 3 statements"]
    heads = [line for line in lines[2:] if line and not line.startswith(" ")]
    assert heads == [
        "only in A: 1 statement", "only in B: 1 statement", "other modality: 1 statement",
        "other polarity: 1 statement", "conflicts only in B: 1", "4 statements and 1 conflict differ",
    ]  # fmt: skip
    (moved,) = (line for line in lines if " - visits - " in line)
    assert "[planned -> asserted, affirmed, belief " in moved
    at = next(number for number, line in enumerate(lines) if "affirmed -> disputed" in line)
    assert lines[at + 1].startswith("      - "), "the claim that is new"


def test_json_has_both_sides_with_their_claims() -> None:
    found = json.loads(FORMATS["json"](COMPARED))
    assert (found["a"], found["b"]) == ("old/", "new/")
    assert [each["change"] for each in found["changes"]] == ["only in A", "only in B", "modality", "polarity"]
    assert (found["changes"][0]["b"], found["changes"][1]["a"]) == (None, None)
    asks = found["changes"][3]
    assert len(asks["b"]["supporting"]) == len(asks["b"]["refuting"]) == 1
    assert asks["a"]["supporting"][0]["holders"] == ["Mike Pence"]
    assert len(found["conflicts_only_in_b"]) == 1


def test_csv_has_a_row_a_change_and_runs_nothing() -> None:
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"](COMPARED))))
    assert [row["change"] for row in rows] == [
        "only in A", "only in B", "modality", "polarity", "conflict only in B",
    ]  # fmt: skip
    assert rows[1]["subject"] == "'=HYPERLINK(1)"
    assert (rows[2]["modality_a"], rows[2]["modality_b"]) == ("planned", "asserted")
    assert (rows[0]["belief_b"], rows[1]["belief_a"]) == ("", "")
