"""How a store on disk is replaced while others read it.

A store is a folder of generations. Readers open the one that ``CURRENT`` names; a writer fills a new one beside it and
then puts a new ``CURRENT`` in place with one rename. Whatever goes wrong before that, a full disk or a kill, leaves the
old store as it was. The generation before the current one is kept for those who still read it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import StoreError

__all__ = ["current_generation", "hold", "new_generation"]

CURRENT = "CURRENT"
PART = "part"
LOCK = "lock"


def current_generation(path: Path) -> Path:
    """Return the folder that readers are to open."""
    try:
        name = (path / CURRENT).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreError(f"{path}: no store here; run kg build first") from error
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: cannot be read: {error}") from error
    return path / name


@contextmanager
def new_generation(path: Path) -> Iterator[Path]:
    """Give a folder to fill, not yet there; make it the current generation when the block ends well."""
    path.mkdir(parents=True, exist_ok=True)
    with hold(path / LOCK):
        part = path / PART
        shutil.rmtree(part, ignore_errors=True)  # of a writer that was killed
        try:
            yield part
            _swap(path, part)
        finally:
            shutil.rmtree(part, ignore_errors=True)


@contextmanager
def hold(lock: Path) -> Iterator[None]:
    """Hold a lock file; a second holder, in this process or another, is refused. The system frees it on any exit."""
    file = lock.open("a+b")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise StoreError(f"{lock.parent}: another build is writing here; wait for it to end") from error
    try:
        yield
    finally:
        file.close()


def _swap(path: Path, part: Path) -> None:
    numbers = _numbers(path)
    name = f"{max(numbers, default=0) + 1:06d}"
    part.rename(path / name)
    _sync(path)
    pointer = path / f"{CURRENT}.{PART}"
    with pointer.open("w", encoding="ascii") as file:
        file.write(f"{name}\n")
        file.flush()
        os.fsync(file.fileno())
    before = _before(path)
    pointer.replace(path / CURRENT)
    _sync(path)
    for number in numbers:
        if f"{number:06d}" != before:
            shutil.rmtree(path / f"{number:06d}", ignore_errors=True)


def _numbers(path: Path) -> list[int]:
    return [int(child.name) for child in path.iterdir() if child.is_dir() and child.name.isdecimal()]


def _before(path: Path) -> str | None:
    return current_generation(path).name if (path / CURRENT).exists() else None


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
