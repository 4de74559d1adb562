"""GEXF: two readers find every node and edge, and each is there when Gephi's timeline should show it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from kg.analysis import to_networkx
from kg.export.gexf import write_gexf
from kg.types import Interval

from ..store.conftest import sample_graph
from .hostile import EVIL, hostile_graph
from .javascript import run
from .test_network import DATED, graph_of


def test_gexf_reads_back_equal(tmp_path: Path) -> None:
    write_gexf(DATED, tmp_path / "graph.gexf")
    read = nx.read_gexf(tmp_path / "graph.gexf")
    written = to_networkx(DATED)
    days = {"start": "2019-07-12", "end": "2019-07-25"}
    assert dict(read.nodes(data=True)) == {node: {**data, **days} for node, data in written.nodes(data=True)}
    for source, target, key, data in written.edges(keys=True, data=True):
        back = read.edges[source, target, key]
        assert back.pop("time") == "event"
        assert back.pop("id") == key
        assert back.pop("weight") == data["support"]
        assert back.pop("start") == data.pop("begin")
        assert back == data


def test_an_undated_edge_of_gexf_is_there_while_it_was_reported(tmp_path: Path) -> None:
    graph = sample_graph()
    write_gexf(graph, tmp_path / "graph.gexf")
    read = nx.read_gexf(tmp_path / "graph.gexf")
    times = {
        data["id"]: (data["time"], data.get("start"), data.get("end")) for *_, data in read.edges(data=True)
    }
    for statement in graph.statements:
        kind, start, end = times[statement.id]
        assert kind == ("event" if statement.time else "report")
        if statement.time and statement.time.begin and statement.time.end:
            assert (start, end) == (statement.time.begin.isoformat(), statement.time.end.isoformat())
        elif statement.time is None:
            days = {each.id: each.published for each in graph.documents}
            evidence = (each.evidence for each in (*statement.supporting, *statement.refuting))
            told = [day for each in evidence if (day := days[each.document]) is not None]
            assert (start, end) == (f"{min(told):%F}", f"{max(told):%F}")


def test_a_node_of_gexf_is_there_as_long_as_its_edges(tmp_path: Path) -> None:
    open_end = graph_of(interval=Interval(date(2019, 7, 12), None, "since July"))
    write_gexf(open_end, tmp_path / "graph.gexf")
    read = nx.read_gexf(tmp_path / "graph.gexf")
    assert {(data.get("start"), data.get("end")) for _, data in read.nodes(data=True)} == {
        ("2019-07-12", None)
    }
    write_gexf(sample_graph(), tmp_path / "graph.gexf")
    read = nx.read_gexf(tmp_path / "graph.gexf")
    for source, target, data in read.edges(data=True):
        for node in (read.nodes[source], read.nodes[target]):
            assert node["start"] <= data["start"] <= data["end"] <= node["end"]


GRAPHOLOGY = """
const gexf = require('graphology-gexf'), { MultiDirectedGraph } = require('graphology');
const read = gexf.parse(MultiDirectedGraph, require('fs').readFileSync(process.argv[1], 'utf8'));
console.log(JSON.stringify([read.nodes(), read.mapEdges((id, data, from, to) => [id, from, to, data.label, data.belief])]));
"""


def test_another_reader_of_gexf_finds_every_node_and_edge(tmp_path: Path) -> None:
    graph = sample_graph()
    write_gexf(graph, tmp_path / "graph.gexf")
    nodes, edges = json.loads(run(GRAPHOLOGY, str(tmp_path / "graph.gexf"), needs="graphology-gexf"))
    written = to_networkx(graph)
    assert nodes == list(written)
    assert edges == sorted(
        [key, a, b, data["label"], data["belief"]] for a, b, key, data in written.edges(keys=True, data=True)
    )


@pytest.mark.parametrize("text", EVIL)
def test_hostile_text_is_a_label(text: str, tmp_path: Path) -> None:
    graph = hostile_graph(text)
    write_gexf(graph, tmp_path / "graph.gexf")
    read = nx.read_gexf(tmp_path / "graph.gexf")
    assert len(read) == len(graph.entities)
    assert {data["id"] for *_, data in read.edges(data=True)} == {each.id for each in graph.statements}
