"""The STIX bundle: what it says is what the graph says, and the strict parser of ``stix2`` takes every object."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export import write
from kg.ontology import Ontology, load_ontology
from kg.types import Graph

from ..store.conftest import sample_graph
from .hostile import EVIL, hostile_graph

Row = dict[str, Any]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def bundle(graph: Graph, path: Path, ontology: Ontology) -> Row:
    write(graph, path, ontology=ontology)
    read: Row = json.loads(path.read_text(encoding="utf-8"))
    return read


@pytest.fixture(scope="module")
def objects(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> list[Row]:
    path = tmp_path_factory.mktemp("stix") / "graph.stix.json"
    return list(bundle(sample_graph(), path, ontology)["objects"])


def of(objects: list[Row], kind: str) -> list[Row]:
    return [each for each in objects if each["type"] == kind]


def test_every_value_of_the_graph_is_an_object(objects: list[Row]) -> None:
    graph, counts = sample_graph(), Counter(each["type"] for each in objects)
    assert counts == {
        "identity": len(graph.entities) + 1,
        "relationship": len(graph.statements),
        "opinion": sum(len(each.refuting) for each in graph.statements),
        "grouping": len(graph.conflicts),
        "report": len(graph.documents),
    }
    assert counts["opinion"] and counts["grouping"]


def test_whatever_an_object_refers_to_is_in_the_bundle_once(objects: list[Row]) -> None:
    known = Counter(each["id"] for each in objects)
    assert set(known.values()) == {1}
    for each in objects:
        single = [each[name] for name in ("source_ref", "target_ref", "created_by_ref") if name in each]
        assert {*single, *each.get("object_refs", ())} <= known.keys()


def test_ids_are_made_from_content(objects: list[Row]) -> None:
    assert {UUID(each["id"].split("--")[1]).version for each in objects} == {5}


def test_a_relationship_has_belief_time_and_sentences(objects: list[Row]) -> None:
    wanted = next(each for each in sample_graph().statements if each.relation == "negotiatesWith")
    (talks,) = (
        each for each in of(objects, "relationship") if "negotiates-with" in each["relationship_type"]
    )
    assert talks["confidence"] == round(wanted.belief / 10)
    assert (talks["start_time"], talks["stop_time"]) == ("2019-09-01T00:00:00Z", "2019-09-30T23:59:59Z")  # fmt: skip
    assert talks["external_references"][1]["description"].startswith("Turkey negotiatesWith Russia.")
    assert (talks["created"], talks["modified"]) == ("2019-10-14T00:00:00.000Z", "2019-10-16T00:00:00.000Z")


def test_a_denial_is_the_opinion_of_whoever_denies(objects: list[Row]) -> None:
    (opinion,) = of(objects, "opinion")
    (talks,) = (
        each for each in of(objects, "relationship") if "negotiates-with" in each["relationship_type"]
    )
    assert (opinion["opinion"], opinion["authors"]) == ("strongly-disagree", ["Mevlut Cavusoglu"])
    assert opinion["object_refs"] == [talks["id"]]
    assert any({talks["id"], opinion["id"]} <= set(each["object_refs"]) for each in of(objects, "grouping"))


def test_what_is_no_fact_says_so_in_the_type_of_the_relationship(objects: list[Row]) -> None:
    types = {each["external_references"][0]["external_id"]: each["relationship_type"] for each in of(objects, "relationship")}  # fmt: skip
    for statement in sample_graph().statements:
        marked = types[statement.id].split("-")[0] in ("planned", "conditional", "doubtful", "denied")
        assert marked == (not statement.plain)


def test_the_same_graph_is_the_same_file_also_without_a_claim(tmp_path: Path, ontology: Ontology) -> None:
    for graph in (sample_graph(), Graph()):
        bundle(graph, tmp_path / "one.stix.json", ontology)
        bundle(graph, tmp_path / "two.stix.json", ontology)
        assert (tmp_path / "one.stix.json").read_bytes() == (tmp_path / "two.stix.json").read_bytes()


@given(st.text(st.characters(codec=None), max_size=12))
def test_any_text_stays_where_it_belongs(
    tmp_path_factory: pytest.TempPathFactory, ontology: Ontology, text: str
) -> None:
    pytest.importorskip("stix2", reason="a peer of our export, no dependency: pip install stix2")
    read = bundle(hostile_graph(text), tmp_path_factory.getbasetemp() / "any.stix.json", ontology)
    assert Counter(each["type"] for each in strict(read)) == Counter(each["type"] for each in read["objects"])


@pytest.mark.parametrize("graph", [sample_graph(), Graph(), *map(hostile_graph, EVIL)])
def test_the_strict_parser_takes_the_bundle_and_gives_it_back(
    graph: Graph, tmp_path: Path, ontology: Ontology
) -> None:
    pytest.importorskip("stix2", reason="a peer of our export, no dependency: pip install stix2")
    read = bundle(graph, tmp_path / "graph.stix.json", ontology)
    again = [json.loads(each.serialize()) for each in strict(read)]
    assert [{**each, "revoked": False} for each in again] == [{**each, "revoked": False} for each in read["objects"]]  # fmt: skip


def strict(read: Row) -> list[Any]:
    import stix2

    return list(stix2.parse(read, allow_custom=False).objects)
