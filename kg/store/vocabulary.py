"""Every vocabulary that the graph is written in: the only module that spells their IRIs.

Own terms are those of ``ontology/kg.ttl``; all else is borrowed (PROV-O, NIF, Web Annotation, SEM, SKOS, schema.org,
Dublin Core), so that other people's tools find their way.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pyoxigraph import NamedNode

from ..ids import BASE, ONTOLOGY
from ..types import Certainty

PREFIXES: Mapping[str, str] = {
    "dcterms": "http://purl.org/dc/terms/",
    "doc": f"{BASE}document:",
    "e": f"{BASE}entity:",
    "ev": f"{BASE}evidence:",
    "kg": ONTOLOGY,
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "st": f"{BASE}statement:",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@cache
def named(name: str) -> NamedNode:
    """Return the node of a prefixed name.

    >>> named("rdf:type").value
    'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
    """
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def shorten(iri: str) -> str:
    """Return an IRI as a prefixed name where a prefix fits, else as it is; for people, not for parsers.

    >>> shorten("urn:kg:ontology:threatens")
    'kg:threatens'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


# Graphs of the store; beside these, each document has one of its own name, for its evidence.
GRAPHS = f"{BASE}graph:"
ONTOLOGY_GRAPH = NamedNode(f"{GRAPHS}ontology")
INFERRED_GRAPH = NamedNode(f"{GRAPHS}inferred")

TYPE = named("rdf:type")
EVENT_TYPE = named("sem:eventType")
LABEL = named("rdfs:label")
ALIAS = named("skos:altLabel")

DATE = named("xsd:date")
INTEGER = named("xsd:integer")
DECIMAL = named("xsd:decimal")
BOOLEAN = named("xsd:boolean")
STRING = named("xsd:string")

# A modality is called possible, too; one IRI cannot be both.
CERTAINTY: Mapping[Certainty, NamedNode] = {
    Certainty.CERTAIN: named("kg:certain"),
    Certainty.PROBABLE: named("kg:probable"),
    Certainty.POSSIBLE: named("kg:possibleCertainty"),
    Certainty.UNKNOWN: named("kg:unknownCertainty"),
}
