"""A build that is killed at any moment: the old graph can be read, and the next build goes on and gives the same bytes.

``tests/benchmarks/crash.py`` kills builds of hundreds of documents at random moments.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.pipeline import KnowledgeGraph, build, open_graph
from kg.store.generations import generations
from tests.commands import CORPUS, command, environment

from .corpora import write
from .test_changes import everything

MOMENTS: dict[str, Callable[[Path], bool]] = {
    "a document is parsed": lambda out: len(list((out / "claims").glob("*.parquet"))) > 16,
    "files are written": lambda out: (out / "generations" / "part").exists(),
    "the store is copied": lambda out: (out / "generations" / "part" / "store.part").exists(),
    "the new graph is whole": lambda out: (out / "generations" / "000002").exists(),
}


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("more") / "corpus")


@pytest.fixture(scope="module")
def scratch(more: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    return everything(build([CORPUS, more], tmp_path_factory.mktemp("scratch") / "out").path)


def stopped(more: Path, out: Path, moment: str, how: signal.Signals) -> tuple[int, str]:
    """Start a build, stop it at a moment, and return its exit code and what it told."""
    arguments = command("build", CORPUS, more, "-o", out)
    with subprocess.Popen(arguments, env=environment(), stderr=subprocess.PIPE, text=True) as running:
        while running.poll() is None and not MOMENTS[moment](out):
            time.sleep(0.0005)
        os.kill(running.pid, how)
        _, told = running.communicate(timeout=60)
    return running.returncode, told


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_build_leaves_a_graph_that_can_be_read_and_is_made_up_for(
    moment: str, more: Path, scratch: dict[str, object], built: KnowledgeGraph, tmp_path: Path
) -> None:
    out = shutil.copytree(built.path, tmp_path / "out", symlinks=True)
    code, _ = stopped(more, out, moment, signal.SIGKILL)
    assert code in (-signal.SIGKILL, 0)
    left = open_graph(out)
    documents = len(left.query("SELECT ?d WHERE { ?d a kg:Document }"))
    assert documents in (16, 22)
    assert len(left.graph.documents) == documents
    del left
    parsed = len(list((out / "claims").glob("*.parquet")))
    finished = build([CORPUS, more], out)
    assert finished.report is not None
    assert finished.report.parsed == 22 - parsed
    assert everything(out) == scratch
    assert sorted(path.name for path in out.iterdir() if path.name.startswith(".")) == [".lock"]
    assert len(generations(out)) == 1


def test_an_interrupted_build_says_that_it_can_go_on(
    more: Path, scratch: dict[str, object], built: KnowledgeGraph, tmp_path: Path
) -> None:
    out = shutil.copytree(built.path, tmp_path / "out", symlinks=True)
    before = everything(out)
    code, told = stopped(more, out, "files are written", signal.SIGINT)
    assert (code, told) == (130, "kg: stopped; what was parsed is kept, run the same command to go on\n")
    assert everything(out) == before
    build([CORPUS, more], out)
    assert everything(out) == scratch
