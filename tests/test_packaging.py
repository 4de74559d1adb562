"""What is shipped: a wheel that works elsewhere, declared requirements, and a lock file that says where nothing comes from."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from kg.ingestion import find_files
from kg.pipeline import KnowledgeGraph

from .commands import CORPUS, ROOT, environment, fingerprint

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PACKAGE = ROOT / "kg"


def normal(requirement: str) -> str:
    """Return the name in a requirement as indexes spell it."""
    name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


# --- the wheel --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, env=environment({"PYTHONPATH": ""}), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as file:
        return set(file.namelist())


def test_the_wheel_carries_all_of_the_package_but_training(names: set[str]) -> None:
    tracked = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix != ".pyc" and PACKAGE / "training" not in path.parents
    }
    shipped = {name for name in names if name.startswith("kg/") and not name.startswith("kg/data/ontology/")}
    assert shipped == tracked


def test_the_wheel_carries_model_lists_queries_page_and_ontology(names: set[str]) -> None:
    for name in (
        "kg/model/config.cfg",
        "kg/model/encoder/encoder.onnx",
        "kg/model/CARD.md",
        "kg/data/states.tsv",
        "kg/store/queries/who-threatens-whom.rq",
        "kg/export/page/page.html",
        "kg/export/page/page.css",
        "kg/export/page/main.js",
    ):
        assert name in names
    ontology = {f"kg/data/ontology/{path.name}" for path in (ROOT / "ontology").glob("*.ttl")}
    assert ontology
    assert ontology <= names


def test_the_wheel_carries_neither_training_nor_tests_nor_the_corpus(names: set[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert tops == {"kg", f"kg-{PROJECT['version']}.dist-info"}
    assert not [name for name in names if name.startswith("kg/training")]


def test_the_wheel_is_small_enough_to_mail(wheel: Path) -> None:
    assert wheel.stat().st_size < 32_000_000


def test_an_installed_wheel_builds_the_same_graph_from_another_folder(
    wheel: Path, built: KnowledgeGraph, tmp_path: Path
) -> None:
    python = install(wheel, tmp_path / "venv")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    env = environment({"PYTHONPATH": ""})

    def run(*command: str | Path) -> str:
        done = subprocess.run(
            [*map(str, command)], cwd=elsewhere, env=env, capture_output=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    assert Path(run(python, "-c", "import kg; print(kg.__file__, end='')")).is_relative_to(tmp_path / "venv")
    run(python.parent / "kg", "build", CORPUS, "-o", "out")
    assert fingerprint(elsewhere / "out") == fingerprint(built.path)
    assert "who-threatens-whom" in run(python, "-m", "kg", "query", "out", "--saved", "list")
    run(python, "-m", "kg", "validate", "out")


def install(wheel: Path, folder: Path) -> Path:
    """Install a wheel into a new environment that borrows the libraries of this one; return its Python."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
    ]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    (site,) = (folder / "lib").glob("python*/site-packages")
    borrowed = {path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")}
    (site / "borrowed.pth").write_text("".join(f"{path}\n" for path in sorted(borrowed)), encoding="utf-8")
    return python


# --- requirements -----------------------------------------------------------------------------


def imported() -> set[str]:
    """Return the libraries that the shipped package imports."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        if PACKAGE / "training" in path.parents:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add((node.module or "").partition(".")[0])
    return found - sys.stdlib_module_names


def test_every_library_that_is_imported_is_declared() -> None:
    optional = [
        name
        for group in ("html", "serve", "spark", "frames")
        for name in PROJECT["optional-dependencies"][group]
    ]
    declared = {normal(requirement) for requirement in (*PROJECT["dependencies"], *optional)}
    assert {normal(name) for name in imported()} <= declared


def test_the_sample_corpus_needs_no_extra() -> None:
    """``pip install .`` and ``kg build corpus/`` are all that the README asks of a newcomer."""
    assert {path.suffix for path in find_files([CORPUS])} <= {".md", ".txt", ".jsonl", ".csv"}


def test_the_extras_of_the_readme_exist() -> None:
    assert PROJECT["optional-dependencies"].keys() >= {"html", "serve", "spark", "test"}


# --- the lock file ----------------------------------------------------------------------------

LOCKED = (ROOT / "requirements.lock").read_text(encoding="utf-8")
_ENTRY = re.compile(
    r'[a-z0-9]+(-[a-z0-9]+)*==[\w.!+]+( ; python_version == "[\d.]+"( or python_version == "[\d.]+")*)?'
    r"( --hash=sha256:[0-9a-f]{64})+"
)


def entries(text: str) -> list[str]:
    """Return the requirements of a lock file, each as one line."""
    joined = re.sub(r"\s*\\\n\s*", " ", text)
    return [line for line in joined.splitlines() if line and not line.startswith("#")]


def wrong_entries(text: str) -> list[str]:
    return [entry for entry in entries(text) if not _ENTRY.fullmatch(entry)]


def addresses(text: str) -> list[str]:
    return re.findall(r"\w+://\S*|--(?:extra-)?index-url\S*|--find-links\S*|\s@\s|file:\S*", text)


def test_every_requirement_is_pinned_with_hashes() -> None:
    assert len(entries(LOCKED)) > 50
    assert wrong_entries(LOCKED) == []


def test_the_lock_file_names_no_address() -> None:
    assert addresses(LOCKED) == []


def test_every_dependency_is_locked() -> None:
    locked = {normal(entry) for entry in entries(LOCKED)}
    assert {normal(requirement) for requirement in PROJECT["dependencies"]} <= locked


@pytest.mark.parametrize(
    "entry",
    [
        "spacy>=3.8",
        "spacy==3.8.1",
        "spacy==3.8.1 --hash=md5:0123",
        f"spacy @ https://example.org/spacy.whl --hash=sha256:{'0' * 64}",
    ],
)
def test_a_loose_requirement_is_found(entry: str) -> None:
    assert wrong_entries(entry)


def test_an_address_is_found() -> None:
    assert addresses("--extra-index-url https://example.org/simple")
    assert addresses("a @ file:///tmp/a.whl")
