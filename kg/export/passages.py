"""A claim as people read it: who says so, in which sentence, and which part of it says it."""

from __future__ import annotations

from typing import NamedTuple

from ..types import Claim, Evidence

__all__ = ["Passage", "holders_of", "marked", "passage_of", "printable", "web_address"]


class Passage(NamedTuple):
    """A sentence around the part that makes the claim; ``quote`` is empty where it cannot be found in it."""

    before: str
    quote: str
    after: str


def passage_of(evidence: Evidence) -> Passage:
    """Return the sentence of some evidence, cut where its quote begins and ends; runs of space are one.

    The offsets decide, so that the second of two equal phrases can be meant.
    """
    sentence, quote = evidence.sentence, evidence.quote
    start = evidence.extent.start - evidence.sentence_extent.start
    if start < 0 or not sentence.startswith(quote, start):
        start = sentence.find(quote)
    if start < 0:
        return Passage(_flat(sentence), "", "")
    end = start + len(quote)
    return Passage(_flat(sentence[:start]).lstrip(), _flat(quote), _flat(sentence[end:]).rstrip())


def marked(evidence: Evidence) -> str:
    """Return the sentence on one line, the part that makes the claim between »«."""
    before, quote, after = passage_of(evidence)
    return f"{before}»{quote}«{after}" if quote else before.strip()


def holders_of(claim: Claim) -> str:
    """Return who says so, the speaker first, then whoever passed it on; nothing where the text itself speaks."""
    return " <- ".join(holder.name for holder in claim.holders)


def _flat(text: str) -> str:
    """Return text with every run of space as one space, those at its ends included, and nothing that moves a cursor."""
    words = printable(" ".join(text.split()))
    return f"{' ' if text[:1].isspace() else ''}{words}{' ' if words and text[-1:].isspace() else ''}"


def printable(text: str) -> str:
    """Return text with nothing in it that moves a cursor or changes a colour."""
    return "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in text)


def web_address(address: str | None) -> str:
    """Return an address that a reader may follow, nothing for any other (``javascript:``, ``file:``)."""
    return address if address and address.lower().startswith(("https://", "http://")) else ""
