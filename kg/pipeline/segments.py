"""The claims of each document in a file of its own, named by all that they depend on.

That is the document, the model, the ontology, and the code and word lists that read it: whoever improves a rule gets
everything read again, whoever adds a document only that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from ..ids import BASE, digest
from ..ingestion import CorpusFailure
from ..records import write_claims
from ..types import Document
from .reading import Reader, batched, read_batches

__all__ = [
    "Progress",
    "Segment",
    "missing_segments",
    "name_segments",
    "read_segments",
    "reading_code",
    "sweep",
]

Progress = Callable[[int, int], None]  # documents done, documents in all

_PACKAGE = Path(__file__).parent.parent
_READS = ("data", "extraction", "ingestion", "mapping", "nlp.py", "ontology", "records.py", "types.py")


class Segment(NamedTuple):
    """A document with the name of the file that keeps its claims."""

    document: Document
    name: str


def name_segments(documents: Iterable[Document], reader: Reader) -> list[Segment]:
    """Return the documents with the names of their segments."""
    key = digest(*reader.software, BASE, reading_code())
    return [
        Segment(each, f"{digest(each.id, str(each.published), key, size=12)}.parquet") for each in documents
    ]


def missing_segments(segments: Iterable[Segment], folder: Path) -> list[Segment]:
    """Return the segments that are not there yet."""
    return [segment for segment in segments if not (folder / segment.name).exists()]


def read_segments(
    segments: Sequence[Segment],
    folder: Path,
    reader: Reader,
    jobs: int = 1,
    progress: Callable[[int], None] | None = None,
) -> list[tuple[Segment, CorpusFailure]]:
    """Read documents with their texts into segments, and return which could not be read; ``progress`` is told how many were."""
    folder.mkdir(exist_ok=True)
    lost, done = [], 0
    batches = list(batched(segments))
    for batch, results in zip(
        batches, read_batches([[s.document for s in batch] for batch in batches], reader, jobs), strict=True
    ):
        for segment, claims in zip(batch, results, strict=True):
            if isinstance(claims, CorpusFailure):
                lost.append((segment, claims))
            else:
                write_claims(folder / segment.name, claims)
        done += len(batch)
        if progress is not None:
            progress(done)
    return lost


def sweep(folder: Path, segments: Iterable[Segment]) -> None:
    """Remove all segments but these."""
    kept = {segment.name for segment in segments}
    for path in folder.iterdir():
        if path.name not in kept:
            path.unlink()


@cache
def reading_code() -> str:
    """Return a hash of the rooms and word lists that decide what a document says."""
    total = blake2b(digest_size=8)
    for name in _READS:
        place = _PACKAGE / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.suffix in (".py", ".txt", ".tsv"):
                total.update(path.read_bytes())
    return total.hexdigest()
