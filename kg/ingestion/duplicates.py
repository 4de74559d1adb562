"""Wire copy printed in forty papers is one witness, not forty.

MinHash finds candidates in linear time; every candidate is then compared exactly, so that the sketch decides
only where to look. The earliest of a family is the one all others are copies of.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from ..types import IRI, Document

_SIZE = 5  # words in a shingle
_ALIKE = 0.8  # share of the shorter text's shingles that are in the other
_FEWEST = 12  # shingles; a shorter text is a copy only of one like it
_BANDS, _ROWS = 32, 2  # finds nearly all pairs that share a third of their shingles
_MOST = 64  # candidates compared, those with most places in common: keeps boilerplate from costing the square
_ODD = np.uint64(0x9E3779B97F4A7C15)  # the golden ratio of 64 bits, for multiplicative hashing
_WORD = re.compile(r"\w+")
_Hashes = NDArray[np.uint64]


def find_copies(
    documents: Sequence[Document], sketches: MutableMapping[IRI, bytes] | None = None
) -> tuple[Document, ...]:
    """Return the documents, each once, with ``origin`` naming the one that it is a copy of, or itself.

    Documents with the same id are the same: the first by source is kept. The result is in the order of
    sources and does not depend on the order given. ``sketches`` are what was drawn of documents before, which then
    need no text; those that it lacks are added.
    """
    unique: dict[IRI, Document] = {}
    for document in sorted(documents, key=_place):
        unique.setdefault(document.id, document)
    known = {} if sketches is None else sketches
    words: dict[str, int] = {}
    for document in unique.values():
        if document.id not in known:
            known[document.id] = _draw(document.text, words)
    origins = _find_origins(sorted(unique.values(), key=_age), known)
    return tuple(replace(document, origin=origins[document.id]) for document in unique.values())


def _place(document: Document) -> tuple[str, int, IRI]:
    return document.source, document.raw_offset, document.id


def _age(document: Document) -> tuple[date, IRI]:
    return document.published or date.max, document.id


def _find_origins(documents: Iterable[Document], sketches: Mapping[IRI, bytes]) -> dict[IRI, IRI]:
    """Return for each document, eldest first, the eldest original that it is like, or itself."""
    origins: dict[IRI, IRI] = {}
    originals: list[tuple[IRI, _Hashes]] = []
    buckets: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for document in documents:
        sketch = np.frombuffer(sketches[document.id], dtype=np.uint64)
        keys, shingles = list(_bands(sketch[: _BANDS * _ROWS])), sketch[_BANDS * _ROWS :]
        shared = Counter(number for key in keys for number in buckets.get(key, ()))
        candidates = sorted(sorted(shared, key=lambda number: (-shared[number], number))[:_MOST])
        like = next(
            (originals[number][0] for number in candidates if _alike(shingles, originals[number][1])), None
        )
        origins[document.id] = like or document.id
        if like is None:
            for key in keys:
                buckets[key].append(len(originals))
            originals.append((document.id, shingles))
    return origins


def _draw(text: str, words: dict[str, int]) -> bytes:
    """Return what copies of a text are known by: minima of its shingles under random permutations, then the shingles."""
    shingles = _shingles(text, words)
    if not len(shingles):
        return b""
    seeds = _mix(np.arange(1, _BANDS * _ROWS + 1, dtype=np.uint64) * _ODD) | np.uint64(1)
    minima = [(shingles * seed).min() for seed in seeds]  # an odd factor permutes the numbers
    return np.concatenate([np.array(minima, dtype=np.uint64), shingles]).tobytes()


def _shingles(text: str, words: dict[str, int]) -> _Hashes:
    """Return the sorted hashes of all runs of five words; of fewer words, of all of them."""
    found = _WORD.findall(text.casefold())
    for word in found:
        if word not in words:
            words[word] = int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest())
    hashes = np.array([words[word] for word in found], dtype=np.uint64)
    size = min(_SIZE, len(hashes))
    total = np.zeros(len(hashes) - size + 1 if size else 0, dtype=np.uint64)
    for place in range(size):
        total = total * _ODD + hashes[place : len(hashes) - size + 1 + place]
    return np.unique(_mix(total))


def _mix(hashes: _Hashes) -> _Hashes:
    """Return hashes whose every bit depends on all bits."""
    hashes = (hashes ^ (hashes >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)
    return hashes ^ (hashes >> np.uint64(29))


def _bands(minima: _Hashes) -> Iterator[tuple[int, int, int]]:
    """Yield the places to look for texts that share shingles: pairs of minima."""
    places = minima.tolist()
    for band in range(len(places) // _ROWS):
        yield band, places[band * _ROWS], places[band * _ROWS + 1]


def _alike(one: _Hashes, other: _Hashes) -> bool:
    shorter = min(len(one), len(other))
    shared = len(np.intersect1d(one, other, assume_unique=True))
    if shorter < _FEWEST:
        return shared >= _ALIKE * max(len(one), len(other)) > 0
    return shared >= _ALIKE * shorter
