"""Scores of words: by tokens of the document, none for blank ones."""

import numpy as np
import pytest

from kg.parsing.scores import WordScores

LINKS = np.array(
    [[0, 0, 0, 0, 4, 0, 0, 0], [0, 0, 0, 0, 0, 4, 0, 0], [2, 1, 0, 0, 0, 0, 0, 0]], dtype=np.float32
)


@pytest.fixture
def scores() -> WordScores:
    return WordScores([0, 2, 3], [2.5, -1.0, 0.0], LINKS, [0.5, -0.5])


def test_a_word_has_its_rating_and_a_blank_has_none(scores: WordScores) -> None:
    assert scores.rating(2) == -1.0
    assert scores.rating(1) is None


def test_a_word_takes_up_the_one_that_says_so_and_near_ones_rather(scores: WordScores) -> None:
    assert scores.link(3, 0) == pytest.approx(2 * 4 / 2 - 0.5)
    assert scores.link(3, 2) == pytest.approx(1 * 4 / 2 + 0.5)


def test_nothing_takes_up_what_comes_after_it(scores: WordScores) -> None:
    assert scores.link(0, 3) == 0.0
    assert scores.link(3, 1) == 0.0
