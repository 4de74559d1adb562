"""Pairs of words that may be subject and object of a claim, and how the tree joins them.

A candidate is the head of a name, a noun phrase, a pronoun, or of a clause that can be an object. A pair is described
by the lowest common ancestor of its words, and by the relations on the way to both.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["COLUMNS", "ENTS", "MOST", "describe", "find_candidates", "pair_up"]

MOST = 60  # candidates of a sentence; longer ones are lists and tables, and make no pairs
COLUMNS = (
    "subject",
    "object",
    "ancestor",
    "subject_side",
    "object_side",
    "subject_depth",
    "object_depth",
    "order",
)
_FAR = 4  # depth below the ancestor from which on it counts as far
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_CLAUSES = frozenset({"ccomp", "xcomp", "acl", "advcl"})
_PEOPLES = frozenset({"NORP", "GPE"})

ENTS = ("", "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "MISC", "PRODUCT")  # others count as none

Integers = NDArray[np.int64]


def find_candidates(
    upos: Sequence[str],
    relations: Sequence[str],
    heads: Sequence[int],
    names: Sequence[int],
    labels: Sequence[str],
) -> list[int]:
    """Return the words of a sentence that can head an end of a claim.

    ``names`` gives each word the number of the name it is in, -1 for none; ``labels`` the label of that name.
    """
    found = []
    for place, part in enumerate(upos):
        head = heads[place]
        if names[place] >= 0 and head != place and names[head] == names[place]:
            continue  # inside a name
        relation = relations[place]
        if (
            part in _NOMINAL
            or (part == "VERB" and relation.partition(":")[0] in _CLAUSES)
            or (part in ("ADJ", "X") and labels[place] in _PEOPLES)
            or (
                part in ("NUM", "ADJ", "DET")
                and relation.partition(":")[0] in ("nsubj", "obj", "obl", "nmod")
            )
        ):
            found.append(place)
    return found


def pair_up(heads: Sequence[int], candidates: Sequence[int]) -> Integers:
    """Return all ordered pairs of candidates as rows of ``COLUMNS``; a root is its own head."""
    if not 2 <= len(candidates) <= MOST:
        return np.zeros((0, len(COLUMNS)), dtype=np.int64)
    paths = [_path(heads, word) for word in candidates]
    longest = max(map(len, paths))
    above = np.full((len(paths), longest + 1), -1, dtype=np.int64)
    for row, path in enumerate(paths):
        above[row, : len(path)] = path
    depth = np.array([len(path) - 1 for path in paths])
    same = (above[:, None, :] == above[None, :, :]) & (above[:, None, :] >= 0)
    level = same.sum(-1) - 1  # of the lowest common ancestor: paths from the root agree up to it
    first, second = np.nonzero(~np.eye(len(paths), dtype=bool))
    level = level[first, second]
    words = np.array(candidates)
    sides = [np.where(depth[at] > level, above[at, level + 1], -1) for at in (first, second)]
    below = [np.minimum(depth[at] - level, _FAR) for at in (first, second)]
    columns = (words[first], words[second], above[first, level], *sides, *below, words[first] < words[second])
    return np.stack(columns, 1).astype(np.int64)


def describe(pairs: Integers, relations: Sequence[int], names: Sequence[int], none: int) -> Integers:
    """Return the seven features of each pair: sides as relations, depths, order, labels of the names of both ends.

    ``relations`` are classes by word, ``none`` that of a missing side; ``names`` are places in ``ENTS`` by word.
    """
    sides = np.append(np.array(relations, dtype=np.int64), none)[pairs[:, 3:5]]
    labels = np.array(names, dtype=np.int64)[pairs[:, :2]]
    return np.concatenate([sides, pairs[:, 5:8], labels], 1)


def _path(heads: Sequence[int], word: int) -> list[int]:
    """Return the words from the root down to a word."""
    path = [word]
    while heads[path[-1]] != path[-1]:
        path.append(heads[path[-1]])
    return path[::-1]
