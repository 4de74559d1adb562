from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis import to_networkx
from kg.export.gexf import write_gexf
from kg.export.network import write_graphml
from kg.types import IRI, Claim, Entity, Evidence, Extent, Graph, Interval, Modality, Statement

Writer = Callable[[Graph, Path], None]


def graph_of(name: str = "Türkiye", country: str | None = "TUR", interval: Interval | None = None) -> Graph:
    one = Entity(id=IRI("urn:kg:entity:state:turkey"), type="State", name=name, country=country)
    other = Entity(id=IRI("urn:kg:entity:company:s"), type="Company", name="Sons & <Brothers>")
    quote = "bought it"
    evidence = Evidence(
        document=IRI("urn:kg:document:1"),
        extent=Extent(0, 9),
        quote=quote,
        sentence_extent=Extent(0, 9),
        sentence=quote,
        rule="test",
        confidence=0.5,
    )
    claim = Claim(subject=one, relation="buysFrom", object=other, evidence=evidence)
    statements = [
        Statement(
            id=IRI(f"urn:kg:statement:{modality}"),
            subject=one.id,
            relation="buysFrom",
            object=other.id,
            modality=modality,
            supporting=(claim,),
            time=interval,
            belief=700,
        )
        for modality in (Modality.ASSERTED, Modality.PLANNED)
    ]
    return Graph(entities=(other, one), statements=tuple(statements))


DATED = graph_of(interval=Interval(date(2019, 7, 12), date(2019, 7, 25), "in July"))


def test_graphml_reads_back_equal(tmp_path: Path) -> None:
    write_graphml(DATED, tmp_path / "graph.graphml")
    read = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    written = to_networkx(DATED)
    assert dict(read.nodes(data=True)) == dict(written.nodes(data=True))
    keyed = {(a, b, data.pop("id", key)): data for a, b, key, data in read.edges(keys=True, data=True)}
    assert keyed == {(a, b, key): data for a, b, key, data in written.edges(keys=True, data=True)}


def test_truth_values_are_those_of_xml(tmp_path: Path) -> None:
    name = graph_of(name='True</data><data key="d0">True')  # is no truth value
    write_graphml(name, tmp_path / "graph.graphml")
    tree = ElementTree.parse(tmp_path / "graph.graphml")
    space = "{http://graphml.graphdrawing.org/xmlns}"
    (key,) = (each.get("id") for each in tree.iter(f"{space}key") if each.get("attr.type") == "boolean")
    edges = [each for edge in tree.iter(f"{space}edge") for each in edge if each.get("key") == key]
    assert [each.text for each in edges] == ["true", "false"]
    assert name.entities[1].name in {each.text for each in tree.iter(f"{space}data")}


def test_rustworkx_reads_every_edge_as_it_is(tmp_path: Path) -> None:
    rustworkx = pytest.importorskip("rustworkx", reason="a peer, no dependency: pip install rustworkx")
    write_graphml(DATED, tmp_path / "graph.graphml")
    (read,) = rustworkx.read_graphml(str(tmp_path / "graph.graphml"))
    edges = [{**edge, "id": edge["statement"]} for edge in read.edges()]
    written = to_networkx(DATED).edges(keys=True, data=True)
    assert edges == [{**data, "id": key} for _, _, key, data in written]
    assert {node["id"]: node["label"] for node in read.nodes()} == {e.id: e.name for e in DATED.entities}


def test_igraph_reads_every_edge_as_it_is(tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph", reason="a peer, no dependency: pip install igraph")
    write_graphml(DATED, tmp_path / "graph.graphml")
    read = igraph.Graph.Read_GraphML(str(tmp_path / "graph.graphml"))
    edges = [edge.attributes() for edge in read.es]
    for edge in edges:
        del edge["id"]  # igraph gives an edge the id of a node
    assert edges == [data for *_, data in to_networkx(DATED).edges(keys=True, data=True)]
    assert read.vs["label"] == [DATED.entities[0].name, DATED.entities[1].name]


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_the_same_graph_is_the_same_file_and_bears_no_date_of_writing(write: Writer, tmp_path: Path) -> None:
    write(DATED, tmp_path / "one")
    write(DATED, tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert b"modified" not in (tmp_path / "one").read_bytes()


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_an_empty_graph_can_be_written(write: Writer, tmp_path: Path) -> None:
    write(Graph(), tmp_path / "empty")
    assert len(ElementTree.parse(tmp_path / "empty").getroot()) > 0


@given(st.text(st.characters(codec=None), max_size=12))
def test_any_name_makes_valid_xml(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    for write, read in ((write_graphml, nx.read_graphml), (write_gexf, nx.read_gexf)):
        write(graph_of(name), folder / "any")
        ElementTree.parse(folder / "any")
        assert "urn:kg:entity:state:turkey" in read(folder / "any")


def test_control_characters_and_half_characters_are_left_out(tmp_path: Path) -> None:
    write_graphml(graph_of("An\x00ka\x1b\ud83dra\r\n & <co>"), tmp_path / "graph.graphml")
    read = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert read.nodes["urn:kg:entity:state:turkey"]["label"] == "Ankara & <co>"
