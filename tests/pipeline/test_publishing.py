"""A new graph takes the place of the old one in one step, whatever goes wrong at whatever call of the system.

``tests/benchmarks/crash.py`` does the same to whole builds, at the calls of the libraries, too.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import KGError, StoreError
from kg.pipeline import build, changes, open_graph, remove
from kg.store.checksums import check_files
from kg.store.generations import current_generation
from tests.commands import ROOT, environment
from tests.commands import kg as run

from .corpora import write
from .publishing import disturbed, turning
from .test_changes import everything

NAME = "denial.txt"


class Sides:
    """A graph, and what its files hold before and after a document is taken out."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "out"
        build(write(folder / "corpus"), self.out)
        self.before = everything(self.out)
        after = shutil.copytree(self.out, folder / "after", symlinks=True)
        remove(after, NAME)
        self.after = everything(after)


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Sides:
    return Sides(tmp_path_factory.mktemp("sides"))


def is_new(out: Path, sides: Sides) -> bool:
    """Return whether a folder holds the new graph; every file must be of the one or of the other."""
    found = everything(out)
    assert found in (sides.before, sides.after)
    generation = current_generation(out)
    check_files(generation, whole=True)
    check_files(generation / "store", whole=True)
    assert len(open_graph(out)) > 0
    return found == sides.after


def finish(out: Path, sides: Sides) -> None:
    """Do again what was disturbed: then the graph is right and nothing is left of the attempt."""
    if not is_new(out, sides):
        remove(out, NAME)
    else:
        with pytest.raises(StoreError, match="no document is called"):
            remove(out, NAME)
    assert everything(out) == sides.after
    assert {path.name for path in out.iterdir() if path.name.startswith(".")} <= {".lock", ".link.part"}


def calls(sides: Sides, folder: Path) -> list[str]:
    """Return the calls that change the disk, in order."""
    copy = shutil.copytree(sides.out, folder / "count", symlinks=True)
    with disturbed(-2, lambda: None) as made:
        remove(copy, NAME)
    shutil.rmtree(copy)
    return made


def test_a_fault_at_any_call_leaves_the_old_graph_or_the_new_one(sides: Sides, tmp_path: Path) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    made, outcomes = calls(sides, tmp_path), []
    assert {"open", "rename", "replace", "symlink", "fsync", "mkdir"} <= set(made)
    for number in turning(made):
        out = shutil.copytree(sides.out, tmp_path / str(number), symlinks=True)
        try:
            with disturbed(number, full):
                remove(out, NAME)
            outcomes.append(False)
        except KGError as error:
            assert "cannot be written" in str(error)
            outcomes.append(True)
        assert outcomes[-1] != is_new(out, sides), (number, made[number])
        if number % 9 == 0:
            finish(out, sides)
    assert 10 < sum(outcomes) < len(outcomes)


def test_a_kill_at_any_call_leaves_the_old_graph_or_the_new_one(
    sides: Sides, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MOST", 1)
    numbers = turning(calls(sides, tmp_path))
    arguments = [sys.executable, "-m", "tests.pipeline.publishing", sides.out, NAME, tmp_path, *numbers]
    subprocess.run(list(map(str, arguments)), cwd=ROOT, env=environment(), check=True)
    left = sorted(tmp_path.iterdir())
    found = [is_new(out, sides) for out in left]
    assert found == sorted(found)  # old until the switch, new from then on
    assert (found[0], found[-1]) == (False, True)
    for out in left[::9]:
        finish(out, sides)


@pytest.mark.parametrize("limit", [0, 60_000, 200_000])
def test_a_disk_that_is_full_for_any_library_leaves_the_old_graph(
    limit: int, sides: Sides, tmp_path: Path
) -> None:
    """Files of more than so many bytes cannot be written: of Oxigraph, SQLite, DuckDB and Arrow as of ours."""
    out = shutil.copytree(sides.out, tmp_path / "out", symlinks=True)
    done = run("remove", out, NAME, limit=limit)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert not is_new(out, sides)
    finish(out, sides)
