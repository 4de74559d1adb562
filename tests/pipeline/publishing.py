"""Take a document out of a graph while something goes wrong at one call of the system: a full disk, or a kill.

Run as a program: ``python -m tests.pipeline.publishing OUT NAME PLACE NUMBER ...`` takes the document NAME out of copies of OUT, and
kills itself before the calls of these numbers; what is left of the copies lies in PLACE. Children are forked before any library has
begun a thread.
"""

from __future__ import annotations

import builtins
import io
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from kg.pipeline import changes, remove

CALLS = (
    "rename",
    "replace",
    "link",
    "symlink",
    "unlink",
    "rmdir",
    "mkdir",
    "fsync",
)  # all that change a disk
WRITING = frozenset("wax+")


@contextmanager
def disturbed(number: int, disturb: Callable[[], None]) -> Iterator[list[str]]:
    """Do something before the call of a number that changes the disk; what was called is in the list."""
    made: list[str] = []

    def noted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **options: Any) -> Any:
            made.append(name)
            if len(made) == number + 1:
                disturb()
            return call(*arguments, **options)

        return run

    def open_noted(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        call = noted("open", whole) if WRITING & set(mode) else whole
        return call(file, mode, *arguments, **options)

    whole = builtins.open
    before = {name: getattr(os, name) for name in CALLS}
    try:
        for name, call in before.items():
            setattr(os, name, noted(name, call))
        builtins.open = io.open = open_noted  # type: ignore[assignment]
        yield made
    finally:
        builtins.open = io.open = whole  # type: ignore[assignment]
        for name, call in before.items():
            setattr(os, name, call)


def kill() -> None:
    """End this process as the system would."""
    os.kill(os.getpid(), signal.SIGKILL)


def fork(work: Callable[[], None]) -> int:
    """Do work in a child, and return what it ended with: 0 when it was done."""
    if (child := os.fork()) == 0:
        with suppress(BaseException):
            work()
            os._exit(0)
        os._exit(1)
    return os.waitpid(child, 0)[1]


def turning(calls: list[str]) -> list[int]:
    """Return the numbers of the first and the last of every run of equal calls: between them nothing else happens."""
    return [
        number
        for number, name in enumerate(calls)
        if calls[number - 1 : number] != [name] or calls[number + 1 : number + 2] != [name]
    ]


def main() -> None:
    """Make copies, take the document out of each, die."""
    out, name, place = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    changes.MOST = 1  # even of a small graph only what differs is made anew
    for number in map(int, sys.argv[4:]):
        copy = shutil.copytree(out, place / f"{number:04}", symlinks=True)

        def work(copy: Path = copy, number: int = number) -> None:
            with disturbed(number, kill):
                remove(copy, name)

        fork(work)


if __name__ == "__main__":
    main()
