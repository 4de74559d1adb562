"""Sentences as tensors: words of the vectors, words of the training data, characters."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy
import torch
from torch import Tensor

__all__ = ["Batch", "Inputs", "Vocabulary", "load_vectors", "make_batches", "normalise"]

PAD, UNKNOWN = 0, 1
_LONGEST_WORD = 24
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "—": "--", "–": "--"})


class Batch(NamedTuple):
    """Which sentences are looked at together, by their places."""

    places: tuple[int, ...]
    words: int


class Inputs(NamedTuple):
    """What the network sees of a batch; ``forms`` points each word to a row of ``characters``."""

    fixed: Tensor
    learnt: Tensor
    forms: Tensor
    characters: Tensor
    lengths: Tensor


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Everything that is looked up. ``fixed`` are the words that have a vector, as they were written there."""

    fixed: dict[str, int]
    learnt: dict[str, int]
    characters: dict[str, int]

    @classmethod
    def learn(cls, sentences: Iterable[Sequence[str]], known: Sequence[str]) -> "Vocabulary":
        """Take the words that come twice and all characters."""
        words: Counter[str] = Counter()
        characters: Counter[str] = Counter()
        for sentence in sentences:
            for word in sentence:
                words[normalise(word)] += 1
                characters.update(word.translate(_STRAIGHT))
        return cls(
            fixed={word: index for index, word in enumerate(known, 2)},
            learnt=_numbered(word for word, count in sorted(words.items()) if count > 1),
            characters=_numbered(sign for sign, count in sorted(characters.items()) if count > 4),
        )

    def inputs(
        self, sentences: Sequence[Sequence[str]], *, rng: Random | None = None, forget: float = 0.0
    ) -> Inputs:
        """Return the tensors of some sentences; ``forget`` so many words at random, as if never seen."""
        longest = max(map(len, sentences))
        fixed, learnt, places = (numpy.zeros((len(sentences), longest), dtype=numpy.int64) for _ in range(3))
        forms: dict[str, int] = {"": 0}
        for row, sentence in enumerate(sentences):
            for column, written in enumerate(sentence):
                word = written.translate(_STRAIGHT)
                fixed[row, column] = self.fixed.get(word) or self.fixed.get(word.lower(), UNKNOWN)
                learnt[row, column] = self.learnt.get(normalise(word), UNKNOWN)
                if rng is not None and rng.random() < forget:
                    learnt[row, column] = UNKNOWN
                    if rng.random() < 0.3:
                        fixed[row, column] = UNKNOWN
                places[row, column] = forms.setdefault(word, len(forms))
        return Inputs(
            torch.from_numpy(fixed),
            torch.from_numpy(learnt),
            torch.from_numpy(places),
            self._spelled(list(forms)),
            torch.tensor([len(sentence) for sentence in sentences]),
        )

    def _spelled(self, forms: Sequence[str]) -> Tensor:
        width = min(_LONGEST_WORD, max(3, *map(len, forms)) if len(forms) > 1 else 3)
        spelled = numpy.zeros((len(forms), width), dtype=numpy.int64)
        for row, form in enumerate(forms):
            shown = form if len(form) <= width else form[: width // 2] + form[-(width - width // 2) :]
            for column, sign in enumerate(shown):
                spelled[row, column] = self.characters.get(sign, UNKNOWN)
        return torch.from_numpy(spelled)


def normalise(word: str) -> str:
    """Return a word as it is learnt: straight quotes, small letters, every figure a nought.

    >>> normalise("F-16’s")
    "f-00's"
    """
    return "".join("0" if sign.isdigit() else sign for sign in word.translate(_STRAIGHT).lower())


def load_vectors(path: Path) -> tuple[tuple[str, ...], Tensor]:
    """Return words and vectors that ``vectors`` wrote."""
    with numpy.load(path) as file:
        return tuple(map(str, file["words"])), torch.from_numpy(file["vectors"].astype(numpy.float32))


def make_batches(sizes: Sequence[int], words: int, rng: Random | None = None) -> list[Batch]:
    """Return batches of sentences of like length, each of about so many words; shuffled where ``rng`` is given."""
    noise = [0.0 if rng is None else rng.uniform(0, 3) for _ in sizes]
    order = sorted(range(len(sizes)), key=lambda place: (sizes[place] + noise[place], place))
    batches: list[Batch] = []
    held: list[int] = []
    count = 0
    for place in order:
        if held and count + sizes[place] > words:
            batches.append(Batch(tuple(held), count))
            held, count = [], 0
        held.append(place)
        count += sizes[place]
    if held:
        batches.append(Batch(tuple(held), count))
    if rng is not None:
        rng.shuffle(batches)
    return batches


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: index for index, name in enumerate(names, 2)}
