"""How far two annotators agree on the documents that both have read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..types import Extent
from .annotated import AnnotatedClaim, AnnotatedDocument, AnnotatedSentence

__all__ = ["Agreement", "compare"]


class Agreement(NamedTuple):
    """Claims of the one, of the other, and of both: the same ends, with the same relation, with the same manner too."""

    sentences: int
    one: int
    other: int
    ends: int
    relation: int
    manner: int

    def f1(self, both: int) -> float:
        """Return twice what both have over what each has."""
        return 2 * both / (self.one + self.other) if both else 0.0


def compare(one: Iterable[AnnotatedDocument], other: Iterable[AnnotatedDocument]) -> Agreement:
    """Compare two annotations of the documents, and the sentences, that are in both."""
    others = {document.id: document for document in other}
    total = Agreement(0, 0, 0, 0, 0, 0)
    for document in one:
        if document.id in others:
            theirs = {sentence.extent: sentence for sentence in others[document.id].sentences}
            for mine in document.sentences:
                if mine.extent in theirs:
                    counts = _compare(mine, theirs[mine.extent])
                    total = Agreement(*(a + b for a, b in zip(total, counts, strict=True)))
    return total


def _compare(one: AnnotatedSentence, other: AnnotatedSentence) -> Agreement:
    found = []
    for same in (_same_manner, _same_relation, _same_ends):
        free = list(other.claims)
        both = 0
        for claim in one.claims:
            match = next((of for of in free if same(claim, of)), None)
            if match is not None:
                free.remove(match)
                both += 1
        found.append(both)
    manner, relation, ends = found
    return Agreement(1, len(one.claims), len(other.claims), ends, relation, manner)


def _same_ends(one: AnnotatedClaim, other: AnnotatedClaim) -> bool:
    return _overlap(one.subject.identity, other.subject.identity) and _overlap(
        one.object.identity, other.object.identity
    )


def _same_relation(one: AnnotatedClaim, other: AnnotatedClaim) -> bool:
    return one.relation == other.relation and _same_ends(one, other)


def _same_manner(one: AnnotatedClaim, other: AnnotatedClaim) -> bool:
    return _same_relation(one, other) and (one.polarity, one.modality) == (other.polarity, other.modality)


def _overlap(one: Extent, other: Extent) -> bool:
    return one.start < other.end and other.start < one.end
