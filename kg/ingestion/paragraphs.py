"""Lines to paragraphs: a line break is a paragraph's end in one file and the edge of a typewriter in another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from ..resources import word_list
from ..types import Extent
from .hyphens import is_split, joints

HEADING = "\ue000"  # private use; put before a heading by readers of markup, it never leaves this room
_WIDEST = 110  # nobody wraps by hand beyond this
_NARROWEST = 40  # below this a line that stops in mid-sentence may be one of a poem or a list
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_END = re.compile(r"[.!?:;][\"')\]]*$")
_BULLET = re.compile(r"[•●▪■◦‣–—*·+-] +\S|\d{1,2}[.)] +\S|\([a-z\d]\) \S")
_TERMINAL = re.compile(r"[.!?][\"')\]]*$")


class Line(NamedTuple):
    """A line without the blanks at its ends. ``gap``: a blank line or the top of the text is above it.

    ``heading``: markup says that it is one.
    """

    start: int
    end: int
    text: str
    gap: bool
    heading: bool = False


class Paragraph(NamedTuple):
    """Lines that belong together. ``heading``: markup says so; ``bullet``: it was an item of a list."""

    lines: tuple[Extent, ...]
    text: str
    gap: bool
    heading: bool = False
    bullet: bool = False

    @property
    def start(self) -> int:
        """Where the paragraph begins."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Where the paragraph ends."""
        return self.lines[-1].end


def split_lines(text: str) -> list[Line]:
    """Return the lines that are not blank."""
    lines: list[Line] = []
    above = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        heading = text.startswith(HEADING, start)
        gap = not lines or text.count("\n", above, start) > 1 or heading or lines[-1].heading
        above = end
        start += len(HEADING) if heading else 0
        if start < end:
            lines.append(Line(start, end, text[start:end], gap, heading))
    return lines


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends as sentences do.

    >>> ends_sentence('"We made an offer," he said.'), ends_sentence("Syrian conflict")
    (True, False)
    """
    return bool(_TERMINAL.search(text, max(len(text) - 6, 0)))


def is_bullet(text: str) -> bool:
    """Tell whether a line is an item of a list.

    >>> is_bullet("- the radar"), is_bullet("-based systems")
    (True, False)
    """
    return bool(_BULLET.match(text))


def join_lines(lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs of a page that was wrapped by hand; on any other page each line is one.

    A break is only the edge of the page where the next word would not have fitted on the line.
    """
    width = page_width(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not line.gap and _is_wrapped(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group) for group in groups]


def join_broken(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Return paragraphs with those made one that a stray line break cut in a sentence."""
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        if joined and not paragraph.gap and _goes_on(joined[-1].text, paragraph.text):
            above = joined.pop()
            text = f"{above.text} {paragraph.text}"
            paragraph = above._replace(lines=(*above.lines, *paragraph.lines), text=text)
        joined.append(paragraph)
    return joined


def page_width(lines: Sequence[Line]) -> int:
    r"""Return the column at which a hard-wrapped text was wrapped; 0 if it was not.

    >>> page_width(split_lines("The United States has\noffered to sell its\nmissiles to Turkey."))
    21
    """
    broken = [(line, below) for line, below in pairwise(lines) if not below.gap]
    lengths = sorted(len(line.text) for line, _ in broken)
    if not lengths:
        return 0
    width = lengths[-1 - len(lengths) // 50]
    going_on = sum(
        is_split(line.text)
        or (below.text[0].islower() and not _END.search(line.text))
        or (width >= _NARROWEST and _is_open(line.text))
        for line, below in broken
    )
    return width if width <= _WIDEST and going_on >= 0.3 * len(broken) else 0


def _is_open(line: str) -> bool:
    """Tell whether a line stops where no sentence and no heading can: after an article, a preposition or the like."""
    return line.rpartition(" ")[2] in word_list("open_words")


def _is_wrapped(line: Line, below: Line, width: int) -> bool:
    if is_split(line.text) and below.text[0].isalnum():
        return True
    if not width or is_bullet(below.text):
        return False
    long = len(line.text) > 0.6 * width and not _END.search(line.text)
    return (
        long
        or _goes_on(line.text, below.text)
        or len(line.text) + 1 + len(below.text.partition(" ")[0]) > width
    )


def _goes_on(above: str, below: str) -> bool:
    if is_split(above):
        return below[0].isalnum()
    return below[0].islower() and not is_bullet(below) and not _END.search(above)


def _paragraph(group: Sequence[Line]) -> Paragraph:
    first = group[0]
    extents = tuple(Extent(line.start, line.end) for line in group)
    text = " ".join(line.text for line in group)
    return Paragraph(extents, text, first.gap, first.heading, is_bullet(text))


def flow(paragraphs: Iterable[Paragraph], text: str) -> Iterator[tuple[Extent, str]]:
    """Yield each line with what goes before it: a paragraph's end or a blank; a word that a line's end split is made whole."""
    join = joints(text)
    for paragraph in paragraphs:
        joint = "\n\n"
        for line, below in zip_longest(paragraph.lines, paragraph.lines[1:]):
            above = text[line.start : line.end]
            if below is None or not is_split(above):
                yield line, joint
                joint = " "
                continue
            between = join(above, text[below.start : below.end])
            yield line if between else Extent(line.start, line.end - 1), joint
            joint = between[1:]
