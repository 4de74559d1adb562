"""Where the packaged data lives: the same answer from a wheel, an editable install and a checkout."""

from functools import cache
from pathlib import Path

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


@cache
def word_list(name: str) -> frozenset[str]:
    """Return ``data/NAME.txt``: one entry a line, ``#`` starts a comment line."""
    lines = data_path(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of ``data/NAME.tsv`` below its header; ``#`` starts a comment line."""
    lines = data_path(f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#")]
    return tuple(rows[1:])
