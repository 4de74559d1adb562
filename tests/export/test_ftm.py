"""FollowTheMoney: what is written says what the graph says, and the library of that name takes every entity as it is."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export import write
from kg.export.ftm import ftm_entities
from kg.ontology import Ontology, load_ontology
from kg.types import Graph

from ..store.conftest import sample_graph
from .hostile import EVIL, hostile_graph

Row = dict[str, Any]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    path = tmp_path_factory.mktemp("ftm") / "graph.ftm.json"
    write(sample_graph(), path)
    return read(path)


def of(rows: list[Row], schema: str) -> list[Row]:
    return [row["properties"] for row in rows if row["schema"] == schema]


def test_every_thing_report_and_statement_is_an_entity_of_its_own(rows: list[Row]) -> None:
    graph, counts = sample_graph(), defaultdict(int)
    for row in rows:
        counts[row["schema"]] += 1
    assert counts["Article"] == len(graph.documents)
    assert counts["UnknownLink"] == len(graph.statements)
    assert counts["Person"] + counts["PublicBody"] + counts["Asset"] == len(graph.entities)
    assert len({row["id"] for row in rows}) == len(rows)


def test_whatever_an_entity_points_to_is_there(rows: list[Row]) -> None:
    known = {row["id"] for row in rows}
    for row in rows:
        for name in ("subject", "object", "proof", "document", "resolved", "involved"):
            assert set(row["properties"].get(name, ())) <= known


def test_a_country_has_two_letters_and_its_other_names(rows: list[Row]) -> None:
    (turkey,) = (body for body in of(rows, "PublicBody") if body["name"] == ["Turkey"])
    assert turkey == {"alias": ["Ankara", 'Tür"kiye'], "country": ["tr"], "keywords": ["State"], "name": ["Turkey"]}  # fmt: skip


def test_what_is_planned_or_denied_is_no_plain_link(rows: list[Row]) -> None:
    roles = {link["recordId"][0]: link["role"][0] for link in of(rows, "UnknownLink")}
    for statement in sample_graph().statements:
        assert (": " in roles[statement.id]) == (not statement.plain)


def test_a_link_has_its_time_both_sides_and_its_proof(rows: list[Row]) -> None:
    (talks,) = (link for link in of(rows, "UnknownLink") if link["role"][0].endswith("negotiates with"))
    assert (talks["startDate"], talks["endDate"]) == (["2019-09-01"], ["2019-09-30"])
    assert talks["description"] == [
        "theme: Su-35",
        "for: Turkey negotiatesWith Russia. (»Report a«, Reuters, 2019-10-14)",
        "against: Mevlut Cavusoglu: Russia negotiatesWith Turkey. (»Report b«, AFP, 2019-10-16)",
    ]
    titles = {row["id"]: row["properties"]["title"] for row in rows if row["schema"] == "Article"}
    assert [titles[each] for each in talks["proof"]] == [["Report a"], ["Report b"]]


def test_only_what_took_place_is_an_event(rows: list[Row]) -> None:
    links = {link["summary"][0] for link in of(rows, "UnknownLink")}
    events = of(rows, "Event")
    assert events
    assert {event["name"][0] for event in events} <= links
    assert not any(":" in event["name"][0] for event in events)


def test_those_who_are_mentioned_are_found_in_the_report(rows: list[Row]) -> None:
    mentions = of(rows, "Mention")
    assert {mention["detectedSchema"][0] for mention in mentions} == {"Person", "PublicBody"}
    pairs = [(mention["document"][0], mention["resolved"][0]) for mention in mentions]
    assert len(set(pairs)) == len(pairs) > 5


def test_the_same_graph_is_the_same_file_also_without_a_claim(tmp_path: Path) -> None:
    for graph in (sample_graph(), Graph()):
        for name in ("one", "two"):
            write(graph, tmp_path / f"{name}.ftm.json")
        assert (tmp_path / "one.ftm.json").read_bytes() == (tmp_path / "two.ftm.json").read_bytes()


@given(st.text(st.characters(codec=None), max_size=12))
def test_any_text_stays_within_its_line(
    tmp_path_factory: pytest.TempPathFactory, ontology: Ontology, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.ftm.json"
    graph = hostile_graph(text)
    write(graph, path, ontology=ontology)
    assert len(read(path)) == len(list(ftm_entities(graph, ontology)))
    assert all(row["properties"].get("name", ["-"])[0] for row in read(path))


@pytest.mark.parametrize("graph", [sample_graph(), *map(hostile_graph, EVIL)])
def test_the_library_takes_every_entity_and_drops_nothing(graph: Graph, ontology: Ontology) -> None:
    """It cleans what it is given: whatever it cannot read is gone from what it gives back."""
    ftm = pytest.importorskip("followthemoney", reason="a peer, no dependency: pip install kg[peers]")
    for row in ftm_entities(graph, ontology):
        ftm.model.get(row["schema"]).validate(row)
        read = ftm.model.get_proxy(row, cleaned=False).to_dict()
        assert (read["id"], read["schema"]) == (row["id"], row["schema"])
        wanted = row["properties"]
        assert isinstance(wanted, dict)
        assert {name: sorted(values) for name, values in read["properties"].items()} == {
            name: sorted(values) for name, values in wanted.items()
        }
