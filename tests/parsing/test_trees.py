from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kg.parsing.trees import best_tree


def is_tree(heads: list[int]) -> bool:
    for word in range(1, len(heads) + 1):
        seen = set()
        while word:
            if word in seen:
                return False
            seen.add(word)
            word = heads[word - 1]
    return heads.count(0) == 1


def best_by_trying(scores: np.ndarray) -> float:
    size = len(scores)
    every = (heads for heads in product(range(size + 1), repeat=size) if is_tree(list(heads)))
    return max(sum(scores[word, head] for word, head in enumerate(heads)) for heads in every)


@given(
    st.integers(1, 5).flatmap(lambda n: arrays(np.float32, (n, n + 1), elements=st.floats(-9, 9, width=32)))
)
@settings(max_examples=150, deadline=None)
def test_the_tree_is_the_best_of_all(scores):
    heads = best_tree(scores)
    assert is_tree(heads)
    assert sum(scores[word, head] for word, head in enumerate(heads)) == pytest.approx(
        best_by_trying(scores), abs=1e-3
    )


def test_long_sentences_have_one_root():
    scores = np.random.default_rng(3).normal(size=(180, 181)).astype(np.float32)
    assert is_tree(best_tree(scores))


def test_equal_scores_give_equal_trees():
    scores = np.zeros((6, 7), dtype=np.float32)
    assert best_tree(scores) == best_tree(scores.copy())
