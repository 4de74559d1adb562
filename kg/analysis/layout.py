"""Where to draw entities: near those they deal with, no name upon another.

Positions are computed here and not in the browser, so that a page looks the same whenever it is opened.
Each component is laid out by stress majorisation (distances on paper follow distances in the graph), then
boxes push each other apart, then what still overlaps moves to the nearest free spot. All of it is quadratic
in the number of nodes: meant for what fits on a screen, some hundreds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from ..types import IRI

_ROUNDS = 120  # of stress majorisation
_PUSHES = 80  # rounds in which boxes push each other
_SPREAD = 1.5  # paper per area of boxes
_STEP = 9.0  # between spots that are tried
_GOLDEN = 2.399963229728653  # the golden angle: spots on a spiral lie evenly

_Array: TypeAlias = NDArray[np.float64]


class Box(NamedTuple):
    """How much room a node takes with its name."""

    width: float
    height: float


class Point(NamedTuple):
    """The middle of a box; y runs downwards."""

    x: int
    y: int


def lay_out(
    network: nx.Graph[IRI], boxes: Mapping[IRI, Box], *, last: Iterable[IRI] = (), seed: int = 0
) -> dict[IRI, Point]:
    """Place every node of an undirected network so that no two boxes overlap.

    ``last`` go where the others leave room: they can be hidden without leaving holes.
    """
    late = set(last)
    core = network.subgraph(sorted(set(network) - late))
    parts = sorted((sorted(part) for part in nx.connected_components(core)), key=lambda p: (-len(p), p))
    paper = _Paper()
    for part in parts:
        sizes = _sizes(part, boxes)
        points = _stress(_distances(network, part), seed) if len(part) > 1 else np.zeros((1, 2))
        paper.put(part, _untangle(_fitted(points, sizes), sizes), sizes)
    for node in sorted(late, key=lambda node: (-network.degree(node), node)):
        paper.put([node], paper.middle(network[node]), _sizes([node], boxes))
    return paper.points()


class _Paper:
    """What has been placed so far."""

    def __init__(self) -> None:
        self._nodes: dict[IRI, int] = {}
        self._points = np.zeros((0, 2))
        self._sizes = np.zeros((0, 2))

    def put(self, nodes: Sequence[IRI], points: _Array, sizes: _Array) -> None:
        """Place nodes, as one block, at the free spot nearest to where they want to be."""
        shifted = np.rint(points + _free_shift(points, sizes, self._points, self._sizes))
        for node in nodes:
            self._nodes[node] = len(self._nodes)
        self._points = np.concatenate([self._points, shifted])
        self._sizes = np.concatenate([self._sizes, sizes])

    def middle(self, nodes: Iterable[IRI]) -> _Array:
        """Return the point amid those nodes that are placed, or below everything when none is."""
        known = sorted(self._nodes[node] for node in nodes if node in self._nodes)
        if known:
            return np.asarray(self._points[known].mean(axis=0, keepdims=True))
        lowest = self._points[:, 1].max() if len(self._points) else 0.0
        return np.array([[0.0, lowest]])

    def points(self) -> dict[IRI, Point]:
        return {node: Point(*(int(value) for value in self._points[i])) for node, i in self._nodes.items()}


def _sizes(nodes: Sequence[IRI], boxes: Mapping[IRI, Box]) -> _Array:
    return np.array([boxes[node] for node in nodes], dtype=np.float64)


def _distances(network: nx.Graph[IRI], nodes: Sequence[IRI]) -> _Array:
    """Return how far apart nodes should be: neighbours that share few neighbours need more room between them."""
    part = network.subgraph(nodes)
    around = [set(part[node]) for node in nodes]
    far = np.full((len(nodes), len(nodes)), np.inf)
    np.fill_diagonal(far, 0.0)
    number = {node: index for index, node in enumerate(nodes)}
    for a, b in part.edges():
        i, j = number[a], number[b]
        if i != j:
            far[i, j] = far[j, i] = max(len(around[i] ^ around[j]), 1) ** 0.5
    for k in range(len(nodes)):
        np.minimum(far, far[:, k : k + 1] + far[k : k + 1, :], out=far)
    return far


def _stress(far: _Array, seed: int) -> _Array:
    """Return points whose distances follow ``far``, by majorisation from a seeded start."""
    size = len(far)
    points = np.random.default_rng(seed).standard_normal((size, 2)) * far.mean()
    weights = (far + np.eye(size)) ** -2.0
    np.fill_diagonal(weights, 0.0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.inv(laplacian + 1.0 / size) - 1.0 / size
    for _ in range(_ROUNDS):
        drawn = np.hypot(*(points.T[:, :, None] - points.T[:, None, :]))
        pull = -weights * far / np.maximum(drawn, 1e-9)
        np.fill_diagonal(pull, 0.0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        points = inverse @ (pull @ points)
    return np.asarray(points)


def _fitted(points: _Array, sizes: _Array) -> _Array:
    """Return the points turned so that they lie wide, and scaled to the room that their boxes need."""
    points = points - points.mean(axis=0)
    slope = 0.5 * np.arctan2(2 * (points[:, 0] * points[:, 1]).sum(), (points**2 * [1, -1]).sum())
    turn = np.array([[np.cos(slope), -np.sin(slope)], [np.sin(slope), np.cos(slope)]])
    points = points @ turn
    extent = np.ptp(points, axis=0) + 1e-6
    room = _SPREAD * (sizes[:, 0] * sizes[:, 1]).sum()
    return np.asarray(points * (room / max(extent[0] * extent[1], 0.1 * extent.max() ** 2)) ** 0.5)


def _untangle(points: _Array, sizes: _Array) -> _Array:
    """Return the points with boxes moved apart; the first boxes in the order of size move least."""
    points = _pushed_apart(points, sizes)
    settled = np.zeros((0, 2))
    order = np.argsort(-sizes[:, 0] * sizes[:, 1], kind="stable")
    for index in order:
        wanted = points[index : index + 1]
        rest = sizes[order[: len(settled)]]
        settled = np.concatenate(
            [settled, wanted + _free_shift(wanted, sizes[index : index + 1], settled, rest)]
        )
    out = np.empty_like(points)
    out[order] = settled
    return out


def _pushed_apart(points: _Array, sizes: _Array) -> _Array:
    need = (sizes[:, None, :] + sizes[None, :, :]) / 2
    for _ in range(_PUSHES):
        apart = points[:, None, :] - points[None, :, :]
        lack = need - np.abs(apart)
        clash = np.asarray((lack > 0).all(axis=2))
        np.fill_diagonal(clash, False)
        if not clash.any():
            break
        sideways = lack[:, :, 0] < lack[:, :, 1]
        push = np.where(np.stack([sideways, ~sideways], axis=2) & clash[:, :, None], lack, 0.0)
        points = points + 0.35 * (push * np.sign(apart + 1e-9)).sum(axis=1)
    return points


def _free_shift(points: _Array, sizes: _Array, taken: _Array, taken_sizes: _Array) -> _Array:
    """Return the smallest move, along a spiral, that takes all boxes clear of those already placed."""
    if not len(taken):
        return np.zeros(2)
    wide = (sizes[:, None, 0] + taken_sizes[None, :, 0]) / 2
    high = (sizes[:, None, 1] + taken_sizes[None, :, 1]) / 2
    beside = points[:, None, 0] - taken[None, :, 0]
    above = points[:, None, 1] - taken[None, :, 1]
    first, count = 0, 1
    while True:
        index = np.arange(first, first + count)
        across = _STEP * np.sqrt(index) * np.cos(index * _GOLDEN)
        down = _STEP * np.sqrt(index) * np.sin(index * _GOLDEN)
        clash = np.abs(beside + across[:, None, None]) < wide
        clash &= np.abs(above + down[:, None, None]) < high
        clear = ~clash.any(axis=(1, 2))
        if clear.any():
            best = int(np.argmax(clear))
            return np.array([across[best], down[best]])
        first, count = first + count, min(count * 4, 256)
