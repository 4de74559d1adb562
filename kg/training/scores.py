"""Count what agrees between gold and system, aligned by characters as in the CoNLL 2018 shared task."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..evaluation.claims import Score

__all__ = ["Analysis", "Counts", "Word"]

Span = tuple[int, int]


class Word(NamedTuple):
    """What is said of one token. ``head`` is the head's span, ``None`` at the root."""

    upos: str
    xpos: str
    lemma: str
    head: Span | None
    relation: str


class Analysis(NamedTuple):
    """One text analysed: its tokens and its sentences by their characters."""

    words: Mapping[Span, Word]
    sentences: frozenset[Span]


@dataclass(slots=True)
class Counts:
    """Running counts, by metric."""

    gold: Counter[str] = field(default_factory=Counter)
    system: Counter[str] = field(default_factory=Counter)
    correct: Counter[str] = field(default_factory=Counter)

    def compare(self, metric: str, gold: Iterable[Hashable], system: Iterable[Hashable]) -> None:
        """Count two collections of things that are right when they are equal."""
        wanted, given = set(gold), set(system)
        self.gold[metric] += len(wanted)
        self.system[metric] += len(given)
        self.correct[metric] += len(wanted & given)

    def compare_syntax(self, gold: Analysis, system: Analysis) -> None:
        """Count one text in all metrics of syntax; an unaligned token is wrong in each of them."""
        self.compare("tokens", gold.words, system.words)
        self.compare("sentences", gold.sentences, system.sentences)
        for metric, aspect in _ASPECTS.items():
            self.compare(
                metric,
                ((span, aspect(word)) for span, word in gold.words.items()),
                ((span, aspect(word)) for span, word in system.words.items()),
            )
        for metric in ("uas", "las"):
            self.compare(f"{metric}_words", _without_marks(gold, metric), _without_marks(system, metric))
        for relation in sorted({word.relation for word in (*gold.words.values(), *system.words.values())}):
            self.compare(f"relation {relation}", _arcs(gold, relation), _arcs(system, relation))

    def score(self, metric: str) -> Score:
        """Return the counts of a metric."""
        return Score(self.correct[metric], self.system[metric], self.gold[metric])

    def scores(self) -> dict[str, Score]:
        """Return the counts of all metrics, by name."""
        return {metric: self.score(metric) for metric in sorted(self.gold | self.system)}


_ASPECTS: Mapping[str, Callable[[Word], Hashable]] = {
    "upos": lambda word: word.upos,
    "xpos": lambda word: word.xpos,
    "lemma": lambda word: word.lemma.lower(),
    "uas": lambda word: word.head,
    "las": lambda word: (word.head, word.relation),
}


def _without_marks(analysis: Analysis, metric: str) -> Iterable[Hashable]:
    aspect = _ASPECTS[metric]
    return ((span, aspect(word)) for span, word in analysis.words.items() if word.relation != "punct")


def _arcs(analysis: Analysis, relation: str) -> Iterable[Hashable]:
    return ((span, word.head) for span, word in analysis.words.items() if word.relation == relation)
