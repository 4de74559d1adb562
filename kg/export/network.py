"""GraphML and GEXF, for Gephi, yEd, Cytoscape and R: statements as edges, their attributes as text and numbers."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import networkx as nx

from ..analysis import to_networkx
from ..types import IRI, Graph
from .index import claims_of, one_line

_BOOLEAN = re.compile(rb'<key id="(\w+)"[^>]* attr\.type="boolean"')
_DATE = re.compile(rb'(<meta) lastmodifieddate="[^"]*"')


def write_graphml(graph: Graph, path: Path) -> None:
    """Write GraphML; every statement is an edge with its id, also among its data: some readers drop the other."""
    buffer = BytesIO()
    nx.write_graphml_xml(_printable(graph), buffer)
    path.write_bytes(_with_plain_booleans(buffer.getvalue()))


def _with_plain_booleans(text: bytes) -> bytes:
    """Write truth values as XML Schema does, ``true``; networkx writes them as Python does, and others take that for false."""
    for key in _BOOLEAN.findall(text):
        value = re.compile(rb'(<data key="' + key + rb'">)(True|False)(?=</data>)')
        text = value.sub(lambda match: match[1] + match[2].lower(), text)
    return text


def write_gexf(graph: Graph, path: Path) -> None:
    """Write GEXF 1.2 with the times that Gephi's timeline plays, and without that of writing.

    An edge is there while what it states held, and where no text says when, while it was reported; ``time`` tells which.
    A node is there with its edges. The same graph is the same file.
    """
    network, reported = _printable(graph), _reported(graph)
    for _, _, key, attributes in network.edges(keys=True, data=True):
        attributes["id"] = key
        attributes["weight"] = attributes["support"]
        if "begin" in attributes:
            attributes["start"] = attributes.pop("begin")
        if "start" in attributes or "end" in attributes:
            attributes["time"] = "event"
        elif key in reported:
            attributes["start"], attributes["end"] = reported[key]
            attributes["time"] = "report"
    for node in network:
        incident = (*network.in_edges(node, data=True), *network.out_edges(node, data=True))
        for name, outermost in (("start", min), ("end", max)):
            times = [attributes.get(name) for *_, attributes in incident]
            if times and None not in times:
                network.nodes[node][name] = outermost(times)
    buffer = BytesIO()
    nx.write_gexf(network, buffer)
    path.write_bytes(_DATE.sub(rb"\1", buffer.getvalue()))


def _reported(graph: Graph) -> dict[IRI, tuple[str, str]]:
    """Return the first and the last day on which each statement was reported, of those that have one."""
    published = {each.id: each.published for each in graph.documents}
    found = {}
    for statement in graph.statements:
        told = (published.get(claim.evidence.document) for claim in claims_of(statement))
        if days := [day.isoformat() for day in told if day]:
            found[statement.id] = min(days), max(days)
    return found


def _printable(graph: Graph) -> nx.MultiDiGraph[IRI]:
    """Return the view with text that XML can carry: one line, no control characters."""
    network = to_networkx(graph)
    for _, attributes in network.nodes(data=True):
        attributes.update({name: one_line(value) for name, value in attributes.items()})
    for _, _, attributes in network.edges(data=True):
        attributes.update(
            {name: one_line(value) for name, value in attributes.items() if isinstance(value, str)}
        )
    unprintable = {node: IRI(one_line(node)) for node in network if one_line(node) != node}
    return nx.relabel_nodes(network, unprintable) if unprintable else network
