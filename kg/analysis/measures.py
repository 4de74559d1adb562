"""Measures over the whole graph, the same on every machine.

Nodes are numbered in the order of their ids before anything is measured: networkx walks over sets, and
strings hash differently in every run.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice, pairwise
from typing import NamedTuple

import networkx as nx

from ..ids import local_name
from ..types import IRI, Entity, Graph, Statement
from .network import to_weighted

_SAMPLED_ABOVE = 400  # nodes; exact betweenness takes nodes times edges
_DAMPING = 0.85


class Ranked(NamedTuple):
    """An entity and what it scored."""

    entity: Entity
    score: float


class Path(NamedTuple):
    """A way from one entity to another: between each two, the statements that tie them, either way round."""

    entities: tuple[Entity, ...]
    steps: tuple[tuple[Statement, ...], ...]


def most_central(graph: Graph, *, limit: int = 10) -> tuple[Ranked, ...]:
    """Return the entities that most is said of, together with others of whom much is said.

    PageRank over claims, whichever way these point: a news graph is full of things that are only ever acted
    upon, and rank would run off into them.
    """
    order, weights = _numbered(graph)
    return _best(graph, order, _page_rank(len(order), weights), limit)


def brokers(graph: Graph, *, limit: int = 10) -> tuple[Ranked, ...]:
    """Return the entities that most shortest paths run through (betweenness), those on none left out."""
    order, weights = _numbered(graph)
    sample = _SAMPLED_ABOVE if len(order) > _SAMPLED_ABOVE else None
    scores = nx.betweenness_centrality(_undirected(len(order), weights), k=sample, seed=0)
    return tuple(ranked for ranked in _best(graph, order, scores, limit) if ranked.score > 0)


def communities(graph: Graph, *, seed: int = 0) -> tuple[tuple[Entity, ...], ...]:
    """Return groups that speak and act among themselves (Louvain), the largest first."""
    order, weights = _numbered(graph)
    both = _undirected(len(order), weights)
    groups = [sorted(group) for group in nx.community.louvain_communities(both, seed=seed)]
    named = _named(graph)
    return tuple(
        tuple(named[order[node]] for node in group) for group in sorted(groups, key=lambda g: (-len(g), g))
    )


def find_paths(graph: Graph, source: IRI, target: IRI, *, limit: int = 5) -> tuple[Path, ...]:
    """Return the shortest ways between two entities, whichever way statements point; none when unconnected."""
    order, weights = _numbered(graph)
    number = {node: index for index, node in enumerate(order)}
    if source not in number or target not in number:
        return ()
    ties: dict[frozenset[IRI], list[Statement]] = {}
    for statement in graph.statements:
        ties.setdefault(frozenset((statement.subject, statement.object)), []).append(statement)
    named = _named(graph)
    both = _undirected(len(order), weights)
    found = nx.all_shortest_paths(both, number[source], number[target])
    try:
        ways = sorted(islice(found, limit * 20))[:limit]
    except nx.NetworkXNoPath:
        return ()
    paths = []
    for way in ways:
        nodes = [order[node] for node in way]
        steps = tuple(tuple(ties[frozenset(pair)]) for pair in pairwise(nodes))
        paths.append(Path(tuple(named[node] for node in nodes), steps))
    return tuple(paths)


def _numbered(graph: Graph) -> tuple[tuple[IRI, ...], dict[tuple[int, int], int]]:
    weighted = to_weighted(graph)
    order = tuple(sorted(weighted))
    number = {node: index for index, node in enumerate(order)}
    pairs = ((number[a], number[b], int(data["weight"])) for a, b, data in weighted.edges(data=True))
    return order, {(a, b): weight for a, b, weight in sorted(pairs)}


def _undirected(size: int, weights: Mapping[tuple[int, int], int]) -> nx.Graph[int]:
    network: nx.Graph[int] = nx.Graph()
    network.add_nodes_from(range(size))
    for (a, b), weight in weights.items():
        known = int(network.edges[a, b]["weight"]) if network.has_edge(a, b) else 0
        network.add_edge(a, b, weight=known + weight)
    return network


def _named(graph: Graph) -> dict[IRI, Entity]:
    named = {entity.id: entity for entity in graph.entities}
    for statement in graph.statements:
        for end in (statement.subject, statement.object):
            named.setdefault(end, Entity(id=end, type="Thing", name=local_name(end)))
    return named


def _best(
    graph: Graph, order: tuple[IRI, ...], scores: Mapping[int, float], limit: int
) -> tuple[Ranked, ...]:
    named = _named(graph)
    ranked = sorted(scores.items(), key=lambda item: (-round(item[1], 9), item[0]))
    return tuple(Ranked(named[order[node]], round(score, 9)) for node, score in ranked[:limit])


def _page_rank(size: int, weights: Mapping[tuple[int, int], int]) -> dict[int, float]:
    """Return PageRank by power iteration; that of networkx needs SciPy, which kg does not."""
    if not size:
        return {}
    ties = [
        (a, b, weight) for (one, other), weight in weights.items() for a, b in ((one, other), (other, one))
    ]
    given = [0] * size
    for source, _, weight in ties:
        given[source] += weight
    ranks = [1 / size] * size
    for _ in range(100):
        loose = sum(rank for rank, total in zip(ranks, given, strict=True) if not total)
        fresh = [(1 - _DAMPING + _DAMPING * loose) / size] * size
        for source, target, weight in ties:
            fresh[target] += _DAMPING * ranks[source] * weight / given[source]
        moved = sum(abs(new - old) for new, old in zip(fresh, ranks, strict=True))
        ranks = fresh
        if moved < 1e-10:
            break
    return dict(enumerate(ranks))
