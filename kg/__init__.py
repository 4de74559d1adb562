"""kg: read news, keep a ledger of who claims what about whom, with the sentence.

>>> import kg                                             # doctest: +SKIP
>>> g = kg.build("corpus/", "out/")                       # doctest: +SKIP
>>> g.query("SELECT ?who WHERE { ?who kg:threatens ?whom }")   # doctest: +SKIP
>>> g.write("graph.ttl")                                  # doctest: +SKIP

The rooms, in the order in which a text passes through them:

    ingestion  files            > Document          clean text, metadata, copies, offsets into the raw file
    nlp        Document         > spaCy Doc         tokens, dependencies, names
    extraction Doc              > Extraction        chains and propositions, in the text's words
    mapping    Extraction       > Claim             the same, in the ontology's words
    assembly   Claim            > Graph             entities, statements, conflicts, belief
    store      Graph            > RDF               evidence, SPARQL, SHACL
    analysis, export                                for people
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errors import KGError
    from .ontology import load_ontology
    from .pipeline import KnowledgeGraph, build, extract_documents, open_graph

_HOMES = {
    "KGError": "errors",
    "KnowledgeGraph": "pipeline",
    "build": "pipeline",
    "extract_documents": "pipeline",
    "load_ontology": "ontology",
    "open_graph": "pipeline",
}  # found when first asked for, so that ``import kg`` costs nothing

__all__ = [
    "KGError",
    "KnowledgeGraph",
    "__version__",
    "build",
    "extract_documents",
    "load_ontology",
    "open_graph",
]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
