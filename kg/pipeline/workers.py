"""Worker processes that may die at any moment.

``ProcessPoolExecutor`` starts a worker while the thread that watches the others runs: when one is killed just then, the
new one is neither watched nor ended, and the program waits for it for ever. Here every worker has a pipe of its own, and
whoever holds the other end learns of a death at once: we of a worker's, and a worker of ours.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

__all__ = ["WorkerKilledError", "map_in_workers"]

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[T], R]


class WorkerKilledError(Exception):
    """A worker process ended before its work did."""


def map_in_workers(
    start: Callable[..., Work[T, R]], arguments: tuple[object, ...], items: Sequence[T], jobs: int
) -> Iterator[R]:
    """Yield what workers make of items, in the order of the items.

    Each worker calls ``start(*arguments)`` once and then what that returns for each of its items; both must be
    picklable. Raises WorkerKilledError as soon as one dies.
    """
    done: dict[int, R] = {}
    queue = iter(enumerate(items))
    with _started(start, arguments, jobs) as workers:
        try:
            busy = {worker: number for worker in workers if (number := _give(worker, queue)) is not None}
            for wanted in range(len(items)):
                while wanted not in done:
                    for worker in wait(list(busy)):
                        if isinstance(worker, Connection):
                            done[busy.pop(worker)] = worker.recv()
                            if (number := _give(worker, queue)) is not None:
                                busy[worker] = number
                yield done.pop(wanted)
        except (EOFError, OSError) as error:
            raise WorkerKilledError("a worker process was killed") from error


def _give(worker: Connection[Any, Any], queue: Iterator[tuple[int, object]]) -> int | None:
    for number, item in queue:
        worker.send(item)
        return number
    return None


@contextmanager
def _started(
    start: Callable[..., Work[T, R]], arguments: tuple[object, ...], jobs: int
) -> Iterator[list[Connection[Any, Any]]]:
    """Start workers and give our ends of their pipes; end the workers in any case."""
    context = get_context("spawn")  # threads of numeric libraries do not survive a fork
    workers, pipes = [], []
    try:
        for _ in range(jobs):
            ours, theirs = context.Pipe()
            pipes.append(ours)
            worker = context.Process(target=_serve, args=(theirs, start, arguments), daemon=True)
            with _no_interrupt():
                worker.start()
            workers.append(worker)
            theirs.close()  # the worker's copy must be the last, or its death would go unnoticed
        yield pipes
    finally:
        for worker in workers:
            worker.kill()
            worker.join()
        for pipe in pipes:
            pipe.close()


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Have a process that is started here never see Ctrl-C: that is for us, who end it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(
    pipe: Connection[Any, Any], start: Callable[..., Work[T, R]], arguments: tuple[object, ...]
) -> None:
    with suppress(EOFError, OSError):  # whoever gave us work is gone
        work = start(*arguments)
        while True:
            pipe.send(work(pipe.recv()))
