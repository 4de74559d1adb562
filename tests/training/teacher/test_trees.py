"""The best tree is the best of all trees."""

from itertools import product

import numpy
import pytest

from kg.training.teacher.trees import spanning_tree


def _is_tree(heads: tuple[int, ...]) -> bool:
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        steps = 0
        while word and steps <= len(heads):
            word, steps = heads[word - 1], steps + 1
        if word:
            return False
    return True


@pytest.mark.parametrize("seed", range(30))
def test_no_other_tree_with_one_root_is_better(seed: int) -> None:
    size = 2 + seed % 4
    scores = numpy.random.default_rng(seed).normal(size=(size, size + 1)) * 3
    trees = [heads for heads in product(range(size + 1), repeat=size) if _is_tree(heads)]
    best = max(trees, key=lambda heads: sum(scores[word, head] for word, head in enumerate(heads)))
    assert tuple(spanning_tree(scores)) == best
