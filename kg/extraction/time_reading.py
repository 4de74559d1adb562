"""From what an expression says to days on the calendar, given the day of publication and the tense.

A weekday, a month or a day without its year is the latest that had begun by the anchor in a clause that
looks back, and the next that is not over in one that looks ahead (the anchor's own day counts in both).
Nothing is guessed: what needs an anchor that is not there, or an event without its date, stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from ..types import Certainty
from .time_spans import (
    DAY,
    Days,
    easter,
    half_days,
    month_days,
    moved,
    nth_days,
    nth_weekday,
    part_days,
    unit_days,
)
from .time_values import (
    Ahead,
    Amount,
    Bound,
    CalendarDate,
    Event,
    Fixed,
    Loose,
    Node,
    Nth,
    Offset,
    Part,
    Range,
    Rolling,
    Shift,
    SoFar,
    Undated,
    Weekly,
    Which,
    Within,
    Yearly,
)

_ORDER = (Certainty.UNKNOWN, Certainty.POSSIBLE, Certainty.PROBABLE, Certainty.CERTAIN)
_LOOKS_AHEAD = ("by", "until", "before")
_YEARS_TRIED = 12  # a weekday falls on the same date again within twelve years, except on 29 February


class View(NamedTuple):
    """From where a text looks: the day of publication, the tense, and the time the story last told.

    ``tense`` is ``past`` or ``future``, ``inside`` (first from the anchor on: *July last year*), or ``None``.
    """

    anchor: date | None
    tense: str | None = None
    told: Days | None = None


class Dated(NamedTuple):
    """A stretch and how surely it was read."""

    days: Days
    certainty: Certainty


class Reading(NamedTuple):
    """First and last day, ``None`` where open or unknown, and how surely they were read."""

    begin: date | None
    end: date | None
    certainty: Certainty


UNKNOWN = Reading(None, None, Certainty.UNKNOWN)


def read(node: Node, view: View) -> Reading:
    """Return the interval that an expression means, seen from a day; unknown when it cannot be told."""
    try:
        if isinstance(node, Bound):
            return _bounded(node, view)
        found = date_of(node, view)
    except (OverflowError, ValueError):  # beyond the years a date can have, or 31 February
        return UNKNOWN
    return Reading(*found.days, found.certainty) if found else UNKNOWN


def _bounded(node: Bound, view: View) -> Reading:
    relation, of = node.relation, node.of
    if view.tense is None and relation in _LOOKS_AHEAD:
        view = view._replace(tense="future")
    found = date_of(of, view)
    if found is None:
        return UNKNOWN
    (first, last), certainty = found
    edge = of.part if isinstance(of, Part) else ""
    if relation == "since":
        return Reading(first, None, certainty)
    if relation == "after":
        return Reading(first if edge == "start" else last + DAY, None, certainty)
    if edge == "start" or relation == "before":
        whole = last if edge == "end" else first
        return Reading(None, whole - DAY if relation == "before" and edge != "end" else whole, certainty)
    return Reading(None, last, certainty)


def date_of(node: Node, view: View) -> Dated | None:
    """Return the stretch that a closed expression means, ``None`` when it cannot be told."""
    match node:
        case Fixed(days, certainty):
            return Dated(days, certainty) if days else None
        case CalendarDate(year=int()):
            return Dated(_calendar(node, node.year or 0), Certainty.CERTAIN)
        case CalendarDate() | Yearly() | Weekly():
            return _recurring(node, view)
        case Which(which, of):
            return _which(which, of, view)
        case Within(inner, of):
            return _within(inner, of, view)
        case Part() | Nth():
            return _part(node, view)
        case Range():
            return _range(node, view)
        case Shift() | Rolling() | Ahead() | SoFar():
            return _from_anchor(node, view)
        case Offset():
            return _offset(node, view)
        case Event(day):
            found = date_of(day, view) if day else None
            return found and Dated(
                found.days, Certainty.PROBABLE if found.days.length == 1 else Certainty.POSSIBLE
            )
        case Loose(of):
            found = date_of(of, view)
            return found and Dated(found.days, _weaker(found.certainty))
        case Bound() | Undated():
            return None


def _weakest(*all_: Certainty) -> Certainty:
    return min(all_, key=_ORDER.index)


def _weaker(certainty: Certainty) -> Certainty:
    return _ORDER[max(_ORDER.index(certainty) - 1, 1)]


def _calendar(node: CalendarDate, year: int) -> Days:
    if node.month is None:
        return month_days(year, 1, 12)
    if node.day is None:
        return month_days(year, node.month)
    day = date(year, node.month, node.day)
    return Days(day, day)


def _yearly(rule: str, year: int) -> Days:
    """Return when a rule of ``time_named_days.tsv``, a season or a quarter falls in a year."""
    name, *numbers = rule.split()
    if name == "season":
        return month_days(year, int(numbers[0]), 3)
    if name in ("quarter", "half"):
        size = 3 if name == "quarter" else 6
        return month_days(year, size * int(numbers[0]) - size + 1, size)
    if name == "easter":
        return Days(easter(year) + int(numbers[0]) * DAY, easter(year) + int(numbers[-1]) * DAY)
    if name == "nth":
        month, weekday, number = (int(each) for each in numbers)
        day = nth_weekday(number, weekday, month_days(year, month))
    else:
        day = date(year, int(rule[:2]), int(rule[3:]))
    if day is None:
        raise ValueError(f"{rule} does not fall in {year}")
    return Days(day, day)


def _occurrences(node: CalendarDate | Yearly, anchor: date) -> list[Days]:
    """Return when something comes round in the years about the anchor, in order."""
    found = []
    for year in range(max(anchor.year - _YEARS_TRIED, 1), min(anchor.year + _YEARS_TRIED, 9998) + 1):
        try:
            days = _calendar(node, year) if isinstance(node, CalendarDate) else _yearly(node.rule, year)
        except ValueError:
            continue  # no 29 February
        weekday = node.weekday if isinstance(node, CalendarDate) else None
        if weekday is None or days.first.weekday() == weekday:
            found.append(days)
    return found


def _recurring(node: CalendarDate | Yearly | Weekly, view: View) -> Dated | None:
    """Return the last that had begun, or the next that is not over, as the tense has it."""
    if view.anchor is None:
        return None
    anchor = view.anchor
    tests: dict[str | None, Callable[[Days], bool]] = {
        "future": lambda days: days.last >= anchor,
        "inside": lambda days: days.first >= anchor,
    }
    if isinstance(node, CalendarDate) and node.weekday is not None:
        days = min(_near(node, anchor), key=lambda days: abs(days.first - anchor), default=None)
    elif view.tense in tests:
        days = _first(node, anchor, tests[view.tense])
    else:
        days = _last(node, anchor, lambda days: days.first <= anchor)
    vague = isinstance(node, Yearly) and node.rule.startswith("season")
    sure = view.tense == "inside" and not vague
    return days and Dated(days, Certainty.CERTAIN if sure else Certainty.PROBABLE)


def _near(node: CalendarDate | Yearly | Weekly, anchor: date) -> list[Days]:
    if not isinstance(node, Weekly):
        return _occurrences(node, anchor)
    first = anchor - (anchor.weekday() - node.weekday) * DAY
    begins = [first + 7 * step * DAY for step in (-2, -1, 0, 1, 2)]
    return [Days(begin, begin + (node.length - 1) * DAY) for begin in begins]


def _first(node: CalendarDate | Yearly | Weekly, anchor: date, test: Callable[[Days], bool]) -> Days | None:
    return next((days for days in _near(node, anchor) if test(days)), None)


def _last(node: CalendarDate | Yearly | Weekly, anchor: date, test: Callable[[Days], bool]) -> Days | None:
    return next((days for days in reversed(_near(node, anchor)) if test(days)), None)


def _which(which: int, of: Node, view: View) -> Dated | None:
    """Return the last, this or the next of what comes round; *last Tuesday* in the same week is doubtful."""
    anchor = view.anchor
    if anchor is None or not isinstance(of, CalendarDate | Yearly | Weekly):
        return None
    if which < 0:
        days = _last(of, anchor, lambda days: days.last < anchor)
    elif which > 0:
        days = _first(of, anchor, lambda days: days.first > anchor)
    elif view.tense is not None and isinstance(of, Weekly):
        return _recurring(of, view)
    else:
        days = _this(of, anchor)
    if days is None:
        return None
    near = (
        which != 0 and isinstance(of, Weekly) and unit_days("week", anchor) == unit_days("week", days.first)
    )
    return Dated(days, Certainty.POSSIBLE if near else Certainty.PROBABLE)


def _this(of: CalendarDate | Yearly | Weekly, anchor: date) -> Days | None:
    """Return the one that the anchor lies in, or else that of its own year or week."""
    now = _last(of, anchor, lambda days: days.first <= anchor <= days.last)
    own = unit_days("week" if isinstance(of, Weekly) else "year", anchor)
    return now or _first(of, anchor, lambda days: own.first <= days.first <= own.last)


def _within(inner: Node, of: Node, view: View) -> Dated | None:
    outer = date_of(of, view)
    if outer is None:
        return None
    found = date_of(inner, View(outer.days.first, "inside"))
    if found is None or found.days.first > outer.days.last:
        return None
    return Dated(found.days, _weakest(found.certainty, outer.certainty))


def _part(node: Part | Nth, view: View) -> Dated | None:
    """Return a part of a stretch; where the stretch comes round, the one whose part the tense can mean."""
    whole = date_of(node.of, view)
    found = whole and _cut(node, whole)
    if not found or view.anchor is None or not _comes_round(node.of):
        return found
    ahead = view.tense == "future"
    if ahead and found.days.last < view.anchor:
        again = date_of(node.of, view._replace(anchor=whole.days.last + DAY)) if whole else None
        return again and _cut(node, again)
    if not ahead and view.tense != "inside" and found.days.first > view.anchor:
        again = date_of(node.of, view._replace(anchor=whole.days.first - DAY)) if whole else None
        return again and _cut(node, again)
    return found


def _comes_round(node: Node) -> bool:
    if isinstance(node, Part | Nth):
        return _comes_round(node.of)
    return isinstance(node, Yearly | Weekly) or (isinstance(node, CalendarDate) and node.year is None)


def _cut(node: Part | Nth, whole: Dated) -> Dated | None:
    days, certainty = whole
    if isinstance(node, Nth):
        if node.weekday is not None:
            day = nth_weekday(node.number, node.weekday, days)
            return Dated(Days(day, day), certainty) if day else None
        some = nth_days(node.number, node.count, node.unit, days)
        return Dated(some, certainty if node.exact else Certainty.POSSIBLE) if some else None
    if node.part == "week":
        return Dated(unit_days("week", days.first), certainty)
    if node.part.endswith("half"):
        return Dated(half_days(int(node.part.startswith("second")), days), certainty)
    parts = [part_days(part, days) for part in node.part.split("-")]
    cut = Days(min(part.first for part in parts), max(part.last for part in parts))
    return Dated(cut, certainty if cut == days else _weakest(certainty, Certainty.PROBABLE))


def _range(node: Range, view: View) -> Dated | None:
    """Return the stretch between two; the end that says no year takes it from the other."""
    loose_first, loose_last = _comes_round(node.first), _comes_round(node.last)
    if loose_last and (not loose_first or view.tense == "future"):
        first = date_of(node.first, view)
        last = first and date_of(node.last, View(first.days.last, "future"))
    else:
        last = date_of(node.last, view)
        first = last and date_of(node.first, View(last.days.first, "past") if loose_first else view)
    if first is None or last is None or first.days.first > last.days.last:
        return None
    sides = [side.certainty for side, loose in ((first, loose_first), (last, loose_last)) if not loose]
    own = node.certainty if sides else _weakest(node.certainty, Certainty.PROBABLE)
    return Dated(Days(first.days.first, last.days.last), _weakest(own, *sides))


def _from_anchor(node: Shift | Rolling | Ahead | SoFar, view: View) -> Dated | None:
    anchor = view.anchor
    if anchor is None:
        return date_of(node.of, view) if isinstance(node, SoFar) and not isinstance(node.of, Shift) else None
    match node:
        case Shift(unit, low, high, certainty):
            days = Days(
                unit_days(unit, moved(anchor, unit, low)).first,
                unit_days(unit, moved(anchor, unit, high)).last,
            )
            return Dated(days, certainty)
        case Rolling(amount, sign):
            certainty = Certainty.PROBABLE if amount.exact else Certainty.POSSIBLE
            far = _rolled(anchor, amount, sign)
            return Dated(Days(min(far, anchor), max(far, anchor)), certainty)
        case Ahead(of, doubtful):
            if view.tense == "past":
                return None
            found = date_of(of, view._replace(tense="future"))
            most = Certainty.POSSIBLE if doubtful and not view.tense else Certainty.PROBABLE
            return found and Dated(found.days, _weakest(most, found.certainty))
        case SoFar(sign, of, certainty):
            found = date_of(of, view)
            if found is None or not found.days.first <= anchor <= found.days.last:
                return found
            days = Days(found.days.first, anchor) if sign < 0 else Days(anchor, found.days.last)
            if days == found.days:
                return found
            return Dated(days, _weakest(certainty, found.certainty))


def _rolled(anchor: date, amount: Amount, sign: int) -> date:
    if amount.unit == "hour":
        return anchor + sign * -(-amount.high // 24) * DAY
    return moved(anchor, amount.unit, sign * amount.high)


def _offset(node: Offset, view: View) -> Dated | None:
    """Return the unit so far from another time: a day exactly, a month or year as the calendar has it."""
    amount, sign, base = node.amount, node.sign, node.base
    told = base is None
    found = (
        Dated(view.told, Certainty.POSSIBLE) if told and view.told else date_of(base, view) if base else None
    )
    if found is None:
        return None
    days, certainty = found
    unit = amount.unit
    start = days.last if sign > 0 else days.first
    if days.length <= unit_days(unit, days.first).length:
        start = days.first
    near, far = sorted((moved(start, unit, sign * amount.low), moved(start, unit, sign * amount.high)))
    exact = unit in ("day", "hour", "minute") or (unit == "week" and days.length == 1 and not told)
    window = Days(near, far) if exact else Days(unit_days(unit, near).first, unit_days(unit, far).last)
    if not amount.exact:
        certainty = Certainty.POSSIBLE
    return Dated(window, certainty if unit == "day" else _weakest(certainty, Certainty.PROBABLE))
