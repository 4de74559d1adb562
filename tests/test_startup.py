"""Asking a graph, and being told what is wrong, loads nothing of what builds one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.pipeline import KnowledgeGraph

from .commands import command, cpu_of, environment

HEAVY = (
    "spacy",
    "thinc",
    "onnxruntime",
    "pyarrow",
    "duckdb",
    "pyvis",
    "networkx",
    "rdflib",
    "pyshacl",
    "trafilatura",
)
RUN = """
import sys
from kg.cli import main
try:
    main()
except SystemExit as end:
    code = end.code
else:
    code = 0
print(code or 0, *(name for name in {heavy} if name in sys.modules), file=sys.stderr)
"""
BARE = """
import sys
import pyoxigraph
from kg.store.saved import load_query
from kg.store.vocabulary import PREFIXES
store = pyoxigraph.Store.read_only(sys.argv[1])
list(store.query(load_query(sys.argv[2]).sparql, prefixes=dict(PREFIXES)))
"""
SAVED = "who-threatens-whom"


def loaded(*arguments: str | Path) -> tuple[int, list[str]]:
    """Return the exit code of a command and which heavy libraries it loaded."""
    script = RUN.format(heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    code, *names = done.stderr.splitlines()[-1].split()
    return int(code), names


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "OUT", "--saved", SAVED),
        ("query", "OUT", "ASK {}", "--format", "json"),
        ("query", "OUT", "--saved", "list"),
        ("show", "OUT", "Turkey"),
        ("explain", "OUT", "STATEMENT"),
        ("conflicts", "OUT"),
        ("conflicts", "OUT", "--format", "html"),
        ("diff", "OUT", "--since", "2019-10-01"),
        ("diff", "OUT", "OUT", "--format", "csv"),
        ("export", "OUT", "-o", "TMP/graph.csv"),
        ("export", "OUT", "-o", "TMP/graph.cypher"),
        ("view", "OUT"),
    ],
)
def test_asking_loads_nothing_that_builds(
    arguments: tuple[str, ...], built: KnowledgeGraph, tmp_path: Path
) -> None:
    places = {"OUT": str(built.path), "STATEMENT": built.graph.statements[0].id}
    words = [places.get(each, each.replace("TMP", str(tmp_path))) for each in arguments]
    assert loaded(*words) == (0, [])


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "nowhere"),
        ("build", "."),
        ("query", "nowhere", "ASK {}"),
        ("show", "OUT", "Nobody At All"),
        ("ask", "nowhere", "Who threatened Turkey?"),
        ("ask", "OUT", "Who threatened Turkey?", "--now", "yesterday"),
        ("explain", "OUT", "0000"),
        ("export", "OUT", "-o", "graph.docx"),
        ("view", "nowhere"),
        ("remove", "nowhere", "a.txt"),
        ("backup", "nowhere", "copy"),
    ],
)
def test_an_error_of_one_line_loads_nothing_that_builds(
    arguments: tuple[str, ...], built: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert loaded(*(str(built.path) if each == "OUT" else each for each in arguments)) == (2, [])


def test_a_format_loads_its_library_and_no_other(out: Path, tmp_path: Path) -> None:
    assert loaded("export", out, "-o", tmp_path / "graph.graphml") == (0, ["networkx"])


def test_importing_and_asking_take_little_cpu(out: Path) -> None:
    bare = least([sys.executable, "-c", BARE, str((out / "store").resolve()), SAVED])
    assert least(command("query", out, "--saved", SAVED)) - bare < 0.35
    assert least([sys.executable, "-c", "import kg"]) - least([sys.executable, "-c", ""]) < 0.35


def least(arguments: list[str]) -> float:
    """Return the least CPU that a command takes of three times: what else runs on a machine can only add to it."""
    return min(cpu_of(arguments) for _ in range(3))
