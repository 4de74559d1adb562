"""The store as an rdflib graph, for whoever works with rdflib. In memory; meant for graphs that rdflib can bear."""

from __future__ import annotations

from functools import cache

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib.term import Identifier

from .store import Store
from .vocabulary import GRAPHS, ONTOLOGY_GRAPH, PREFIXES, STRING

__all__ = ["to_rdflib"]


def to_rdflib(store: Store, *, ontology: bool = False) -> rdflib.Graph:
    """Return what a store holds as one graph; ``ontology`` adds the classes and relations themselves."""
    graph = rdflib.Graph(identifier=rdflib.URIRef(f"{GRAPHS}all"))
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    convert = cache(_convert)
    for quad in store:
        if ontology or quad.graph_name != ONTOLOGY_GRAPH:
            graph.add((convert(quad.subject), convert(quad.predicate), convert(quad.object)))
    return graph


def _convert(term: NamedNode | BlankNode | Literal | Triple) -> Identifier:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if not isinstance(term, Literal):
        raise TypeError(f"{term}: kg writes neither blank nodes nor quoted triples")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = None if term.datatype == STRING else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype)
