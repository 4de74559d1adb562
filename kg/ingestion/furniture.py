"""What a page has around its article: menus, share bars, clocks, captions, teasers, tags.

A saved page says nowhere where the article begins. Three things tell: the wording of a line, which is data
(``data/furniture.tsv``); its neighbours, for a credit has a caption beside it and "Related" has teasers
below it; and its place, for what does not end as a sentence is a heading between paragraphs but furniture
after the last one. In doubt a line stays: a claim from a teaser is wrong once, a lost paragraph is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ..resources import table
from ..types import Extent
from .paragraphs import Line, Paragraph, ends_sentence, join_broken, join_lines

_LONGEST = 400  # characters; no line of furniture is longer
_LONGEST_HEADING = 14  # blanks; a longer sentence is one of the article, whatever it is marked as
_FRAGMENT = re.compile(r"\{([a-z]+)\}")
_INNER_END = re.compile(r"[a-z\d)\"'][.!?][\"']? [\"']?[A-Z]")
_OPEN_ENDS = (":", ";", "; and", "; or", "—", "--")  # the next paragraph, or the next speaker, goes on
_EDGES = " |·•*»>«<"


class Note(NamedTuple):
    """A piece of furniture that was taken away: what it is, what it said, where the paragraph below it begins."""

    kind: str
    text: str
    above: int


class Article(NamedTuple):
    """What is left of a page, what was taken away, and the headline if there is one."""

    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]
    title: str | None


def strip_furniture(lines: Sequence[Line], title: str | None = None) -> Article:
    """Return the article on a page; a title that is known already tells where it begins."""
    notes: list[Note] = []
    worded = join_broken(_drop_by_wording(join_lines(_crop_stamp(lines, notes)), notes))
    paragraphs = [trimmed for paragraph in worded for trimmed in _trim(paragraph, notes)]
    return _drop_by_place(paragraphs, notes, title)


# --- the wording of a line --------------------------------------------------------------------


def _crop_stamp(lines: Sequence[Line], notes: list[Note]) -> list[Line]:
    """Take the date off that some collections put before the first line."""
    if not lines or not (match := _wording("stamp").match(lines[0].text)):
        return list(lines)
    first = lines[0]
    notes.append(Note(str(match.lastgroup), match.group(), first.end))
    if match.end() == len(first.text):
        return list(lines[1:])
    return [Line(first.start + match.end(), first.end, first.text[match.end() :], first.gap), *lines[1:]]


def _drop_by_wording(lines: Sequence[Paragraph], notes: list[Note]) -> Iterator[Paragraph]:
    """Yield the lines that are not furniture by their wording or by that of a neighbour."""
    labels = [_label(line.text) for line in lines]
    _spread_lists(lines, labels)
    _spread_credits(lines, labels)
    cut = False
    for line, label in zip(lines, labels, strict=True):
        if label:
            notes.append(Note(label.partition(":")[2], line.text, line.end))
        else:
            yield line._replace(gap=True) if cut else line
        cut = bool(label)


def is_furniture(text: str) -> bool:
    """Tell whether a line is furniture by its wording.

    >>> is_furniture("Share on Facebook"), is_furniture("The minister shared it on Facebook.")
    (True, False)
    """
    return bool(_label(text) or _wording("caption").search(text[:_LONGEST]))


def _label(text: str) -> str:
    """Return "scope:class" of a line that is furniture wherever it stands, else nothing."""
    if len(text) > _LONGEST:
        return ""
    core = text.strip(_EDGES)
    for scope in ("line", "list"):
        if match := _wording(scope).fullmatch(core):
            return f"{scope}:{match.lastgroup}"
    if not core.startswith('"') and (match := _wording("phrase").search(core)):
        return f"phrase:{match.lastgroup}"
    return "" if any(map(str.isalnum, core)) else "line:rule"


def _spread_lists(lines: Sequence[Paragraph], labels: list[str]) -> None:
    """Label what hangs under the head of a list: all lines to the next that is a sentence or begins one."""
    inside = ""
    for index, line in enumerate(lines):
        if labels[index].startswith("list:"):
            inside = labels[index]
        elif inside and not labels[index]:
            below = lines[index + 1] if index + 1 < len(lines) else None
            goes_on = (
                below is not None
                and not below.gap
                and below.text[0].islower()
                and not is_tag_list(below.text)
            )
            if goes_on or is_sentence(line.text):
                inside = ""
            else:
                labels[index] = inside


def _spread_credits(lines: Sequence[Paragraph], labels: list[str]) -> None:
    """Label the caption that stands directly above or below the credit of its photograph."""
    credits = [index for index, label in enumerate(labels) if label == "line:credit"]
    for index in credits:
        for near, gap in ((index - 1, index), (index + 1, index + 1)):
            if 0 <= near < len(lines) and gap < len(lines) and not lines[gap].gap:
                caption = not labels[near] and not is_sentence(lines[near].text)
                labels[near] = "line:caption" if caption else labels[near]


@cache
def _wording(scope: str) -> re.Pattern[str]:
    """Return one expression for all of a scope's rows, with a group for each class."""
    rows = table("furniture")
    fragments: dict[str, str] = {}
    classes: dict[str, list[str]] = {}
    for row_scope, name, pattern in rows:
        whole = _FRAGMENT.sub(lambda match: fragments[match.group(1)], pattern)
        if row_scope == "define":
            fragments[name] = whole
        elif row_scope == scope:
            classes.setdefault(name, []).append(whole)
    groups = "|".join(f"(?P<{name}>{'|'.join(patterns)})" for name, patterns in classes.items())
    return re.compile(groups, re.IGNORECASE)


# --- the ends of a paragraph ------------------------------------------------------------------


def _trim(paragraph: Paragraph, notes: list[Note]) -> Iterator[Paragraph]:
    """Yield the paragraph without dateline, bullet or sign-off; nothing if it is a caption."""
    text = paragraph.text
    if len(text) <= _LONGEST and _wording("caption").search(text):
        notes.append(Note("caption", text, paragraph.end))
        return
    start, end = 0, len(text)
    while match := _wording("prefix").match(text, start):
        notes.append(Note(str(match.lastgroup), match.group(), paragraph.end))
        start = match.end()
    if match := _wording("suffix").search(text, max(start, end - _LONGEST)):
        notes.append(Note(str(match.lastgroup), match.group(), paragraph.end))
        end = match.start()
    if start or end < len(text):
        paragraph = _crop(paragraph, start, end)
    if paragraph.lines:
        yield paragraph


def _crop(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    """Return ``text[start:end]`` of a paragraph whose lines are joined by single blanks."""
    lines: list[Extent] = []
    at = 0
    for line in paragraph.lines:
        length = line.end - line.start
        first, last = max(start - at, 0), min(end - at, length)
        if first < last:
            lines.append(Extent(line.start + first, line.start + last))
        at += length + 1
    return paragraph._replace(lines=tuple(lines), text=paragraph.text[start:end])


# --- the place of a paragraph -----------------------------------------------------------------


def is_sentence(text: str) -> bool:
    """Tell whether a paragraph is running text: it ends as a sentence does, or is too long for a heading.

    >>> is_sentence("Ankara refused."), is_sentence("Will Turkey buy Russian jets?"), is_sentence("Syrian conflict")
    (True, False, False)
    """
    words = text.count(" ") + 1
    if words >= 30:
        return True
    if not ends_sentence(text):
        return (words >= 10 and bool(_INNER_END.search(text))) or (words >= 3 and text.endswith(_OPEN_ENDS))
    if text.endswith("?") and words <= 14:
        return bool(_INNER_END.search(text))
    return not (re.search(r"\b[A-Z]\.[A-Z]\.$", text) and words <= 14 and _capitals(text) >= 0.6)


def _drop_by_place(paragraphs: Sequence[Paragraph], notes: list[Note], title: str | None) -> Article:
    running = _find_running(paragraphs)
    if True not in running:
        kept = [paragraph for paragraph in paragraphs if not is_tag_list(paragraph.text)] or list(paragraphs)
        return Article(tuple(kept), tuple(notes), kept[0].text if kept else None)
    first, last = running.index(True), len(running) - running[::-1].index(True)
    head = _keep_head(paragraphs[:first], notes, title)
    body = _keep_body(paragraphs[first:last], running[first:last])
    tail = _keep_tail(paragraphs[last:])
    return Article((*head, *body, *tail), tuple(notes), head[0].text if head else None)


def _find_running(paragraphs: Sequence[Paragraph]) -> list[bool]:
    """Return which paragraphs are running text, or items of a list that running text introduces."""
    running: list[bool] = []
    introduced = False
    for paragraph in paragraphs:
        sentence = is_sentence(paragraph.text)
        introduced = (introduced and paragraph.bullet) or (sentence and paragraph.text.endswith(":"))
        heading = paragraph.heading and paragraph.text.count(" ") < _LONGEST_HEADING
        running.append(introduced or (sentence and not heading))
    return running


def _keep_head(paragraphs: Sequence[Paragraph], notes: list[Note], title: str | None) -> list[Paragraph]:
    """Return title and subtitle: no section, date or menu, and of many candidates those next to the body."""
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        match = _wording("head").fullmatch(paragraph.text.strip(_EDGES))
        if match and not paragraph.heading:
            notes.append(Note(str(match.lastgroup), paragraph.text, paragraph.end))
        elif not is_tag_list(paragraph.text):
            kept.append(paragraph)
    kept = _drop_echoes(kept)
    for index, paragraph in enumerate(kept):
        if title and _letters(paragraph.text) == _letters(title):
            return kept[index:]
    if marked := [paragraph for paragraph in kept if paragraph.heading]:
        return marked
    headlines = [paragraph for paragraph in kept if _is_headline(paragraph)]
    if headlines:
        return headlines if len(headlines) <= 3 else headlines[-2:]
    return kept if len(kept) == 1 and not notes else []


def _drop_echoes(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs that do not repeat another, alone or with the outlet's name after it."""
    texts = [_letters(paragraph.text) for paragraph in paragraphs]
    return [
        paragraph
        for index, paragraph in enumerate(paragraphs)
        if texts[index] not in texts[:index]
        and not any(other and other != texts[index] and texts[index].startswith(other) for other in texts)
    ]


def _is_headline(paragraph: Paragraph) -> bool:
    """Tell a headline from a section's name, which is short and in capitals."""
    words = paragraph.text.count(" ") + 1
    return words >= 4 or paragraph.bullet or (words >= 2 and _capitals(paragraph.text) <= 0.7)


def _keep_body(paragraphs: Sequence[Paragraph], running: Sequence[bool]) -> list[Paragraph]:
    """Return the body without teasers and tags: headings come alone, teasers in flocks."""
    kept: list[Paragraph] = []
    flock: list[Paragraph] = []
    for paragraph, runs in zip(paragraphs, running, strict=True):
        if runs or paragraph.heading or paragraph.text.endswith("?"):
            kept += [*_keep_headings(flock), paragraph]
            flock = []
        else:
            flock.append(paragraph)
    return kept


def _keep_headings(flock: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the headings among paragraphs that end like headings and stand together."""
    lines = [paragraph for paragraph in flock if not is_tag_list(paragraph.text)]
    long = [paragraph for paragraph in lines if paragraph.text.count(" ") >= 5]
    if len(lines) >= 3 or (len(lines) == len(long) == 2):
        return lines[-1:] if lines[-1] not in long and len(long) >= len(lines) - 1 else []
    return lines


def _keep_tail(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return a last line that is a question or a sentence cut short; all else after the last sentence goes."""
    if len(paragraphs) != 1 or paragraphs[0].heading or is_tag_list(paragraphs[0].text):
        return []
    text = paragraphs[0].text
    unfinished = text.count(" ") >= 7 and _capitals(text) < 0.5
    return list(paragraphs) if text.endswith("?") or unfinished else []


def is_tag_list(text: str) -> bool:
    """Tell whether a paragraph is a list of key words.

    >>> is_tag_list("working group, Turkey, missiles, Donald Trump"), is_tag_list("In Ankara, as elsewhere, few agreed")
    (True, False)
    """
    items = [item for item in re.split(r"[,;|] ?", text) if item]
    if ends_sentence(text) or len(items) < 3:
        return False
    words = text.count(" ") + 1
    return words / len(items) <= (2.2 if len(items) >= 4 else 1.5) and max(map(len, items)) <= 40


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _capitals(text: str) -> float:
    """Return the share of words that begin with a capital or a digit."""
    words = text.split()
    return sum(not word.lstrip("\"'(")[:1].islower() for word in words) / len(words)
