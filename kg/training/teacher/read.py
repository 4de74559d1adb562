"""What trained networks say about sentences they are given as words."""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from ..treebank import ROOT
from .features import Vocabulary, make_batches
from .labels import Labels
from .network import NameTagger, Parser
from .trees import spanning_tree

__all__ = ["Tree", "read_names", "read_trees"]

_WORDS = 3000


class Tree(NamedTuple):
    """One sentence parsed; a root is its own head. ``certainty`` is the probability of each arc with its label."""

    heads: tuple[int, ...]
    relations: tuple[str, ...]
    tags: tuple[tuple[str, ...], ...]
    certainty: tuple[float, ...]


@torch.no_grad()
@torch.autocast("cpu", dtype=torch.bfloat16)
def read_trees(
    network: Parser, sentences: Sequence[Sequence[str]], vocabulary: Vocabulary, labels: Labels
) -> list[Tree]:
    """Parse sentences; the order is kept."""
    network.eval()
    found: dict[int, Tree] = {}
    for batch in make_batches([len(sentence) for sentence in sentences], _WORDS):
        inputs = vocabulary.inputs([sentences[place] for place in batch.places])
        states = network(inputs)
        arcs = network.score_arcs(states, inputs.lengths).log_softmax(2)
        heads = torch.zeros(arcs.shape[:2], dtype=torch.long)
        for row, length in enumerate(inputs.lengths.tolist()):
            scores = arcs[row, :length, : length + 1].double().numpy()
            heads[row, :length] = torch.tensor(spanning_tree(scores))
        chances, relations = _relations(network, states, heads, labels)
        certain = arcs.gather(2, heads[:, :, None])[:, :, 0].exp() * chances
        tags = [scores.argmax(2).tolist() for scores in network.score_tags(states)]
        for row, place in enumerate(batch.places):
            length = len(sentences[place])
            found[place] = Tree(
                tuple(head - 1 if head else at for at, head in enumerate(heads[row, :length].tolist())),
                tuple(labels.relations[relation] for relation in relations[row, :length].tolist()),
                tuple(
                    tuple(names[tag] for tag in column[row][:length])
                    for names, column in zip(labels.tags, tags, strict=True)
                ),
                tuple(certain[row, :length].tolist()),
            )
    return [found[place] for place in range(len(sentences))]


@torch.no_grad()
@torch.autocast("cpu", dtype=torch.bfloat16)
def read_names(
    network: NameTagger, sentences: Sequence[Sequence[str]], vocabulary: Vocabulary, tags: tuple[str, ...]
) -> list[tuple[tuple[str, ...], float]]:
    """Tag sentences; return tags and the probability that all of them are right. The order is kept."""
    network.eval()
    found: dict[int, tuple[tuple[str, ...], float]] = {}
    for batch in make_batches([len(sentence) for sentence in sentences], _WORDS):
        inputs = vocabulary.inputs([sentences[place] for place in batch.places])
        scores = network(inputs)
        paths, weights = network.field.best(scores, inputs.lengths)
        chances = (weights - network.field.total(scores, inputs.lengths)).exp().tolist()
        for place, path, chance in zip(batch.places, paths, chances, strict=True):
            found[place] = (tuple(tags[tag] for tag in path), chance)
    return [found[place] for place in range(len(sentences))]


def _relations(network: Parser, states: Tensor, heads: Tensor, labels: Labels) -> tuple[Tensor, Tensor]:
    """Return the likeliest relations and their probabilities; the root's is fixed and no other's."""
    chances = network.score_labels(states, heads).softmax(2)
    root = torch.tensor([name == ROOT for name in labels.relations])
    chances = chances.masked_fill(root != (heads == 0)[:, :, None], 0.0)
    highest, relations = chances.max(2)
    return highest.where(heads > 0, torch.ones(())), relations
