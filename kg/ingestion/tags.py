"""Tags to lines: what of a page can be seen, where it stands in the raw file, and which element holds it.

Two things come of one walk. The *view* is the text of the page with its places. The *markup* is the page again with
everything that only sets words inside a line taken out: whoever judges which paragraphs are the article then sees each
of them whole, whatever ``<time>``, ``<label>`` or ``aria-hidden`` stands inside.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..resources import table
from .alignment import Aligned, Edit, edit
from .characters import clean_characters
from .paragraphs import HEADING

_TAG = re.compile(
    r"<!--|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>|<[!?/][^<>]*>"
)
_HIDDEN = re.compile(
    r"\shidden(?![\w-])(?!\s*=\s*[\"']?(?:false|until-found))"
    r"|\sstyle\s*=\s*[\"'][^\"']*(?:display\s*:\s*none|visibility\s*:\s*hidden)",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    r"\s(?:aria-hidden|hidden|style)\b(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?", re.IGNORECASE
)
_LABELLED = re.compile(r"\s(?:class|id)\s*=", re.IGNORECASE)
_NOTE = re.compile(r"\s*(?:\[\s*\w{1,8}(?:\s\d{1,3})?\s*\]|\d{1,3}(?:\s*,\s*\d{1,3})*|[*†‡§¶]+)\s*")
_UNIT = re.compile(r"\d\s?(?:[kcm]?m|km|ft|in|mi|yd)$|\b10$")
_TEXT_AFTER = re.compile(r"</[^<>]{1,40}>\s{0,9}[^<\s]")
_LINES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))
_NEAR = 300  # characters; a note is shorter
_DEPTH = 64  # elements; how far up an end is looked for
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_UNCLOSED = frozenset(["p", "li", "dt", "dd", "option"])  # their end may be left out
_SKIPPED = ("script", "style")  # what is in them is no markup


class Element(NamedTuple):
    """An element that breaks lines: its name, the number of the one around it, and whether it has a class or an id."""

    name: str
    parent: int
    labelled: bool


class Segment(NamedTuple):
    """A stretch of text between two tags, the element that it is in, and whether it is a link."""

    start: int
    end: int
    element: int
    linked: bool


class Walk(NamedTuple):
    """What was found on a page. ``struck`` counts the passages that the page itself has crossed out."""

    edits: tuple[Edit, ...]
    elements: tuple[Element, ...]
    segments: tuple[Segment, ...]
    markup: str
    struck: int
    unclosed: tuple[str, ...]


def strip_tags(aligned: Aligned) -> Aligned:
    """Return a page without tags and in plain characters; every block begins a line, headings are marked."""
    flat = aligned.text.replace("\r", " ").replace("\n", " ")
    return strip_walked(Aligned(flat, aligned.runs), walk(flat))


def strip_walked(flat: Aligned, found: Walk) -> Aligned:
    """Return the view of a page that was walked; its line breaks are blanks already."""
    return clean_characters(edit(flat, found.edits))


def walk(text: str) -> Walk:
    """Go through a page once, from tag to tag."""
    walker = _Walker(text)
    at = 0
    while match := _TAG.search(text, at):
        walker.see(at, match.start())
        at = walker.pass_tag(match)
    walker.see(at, len(text))
    return Walk(
        tuple(walker.edits),
        tuple(walker.elements),
        tuple(walker.segments),
        "".join(walker.markup),
        walker.struck,
        tuple(walker.unclosed),
    )


class _Walker:
    """The elements that are open on the way through a page, and what was collected on it."""

    def __init__(self, text: str) -> None:
        lower = text.lower()
        self.text = text
        self.lower = lower if len(lower) == len(text) else text  # a few capitals grow when lowered
        self.edits: list[Edit] = []
        self.elements = [Element("", 0, False)]
        self.open = [0]
        self.segments: list[Segment] = []
        self.markup: list[str] = []
        self.linked = False
        self.begun = False  # a line with text
        self.inside = Counter[str]()  # elements that are not listed, and controls, open in a line
        self.struck = 0
        self.unclosed: list[str] = []

    def see(self, start: int, end: int) -> None:
        """Take note of text that can be seen."""
        found = self.text[start:end]
        if found and not found.isspace():
            self.segments.append(Segment(start, end, self.open[-1], self.linked))
            self.begun = True
        self.markup.append(found.replace("<", "&lt;"))

    def pass_tag(self, match: re.Match[str]) -> int:
        """Go past a tag, and past all that it hides; return where to go on."""
        start, end = match.span()
        name = (match.group("name") or "").lower()
        if not name:
            end = self._after("-->", end) if match.group() == "<!--" else end
            self.edits.append(Edit(start, end))
            if end == len(self.text) and not self.text.endswith(">"):
                self.unclosed.append("!--")
            return end
        kind, opens = self._kind(name, match), not match.group("close")
        if kind in ("hidden", "struck", "note") and opens and not match.group("rest").endswith("/"):
            end = self._hide(name, kind, match)
            self.edits.append(Edit(start, end, "" if kind != "hidden" or _is_inline(name) else "\n"))
            return end
        self.edits.append(Edit(start, end, _break(kind, opens)))
        if kind in ("inline", "struck", "note"):
            self._link(name, opens, match)
        elif kind != "hidden":
            self._nest(name, opens, match)
        return end

    def _kind(self, name: str, match: re.Match[str]) -> str:
        """Return what an element does to the text, where it stands."""
        kind = _kinds().get(name)
        if kind is None or kind == "control":
            kind = "inline" if self._in_line(name, match) else "hidden" if kind else "block"
        if match.group("close"):
            return "inline" if kind in ("struck", "raised") else kind
        if kind == "raised":
            return "note" if self._is_note(match) else "inline"
        if name not in _VOID and kind != "hidden" and _HIDDEN.search(match.group("rest")):
            return "hidden"
        return kind

    def _in_line(self, name: str, match: re.Match[str]) -> bool:
        """Tell whether an element stands inside a line; an end tag stands where its element began."""
        if match.group("close"):
            self.inside[name] -= 1
            return self.inside[name] >= 0
        found = self.begun or self.elements[self.open[-1]].name in _LINES or self._leads(name, match.end())
        if found and name not in _VOID:
            self.inside[name] = max(self.inside[name], 0) + 1
        elif not found:
            self.inside[name] = 0
        return found

    def _leads(self, name: str, at: int) -> bool:
        """Tell whether a control is followed by text on its line."""
        close = self.lower.find(f"</{name}", at, at + _NEAR)
        return close >= 0 and name in _kinds() and _TEXT_AFTER.match(self.text, close) is not None

    def _is_note(self, match: re.Match[str]) -> bool:
        """Tell the number of a note (*S-400¹*) from a power (*40 km²*) and an ending (*10th*)."""
        close = self.lower.find(f"</{match.group('name').lower()}", match.end(), match.end() + _NEAR)
        inner = _TAG.sub("", self.text[match.end() : close]) if close >= 0 else ""
        before = _TAG.sub("", self.text[max(match.start() - _NEAR // 10, 0) : match.start()])
        return bool(_NOTE.fullmatch(inner)) and not (inner.strip().isdigit() and _UNIT.search(before))

    def _hide(self, name: str, kind: str, match: re.Match[str]) -> int:
        """Return where what cannot be seen ends."""
        at = match.end()
        if name in _SKIPPED or (name == "head" and kind == "hidden"):
            end = self._after(">", self._after(f"</{name}", at) - 1)
        else:
            end = self._end_of(name, at)
        if name == "head":
            self.markup.append(self.text[match.start() : end])
        self.struck += kind == "struck"
        if end == len(self.text) and self.lower.rfind(f"</{name}", max(at, end - _NEAR)) < 0:
            self.unclosed.append(name)
        return end

    def _end_of(self, name: str, at: int) -> int:
        """Return where an element ends that may hold others of its name, or may have no end of its own."""
        depth = 1
        while match := _TAG.search(self.text, at):
            found = (match.group("name") or "").lower()
            if found == name:
                depth += -1 if match.group("close") else not match.group("rest").endswith("/")
                if not depth or (name in _UNCLOSED and not match.group("close")):
                    return match.end() if not depth else match.start()
            elif name in _UNCLOSED and _kinds().get(found) in ("block", "heading", "item"):
                return match.start()
            at = self._after("-->", match.end()) if match.group() == "<!--" else match.end()
        return len(self.text)

    def _link(self, name: str, opens: bool, match: re.Match[str]) -> None:
        if name == "a":
            self.linked = opens
            self.markup.append('<a href="#">' if opens else "</a>")

    def _nest(self, name: str, opens: bool, match: re.Match[str]) -> None:
        """Open or close an element that breaks lines."""
        kept = name if name in _kinds() and name != "center" else "div"
        self.begun = False
        if name in _VOID:
            self.markup.append(f"<{kept}>")
        elif opens:
            rest = match.group("rest")
            self.markup.append(f"<{kept}{_UNSEEN.sub('', rest)}>")
            top = self.elements[self.open[-1]].name
            if len(self.open) > 1 and (top == "p" or (top == name and name in _UNCLOSED)):
                self.open.pop()
            self.elements.append(Element(name, self.open[-1], bool(_LABELLED.search(rest))))
            self.open.append(len(self.elements) - 1)
        else:
            self.markup.append(f"</{kept}>")
            near = range(len(self.open) - 1, max(len(self.open) - 1 - _DEPTH, 0), -1)
            level = next((level for level in near if self.elements[self.open[level]].name == name), None)
            if level is not None:
                del self.open[level:]

    def _after(self, mark: str, at: int) -> int:
        """Return where the next mark ends, or the text: what is never closed hides all that follows."""
        found = self.lower.find(mark, at)
        return found + len(mark) if found >= 0 else len(self.text)


def ancestors(elements: tuple[Element, ...], number: int) -> Iterator[int]:
    """Yield an element and those around it, from the inside out, as far as is worth while."""
    for _ in range(_DEPTH):
        if not number:
            return
        yield number
        number = elements[number].parent


def _is_inline(name: str) -> bool:
    return _kinds().get(name) in ("inline", "struck", "raised", "control", "hidden")


def _break(kind: str, opens: bool) -> str:
    """Return what the tag of an element becomes in the text."""
    if kind not in ("block", "heading", "item"):
        return ""
    return "\n" + {"heading": HEADING, "item": "• "}.get(kind, "") if opens else "\n"


@cache
def _kinds() -> dict[str, str]:
    return {row[0]: row[1] for row in table("html_elements")}
