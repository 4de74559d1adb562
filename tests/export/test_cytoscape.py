"""Cytoscape JSON: what is written is what the graph says, and cytoscape.js loads every element."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.export import write
from kg.ontology import Ontology, load_ontology
from kg.types import Graph

from ..store.conftest import sample_graph
from .hostile import EVIL, hostile_graph
from .javascript import run

LOAD = """
const cytoscape = require('cytoscape');
const read = JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'));
const cy = cytoscape({ headless: true, elements: read.elements });
console.log(JSON.stringify([cy.nodes().map(each => each.data()), cy.edges().map(each => each.data())]));
"""


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def written(graph: Graph, path: Path, ontology: Ontology) -> tuple[list[Any], list[Any]]:
    write(graph, path, ontology=ontology)
    elements = json.loads(path.read_text(encoding="utf-8"))["elements"]
    nodes, edges = ([each["data"] for each in elements[kind]] for kind in ("nodes", "edges"))
    return nodes, edges


def test_every_entity_is_a_node_and_every_statement_an_edge(tmp_path: Path, ontology: Ontology) -> None:
    graph = sample_graph()
    nodes, edges = written(graph, tmp_path / "graph.cyjs", ontology)
    assert [(each["id"], each["name"]) for each in nodes] == [(each.id, each.name) for each in graph.entities]
    assert [(each["id"], each["source"], each["target"], each["belief"]) for each in edges] == [
        (each.id, each.subject, each.object, each.belief / 1000) for each in graph.statements
    ]


def test_an_edge_says_what_is_no_fact_in_front_and_has_both_sides(tmp_path: Path, ontology: Ontology) -> None:
    _, edges = written(sample_graph(), tmp_path / "graph.cyjs", ontology)
    assert all((": " in each["interaction"]) != each["plain"] for each in edges)
    (talks,) = (each for each in edges if each["relation"] == "negotiatesWith")
    assert (talks["begins"], talks["ends"]) == ("2019-09-01", "2019-09-30")
    assert talks["refuting_sentences"] == ["Russia negotiatesWith Turkey."]


def test_the_same_graph_is_the_same_file_also_without_a_claim(tmp_path: Path, ontology: Ontology) -> None:
    for graph in (sample_graph(), Graph()):
        one, two = tmp_path / "one.cyjs", tmp_path / "two.cyjs"
        assert written(graph, one, ontology) == written(graph, two, ontology)
        assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("text", EVIL)
def test_hostile_text_is_one_line_of_its_element(text: str, tmp_path: Path, ontology: Ontology) -> None:
    graph = hostile_graph(text)
    nodes, edges = written(graph, tmp_path / "graph.cyjs", ontology)
    assert [each["id"] for each in nodes] == [each.id for each in graph.entities]
    assert all(each["name"] and each["name"].isprintable() for each in nodes)
    assert len(edges) == len(graph.statements)


@pytest.mark.parametrize("graph", [sample_graph(), hostile_graph(EVIL[0])], ids=["sample", "hostile"])
def test_cytoscape_js_loads_every_element_as_it_is(graph: Graph, tmp_path: Path, ontology: Ontology) -> None:
    nodes, edges = written(graph, tmp_path / "graph.cyjs", ontology)
    assert json.loads(run(LOAD, str(tmp_path / "graph.cyjs"), needs="cytoscape")) == [nodes, edges]
