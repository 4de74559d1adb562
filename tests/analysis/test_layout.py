from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis.layout import Box, Point, lay_out
from kg.types import IRI


def overlaps(points: dict[IRI, Point], boxes: dict[IRI, Box]) -> list[tuple[IRI, IRI]]:
    def touch(a: IRI, b: IRI) -> bool:
        wide = abs(points[a].x - points[b].x) < (boxes[a].width + boxes[b].width) / 2 - 1
        return wide and abs(points[a].y - points[b].y) < (boxes[a].height + boxes[b].height) / 2 - 1

    return [pair for pair in combinations(points, 2) if touch(*pair)]


def network_of(edges: list[tuple[int, int]], size: int) -> nx.Graph[IRI]:
    network: nx.Graph[IRI] = nx.Graph()
    network.add_nodes_from(IRI(f"n{node:03}") for node in range(size))
    network.add_edges_from((IRI(f"n{a:03}"), IRI(f"n{b:03}")) for a, b in edges)
    return network


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=40), st.sets(st.integers(0, 19)))
def test_no_box_lies_on_another(edges: list[tuple[int, int]], last: set[int]) -> None:
    network = network_of(edges, 20)
    boxes = {node: Box(30 + 8 * (index % 9), 34) for index, node in enumerate(network)}
    points = lay_out(network, boxes, last=[IRI(f"n{node:03}") for node in last])
    assert set(points) == set(network)
    assert not overlaps(points, boxes)


def test_neighbours_lie_nearer_than_strangers() -> None:
    chain = network_of([(i, i + 1) for i in range(9)], 10)
    points = lay_out(chain, dict.fromkeys(chain, Box(40, 30)))
    nodes = sorted(chain)

    def far(a: IRI, b: IRI) -> float:
        return ((points[a].x - points[b].x) ** 2 + (points[a].y - points[b].y) ** 2) ** 0.5

    assert far(nodes[0], nodes[1]) < far(nodes[0], nodes[5]) < far(nodes[0], nodes[9])


def test_what_comes_last_moves_nothing_else() -> None:
    star = network_of([(0, i) for i in range(1, 12)], 12)
    boxes = dict.fromkeys(star, Box(60, 30))
    leaves = sorted(star)[6:]
    rest = star.subgraph(sorted(star)[:6]).copy()
    with_leaves = lay_out(star, boxes, last=leaves)
    assert {node: with_leaves[node] for node in rest} == lay_out(rest, boxes)
    assert set(with_leaves) == set(star)


def test_the_same_network_is_drawn_the_same_whatever_its_order() -> None:
    edges = [(i, (i * 7 + 3) % 15) for i in range(15)]
    one, other = network_of(edges, 15), network_of(edges[::-1], 15)
    boxes = dict.fromkeys(one, Box(50, 30))
    assert lay_out(one, boxes) == lay_out(other, boxes)


@pytest.mark.parametrize("size", [0, 1, 2])
def test_very_small_networks_can_be_drawn(size: int) -> None:
    network = network_of([(0, 1)] if size == 2 else [], size)
    assert len(lay_out(network, dict.fromkeys(network, Box(10, 10)))) == size
