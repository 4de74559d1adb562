"""Stretches of the Gregorian calendar: what a week, a season and "early in" are in days.

Conventions, where usage leaves a choice:

* A week runs from Monday to Sunday, a weekend is its Saturday and Sunday. A decade begins with the year
  in 0, a century with the year in 01. Seasons are the meteorological ones of the northern hemisphere;
  the winter of a year begins in its December.
* *Early*, *mid* and *late* are thirds: of a month days 1-10, 11-20 and the rest; of a year four months
  each; of a decade the years 0-3, 4-6 and 7-9; of a week Monday-Tuesday, Wednesday-Thursday and
  Friday-Sunday; of a quarter or a season its months.
* The *start* and the *end* of a year, quarter or season are its first and last month, of a decade its
  first and last year, of a century its first and last ten years; of a month or a week the thirds.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"minute": 0, "hour": 0, "day": 1, "week": 7, "weekend": 7, "fortnight": 14}
_VAGUE = {"minute": 0, "hour": 0, "day": 7, "weekend": 4, "fortnight": 3, "week": 6, "month": 6}


class Days(NamedTuple):
    """A stretch of the calendar, first and last day included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def month_days(year: int, month: int, count: int = 1) -> Days:
    """Return ``count`` months from a month on; months past December run into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    end_year, end_month = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    return Days(date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1]))


def unit_days(unit: str, day: date) -> Days:
    """Return the calendar unit that a day lies in; of a weekend, the one of its week.

    >>> unit_days("quarter", date(2019, 7, 18)).last.isoformat()
    '2019-09-30'
    """
    if unit in ("week", "weekend", "fortnight"):
        monday = day - day.weekday() * DAY
        return Days(monday + (5 * DAY if unit == "weekend" else 0 * DAY), monday + 6 * DAY)
    if unit == "decade":
        return month_days(max(day.year // 10 * 10, MINYEAR), 1, 120)
    if unit == "century":
        return month_days((day.year - 1) // 100 * 100 + 1, 1, 1200)
    if unit in _MONTHS:
        size = _MONTHS[unit]
        return month_days(day.year, (day.month - 1) // size * size + 1, size)
    return Days(day, day)


def moved(day: date, unit: str, count: int) -> date:
    """Return the day a number of units later; a day that its month lacks becomes the last of the month.

    Raises ``OverflowError`` or ``ValueError`` beyond the years a date can have.
    """
    if unit in _DAYS:
        return day + count * _DAYS[unit] * DAY
    months = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
    year, month = months // 12, months % 12 + 1
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError(f"year {year} has no date")
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def vague_count(unit: str) -> int:
    """Return how many units *recent* or *coming* ones may be: seven days, six weeks or months, five years."""
    return _VAGUE.get(unit, 5 if unit in ("year", "quarter") else 3)


def part_days(part: str, days: Days) -> Days:
    """Return the early, mid or late third, or the start or end, of a stretch."""
    length = days.length
    if length <= 2:
        return days
    if length > 31 and _months_in(days) > 2:
        return _clipped(_large_part(part, days), days)
    cuts = (
        (0, 2, 4, 7)
        if length == 7
        else (0, 10, 20, length)
        if length >= 28
        else (0, length // 3, length * 2 // 3, length)
    )
    index = {"early": 0, "start": 0, "mid": 1, "late": 2, "end": 2}[part]
    return Days(days.first + cuts[index] * DAY, days.first + (cuts[index + 1] - 1) * DAY)


def _large_part(part: str, days: Days) -> Days:
    months = _months_in(days)
    edge = 1 if months <= 24 else 12 if months <= 240 else 120
    if part == "start":
        return month_days(days.first.year, days.first.month, edge)
    if part == "end":
        return month_days(days.first.year, days.first.month + months - edge, edge)
    step = 12 if months > 24 else 1  # thirds of decades are whole years
    count = months // step
    first, second = -(-count // 3), -(-count // 3) + count // 3
    from_, to = {"early": (0, first), "mid": (first, second), "late": (second, count)}[part]
    return month_days(days.first.year, days.first.month + from_ * step, max((to - from_) * step, 1))


def half_days(index: int, days: Days) -> Days:
    """Return the first (0) or second half: whole months of a longer stretch, days 1-15 of a month."""
    if days.length == 1:
        return days
    if days.length > 31 and _months_in(days) > 1:
        months = _months_in(days)
        first = months // 2
        start = days.first.month + (first if index else 0)
        return _clipped(month_days(days.first.year, start, months - first if index else first), days)
    middle = days.first + (14 if days.length >= 28 else days.length // 2 - 1) * DAY
    return Days(middle + DAY, days.last) if index else Days(days.first, middle)


def _clipped(days: Days, whole: Days) -> Days:
    return Days(max(days.first, whole.first), min(days.last, whole.last))


def _months_in(days: Days) -> int:
    first, last = days
    return (last.year - first.year) * 12 + last.month - first.month + 1


def nth_days(number: int, count: int, unit: str, days: Days) -> Days | None:
    """Return the ``number``-th run of ``count`` units of a stretch, counted from its end when negative.

    ``None`` when the stretch has no such run: *the sixth week of March*. Weeks count from its first day.
    """
    size = _DAYS.get(unit, 0) or (0 if unit in _MONTHS else 1)
    if number > 0:
        first = _stepped(days.first, unit, size, (number - 1) * count)
        last = _stepped(days.first, unit, size, number * count) - DAY
    else:
        beyond = days.last + DAY
        first = _stepped(beyond, unit, size, number * count)
        last = _stepped(beyond, unit, size, (number + 1) * count) - DAY
    if first > days.last or last < days.first:
        return None
    return Days(max(first, days.first), min(last, days.last))


def _stepped(day: date, unit: str, size: int, count: int) -> date:
    return day + count * size * DAY if size else moved(day, unit, count)


def nth_weekday(number: int, weekday: int, days: Days) -> date | None:
    """Return the ``number``-th such weekday of a stretch, counted from its end when negative."""
    if number > 0:
        day = days.first + (weekday - days.first.weekday()) % 7 * DAY + 7 * (number - 1) * DAY
    else:
        day = days.last - (days.last.weekday() - weekday) % 7 * DAY + 7 * (number + 1) * DAY
    return day if days.first <= day <= days.last else None


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches (the usual computus of the Gregorian calendar)."""
    golden, century = year % 19, year // 100
    skipped = century - century // 4 - (8 * century + 13) // 25
    epact = (skipped + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    offset = epact - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))
