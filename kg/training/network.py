"""One encoder, several heads: sentence starts, tags, a tree by biaffine scores, names by a linear-chain CRF.

Arcs are scored as in Dozat and Manning (2017). The label of an arc comes from the product and the sum of what
dependent and head say (a low-rank form of their biaffine classifier, cheap enough to run for chosen arcs only).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from ..parsing.pieces import CASES

__all__ = ["Labels", "Network", "Outputs", "crf_loss"]

_ARC, _LABEL = 256, 128


class Labels(NamedTuple):
    """The label sets of the heads, in the order of their classes."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    relations: tuple[str, ...]
    tags: tuple[str, ...]  # BIO, "O" first


class Outputs(NamedTuple):
    """Scores for a batch of windows: (batch, words, classes); ``arcs`` has the root in column 0."""

    starts: Tensor
    upos: Tensor
    xpos: Tensor
    feats: Tensor
    arcs: Tensor
    dependents: Tensor
    heads: Tensor  # with the root in row 0
    names: Tensor


class Network(nn.Module):
    """The encoder with its heads; ``encoder`` is a folder that transformers reads."""

    def __init__(self, encoder: Path, labels: Labels) -> None:
        super().__init__()
        self.labels = labels
        self.encoder = AutoModel.from_pretrained(encoder, attn_implementation="sdpa", add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.cases = nn.Embedding(CASES, width)
        nn.init.zeros_(self.cases.weight)
        self.root = nn.Parameter(torch.zeros(width))
        self.starts = nn.Linear(width, 2)
        self.upos = nn.Linear(width, len(labels.upos))
        self.xpos = nn.Linear(width, len(labels.xpos))
        self.feats = nn.Linear(width, len(labels.feats))
        self.arc_dependent, self.arc_head = nn.Linear(width, _ARC), nn.Linear(width, _ARC)
        self.arc = nn.Parameter(torch.empty(_ARC + 1, _ARC))
        nn.init.xavier_uniform_(self.arc)
        self.label_dependent, self.label_head = nn.Linear(width, _LABEL), nn.Linear(width, _LABEL)
        self.relation = nn.Linear(3 * _LABEL, len(labels.relations))
        self.names = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, len(labels.tags)))
        self.steps = nn.Parameter(torch.zeros(len(labels.tags), len(labels.tags)))
        self.dropout = nn.Dropout(0.15)
        self.register_buffer("forbidden", _forbidden(labels.tags), persistent=False)

    def words(self, pieces: Tensor, cases: Tensor, places: Tensor, mask: Tensor) -> Tensor:
        """Return the states of the words: those of their first pieces, (batch, words, width)."""
        embedded = self.encoder.embeddings.word_embeddings(pieces) + self.cases(cases)
        states = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return states.gather(1, places.unsqueeze(-1).expand(-1, -1, states.shape[-1]))

    def forward(self, pieces: Tensor, cases: Tensor, places: Tensor, mask: Tensor) -> Outputs:
        """Score a batch; ``mask`` is 1 for pieces that are there."""
        return self.score(self.words(pieces, cases, places, mask))

    def score(self, words: Tensor) -> Outputs:
        """Apply the heads to the states of words."""
        words = self.dropout(words)
        rooted = torch.cat([self.root.to(words.dtype).expand(words.shape[0], 1, -1), words], 1)
        dependent = self.dropout(functional.gelu(self.arc_dependent(words)))
        head = self.dropout(functional.gelu(self.arc_head(rooted)))
        biased = torch.cat([dependent, torch.ones_like(dependent[..., :1])], -1)
        return Outputs(
            starts=self.starts(words),
            upos=self.upos(words),
            xpos=self.xpos(words),
            feats=self.feats(words),
            arcs=biased @ self.arc.to(biased.dtype) @ head.transpose(1, 2),
            dependents=self.dropout(functional.gelu(self.label_dependent(words))),
            heads=self.dropout(functional.gelu(self.label_head(rooted))),
            names=self.names(words),
        )

    def relations(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Score the labels of arcs from what their two ends say."""
        return self.relation(torch.cat([dependents * heads, dependents, heads], -1))

    def transitions(self) -> Tensor:
        """Return the scores of one tag after another; what BIO forbids scores very low."""
        return self.steps.float() + self.forbidden


def _forbidden(tags: Sequence[str]) -> Tensor:
    """Return -10,000 where the second tag continues what the first has not begun."""
    penalty = torch.zeros(len(tags), len(tags))
    for row, before in enumerate(tags):
        for column, tag in enumerate(tags):
            if tag[:2] == "I-" and before[2:] != tag[2:]:
                penalty[row, column] = -1e4
    return penalty


def crf_loss(emissions: Tensor, transitions: Tensor, allowed: Tensor, lengths: Tensor) -> Tensor:
    """Return the mean negative log likelihood a word of all tag sequences that are ``allowed``.

    ``allowed`` is (batch, words, tags): one tag where it is known, all of them where it is not (Tsuboi et al. 2008).
    """
    emissions = emissions.float()
    free = emissions
    fixed = emissions.masked_fill(~allowed, -1e4)
    both = torch.cat([free, fixed])
    ends = torch.cat([lengths, lengths])
    state = both[:, 0]
    for place in range(1, both.shape[1]):
        after = torch.logsumexp(state.unsqueeze(2) + transitions, 1) + both[:, place]
        state = torch.where((place < ends).unsqueeze(1), after, state)
    total, right = torch.logsumexp(state, 1).chunk(2)
    return (total - right).sum() / lengths.sum()


def load_state(network: Network, state: Mapping[str, Tensor]) -> None:
    """Load weights that may lack heads added later."""
    missing = set(network.load_state_dict(dict(state), strict=False).unexpected_keys)
    if missing:
        raise ValueError(f"weights without a place: {sorted(missing)[:3]}")
