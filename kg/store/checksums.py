"""What the files of a folder are known by, written beside them: so that a damaged file is named before it is read.

Parsers of damaged files are not to be trusted: some break, some wait for ever, some ask for all the memory there is. A small
file is looked at whole each time that it is opened. Of a large one that is its size and its ends, where its format keeps the
table of its contents, unless it was written to after its checksum was. Then it is the whole, for Oxigraph finds a damaged
block within but may not survive it. Where it counts or sorts, it collects the error over and over until memory is out.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ..errors import StoreError

__all__ = ["CHECKSUMS", "check_files", "file_digest", "listed_files", "write_checksums"]

CHECKSUMS = "checksums.jsonl"
WHOLE = 1 << 20  # bytes of a file that is looked at whole
END = 1 << 16  # bytes looked at of each end of a larger one
_CHUNK = 1 << 20  # bytes read at once
_SIZE = 16  # bytes of a digest
_UNUSED = ("LOG", "LOCK")  # what RocksDB writes and never reads


class _Sum(NamedTuple):
    name: str
    size: int
    whole: str
    ends: str


def write_checksums(folder: Path) -> None:
    """Write what the files below a folder are known by; a folder in it that has its own list stands for its files."""
    lines = "".join(json.dumps(_sum(folder, path)) + "\n" for path in sorted(_files(folder)))
    (folder / CHECKSUMS).write_text(f"{_digest(lines.encode())}\n{lines}", encoding="ascii")


def check_files(folder: Path, names: Iterable[str] | None = None, *, whole: bool = False) -> None:
    """Raise StoreError, naming file and remedy, unless files of a folder are as they were written; all if none is named.

    ``whole`` looks from end to end also at large files that nobody has written to.
    """
    known, written = {each.name: each for each in _read(folder)}, (folder / CHECKSUMS).stat().st_mtime_ns
    for name in known if names is None else names:
        if name not in known:
            raise StoreError(f"{folder / name} is no part of the graph; build again")
        if problem := _problem(folder / name, known[name], None if whole else written):
            raise StoreError(f"{folder / name}: damaged ({problem}); build again")


def listed_files(folder: Path) -> list[str]:
    """Return the names of the files that a folder's list knows."""
    return [each.name for each in _read(folder)]


def file_digest(path: Path) -> str:
    """Return a hash of a file's content."""
    with path.open("rb") as file:
        return _whole(file)


def _files(folder: Path) -> Iterable[Path]:
    for path in folder.iterdir():
        if not path.is_dir():
            if path.name not in (CHECKSUMS, *_UNUSED):
                yield path
        elif (path / CHECKSUMS).is_file():
            yield path / CHECKSUMS
        else:
            yield from _files(path)


def _sum(folder: Path, path: Path) -> _Sum:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        return _Sum(path.relative_to(folder).as_posix(), size, _whole(file), _ends(file, size))


def _read(folder: Path) -> list[_Sum]:
    path = folder / CHECKSUMS
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path} cannot be read ({error.strerror}); build again") from error
    digest, _, lines = content.partition(b"\n")
    if digest != _digest(lines).encode():
        raise StoreError(f"{path}: damaged (its content has changed); build again")
    return [_Sum(*json.loads(line)) for line in lines.splitlines()]


def _problem(path: Path, known: _Sum, written: int | None) -> str:
    """Return what is wrong with a file, nothing if it is as it was; a large one is trusted if it is older."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            if size != known.size:
                return f"it has {size} bytes instead of {known.size}"
            trusted = written is not None and os.fstat(file.fileno()).st_mtime_ns < written
            ends = trusted and size > WHOLE
            same = _ends(file, size) == known.ends if ends else _whole(file) == known.whole
    except FileNotFoundError:
        return "it is gone"
    except OSError as error:
        return error.strerror or "it cannot be read"
    return "" if same else "its content has changed"


def _whole(file: BinaryIO) -> str:
    total = blake2b(digest_size=_SIZE)
    file.seek(0)
    while chunk := file.read(_CHUNK):
        total.update(chunk)
    return total.hexdigest()


def _ends(file: BinaryIO, size: int) -> str:
    file.seek(0)
    first = file.read(END)
    file.seek(max(size - END, 0))
    return _digest(first + file.read(END))


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=_SIZE).hexdigest()
