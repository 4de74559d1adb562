"""The networks: one encoder of words in their sentence, and what is read off it.

The parser is the deep biaffine one (Dozat and Manning 2017), the recogniser a conditional random field over BIO tags.
"""

from collections.abc import Sequence
from copy import deepcopy
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from .features import Inputs

__all__ = ["Encoder", "Field", "NameTagger", "Parser", "Size"]

_NEVER = -1e9


class Size(NamedTuple):
    """How large a network is."""

    hidden: int = 256
    layers: int = 3
    word: int = 100
    character: int = 100
    arc: int = 300
    label: int = 80
    dropout: float = 0.33


class Encoder(nn.Module):
    """Words as vectors of their forms and of both sides of their sentence."""

    def __init__(self, vectors: Tensor, words: int, characters: int, size: Size) -> None:
        super().__init__()
        known = torch.cat([torch.zeros(2, vectors.shape[1]), vectors / vectors.std()])
        self.fixed = nn.Embedding.from_pretrained(known, freeze=True)
        self.adapt = nn.Linear(vectors.shape[1], size.word)
        self.learnt = nn.Embedding(words + 2, size.word, padding_idx=0)
        nn.init.normal_(self.learnt.weight, std=0.1)
        self.characters = nn.Embedding(characters + 2, 32, padding_idx=0)
        self.spell = nn.Conv1d(32, size.character, 3, padding=1)
        self.lstm = nn.LSTM(
            2 * size.word + size.character,
            size.hidden,
            size.layers,
            bidirectional=True,
            batch_first=True,
            dropout=size.dropout,
        )
        self.dropout = nn.Dropout(size.dropout)

    def forward(self, inputs: Inputs) -> Tensor:
        """Return a state for each word, both directions joined."""
        spelled = self.spell(self.characters(inputs.characters).transpose(1, 2)).relu().amax(2)
        parts = (self.adapt(self.fixed(inputs.fixed)), self.learnt(inputs.learnt), spelled[inputs.forms])
        packed = pack_padded_sequence(
            self.dropout(torch.cat(parts, 2)), inputs.lengths, batch_first=True, enforce_sorted=False
        )
        states, _ = pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        dropped: Tensor = self.dropout(states)
        return dropped


class Parser(nn.Module):
    """Heads, relations and several columns of tags."""

    def __init__(self, encoder: Encoder, labels: int, tags: tuple[int, ...], size: Size) -> None:
        super().__init__()
        self.encoder = encoder
        width = 2 * size.hidden
        self.root = nn.Parameter(torch.zeros(width))
        self.arc_dependent, self.arc_head = (_project(width, size.arc, size.dropout) for _ in range(2))
        self.label_dependent, self.label_head = (_project(width, size.label, size.dropout) for _ in range(2))
        self.arc = nn.Parameter(torch.zeros(size.arc + 1, size.arc))
        self.label = nn.Parameter(torch.zeros(labels, size.label + 1, size.label + 1))
        self.tags = nn.ModuleList(
            nn.Sequential(_project(width, 128, size.dropout), nn.Linear(128, count)) for count in tags
        )

    def forward(self, inputs: Inputs) -> Tensor:
        """Return what the encoder makes of the words."""
        states: Tensor = self.encoder(inputs)
        return states

    def score_arcs(self, states: Tensor, lengths: Tensor) -> Tensor:
        """Score arcs by dependent and head, of which 0 is the root."""
        arcs = _with_one(self.arc_dependent(states)) @ self.arc
        arcs = (arcs @ self.arc_head(self._with_root(states)).transpose(1, 2)).float()
        heads = torch.arange(arcs.shape[2])
        arcs = arcs.masked_fill((heads > lengths[:, None])[:, None], _NEVER)
        return arcs.masked_fill(heads == heads[1:, None], _NEVER)

    def score_labels(self, states: Tensor, heads: Tensor) -> Tensor:
        """Score the relations of words to their given heads."""
        governors = self.label_head(self._with_root(states))
        governors = governors.gather(1, heads[:, :, None].expand(-1, -1, governors.shape[2]))
        labels, width, _ = self.label.shape
        spread = self.label.transpose(0, 1).reshape(width, labels * width)
        half = (_with_one(self.label_dependent(states)) @ spread).unflatten(2, (labels, width))
        return (half @ _with_one(governors)[..., None]).squeeze(3).float()

    def score_tags(self, states: Tensor) -> list[Tensor]:
        """Score each column of tags."""
        return [tag(states).float() for tag in self.tags]

    def _with_root(self, states: Tensor) -> Tensor:
        return torch.cat([self.root.expand(len(states), 1, -1), states], 1)


class Field(nn.Module):
    """A conditional random field in which a gold tag may be unknown."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self.follow = nn.Parameter(torch.zeros(len(names), len(names)))
        barred = [[after[:2] == "I-" and before[2:] != after[2:] for after in names] for before in names]
        self.register_buffer("barred", torch.tensor(barred))
        self.register_buffer("never_first", torch.tensor([name[:2] == "I-" for name in names]))

    def total(self, scores: Tensor, lengths: Tensor, allowed: Tensor | None = None) -> Tensor:
        """Return the logarithm of the summed weight of all taggings, or of those allowed."""
        if allowed is not None:
            scores = scores.masked_fill(~allowed, _NEVER)
        follow = self.transitions()
        state = scores[:, 0].masked_fill(self.first(), _NEVER)
        for place in range(1, scores.shape[1]):
            ahead = torch.logsumexp(state[:, :, None] + follow, 1) + scores[:, place]
            state = torch.where((place < lengths)[:, None], ahead, state)
        return torch.logsumexp(state, 1)

    def best(self, scores: Tensor, lengths: Tensor) -> tuple[list[list[int]], Tensor]:
        """Return the best taggings and their weights."""
        follow = self.transitions()
        state = scores[:, 0].masked_fill(self.first(), _NEVER)
        back = []
        for place in range(1, scores.shape[1]):
            highest, source = (state[:, :, None] + follow).max(1)
            inside = (place < lengths)[:, None]
            state = torch.where(inside, highest + scores[:, place], state)
            back.append(torch.where(inside, source, torch.arange(source.shape[1])))
        weights, last = state.max(1)
        paths = [last]
        for source in reversed(back):
            paths.append(source.gather(1, paths[-1][:, None])[:, 0])
        whole = torch.stack(paths[::-1], 1).tolist()
        return [path[:length] for path, length in zip(whole, lengths.tolist(), strict=True)], weights

    @classmethod
    def mean(cls, fields: Sequence["Field"]) -> "Field":
        """Return the field that weighs as the fields of an ensemble do on average."""
        merged = deepcopy(fields[0])
        merged.follow = nn.Parameter(torch.stack([field.follow.detach() for field in fields]).mean(0))
        return merged

    def transitions(self) -> Tensor:
        """Return the weight of one tag after another."""
        return self.follow.masked_fill(self.get_buffer("barred"), _NEVER)

    def first(self) -> Tensor:
        """Return which tags no sentence begins with."""
        return self.get_buffer("never_first")


class NameTagger(nn.Module):
    """Names as BIO tags."""

    def __init__(self, encoder: Encoder, names: tuple[str, ...], size: Size) -> None:
        super().__init__()
        self.encoder = encoder
        self.score = nn.Linear(2 * size.hidden, len(names))
        self.field = Field(names)

    def forward(self, inputs: Inputs) -> Tensor:
        """Score the tags of each word."""
        scores: Tensor = self.score(self.encoder(inputs)).float()
        return scores


def _project(width: int, out: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, out), nn.LeakyReLU(0.1), nn.Dropout(dropout))


def _with_one(states: Tensor) -> Tensor:
    return torch.cat([states, torch.ones_like(states[..., :1])], -1)
