"""The gold claims of our own reports point at the characters they quote and speak the ontology's words."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
INVENTORY = ROOT / ".." / "shared" / "ontology" / "relations.tsv"
GOLD = [
    json.loads(line)
    for line in (ROOT / "tests" / "gold" / "corpus_claims.jsonl").read_text(encoding="utf-8").splitlines()
]
FOLDERS = (ROOT / "corpus", ROOT / "tests" / "corpus" / "pages")
FILES = {
    path.stem: path
    for folder in FOLDERS
    for path in folder.iterdir()
    if path.suffix in (".md", ".txt", ".html")
}
TRIPLES: list[dict[str, Any]] = [triple for row in GOLD for triple in row["triples"]]
MODALITIES = {"asserted", "planned", "threatened", "possible", "conditional", "denied"}


@pytest.mark.parametrize("row", GOLD, ids=lambda row: f"{row['doc']}/{row['n']}")
def test_offsets_count_the_characters_of_the_raw_file(row: dict[str, Any]) -> None:
    with FILES[row["doc"]].open(encoding="utf-8", newline="") as file:
        assert file.read()[row["start"] : row["end"]] == row["sentence"]


def test_no_document_name_begins_another() -> None:
    names = sorted({row["doc"] for row in GOLD})
    assert not [one for one, other in pairwise(names) if other.startswith(one)]


def test_segments_are_numbered_in_reading_order_and_do_not_overlap() -> None:
    by_document: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in GOLD:
        by_document[row["doc"]].append(row)
    assert set(by_document) == set(FILES) - {"SOURCES"}
    for rows in by_document.values():
        assert [row["n"] for row in rows] == list(range(len(rows)))
        assert all(before["end"] <= after["start"] for before, after in pairwise(rows))


def test_nothing_is_claimed_by_page_furniture() -> None:
    furniture = [row for row in GOLD if row["region"] == "furniture"]
    assert len(furniture) >= 10
    assert not [row for row in furniture if row["triples"]]


def test_there_are_at_least_sixty_annotated_sentences() -> None:
    assert sum(row["region"] == "body" and bool(row["triples"]) for row in GOLD) >= 60


def test_every_claim_has_its_polarity_and_modality() -> None:
    assert {triple["polarity"] for triple in TRIPLES} == {"positive", "negative"}
    assert {triple["modality"] for triple in TRIPLES} == MODALITIES
    assert all(triple["subject"] and triple["object"] for triple in TRIPLES)


def test_what_is_denied_is_negative_has_a_holder_and_stands_beside_its_denial() -> None:
    for row in GOLD:
        denied = [triple for triple in row["triples"] if triple["modality"] == "denied"]
        deniers = {triple["subject"] for triple in row["triples"] if triple["relation"] == "denies"}
        assert all(triple["polarity"] == "negative" for triple in denied)
        assert {triple["attributed_to"] for triple in denied} <= deniers


@pytest.mark.shared
def test_every_relation_is_in_the_inventory() -> None:
    names = {line.split("\t")[0] for line in INVENTORY.read_text(encoding="utf-8").splitlines()}
    assert {triple["relation"] for triple in TRIPLES} <= names
