"""Mentions of a batch with the mentions before them, and what the network loses where it links them wrongly."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from .mentions import Asked
from .network import Network
from .windows import Window

__all__ = ["LinkBatch", "distance_class", "links_loss"]

_CANDIDATES = 60  # mentions before a mention that it may take up


class LinkBatch:
    """Mentions of a batch with the mentions before them: ``rows`` (mentions, 2) are window and word.

    ``candidates`` are words, (mentions, candidates), padded with -1; ``right`` is true for those of the same chain, and has
    a first column for *takes up nothing*.
    """

    def __init__(self, windows: Sequence[Window]) -> None:
        rows: list[tuple[int, int]] = []
        candidates: list[list[int]] = []
        right: list[list[bool]] = []
        for row, window in enumerate(windows):
            for place, mention in enumerate(window.mentions):
                before = [m for m in window.mentions[:place] if m.word < mention.word][-_CANDIDATES:]
                same = [m.chain == mention.chain for m in before]
                if mention.asked is Asked.NOT or (mention.asked is Asked.GIVEN and not any(same)):
                    continue
                rows.append((row, mention.word))
                candidates.append([m.word for m in before])
                right.append([mention.asked is Asked.NEW, *same])
        most = max(map(len, candidates), default=0)
        self.rows = torch.tensor(rows, dtype=torch.long).reshape(-1, 2)
        padded = [[*held, *[-1] * (most - len(held))] for held in candidates]
        self.candidates = torch.tensor(padded, dtype=torch.long).reshape(len(rows), most)
        marks = [[*held, *[False] * (most + 1 - len(held))] for held in right]
        self.right = torch.tensor(marks, dtype=torch.bool).reshape(len(rows), most + 1)


def links_loss(network: Network, words: Tensor, links: LinkBatch) -> Tensor:
    """Return the mean negative log likelihood of the chains of mentions, any member of the chain is right (Lee et al. 2017)."""
    row, word = links.rows.T
    up, taken = network.links(words).chunk(2, -1)
    there = links.candidates >= 0
    chosen = links.candidates.clamp(min=0)
    scores = (taken[row.unsqueeze(1), chosen] * up[row, word].unsqueeze(1)).sum(-1).float()
    scores = scores / up.shape[-1] ** 0.5 + network.distance[distance_class(word.unsqueeze(1) - chosen)]
    scores = torch.cat([scores.new_zeros(len(scores), 1), scores.masked_fill(~there, -1e9)], 1)
    found = scores.masked_fill(~links.right, -1e9)
    return (scores.logsumexp(1) - found.logsumexp(1)).mean()


def distance_class(words: Tensor) -> Tensor:
    """Return the class of a distance in words: 0 for one word, 1 for two, 2 for up to four, and so on."""
    return words.clamp(min=1).float().log2().ceil().long().clamp(max=8)
