"""Amounts of money and numbers of things in the words of a claim, and whether two of them can both be right.

Only what plainly belongs to the claim is read: an amount after a word of price (*for*, *worth*) or before one of a deal
(*a $2.5 billion contract*), and a number just before the name of what the claim is about (*36 Su-35 planes*). A clause
with two amounts of one currency gives none: which is whose only a reader can tell.

Two figures agree where one is the other rounded (2.4 and 2 billion); *about* adds a tenth on either side, *more than* and
*up to* leave one side open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ..ids import fold
from ..resources import table
from ..types import Claim, Entity

__all__ = ["Quantity", "disagree", "read_quantities"]

TENTH = Decimal("0.1")
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_TOKEN = re.compile(rf"(?<![\w.,-])(?:{_FIGURE})(?![,.-]?\d)|[^\W\d_]+(?:-\d[\w-]*|[’']\w+)?|[$€£¥]")
_DIGITS = re.compile(_FIGURE)
_NEAR = 4  # words between a figure and the word that says what it is a figure of
_LIKE_A_YEAR = (1900, 2100)
_LONGEST = 3  # words of a hedge


class Quantity(NamedTuple):
    """How much or how many: ``unit`` is a currency or the id of what is counted; ``None`` leaves a side open."""

    unit: str
    low: Decimal | None
    high: Decimal | None
    slack: Decimal  # how far off the exact figure may lie
    text: str


class _Number(NamedTuple):
    value: Decimal
    place: Decimal  # of the last digit that is given
    start: int
    end: int  # tokens


def disagree(one: Quantity, other: Quantity) -> bool:
    """Return whether two quantities of one unit cannot both be right."""
    if one.unit != other.unit:
        return False
    gap = max(_gap(one.low, other.high), _gap(other.low, one.high))
    return gap > 0 and gap >= max(one.slack, other.slack)


def _gap(low: Decimal | None, high: Decimal | None) -> Decimal:
    return low - high if low is not None and high is not None else Decimal(0)


def read_quantities(claim: Claim) -> tuple[Quantity, ...]:
    """Return what a claim says of how much and how many."""
    words = _TOKEN.findall(claim.evidence.quote)
    found = list(_amounts(words))
    for role in claim.roles:
        if role.name == "amount":
            found += _amounts(_TOKEN.findall(role.filler.name), cued=True)
    things = [claim.object, *(role.filler for role in claim.roles if role.name == "theme")]
    for thing in things:
        found += _counts(words, thing)
    per_unit = {each.unit: {(q.low, q.high) for q in found if q.unit == each.unit} for each in found}
    return tuple({each.unit: each for each in found if len(per_unit[each.unit]) == 1}.values())


def _amounts(words: Sequence[str], *, cued: bool = False) -> Iterator[Quantity]:
    for number in _numbers(words):
        unit, start, end = _currency(words, number)
        if unit and (cued or _is_price(words, start, end)):
            yield _quantity(unit, number, words, start, end)


def _currency(words: Sequence[str], number: _Number) -> tuple[str, int, int]:
    """Return the currency of a number, with the tokens that the amount takes up."""
    start, end = number.start, number.end
    if start and (unit := _kind(words[start - 1], "currency")):
        return unit, start - 1, end
    for place in range(end, min(end + 2, len(words))):  # 2.5 billion US dollars
        if unit := _kind(words[place], "currency"):
            return unit, start, place + 1
    return "", start, end


def _is_price(words: Sequence[str], start: int, end: int) -> bool:
    before = any(_kind(word, "price") == "before" for word in words[max(start - _NEAR, 0) : start])
    return before or any(_kind(word, "price") == "after" for word in words[end : end + _NEAR])


def _counts(words: Sequence[str], thing: Entity) -> Iterator[Quantity]:
    """Yield the numbers that stand before the name of a thing, with a word or two between at most."""
    names = [[fold(word) for word in _TOKEN.findall(name)] for name in (thing.name, *thing.aliases)]
    folded = [fold(word) for word in words]
    for number in _numbers(words):
        if _kind(words[number.start], "number") == "1" or _is_year(words, number):
            continue  # an article; a year
        for at in range(number.end, min(number.end + _NEAR - 1, len(words))):
            if any(name and _is_name(folded[at : at + len(name)], name) for name in names):
                yield _quantity(thing.id, number, words, number.start, at + 1)
                break


def _is_name(words: Sequence[str], name: Sequence[str]) -> bool:
    """Return whether words are a name, its last word in the plural perhaps: *thirty F-16s*."""
    return list(words) in (list(name), [*name[:-1], f"{name[-1]}s"])


def _is_year(words: Sequence[str], number: _Number) -> bool:
    first, last = _LIKE_A_YEAR
    return number.end == number.start + 1 and words[number.start].isdigit() and first <= number.value < last


def _quantity(unit: str, number: _Number, words: Sequence[str], start: int, end: int) -> Quantity:
    value, slack = number.value, number.place / 2
    hedge, first = _hedge(words, start)
    text = " ".join(words[first:end]).replace("$ ", "$").replace("€ ", "€").replace("£ ", "£")
    match hedge:
        case "least":
            return Quantity(unit, value, None, Decimal(0), text)
        case "most":
            return Quantity(unit, None, value, Decimal(0), text)
        case "nearly":
            return Quantity(unit, value - value * TENTH, value, Decimal(0), text)
        case "about":
            return Quantity(unit, value, value, max(slack, value * TENTH), text)
    return Quantity(unit, value, value, slack, text)


def _hedge(words: Sequence[str], start: int) -> tuple[str, int]:
    """Return what the words before a figure make of it, and where they begin."""
    for length in range(min(_LONGEST, start), 0, -1):
        first = start - length
        if hedge := _kind(" ".join(words[first:start]), "hedge"):
            return hedge, first
    return "", start


def _numbers(words: Sequence[str]) -> Iterator[_Number]:
    at = 0
    while at < len(words):
        number = _number(words, at)
        if number is not None:
            yield number
        at = number.end if number is not None else at + 1


def _number(words: Sequence[str], at: int) -> _Number | None:
    """Read *2.5 billion*, *3,500 million*, *two and a half billion*, *half a million*, *a hundred thousand*."""
    start = at
    if words[at].lower() == "half" and _word(words, at + 1) in ("a", "an"):
        value, place, at = Decimal("0.5"), TENTH, at + 2
        if not _kind(_word(words, at), "scale"):
            return None
    elif _DIGITS.fullmatch(words[at]):
        value = Decimal(words[at].replace(",", ""))
        place, at = _place(value), at + 1
    elif said := _kind(words[at], "number"):
        value, place, at = Decimal(said), Decimal(1), at + 1
        if [_word(words, at + step) for step in range(3)] == ["and", "a", "half"]:
            value, place, at = value + Decimal("0.5"), TENTH, at + 3
        elif said == "1" and words[start].lower() in ("a", "an") and not _kind(_word(words, at), "scale"):
            return None
    else:
        return None
    while scale := _kind(_word(words, at), "scale"):
        value, place, at = value * int(scale), place * int(scale), at + 1
    return _Number(value, place, start, at)


def _place(value: Decimal) -> Decimal:
    """Return the worth of the last digit that is not a closing nought: a hundred is a round number.

    >>> _place(Decimal("2.5")), _place(Decimal("3500"))
    (Decimal('0.1'), Decimal('1E+2'))
    """
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def _word(words: Sequence[str], at: int) -> str:
    return words[at].lower() if at < len(words) else ""


def _kind(word: str, kind: str) -> str:
    return _words().get((kind, word.lower()), "")


@cache
def _words() -> Mapping[tuple[str, str], str]:
    return {(kind, word): value for word, kind, value in table("quantity_words")}
