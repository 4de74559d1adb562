"""The best dependency tree of a sentence: a maximum spanning arborescence with one root.

Chu and Liu (1965), Edmonds (1967); the single root as in Zmigrod et al. (2020) by trying the likeliest roots where
the plain arborescence has several. Ties go to the lower index, so the same scores give the same tree.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_tree"]

Scores = NDArray[np.float32]
_ROOTS_TRIED = 8


def best_tree(scores: Scores) -> list[int]:
    """Return the head of each word, 0 for the root and n for the n-th word.

    ``scores`` is (words, words + 1): row d says how likely each head of word d + 1 is, column 0 is the root.
    """
    size = len(scores)
    if size == 1:
        return [0]
    own = scores.astype(np.float64)
    own[np.arange(size), np.arange(1, size + 1)] = -np.inf
    heads: list[int] = own.argmax(1).tolist()
    roots = [word for word, head in enumerate(heads) if head == 0]
    if len(roots) == 1 and _find_cycle([-1, *heads]) is None:
        return heads
    likely = np.argsort(-own[:, 0], kind="stable")[:_ROOTS_TRIED]
    found = [(_rooted(own, int(root)), int(root)) for root in likely]
    return max(found, key=lambda tried: (_total(own, tried[0]), -tried[1]))[0]


def _total(scores: NDArray[np.float64], heads: list[int]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads)))


def _rooted(scores: NDArray[np.float64], root: int) -> list[int]:
    """Return the best tree whose only root is the word ``root``."""
    size = len(scores)
    square = np.full((size + 1, size + 1), -np.inf)
    square[1:, 1:] = scores[:, 1:]
    square[root + 1, 1:] = -np.inf
    square[root + 1, 0] = scores[root, 0]
    heads = _edmonds(square)
    return heads[1:]


def _edmonds(scores: NDArray[np.float64]) -> list[int]:
    """Return the head of every node but 0, which is the root; ``scores[d, h]`` is that of an arc from h to d."""
    heads = [-1, *scores[1:].argmax(1).tolist()]
    cycle = _find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    ring = np.array(cycle)
    inside[ring] = True
    outside = np.flatnonzero(~inside)  # node 0 is among them
    within = np.array([scores[node, heads[node]] for node in cycle])
    # arcs that enter the cycle pay for the arc that they replace
    entering = scores[np.ix_(ring, outside)] - within[:, None]
    leaving = scores[np.ix_(outside, ring)]
    entry, exit_ = entering.argmax(0), leaving.argmax(1)
    smaller = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    smaller[:-1, :-1] = scores[np.ix_(outside, outside)]
    smaller[-1, :-1] = entering[entry, np.arange(len(outside))]
    smaller[:-1, -1] = leaving[np.arange(len(outside)), exit_]
    chosen = _edmonds(smaller)
    result = list(heads)
    for place, node in enumerate(outside.tolist()):
        if node:
            head = chosen[place]
            result[node] = cycle[exit_[place]] if head == len(outside) else int(outside[head])
    broken = chosen[-1]
    result[cycle[entry[broken]]] = int(outside[broken])
    return result


def _find_cycle(heads: list[int]) -> list[int] | None:
    """Return the nodes of a cycle, node 0 being the root with head -1; ``None`` where there is none."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return None
