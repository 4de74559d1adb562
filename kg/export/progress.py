"""How far a build is: a bar on a terminal, now and then a line elsewhere, as in the log of a scheduled job."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

__all__ = ["Progress", "show_progress", "tell_progress"]

Progress = Callable[[int, int], None]  # told how many are done, of how many

_EVERY = 10.0  # seconds between two lines; what is done sooner prints none


@contextmanager
def show_progress() -> Iterator[Progress]:
    """Show a progress bar where stderr is a terminal, else lines on it."""
    if not sys.stderr.isatty():
        yield tell_progress(sys.stderr)
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def tell_progress(
    place: TextIO, *, every: float = _EVERY, clock: Callable[[], float] = time.monotonic
) -> Progress:
    """Return what writes a line when it is told of progress and the last line is long enough ago."""
    last = clock()

    def tell(done: int, total: int) -> None:
        nonlocal last
        if clock() - last >= every and done < total:
            last = clock()
            place.write(f"kg: read {done} of {total} documents\n")
            place.flush()

    return tell
