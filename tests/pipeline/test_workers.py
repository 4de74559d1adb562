"""Worker processes: in order, and never waited for when they are dead."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from kg.pipeline.workers import WorkerKilledError, map_in_workers
from tests.commands import CORPUS, command, environment


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


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("processes", [2, 3])  # ours and the first worker or two: while they start
def test_a_stopped_build_leaves_no_worker_behind(how: signal.Signals, processes: int, tmp_path: Path) -> None:
    arguments = command("build", CORPUS, "-o", tmp_path / "out", "--jobs", "2")
    with subprocess.Popen(
        arguments, env=environment(), stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        while running.poll() is None and len(members(running.pid)) < processes:
            time.sleep(0.001)
        if how is signal.SIGINT:
            os.killpg(running.pid, how)  # as Ctrl-C in a terminal does
        else:
            os.kill(running.pid, how)
        _, told = running.communicate(timeout=60)
    if how is signal.SIGINT:
        assert running.returncode == 130
        # a worker that is stopped while it still loads may say so, too
        assert "kg: stopped; what was parsed is kept, run the same command to go on\n" in told
    end = time.monotonic() + 30
    while members(running.pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not members(running.pid)


def members(group: int) -> list[int]:
    """Return the processes of a group that are not merely waiting to be collected."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found
