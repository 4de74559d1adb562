"""One encoder, several heads: sentence starts, tags, a tree by biaffine scores, names by a linear-chain CRF.

Arcs are scored as in Dozat and Manning (2017). The label of an arc comes from the product and the sum of what
dependent and head say (a low-rank form of their biaffine classifier, cheap enough to run for chosen arcs only).
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from ..parsing.pieces import CASES

__all__ = ["Labels", "Network", "Outputs", "Pairs", "crf_loss", "load_state", "threshold_loss"]

_ARC, _LABEL, _PAIR, _RATING, _LINK = 256, 128, 256, 128, 128
_DISTANCES = 9  # classes of the distance in words from a mention to its antecedent, each twice as wide
_BRANCH = 2  # layers of the encoder that claims have for themselves


class Labels(NamedTuple):
    """The label sets of the heads, in the order of their classes."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    relations: tuple[str, ...]
    tags: tuple[str, ...]  # BIO, "O" first
    claims: tuple[str, ...] = ()  # relations of the ontology; none where the network reads no claims


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
    ends: Tensor  # what each word says as subject, object and ancestor of a pair, one after the other
    links: Tensor  # what each word says when it takes up a word before it, and when it is taken up
    ratings: Tensor  # (batch, words): whether what a word tells of happened, -3 to 3


class Pairs(nn.Module):
    """Score pairs of words: is there a claim, which relation, which polarity and modality.

    What the two words and their lowest common ancestor say is added up with embeddings of the relations on the way to
    both, of the labels of their names, of depth and order. Class 0 of the relations is the threshold that the others
    must exceed (Zhou et al. 2021).
    """

    def __init__(self, relations: int, sides: int) -> None:
        super().__init__()
        # the side -1 (the word is the ancestor itself) is the last row
        self.subject_side, self.object_side = nn.Embedding(sides + 1, _PAIR), nn.Embedding(sides + 1, _PAIR)
        self.subject_name, self.object_name = nn.Embedding(10, _PAIR), nn.Embedding(10, _PAIR)
        self.subject_depth, self.object_depth = nn.Embedding(5, _PAIR), nn.Embedding(5, _PAIR)
        self.order = nn.Embedding(2, _PAIR)
        for table in (t for t in self.modules() if isinstance(t, nn.Embedding)):
            nn.init.normal_(table.weight, std=0.05)
        self.hidden = nn.Linear(_PAIR, _PAIR)
        self.relation = nn.Linear(_PAIR, 1 + relations)
        nn.init.zeros_(self.relation.bias)
        self.relation.bias.data[0] = 5.0  # most pairs are in no relation
        self.polarity, self.modality = nn.Linear(_PAIR, 2), nn.Linear(_PAIR, 10)
        self.dropout = nn.Dropout(0.2)

    def forward(self, state: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Score pairs; ``state`` is the sum of what their three words say, ``features`` are (pairs, 7) classes."""
        tables = (
            self.subject_side,
            self.object_side,
            self.subject_depth,
            self.object_depth,
            self.order,
            self.subject_name,
            self.object_name,
        )
        for column, table in enumerate(tables):
            state = state + table(features[:, column]).to(state.dtype)
        state = self.dropout(functional.gelu(state))
        state = state + self.dropout(functional.gelu(self.hidden(state)))
        return self.relation(state), self.polarity(state), self.modality(state)


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
        self.branch = deepcopy(
            self.encoder.encoder.layer[-_BRANCH:]
        )  # the top of the encoder once more, for claims
        self.ends = nn.Linear(width, 3 * _PAIR)
        self.triggers = nn.Linear(width, 1 + len(labels.claims))
        self.rating = nn.Sequential(nn.Linear(width, _RATING), nn.GELU(), nn.Linear(_RATING, 1))
        self.links = nn.Linear(width, 2 * _LINK)
        self.distance = nn.Parameter(torch.zeros(_DISTANCES))
        self.pairs = Pairs(len(labels.claims), len(labels.relations))
        self.register_buffer("forbidden", _forbidden(labels.tags), persistent=False)

    def shared(self, pieces: Tensor, cases: Tensor, attention: Tensor | None) -> Tensor:
        """Return the states of the pieces below the branch."""
        embedded = self.encoder.embeddings.word_embeddings(pieces) + self.cases(cases)
        states: Tensor = self.encoder.embeddings(inputs_embeds=embedded)
        for layer in self.encoder.encoder.layer[:-_BRANCH]:
            states = layer(states, attention)
        return states

    def forward(self, pieces: Tensor, cases: Tensor, places: Tensor, mask: Tensor | None) -> Outputs:
        """Score a batch; ``mask`` is 1 for pieces that are there, and none where all are."""
        attention = None if mask is None else mask[:, None, None, :].bool()
        shared = self.shared(pieces, cases, attention)
        states = shared
        for layer in self.encoder.encoder.layer[-_BRANCH:]:
            states = layer(states, attention)
        return self.score(_at(states, places), self.claim_words(shared, places, attention))

    def claim_words(self, shared: Tensor, places: Tensor, attention: Tensor | None) -> Tensor:
        """Return the states of the words as the branch for claims sees them, (batch, words, width)."""
        for layer in self.branch:
            shared = layer(shared, attention)
        return self.dropout(_at(shared, places))

    def seed_branch(self) -> None:
        """Let the branch begin as a copy of the top of the encoder."""
        for own, layer in zip(self.branch, self.encoder.encoder.layer[-_BRANCH:], strict=True):
            own.load_state_dict(layer.state_dict())

    def score(self, words: Tensor, claim_words: Tensor) -> Outputs:
        """Apply the heads to the states of words, which are their first pieces."""
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
            ends=self.ends(claim_words),
            links=self.links(claim_words),
            ratings=self.rating(claim_words).squeeze(-1),
        )

    def relations(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Score the labels of arcs from what their two ends say."""
        return self.relation(torch.cat([dependents * heads, dependents, heads], -1))

    def transitions(self) -> Tensor:
        """Return the scores of one tag after another; what BIO forbids scores very low."""
        return self.steps.float() + self.forbidden


def _at(states: Tensor, places: Tensor) -> Tensor:
    return states.gather(1, places.unsqueeze(-1).expand(-1, -1, states.shape[-1]))


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
    """Load weights that may lack heads added later, and whose claims may be others."""
    own = network.state_dict()
    network.load_state_dict(
        {**own, **{n: t for n, t in state.items() if n in own and own[n].shape == t.shape}}
    )


def threshold_loss(scores: Tensor, wanted: Tensor) -> Tensor:
    """Return the adaptive-threshold loss summed over pairs; ``wanted`` is (pairs, classes) with class 0 empty.

    What a pair is in must exceed class 0, what it is not in must stay below it (Zhou et al. 2021).
    """
    scores = scores.float()
    threshold = torch.zeros_like(wanted)
    threshold[:, 0] = True
    above = scores.masked_fill(~(wanted | threshold), -1e9).log_softmax(-1)
    below = scores.masked_fill(wanted, -1e9).log_softmax(-1)
    return -(above * wanted).sum() - below[:, 0].sum()
