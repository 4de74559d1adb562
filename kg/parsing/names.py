"""The best sequence of BIO tags: Viterbi over the emissions of the encoder and learnt transitions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_tags"]


def best_tags(emissions: NDArray[np.float32], transitions: NDArray[np.float32]) -> list[int]:
    """Return the class of each word; ``transitions[a, b]`` is the score of tag b right after tag a."""
    if not len(emissions):
        return []
    score = emissions[0]
    back = []
    for row in emissions[1:]:
        reached = score[:, None] + transitions
        best = reached.argmax(0)
        back.append(best)
        score = reached[best, np.arange(len(best))] + row
    tags = [int(score.argmax())]
    for best in reversed(back):
        tags.append(int(best[tags[-1]]))
    return tags[::-1]
