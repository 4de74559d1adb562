"""The raw corpora as numbered documents, and which of them nobody may read before the end."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Collection
from functools import cache
from pathlib import Path

__all__ = [
    "CORPORA",
    "digest",
    "documents",
    "fold_digest",
    "holds_reserved",
    "is_test",
    "reserved",
    "text_of",
]

CORPORA = {
    "wf": "wikinews_full",
    "wn": "wikinews_2019_2020",
    "ce": "wp_current_events",
    "sp": "state_press",
    "wh": "whitehouse_press",
}
_TEST_SHARE = 15  # of a hundred documents
_PIECE_END = re.compile(r"(?<=[.!?”\"])\s+")


@cache
def documents(shared: Path, corpus: str) -> tuple[str, ...]:
    """Return the documents of a corpus, by the two letters that ids begin with, in their order."""
    file = shared / "data" / "raw" / f"{CORPORA[corpus]}.txt.gz"
    return tuple(re.split(r"\n\s*\n", gzip.decompress(file.read_bytes()).decode("utf-8")))


def text_of(document: str, shared: Path) -> str:
    """Return the text of a document by its id: ``wf8058`` is document 8058, from 0, of wikinews_full."""
    return documents(shared, document[:2])[int(document[2:])]


def digest(text: str) -> str:
    """Return the first sixteen hexadecimal digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def fold_digest(sentence: str) -> str:
    """Return the digest of a sentence with its blanks and its case folded."""
    return digest(" ".join(sentence.split()).casefold())


def is_test(document: str) -> bool:
    """Tell whether a document belongs to the test half: its id alone decides."""
    return int(digest(document)[:8], 16) % 100 < _TEST_SHARE


@cache
def reserved(shared: Path) -> frozenset[str]:
    """Return the digests of the reserved sentences."""
    return frozenset((shared / "gold" / "reserved.sha256").read_text().split())


def holds_reserved(text: str, digests: Collection[str]) -> bool:
    """Tell whether any run of up to three pieces between sentence ends is reserved."""
    pieces = _PIECE_END.split(" ".join(text.split()))
    return any(
        fold_digest(" ".join(pieces[start : start + length])) in digests
        for length in (1, 2, 3)
        for start in range(len(pieces) - length + 1)
    )
