"""Web pages: trafilatura says which paragraphs are the article, our own view of the page says where they stand.

trafilatura returns text without places. It is given the page without the elements that only set words inside a line
(``tags``), and its paragraphs are looked up in our view of the page, letter by letter, blanks aside. A paragraph that is
not found is left out: no evidence is better than evidence at the wrong place. What of the main part of the page was
left out is told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile
from typing import NamedTuple

from ..errors import CorpusError
from ..types import Extent
from .alignment import Aligned, align, keep
from .characters import clean_characters
from .furniture import is_furniture, is_sentence
from .metadata import Metadata, outlet_of, read_date
from .paragraphs import HEADING
from .tags import Walk, ancestors, strip_walked, walk

_MARKUP = re.compile(
    r"</(?:p|div|span|a|h[1-6]|ul|ol|li|strong|em|b|i|blockquote)\s*>|<(?:p|br)\b[^<>]*>", re.IGNORECASE
)
_WORD = re.compile(rf"[^\s{HEADING}•]+")
_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')]*\s+(?=[A-Z\"'])")
_MARK = re.compile(rf"{HEADING}$|• $")
_MARKS = f" •{HEADING}"
_LONG = 40  # letters; a shorter paragraph may stand on the page more than once
_MISSES = 200  # paragraphs that are not found, each at the cost of a walk through the page; no more are looked for then
_FEWEST = 5  # blanks in a sentence that is missed
_MOST = 0.8  # of the article are in its main part
_LEAVES = frozenset(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6"])
_BESIDE = frozenset(
    ("nav", "footer", "form", "figcaption", "menu", "dialog")
)  # by their names beside the running text
_ASIDE = frozenset(("aside", "figure", "table"))  # may be of the article or not
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}


class Index(NamedTuple):
    """A text without blanks, and for each word where it begins there and in the text."""

    letters: str
    starts: Sequence[int]
    places: Sequence[int]

    def place(self, letter: int) -> int:
        """Return where in the text a letter stands."""
        word = bisect_right(self.starts, letter) - 1
        return self.places[word] + letter - self.starts[word]


class Page(NamedTuple):
    """The article of a page, what the page says of it, and what of its main part was left out."""

    body: Aligned
    metadata: Metadata
    faults: tuple[str, ...]


class Block(NamedTuple):
    """A line of the view: where it stands, the innermost element that breaks lines, whether most of it are links."""

    extent: Extent
    element: int
    linked: bool


def looks_like_html(text: str) -> bool:
    """Tell whether a field of a table holds markup.

    >>> looks_like_html("<p>Ankara <b>refused</b>.</p>"), looks_like_html("a < b and c > d")
    (True, False)
    """
    return _MARKUP.search(text) is not None


def read_page(raw: str) -> Page:
    """Return the article of a page and what its head says of it. Needs the extra ``html``."""
    flat = align(raw.replace("\r", " ").replace("\n", " "))
    walked = walk(flat.text)
    view = strip_walked(flat, walked)
    paragraphs, metadata = _judge(raw, walked.markup)
    blocks = _blocks(view, walked)
    rest, whole = _whole_lines(align_paragraphs(view.text, paragraphs), blocks)
    more, lost = _recover(view.text, blocks, whole, walked)
    taken = sorted({*rest, *(blocks[number].extent for number in whole | more)})
    return Page(keep(view, ((extent, "\n\n") for extent in taken)), metadata, tuple(_faults(walked, lost)))


def _judge(raw: str, markup: str) -> tuple[list[str], Metadata]:
    """Return what trafilatura takes for the paragraphs of the article, and what the page says of it."""
    try:
        from trafilatura import bare_extraction
        from trafilatura.metadata import extract_metadata
    except ImportError as error:
        raise CorpusError("reading HTML needs trafilatura; pip install 'kg[html]'") from error
    try:
        page = bare_extraction(f"<html>{markup}</html>", include_comments=False, include_tables=False)
        head = extract_metadata(raw, date_config=_DATES)
    except Exception as error:  # hostile pages make trafilatura and lxml raise RecursionError, ValueError, AttributeError ...: no base class is theirs
        raise CorpusError("the page cannot be taken apart; save its text as .txt") from error
    if page is None or isinstance(page, dict) or not page.text:
        raise CorpusError("no article was found on the page; save its text as .txt")
    url = head.url if head.url and outlet_of(head.url) else None
    author = head.author.replace("; ", ", ") if head.author else None
    published = read_date(head.date) if head.date else None
    publisher = head.sitename or (outlet_of(url) if url else None)
    metadata = Metadata(head.title or None, published, publisher, author, url, head.language or None)
    return page.text.splitlines(), metadata


def _faults(walked: Walk, lost: Sequence[str]) -> Iterator[str]:
    if lost:
        letters = sum(map(len, lost))
        yield (
            f"{len(lost)} paragraphs ({letters:,} characters) of the main part of the page were left out, "
            f'the first "{lost[0][:60]}"; save its text as .txt if they belong to the article'
        )
    if walked.struck:
        yield f"{walked.struck} passages that the page has crossed out were left out; read them there"
    for name in walked.unclosed[:1]:
        yield f"<{name}> is not closed, and all that follows was left out; correct it"


# --- which lines are the article --------------------------------------------------------------


def _blocks(view: Aligned, walked: Walk) -> list[Block]:
    """Return the lines of a view with the elements that they are in."""
    runs = [run.start for run in view.runs]
    starts = [segment.start for segment in walked.segments]

    def segment_at(character: int) -> int:
        run = view.runs[bisect_right(runs, character) - 1]
        raw = run.raw + (character - run.start if run.length == run.raw_length else 0)
        return max(bisect_right(starts, raw) - 1, 0)

    blocks: list[Block] = []
    for match in _LINE.finditer(view.text):
        core = match.group().strip(_MARKS)
        if core and starts:
            first = match.start() + match.group().index(core[0])
            inside = walked.segments[segment_at(first) : segment_at(first + len(core) - 1) + 1]
            links = sum(segment.end - segment.start for segment in inside if segment.linked)
            whole = sum(segment.end - segment.start for segment in inside)
            blocks.append(Block(Extent(*match.span()), inside[0].element, 2 * links > whole))
    return blocks


def _whole_lines(found: Sequence[Extent], blocks: Sequence[Block]) -> tuple[list[Extent], set[int]]:
    """Return the numbers of the lines of which most was found, and what was found in no such line."""
    ends = [block.extent.end for block in blocks]
    whole: set[int] = set()
    rest: list[Extent] = []
    for start, end in found:
        touched = range(bisect_right(ends, start), min(bisect_right(ends, end - 1) + 1, len(blocks)))
        most = {
            number
            for number in touched
            if 2 * _shared(blocks[number].extent, start, end) > _size(blocks[number])
        }
        whole |= most
        if not most:
            rest.append(Extent(start, end))
    return rest, whole


def _shared(extent: Extent, start: int, end: int) -> int:
    return max(min(extent.end, end) - max(extent.start, start), 0)


def _size(block: Block) -> int:
    return block.extent.end - block.extent.start


def _recover(text: str, blocks: Sequence[Block], whole: set[int], walked: Walk) -> tuple[set[int], list[str]]:
    """Return which more lines belong to the article, and the texts of those that may.

    A sentence that stands among those of the article, in nothing that has a name of its own, is one of them. What stands
    in an element with a class is so often an advertisement that it is only told.
    """
    main = _main_part(blocks, whole, walked)
    seen = {_letters(text, blocks[number]) for number in whole}
    more: set[int] = set()
    lost: list[str] = []
    for number, block in enumerate(blocks):
        line = text[block.extent.start : block.extent.end].strip(_MARKS)
        if number in whole or block.linked or line.count(" ") < _FEWEST:
            continue
        around = list(ancestors(walked.elements, block.element))
        between = [walked.elements[each] for each in takewhile(lambda each: each != main, around)]
        beside = len(between) == len(around) or any(element.name in _BESIDE for element in between)
        if beside or not is_sentence(line) or is_furniture(line) or _letters(text, block) in seen:
            continue
        if any(element.labelled or element.name in _ASIDE for element in between):
            lost.append(line)
        else:
            more.add(number)
    return more, lost


def _letters(text: str, block: Block) -> str:
    return "".join(text[block.extent.start : block.extent.end].strip(_MARKS).split())


def _main_part(blocks: Sequence[Block], whole: set[int], walked: Walk) -> int:
    """Return the element that holds the article: the ``<article>`` or ``<main>`` around it, else the innermost around most."""
    letters = Counter[int]()
    for number in whole:
        size = _size(blocks[number])
        letters.update(dict.fromkeys(ancestors(walked.elements, blocks[number].element), size))
    total = sum(_size(blocks[number]) for number in whole)
    main = max((number for number, size in letters.items() if size >= _MOST * total), default=0)
    if walked.elements[main].name in _LEAVES:
        main = walked.elements[main].parent
    around = ancestors(walked.elements, main)
    return next((number for number in around if walked.elements[number].name in ("article", "main")), main)


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
    at = misses = 0
    for number, letters in enumerate(wanted):
        if len(letters) < _LONG or misses > _MISSES:
            continue
        if extent := _find(index.letters, letters, paragraphs[number], at):
            found[number], at = extent, extent.end
        else:
            misses += 1
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
