"""The house rules that a machine can check. Each check takes source text, so that the end of this file can show it fail."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import networkx as nx
import pytest

import kg

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "kg"
LADDER = (
    "types errors",
    "ids resources settings",
    "wording",
    "ontology records name_tokens",
    "parsing",
    "nlp ingestion",
    "extraction",
    "mapping",
    "assembly",
    "store",
    "analysis",
    "export evaluation",
    "pipeline",
    "questions",
    "distributed server",
    "commands completion",
    "asking editing sharing",
    "cli training",
    "__init__ __main__",
)
RUNG = {room: number for number, rung in enumerate(LADDER) for room in rung.split()}
PRINTS = {"asking", "commands", "editing", "sharing", "cli", "training"}
NO_CODE = ("data", "model")

MODULES = {
    path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*.py"))
}
LISTS = sorted(
    path
    for folder in (PACKAGE / "data", PACKAGE / "training" / "data")
    for path in folder.rglob("*")
    if path.is_file()
)
TURTLE = sorted((ROOT / "ontology").glob("*.ttl"))
modules = pytest.mark.parametrize("module", MODULES)

_SOURCE = re.compile(r"\bwritten for\b|\bSource: |\bown list\b|\bby way of\b|https?://", re.IGNORECASE)
_LICENCE = re.compile(r"\bMIT\b|\bCC0\b|\bCC BY\b|\bApache\b|\bBSD\b|\bpublic domain\b")


def room(module: str) -> str:
    return module.split("/")[0].removesuffix(".py")


def imported(source: str, module: str) -> Iterator[tuple[str, bool]]:
    """Yield what a module imports of kg, at the top or inside a function: the room, and whether by a relative path."""
    here = ("kg", *module.removesuffix(".py").split("/"))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.level:
            target = (*here[: len(here) - node.level], *filter(None, (node.module or "").split(".")))
            yield from ((name, True) for name in target[1:2] or [alias.name for alias in node.names])
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = (
                [node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            )
            parts = [(name or "").split(".") for name in names]
            yield from ((path[1] if path[1:] else "__init__", False) for path in parts if path[0] == "kg")


def wrong_imports(source: str, module: str) -> list[str]:
    own, found = room(module), []
    for other, relative in imported(source, module):
        if not relative:
            found.append(f"{other} by an absolute path")
        if other != own and other in RUNG and RUNG[other] >= RUNG[own]:
            found.append(f"{other}, which stands below or beside {own}")
    return found


def wrong_words(source: str, module: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assert):
            found.append(f"assert in line {node.lineno}")
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            found.append(f"bare except in line {node.lineno}")
        calls = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        if calls and room(module) not in PRINTS:
            found.append(f"print in line {node.lineno}")
    return found


def cycles(sources: Mapping[str, str]) -> list[list[str]]:
    """Return the modules that import each other in a circle, also within functions; what only types need does not count."""
    graph = nx.DiGraph(
        (module, other)
        for module, source in sources.items()
        for other in modules_imported(source, module, sources)
    )
    return sorted(sorted(circle) for circle in nx.strongly_connected_components(graph) if len(circle) > 1)


def modules_imported(source: str, module: str, known: Collection[str]) -> Iterator[str]:
    here, tree = ("kg", *module.split("/")), ast.parse(source)
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not node.level or node in for_types:
            continue
        base = "/".join((*here[1 : len(here) - node.level], *filter(None, (node.module or "").split("."))))
        for alias in node.names:
            inner = f"{base}/{alias.name}".lstrip("/")
            places = [inner] if {f"{inner}.py", f"{inner}/__init__.py"} & set(known) else [base]
            for place in places:
                found = {f"{place}.py", f"{place}/__init__.py".lstrip("/")} & set(known)
                yield from found - {module}


def by_name(source: str) -> bool:
    """Return whether a module imports others by names that are only known when it runs."""
    names = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    return bool(names & {"import_module", "__import__", "importlib"})


def too_long(source: str, limit: int = 400) -> bool:
    return len(source.splitlines()) > limit


def hidden_submodules(source: str, submodules: set[str]) -> set[str]:
    """Return the public names of a room that would hide a submodule of the same name."""
    names: set[str] = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.ImportFrom):
            whole = node.level == 1 and node.module is None  # "from . import module" is the submodule itself
            names |= set() if whole else {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
    return names & submodules


def says_where_from(first_line: str) -> bool:
    return first_line.startswith("#") and bool(_SOURCE.search(first_line) and _LICENCE.search(first_line))


@modules
def test_imports_come_from_above_and_are_relative(module: str) -> None:
    assert wrong_imports(MODULES[module], module) == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert cycles(MODULES) == []


def test_only_the_doors_import_by_name() -> None:
    """What is imported so is invisible to the checks above."""
    doors = {module for module in MODULES if by_name(MODULES[module]) and not module.startswith("training")}
    assert doors == {"__init__.py", "export/__init__.py", "pipeline/__init__.py"}


def test_every_room_has_a_rung() -> None:
    assert {room(module) for module in MODULES} <= RUNG.keys()


@modules
def test_a_module_can_be_read_at_one_sitting(module: str) -> None:
    assert not too_long(MODULES[module])


@modules
def test_nothing_asserts_prints_or_swallows_every_error(module: str) -> None:
    assert wrong_words(MODULES[module], module) == []


def test_no_public_name_hides_a_room() -> None:
    assert not set(kg.__all__) & RUNG.keys() - {"__init__"}


@pytest.mark.parametrize("module", [module for module in MODULES if module.endswith("/__init__.py")])
def test_no_public_name_of_a_room_hides_a_module_in_it(module: str) -> None:
    folder = (PACKAGE / module).parent
    inside = {path.stem for path in folder.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert hidden_submodules(MODULES[module], inside) == set()


@modules
def test_a_module_says_what_it_is_for(module: str) -> None:
    source = MODULES[module]
    assert ast.get_docstring(ast.parse(source)) or module == "__main__.py"


@pytest.mark.parametrize("folder", NO_CODE)
def test_data_and_model_hold_no_code(folder: str) -> None:
    assert list((PACKAGE / folder).rglob("*.py")) == []


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_word_list_names_its_source_and_licence_in_its_first_line(path: Path) -> None:
    with path.open(encoding="utf-8") as file:
        assert says_where_from(file.readline())


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.name)
def test_the_ontology_names_its_source_and_licence_at_its_head(path: Path) -> None:
    head = path.read_text(encoding="utf-8").split("\n@prefix")[0]
    assert says_where_from(" ".join(head.split()))


# --- every check can fail -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "module", "found"),
    [
        ("from ..store import Store", "extraction/clauses.py", "store, which"),
        ("from .. import store", "extraction/clauses.py", "store, which"),
        ("from .errors import KGError\nfrom .cli import app", "nlp.py", "cli, which"),
        ("def late():\n    from ..mapping import frames", "extraction/clauses.py", "mapping, which"),
        ("from . import pipeline", "store.py", "pipeline, which"),
        ("from .evaluation import scores", "export.py", "evaluation, which"),
        ("import kg.types", "store/quads.py", "types by an absolute path"),
        ("from kg.types import Claim", "store/quads.py", "types by an absolute path"),
        ("from kg import build", "cli.py", "__init__ by an absolute path"),
    ],
)
def test_a_wrong_import_is_found(source: str, module: str, found: str) -> None:
    assert any(message.startswith(found) for message in wrong_imports(source, module))


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("from ..types import Claim", "store/quads.py"),
        ("from . import quads", "store/store.py"),
        ("from .quads import to_quads", "store/__init__.py"),
        ("import kgx, json", "store/quads.py"),
    ],
)
def test_a_right_import_is_let_pass(source: str, module: str) -> None:
    assert wrong_imports(source, module) == []


CATCHES_ALL = (
    "try:\n    f()\nexcept:\n    g()"  # a text, never run: what the check against bare excepts must find
)


def test_a_circle_is_found_and_what_only_types_need_is_none() -> None:
    late = "def late():\n    from .b import g"
    for_types = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .b import g"
    assert cycles({"x/a.py": late, "x/b.py": "from . import a"}) == [["x/a.py", "x/b.py"]]
    assert cycles({"x/a.py": "from ..y import b", "y/__init__.py": "", "y/b.py": "from ..x.a import f"}) == [
        ["x/a.py", "y/b.py"]
    ]
    assert cycles({"x/a.py": for_types, "x/b.py": "from . import a"}) == []


@pytest.mark.parametrize("source", ["assert True", CATCHES_ALL, "def f():\n    print('here')"])
def test_a_wrong_word_is_found(source: str) -> None:
    assert wrong_words(source, "store/quads.py")


def test_the_command_line_may_print() -> None:
    assert wrong_words("print(1)", "cli.py") == wrong_words("print(1)", "training/card.py") == []


def test_a_long_module_is_found() -> None:
    assert too_long("x\n" * 401)
    assert not too_long("x\n" * 400)


def test_a_name_that_hides_a_submodule_is_found() -> None:
    assert hidden_submodules("from .extract import extract", {"extract"}) == {"extract"}
    assert hidden_submodules("def rows() -> None: ...", {"rows"}) == {"rows"}
    assert hidden_submodules("from . import rows", {"rows"}) == set()


@pytest.mark.parametrize(
    "line", ["verb\tnoun", "# Verbs of speech", "# Verbs; written for kg", "# Verbs, MIT"]
)
def test_a_list_without_source_or_licence_is_found(line: str) -> None:
    assert not says_where_from(line)
