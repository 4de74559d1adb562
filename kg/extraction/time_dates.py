"""The grammar of dates: stretches of the calendar named outright, from *Apr. 3* to *the 19th century*.

Every rule takes tokens and a position and returns what it read and the position after it, or ``None``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from ..types import Certainty
from .time_spans import Days, month_days
from .time_values import Amount, CalendarDate, Fixed, Node, Nth, Offset, Range, Shift, Weekly, Within, Yearly
from .time_words import Token, named_days

Tokens: TypeAlias = Sequence[Token]
Parsed: TypeAlias = tuple[Node, int] | None

UNDATED = Fixed(None, Certainty.UNKNOWN)
_JOINS = ("to", "through", "until", "till", "and", "or", "&", "/")


def date_at(tokens: Tokens, i: int) -> Parsed:
    """Read a date, a month, a season, a weekday, a year, a decade or a day with a name."""
    kind = tokens[i].kind
    rule = _RULES.get(kind)
    if named := _named(tokens, i):
        return named
    return rule(tokens, i) if rule else None


def year_at(tokens: Tokens, i: int) -> int | None:
    """Return the year that a number is, unless it counts something or is a time of day."""
    token, after = tokens[i], tokens[i + 1]
    digits = token.kind == "number" and len(token.value) == 4 and token.value.isdigit()
    if not digits or not "1000" <= token.value <= "2199":
        return None
    if after.kind in ("counted", "zone", "ampm", "unit") or after.word in ("bc", "bce", "%", "°", "hrs"):
        return None
    return int(token.value)


def year_of(tokens: Tokens, i: int) -> Parsed:
    """Read the year something is put in: *, 2019*, *of last year*, *2018-19* (its first year)."""
    j = i + 1 if tokens[i].kind == "comma" or tokens[i].word in ("of", "in") else i
    year = year_at(tokens, j)
    if year is not None:
        return CalendarDate(year), _years(tokens, j)[1]
    if tokens[i].kind == "comma" or tokens[j + 1].word != "year":
        return None
    if tokens[j].kind == "which":
        return Shift("year", tokens[j].number, tokens[j].number), j + 2
    if tokens[j].kind == "narrative":
        sign = tokens[j].number
        return Offset(Amount(abs(sign), abs(sign), "year"), sign), j + 2
    return None


def join_at(tokens: Tokens, i: int) -> int:
    """Return the position after a word or dash that joins two times, or ``i`` where there is none."""
    return i + 1 if tokens[i].kind == "dash" or tokens[i].word in _JOINS else i


def ordinal_at(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """Read *third*, *21st*, *twenty-first*; the last is -1."""
    token = tokens[i]
    if token.kind == "ordinal":
        return int(token.value.rstrip("stndrhSTNDRH")), i + 1
    if token.kind == "numeral" and token.number in (20, 30) and tokens[i + 1].kind == "dash":
        unit = tokens[i + 2]
        if unit.kind == "ordinal" and unit.value.isdigit() and 0 < unit.number < 10:
            return token.number + unit.number, i + 3
    return None


def _day(tokens: Tokens, i: int) -> tuple[int, int] | None:
    token = tokens[i]
    found: tuple[int, int] | None = None
    if token.kind == "number" and len(token.value) <= 2 and token.value.isdigit():
        found = int(token.value), i + 1
    elif token.kind in ("ordinal", "numeral"):
        found = ordinal_at(tokens, i)
    return found if found and 1 <= found[0] <= 31 else None


def _days(tokens: Tokens, i: int) -> tuple[int, int, int] | None:
    """Read one day of a month, or several: the first, the last, the position after."""
    first = _day(tokens, i)
    if first is None:
        return None
    last = first
    for _ in range(4):
        j = last[1]
        j = j + 1 if tokens[j].kind == "comma" and tokens[j + 1].word in ("and", "or") else j
        joined = j + 1 if tokens[j].kind == "comma" else join_at(tokens, j)
        more = _day(tokens, joined) if joined > last[1] else None
        if more is None or more[0] <= last[0] or not _is_free(tokens, more[1]):
            break
        last = more
    return first[0], last[0], last[1]


def _is_free(tokens: Tokens, i: int) -> bool:
    """Tell whether the number before a position can be a day: it counts nothing and is no time of day."""
    after = tokens[i]
    return after.kind not in ("counted", "unit", "ampm", "zone") and after.word not in ("%", ":")


def _dated(year: int | None, month: int, first: int, last: int) -> Node:
    start = CalendarDate(year, month, first)
    return start if first == last else Range(start, CalendarDate(year, month, last))


def _day_month(tokens: Tokens, i: int) -> Parsed:
    """Read *3 April*, *the 3rd of April 2019*, *12-15 July*."""
    days = _days(tokens, i)
    if days is None:
        return None
    first, last, j = days
    j = j + 1 if tokens[j].word == "of" else j
    if tokens[j].kind == "which" and tokens[j + 1].word == "month" and first == last and j > i + 1:
        return Nth(first, 1, "day", Shift("month", tokens[j].number, tokens[j].number)), j + 2
    if tokens[j].kind != "month":
        return None
    month = tokens[j].number
    k = j + 2 if tokens[j + 1].kind == "comma" or tokens[j + 1].word == "of" else j + 1
    year = year_at(tokens, k)
    if year is not None:
        return _dated(year, month, first, last), k + 1
    return _in_year(tokens, j + 1, _dated(None, month, first, last))


def _month(tokens: Tokens, i: int) -> Parsed:
    """Read *April*, *April 2019*, *April 3*, *April 12-15, 2019*."""
    month = tokens[i].number
    days = _days(tokens, i + 1)
    if days and _is_free(tokens, days[2]) and tokens[days[2]].kind != "month":
        first, last, j = days
        year = year_at(tokens, j + 1 if tokens[j].kind == "comma" else j)
        if year is not None:
            return _dated(year, month, first, last), j + (2 if tokens[j].kind == "comma" else 1)
        return _in_year(tokens, j, _dated(None, month, first, last))
    j = i + 2 if tokens[i + 1].kind == "comma" or tokens[i + 1].word == "of" else i + 1
    year = year_at(tokens, j)
    if year is not None:
        return CalendarDate(year, month), j + 1
    return _in_year(tokens, i + 1, CalendarDate(None, month))


def _in_year(tokens: Tokens, j: int, node: Node) -> tuple[Node, int]:
    placed = year_of(tokens, j)
    return (Within(node, placed[0]), placed[1]) if placed else (node, j)


def _weekday(tokens: Tokens, i: int) -> Parsed:
    """Read *Tuesday*, *Tuesday, July 16*, *Tuesday (16 July)*, *Tuesday of last week*, *Sat, 3 Apr*."""
    weekday, j = tokens[i].number, i + 1
    short = len(tokens[i].word) <= 5
    j = j + 1 if tokens[j].kind == "daypart" else j
    bracket = tokens[j].word == "("
    k = j + 1 if bracket or tokens[j].kind == "comma" else j
    k = k + 1 if tokens[k].word == "the" else k
    placed = _month(tokens, k) if tokens[k].kind == "month" else _day_month(tokens, k)
    node, end = placed or (None, k)
    if isinstance(node, CalendarDate) and node.day and (not bracket or tokens[end].word == ")"):
        return CalendarDate(node.year, node.month, node.day, weekday), end + bracket
    if short and tokens[i].end - tokens[i].start == len(tokens[i].word):
        return None  # "Sat" and "Sun" alone are words
    k = j + 1 if tokens[j].word == "of" else j
    if tokens[k].kind == "which" and tokens[k + 1].word == "week":
        return Within(Weekly(weekday), Shift("week", tokens[k].number, tokens[k].number)), k + 2
    return Weekly(weekday), j


def _number(tokens: Tokens, i: int) -> Parsed:
    """Read a day and its month, a year, or years joined by a dash."""
    if dated := _day_month(tokens, i):
        return dated
    if year_at(tokens, i) is None:
        return None
    if tokens[i + 1].kind == "fiscal" and tokens[i + 2].word == "year":
        return _fiscal_year(int(tokens[i].value), int(tokens[i].value)), i + 3
    node, j = _years(tokens, i)
    if isinstance(node, Range) and tokens[j].kind == "fiscal" and tokens[j + 1].word == "year":
        first, last = node.first, node.last
        if isinstance(first, CalendarDate) and isinstance(last, CalendarDate):
            return _fiscal_year(first.year or 0, last.year or 0), j + 2
    return node, j


def _years(tokens: Tokens, i: int) -> tuple[Node, int]:
    """Read *2016*, *2015-2017*, *2015/16* or the month *2019-04*, given that a year stands first."""
    year = int(tokens[i].value)
    tight = tokens[i].end == tokens[i + 1].start and tokens[i + 1].end == tokens[i + 2].start
    if tokens[i + 2].kind != "number" or not (
        tokens[i + 1].kind == "dash" or (tokens[i + 1].word == "/" and tight)
    ):
        return CalendarDate(year), i + 1
    second = tokens[i + 2].value
    if (last := year_at(tokens, i + 2)) is not None and last > year:
        return Range(CalendarDate(year), CalendarDate(last)), i + 3
    if len(second) == 2 and tight and second.isdigit():
        if int(second) > year % 100:
            return Range(CalendarDate(year), CalendarDate(year - year % 100 + int(second))), i + 3
        if 1 <= int(second) <= 12:
            return CalendarDate(year, int(second)), i + 3
    return CalendarDate(year), i + 1


def _fiscal_year(first: int, last: int) -> Node:
    """Return the calendar years; where the fiscal year begins depends on the country, so this is a guess."""
    return Fixed(Days(date(first, 1, 1), date(last, 12, 31)), Certainty.POSSIBLE)


def _fiscal(tokens: Tokens, i: int) -> Parsed:
    j = i + 2 if tokens[i + 1].word == "year" else i + 1
    if year_at(tokens, j) is None:
        return None
    node, end = _years(tokens, j)
    last = node.last.year if isinstance(node, Range) and isinstance(node.last, CalendarDate) else None
    return _fiscal_year(int(tokens[j].value), last or int(tokens[j].value)), end


def _ordinal(tokens: Tokens, i: int) -> Parsed:
    """Read *3rd April*, *third quarter of 2019*, *19th century*."""
    if dated := _day_month(tokens, i):
        return dated
    found = ordinal_at(tokens, i)
    if found is None:
        return None
    number, j = found
    j = j + 1 if tokens[j].kind == "dash" else j
    if tokens[j].word == "century" and 1 <= number <= 22:
        return Fixed(month_days(number * 100 - 99, 1, 1200)), j + 1
    number = 4 if number == -1 else number
    if tokens[j].word == "quarter" and 1 <= number <= 4:
        return _in_year(tokens, j + 1, Yearly(f"quarter {number}"))
    return None


def _season(tokens: Tokens, i: int) -> Parsed:
    if tokens[i].word == "fall" and tokens[i + 1].word == "of" and not year_of(tokens, i + 1):
        return None  # the fall of a city
    return _in_year(tokens, i + 1, Yearly(f"season {tokens[i].value}"))


def _decade(tokens: Tokens, i: int) -> Parsed:
    digits = "".join(mark for mark in tokens[i].value if mark.isdigit())
    year = int(digits)
    if len(digits) == 2:
        return Fixed(month_days(year + 1900, 1, 120), Certainty.PROBABLE), i + 1
    if year % 100 == 0 and year < 2000:
        return Fixed(month_days(year, 1, 1200), Certainty.POSSIBLE), i + 1
    return Fixed(month_days(year, 1, 120)), i + 1


def _label(tokens: Tokens, i: int) -> Parsed:
    """Read *Q3 2019*, *H1*, *FY2020*, *FY20*."""
    name = tokens[i].word
    if name.startswith("fy"):
        year = int("".join(mark for mark in name if mark.isdigit()))
        year += 2000 if year < 100 else 0
        return (_fiscal_year(year, year), i + 1) if year else None
    rule = f"{'quarter' if name[0] == 'q' else 'half'} {name[1]}"
    if rule in ("half 3", "half 4"):
        return None
    return _in_year(tokens, i + 1, Yearly(rule))


def _iso(tokens: Tokens, i: int) -> Parsed:
    text = tokens[i].value
    year, month, day = text[:10].replace("/", "-").replace(".", "-").lower().partition("t")[0].split("-")
    return CalendarDate(int(year), int(month), int(day)), i + 1


def _numeric(tokens: Tokens, i: int) -> Parsed:
    """Read *13/04/2019*. Which of two small numbers is the month is not said, except by dots: day first."""
    text = tokens[i].value
    mark = next(mark for mark in text if not mark.isdigit())
    first, second, year = (int(part) for part in text.split(mark))
    year += 0 if year > 99 else 1900 if year >= 70 else 2000
    if mark == "." and second <= 12:
        return Fixed(_one_day(year, second, first), Certainty.PROBABLE), i + 1
    if first > 12 >= second or first == second:
        return CalendarDate(year, second, first), i + 1
    if second > 12 >= first:
        return CalendarDate(year, first, second), i + 1
    return UNDATED, i + 1


def _one_day(year: int, month: int, day: int) -> Days | None:
    try:
        return Days(date(year, month, day), date(year, month, day))
    except ValueError:
        return None


def _named(tokens: Tokens, i: int) -> Parsed:
    """Read a day with a name, and its year: *Christmas 2018*, *New Year's Eve*."""
    for words, rule in named_days().get(tokens[i].word, ()):
        if all(tokens[i + k].word.replace("’", "'") == word for k, word in enumerate(words)):
            j = i + len(words)
            if rule == "unknown":
                placed = year_of(tokens, j)
                return UNDATED, placed[1] if placed else j
            if rule[:4].isdigit():
                first, last = rule.split()
                return Fixed(Days(date.fromisoformat(first), date.fromisoformat(last))), j
            return _in_year(tokens, j, Yearly(rule))
    return None


_RULES = {
    "month": _month,
    "weekday": _weekday,
    "number": _number,
    "numeral": _ordinal,
    "ordinal": _ordinal,
    "season": _season,
    "decade": _decade,
    "label": _label,
    "iso": _iso,
    "numeric": _numeric,
    "fiscal": _fiscal,
}
