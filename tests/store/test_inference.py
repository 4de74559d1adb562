from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Quad, QueryTriples
from pyoxigraph import Store as Oxigraph

from kg.errors import OntologyError
from kg.resources import ontology_dir
from kg.store import Store, to_quads
from kg.store.inference import read_ontology
from kg.store.vocabulary import INFERRED_GRAPH, ONTOLOGY_GRAPH, PREFIXES
from kg.types import Graph


def holds(store: Store, pattern: str) -> bool:
    return bool(store.query(f"ASK {{ {pattern} }}"))


def test_a_plain_triple_holds_for_every_relation_above(store: Store) -> None:
    assert holds(store, "e:state:united_states kg:threatensSanctions e:state:turkey")
    assert holds(store, "e:state:united_states kg:threatens e:state:turkey")
    assert holds(store, "e:state:united_states kg:conflictsWith e:state:turkey")


def test_what_is_not_believed_follows_from_nothing(store: Store) -> None:
    assert not holds(store, "e:state:turkey kg:negotiatesWith e:state:russia")
    assert not holds(store, "e:state:turkey kg:consultsWith e:state:russia")


def test_an_inverse_relation_is_turned(store: Store) -> None:
    assert holds(store, "e:state:russia kg:sellsTo e:state:turkey")


def test_a_relation_above_can_be_symmetric(store: Store) -> None:
    assert holds(
        store, "e:state:turkey kg:tradesWith e:state:russia . e:state:russia kg:tradesWith e:state:turkey"
    )


def test_a_statement_is_also_an_event_of_every_relation_above(store: Store) -> None:
    answer = store.query(
        "SELECT DISTINCT ?type { ?s rdf:predicate kg:foreignMinisterOf ; sem:eventType ?type } ORDER BY ?type"
    )
    assert [row[0] for row in answer.texts()] == ["kg:foreignMinisterOf", "kg:headOf", "kg:ministerOf"]


def test_a_thing_is_of_every_class_above(store: Store) -> None:
    answer = store.query("SELECT ?type { e:state:turkey a ?type } ORDER BY ?type")
    assert [row[0] for row in answer.texts()] == ["kg:Actor", "kg:Organization", "kg:State", "kg:Thing"]


def test_what_follows_stands_apart_and_repeats_nothing(store: Store) -> None:
    triples = [(quad.subject, quad.predicate, quad.object) for quad in store]
    assert len(triples) == len(set(triples))
    inferred = [quad for quad in store if quad.graph_name == INFERRED_GRAPH]
    assert inferred
    assert not any(quad in store.oxigraph for quad in inferred if quad.graph_name == DefaultGraph())


def test_the_ontology_is_in_the_store_without_its_anonymous_parts(store: Store) -> None:
    assert any(quad.graph_name == ONTOLOGY_GRAPH for quad in store)
    assert not any(isinstance(term, BlankNode) for quad in store for term in (quad.subject, quad.object))
    assert holds(store, "GRAPH <urn:kg:graph:ontology> { kg:threatens rdfs:subPropertyOf kg:conflictsWith }")


def test_a_missing_ontology_is_named(tmp_path: Path, graph: Graph) -> None:
    with pytest.raises(OntologyError, match=r"kg\.ttl: does not exist; name another, or reinstall kg"):
        Store.create(None, graph, ontology=tmp_path)


def test_a_users_own_relation_is_reasoned_with_too(tmp_path: Path, graph: Graph, ontology: Path) -> None:
    (tmp_path / "own.ttl").write_text(
        "@prefix kg: <urn:kg:ontology:> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
        " kg:buysFrom rdfs:subPropertyOf kg:dependsOn ."
    )
    for extra in (tmp_path, tmp_path / "own.ttl"):
        store = Store.create(None, graph, ontology=ontology, extra=[extra, tmp_path / "actors.tsv"])
        assert holds(store, "e:state:turkey kg:dependsOn e:state:russia")


def test_a_broken_ontology_is_named(tmp_path: Path) -> None:
    (tmp_path / "kg.ttl").write_text("kg:State a")
    with pytest.raises(OntologyError, match=r"kg\.ttl: "):
        read_ontology(tmp_path)


def test_the_ontology_of_kg_makes_a_threat_of_sanctions_a_threat(graph: Graph) -> None:
    assert holds(Store.create(None, graph), "e:state:united_states kg:threatens e:state:turkey")


RULES = (
    "CONSTRUCT { ?s sem:eventType ?above } WHERE { ?r rdfs:subPropertyOf+ ?above . ?s sem:eventType ?r }",
    "CONSTRUCT { ?x a ?above } WHERE { ?class rdfs:subClassOf+ ?above . ?x a ?class }",
    "CONSTRUCT { ?s ?above ?o } WHERE { ?r rdfs:subPropertyOf+ ?above . ?s ?r ?o FILTER(STRSTARTS(STR(?r), STR(kg:))) }",
    "CONSTRUCT { ?o ?r ?s } WHERE { ?r a owl:SymmetricProperty . ?s ?r ?o }",
    "CONSTRUCT { ?o ?q ?s } WHERE { { ?r owl:inverseOf ?q } UNION { ?q owl:inverseOf ?r } ?s ?r ?o }",
)


def test_rules_in_sparql_find_the_same(graph: Graph) -> None:
    """The long way round is the oracle: apply each rule to the ontology of kg until nothing new is found."""
    oracle = Oxigraph()
    ontology = read_ontology(ontology_dir())
    oracle.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in ontology)
    oracle.bulk_extend(
        Quad(q.subject, q.predicate, q.object) for q in to_quads(graph) if q.graph_name == DefaultGraph()
    )
    given, size = set(oracle), -1
    while size != len(oracle):
        size = len(oracle)
        for rule in RULES:
            constructed = oracle.query(rule, prefixes=dict(PREFIXES))
            assert isinstance(constructed, QueryTriples)
            found = list(constructed)
            oracle.extend(Quad(t.subject, t.predicate, t.object) for t in found)
    about = {q.subject for q in given - {Quad(o.subject, o.predicate, o.object) for o in ontology}}
    expected = {q.triple for q in set(oracle) - given if q.subject in about}
    store = Store.create(None, graph)
    assert {q.triple for q in store if q.graph_name == INFERRED_GRAPH} == expected
