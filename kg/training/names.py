"""Turn sentences with named entities into spaCy documents, with missing labels and with names exchanged.

The corpora do not label the same things. A tag ``-`` says that a corpus is silent about a token: it must not
be learnt as *outside*. And the same few presidents stand in all of them, so every second pass puts other
people, places and organisations into the same sentences; one in six of those people is called by surname.
"""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import NamedTuple

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from .convert import PLAIN, Style, written

__all__ = [
    "MISSING",
    "Pools",
    "Row",
    "collect_pools",
    "exchange",
    "exchange_in_place",
    "group_rows",
    "read_rows",
    "spans",
    "to_doc",
]

MISSING = "-"
_CHANCE: Mapping[str, float] = {"PERSON": 0.5, "GPE": 0.4, "ORG": 0.25}
_SURNAME_ALONE = 1 / 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One sentence, or one whole document, with a BIO tag for each token; ``ratings`` of some tokens, see ``ratings``."""

    source: str
    tokens: tuple[str, ...]
    spaces: tuple[bool, ...]
    tags: tuple[str, ...]
    ratings: Mapping[int, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The tokens with the blanks between them, none at the end."""
        return "".join(
            token + " " * space for token, space in zip(self.tokens, self.spaces, strict=True)
        ).rstrip()


class Pools(NamedTuple):
    """Names to put in the place of others, each as its tokens."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    organisations: tuple[tuple[str, ...], ...]
    places: tuple[tuple[str, ...], ...]


def read_rows(path: Path) -> tuple[Row, ...]:
    """Read a ``.jsonl`` or ``.jsonl.gz`` file of tagged sentences."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        found = (json.loads(line) for line in lines if not line.startswith("#"))
        return tuple(
            Row(
                source=row["src"],
                tokens=tuple(row["tokens"]),
                spaces=tuple(row["spaces"]),
                tags=tuple(row["tags"]),
            )
            for row in found
        )


def spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the names in BIO tags as (first token, token after the last, label).

    >>> list(spans(["B-GPE", "I-GPE", "O", "-", "B-ORG", "B-ORG"]))
    [(0, 2, 'GPE'), (4, 5, 'ORG'), (5, 6, 'ORG')]
    """
    start, label = 0, ""
    for index, tag in enumerate((*tags, "O")):
        if label and tag != f"I-{label}":
            yield start, index, label
            label = ""
        if tag[:2] == "B-" or (tag[:2] == "I-" and not label):
            start, label = index, tag[2:]


def collect_pools(rows: Iterable[Row], places: Iterable[str]) -> Pools:
    """Gather the parts of persons' names and the organisations of a corpus; places are given."""
    first, last, organisations = [], [], []
    for row in rows:
        for start, end, label in spans(row.tags):
            name = row.tokens[start:end]
            if label == "PERSON" and len(name) == 2 and all(part[:1].isupper() for part in name):
                first.append(name[0])
                last.append(name[1])
            elif label == "ORG" and len(name) <= 4:
                organisations.append(name)
    return Pools(
        tuple(first), tuple(last), tuple(organisations), tuple(tuple(place.split()) for place in places)
    )


def exchange(row: Row, pools: Pools, rng: Random) -> Row:
    """Return the row with some of its names exchanged; the same name gets the same one throughout."""
    tokens: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    chosen: dict[tuple[tuple[str, ...], str], tuple[str, ...]] = {}
    position = 0
    for start, end, label in (*spans(row.tags), (len(row.tokens), len(row.tokens), "")):
        tokens += row.tokens[position:start]
        spaces += row.spaces[position:start]
        tags += row.tags[position:start]
        old = row.tokens[start:end]
        if label:
            key = (old, label)
            new = chosen.setdefault(key, _other(old, label, pools, rng))
            tokens += new
            spaces += row.spaces[start:end] if new == old else (*[True] * (len(new) - 1), row.spaces[end - 1])
            tags += [f"B-{label}", *[f"I-{label}"] * (len(new) - 1)]
        position = end
    return replace(row, tokens=tuple(tokens), spaces=tuple(spaces), tags=tuple(tags))


def exchange_in_place(
    words: Sequence[str], tags: Sequence[str], pools: Pools, rng: Random
) -> tuple[str, ...]:
    """Return the words with other people and places in the place of names, each as long as before.

    So what is known of the words by their places, a tree or a claim, holds for the new ones.
    """
    changed = list(words)
    for start, end, label in spans(tags):
        size = end - start
        if rng.random() >= 0.5:
            continue
        if label == "PERSON" and size <= 2:
            changed[start:end] = [rng.choice(pools.first), rng.choice(pools.last)][2 - size :]
        elif label == "GPE" and size == 1 and words[start][:1].isupper() and not words[start].isupper():
            place = rng.choice(pools.places)
            changed[start:end] = place if len(place) == 1 else words[start:end]
    return tuple(changed)


def group_rows(rows: Iterable[Row], rng: Random, *, most: int = 4) -> Iterator[tuple[Row, ...]]:
    """Yield runs of 1 to ``most`` rows; a row that is a whole document stands alone."""
    run: list[Row] = []
    size = rng.randint(1, most)
    for row in rows:
        if run and (len(run) >= size or len(row.tokens) > 120):
            yield tuple(run)
            run, size = [], rng.randint(1, most)
        run.append(row)
        if len(row.tokens) > 120:
            size = 1
    if run:
        yield tuple(run)


def to_doc(vocab: Vocab, rows: Sequence[Row], style: Style = PLAIN) -> Doc:
    """Return one document with its names; tokens that a corpus is silent about are missing, not outside."""
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    for index, row in enumerate(rows):
        if index and style.paragraph == "\n\n":
            spaces[-1] = False
            words.append(style.paragraph)
            spaces.append(False)
            tags.append("O")
        elif index:
            spaces[-1] = True
        words += written(row.tokens, style)
        spaces += row.spaces
        tags += row.tags
    doc = Doc(vocab, words=words, spaces=[*spaces[:-1], False])
    found = [Span(doc, start, end, label=label) for start, end, label in spans(tags)]
    silent = [Span(doc, index, index + 1) for index, tag in enumerate(tags) if tag == MISSING]
    doc.set_ents(found, missing=silent, default="outside")
    return doc


def _other(old: tuple[str, ...], label: str, pools: Pools, rng: Random) -> tuple[str, ...]:
    if rng.random() >= _CHANCE.get(label, 0.0):
        return old
    if label == "PERSON" and len(old) <= 2:
        alone = len(old) == 1 or rng.random() < _SURNAME_ALONE
        return (rng.choice(pools.last),) if alone else (rng.choice(pools.first), rng.choice(pools.last))
    if label == "GPE" and not any(mark in old for mark in ("'", ".", ",")):
        return rng.choice(pools.places)
    return rng.choice(pools.organisations) if label == "ORG" else old
