"""Worker processes: in order, and never waited for when they are dead."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from kg.pipeline.workers import WorkerKilledError, map_in_workers


def multiplier(factor: int) -> Callable[[int], int]:
    return partial(slowly, factor)


def slowly(factor: int, number: int) -> int:
    time.sleep(0.05 if number == 0 else 0)
    return factor * number


def dies_while_starting(folder: Path) -> Callable[[bytes], int]:
    """The first worker is killed before it takes any work, the others go on."""
    try:
        (folder / "first").touch(exist_ok=False)
    except FileExistsError:
        return len
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("not reached")


def dies_of(word: str) -> Callable[[str], str]:
    return partial(die, word)


def die(word: str, item: str) -> str:
    if item == word:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(map_in_workers(multiplier, (3,), range(20), jobs)) == [3 * number for number in range(20)]


@pytest.mark.timeout(60)
def test_a_worker_killed_while_it_starts_ends_the_work_at_once(tmp_path: Path) -> None:
    large = [bytes(1_000_000)] * 4  # more than a pipe holds: whoever writes to a dead worker would wait
    with pytest.raises(WorkerKilledError):
        list(map_in_workers(dies_while_starting, (tmp_path,), large, 2))


@pytest.mark.timeout(60)
def test_a_worker_killed_at_work_ends_the_work_and_the_other_workers() -> None:
    with pytest.raises(WorkerKilledError):
        list(map_in_workers(dies_of, ("c",), "abcdef", 2))


@pytest.mark.timeout(60)
def test_whoever_stops_listening_stops_the_workers() -> None:
    results = map_in_workers(multiplier, (1,), range(100), 2)
    assert next(results) == 0
    results.close()
