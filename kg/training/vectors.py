"""Word vectors small enough to ship: floret's table (a few rows a word, hashed), turned to fewer columns.

Every vector is a mean of rows, so turning the rows turns all vectors; the first principal axes lose least.
"""

from pathlib import Path

import numpy
from spacy.vectors import Vectors
from spacy.vocab import Vocab

from ..errors import ModelError

__all__ = ["FLORET", "load_floret"]

FLORET = "vectors.floret"


def load_floret(path: Path, width: int, vocab: Vocab) -> Vectors:
    """Read a ``.floret`` file that floret wrote and keep ``width`` columns, scaled to unit variance."""
    with path.open(encoding="utf-8") as lines:
        _, columns, shortest, longest, hashes, seed, begin, end = next(lines).split()
        table = numpy.loadtxt(lines, dtype=numpy.float32)[:, 1:]
    if width > int(columns):
        raise ModelError(f"{path}: has {columns} columns, not {width}; ask for fewer in recipes.toml")
    centred = table.astype(numpy.float64)
    _, axes = numpy.linalg.eigh(centred.T @ centred)
    turned = centred @ axes[:, ::-1][:, :width]
    scaled = (turned / turned.std()).astype(numpy.float32)
    return Vectors(
        strings=vocab.strings,
        data=scaled,
        name="floret",
        mode="floret",
        minn=int(shortest),
        maxn=int(longest),
        hash_count=int(hashes),
        hash_seed=int(seed),
        bow=begin,
        eow=end,
    )
