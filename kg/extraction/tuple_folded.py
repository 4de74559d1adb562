"""The folded profile: binary tuples for graphs, with nothing in them that is not in the sentence.

The relation takes the verb, the object and the preposition (*signed a deal with*); every coordination is spread, and
phrases end before their first prepositional phrase, which gets a tuple of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..types import OpenTuple
from .clauses import is_clause
from .tuple_frames import Frame, Rank, Slot, read_frame, spread
from .tuple_full import fillers, make, subject_words
from .tuple_words import case_words, noun_words, words_text
from .words import Word

__all__ = ["write_folded"]

_MOST = 256  # tuples of one clause; past that coordinated subjects are written together


def write_folded(word: Word) -> Iterator[OpenTuple]:
    """Yield the binary tuples that a word states as the head of a clause."""
    if not is_clause(word):
        return
    frame = read_frame(word)
    if frame is None or not frame.subjects or not frame.slots:
        return
    pairs = list(_pairs(frame))
    few = len(pairs) * len(frame.subjects) <= _MOST
    for subject in subject_words(frame, 1 if few else len(pairs)):
        for relation, object in pairs:
            yield make(subject, relation, words_text(object), (), frame.rule, frame.head)


def _pairs(frame: Frame) -> Iterator[tuple[str, list[Word]]]:
    said = words_text(frame.relation)
    core = next((s for s in frame.slots if s.rank == Rank.OBJECT and not s.preposition), None)
    if core is not None:
        for head in core.heads:
            yield from _with_modifiers(said, head)
        said = _joined(said, words_text(noun_words(core.heads[0], cut=True)))
    for slot in frame.slots:
        if slot is not core and slot.rank != Rank.CLAUSE:
            yield from _further(said, slot)


def _further(said: str, slot: Slot) -> Iterator[tuple[str, list[Word]]]:
    """Yield the phrases of a slot beyond the object under the relation that has taken the object in."""
    relation = _joined(said, words_text(slot.preposition).lower())
    if slot.clausal:
        for words in fillers(slot):
            yield relation, words
        return
    for head in slot.heads:
        yield from _with_modifiers(relation, head)


def _with_modifiers(relation: str, head: Word) -> Iterator[tuple[str, list[Word]]]:
    """Yield a phrase up to its first prepositional phrase, and what that phrase holds."""
    words = noun_words(head, cut=True)
    if not words:
        return
    yield relation, words
    for child in head.children:
        case = case_words(child) if child.base == "nmod" and child.i > head.i else []
        if case:
            longer = _joined(relation, words_text(words), words_text(case))
            for part in spread(child):
                inner = noun_words(part, cut=True)
                if inner:
                    yield longer, inner
            return


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)
