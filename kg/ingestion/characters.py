"""From the characters a page was left with to those a parser was trained on, each change mapped to the raw file.

Most changes are one character for one (quotes, blanks, hyphens) and cost no run: they are made by one
``str.translate``. Only what lengthens or shortens the text is an edit.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from html.entities import html5
from typing import NamedTuple

from ftfy import fix_encoding
from ftfy.badness import is_bad

from ..resources import table, word_list
from .alignment import Aligned, Edit, edit, substitute

_LINE = re.compile(r"[^\n]+")
_SOFT_HYPHEN = re.compile(r"\u00ad(?= ?\n)")  # one that shows, for a word is split there
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_NUMBERED = re.compile(r"&#(?:[xX][0-9A-Fa-f]{2,6}|[0-9]{2,7});?")
_BROKEN_NUMBER = re.compile(r"[&,] ?# ?([0-9]{2,7}) ?;")
_SUFFIX = re.compile(r" ?(?:s|t|re|ve|ll|d|m)\b")
_LENGTHS = re.compile(
    r"(?P<cut>\[ ?(?:…|\.{3}) ?\])|(?P<blanks>(?<=\S) {2,}(?=\S))|(?P<marks>[^\W\d_][\u0300-\u036f]+)"
    r"|(?P<wide>[…\ufb00-\ufb06])"
)
# "exemption.The US": a stop between two words that a scraper glued together, but not "Booking.Com"
_GLUED = re.compile(
    r"(?<=[A-Za-z0-9]{2})[.!?](?P<quote>[\"')\]]*)(?=(?!(?:Com|Net|Org|Js)\b)(?:[A-Z][a-z]+|[AI])(?:[ ,;:'\n]|$))"
)


# "#Belgorod" is a name with a mark on it, "#breaking #news" at the end of a line says what the text is filed under
_FILED = re.compile(r"(?<=\S)(?: #[^\W\d]\w*){2,}")
_TAGS_ALONE = re.compile(r"\s*(?:#\w+[\s,;|]*)+")
_TAGGED = re.compile(r"(?<![\w&#/])#(?=[^\W\d])")


class Table(NamedTuple):
    """``data/characters.tsv``, sorted by what a change does to the length."""

    same: dict[int, int]
    dropped: re.Pattern[str]
    wide: dict[str, str]


def clean_characters(raw: Aligned) -> Aligned:
    """Return the text in plain characters: mojibake and entities undone, blanks, quotes and hyphens plain.

    Lines stay lines and the text at their ends is left alone.
    """
    aligned = _undo_entities(_undo_mojibake(raw))
    characters = _characters()
    text = aligned.text.replace("\r\n", " \n").replace("\r", "\n").translate(characters.same)
    text = _SOFT_HYPHEN.sub("-", text)
    aligned = substitute(Aligned(text, aligned.runs), characters.dropped, "")
    aligned = substitute(aligned, _LENGTHS, _plain)
    aligned = edit(aligned, _tags(aligned.text))
    return edit(aligned, _missing_blanks(aligned.text))


def _tags(text: str) -> Iterator[Edit]:
    """Yield the cuts of the tags at the end of a line and of the marks before other tags; a line of tags alone is left."""
    for line in _LINE.finditer(text):
        if "#" not in line.group() or _TAGS_ALONE.fullmatch(line.group()):
            continue
        end = len(line.group().rstrip())
        filed = next((m.start() for m in _FILED.finditer(line.group()) if m.end() == end), end)
        for mark in _TAGGED.finditer(line.group(), 0, filed):
            yield Edit(line.start() + mark.start(), line.start() + mark.end())
        if filed < end:
            yield Edit(line.start() + filed, line.start() + end)


def _plain(match: re.Match[str]) -> str:
    kind, found = match.lastgroup, match.group()
    if kind == "cut":
        return "..."
    if kind == "blanks":
        return " "
    if kind == "marks":
        return unicodedata.normalize("NFC", found)
    return _characters().wide[found]


@cache
def _characters() -> Table:
    same: dict[int, int] = {}
    wide: dict[str, str] = {}
    dropped: list[str] = []
    for code, becomes, _ in table("characters"):
        first, _, last = code.partition("-")
        codes = range(int(first, 16), int(last or first, 16) + 1)
        target = [] if becomes == "-" else [int(part, 16) for part in becomes.split()]
        if len(target) == 1:
            same.update(dict.fromkeys(codes, target[0]))
        elif target:
            wide.update(dict.fromkeys(map(chr, codes), "".join(map(chr, target))))
        else:
            dropped.append(f"\\U{codes[0]:08x}-\\U{codes[-1]:08x}")
    return Table(same, re.compile(f"[{''.join(dropped)}]+"), wide)


# --- UTF-8 read as something else -------------------------------------------------------------


def _undo_mojibake(aligned: Aligned) -> Aligned:
    if not is_bad(aligned.text):
        return aligned
    return edit(aligned, _mojibake(aligned.text))


def _mojibake(text: str) -> Iterator[Edit]:
    for line in _LINE.finditer(text):
        found = line.group()
        if found.isascii() or not is_bad(found):
            continue
        fixed = fix_encoding(found)
        if fixed != found:
            yield from _differences(found, fixed, line.start())


def _differences(found: str, fixed: str, offset: int) -> Iterator[Edit]:
    """Yield what ftfy changed. UTF-8 never decodes to ASCII, so the stretches that are not ASCII pair up.

    Where they do not (ftfy may take a blank for part of a character), what differs is one edit.
    """
    before, after = list(_NOT_ASCII.finditer(found)), list(_NOT_ASCII.finditer(fixed))
    if len(before) == len(after) and _NOT_ASCII.sub("", found) == _NOT_ASCII.sub("", fixed):
        for old, new in zip(before, after, strict=True):
            if old.group() != new.group():
                yield Edit(offset + old.start(), offset + old.end(), new.group())
        return
    shorter = min(len(found), len(fixed))
    start = next((i for i in range(shorter) if found[i] != fixed[i]), shorter)
    rest = shorter - start
    tail = next((i for i in range(rest) if found[-1 - i] != fixed[-1 - i]), rest)
    yield Edit(offset + start, offset + len(found) - tail, fixed[start : len(fixed) - tail])


# --- entities ---------------------------------------------------------------------------------


def _undo_entities(aligned: Aligned) -> Aligned:
    """Decode entities, twice: pages escape them twice (``&amp;#39;``)."""
    for _ in range(2):
        aligned = substitute(aligned, _NAMED, _decode_named)
        aligned = substitute(aligned, _NUMBERED, lambda match: html.unescape(match.group()))
        aligned = edit(aligned, _broken_entities(aligned.text))
    return aligned


def _decode_named(match: re.Match[str]) -> str:
    return html.unescape(match.group()) if match.group(1) + ";" in html5 else match.group()


@cache
def _broken_name() -> re.Pattern[str]:
    return re.compile(rf"(?:& ?|,)({'|'.join(sorted(word_list('html_entities')))}) ?;")


def _broken_entities(text: str) -> Iterator[Edit]:
    """Yield entities that a translator took apart: ``& # 39;``, ``& quot;``, ``,quot;``.

    The blanks that were put around a quotation mark go as well: the mark opens, closes, opens ... within a
    line, and before an "s" it is an apostrophe.
    """
    numbered = ((match, f"&#{match.group(1)};") for match in _BROKEN_NUMBER.finditer(text))
    named = ((match, f"&{match.group(1)};") for match in _broken_name().finditer(text))
    done, line, opened = 0, 0, False
    for match, entity in sorted((*numbered, *named), key=lambda found: found[0].start()):
        start, end = match.span()
        mark = html.unescape(entity)
        if text.count("\n", line, start):
            opened = False
        line = start
        spaced = " " in match.group()
        if mark in "'\"‘’“”" and spaced:
            blank_before, blank_after = (
                text[start - 1 : start] == " " and start > done,
                text[end : end + 1] == " ",
            )
            apostrophe = mark in "'’" and bool(_SUFFIX.match(text, end))
            start -= blank_before and (opened or apostrophe)
            end += blank_after and (apostrophe or not opened)
            opened = opened if apostrophe else not opened
        yield Edit(start, end, mark)
        done = end


# --- glued sentences --------------------------------------------------------------------------


def _missing_blanks(text: str) -> Iterator[Edit]:
    for match in _GLUED.finditer(text):
        near = max(
            match.start() - 1000, 0
        )  # enough for a paragraph, and bounds the work on a line without end
        word = text[text.rfind(" ", near, match.start()) + 1 : match.start()]
        if "@" in word or "/" in word or word.startswith("www"):
            continue
        at = match.end()
        if match.group("quote") == '"':  # closes what is open, else opens what follows
            line = max(text.rfind("\n", near, match.start()) + 1, near)
            at -= text.count('"', line, match.start()) % 2 == 0
        yield Edit(at, at, " ")
