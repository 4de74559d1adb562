from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Dataset, Literal, NamedNode, Quad, RdfFormat, parse

import kg
from kg.assembly import assemble
from kg.errors import StoreError
from kg.export import SUFFIXES, write
from kg.export.rdf import WRITERS, to_xml
from kg.store import Store, canonical_nquads
from kg.store.vocabulary import ONTOLOGY_GRAPH
from kg.types import Graph
from tests.builders import claim
from tests.store.conftest import ONTOLOGY, RELATIONS, SOFTWARE, TURKEY, USA, sample_graph

Triples = set[tuple[str, str, str]]

FLAT = {".ttl": "turtle", ".nt": "nt", ".rdf": "xml", ".jsonld": "json-ld"}
OXIGRAPH = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
}
ODD = 'CRLF\r\n, "quotes", back\\slash, <tag>&amp; \U0001f680 Çavuşoğlu \u2028 .\n@prefix x: <y> .'


@pytest.fixture(scope="module")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ontology")
    (folder / "kg.ttl").write_text(ONTOLOGY)
    (folder / "relations.ttl").write_text(RELATIONS)
    return folder


def odd_graph() -> Graph:
    """Return the sample with a quote and a name that every syntax has to escape."""
    graph = sample_graph()
    first = graph.statements[0]
    told = (*first.supporting, *first.refuting)[0]
    odd = replace(told, evidence=replace(told.evidence, quote=ODD, sentence=ODD, confidence=1.0))
    side = "supporting" if first.supporting else "refuting"
    entity = replace(graph.entities[0], name=ODD)
    return replace(
        graph,
        statements=(replace(first, **{side: (odd,)}), *graph.statements[1:]),
        entities=(entity, *graph.entities[1:]),
    )


@pytest.fixture(scope="module")
def store(ontology: Path) -> Store:
    return Store.create(None, odd_graph(), made_by=SOFTWARE, ontology=ontology)


def flat(store: Store) -> Triples:
    return {triple(quad) for quad in store if quad.graph_name != ONTOLOGY_GRAPH}


def triple(quad: Quad) -> tuple[str, str, str]:
    return str(quad.subject), str(quad.predicate), str(quad.object)


def in_rdflib(term: object) -> str:
    """Return a term of rdflib as Oxigraph writes it, so that the two can be compared character by character."""
    if isinstance(term, rdflib.URIRef):
        return str(NamedNode(str(term)))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return str(Literal(str(term), language=term.language))
    return str(
        Literal(str(term), datatype=NamedNode(str(term.datatype))) if term.datatype else Literal(str(term))
    )


# rdflib's own readers still use its old names
old_names = pytest.mark.filterwarnings(
    "ignore:(Dataset.default_context|ConjunctiveGraph) is deprecated:DeprecationWarning"
)


@old_names
@pytest.mark.parametrize("suffix", FLAT)
def test_rdflib_reads_back_every_triple(store: Store, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"graph{suffix}"
    write(store, path)
    read = rdflib.Graph(identifier=rdflib.URIRef("urn:read")).parse(path, format=FLAT[suffix])
    found = {(in_rdflib(s), in_rdflib(p), in_rdflib(o)) for s, p, o in read}
    assert found == flat(store)


@pytest.mark.parametrize("suffix", FLAT)
def test_oxigraph_reads_back_every_triple(store: Store, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"graph{suffix}"
    write(store, str(path))
    assert {triple(quad) for quad in parse(path=str(path), format=OXIGRAPH[suffix])} == flat(store)


@old_names
@pytest.mark.parametrize("suffix", [".trig", ".nq"])
def test_the_whole_store_comes_back_graph_by_graph(store: Store, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"graph{suffix}"
    write(store, path)
    assert Dataset(parse(path=str(path), format=OXIGRAPH[suffix])) == Dataset(store)
    read = rdflib.Dataset()
    read.parse(data=path.read_text(), format="trig" if suffix == ".trig" else "nquads")
    found = {(in_rdflib(s), in_rdflib(p), in_rdflib(o)) for s, p, o, _ in read.quads()}
    assert found == {triple(quad) for quad in store}


def test_nquads_are_the_canonical_ones(store: Store, tmp_path: Path) -> None:
    write(store, tmp_path / "g.nq")
    assert (tmp_path / "g.nq").read_bytes() == canonical_nquads(store)


@pytest.mark.parametrize("suffix", WRITERS)
def test_other_processes_write_the_same_bytes(tmp_path: Path, ontology: Path, suffix: str) -> None:
    script = (
        "import sys; from pathlib import Path; from kg.store import Store; from kg.export import write;"
        "from tests.export.test_rdf import odd_graph;"
        "write(Store.create(None, odd_graph(), ontology=Path(sys.argv[1])), sys.argv[2])"
    )
    contents = set()
    for seed in "01":
        path = tmp_path / f"{seed}{suffix}"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(kg.__file__).parents[1])}
        subprocess.run([sys.executable, "-c", script, str(ontology), str(path)], check=True, env=environment)
        contents.add(path.read_bytes())
    assert len(contents) == 1


def test_turtle_is_one_block_a_subject_in_order(store: Store, tmp_path: Path) -> None:
    write(store, tmp_path / "g.ttl")
    header, *blocks = (tmp_path / "g.ttl").read_text().split("\n\n")
    prefixes = header.splitlines()
    assert prefixes == sorted(prefixes)
    subjects = [block.split()[0] for block in blocks if block]
    assert len(subjects) == len(set(subjects)) == len({quad[0] for quad in flat(store)})
    assert all(block.split()[1] == "a" for block in blocks if block)


def test_a_graph_in_memory_is_written_like_its_store(tmp_path: Path) -> None:
    graph = sample_graph()
    write(graph, tmp_path / "graph.ttl")
    write(Store.create(None, graph), tmp_path / "store.ttl")
    assert (tmp_path / "graph.ttl").read_bytes() == (tmp_path / "store.ttl").read_bytes()


@given(st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=30)
def test_any_quote_survives_any_syntax(tmp_path_factory: pytest.TempPathFactory, quote: str) -> None:
    told = claim(USA, "sanctions", TURKEY)
    told = replace(told, evidence=replace(told.evidence, quote=quote))
    folder = tmp_path_factory.mktemp("g")
    (folder / "kg.ttl").write_text("")
    (folder / "relations.ttl").write_text("")
    store = Store.create(None, assemble([told], [], relations={}), ontology=folder)
    for suffix, writer in WRITERS.items():
        if suffix != ".rdf":
            assert {triple(q) for q in parse(writer(store), format=OXIGRAPH[suffix])} == {
                triple(q) for q in store
            }


def test_xml_replaces_only_what_it_cannot_hold(ontology: Path) -> None:
    told = claim(USA, "sanctions", TURKEY)
    told = replace(told, evidence=replace(told.evidence, quote="a\x00b\x0cc\td"))
    store = Store.create(None, assemble([told], [], relations={}), ontology=ontology)
    values = {quad.object.value for quad in parse(to_xml(store), format=RdfFormat.RDF_XML)}
    assert "a\ufffdb\ufffdc\td" in values


def test_an_unknown_suffix_is_refused_with_those_there_are(store: Store, tmp_path: Path) -> None:
    for name in ("graph.doc", "graph"):
        with pytest.raises(StoreError, match=r"no such format; a graph can be written as \.ttl \.trig"):
            write(store, tmp_path / name)
    assert ".html" in SUFFIXES


def test_a_picture_needs_the_graph(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"g\.html: \.html is written from the graph in memory"):
        write(store, tmp_path / "g.html")


def test_a_folder_that_is_not_there_is_a_clear_error(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"g\.ttl: cannot be written: No such file"):
        write(store, tmp_path / "none" / "g.ttl")
    assert list(tmp_path.iterdir()) == []
