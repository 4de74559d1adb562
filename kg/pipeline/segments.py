"""The claims of each document in a file of its own, named by all that they depend on and by what it holds.

The first is the document, the model, the ontology, and the code and word lists that read it: whoever improves a rule gets
everything read again, whoever adds a document only that. The second shows a file that is damaged, which is read again, too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..errors import StoreError
from ..ids import BASE, digest
from ..store.checksums import file_digest
from ..types import Document

if TYPE_CHECKING:
    from .reading import Reader

__all__ = [
    "Progress",
    "Segment",
    "check_segments",
    "hash_reading",
    "is_whole",
    "name_segments",
    "reading_code",
    "segment_name",
    "sweep",
]

Progress = Callable[[int, int], None]  # documents done, documents in all

SUFFIX = ".parquet"
_MARK = "-"  # between what a segment depends on and what it holds

_PACKAGE = Path(__file__).parent.parent
_LATER = frozenset(
    [
        "analysis",
        "assembly",
        "commands.py",
        "cli.py",
        "editing.py",
        "evaluation",
        "export",
        "model",
        "pipeline",
        "server",
        "sharing.py",
        "store",
        "training",
    ]
)  # all that comes after reading; whatever is not named here counts
_ALSO = ("pipeline/reading.py", "pipeline/workers.py")
_LIBRARIES = (
    "spacy",
    "ftfy",
    "charset-normalizer",
    "trafilatura",
    "lxml",
)  # that have a say in what a text is


class Segment(NamedTuple):
    """A document with the name of the file that keeps its claims; of one that is to be read, what the name will begin with."""

    document: Document
    name: str

    @property
    def missing(self) -> bool:
        """Whether there is no such file yet."""
        return not self.name.endswith(SUFFIX)


def name_segments(documents: Iterable[Document], reader: Reader, folder: Path | None) -> list[Segment]:
    """Return the documents with the names of their segments, of those in a folder that are whole."""
    key = digest(*reader.software, BASE, reading_code())
    there: dict[str, list[Path]] = {}
    for path in sorted(folder.glob(f"*{SUFFIX}")) if folder else ():
        there.setdefault(_key(path), []).append(path)
    segments = []
    for document in documents:
        wanted = digest(document.id, str(document.published), key, size=12)
        whole = (path.name for path in there.get(wanted, ()) if is_whole(path))
        segments.append(Segment(document, next(whole, wanted)))
    return segments


def is_whole(path: Path) -> bool:
    """Return whether a segment is there and holds what its name says."""
    try:
        return path.name == segment_name(path, _key(path))
    except OSError:
        return False


def check_segments(paths: Iterable[Path]) -> list[Path]:
    """Return the files of segments, or raise StoreError with file and remedy where one is damaged."""
    found = list(paths)
    for path in found:
        if not is_whole(path):
            raise StoreError(f"{path}: {'damaged' if path.exists() else 'it is gone'}; build again")
    return found


def segment_name(path: Path, key: str) -> str:
    """Return the name of a file with a segment: what it depends on, what it holds."""
    return f"{key}{_MARK}{file_digest(path)}{SUFFIX}"


def _key(path: Path) -> str:
    return path.name.partition(_MARK)[0]


def sweep(folder: Path, kept: Collection[str]) -> None:
    """Remove all segments but these; what cannot be removed now is by the next build."""
    for path in folder.iterdir():
        if path.name not in kept:
            with suppress(OSError):
                path.unlink()


@cache
def reading_code() -> str:
    """Return a hash of all code, word lists and libraries that decide what a document says."""
    return digest(hash_reading(_PACKAGE), *map(_version, _LIBRARIES))


def hash_reading(package: Path) -> str:
    """Return a hash of the rooms of a package that decide what a document says; new ones count by themselves."""
    total = blake2b(digest_size=8)
    rooms = [path for path in package.iterdir() if path.name not in _LATER]
    for path in sorted((*_files(rooms), *(package / name for name in _ALSO))):
        total.update(f"{path.relative_to(package).as_posix()}\0".encode() + path.read_bytes())
    return total.hexdigest()


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        for path in place.rglob("*") if place.is_dir() else (place,):
            if path.suffix in (".py", ".toml", ".tsv"):
                yield path


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
