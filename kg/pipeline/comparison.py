"""Two graphs side by side: two folders, two outlets of one, or one as it was known at two times.

When something was known is when it was published: no clock is asked, and a build stays the same to the byte.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ..assembly.differences import compare, part_of
from ..errors import KGError
from ..export.differences import Compared
from ..ids import fold
from ..types import Document, Graph
from ..wording import did_you_mean
from .graph import KnowledgeGraph

__all__ = ["compare_graphs", "compare_outlets", "compare_times"]


def compare_graphs(a: KnowledgeGraph, b: KnowledgeGraph) -> Compared:
    """Return in what a graph differs from another."""
    return Compared(a.graph, b.graph, (str(a.path), str(b.path)), compare(a.graph, b.graph))


def compare_outlets(graph: KnowledgeGraph, outlet: str, against: str | None = None) -> Compared:
    """Return in what an outlet's documents differ from those of another, or of all others; KGError where one is unknown."""
    known = {fold(each.publisher): each.publisher for each in graph.graph.documents if each.publisher}
    names = [_outlet(name, known) for name in (outlet, against) if name is not None]
    first, second = names[0], names[-1]

    def by(document: Document) -> bool:
        return document.publisher is not None and known[fold(document.publisher)] == first

    def by_other(document: Document) -> bool:
        if against is None:
            return not by(document)
        return document.publisher is not None and known[fold(document.publisher)] == second

    parts = _part(graph, by), _part(graph, by_other)
    return Compared(*parts, (first, second if against is not None else "all others"), compare(*parts))


def compare_times(graph: KnowledgeGraph, since: date | None, as_of: date | None) -> Compared:
    """Return what was learnt since a day, until another day, or until now; with no day to begin at, what was learnt after the other.

    Documents without a day stand on both sides, since nobody knows when they became known.
    """
    if since is not None and as_of is not None and as_of < since:
        raise KGError(f"--as-of {as_of} is before --since {since}; give the later day for --as-of")

    def before(document: Document) -> bool:
        if document.published is None:
            return True
        return document.published < since if since else as_of is None or document.published <= as_of

    def after(document: Document) -> bool:
        return document.published is None or since is None or as_of is None or document.published <= as_of

    parts = _part(graph, before), _part(graph, after)
    names = f"before {since}" if since else f"until {as_of}", f"until {as_of}" if since and as_of else "all"
    return Compared(*parts, names, compare(*parts))


def _outlet(name: str, known: dict[str, str]) -> str:
    found = known.get(fold(name))
    if found is None:
        hint = did_you_mean(name, known.values()) or "; kg query OUT --saved outlets lists them"
        raise KGError(f"no document of this graph is by {name!r}{hint}")
    return found


def _part(graph: KnowledgeGraph, keep: Callable[[Document], bool]) -> Graph:
    return part_of(graph.graph, keep, graph.ontology.relations, graph.beside.reliability)
