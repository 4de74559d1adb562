"""The whole way: files in, a graph on disk out (``building``), and what can be done with it then (``graph``).

Names are found when they are first asked for: whoever opens a graph loads nothing of what builds one.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .building import build
    from .corpus import read_corpus
    from .graph import KnowledgeGraph, open_graph, remove
    from .reading import extract_documents
    from .report import BuildReport
    from .rows import extract_rows

_HOMES = {
    "BuildReport": "report",
    "KnowledgeGraph": "graph",
    "build": "building",
    "extract_documents": "reading",
    "extract_rows": "rows",
    "open_graph": "graph",
    "read_corpus": "corpus",
    "remove": "graph",
}

__all__ = [
    "BuildReport",
    "KnowledgeGraph",
    "build",
    "extract_documents",
    "extract_rows",
    "open_graph",
    "read_corpus",
    "remove",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
