"""The grammar of amounts of time: *two or three weeks*, *a year and a half*, *the past few days*."""

from __future__ import annotations

from .time_dates import Parsed, Tokens
from .time_spans import vague_count
from .time_values import Amount, Rolling

_ROUGHLY = (
    ("more", "than"), ("less", "than"), ("fewer", "than"), ("at", "least"), ("at", "most"), ("up", "to"),
    ("well", "over"), ("close", "to"), ("no", "more", "than"), ("no", "less", "than"), ("as", "many", "as"),
    ("a", "little", "over"), ("just", "over"), ("just", "under"), ("under",), ("maybe",), ("perhaps",),
)  # fmt: skip
_BETWEEN = (
    "full",
    "long",
    "more",
    "straight",
    "consecutive",
    "whole",
    "further",
    "additional",
    "short",
    "working",
)
_HALVES = {
    "year": (12, "month"),
    "decade": (10, "year"),
    "century": (100, "year"),
    "month": (4, "week"),
    "week": (7, "day"),
}
_MOST = 1_000_000


def amount_at(tokens: Tokens, i: int) -> tuple[Amount, int] | None:
    """Read so many units of time; a bare plural is a vague amount."""
    rough = _roughly(tokens, i)
    found = _half(tokens, rough) or _numbered(tokens, rough) or _bare(tokens, rough)
    if found is None:
        return None
    amount, j = found
    return (amount._replace(exact=False) if rough > i and not _is_precise(tokens, i) else amount), j


def _is_precise(tokens: Tokens, i: int) -> bool:
    return tokens[i].word in ("exactly", "precisely", "just", "only")


def _roughly(tokens: Tokens, i: int) -> int:
    """Return the position after words such as *more than*, *nearly*, *at least*."""
    for words in _ROUGHLY:
        if tokens[i].word == words[0] and all(tokens[i + k].word == word for k, word in enumerate(words)):
            return i + len(words)
    return i + 1 if tokens[i].kind == "approximate" else i


def _half(tokens: Tokens, i: int) -> tuple[Amount, int] | None:
    """Read *half a year*, *half a decade*, *a half century*."""
    j = i + 1 if tokens[i].word == "a" else i
    if tokens[j].word != "half":
        return None
    j = j + 2 if tokens[j + 1].word in ("a", "an") or tokens[j + 1].kind == "dash" else j + 1
    if tokens[j].kind != "unit":
        return None
    return _with_half(0, tokens[j].value), j + 1


def _with_half(whole: int, unit: str) -> Amount:
    parts, smaller = _HALVES.get(unit, (1, unit))
    count = whole * parts + parts // 2
    return Amount(count, count, smaller)


def _numbered(tokens: Tokens, i: int) -> tuple[Amount, int] | None:
    """Read *two years*, *a few days*, *two or three weeks*, *two and a half years*, *2.5 years*."""
    counted = _count(tokens, i)
    if counted is None:
        return None
    low, high, exact, j = counted
    if tokens[j].word == "and" and tokens[j + 1].word == "a" and tokens[j + 2].word == "half":
        if tokens[j + 3].kind == "unit":
            return _with_half(low, tokens[j + 3].value), j + 4
        return None
    j = j + 1 if tokens[j].word in _BETWEEN else j
    if tokens[j].kind != "unit":
        return None
    unit, end = tokens[j].value, j + 1
    if tokens[i].value.endswith(".5"):
        return _with_half(low, unit), end
    if tokens[end].word == "and" and tokens[end + 1].word == "a" and tokens[end + 2].word == "half":
        return _with_half(low, unit), end + 3
    return Amount(low, high, unit, exact), end


def _count(tokens: Tokens, i: int) -> tuple[int, int, bool, int] | None:
    """Read how many, at least and at most, whether exactly, and the position after."""
    i = i + 1 if tokens[i].word in ("a", "an") and tokens[i + 1].kind in ("vague", "numeral") else i
    token = tokens[i]
    if token.kind == "vague":
        low, high = (int(part) for part in token.value.split("-"))
        return low, high, low == high, i + 2 if tokens[i + 1].word == "of" else i + 1
    if token.word in ("a", "an"):
        return 1, 1, True, i + 1
    first = _cardinal(tokens, i)
    if first is None:
        return None
    low, j = first
    if tokens[j].word in ("to", "or") or tokens[j].kind == "dash":
        second = _cardinal(tokens, j + 1)
        if second and low < second[0]:
            return low, second[0], False, second[1]
    return low, low, True, j


def _cardinal(tokens: Tokens, i: int) -> tuple[int, int] | None:
    token = tokens[i]
    if token.kind == "number":
        whole = token.value.replace(",", "").split(".")[0]
        return (int(whole), i + 1) if len(whole) <= 6 else None
    if token.kind != "numeral":
        return None
    number, j = token.number, i + 1
    unit = tokens[j + 1 if tokens[j].kind == "dash" else j]
    if 20 <= number < 100 and unit.kind == "numeral" and unit.number < 10:
        return number + unit.number, j + 2 if tokens[j].kind == "dash" else j + 1
    if tokens[j].word in ("hundred", "dozen"):
        return number * tokens[j].number, j + 1
    return min(number, _MOST), j


def _bare(tokens: Tokens, i: int) -> tuple[Amount, int] | None:
    token = tokens[i]
    if token.kind != "unit" or not token.word.endswith("s"):
        return None
    return Amount(min(2, vague_count(token.value)), vague_count(token.value), token.value, False), i + 1


def rolling(tokens: Tokens, i: int, *, single: bool = False) -> Parsed:
    """Read *the past two years*, *recent weeks*, *the coming days*.

    ``single`` lets *the last year* and *the next month* count as so much time up to now or from now on,
    as they do after *over* or *in*.
    """
    the = tokens[i].kind == "determiner"
    j = i + 1 if the else i
    j = j + 1 if tokens[j].word == "this" and tokens[j + 1].word in ("past", "coming") else j
    token = tokens[j]
    if token.kind not in ("which", "recent") or token.number == 0:
        return None
    unit = tokens[j + 1]
    if unit.kind == "unit" and not unit.word.endswith("s"):
        alone = token.word in ("past", "coming") or (single and the and token.word in ("last", "next"))
        if not alone or unit.value in ("weekend", "day"):
            return None
        end = j + 4 if tokens[j + 2].word == "or" and tokens[j + 3].word in ("two", "so") else j + 2
        return Rolling(Amount(1, 1 if end == j + 2 else 2, unit.value, end == j + 2), token.number), end
    if unit.word in ("a", "an", "half"):
        return None
    found = amount_at(tokens, j + 1)
    return (Rolling(found[0], token.number), found[1]) if found else None
