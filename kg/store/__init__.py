"""The graph as RDF: quads with provenance, kept in Oxigraph, asked in SPARQL.

SHACL (``validation``) and rdflib (``interop``) are modules of their own, because their libraries are slow to load.
"""

from .answers import Answer
from .quads import Software, evidence_id, to_quads
from .saved import SavedQuery, load_queries, load_query
from .store import Store, canonical_nquads, digest

__all__ = [
    "Answer",
    "SavedQuery",
    "Software",
    "Store",
    "canonical_nquads",
    "digest",
    "evidence_id",
    "load_queries",
    "load_query",
    "to_quads",
]
