"""The word lists in ``kg/data``: each is in order, says what it is for, and is read by some module."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from kg import resources
from kg.resources import table, word_list

PACKAGE = Path(resources.__file__).parent
FILES = sorted((PACKAGE / "data" / "words").glob("*.toml"))
CONTENT = {path: tomllib.loads(path.read_text(encoding="utf-8")) for path in FILES}
LISTS = [(name, words) for file in CONTENT.values() for name, words in file.get("lists", {}).items()]
TABLES = [(name, rows) for file in CONTENT.values() for name, rows in file.get("tables", {}).items()]
SEPARATE = [path.stem for path in (PACKAGE / "data").glob("*.tsv")]
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in (PACKAGE, PACKAGE.parent / "tests")
    for path in folder.rglob("*.py")
)


def test_no_two_lists_or_tables_have_one_name() -> None:
    counts = Counter([name for name, _ in LISTS + TABLES] + SEPARATE)
    assert len(counts) > 100
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(("name", "words"), LISTS)
def test_a_list_is_in_order_and_names_no_word_twice(name: str, words: list[str]) -> None:
    assert words
    assert words == sorted(set(words), key=lambda word: (word.casefold(), word))
    assert word_list(name) == set(words)


@pytest.mark.parametrize(("name", "rows"), TABLES)
def test_the_rows_of_a_table_are_different_and_have_equally_many_cells(
    name: str, rows: list[list[str]]
) -> None:
    assert len({len(row) for row in rows}) == 1
    assert len(set(map(tuple, rows))) == len(rows)
    assert table(name) == tuple(map(tuple, rows))


@pytest.mark.parametrize("name", [name for name, _ in LISTS + TABLES] + SEPARATE)
def test_some_module_reads_it(name: str) -> None:
    assert re.search(rf"""["']{name}(?:\.tsv)?["']""", CODE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_above_each_list_and_table_stands_what_it_is_for(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert set(CONTENT[path]) <= {"lists", "tables"}
    starts = [number for number, line in enumerate(lines) if re.match(r"\w+ = \[", line)]
    assert len(starts) == sum(map(len, CONTENT[path].values()))
    assert all(lines[number - 1].startswith("# ") for number in starts)
