"""Web pages: trafilatura says which paragraphs are the article, our own view of the page says where they stand.

trafilatura returns text without places. So the page is stripped of tags and entities here as well, keeping
offsets, and its paragraphs are looked up in that view, letter by letter, blanks aside. A paragraph that
is not found is left out: no evidence is better than evidence at the wrong place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from ..errors import CorpusError
from ..resources import table
from ..types import Extent
from .alignment import Aligned, Edit, align, edit, keep
from .characters import clean_characters
from .metadata import Metadata, outlet_of, read_date
from .paragraphs import HEADING

_TAG = re.compile(
    r"<!--|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|<[!?/][^>]*>"
)
_MARKUP = re.compile(
    r"</(?:p|div|span|a|h[1-6]|ul|ol|li|strong|em|b|i|blockquote)\s*>|<(?:p|br)\b[^<>]*>", re.IGNORECASE
)
_WORD = re.compile(rf"[^\s{HEADING}•]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')]*\s+(?=[A-Z\"'])")
_MARK = re.compile(rf"{HEADING}$|• $")
_LONG = 40  # letters; a shorter paragraph may stand on the page more than once


class Index(NamedTuple):
    """A text without blanks, and for each word where it begins there and in the text."""

    letters: str
    starts: Sequence[int]
    places: Sequence[int]

    def place(self, letter: int) -> int:
        """Return where in the text a letter stands."""
        word = bisect_right(self.starts, letter) - 1
        return self.places[word] + letter - self.starts[word]


def looks_like_html(text: str) -> bool:
    """Tell whether a field of a table holds markup.

    >>> looks_like_html("<p>Ankara <b>refused</b>.</p>"), looks_like_html("a < b and c > d")
    (True, False)
    """
    return _MARKUP.search(text) is not None


def read_page(raw: str) -> tuple[Aligned, Metadata]:
    """Return the article of a page and what its head says of it. Needs the extra ``html``."""
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise CorpusError("reading HTML needs trafilatura; pip install 'kg[html]'") from error
    dates = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
    page = bare_extraction(
        raw, include_comments=False, include_tables=False, with_metadata=True, date_extraction_params=dates
    )
    if page is None or isinstance(page, dict) or not page.text:
        raise CorpusError("no article was found on the page; save its text as .txt")
    view = strip_tags(align(raw))
    found = align_paragraphs(view.text, page.text.splitlines())
    publisher = page.sitename or (outlet_of(page.url) if page.url else None)
    published = read_date(page.date) if page.date else None
    author = page.author.replace("; ", ", ") if page.author else None
    return keep(view, ((extent, "\n\n") for extent in found)), Metadata(
        page.title or None, published, publisher, author, page.url or None, page.language or None
    )


def strip_tags(aligned: Aligned) -> Aligned:
    """Return a page without tags and in plain characters; every block begins a line, headings are marked."""
    flat = aligned.text.replace("\r", " ").replace("\n", " ")
    return clean_characters(edit(Aligned(flat, aligned.runs), _tags(flat)))


def _tags(text: str) -> Iterator[Edit]:
    lower = text.lower()
    lower = lower if len(lower) == len(text) else text  # a few capitals grow when lowered
    at = 0
    while match := _TAG.search(text, at):
        start, at = match.span()
        name = (match.group("name") or "").lower()
        kind, opens = _kinds().get(name, "block"), not match.group("close")
        if match.group() == "<!--":
            at = _after(lower, "-->", at)
        elif kind == "hidden" and opens and not match.group().endswith("/>"):
            at = _after(lower, ">", _after(lower, f"</{name}", at) - 1)
        yield Edit(start, at, _break(kind, opens) if name else "")


def _break(kind: str, opens: bool) -> str:
    """Return what the tag of an element becomes in the text."""
    if kind in ("inline", "hidden"):
        return ""
    return "\n" + {"heading": HEADING, "item": "• "}.get(kind, "") if opens else "\n"


@cache
def _kinds() -> dict[str, str]:
    return {row[0]: row[1] for row in table("html_elements")}


def _after(text: str, mark: str, at: int) -> int:
    """Return where the next mark ends, or the text: what is never closed hides all that follows."""
    found = text.find(mark, at)
    return found + len(mark) if found >= 0 else len(text)


# --- where the paragraphs stand ---------------------------------------------------------------


def align_paragraphs(view: str, paragraphs: Sequence[str]) -> list[Extent]:
    """Return where paragraphs stand in a text, in order; those that are not found are left out.

    Long ones are looked up first, each after the one before; a short one must stand between its neighbours.
    """
    index = _index(view)
    wanted = [
        _index(clean_characters(align(paragraph.removeprefix("- "))).text).letters for paragraph in paragraphs
    ]
    found: list[Extent | None] = [None] * len(wanted)
    at = 0
    for number, letters in enumerate(wanted):
        if len(letters) >= _LONG and (extent := _find(index.letters, letters, paragraphs[number], at)):
            found[number], at = extent, extent.end
    ends = list(accumulate(reversed(found), _next_start, initial=len(index.letters)))[::-1]
    at = 0
    for number, letters in enumerate(wanted):
        if 0 < len(letters) < _LONG:
            start = index.letters.find(letters, at, ends[number])
            found[number] = Extent(start, start + len(letters)) if start >= 0 else None
        at = (found[number] or Extent(0, at)).end
    return [_extent(index, view, extent) for extent in found if extent]


def _next_start(after: int, extent: Extent | None) -> int:
    return extent.start if extent else after


def _find(letters: str, wanted: str, paragraph: str, at: int) -> Extent | None:
    """Return where a paragraph stands, or what is between its first and last sentence if it is about as long."""
    start = letters.find(wanted, at)
    if start >= 0:
        return Extent(start, start + len(wanted))
    sentences = [
        _index(clean_characters(align(part)).text).letters for part in _SENTENCE_END.split(paragraph)
    ]
    if len(sentences) < 2 or min(len(sentences[0]), len(sentences[-1])) < 12:
        return None
    first = letters.find(sentences[0], at)
    last = letters.find(sentences[-1], first) if first >= 0 else -1
    end = last + len(sentences[-1])
    return Extent(first, end) if last >= 0 and end - first <= 1.3 * len(wanted) else None


def _index(text: str) -> Index:
    words = list(_WORD.finditer(text))
    starts = list(accumulate((match.end() - match.start() for match in words), initial=0))
    return Index("".join(match.group() for match in words), starts[:-1], [match.start() for match in words])


def _extent(index: Index, view: str, letters: Extent) -> Extent:
    start, end = index.place(letters.start), index.place(letters.end - 1) + 1
    mark = _MARK.search(view, max(start - 2, 0), start)
    return Extent(mark.start() if mark else start, end)
