"""Words that people rated: whether what they tell of happened, from -3 (did not) to 3 (did).

The corpora are UDS-IH2 (White et al. 2016) and MEANTIME (Minard et al. 2016) on the scale of Stanovsky et al. (2017).
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from .names import MISSING, Row

__all__ = ["read_ratings"]

_WRITTEN = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}  # tokens of the Penn Treebank


def read_ratings(path: Path) -> Iterator[Row]:
    """Yield the sentences of a corpus file (``.jsonl.gz``), their names unknown."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            words = tuple(_WRITTEN.get(word, word) for word in row["text"].split())
            yield Row(
                source=path.name,
                tokens=words,
                spaces=(True,) * len(words),
                tags=(MISSING,) * len(words),
                ratings={target["span1"][0]: float(target["label"]) for target in row["targets"]},
            )
