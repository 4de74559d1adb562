"""What the encoder says of single words: whether what they tell of happened, and what they take up.

Words are counted as the tokens of the document.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["SCORES", "WordScores"]

SCORES = "kg.scores"  # key of ``doc.user_data``


class WordScores:
    """Scores of the words of one document; blank tokens have none."""

    def __init__(
        self,
        places: Sequence[int],
        ratings: Sequence[float],
        links: NDArray[np.float32],
        distances: Sequence[float],
    ) -> None:
        self._row = {place: row for row, place in enumerate(places)}
        self._ratings = ratings
        self._up, self._taken = np.split(links, 2, axis=1) if len(links) else (links, links)
        self._distances = distances

    def rating(self, word: int) -> float | None:
        """Return how sure it is that what a word tells of happened: from -3, it did not, to 3, it did."""
        row = self._row.get(word)
        return self._ratings[row] if row is not None else None

    def link(self, word: int, before: int) -> float:
        """Return the score of a word for taking up one before it; below 0 it rather takes up nothing."""
        up, taken = self._row.get(word), self._row.get(before)
        if up is None or taken is None or taken >= up:
            return 0.0
        distance = min(math.ceil(math.log2(up - taken)), len(self._distances) - 1)
        score = float(self._up[up] @ self._taken[taken]) / math.sqrt(self._up.shape[1])
        return score + self._distances[distance]
