"""What trained networks say about sentences they are given as words; several are asked together."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, cast

import torch
from torch import Tensor

from ...errors import ModelError
from ..treebank import ROOT
from .features import Vocabulary, make_batches
from .labels import Labels
from .network import NameTagger, Parser
from .trees import spanning_tree

__all__ = ["Teacher", "Tree", "check_ensemble", "read_names", "read_trees"]

_WORDS = 3000


class Teacher(NamedTuple):
    """A network and what its numbers mean: ``labels`` of a parser, ``tags`` of a recogniser."""

    network: Parser | NameTagger
    vocabulary: Vocabulary
    labels: Labels
    tags: tuple[str, ...] = ()


class Tree(NamedTuple):
    """One sentence parsed; a root is its own head. ``certainty`` is the probability of each arc with its label."""

    heads: tuple[int, ...]
    relations: tuple[str, ...]
    tags: tuple[tuple[str, ...], ...]
    certainty: tuple[float, ...]


def check_ensemble(teachers: Sequence[Teacher], folder: Path) -> None:
    """Raise ModelError unless there are teachers and all mean the same by their numbers."""
    if not teachers:
        raise ModelError(f"{folder}: no teacher there; run 'python -m kg.training teach' first")
    if len({(teacher.labels, teacher.tags) for teacher in teachers}) > 1:
        raise ModelError(f"{folder}: the teachers learnt different labels; teach them from the same data")


@torch.no_grad()
@torch.autocast("cpu", dtype=torch.bfloat16)
def read_trees(teachers: Sequence[Teacher], sentences: Sequence[Sequence[str]]) -> list[Tree]:
    """Parse sentences by the mean of the probabilities that the teachers give; the order is kept."""
    labels = teachers[0].labels
    parsers = [cast(Parser, teacher.network.eval()) for teacher in teachers]
    found: dict[int, Tree] = {}
    for batch in make_batches([len(sentence) for sentence in sentences], _WORDS):
        words = [sentences[place] for place in batch.places]
        given = [teacher.vocabulary.inputs(words) for teacher in teachers]
        lengths = given[0].lengths
        seen = [parser(inputs) for parser, inputs in zip(parsers, given, strict=True)]
        asked = list(zip(parsers, seen, strict=True))
        arcs = _mean(parser.score_arcs(states, lengths).softmax(2) for parser, states in asked)
        heads = _heads(arcs, lengths)
        chances, relations = _relations(
            _mean(parser.score_labels(states, heads).softmax(2) for parser, states in asked), heads, labels
        )
        certain = arcs.gather(2, heads[:, :, None])[:, :, 0] * chances
        columns = zip(*(parser.score_tags(states) for parser, states in asked), strict=True)
        tags = [_mean(scores.softmax(2) for scores in column).argmax(2).tolist() for column in columns]
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
    teachers: Sequence[Teacher], sentences: Sequence[Sequence[str]]
) -> list[tuple[tuple[str, ...], float]]:
    """Tag sentences by the mean of the teachers' scores; return tags and the probability that all are right.

    The order is kept. A mean of scores is the geometric mean of the probabilities, so that one teacher's doubt counts.
    """
    networks = [cast(NameTagger, teacher.network.eval()) for teacher in teachers]
    field = networks[0].field.mean([network.field for network in networks])
    tags = teachers[0].tags
    found: dict[int, tuple[tuple[str, ...], float]] = {}
    for batch in make_batches([len(sentence) for sentence in sentences], _WORDS):
        words = [sentences[place] for place in batch.places]
        given = [teacher.vocabulary.inputs(words) for teacher in teachers]
        scores = _mean(network(inputs) for network, inputs in zip(networks, given, strict=True))
        paths, weights = field.best(scores, given[0].lengths)
        chances = (weights - field.total(scores, given[0].lengths)).exp().tolist()
        for place, path, chance in zip(batch.places, paths, chances, strict=True):
            found[place] = (tuple(tags[tag] for tag in path), chance)
    return [found[place] for place in range(len(sentences))]


def _mean(scores: Iterable[Tensor]) -> Tensor:
    return torch.stack(list(scores)).mean(0)


def _heads(arcs: Tensor, lengths: Tensor) -> Tensor:
    """Return the likeliest trees, heads counted from 1, 0 for the root."""
    heads = torch.zeros(arcs.shape[:2], dtype=torch.long)
    logarithms = arcs.clamp(min=1e-30).log().double()
    for row, length in enumerate(lengths.tolist()):
        heads[row, :length] = torch.tensor(spanning_tree(logarithms[row, :length, : length + 1].numpy()))
    return heads


def _relations(chances: Tensor, heads: Tensor, labels: Labels) -> tuple[Tensor, Tensor]:
    """Return the likeliest relations and their probabilities; the root's is fixed and no other's."""
    root = torch.tensor([name == ROOT for name in labels.relations])
    chances = chances.masked_fill(root != (heads == 0)[:, :, None], 0.0)
    highest, relations = chances.max(2)
    return highest.where(heads > 0, torch.ones(())), relations
