"""The grammar of closed stretches of time: dates with their parts, units told from today, times of day.

Above dates stand *late*, *last*, *the end of*, *the first week of*, *the night of*, *the following day*.
"""

from __future__ import annotations

from ..types import Certainty
from .time_amounts import rolling
from .time_dates import UNDATED, Parsed, Tokens, date_at, ordinal_at, year_of
from .time_spans import vague_count
from .time_values import (
    Amount,
    CalendarDate,
    Fixed,
    Loose,
    Node,
    Nth,
    Offset,
    Part,
    Shift,
    Weekly,
    Which,
    Within,
)
from .time_words import Token

_POINTS = (
    "noon",
    "midnight",
    "midday",
    "dawn",
    "dusk",
    "sunrise",
    "sunset",
    "daybreak",
    "nightfall",
    "lunchtime",
)
_LOOSE = ("around", "about", "circa", "roughly", "approximately", "nearly")


def longest(*found: Parsed) -> Parsed:
    """Return the reading that goes furthest, the first of equals."""
    best: Parsed = None
    for one in found:
        if one is not None and (best is None or one[1] > best[1]):
            best = one
    return best


def stretch(tokens: Tokens, i: int) -> Parsed:
    """Read one closed stretch of time, with the time of day that may follow it."""
    if tokens[i].word in _LOOSE:
        found = stretch(tokens, i + 1) if tokens[i + 1].word not in _LOOSE else None
        if _clock(tokens, i + 1, bare=True):
            return found
        return (Loose(found[0]), found[1]) if found else None
    found = longest(_clocked(tokens, i), _fraction(tokens, i), parted(tokens, i), rolling(tokens, i))
    return (found[0], _time_of_day(tokens, found[1])) if found else None


def this_unit(tokens: Tokens, i: int) -> Parsed:
    """Read *the year* as the present one, which it is after *the end of* and *later in*."""
    if (
        tokens[i].word in ("the", "this")
        and tokens[i + 1].kind == "unit"
        and not tokens[i + 1].word.endswith("s")
    ):
        sure = Certainty.PROBABLE if tokens[i].word == "the" else Certainty.CERTAIN
        return Shift(tokens[i + 1].value, 0, 0, sure), i + 2
    return None


def parted(tokens: Tokens, i: int) -> Parsed:
    """Read a date or a unit, perhaps with *early*, *mid* or *late* before it."""
    j = i + 1 if tokens[i].kind == "determiner" else i
    parts: list[str] = []
    while tokens[j].kind == "part" and len(parts) < 2:
        parts.append(tokens[j].value)
        j = j + 1 if tokens[j + 1].kind != "dash" else j + 2
        to = j + 1 if tokens[j].word in ("to", "or") else j
        to = to + 1 if to > j and tokens[to].kind == "dash" else to
        j = to if tokens[to].kind == "part" else j
    if not parts:
        return _core(tokens, i)
    if tokens[j].kind == "unit" and tokens[j].word.endswith("s") and tokens[j + 1].word == "of":
        inner = _inner(tokens, j + 2)  # the early hours of Tuesday
    else:
        j = j + 1 if tokens[j].word in ("on", "in") and len(parts) == 1 else j
        inner = longest(
            _core(tokens, j), this_unit(tokens, j) if tokens[j - 1].word in ("on", "in") else None
        )
    if inner is None:
        return None
    node = inner[0]
    return Part("-".join(parts), node), inner[1]


def _core(tokens: Tokens, i: int) -> Parsed:
    the = tokens[i].kind == "determiner"
    j = i + 1 if the else i
    token = tokens[j]
    rule = _CORES.get(token.kind)
    found = rule(tokens, j, the) if rule else None
    dated = date_at(tokens, j)
    if dated and the and not _takes_article(token, dated[0]):
        dated = None
    if (
        dated
        and not the
        and token.word in ("twenties", "thirties", "forties", "fifties", "sixties", "seventies")
    ):
        dated = None
    return longest(found, dated)


def _takes_article(token: Token, node: Node) -> bool:
    if token.kind in ("month", "weekday"):
        return isinstance(node, Fixed)
    return token.kind != "number" or not isinstance(node, CalendarDate) or node.day is not None


def _inner(tokens: Tokens, i: int, depth: int = 1) -> Parsed:
    """Read what stands after *of* in *the end of*."""
    nested = _fraction(tokens, i, depth - 1) if depth else None
    return longest(nested, parted(tokens, i), this_unit(tokens, i))


def _fraction(tokens: Tokens, i: int, depth: int = 1) -> Parsed:
    """Read *the end of March*, *year-end*, *the first half of 2019*, *the last two weeks of May*."""
    j = i + 1 if tokens[i].kind == "determiner" else i
    token, after = tokens[j], tokens[j + 1]
    if token.kind == "unit" and token.value in ("year", "month", "week", "decade"):
        end = j + 2 if after.kind in ("dash", "possessive") else j + 1
        return (Part("end", Shift(token.value, 0, 0)), end + 1) if tokens[end].word == "end" else None
    if token.word == "very":
        return _fraction(tokens, j + 1, depth)
    if token.kind == "edge" and (after.word == "of" or after.kind == "dash"):
        inner = _inner(tokens, j + 2, depth)
        return (Part(token.value, inner[0]), inner[1]) if inner else None
    if token.kind == "ordinal" or (token.kind == "which" and token.number == -1):
        return _ordinal_part(tokens, j, depth)
    return None


def _ordinal_part(tokens: Tokens, i: int, depth: int) -> Parsed:
    found = ordinal_at(tokens, i) or (-1, i + 1)
    number, j = found
    count, exact = 1, True
    if tokens[j].kind in ("numeral", "number") and tokens[j].value.isdigit() and int(tokens[j].value) < 1000:
        count, j = int(tokens[j].value), j + 1
    elif tokens[j].kind == "vague":
        count, exact, j = int(tokens[j].value.split("-")[1]), False, j + 1
    elif tokens[j].kind == "unit" and tokens[j].word.endswith("s"):
        count, exact = vague_count(tokens[j].value), False
    j = j + 1 if tokens[j].kind == "dash" else j
    unit = tokens[j]
    if unit.kind not in ("unit", "weekday", "half") or tokens[j + 1].word not in ("of", "in"):
        return None
    inner = _inner(tokens, j + 2, depth)
    if inner is None:
        return None
    if unit.kind == "half":
        return Part("second half" if number in (2, -1) else "first half", inner[0]), inner[1]
    weekday = unit.number if unit.kind == "weekday" else None
    return Nth(number, count, unit.value, inner[0], weekday, exact), inner[1]


def _which(tokens: Tokens, i: int, the: bool) -> Parsed:
    """Read *last week*, *this past weekend*, *next Tuesday*, *last October*, *last night*."""
    both = tokens[i].word == "this" and tokens[i + 1].word in ("past", "coming", "last", "next")
    j = i + 1 if both else i
    token, named = tokens[j], tokens[j + 1]
    sign = token.number
    if named.kind == "unit" and not named.word.endswith("s"):
        if token.word == "next" and (the or named.value == "day"):
            return Offset(Amount(1, 1, named.value), 1), j + 2
        if (
            (the and token.word == "last")
            or named.value in ("hour", "minute")
            or (sign and named.value == "day")
        ):
            return None
        return Shift(named.value, sign, sign), j + 2
    if named.kind == "daypart" and named.word not in _POINTS:
        if token.word == "next":
            return Offset(Amount(1, 1, "day"), 1), j + 2
        return Shift("day", sign, sign), j + 2
    if named.kind in ("month", "weekday", "season", "word", "function"):
        found = date_at(tokens, j + 1)
        if found and not isinstance(found[0], Within):
            whole = isinstance(found[0], CalendarDate) and found[0].year is not None
            return (found[0] if whole else Which(sign, found[0])), found[1]
    return None


def _narrative(tokens: Tokens, i: int, the: bool) -> Parsed:
    """Read *the following day*, *the same year*, *that night*: told from elsewhere in the story."""
    if tokens[i].word == "that" and tokens[i + 1].word == "same":
        i += 1
    token, named = tokens[i], tokens[i + 1]
    year = year_of(tokens, i + 2) if token.word == "same" else None
    if year and (named.kind == "unit" or named.word == "period"):
        return Loose(Loose(year[0])), year[1]
    if named.kind == "part" and tokens[i + 2].kind == "unit":
        named, i = tokens[i + 2], i + 1
    sign = token.number
    if named.kind == "unit" and not named.word.endswith("s") and named.value not in ("hour", "minute"):
        return Offset(Amount(abs(sign), abs(sign), named.value), sign or 1), i + 2
    if named.kind == "daypart":
        return Offset(Amount(abs(sign), abs(sign), "day"), sign or 1), i + 2
    if ((the or token.word == "that") and named.kind in ("weekday", "season")) or (
        the and named.kind == "month"
    ):
        return UNDATED, i + 2
    return None


def _deictic(tokens: Tokens, i: int, the: bool) -> Parsed:
    return None if the else (Shift("day", tokens[i].number, tokens[i].number), i + 1)


def _overnight(tokens: Tokens, i: int, the: bool) -> Parsed:
    return None if the else (Loose(Shift("day", -1, 0)), i + 1)


def _unit(tokens: Tokens, i: int, the: bool) -> Parsed:
    """Read *the weekend*, *the year 1999*, *the month of May*, *the week of July 15*."""
    unit = tokens[i]
    if unit.word == "weekend" and the:
        found = (
            _core(tokens, i + 2)
            if tokens[i + 1].word == "of" and tokens[i + 2].kind != "determiner"
            else None
        )
        return found or (Weekly(5, 2), i + 1)
    if unit.word == "year" and tokens[i + 1].kind == "number":
        return date_at(tokens, i + 1)
    if (
        tokens[i + 1].word != "of"
        or unit.word.endswith("s")
        or tokens[i + 2].kind not in ("month", "number", "weekday")
    ):
        return None
    found = date_at(tokens, i + 2)
    if found is None:
        return None
    if unit.value == "week":
        return Part("week", found[0]), found[1]
    return found


def _daypart(tokens: Tokens, i: int, the: bool) -> Parsed:
    """Read *the night of July 15*, *midnight on Friday*, *noon Tuesday*."""
    j = i + 2 if tokens[i + 1].word in ("of", "on") else i + 1
    if tokens[j].kind in ("determiner", "narrative") or (
        j == i + 1 and not the and tokens[i].word not in _POINTS
    ):
        return None
    return _core(tokens, j)


def _time_of_day(tokens: Tokens, i: int) -> int:
    """Return the position after *evening*, *at 5 p.m.*, *in the morning*, *at dawn*."""
    j = i + 1 if tokens[i].word in ("at", "around", "about", "in") or tokens[i].kind == "comma" else i
    j = j + 1 if tokens[j].word == "the" else j
    if tokens[j].kind == "daypart" and (
        tokens[i].kind == "daypart" or tokens[j].word in _POINTS or j == i + 2
    ):
        return j + 1
    if tokens[i].word in ("at", "around", "about") or tokens[i].kind in ("clock", "number", "comma"):
        clock = _clock(tokens, j, bare=tokens[i].word == "at")
        return clock if clock is not None else i
    return i


def _clocked(tokens: Tokens, i: int) -> Parsed:
    """Read a time of day, and the day it is put on: *5 a.m. on Tuesday*, *08:36 GMT*."""
    j = _clock(tokens, i, bare=i > 0 and tokens[i - 1].word == "at")
    if j is None:
        return None
    k = j + 1 if tokens[j].kind == "comma" or tokens[j].word == "on" else j
    day = _core(tokens, k)
    if day and isinstance(day[0], CalendarDate | Weekly | Shift | Which | Within | Offset):
        return day
    return Fixed(None, UNDATED.certainty), j


def _clock(tokens: Tokens, i: int, *, bare: bool) -> int | None:
    """Return the position after a time of day. ``bare`` takes *08:36* without a zone."""
    token = tokens[i]
    if token.word in _POINTS and bare:
        return i + 1
    if token.kind not in ("number", "clock", "numeral"):
        return None
    if tokens[i + 1].kind == "ampm":
        return _zone(tokens, i + 2)
    end = _zone(tokens, i + 1)
    if token.kind == "clock":
        return end if bare or end > i + 1 else None
    return end if len(token.value) == 4 and token.value.isdigit() and tokens[i + 1].kind == "zone" else None


def _zone(tokens: Tokens, i: int) -> int:
    """Return the position after *GMT*, *local time*, *Moscow time*, *(1430 GMT)*."""
    if tokens[i].kind == "zone":
        i += 2 if tokens[i + 1].word == "time" else 1
    elif tokens[i + 1].word == "time" and (tokens[i].capital or tokens[i].word == "local"):
        i += 2
    if tokens[i].word == "(" and tokens[i + 2].kind == "zone" and tokens[i + 3].word == ")":
        i += 4
    return i


_CORES = {
    "which": _which,
    "narrative": _narrative,
    "deictic": _deictic,
    "overnight": _overnight,
    "unit": _unit,
    "daypart": _daypart,
}
