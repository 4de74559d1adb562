"""The best tree among scored arcs (Chu and Liu 1965, Edmonds 1967), with one root."""

import numpy
from numpy.typing import NDArray

__all__ = ["spanning_tree"]

_ONE_ROOT = 1e4  # dearer than any sentence: a second root is never worth it

Scores = NDArray[numpy.float64]


def spanning_tree(scores: Scores) -> list[int]:
    """Return the head of each word, 0 for the root; ``scores`` are by dependent and head, without a row for 0.

    >>> spanning_tree(numpy.log(numpy.array([[0.1, 0.0001, 0.9], [0.3, 0.6, 0.0001]])))
    [2, 0]
    """
    square = numpy.full((len(scores) + 1, len(scores) + 1), -numpy.inf)
    square[1:] = scores
    square[1:, 0] -= _ONE_ROOT
    numpy.fill_diagonal(square, -numpy.inf)
    return [int(head) for head in _edmonds(square)[1:]]


def _edmonds(scores: Scores) -> list[int]:
    heads = [0, *(int(row.argmax()) for row in scores[1:])]
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = sorted(cycle)
    outside = [node for node in range(len(scores)) if node not in cycle]
    entry = scores[inside] - scores[inside, [heads[node] for node in inside]][:, None]
    small = numpy.full((len(outside) + 1, len(outside) + 1), -numpy.inf)
    small[:-1, :-1] = scores[numpy.ix_(outside, outside)]
    small[-1, :-1] = entry[:, outside].max(0)
    small[:-1, -1] = scores[numpy.ix_(outside, inside)].max(1)
    contracted = _edmonds(small)
    above = outside[contracted[-1]]
    heads[inside[int(entry[:, above].argmax())]] = above
    for place, node in enumerate(outside):
        if node:
            head = contracted[place]
            into = inside[int(scores[node, inside].argmax())]
            heads[node] = into if head == len(outside) else outside[head]
    return heads


def _cycle(heads: list[int]) -> set[int]:
    settled = {0}
    for start in range(len(heads)):
        path: list[int] = []
        node = start
        while node not in settled and node not in path:
            path.append(node)
            node = heads[node]
        if node not in settled:
            return set(path[path.index(node) :])
        settled.update(path)
    return set()
