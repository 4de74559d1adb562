"""Text as the words the grammar of time knows: months, units, numbers, prepositions, and what lies between.

One regular expression walks over the characters once; the classes of words come from
``data/time_*.tsv``. A word of caution (*may*, *march*, *Sat*) only counts when it looks like a date.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..resources import table


class Token(NamedTuple):
    """A word, number or mark: its class, the number or name it stands for, its lower-case form, its place."""

    kind: str
    value: str
    word: str
    start: int
    end: int
    capital: bool = False

    @property
    def number(self) -> int:
        """What the value is as a number."""
        return int(self.value)


class Word(NamedTuple):
    """A row of ``time_words.tsv``."""

    kind: str
    value: str
    caution: str


END = Token("end", "", "", 0, 0)
REACH = 28  # no expression has more tokens; bounds the work at any one place, so that the whole is linear

_TOKEN = re.compile(
    r"""
      (?P<word>(?![ap]\.\ ?m|[ap]m\b|o['’]clock|[qh][1-4]|FY\ ?'?[0-9])[^\W\d_]+)
    | (?P<iso>\b[12][0-9]{3}([-/.])[01]?[0-9]\3[0-3]?[0-9](?:T[0-9:.]{1,16}(?:Z|[+-][0-9:]+)?)?(?![-/\w]))
    | (?P<numeric>\b[0-9]{1,2}([-/.])[0-9]{1,2}\5(?:[0-9]{4}|(?<=/)[0-9]{2})(?![-/\w]))
    | (?P<clock>\b[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![:\w]))
    | (?P<decade>\b[12][0-9]{2}0['’]?s\b|['‘’][1-9]0s\b|\b[1-9]0['’]?s\b)
    | (?P<ordinal>\b[0-9]{1,2}(?:st|nd|rd|th)\b)
    | (?P<money>[$€£¥₺₽]\s?[0-9][0-9.,]*)
    | (?P<ampm>[ap]\.\ ?m\.?(?!\w)|[ap]m\b|o['’]clock\b)
    | (?P<label>[QH][1-4]\b|FY\ ?'?(?:[0-9]{4}|[0-9]{2})\b)
    | (?P<number>\b[0-9]+(?:[.,][0-9]+){0,6}(?:(?!\w)|(?=[ap]\.?m\b)))
    | (?P<possessive>['’]s?(?!\w))
    | (?P<dash>[-‐‑–—])
    | (?P<comma>,)
    | (?P<other>\n[^\S\n]*\n|[^\s\w]|_|\w+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_YEAR_NEXT = re.compile(r"\.?,?\s+(?:[12][0-9]{3}|[0-9]{1,2},\s+[12][0-9]{3})\b")
_DAY_BEFORE = re.compile(r"[0-9](?:st|nd|rd|th)?\s(?:of\s)?$")


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a text, followed by ``REACH`` end marks so that a parser may look ahead."""
    words = lexicon()
    tokens: list[Token] = []
    add = tokens.append
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        form = match.group()
        if form == "." and tokens and tokens[-1].end > match.start():
            continue  # of an abbreviation
        if kind != "word":
            add(Token(kind, form, form.lower(), match.start(), match.end()))
            continue
        lower = form.lower()
        known = words.get(lower)
        capital = form[0] != lower[0]
        if known is None:
            add(Token("word", form, lower, match.start(), match.end(), capital))
        else:
            add(_classified(text, match.start(), match.end(), known, capital))
    tokens.extend([END] * REACH)
    return tokens


def _classified(text: str, start: int, end: int, known: Word, capital: bool) -> Token:
    kind, value, caution = known
    lower = text[start:end].lower()
    if caution == "capital":
        dated = capital or _YEAR_NEXT.match(text, end) or _DAY_BEFORE.search(text[max(start - 8, 0) : start])
        if not dated:
            return Token("function" if lower == "may" else "word", lower, lower, start, end)
        if len(lower) <= 5 and lower not in ("may", "march") and text[end : end + 1] == ".":
            end += 1
    return Token(kind, value, lower, start, end, capital)


@cache
def lexicon() -> dict[str, Word]:
    """Return the words of time by their lower-case form."""
    return {row[0]: Word(row[1], row[2], row[3]) for row in table("time_words")}


@cache
def prepositions() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the prepositions by their first word, the longest first, each with the relation it means."""
    return _by_first_word(tuple((row[0], row[1]) for row in table("time_prepositions")))


@cache
def named_days() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the days and times with a name by their first word, the longest first, each with its rule."""
    return _by_first_word(tuple((row[0], row[1]) for row in table("time_named_days")))


def _by_first_word(rows: tuple[tuple[str, str], ...]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, rule in rows:
        words = tuple(match.group().lower().replace("’", "'") for match in _TOKEN.finditer(phrase))
        found.setdefault(words[0], []).append((words, rule))
    return {first: tuple(sorted(some, key=lambda row: -len(row[0]))) for first, some in found.items()}


@cache
def event_nouns() -> frozenset[str]:
    """Return the nouns that date what happens before or after them, with their plurals."""
    nouns = [row[0] for row in table("time_events")]
    plurals = [noun[:-1] + "ies" if noun.endswith("y") else noun + "s" for noun in nouns]
    return frozenset(nouns + plurals + [noun + "es" for noun in nouns if noun[-1] in "sxh"])
