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
from kg.export.network import write_gexf, write_graphml
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


def test_gexf_reads_back_equal(tmp_path: Path) -> None:
    write_gexf(DATED, tmp_path / "graph.gexf")
    read = nx.read_gexf(tmp_path / "graph.gexf")
    written = to_networkx(DATED)
    assert dict(read.nodes(data=True)) == dict(written.nodes(data=True))
    for source, target, key, data in written.edges(keys=True, data=True):
        back = read.edges[source, target, key]
        assert back.pop("id") == key
        assert back.pop("weight") == data["support"]
        assert back.pop("start") == data.pop("begin")
        assert back == data


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
