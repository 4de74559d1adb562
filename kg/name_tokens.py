"""Where the tokens of names, and the ends of sentences beside them, have to be set right before a text is parsed.

A tokenizer for treebanks takes *Jae-in* apart, and a parser then reads *in* as a preposition. Nicknames in quotation
marks, a surname before the given name and the line that says where a report was written mislead it in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc

from .ids import fold
from .resources import table, word_list

__all__ = ["is_person_part", "join_names", "plain_name", "sentence_starts"]

_ONSET = r"(?:[bcdfghjklmnpqrstwxyz]|zh|ch|sh|ts|hs|kk|pp|tt|ss|kw|hw|gw|hy|gy|ky|ny|my|by|py|ry|ly)?"
_SYLLABLE = re.compile(rf"{_ONSET}(?:[aeiouyw]{{1,3}})(?:ng|n|k|l|m|p|t|h|r)?")
_GIVEN = re.compile(r"\b[A-Z][a-z]+ (?P<name>[A-Z][a-z]{1,5}-[A-Za-z][a-z]{1,5})(?![\w-])")
_LINKED = re.compile(
    r"(?<![\w-])(?P<name>[A-Z][a-z]+-(?:al?|an|am|au|aux|d[eou]|del?|der|des|el|en|es|ez|in|la|le|les|on|sur|the|upon|ul|und|y)"
    r"-[A-Z][a-z]+)(?![\w-])"
)
_NICKNAME = re.compile(
    r"\b(?P<first>[A-Z][a-z.]+) (?P<name>(?P<mark>[\"'])[A-Z]\w{0,15}(?: [A-Z]\w{0,15}){0,2}(?P=mark)) (?=[A-Z][a-z])"
)
_PARTNERS = re.compile(r"(?<![\w-])(?P<name>[A-Z]\w+ & [A-Z]\w+)(?=,? (?P<form>[A-Z][\w.]+))")
_REVERSED = re.compile(
    r"(?<![\w-])(?P<name>(?P<last>[A-Z]{2,15}(?:[-'][A-Z]{2,15})?), (?P<given>[A-Z][a-z]{1,15})(?: [A-Z][a-z]{1,15})?)"
    r"(?=[ ,.;()]|$)"
)
_DATELINE = re.compile(
    r"(?:^|(?<=\n))(?P<place>[A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]+){0,3})(?:, [A-Z][\w.]{1,15}(?: [A-Z\d][\w.]{0,15})?){0,2}"
    r"(?: \([^()\n]{2,30}\))?(?:, [A-Z][\w.]{1,15} \d{1,2})? (?:-|--|–|—) (?=[\"'A-Z])"
)


def join_names(doc: Doc) -> None:
    """Make one token of what is one part of a name: *Jae-in*, *"The Rock"*, *KERRY, John*, *Port-au-Prince*."""
    text = doc.text
    taken = -1
    with doc.retokenize() as retokenizer:
        for start, end in sorted(
            {*_given(text), *_linked(text), *_nicknames(text), *_reversed(text), *_partners(text)}
        ):
            span = doc.char_span(start, end)
            if span is not None and len(span) > 1 and start >= taken:
                retokenizer.merge(span)
                taken = end


def sentence_starts(doc: Doc) -> frozenset[int]:
    """Return the tokens before which a sentence ends, though no mark or a doubtful one says so.

    A dateline is a sentence by itself; the full stop of *Inc.* ends one before the name of a state or an article.
    """
    ends = {match.end() for match in _DATELINE.finditer(doc.text)}
    found = {token.i for token in doc if token.idx in ends}
    for before, token in pairwise(doc):
        if before.text in _forms() and token.text in _starters():
            found.add(token.i)
    return frozenset(found)


def is_person_part(token: str) -> bool:
    """Tell whether a token is one that ``join_names`` made of part of a person's name."""
    if token[0] in "\"'":
        return len(token) > 2 and token[-1] == token[0]
    return bool(_REVERSED.fullmatch(token)) or _is_given(token)


def plain_name(token: str) -> str:
    """Return what a token adds to a name as it is usually written: nothing for a nickname, the given name first.

    >>> plain_name("KERRY, John")
    'John Kerry'
    """
    if token[0] in "\"'" and is_person_part(token):
        return ""
    last, comma, given = token.partition(", ")
    return f"{given} {last.title()}" if comma else token


def _is_given(name: str) -> bool:
    one, hyphen, two = name.lower().partition("-")
    plain = two in word_list("belonging_participles") or two in ("era", "like")
    return bool(hyphen and not plain and _SYLLABLE.fullmatch(one) and _SYLLABLE.fullmatch(two))


def _given(text: str) -> Iterator[tuple[int, int]]:
    """Yield the given names of two syllables: *Jae-in*, *Ing-wen*, but not *Kim-led* or *Xi-era*."""
    for match in _GIVEN.finditer(text):
        if _is_given(match["name"]):
            yield match.span("name")


def _linked(text: str) -> Iterator[tuple[int, int]]:
    """Yield the names and titles that hold a function word between hyphens: *Port-au-Prince*, *Commander-in-Chief*."""
    for match in _LINKED.finditer(text):
        yield match.span("name")


def _nicknames(text: str) -> Iterator[tuple[int, int]]:
    """Yield what stands in quotation marks inside a person's name, but not what a common noun introduces."""
    for match in _NICKNAME.finditer(text):
        if match["first"].lower() not in _common_nouns():
            yield match.span("name")


def _partners(text: str) -> Iterator[tuple[int, int]]:
    """Yield the partners whose company follows with its legal form: *Smith & Wesson Inc*."""
    for match in _PARTNERS.finditer(text):
        if match["form"] in word_list("company_forms") or match["form"].rstrip(".") in word_list(
            "company_forms"
        ):
            yield match.span("name")


def _reversed(text: str) -> Iterator[tuple[int, int]]:
    """Yield the surnames in capitals with the given name after a comma, where one of the two is known as such."""
    for match in _REVERSED.finditer(text):
        last, given = fold(match["last"]), fold(match["given"])
        if last not in _not_surnames() and (given in _people()[0] or last in _people()[1]):
            yield match.span("name")


@cache
def _people() -> tuple[frozenset[str], frozenset[str]]:
    """Return given names and surnames, of which those of well-known politicians are a fair sample."""
    names = [fold(name).split() for _, row in table("leaders") for name in row.split("|")]
    return frozenset(name[0] for name in names), frozenset(name[-1].removeprefix("al-") for name in names)


@cache
def _not_surnames() -> frozenset[str]:
    """Return the names of states, capitals, bodies and towns, which stand in capitals in datelines and headlines."""
    cells = [cell for row in table("states") for cell in (row[3], *row[4].split("|"), *row[6].split("|"))]
    cells += [
        name for row in table("places") for name in (row[2], *(row[3].split("|") if len(row) > 3 else ()))
    ]
    cells += [
        name
        for row in table("organizations")
        for name in (row[2], *(row[3].split("|") if len(row) > 3 else ()))
    ]
    return frozenset(fold(cell) for cell in cells if cell)


@cache
def _common_nouns() -> frozenset[str]:
    return frozenset(row[0].lower() for row in table("nouns"))


@cache
def _forms() -> frozenset[str]:
    return frozenset(form for form in word_list("company_forms") if form.endswith("."))


@cache
def _starters() -> frozenset[str]:
    """Return the words that begin a sentence after the full stop of an abbreviation."""
    states = {row[3] for row in table("states") if " " not in row[3]}
    return frozenset({"The", "It", "He", "She", "They", "In", "On", "But", "A", "An", "This", *states})
