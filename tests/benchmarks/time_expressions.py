"""Measure our reading of time expressions beside dateparser's on the gold table.

Run by hand: ``python tests/benchmarks/time_expressions.py [--misses]``. dateparser gives a moment and the
period it belongs to (a day, month or year); it counts as right when that period is the expected interval.
*Touches* is kinder: its moment lies anywhere in the expected interval. What has no known interval is right
when nothing is given. kg itself does not need dateparser.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from kg.extraction.temporal import find_times, read_time

GOLD = Path(__file__).parents[1] / "gold" / "time_expressions.tsv"


class Row(NamedTuple):
    """A line of the table."""

    expression: str
    anchor: date | None
    tense: str | None
    begin: date | None
    end: date | None


Ends = tuple[date | None, date | None]


def rows() -> list[Row]:
    """Read the table."""
    lines = [line for line in GOLD.read_text(encoding="utf-8").splitlines() if not line.startswith("#")][1:]
    day: Callable[[str], date | None] = lambda cell: None if cell == "-" else date.fromisoformat(cell)
    cells = [line.split("\t") for line in lines]
    return [Row(c[0], day(c[1]), None if c[2] == "-" else c[2], day(c[3]), day(c[4])) for c in cells]


def ours(row: Row) -> Ends:
    """Read an expression with kg."""
    found = read_time(row.expression, row.anchor, tense=row.tense)
    return (found.begin, found.end) if found else (None, None)


def theirs(row: Row) -> Ends:
    """Read an expression with dateparser, told the anchor and the tense as far as it has settings."""
    from dateparser.date import DateDataParser

    settings: dict[str, object] = {"PREFER_DATES_FROM": row.tense or "past"}
    if row.anchor:
        settings["RELATIVE_BASE"] = datetime(row.anchor.year, row.anchor.month, row.anchor.day, 12)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = DateDataParser(languages=["en"], settings=settings).get_date_data(row.expression)
    if found.date_obj is None:
        return None, None
    return period(found.date_obj.date(), found.period)


def period(day: date, name: str) -> Ends:
    """Return the week, month or year of a day."""
    if name == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if name == "month":
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return day.replace(day=1), following - timedelta(days=1)
    if name == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    return day, day


def touches(row: Row, ends: Ends) -> bool:
    """Tell whether a moment given lies in the expected interval, or neither is known."""
    if row.begin is None and row.end is None:
        return ends == (None, None)
    moment = ends[0] or ends[1]
    return moment is not None and (row.begin or date.min) <= moment <= (row.end or date.max)


def report(name: str, read: Callable[[Row], Ends], table: list[Row], *, misses: bool) -> None:
    """Print how many of the table a reader gets right, in all and by kind."""
    start = time.perf_counter()
    found = [read(row) for row in table]
    spent = (time.perf_counter() - start) / len(table) * 1000
    kinds = {
        "all": list(range(len(table))),
        "no anchor needed": [
            i for i, row in enumerate(table) if row.anchor is None and (row.begin or row.end)
        ],
        "seen from an anchor": [i for i, row in enumerate(table) if row.anchor and (row.begin or row.end)],
        "unknown": [i for i, row in enumerate(table) if not (row.begin or row.end)],
        "single days": [i for i, row in enumerate(table) if row.begin and row.begin == row.end],
    }
    print(f"{name} ({spent:.2f} ms an expression)")
    for kind, indices in kinds.items():
        exact = sum(found[i] == (table[i].begin, table[i].end) for i in indices)
        near = sum(touches(table[i], found[i]) for i in indices)
        print(
            f"  {kind:20} {exact:4}/{len(indices):<4} exact {exact / len(indices):6.1%}"
            f"   touches {near / len(indices):6.1%}"
        )
    for row, ends in zip(table, found, strict=True):
        if misses and ends != (row.begin, row.end):
            print(
                f"    {row.expression!r} [{row.anchor} {row.tense}]: {row.begin} {row.end},"
                f" got {ends[0]} {ends[1]}"
            )


def speed(table: list[Row]) -> None:
    """Print how fast times are found in running text."""
    text = " ".join(
        f"The ministers met again {row.expression}, and the office gave no reason." for row in table
    )
    text *= max(1_000_000 // len(text), 1)
    start = time.perf_counter()
    count = len(find_times(text))
    spent = time.perf_counter() - start
    print(
        f"finding: {count} expressions in {len(text) / 1e6:.2f} MB, dense with them,"
        f" {len(text) / 1e6 / spent:.2f} MB/s"
    )


def main() -> None:
    """Print the comparison."""
    table = rows()
    misses = "--misses" in sys.argv
    report("kg", ours, table, misses=misses)
    try:
        import dateparser
    except ImportError:
        print("dateparser is not installed; pip install dateparser to compare")
    else:
        report(f"dateparser {dateparser.__version__}", theirs, table, misses=misses)
    speed(table)


if __name__ == "__main__":
    main()
