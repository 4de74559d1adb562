"""The key of what is kept: whatever can change a claim changes it, and nothing else does."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import kg
from kg.errors import StoreError
from kg.pipeline.segments import check_segments, hash_reading, is_whole, segment_name, sweep

PACKAGE = Path(kg.__file__).parent
NOT_READING = (
    "__init__.py",
    "store/",
    "pipeline/__init__.py",
)  # names, and values that reading only passes on
ENTRIES = ("pipeline/reading.py", "ingestion/__init__.py", "ontology/__init__.py", "records.py")


def imported(module: Path) -> Iterator[Path]:
    """Yield the modules of the package that a module imports, within its functions, too."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = module.parents[node.level - 1].joinpath(*(node.module or "").split("."))
            for place in (base, *(base / alias.name for alias in node.names)):
                yield from (
                    file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()
                )


def reading_modules() -> list[Path]:
    """Return all modules that reading can reach, but for the values that the graph's stages own."""
    found: set[Path] = set()
    open_ = [PACKAGE / name for name in ENTRIES]
    while open_:
        module = open_.pop()
        if module not in found and not module.relative_to(PACKAGE).as_posix().startswith(NOT_READING):
            found.add(module)
            open_ += imported(module)
    return sorted(found)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    left_out = shutil.ignore_patterns("model", "training", "__pycache__")
    return Path(shutil.copytree(PACKAGE, tmp_path_factory.mktemp("copy") / "kg", ignore=left_out))


def test_the_modules_of_reading_are_many_and_hold_those_that_were_forgotten_once() -> None:
    names = {path.relative_to(PACKAGE).as_posix() for path in reading_modules()}
    assert names >= {
        "ids.py",
        "resources.py",
        "nlp.py",
        "types.py",
        "extraction/syntax.py",
        "mapping/frames.py",
    }
    assert len(names) > 80


def test_a_change_of_any_module_that_reading_reaches_changes_the_key(copy: Path) -> None:
    assert hash_reading(copy) == hash_reading(PACKAGE)
    kept = [
        name
        for path in reading_modules()
        if not _changes_key(copy, name := path.relative_to(PACKAGE).as_posix(), b"\n# changed\n")
    ]
    assert kept == []


def test_a_change_of_any_word_list_changes_the_key(copy: Path) -> None:
    lists = [path for path in (PACKAGE / "data").rglob("*") if path.suffix in (".toml", ".tsv")]
    assert len(lists) > 20
    assert [
        p.name for p in lists if not _changes_key(copy, p.relative_to(PACKAGE).as_posix(), b"\nword\n")
    ] == []


@pytest.mark.parametrize(
    "name", ["export/html.py", "store/store.py", "assembly/belief.py", "cli.py", "server/protocol.py"]
)
def test_what_comes_after_reading_keeps_the_key(name: str, copy: Path) -> None:
    assert not _changes_key(copy, name, b"\n# changed\n")


def test_a_new_module_counts_by_itself_and_so_does_a_name(copy: Path) -> None:
    before = hash_reading(copy)
    (copy / "lexicon.py").write_text('"""New."""\n')
    added = hash_reading(copy)
    (copy / "lexicon.py").rename(copy / "words.py")
    assert len({before, added, hash_reading(copy)}) == 3
    (copy / "words.py").unlink()
    assert hash_reading(copy) == before


@cache
def whole_hash(copy: Path) -> str:
    return hash_reading(copy)


def _changes_key(copy: Path, name: str, more: bytes) -> bool:
    before, content = whole_hash(copy), (copy / name).read_bytes()
    (copy / name).write_bytes(content + more)
    try:
        return hash_reading(copy) != before
    finally:
        (copy / name).write_bytes(content)


# --- files ------------------------------------------------------------------------------------


def test_a_segment_is_whole_as_long_as_it_holds_what_its_name_says(tmp_path: Path) -> None:
    (tmp_path / "new").write_bytes(b"claims")
    path = (tmp_path / "new").rename(tmp_path / segment_name(tmp_path / "new", "key"))
    assert is_whole(path)
    assert check_segments([path]) == [path]
    path.write_bytes(b"claimz")
    assert not is_whole(path)
    with pytest.raises(StoreError, match=rf"{path.name}: damaged; build again"):
        check_segments([path])
    path.unlink()
    with pytest.raises(StoreError, match="it is gone; build again"):
        check_segments([path])


def test_what_is_not_kept_is_swept_away(tmp_path: Path) -> None:
    for name in ("a.parquet", "b.parquet", "c.new"):
        (tmp_path / name).touch()
    sweep(tmp_path, {"b.parquet"})
    assert [path.name for path in tmp_path.iterdir()] == ["b.parquet"]
