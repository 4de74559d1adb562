"""Read small files, and check the one promise that every reader makes: a document knows its raw file."""

from __future__ import annotations

import re

from kg.ingestion import CorpusFailure, read_bytes
from kg.types import Document, Extent

ARTICLE = (
    "The minister said on Tuesday that the government would not give up the missiles it had bought.\n\n"
    "The embassy did not answer a question about the offer, but an official called it a first step.\n"
)


def only(data: bytes | str, suffix: str = ".txt") -> Document:
    """Return the one document in a file."""
    (reading,) = read_bytes(data.encode() if isinstance(data, str) else data, "a" + suffix, suffix)
    assert isinstance(reading, Document), reading
    return reading


def failure(data: bytes | str, suffix: str = ".txt") -> CorpusFailure:
    """Return the one failure that a file is."""
    (reading,) = read_bytes(data.encode() if isinstance(data, str) else data, "a" + suffix, suffix)
    assert isinstance(reading, CorpusFailure), reading
    return reading


def paragraphs(document: Document) -> list[str]:
    """Return the paragraphs of a document."""
    return document.text.split("\n\n")


def located(document: Document, words: str) -> str:
    """Return what stands in the raw file where some words of the text were found."""
    start = document.text.index(words)
    return document.quote(document.locate(Extent(start, start + len(words))))


def check_places(document: Document, file: str) -> None:
    """Check that runs tile the text, that quotes are the file's own characters and that places keep their order."""
    at = 0
    for run in document.runs:
        assert run.start == at and (run.length or not document.text)
        at += run.length
    assert at == len(document.text)
    for run in document.runs:
        if run.length == run.raw_length:
            _check_one_to_one(
                document.text[run.start : run.start + run.length], file[run.raw : run.raw + run.length]
            )
    last = Extent(0, 0)
    for match in re.finditer(r"\S+", document.text):
        place = document.locate(Extent(*match.span()))
        assert document.raw_offset <= place.start <= place.end <= document.raw_offset + len(document.raw)
        assert document.quote(place) == file[place.start : place.end]
        assert place.start >= last.start and place.end >= last.end
        last = place


def _check_one_to_one(text: str, raw: str) -> None:
    for mine, original in zip(text, raw, strict=True):
        plain = mine.isascii() and mine.isalnum()
        assert mine == original or not (plain or (original.isascii() and original.isalnum()))
