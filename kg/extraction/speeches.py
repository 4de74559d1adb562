"""The speeches of a document, and which of them a word stands in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ..resources import word_list
from ..types import Extent
from .words import Word

__all__ = ["Speech", "SpeechMap"]


class Speech(NamedTuple):
    """One report: the speaker's head word, the cue word, and what is said.

    ``source`` is None where nobody is named ("it is claimed"). What is said is told by the head of its clause,
    ``content``, or for tags by the stretches of text beside them, ``said``; ``tag`` is their own extent.
    """

    source: Word | None
    cue: Word
    content: Word | None
    quoted: bool
    anonymous: bool
    said: tuple[Extent, ...] = ()
    tag: Extent | None = None

    def holds(self, word: Word) -> bool:
        """Tell whether a word stands in what a tag says."""
        inside = any(extent.start <= word.start < extent.end for extent in self.said)
        return inside and not (self.tag is not None and self.tag.start <= word.start < self.tag.end)


class SpeechMap:
    """The speeches of a document, found by what is said in them."""

    def __init__(
        self, speeches: Sequence[Speech], quotes: Sequence[Extent], running: Mapping[int, Speech]
    ) -> None:
        self.speeches = tuple(speeches)
        self.quotes = tuple(quotes)
        self._running = running
        self._by_content: dict[int, list[Speech]] = {}
        for speech in speeches:
            if speech.content is not None:
                self._by_content.setdefault(speech.content.i, []).append(speech)
        self._tags = [speech for speech in speeches if speech.said]

    def where(self, keep: Callable[[Speech], bool]) -> SpeechMap:
        """Return the speeches that fulfil a condition."""
        running = {number: speech for number, speech in self._running.items() if keep(speech)}
        return SpeechMap([speech for speech in self.speeches if keep(speech)], self.quotes, running)

    def around(self, word: Word) -> tuple[Speech, ...]:
        """Return the speeches that a word is said in, the nearest first."""
        found: list[Speech] = []
        cues = {word.i}
        here = word
        while True:
            for speech in self._by_content.get(here.i, ()):
                if speech.cue.i not in cues and speech not in found and not _is_source(word, speech):
                    found.append(speech)
            if here.head is here or _is_contrast(here):
                break
            here = here.head
            cues.add(here.i)
        found.extend(speech for speech in self._tags if speech.holds(word) and speech not in found)
        if not any(speech.quoted for speech in found):
            running = self._running.get(self.quote_at(word.start))
            if running is not None and running not in found and running.cue.i not in cues:
                found.append(running._replace(quoted=True))
        return tuple(found)

    def quote_at(self, offset: int) -> int:
        """Return the number of the quotation that a character stands in, or -1."""
        for number, quote in enumerate(self.quotes):
            if quote.start <= offset < quote.end:
                return number
            if quote.start > offset:
                break
        return -1


def _is_contrast(word: Word) -> bool:
    """Tell whether a clause sets one report against another, as only the text can: *though the minister denied it*."""
    concessive = any(mark.lower in ("though", "although", "while", "whereas") for mark in word.kids("mark"))
    return concessive and word.base == "advcl" and word.lemma in word_list("speech_verbs")


def _is_source(word: Word, speech: Speech) -> bool:
    """Tell whether a word belongs to the naming of the speaker or of the report, and so is not said by them."""
    if speech.cue.head is word and speech.content is not word:
        return True  # "Reuters reported, citing a diplomat"
    here = word
    while here is not speech.source:
        if here is speech.content or here.head is here:
            return False
        here = here.head
    return True
