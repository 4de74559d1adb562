from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from kg.assembly import assemble
from kg.ids import mint
from kg.store import evidence_id, to_quads
from kg.store.vocabulary import named
from kg.types import IRI, Document, Graph
from tests.builders import claim, document, interval
from tests.store.conftest import SOFTWARE, TURKEY, USA

THREAT = claim(USA, "threatensSanctions", TURKEY)


def values(graph: Graph, subject: str, predicate: str) -> list[str]:
    return [
        quad.object.value
        for quad in to_quads(graph)
        if quad.subject == NamedNode(subject) and quad.predicate == named(predicate)
    ]


def alone(**changes: Any) -> Graph:
    return assemble([replace(THREAT, **changes)], [document("a")], relations={})


def evidence(graph: Graph) -> str:
    (statement,) = graph.statements
    return evidence_id(statement, [*statement.supporting, *statement.refuting][0])


def test_every_quad_stands_in_one_graph_and_once(graph: Graph) -> None:
    triples = [(quad.subject, quad.predicate, quad.object) for quad in to_quads(graph, made_by=SOFTWARE)]
    assert len(triples) == len(set(triples))


def test_there_are_no_blank_nodes(graph: Graph) -> None:
    for quad in to_quads(graph, made_by=SOFTWARE):
        assert not isinstance(quad.subject, BlankNode)
        assert not isinstance(quad.object, BlankNode)


def test_equal_graphs_give_equal_quads_in_equal_order(graph: Graph) -> None:
    assert list(to_quads(graph)) == list(to_quads(graph))


def test_the_store_gives_back_every_quad_as_it_was_written(graph: Graph) -> None:
    written = set(to_quads(graph, made_by=SOFTWARE))
    store = Store()
    store.bulk_extend(written)
    assert set(store) == written


@pytest.mark.parametrize(
    ("changes", "plain"),
    [
        ({}, True),
        ({"modality": "threatened"}, False),
        ({"polarity": "negative"}, False),
        ({"evidence": replace(THREAT.evidence, confidence=0.3)}, False),
    ],
)
def test_only_what_is_asserted_and_believed_is_a_plain_triple(changes: dict[str, Any], plain: bool) -> None:
    graph = assemble([claim(USA, "sanctions", TURKEY)], [], relations={})
    modality, polarity = changes.get("modality", "asserted"), changes.get("polarity", "positive")
    confidence = 0.3 if "evidence" in changes else 0.8
    changed = claim(USA, "sanctions", TURKEY, modality=modality, polarity=polarity, confidence=confidence)
    graph = assemble([changed], [], relations={})
    assert any(quad.predicate == named("kg:sanctions") for quad in to_quads(graph)) == plain


def test_a_document_and_what_it_says_stand_in_its_own_graph(graph: Graph) -> None:
    for quad in to_quads(graph):
        about_text = quad.predicate in (
            named("kg:supportedBy"),
            named("nif:anchorOf"),
            named("dcterms:source"),
        )
        assert (quad.graph_name != DefaultGraph()) >= about_text


def test_dropping_a_documents_graph_drops_all_that_names_it(graph: Graph) -> None:
    gone = next(d for d in graph.documents if d.source == "copy.txt")
    left = [quad for quad in to_quads(graph, made_by=SOFTWARE) if quad.graph_name != NamedNode(gone.id)]
    assert not any(NamedNode(gone.id) in (quad.subject, quad.object) for quad in left)
    evidence = {quad.object for quad in left if quad.predicate == named("kg:supportedBy")}
    described = {quad.subject for quad in left if quad.predicate == named("nif:anchorOf")}
    assert evidence <= described


def test_evidence_says_where_it_stands() -> None:
    graph = assemble([claim(USA, "sanctions", TURKEY, at=12)], [document("a")], relations={})
    node = evidence(graph)
    assert values(graph, node, "nif:beginIndex") == ["12"]
    assert values(graph, node, "nif:endIndex") == ["42"]
    assert values(graph, node, "nif:anchorOf") == ["United States sanctions Turkey"]
    assert values(graph, node, "kg:sentenceEnd") == ["43"]
    assert values(graph, node, "prov:wasDerivedFrom") == [mint("document", "a")]
    assert values(graph, node, "kg:confidence") == ["0.8"]


def test_evidence_says_who_speaks_and_who_passed_it_on(graph: Graph) -> None:
    speakers = {
        quad.subject.value: IRI(quad.object.value)
        for quad in to_quads(graph)
        if quad.predicate == named("prov:wasAttributedTo")
    }
    entities = {entity.id: entity.name for entity in graph.entities}
    assert sorted(entities[value] for value in speakers.values()) == ["Mevlut Cavusoglu", "Mike Pompeo"]
    (pompeo,) = [node for node, value in speakers.items() if entities[value] == "Mike Pompeo"]
    assert values(graph, pompeo, "kg:holder") == ["Mike Pompeo"]
    assert values(graph, pompeo, "kg:reportedBy") == ["Reuters"]


def test_an_unnamed_speaker_is_marked(graph: Graph) -> None:
    marked = [quad.subject.value for quad in to_quads(graph) if quad.predicate == named("kg:anonymous")]
    assert [values(graph, node, "kg:holder") for node in marked] == [["a senior official"]]


def test_open_ends_of_a_time_are_left_out() -> None:
    since = interval("2019-07-12")._replace(end=None, text="since July")
    graph = alone(time=since)
    assert values(graph, graph.statements[0].id, "kg:begins") == ["2019-07-12"]
    assert values(graph, graph.statements[0].id, "kg:ends") == []
    assert values(graph, graph.statements[0].id, "kg:timeText") == ["since July"]


def test_a_possible_certainty_is_not_the_possible_modality(graph: Graph) -> None:
    certainties = {quad.object for quad in to_quads(graph) if quad.predicate == named("kg:certainty")}
    assert certainties == {named("kg:certain"), named("kg:possibleCertainty")}


def test_roles_are_properties_of_the_statement(graph: Graph) -> None:
    themes = [quad.object.value for quad in to_quads(graph) if quad.predicate == named("kg:roleTheme")]
    assert sorted(themes) == ["urn:kg:entity:weaponsystem:s-400", "urn:kg:entity:weaponsystem:su-35"]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://example.org/a b?q=é", NamedNode),
        ("https://example.org/%20", NamedNode),
        ("example.org/page", Literal),
        ("nowhere", Literal),
        ("http://[", Literal),
    ],
)
def test_an_address_is_a_link_where_it_can_be_one(url: str, kind: type) -> None:
    graph = Graph(documents=(Document(id=mint("document", "a"), text="", url=url),))
    (found,) = [quad.object for quad in to_quads(graph) if quad.predicate == named("schema:url")]
    assert isinstance(found, kind)


def test_the_run_has_no_clock_and_names_its_software(graph: Graph) -> None:
    quads = list(to_quads(graph, made_by=SOFTWARE))
    (run,) = {quad.subject for quad in quads if quad.object == named("prov:Activity")}
    assert sum(quad.predicate == named("prov:wasGeneratedBy") for quad in quads) == len(graph)
    used = {quad.object for quad in quads if quad.subject == run and quad.predicate == named("prov:used")}
    assert len(used) == len(graph.documents) + 2
    labels = {quad.object.value for quad in quads if quad.predicate == named("rdfs:label")}
    assert {"kg 0.1.0", "model model-digest", "ontology ontology-digest"} <= labels


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_quote_comes_back_character_by_character(quote: str) -> None:
    told = replace(THREAT, evidence=replace(THREAT.evidence, quote=quote))
    store = Store()
    store.bulk_extend(to_quads(assemble([told], [], relations={})))
    (quad,) = store.quads_for_pattern(None, named("nif:anchorOf"), None)
    assert isinstance(quad, Quad)
    assert quad.object.value == quote
