"""Turtle with some of its blocks exchanged is the Turtle of the store that these stand for."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.export.rdf import to_turtle
from kg.export.splicing import splice_turtle
from kg.store import Store
from kg.store.lines import doubled
from kg.store.vocabulary import ONTOLOGY_GRAPH, TYPE, named

NODES = [
    NamedNode(iri)
    for iri in (
        "urn:kg:entity:person:o'neil~x",
        "urn:kg:entity:person:o'neil~",
        "urn:kg:entity:state:tur",
        "urn:kg:entity:state:tur:x",
        "urn:kg:entity:thing:a%20b.c",
        "urn:kg:entity:thing:.a-",
        "urn:kg:statement:f84c4d669fe0d410",
        "urn:kg:document:0000#char=0,8",
        "urn:kg:run:1",
        "https://example.org/a?b=c&d=(e)",
        "urn:kg:ontology:buys",
    )
]
values = st.sampled_from(NODES) | st.sampled_from(
    [Literal("a\n\nb .\n\n"), Literal('"'), Literal("x", language="en"), Literal("x"), Literal(7)]
)
quads = st.sets(
    st.builds(
        Quad,
        st.sampled_from(NODES),
        st.sampled_from([TYPE, named("kg:buys"), named("rdfs:label")]),
        values,
        st.sampled_from([None, NODES[7], ONTOLOGY_GRAPH]),
    ),
    max_size=25,
)


def store(content: set[Quad]) -> Store:
    oxigraph = pyoxigraph.Store()
    oxigraph.extend(doubled(content))
    return Store(oxigraph)


@given(quads, quads)
@settings(max_examples=200)
def test_exchanged_blocks_give_the_turtle_of_the_whole(before: set[Quad], after: set[Quad]) -> None:
    differing = {quad.subject for quad in before ^ after if isinstance(quad.subject, NamedNode)}
    assert splice_turtle(to_turtle(store(before)), store(after), differing) == to_turtle(store(after))


@pytest.mark.parametrize("node", NODES)
def test_a_subject_is_found_again_however_it_is_spelt(node: NamedNode) -> None:
    one = {Quad(node, TYPE, named("kg:Thing"))}
    assert splice_turtle(to_turtle(store(one)), store(set()), [node]) == to_turtle(store(set()))
