"""GraphML, for Gephi, yEd, Cytoscape and R: statements as edges, their attributes as text and numbers."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import networkx as nx

from ..analysis import to_networkx
from ..types import IRI, Graph
from .index import one_line

_BOOLEAN = re.compile(rb'<key id="(\w+)"[^>]* attr\.type="boolean"')


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
