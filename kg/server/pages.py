"""Views as pages: templates that escape whatever comes from an article, run no script and ask nobody for anything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..export.text import days
from ..types import Interval

__all__ = ["POLICY", "render", "style"]

_FOLDER = Path(__file__).parent / "templates"
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
_SMALL_THEN_LARGE = re.compile(r"(?<=[a-z])(?=[A-Z])")


def render(name: str, **values: object) -> str:
    """Return the page of a template; a value that it needs and is not given is an error."""
    return _environment().get_template(f"{name}.html").render(**{"query": "", "question": "", **values})


def style() -> str:
    """Return the style of all pages."""
    return (_FOLDER / "style.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    found.filters["words"] = _words
    found.filters["days"] = _days
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
