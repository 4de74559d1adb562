"""How a built folder is replaced while others read it: by one switch.

Whatever a build makes lies in a folder of its own, a generation; ``current`` is a symbolic link to the one that counts, and the
names that people know (``graph.html``, ``store`` ...) are links through it. A writer fills a new generation and then renames a
new ``current`` over the old one: before that moment everybody sees the old graph, after it the new one, and nobody parts of both.
Whatever goes wrong before it, a full disk or a kill, leaves the old graph as it was.

A reader holds the generation that it opened by a shared lock on its folder, which the system frees when the reader ends. What
nobody holds is removed when the next generation is there.

Where a file system has no symbolic links, ``current`` is a small file that names the generation. Then kg itself sees no
difference, but the names that people know are only in the generation's folder.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import StoreError
from ..wording import did_you_mean_file
from .checksums import CHECKSUMS, write_checksums

__all__ = [
    "CURRENT", "FOLDER", "LOCK", "Held", "current_generation", "generations", "hold", "hold_current", "new_generation",
]  # fmt: skip

CURRENT, FOLDER, LOCK = "current", "generations", ".lock"
PART, LINK = "part", ".link.part"
_NAME = re.compile(rf"{FOLDER}/\d{{6,}}")
_NO_LINKS = (errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP)  # what file systems without links answer
_TRIES, _PAUSE = 200, 0.005  # to open a generation while others take its place; seconds between two


class Held:
    """A generation that nobody removes as long as this value is kept."""

    def __init__(self, folder: Path, handle: int) -> None:
        self.folder = folder
        self._release = weakref.finalize(self, os.close, handle)

    def close(self) -> None:
        """Let others remove it."""
        self._release()


def hold_current(out: Path) -> Held:
    """Return the generation that is to be read; StoreError with the remedy where there is none."""
    try:
        for _ in range(_TRIES):
            folder = _current(out)
            if (handle := _shared(folder)) is not None:
                if _current(out) == folder:
                    return Held(folder, handle)
                os.close(handle)
            elif _current(out) == folder and not folder.is_dir():
                raise StoreError(f"{folder} is gone; build again")
            else:
                time.sleep(_PAUSE)
    except OSError as error:
        raise StoreError(f"{out}: cannot be read ({error.strerror}); check its permissions") from error
    raise StoreError(f"{out}: the graph is replaced again and again; try later")


def current_generation(out: Path) -> Path:
    """Return the folder of the current generation for somebody who has the lock of ``out``; others hold it."""
    held = hold_current(out)
    held.close()
    return held.folder


@contextmanager
def new_generation(out: Path) -> Iterator[Path]:
    """Give a folder to fill; when the block ends well, it is the current generation. The caller holds the lock of ``out``."""
    root = out / FOLDER
    root.mkdir(parents=True, exist_ok=True)
    part = root / PART
    shutil.rmtree(part, ignore_errors=True)  # of a writer that was killed
    part.mkdir()
    try:
        yield part
        write_checksums(part)
        _sync_all(part)
        folder = _number(out, part)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    try:
        _sync(root)
        _link_names(out, folder)
        _point(out, f"{FOLDER}/{folder.name}")
    except BaseException:
        if (out / CURRENT).resolve() != folder.resolve():  # not switched yet
            shutil.rmtree(folder, ignore_errors=True)
            _unlink_dead(out)
        raise
    with suppress(OSError):  # the graph is there; what could not be tidied up is by the next build
        _mend_names(out, folder)
    _remove_others(root, folder)


def generations(out: Path) -> list[Path]:
    """Return the folders of all generations that are there, oldest first."""
    root = out / FOLDER
    found = [child for child in root.iterdir() if _is_generation(child)] if root.is_dir() else []
    return sorted(found, key=lambda child: int(child.name))


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


# --- reading ----------------------------------------------------------------------------------


def _current(out: Path) -> Path:
    """Return the folder of the generation that counts."""
    pointer = out / CURRENT
    try:
        name = str(pointer.readlink())
    except (FileNotFoundError, NotADirectoryError) as error:
        if there := generations(out):
            return there[-1]  # the link is lost; a generation has a number only when it is whole
        if (out / "ledger.sqlite").exists():
            raise StoreError(f"{out} was written by another version of kg; build again") from error
        hint = "" if out.exists() else did_you_mean_file(out)
        raise StoreError(f"{out} holds no graph{hint or f'; run: kg build CORPUS -o {out}'}") from error
    except OSError as error:
        if pointer.is_dir():
            return pointer  # in a copy of the folder that followed its links
        if error.errno != errno.EINVAL:
            raise
        with pointer.open("rb") as file:
            name = file.read(64).decode("ascii", errors="replace").strip()
    if not _NAME.fullmatch(name):
        raise StoreError(f"{pointer} leads to no graph of this folder; build again")
    return out / name


def _shared(folder: Path) -> int | None:
    """Return a handle that holds a generation, or nothing where it is removed just now."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    except OSError:
        pass  # a file system without locks; there the generation before the current one stays
    return handle


def _is_generation(folder: Path) -> bool:
    return folder.name.isdecimal() and folder.is_dir() and not folder.is_symlink()


# --- writing ----------------------------------------------------------------------------------


def _number(out: Path, part: Path) -> Path:
    """Give a filled folder the next number."""
    copy = out / CURRENT
    if copy.is_dir() and not copy.is_symlink():  # a copy of a folder that followed its links
        copy.rename(_next(out))
    folder = _next(out)
    part.rename(folder)
    return folder


def _next(out: Path) -> Path:
    there = generations(out)
    return out / FOLDER / f"{int(there[-1].name) + 1 if there else 1:06d}"


def _point(out: Path, name: str) -> None:
    """Make a generation the current one: the switch."""
    if not _link(name, out / CURRENT):
        with (out / LINK).open("w", encoding="ascii") as file:
            file.write(f"{name}\n")
            file.flush()
            os.fsync(file.fileno())
        (out / LINK).replace(out / CURRENT)
    with suppress(OSError):  # the switch is made
        _sync(out)


def _link(target: str, place: Path) -> bool:
    """Put a link in a place, whatever file is there; return whether the file system has links."""
    part = place.with_name(LINK)
    part.unlink(missing_ok=True)
    try:
        part.symlink_to(target)
    except OSError as error:
        if error.errno in _NO_LINKS:
            return False
        raise
    part.replace(place)
    return True


def _names(folder: Path) -> list[str]:
    return sorted(child.name for child in folder.iterdir() if child.name != CHECKSUMS)


def _link_names(out: Path, folder: Path) -> None:
    """Make the links that are not there yet. They lead through ``current``, and nowhere before the first switch."""
    for name in _names(folder):
        if not os.path.lexists(out / name) and not _link(f"{CURRENT}/{name}", out / name):
            return


def _mend_names(out: Path, folder: Path) -> None:
    """Put links in the places of files, as older versions of kg and copies have them, and take away those that lead nowhere."""
    for name in _names(folder):
        place, target = out / name, f"{CURRENT}/{name}"
        if place.is_symlink() and str(place.readlink()) == target:
            continue
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        if not _link(target, place):
            place.unlink(missing_ok=True)  # better nothing than a file of another generation
    _unlink_dead(out)


def _unlink_dead(out: Path) -> None:
    for place in out.iterdir():
        if place.is_symlink() and place.readlink().parts[:1] == (CURRENT,) and not place.exists():
            place.unlink()


def _remove_others(root: Path, current: Path) -> None:
    """Remove the generations that nobody holds; where a file system has no locks, all but the one before."""
    others = [folder for folder in generations(root.parent) if folder != current]
    for folder in others:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                if _is_free(handle, unknown=folder != others[-1]):
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(handle)


def _is_free(handle: int, *, unknown: bool) -> bool:
    """Return whether nobody holds a generation, and from now on cannot; ``unknown`` where locks are."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return unknown
    return True


def _sync_all(folder: Path) -> None:
    for place, _, files in os.walk(folder):
        for name in files:
            _sync(Path(place, name))
        _sync(Path(place))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
