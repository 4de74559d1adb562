"""What annotated claims are made of; offsets count the characters of the document's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..types import Extent, Modality, Polarity
from .corpora import is_test

__all__ = ["AnnotatedClaim", "AnnotatedDocument", "AnnotatedSentence", "Argument"]


class Argument(NamedTuple):
    """A participant: its words in the sentence, if it has any there, and the words that identify it, if others."""

    span: Extent | None
    antecedent: Extent | None = None

    @property
    def identity(self) -> Extent:
        """Return the words that name it."""
        return self.antecedent or self.span or Extent(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedClaim:
    """One claim of a sentence; ``trigger`` is ``None`` where title, apposition or adjective states it."""

    relation: str
    subject: Argument
    object: Argument
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ASSERTED
    trigger: Extent | None = None
    holder: Argument | None = None
    condition: Extent | None = None
    place: Extent | None = None
    time: Extent | None = None


class AnnotatedSentence(NamedTuple):
    """A sentence that was read, with all that it claims."""

    extent: Extent
    claims: tuple[AnnotatedClaim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedDocument:
    """The sentences of a document that were read, one after the other; ``text`` is the whole of it."""

    id: str
    annotator: str
    text: str
    sentences: tuple[AnnotatedSentence, ...]

    @property
    def test(self) -> bool:
        """Tell whether it is kept for the test."""
        return is_test(self.id)

    def words(self, extent: Extent) -> str:
        """Return the characters of an extent."""
        return self.text[extent.start : extent.end]
