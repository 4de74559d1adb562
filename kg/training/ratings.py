"""Words that people rated: whether what they tell of happened, from -3 (did not) to 3 (did).

The corpora are UDS-IH2 (White et al. 2016) and MEANTIME (Minard et al. 2016) on the scale of Stanovsky et al. (2017).
"""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Rated", "plain", "read_ratings"]

_WRITTEN = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}


@dataclass(frozen=True, slots=True)
class Rated:
    """The words of a sentence, and the ratings of some of them by place."""

    words: tuple[str, ...]
    ratings: Mapping[int, float]


def read_ratings(path: Path) -> Iterator[Rated]:
    """Yield the sentences of a corpus file (``.jsonl.gz``)."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            ratings = {target["span1"][0]: float(target["label"]) for target in row["targets"]}
            yield Rated(tuple(plain(word) for word in row["text"].split()), ratings)


def plain(word: str) -> str:
    """Return a token of the Penn Treebank as it is written."""
    return _WRITTEN.get(word, word)
