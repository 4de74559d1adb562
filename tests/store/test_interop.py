from pyoxigraph import RdfFormat, serialize
from rdflib.query import ResultRow

from kg.store import Store
from kg.store.interop import to_rdflib
from kg.store.vocabulary import ONTOLOGY_GRAPH


def test_rdflib_sees_the_same_triples_and_answers_the_same(store: Store) -> None:
    graph = to_rdflib(store)
    triples = [quad.triple for quad in store if quad.graph_name != ONTOLOGY_GRAPH]
    lines = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode().splitlines()
    assert sorted(graph.serialize(format="nt", encoding="utf-8").decode().splitlines()) == sorted(lines)
    question = "SELECT ?s { ?s rdf:predicate kg:threatensSanctions }"
    rows = [row for row in graph.query(question) if isinstance(row, ResultRow)]
    assert [str(row["s"]) for row in rows] == [str(row["s"]) for row in store.query(question)]


def test_the_ontology_comes_only_when_asked_for(store: Store) -> None:
    assert len(to_rdflib(store, ontology=True)) == len(store) > len(to_rdflib(store))
