"""Markdown as plain lines: marks go, headings are marked as such, everything keeps its place in the raw file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .alignment import Aligned, Edit, edit, substitute
from .paragraphs import HEADING

_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|^(?P<fence> {0,3}(?:```|~~~)).*?(?:^(?P=fence)[`~]*[ \t\r]*$|\Z)"
    r"|^ {0,3}\[[^\]\n]+\]:[ \t]+\S[^\n]*$"
    r"|^[ \t]*\|[^\n]*\|[ \t\r]*$"
    r"|^ {0,3}(?P<rule>[-*_])(?:[ \t]*(?P=rule)){2,}[ \t\r]*$"
    r"|!\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\]\n]*\])"
    r"|\[\^[^\[\]\n]+\]:?|<(?:https?:|mailto:)[^<>\s]*>|</?[A-Za-z][^<>\n]*>",
    re.MULTILINE | re.DOTALL,
)
_UNDERLINED = re.compile(r"^(?P<text>[^\s>#*+-][^\n]*)\n {0,3}(?:=+|-+)[ \t\r]*$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<text>[^\n]*?)[ \t]*#*[ \t\r]*$", re.MULTILINE)
_QUOTED = re.compile(r"^(?: {0,3}>[ \t]?)+", re.MULTILINE)
_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\]\n]*\])")
_STRONG = re.compile(r"(?P<mark>\*\*|__|~~)(?=\S)(?P<text>(?:(?!(?P=mark))[^\n]){1,400}+)(?<=\S)(?P=mark)")
_STARRED = re.compile(r"(?<![\w*\\])\*(?=[^\s*])(?P<text>[^*\n]+?)(?<=\S)\*(?![\w*])")
_UNDERSCORED = re.compile(r"(?<![\w\\])_(?=[^\s_])(?P<text>[^_\n]+?)(?<=\S)_(?!\w)")
_CODE = re.compile(r"(?<!`)(?P<mark>`++)(?P<text>[^`\n]++)(?P=mark)(?!`)")
_ESCAPED = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!>~|\"'-]|\r?\n)")
_SOFT_BREAK = re.compile(
    rf"(?<=[^\s\\])(?: ?)(?P<break>\r?\n)(?![ \t]*(?:[-*+•] |\d{{1,3}}[.)] |{HEADING}|\r?\n|$))"
)


def strip_markdown(aligned: Aligned) -> Aligned:
    """Return what a reader of the rendered page would read; links keep their words, pictures and code go."""
    aligned = substitute(aligned, _HIDDEN, "")
    for pattern, mark in ((_UNDERLINED, HEADING), (_HEADING, HEADING)):
        aligned = edit(aligned, _inside(pattern, aligned.text, mark))
    aligned = substitute(aligned, _QUOTED, "")
    for pattern in (_LINK, _STRONG, _STARRED, _UNDERSCORED, _CODE):
        aligned = edit(aligned, _inside(pattern, aligned.text))
    joined = Aligned(_SOFT_BREAK.sub(_join, aligned.text), aligned.runs)
    return substitute(joined, _ESCAPED, "")


def _inside(pattern: re.Pattern[str], text: str, mark: str = "") -> Iterator[Edit]:
    """Yield the edits that leave only the text of what matches, after a mark."""
    for match in pattern.finditer(text):
        yield Edit(match.start(), match.start("text"), mark)
        yield Edit(match.end("text"), match.end())


def _join(match: re.Match[str]) -> str:
    """Return blanks of the same length, so that no edit is needed; nothing continues a heading."""
    line = match.string.rfind("\n", 0, match.start()) + 1
    return match.group() if match.string.startswith(HEADING, line) else " " * len(match.group())
