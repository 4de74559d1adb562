"""Which words take up which words before them: from GUM's chains, and from the antecedents of annotated claims.

Only what stands in one window is learnt, so a mention is a word of a sentence with the name of its chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from ..evaluation.coreference import entity_spans

__all__ = ["Asked", "MentionOf", "heads_of", "pointing"]

_THIRD = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself",
                    "they", "them", "their", "theirs", "themselves"])  # fmt: skip


class Asked(IntEnum):
    """Whether a mention is a lesson: it is not one, it takes up nothing, or it takes up something."""

    NOT = 0
    NEW = 1
    GIVEN = 2


class MentionOf(NamedTuple):
    """The head of a mention by its place in the sentence, the chain that it is in, and what is asked of it."""

    word: int
    chain: str
    asked: Asked = Asked.NOT


def pointing(word: str, upos: str, dependents: Iterable[str]) -> bool:
    """Tell whether a mention may take up another: a pronoun of the third person, or a noun with an article or a possessive."""
    if upos == "PRON":
        return word.lower() in _THIRD
    return upos == "NOUN" and not {"the", "this", "that", "these", "those", "its", "their", "his"}.isdisjoint(
        dependents
    )


def heads_of(entities: Sequence[str], heads: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield the head word and the number of each mention in the ``Entity`` values of a sentence, ordered by head."""
    found = []
    for number, first, last in entity_spans(entities):
        inside = range(first, last + 1)
        head = next((i for i in inside if heads[i] not in inside or heads[i] == i), first)
        found.append((head, number))
    yield from sorted(found)
