"""GEXF 1.2 with the times that Gephi's timeline plays.

It is written edge by edge: networkx would hold the whole file in memory as a tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from ..analysis.network import edge_attributes, node_attributes
from ..types import IRI, Graph, Statement
from .index import claims_of, one_line, replacing

__all__ = ["write_gexf"]

Value = str | int | float | bool


class Span(NamedTuple):
    """From which day to which something is there, both included; nothing is open. ``kind`` is event or report."""

    start: str | None
    end: str | None
    kind: str | None = None


_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">
<meta><creator>kg</creator></meta>
<graph defaultedgetype="directed" mode="dynamic" timeformat="date">
"""
# names and types of attributes; an attribute goes by its name in the file, too
_NODE = {"type": "string", "country": "string"}
_EDGE = {
    "statement": "string",
    "relation": "string",
    "modality": "string",
    "belief": "double",
    "support": "integer",
    "refute": "integer",
    "plain": "boolean",
    "time": "string",
}


def write_gexf(graph: Graph, path: Path) -> None:
    """Write every entity as a node and every statement as an edge.

    An edge is there while what it states held, and where no text says when, while it was reported; ``time`` tells which.
    A node is there with its edges. The same graph is the same file: it bears no date of writing.
    """
    named, spans = {entity.id: entity for entity in graph.entities}, _spans(graph)
    nodes = _nodes(graph, spans)
    for entity in named:
        nodes.setdefault(entity, Span(None, None))
    with replacing(path) as file:
        file.write(_HEAD)
        file.writelines(_declared("node", _NODE))
        file.writelines(_declared("edge", _EDGE))
        file.write("<nodes>\n")
        for node in sorted(nodes):
            own = node_attributes(node, named.get(node))
            head = {"id": one_line(node), "label": own.pop("label")}
            file.write(_element("node", {**head, **_times(nodes[node])}, own))
        file.write("</nodes>\n<edges>\n")
        for statement in graph.statements:
            file.write(_edge(statement, spans[statement.id]))
        file.write("</edges>\n</graph>\n</gexf>\n")


def _spans(graph: Graph) -> Mapping[IRI, Span]:
    published = {each.id: each.published for each in graph.documents}
    found = {}
    for statement in graph.statements:
        time = statement.time
        if time and (time.begin or time.end):
            begin, end = (day.isoformat() if day else None for day in (time.begin, time.end))
            found[statement.id] = Span(begin, end, "event")
            continue
        told = (published.get(claim.evidence.document) for claim in claims_of(statement))
        reported = [day.isoformat() for day in told if day]
        known = Span(min(reported), max(reported), "report") if reported else Span(None, None)
        found[statement.id] = known
    return found


def _nodes(graph: Graph, spans: Mapping[IRI, Span]) -> dict[IRI, Span]:
    """Return from when to when each node is there: as long as any of its edges."""
    found: dict[IRI, Span] = {}
    for statement in graph.statements:
        span = spans[statement.id]
        for node in (statement.subject, statement.object):
            known = found.get(node, span)
            start = min(known.start, span.start) if known.start and span.start else None
            end = max(known.end, span.end) if known.end and span.end else None
            found[node] = Span(start, end)
    return found


def _edge(statement: Statement, span: Span) -> str:
    own = edge_attributes(statement)
    for name in ("begin", "end"):
        own.pop(name, None)
    if span.kind:
        own["time"] = span.kind
    head = {
        "id": statement.id,
        "source": statement.subject,
        "target": statement.object,
        "label": str(own.pop("label")),
        "weight": str(own["support"]),
    }
    return _element("edge", {**head, **_times(span)}, own)


def _times(span: Span) -> Mapping[str, str]:
    return {name: day for name, day in (("start", span.start), ("end", span.end)) if day}


def _declared(kind: str, attributes: Mapping[str, str]) -> Iterator[str]:
    yield f'<attributes class="{kind}" mode="static">\n'
    for name, type in attributes.items():
        yield f'<attribute id="{name}" title="{name}" type="{type}"/>\n'
    yield "</attributes>\n"


def _element(tag: str, head: Mapping[str, str], attributes: Mapping[str, Value]) -> str:
    named = " ".join(f"{name}={quoteattr(one_line(value))}" for name, value in head.items())
    values = "".join(
        f"<attvalue for={quoteattr(name)} value={quoteattr(_spelled(value))}/>"
        for name, value in attributes.items()
    )
    return f"<{tag} {named}><attvalues>{values}</attvalues></{tag}>\n"


def _spelled(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else one_line(str(value))
