"""The grammar of time expressions in news: how dates, amounts, prepositions and events combine.

``expression`` reads the longest one that begins at a token. Each rule takes tokens and a position and
returns what it read (a value of ``time_values``) and the position after it, or ``None``. Rules nest
at most a few levels and look ahead at most ``REACH`` tokens, so that reading a text is linear in its length.
"""

from __future__ import annotations

from ..types import Certainty
from .time_amounts import amount_at, rolling
from .time_dates import UNDATED, Parsed, Tokens, date_at, join_at
from .time_periods import longest, stretch, this_unit
from .time_spans import DAY, vague_count
from .time_values import (
    Ahead,
    Amount,
    Bound,
    CalendarDate,
    Event,
    Fixed,
    Node,
    Offset,
    Range,
    Rolling,
    Shift,
    SoFar,
    Undated,
    Weekly,
    Yearly,
)
from .time_words import Token, event_nouns, named_days, prepositions

_OPENERS = frozenset(
    [
        "month",
        "weekday",
        "season",
        "unit",
        "numeral",
        "number",
        "ordinal",
        "vague",
        "which",
        "narrative",
        "recent",
        "part",
        "edge",
        "comparative",
        "daypart",
        "deictic",
        "overnight",
        "approximate",
        "every",
        "recurring",
        "decade",
        "fiscal",
        "label",
        "iso",
        "numeric",
        "clock",
        "determiner",
        "half",
    ]
)
_ALSO = frozenset(("so", "time", "half", "more", "less", "fewer", "under", "well"))
_EVERY = frozenset(["ordinal", "number", "numeral", "vague", "unit", "weekday", "month", "season", "daypart"])
_MANNERS = ("through", "past", "beyond", "from", "starting", "beginning")  # "through talks" is no time
_MODIFIERS = 5  # words between "the" and the noun of an event


def opens(token: Token) -> bool:
    """Tell whether a time expression may begin at a token."""
    word = token.word
    return token.kind in _OPENERS or word in prepositions() or word in named_days() or word in _ALSO


def expression(tokens: Tokens, i: int) -> Parsed:
    """Read the longest time expression that begins at a token."""
    return longest(
        _undated(tokens, i),
        _prepositional(tokens, i),
        _counted(tokens, i),
        _relative_to_now(tokens, i),
        _of_event(tokens, i),
        period(tokens, i),
    )


def period(tokens: Tokens, i: int) -> Parsed:
    """Read a stretch of time, or two that are joined: *May-July 2019*, *Monday and Tuesday*."""
    first = stretch(tokens, i)
    if first is None:
        return None
    node, j = first
    k = join_at(tokens, j)
    if k == j or isinstance(node, Range | Rolling):
        return first
    second = stretch(tokens, k)
    if second is None or type(node) is not type(second[0]):
        return first
    word = tokens[j].word
    if word in ("and", "or", "&", "/") and not _adjacent(node, second[0]):
        return first
    if not isinstance(node, CalendarDate | Weekly) and tokens[j].kind == "dash":
        return first
    return Range(node, second[0], Certainty.POSSIBLE if word == "or" else Certainty.CERTAIN), second[1]


def _adjacent(one: Node, other: Node) -> bool:
    """Tell whether one time follows the other at once, so that the two make one stretch."""
    if isinstance(one, Weekly) and isinstance(other, Weekly):
        return (other.weekday - one.weekday) % 7 == 1
    if isinstance(one, Fixed) and isinstance(other, Fixed) and one.days and other.days:
        return one.days.last + DAY == other.days.first
    if not isinstance(one, CalendarDate) or not isinstance(other, CalendarDate):
        return False
    if one.day and other.day:
        return other.day - one.day == 1 and one.month == other.month
    if one.month and other.month and not one.day and not other.day:
        return (other.month - one.month) % 12 == 1
    return bool(one.year and other.year and not one.month and not other.month and other.year - one.year == 1)


def _undated(tokens: Tokens, i: int) -> Parsed:
    """Read a length of time or a repetition: *every Friday*, *for three years*, *time in decades*."""
    token, j = tokens[i], i
    j = j + 1 if token.word in ("on", "in") else j
    if tokens[j].kind == "every":
        end = j + 1
        while tokens[end].kind in _EVERY and end < j + 5:
            end += 1
        return (Undated(), end) if end > j + 1 else None
    if tokens[j].kind == "recurring":
        return Undated(), j + 1
    if tokens[j].kind == "weekday" and tokens[j + 1].kind == "recurring":
        return Undated(), j + 2
    if token.word in ("for", "in") or (token.word == "time" and tokens[i + 1].word in ("in", "for")):
        length = amount_at(tokens, i + (2 if token.word == "time" else 1))
        bare = length is not None and tokens[length[1] - 2].word == token.word
        if length and (token.word != "in" or (bare and tokens[i + 1].kind == "unit")):
            return Undated(), length[1]
    return None


def _prepositional(tokens: Tokens, i: int) -> Parsed:
    """Read a time with its preposition: *by late March*, *over the past two years*, *since the coup*."""
    best: Parsed = None
    if tokens[i].word == "following" and i and tokens[i - 1].kind in ("possessive", "determiner"):
        return None
    for words, relation in prepositions().get(tokens[i].word, ()):
        if all(tokens[i + k].word == word for k, word in enumerate(words)):
            best = longest(best, _related(tokens, i + len(words), relation))
    return best


def _related(tokens: Tokens, j: int, relation: str) -> Parsed:
    if relation in ("at", "in", "for", "during"):
        found = longest(rolling(tokens, j, single=True), period(tokens, j))
        if found and tokens[j - 1].word in ("on", "at") and _is_year(found[0]):
            return None  # a rise on 2004
        if relation == "in":
            found = longest(found, _ahead(tokens, j), _years_ahead(tokens, j))
        return longest(found, event_at(tokens, j)) if relation == "during" else found
    if relation == "within":
        return longest(_within(tokens, j), period(tokens, j))
    if relation == "between":
        return _joined(tokens, j, ("and",))
    if relation == "from":
        return longest(_joined(tokens, j, ("to", "until", "till", "through")), _onwards(tokens, j))
    least = 2 if tokens[j].word == "at" and tokens[j + 1].word in ("least", "most") else 0
    found = longest(period(tokens, j + least), _then(tokens, j))
    if relation != "by" and tokens[j - 1].word not in _MANNERS:
        found = longest(found, event_at(tokens, j))
    if found is None or isinstance(found[0], Undated):
        return None
    if relation == "eve":
        return Offset(Amount(1, 1, "day"), -1, found[0]), found[1]
    return Bound(relation, found[0]), found[1]


def _ahead(tokens: Tokens, j: int) -> Parsed:
    """Read what follows *in* of *in two weeks*, *in five years' time*."""
    found = amount_at(tokens, j)
    if found is None or tokens[j].kind == "unit":
        return None
    amount, end = found
    end = end + 1 if tokens[end].kind == "possessive" else end
    end = end + 1 if tokens[end].word == "time" else found[1]
    return Ahead(_shifted(amount, 1)), end


def _years_ahead(tokens: Tokens, j: int) -> Parsed:
    """Read what follows *in* of *in the months ahead*, *in the years to come*."""
    unit = tokens[j + 1]
    if tokens[j].word != "the" or unit.kind != "unit" or not unit.word.endswith("s"):
        return None
    end = j + 3 if tokens[j + 2].word == "ahead" else j + 4
    if end == j + 4 and (tokens[j + 2].word, tokens[j + 3].word) != ("to", "come"):
        return None
    return Rolling(Amount(1, vague_count(unit.value), unit.value, False), 1), end


def _is_year(node: Node) -> bool:
    """Tell whether something is a year or a season, at or on which nothing happens."""
    return (isinstance(node, CalendarDate) and node.month is None) or (
        isinstance(node, Yearly) and "season" in node.rule
    )


def _within(tokens: Tokens, j: int) -> Parsed:
    found = amount_at(tokens, j)
    if found:
        return Ahead(Rolling(found[0], 1), doubtful=False), found[1]
    return rolling(tokens, j, single=True)


def _joined(tokens: Tokens, j: int, joins: tuple[str, ...]) -> Parsed:
    """Read the two ends of *from 2015 to 2017*, *between May and July 2019*."""
    whole = period(tokens, j)
    if whole and isinstance(whole[0], Range):
        return whole
    first = stretch(tokens, j)
    if first is None or (tokens[first[1]].word not in joins and tokens[first[1]].kind != "dash"):
        return None
    second = longest(stretch(tokens, first[1] + 1), this_unit(tokens, first[1] + 1))
    return (Range(first[0], second[0]), second[1]) if second else None


def _onwards(tokens: Tokens, j: int) -> Parsed:
    """Read what follows *from* of *from Monday*, *from 2020 onwards*."""
    found = stretch(tokens, j)
    if found is None:
        return None
    node, end = found
    on = tokens[end + 1 if tokens[end].word == "and" else end].word in ("on", "onward", "onwards", "forward")
    end += 0 if not on else 2 if tokens[end].word == "and" else 1
    return Bound("since", node), end


def _then(tokens: Tokens, j: int) -> Parsed:
    """Read *then* in *since then*: the time last told."""
    if tokens[j].word != "then" or tokens[j - 1].word not in ("since", "until", "by", "till", "before"):
        return None
    return Offset(Amount(0, 0, "day"), 1), j + 1


def _shifted(amount: Amount, sign: int) -> Shift:
    low, high = sorted((sign * amount.low, sign * amount.high))
    certainty = Certainty.PROBABLE if amount.exact else Certainty.POSSIBLE
    exact = amount.exact and amount.low == amount.high and amount.unit == "day"
    return Shift(amount.unit, low, high, Certainty.CERTAIN if exact else certainty)


def _counted(tokens: Tokens, i: int) -> Parsed:
    """Read *two months ago*, *a year later*, *three days before 3 April*, *the day after tomorrow*."""
    the = tokens[i].word in ("the", "that", "this", "one") and tokens[i + 1].kind == "unit"
    if (
        the
        and not tokens[i + 1].word.endswith("s")
        and tokens[i + 2].word in ("after", "before", "following")
    ):
        found: tuple[Amount, int] | None = (Amount(1, 1, tokens[i + 1].value), i + 2)
    else:
        found = amount_at(tokens, i)
    if found is None:
        return None
    amount, j = found
    word = tokens[j].word
    if word == "ago":
        today = tokens[j + 1].kind == "deictic" or (
            tokens[j + 1].word == "this" and tokens[j + 2].kind == "unit"
        )
        return _shifted(amount, -1), j + (1 if not today else 2 if tokens[j + 1].kind == "deictic" else 3)
    if word == "hence" or (word == "from" and tokens[j + 1].word == "now"):
        return _shifted(amount, 1), j + (1 if word == "hence" else 2)
    if word in ("later", "earlier", "afterwards", "beforehand"):
        return Offset(amount, -1 if word in ("earlier", "beforehand") else 1), j + 1
    return _counted_from(tokens, j, amount)


def _counted_from(tokens: Tokens, j: int, amount: Amount) -> Parsed:
    """Read what an amount is counted from: *before last*, *after the summit*, *from Tuesday*."""
    word = tokens[j].word
    if word in ("before", "after") and tokens[j + 1].word in ("last", "next"):
        count = -2 if word == "before" else 2
        if amount.low == 1 and tokens[j + 2].kind not in ("unit", "month", "weekday"):
            return Shift(amount.unit, count, count), j + 2
    end = j + 2 if word == "prior" and tokens[j + 1].word == "to" else j + 1
    if word not in ("before", "after", "following", "from", "into") and end == j + 1:
        return None
    base = longest(stretch(tokens, end), event_at(tokens, end))
    if word == "from":
        ahead = Ahead(base[0], doubtful=False) if base and not isinstance(base[0], Event) else None
        return (Offset(amount, 1, ahead), base[1]) if base and ahead else None
    if base is None:
        alone = word in ("before", "after") and amount.exact and not tokens[end].capital
        base = (UNDATED, end) if alone or word in ("before", "after") else None
    return (Offset(amount, -1 if word in ("before", "prior") else 1, base[0]), base[1]) if base else None


def _relative_to_now(tokens: Tokens, i: int) -> Parsed:
    """Read *earlier this week*, *later in the day*, *later on Tuesday*, *so far this year*."""
    sign, certainty, j = 0, Certainty.PROBABLE, i + 1
    if tokens[i].kind == "comparative":
        sign = -1 if tokens[i].value == "earlier" else 1
    elif tokens[i].word == "so" and tokens[i + 1].word == "far":
        sign, certainty, j = -1, Certainty.CERTAIN, i + 2
    if not sign:
        return None
    j = j + 1 if tokens[j].word in ("in", "on") else j
    found = longest(stretch(tokens, j), this_unit(tokens, j))
    return (SoFar(sign, found[0], certainty), found[1]) if found else None


def _of_event(tokens: Tokens, i: int) -> Parsed:
    """Read *the day of the attack*, *the night of the coup*."""
    j = i + 2 if tokens[i].word in ("on", "in") else i + 1
    if tokens[j - 1].word != "the" or tokens[j].kind not in ("unit", "daypart") or tokens[j + 1].word != "of":
        return None
    return event_at(tokens, j + 2)


def event_at(tokens: Tokens, i: int) -> Parsed:
    """Read a noun phrase about something that happens: *the failed July 2016 coup attempt*, *his arrest*."""
    nouns = event_nouns()
    j = i + 1 if tokens[i].kind in ("determiner", "which", "narrative") else i
    day: Node | None = None
    end, limit = 0, j + _MODIFIERS
    while j < limit and tokens[j].kind not in ("function", "end", "other", "comma", "determiner"):
        dated = date_at(tokens, j) if day is None and tokens[j].kind in ("month", "number") else None
        if dated:
            day, j, limit = dated[0], dated[1], limit + dated[1] - j
            continue
        j += 1
        end = j if tokens[j - 1].word in nouns else end
    if not end:
        return None
    return Event(day), _complement(tokens, end)


def _complement(tokens: Tokens, i: int) -> int:
    """Return the position after the *of* phrase of an event: *the downing of a Russian jet*."""
    if tokens[i].word != "of":
        return i
    j = i + 2 if tokens[i + 1].kind == "determiner" else i + 1
    end = j
    while tokens[end].kind == "word" and tokens[end].capital and end < j + 4:
        end += 1
    if tokens[end].kind == "word" and not tokens[end].capital and (end == j or j == i + 2):
        end += 1
    return end if end > j else i
