"""When: the time expressions of a text, and the days they mean as seen from the day of publication.

    text > tokens (time_words) > what is said (time_grammar, time_values) > days (time_reading, time_spans)

Which days *early 2020* or *last week* are is laid down in ``time_spans``; which July *in July* is, in
``time_reading``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from ..resources import table
from ..types import Certainty, Extent, Interval
from .time_dates import year_at
from .time_grammar import expression, opens
from .time_reading import Reading, View, read
from .time_spans import Days
from .time_values import Ahead, Bound, Node, Rolling, Undated, Yearly
from .time_words import REACH, Token, lexicon, tokenize

_STORY = 600  # characters after which "the following day" no longer follows the time last told
_SENTENCE = 400  # characters to look for a sign of tense
_CLAUSE = 9  # tokens
_MODALS = ("to", "will", "would", "could", "can", "may", "might", "should", "must", "not")
_STOP = re.compile(r"[.!?;\n]\s")
_WORD = re.compile(r"[^\W\d_]+(?:n't)?")


def find_times(text: str, *, start: int = 0) -> tuple[Extent, ...]:
    """Return where a text speaks of a time, prepositions included; ``start`` is where the text itself begins.

    Lengths of time and repetitions (*for three years*, *every Friday*) are no times.

    >>> find_times("Talks resumed on Tuesday.")
    (Extent(start=14, end=24),)
    """
    return tuple(Extent(start + first, start + last) for first, last, _ in _scan(text))


def read_time(
    expression: str, anchor: date | None, *, tense: str | None = None, told: Interval | None = None
) -> Interval | None:
    """Return the interval an expression means, ``None`` when it is no time expression at all.

    ``anchor`` is the day of publication and ``tense`` that of the clause, ``past`` or ``future``.
    ``told`` is the time that the story told last, from which *the following day* counts. What cannot be told
    is unknown: no begin, no end.

    >>> read_time("last month", date(2019, 7, 18)).begin
    datetime.date(2019, 6, 1)
    """
    node = _whole(expression)
    if node is None:
        return None
    days = Days(told.begin, told.end) if told and told.begin and told.end else None
    return _interval(expression, read(node, View(anchor, _tense(tense), days)))


def find_and_read(text: str, anchor: date | None) -> tuple[tuple[Extent, Interval], ...]:
    """Return the times of a text in order, each with the interval it means.

    The tense is guessed from the words about it, and *the following day* follows the day last told.
    """
    found = []
    told: Days | None = None
    told_at = 0
    for first, last, node in _scan(text):
        if first - told_at > _STORY:
            told = None
        reading = read(node, View(anchor, _guess_tense(text, first, last), told))
        found.append((Extent(first, last), _interval(text[first:last], reading)))
        if reading.begin and reading.end and not isinstance(node, Rolling | Bound):
            told, told_at = Days(reading.begin, reading.end), last
    return tuple(found)


def _interval(text: str, reading: Reading) -> Interval:
    known = reading.begin is not None or reading.end is not None
    return Interval(reading.begin, reading.end, text, reading.certainty if known else Certainty.UNKNOWN)


def _tense(tense: str | None) -> str | None:
    lower = (tense or "").lower()
    return "past" if lower.startswith("past") else "future" if lower.startswith("fut") else None


def _whole(text: str) -> Node | None:
    """Return what an expression says: all of it, or the longest time expression inside it."""
    tokens = tokenize(text)
    count = len(tokens) - REACH
    parsed = expression(tokens[: REACH * 2], 0)
    if parsed and _only_marks(tokens[parsed[1] : count]):
        return parsed[0]
    inside = sorted(_scan(text), key=lambda one: one[0] - one[1])
    if inside:
        return inside[0][2]
    return parsed[0] if parsed else None


def _only_marks(rest: list[Token]) -> bool:
    return all(token.kind in ("possessive", "comma", "other") and not token.word.isalnum() for token in rest)


def _scan(text: str) -> Iterator[tuple[int, int, Node]]:
    """Yield the time expressions of a text, the longest from left to right."""
    tokens = tokenize(text)
    i, count = 0, len(tokens) - REACH
    while i < count:
        parsed = expression(tokens, i) if opens(tokens[i]) else None
        if parsed is None or parsed[1] > count:
            i += 1
            continue
        node, j = parsed
        if _stands(tokens, i, j, node):
            yield tokens[i].start, tokens[j - 1].end, node
        i = j
    return


def _stands(tokens: list[Token], i: int, j: int, node: Node) -> bool:
    """Tell whether a reading is a time in running text, where *May* may be a name and *2000* a number."""
    if isinstance(node, Undated):
        return False
    token, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    if isinstance(node, Ahead) and node.doubtful and _has_not_been(tokens[max(i - _CLAUSE, 0) : i]):
        return False
    if token.word == "last" and before.word in _MODALS:
        return False  # talks will last several days
    if isinstance(node, Yearly) and token.kind == "determiner" and tokens[j].kind == "word":
        return False  # the spring festival
    if j - i > 1:
        return True
    if token.kind == "number":
        return year_at(tokens, i) is not None and (before.word == "(" or _before_noun(before, after))
    known = lexicon().get(token.word)
    if isinstance(node, Yearly) and token.kind == "word":
        return token.capital
    return known is None or not known.caution


def _has_not_been(before: list[Token]) -> bool:
    """Tell whether *in four years* looks back: after *the largest*, *the first*, *have not*."""
    return any(
        token.kind == "superlative" or token.word in ("first", "not", "t")
        for token in before
        if token.kind != "other"
    )


def _before_noun(before: Token, after: Token) -> bool:
    """Tell whether a number between two words is a year: *the 2016 coup*, *Turkey's 2016 coup*."""
    return before.kind in ("determiner", "possessive") and after.kind in ("word", "function", "counted")


@cache
def _cues() -> dict[str, str]:
    return {row[0]: row[1] for row in table("time_tense_cues")}


def _guess_tense(text: str, first: int, last: int) -> str | None:
    """Return what the nearest word of tense in the sentence says; words after the time are half as near."""
    before = _WORD.findall(_STOP.split(text[max(first - _SENTENCE, 0) : first])[-1].lower())
    after = _WORD.findall(_STOP.split(text[last : last + _SENTENCE], maxsplit=1)[0].lower())
    cues = _cues()
    near = [
        (len(before) - index, cues[word])
        for index, word in enumerate(before)
        if word in cues and (index == 0 or before[index - 1] != "be")  # will be announced
    ]
    near += [(2 * index + 2, cues[word]) for index, word in enumerate(after) if word in cues]
    return min(near)[1] if near else None
