"""What pyvis is given to draw: nodes with their places, and which statements share an edge.

Colours of edges, labels and what is hidden are the scripts' business: they change with every filter.
"""

from __future__ import annotations

import json
import textwrap
import unicodedata
from itertools import groupby
from typing import NamedTuple

import networkx as nx
from pyvis.network import Network

from ...analysis.layout import Box, lay_out
from ...analysis.network import to_weighted
from ...types import IRI, Entity, Graph, Statement
from .looks import PLAIN, looks

_MOST_NODES = 400
_MOST_PARALLEL = 3  # edges between two nodes; more become one
_FEW = 40  # nodes that need no hiding
_CROWD = 72  # nodes that can be read at once
_LINE = 18  # characters of a label on one line
_LINES = 3

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "tooltipDelay": 120,
        "multiselect": False,
        "keyboard": {"enabled": True, "bindToWindow": False, "autoFocus": False},
    },
    "nodes": {"borderWidth": 1, "borderWidthSelected": 3},
    "edges": {"smooth": False, "selectionWidth": 0, "hoverWidth": 0},
}


def draw(graph: Graph) -> Network:
    """Return a pyvis network of the best connected entities.

    Nodes and statements go by their position in ``graph``.
    """
    both: nx.Graph[IRI] = nx.Graph(to_weighted(graph))
    ranked = sorted(both, key=lambda node: (-both.degree(node), node))
    shown = both.subgraph(ranked[:_MOST_NODES])
    network = Network(directed=True, cdn_resources="in_line")
    network.set_options(json.dumps(_OPTIONS))
    _add_nodes(network, shown, graph)
    _add_edges(network, shown, graph)
    return network


def _add_nodes(network: Network, shown: nx.Graph[IRI], graph: Graph) -> None:
    entities = {entity.id: entity for entity in graph.entities if entity.id in shown}
    shapes = looks()
    nodes = {node: _Node.of(entity, shown.degree(node)) for node, entity in entities.items()}
    minor = _minor(shown, {node: shapes.get(entity.type, PLAIN).minor for node, entity in entities.items()})
    places = lay_out(shown, {node: drawn.box for node, drawn in nodes.items()}, last=minor)
    for index, entity in enumerate(graph.entities):
        if entity.id not in shown:
            continue
        drawn, place, look = nodes[entity.id], places[entity.id], shapes.get(entity.type, PLAIN)
        network.add_node(
            index,
            label=drawn.label,
            shape=look.shape,
            color=look.colour,
            size=drawn.size,
            x=place.x,
            y=place.y + drawn.size - round(drawn.box.height / 2),
            font={"size": drawn.font},
            minor=entity.id in minor,
            hidden=entity.id in minor,
        )


class _Node(NamedTuple):
    label: str
    size: int
    font: int
    box: Box

    @classmethod
    def of(cls, entity: Entity, degree: int) -> _Node:
        size, font = (
            round(min(6 + 2.4 * degree**0.5, 20)),
            round(min(11 + 1.7 * max(degree - 1, 0) ** 0.5, 24)),
        )
        lines = _lines(entity.name)
        wide = max(_width(line) for line in lines) * font
        return cls(
            "\n".join(lines),
            size,
            font,
            Box(max(wide, 2 * size) + 8, 2 * size + 1.2 * font * len(lines) + 8),
        )


def _minor(shown: nx.Graph[IRI], minor_type: dict[IRI, bool]) -> frozenset[IRI]:
    """Return what is hidden at first: things and events tied to one other and, in a crowd, whoever deals with few."""
    if len(shown) <= _FEW:
        return frozenset()
    ranked = sorted(shown, key=lambda node: (-shown.degree(node), -shown.degree(node, weight="weight"), node))
    major = set([node for node in ranked if shown.degree(node) > 1 or not minor_type[node]][:_CROWD])
    tied = {node for node in major if any(other in major for other in shown[node] if other != node)}
    return frozenset(shown) - tied if len(tied) > _FEW // 4 else frozenset()


def _lines(name: str) -> list[str]:
    """Return a label: a few short lines, without characters that would steer the text around them.

    >>> _lines("Organization for the Prohibition of Chemical Weapons")
    ['Organization for', 'the Prohibition of', 'Chemical Weapons']
    """
    kept = "".join(
        char for char in name if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs")
    )
    return textwrap.wrap(kept, _LINE, max_lines=_LINES, placeholder=" …") or ["(no name)"]


def _width(line: str) -> float:
    """Return the width of a line, estimated, as a share of the font size."""
    return sum(
        1.0 if unicodedata.east_asian_width(char) in "WF" else 0.7 if char.isupper() else 0.53
        for char in line
    )


def _add_edges(network: Network, shown: nx.Graph[IRI], graph: Graph) -> None:
    number = {entity.id: index for index, entity in enumerate(graph.entities)}
    drawn = [
        (tuple(sorted((number[each.subject], number[each.object]))), index, each)
        for index, each in enumerate(graph.statements)
        if each.subject in shown and each.object in shown
    ]
    drawn.sort(key=lambda item: item[:2])
    for _, group in groupby(drawn, key=lambda item: item[0]):
        between = [(index, statement) for _, index, statement in group]
        bundles = [between] if len(between) > _MOST_PARALLEL else [[one] for one in between]
        for lane, bundle in enumerate(bundles):
            _add_edge(network, bundle, number, bend=_bend(lane, len(bundles)))


def _add_edge(
    network: Network, bundle: list[tuple[int, Statement]], number: dict[IRI, int], *, bend: float
) -> None:
    """Add one edge for some statements between two nodes, pointing as most of them do."""
    ends = [(number[each.subject], number[each.object]) for _, each in bundle]
    start, end = max(sorted(set(ends)), key=ends.count)
    if start > end:
        bend = -bend
    kind = "curvedCW" if bend > 0 else "curvedCCW"
    network.add_edge(
        start,
        end,
        id=f"e{bundle[0][0]}",
        statements=[index for index, _ in bundle],
        smooth={"enabled": True, "type": kind, "roundness": abs(bend)} if bend else {"enabled": False},
    )


def _bend(lane: int, lanes: int) -> float:
    """Return how far an edge bows out so that parallel ones stay apart: none, or one to each side.

    >>> [[_bend(lane, lanes) for lane in range(lanes)] for lanes in (1, 2, 3)]
    [[0.0], [0.14, -0.14], [0.0, 0.2, -0.2]]
    """
    if lanes == 2:
        return (0.14, -0.14)[lane]
    return (0.0, 0.2, -0.2)[lane]
