"""Where the packaged data lives: the same answer from a wheel, an editable install and a checkout."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .errors import KGError

_HERE = Path(__file__).parent


def ontology_dir() -> Path:
    """Return the folder of Turtle files: inside the wheel, or beside the package in a checkout."""
    for candidate in (_HERE / "data" / "ontology", _HERE.parent / "ontology"):
        if candidate.is_dir():
            return candidate
    raise KGError("the ontology is not installed; reinstall kg")


def model_dir() -> Path:
    """Return the folder of the embedded trained pipeline."""
    return _HERE / "model"


def data_path(name: str) -> Path:
    """Return the path of a file in ``kg/data``."""
    return _HERE / "data" / name


class _Words(NamedTuple):
    lists: dict[str, frozenset[str]]
    tables: dict[str, tuple[tuple[str, ...], ...]]


@cache
def _words() -> _Words:
    found = _Words({}, {})
    for path in sorted(data_path("words").glob("*.toml")):
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        found.lists.update({name: frozenset(words) for name, words in file.get("lists", {}).items()})
        found.tables.update({name: tuple(map(tuple, rows)) for name, rows in file.get("tables", {}).items()})
    return found


def word_list(name: str) -> frozenset[str]:
    """Return the list NAME of ``data/words/*.toml``."""
    return _words().lists[name]


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the table NAME of ``data/words/*.toml``, or of ``data/NAME.tsv`` below its header."""
    if name in _words().tables:
        return _words().tables[name]
    lines = data_path(f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#")]
    return tuple(rows[1:])
