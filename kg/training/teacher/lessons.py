"""What a teacher learns from and is scored by: gold trees or gold names."""

from collections.abc import Sequence
from random import Random

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from ..names import MISSING, Row, spans
from ..treebank import Sentence
from .features import Vocabulary
from .labels import Labels, both_tags
from .network import NameTagger, Parser
from .read import Teacher, read_names, read_trees

__all__ = ["NamesTask", "SyntaxTask"]

_NONE = -100  # what cross_entropy passes over
_LONGEST = 120


class SyntaxTask:
    """Gold trees."""

    def __init__(self, sentences: Sequence[Sentence], vocabulary: Vocabulary, labels: Labels) -> None:
        self.sentences = [sentence for sentence in sentences if len(sentence.words) <= _LONGEST]
        self.sizes = [len(sentence.words) for sentence in self.sentences]
        self.vocabulary = vocabulary
        self.labels = labels
        self._relations = {name: place for place, name in enumerate(labels.relations)}
        self._tags = [{name: place for place, name in enumerate(column)} for column in labels.tags]

    def loss(self, network: Parser, places: Sequence[int], rng: Random, forget: float) -> Tensor:
        """Return the loss of a batch, a mean over words."""
        chosen = [self.sentences[place] for place in places]
        inputs = self.vocabulary.inputs([one.words for one in chosen], rng=rng, forget=forget)
        heads = _padded([_heads(one) for one in chosen])
        relations = _padded([[self._relations[name] for name in one.relations] for one in chosen])
        states = network(inputs)
        loss = _mean(network.score_arcs(states, inputs.lengths), heads)
        loss = loss + _mean(network.score_labels(states, heads.clamp(min=0)), relations)
        for column, (scores, known) in enumerate(zip(network.score_tags(states), self._tags, strict=True)):
            gold = _padded([[known[tag] for tag in both_tags(one)[column]] for one in chosen])
            loss = loss + 0.5 * _mean(scores, gold)
        return loss

    def score(self, network: Parser) -> dict[str, float]:
        """Return the figures of one parser while it learns."""
        return self.score_ensemble([Teacher(network, self.vocabulary, self.labels)])

    def score_ensemble(self, teachers: Sequence[Teacher]) -> dict[str, float]:
        """Return accuracies over words, their sentences given; ``las_words`` leaves punctuation out."""
        right = {"uas": 0, "las": 0, "las_words": 0, "upos": 0, "xpos": 0}
        words = bare = 0
        trees = read_trees(teachers, [one.words for one in self.sentences])
        for sentence, tree in zip(self.sentences, trees, strict=True):
            for place, relation in enumerate(sentence.relations):
                arc = tree.heads[place] == sentence.heads[place]
                labelled = arc and tree.relations[place] == relation
                right["uas"] += arc
                right["las"] += labelled
                right["las_words"] += labelled and relation != "punct"
                right["upos"] += tree.tags[0][place].split("|")[0] == sentence.upos[place]
                right["xpos"] += tree.tags[1][place] == sentence.xpos[place]
                words += 1
                bare += relation != "punct"
        return {name: count / (bare if name == "las_words" else words) for name, count in right.items()}


class NamesTask:
    """Gold names; of a token about which its corpus is silent any tag is right."""

    def __init__(self, rows: Sequence[Row], vocabulary: Vocabulary, tags: tuple[str, ...]) -> None:
        self.rows = [part for row in rows for part in _cut(row)]
        self.sizes = [len(row.tokens) for row in self.rows]
        self.vocabulary = vocabulary
        self.tags = tags
        self._places = {tag: place for place, tag in enumerate(tags)}

    def loss(self, network: NameTagger, places: Sequence[int], rng: Random, forget: float) -> Tensor:
        """Return the loss of a batch, a mean over words."""
        chosen = [self.rows[place] for place in places]
        inputs = self.vocabulary.inputs([row.tokens for row in chosen], rng=rng, forget=forget)
        scores = network(inputs)
        allowed = torch.zeros(scores.shape, dtype=torch.bool)
        for index, row in enumerate(chosen):
            for place, tag in enumerate(row.tags):
                allowed[index, place] = tag == MISSING
                if tag != MISSING:
                    allowed[index, place, self._places[tag]] = True
        every = network.field.total(scores, inputs.lengths)
        gold = network.field.total(scores, inputs.lengths, allowed)
        return (every - gold).sum() / inputs.lengths.sum()

    def score(self, network: NameTagger) -> dict[str, float]:
        """Return the figures of one recogniser while it learns."""
        return self.score_ensemble([Teacher(network, self.vocabulary, Labels((), ()), self.tags)])

    def score_ensemble(self, teachers: Sequence[Teacher]) -> dict[str, float]:
        """Return precision, recall and F of names, exact span and label."""
        found = wanted = right = 0
        tagged = read_names(teachers, [row.tokens for row in self.rows])
        for row, (tags, _) in zip(self.rows, tagged, strict=True):
            silent = {place for place, tag in enumerate(row.tags) if tag == MISSING}
            gold = set(spans(row.tags))
            heard = {name for name in spans(tags) if silent.isdisjoint(range(name[0], name[1]))}
            found, wanted, right = found + len(heard), wanted + len(gold), right + len(gold & heard)
        return {
            "precision": right / max(found, 1),
            "recall": right / max(wanted, 1),
            "f": 2 * right / max(found + wanted, 1),
        }


def _heads(sentence: Sentence) -> list[int]:
    """Return heads counted from 1, 0 for the root."""
    return [0 if head == place else head + 1 for place, head in enumerate(sentence.heads)]


def _cut(row: Row) -> list[Row]:
    """Cut a row that is a whole document after full stops."""
    parts, start = [], 0
    for place, token in enumerate(row.tokens, 1):
        whole = place == len(row.tokens)
        if whole or (place - start >= 40 and token == ".") or place - start == _LONGEST:
            columns = (row.tokens[start:place], row.spaces[start:place], row.tags[start:place])
            parts.append(Row(source=row.source, tokens=columns[0], spaces=columns[1], tags=columns[2]))
            start = place
    return parts


def _padded(rows: Sequence[Sequence[int]]) -> Tensor:
    padded = torch.full((len(rows), max(map(len, rows))), _NONE)
    for index, row in enumerate(rows):
        padded[index, : len(row)] = torch.tensor(row)
    return padded


def _mean(scores: Tensor, gold: Tensor) -> Tensor:
    return cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=_NONE)
