"""Answers as tables for a terminal: no wider than it is, and one value a line where columns do not fit side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from io import StringIO

from ..store import Answer
from ..wording import count
from .passages import printable

__all__ = ["table_text"]

_WIDTH = 140
_GAP = 3  # characters between two columns
_ENOUGH = 24  # characters of a line that still read well; a column that needs as many gets no fewer
_INDENT = 2


def table_text(answer: Answer, *, width: int = _WIDTH) -> str:
    """Return an answer as a table that wraps long cells, or, if it has too many columns for that, as one record after another."""
    rows = [tuple(printable(cell.expandtabs(1)) for cell in row) for row in answer.texts()]
    least = [_least([name, *(row[index] for row in rows)]) for index, name in enumerate(answer.columns)]
    fits = sum(least) + _GAP * (len(least) - 1) < width
    body = _table(answer.columns, rows, width) if fits else "\n\n".join(_records(answer.columns, rows, width))
    return f"{body}\n{count(len(answer), 'row')}"


def _least(cells: Sequence[str]) -> int:
    longest = max((len(line) for cell in cells for line in cell.splitlines()), default=0)
    return max(len(cells[0]), min(longest, _ENOUGH))


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for index, column in enumerate(columns):
        cells = [column, *(row[index] for row in rows)]
        table.add_column(column, overflow="fold", min_width=_least(cells))
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))  # Text: brackets in articles are no markup
    out = StringIO()
    Console(file=out, width=width, color_system=None).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()).strip("\n")


def _records(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    margin = max(map(len, columns)) + _INDENT
    room = max(width - margin, _ENOUGH)
    for row in rows:
        lines = []
        for name, cell in zip(columns, row, strict=True):
            first, *more = textwrap.wrap(cell, room) or [""]
            lines += [f"{name:{margin}}{first}".rstrip(), *(f"{'':{margin}}{line}" for line in more)]
        yield "\n".join(lines)
