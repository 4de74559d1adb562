"""Place names that act: *Ankara refused* is a government, *in Ankara* is a city.

The reading of one mention is decided by its own clause; which government is meant is a question for the
gazetteer and so for the mapping. Only names that can stand for a government are asked about.
"""

from __future__ import annotations

from functools import cache

from ..ids import fold
from ..resources import table, word_list
from .syntax import Word

__all__ = ["reading_of"]


@cache
def _capitals() -> frozenset[str]:
    """Return the folded names of capitals and of seats of power."""
    names = (name for row in table("states") for name in (*row[6].split("|"), *row[7].split("|")) if name)
    return frozenset(fold(name) for name in names)


def reading_of(head: Word, text: str) -> str | None:
    """Return ``government`` where a capital acts or is acted upon, ``None`` where it is a place.

    A capital is a place after a locative preposition, as the modifier of a local noun, with a verb of motion
    as its goal, in a dateline, and as the subject of a verb that only places can have; it acts otherwise.
    """
    if fold(text) not in _capitals():
        return None
    head = _outermost(head)
    case = head.kid("case")
    above = head.head
    if head.base == "nmod" and head.dep == "nmod:poss":
        return None if above.lemma in word_list("local_nouns") else "government"
    if head.base in ("compound", "amod", "nmod:desc"):
        return None if above.lemma in word_list("local_nouns") or above.pos == "PROPN" else "government"
    if head.base == "conj":
        first = head.head
        return (
            reading_of(first, first.text)
            if fold(first.text) in _capitals()
            else _by_case(first, first.kid("case"))
        )
    if head.base in ("nsubj", "obj", "iobj", "csubj"):
        return _by_verb(head, above)
    return _by_case(head, case)


def _outermost(head: Word) -> Word:
    while head.base in ("flat",) and head.head is not head:
        head = head.head
    return head


def _by_case(head: Word, case: Word | None) -> str | None:
    above = head.head
    if case is None:
        return "government" if head.base in ("nsubj", "obj", "iobj", "root") else None
    preposition = case.lower
    if preposition in word_list("locative_prepositions"):
        return None
    if preposition in ("to", "from", "into"):
        motion = above.lemma in word_list("motion_words")
        return None if motion else "government"
    if preposition == "of":
        return None if above.lemma in word_list("local_nouns") else "government"
    return "government"


def _by_verb(head: Word, verb: Word) -> str | None:
    if head.base == "obj" and verb.lemma in word_list("visiting_verbs"):
        return None
    if verb.copular and verb.lemma in word_list("local_nouns"):
        return None
    return "government"
