"""Views as pages: templates that escape whatever comes from an article, and ask nobody else for anything; the drawing alone runs a script, its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..export.text import days
from ..types import Interval

__all__ = ["DRAWN", "POLICY", "asset", "render"]

_FOLDER = Path(__file__).parent / "templates"
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
DRAWN = POLICY.replace("style-src", "script-src 'self'; connect-src 'self'; img-src data: blob:; style-src")
_ASSETS = ("style.css", "neighbourhood.js")
_SMALL_THEN_LARGE = re.compile(r"(?<=[a-z])(?=[A-Z])")


def render(name: str, **values: object) -> str:
    """Return the page of a template; a value that it needs and is not given is an error."""
    return _environment().get_template(f"{name}.html").render(**{"query": "", "question": "", **values})


def asset(name: str) -> str | None:
    """Return a style or script that pages load, nothing for any other name. vis-network is the copy that pyvis ships."""
    if name == "vis-network.js":
        import pyvis

        (library,) = (Path(pyvis.__file__).parent / "lib").glob("vis-9.1*/vis-network.min.js")
        return library.read_text(encoding="utf-8")
    return (_FOLDER / name).read_text(encoding="utf-8") if name in _ASSETS else None


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    found.filters["words"] = _words
    found.filters["days"] = _days
    found.filters["short"] = lambda address: str(address).removeprefix("/entity/")
    return found


def _words(relation: str) -> str:
    """Return a relation as words.

    >>> _words("threatensSanctions")
    'threatens sanctions'
    """
    return _SMALL_THEN_LARGE.sub(" ", relation).lower()


def _days(row: Mapping[str, str | None]) -> str:
    begin, end = (date.fromisoformat(day) if (day := row[name]) else None for name in ("begin", "end"))
    return days(Interval(begin, end, ""))
