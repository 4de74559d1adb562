"""Text that remembers where it came from.

Cleaning is a chain of edits, each of which shortens, lengthens or drops something. ``Aligned`` carries the
runs that lead from every character back to the raw file through the whole chain, so that no step has to
know what the steps before it did. The work is done per edit, never per character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ..types import Extent, Run


class Aligned(NamedTuple):
    """A text and the runs that tile it."""

    text: str
    runs: tuple[Run, ...]


class Edit(NamedTuple):
    """Replace ``text[start:end]`` by ``text``; an empty range inserts, an empty text deletes."""

    start: int
    end: int
    text: str = ""


def align(raw: str, offset: int = 0) -> Aligned:
    """Return raw text as a text that begins ``offset`` characters into its file.

    >>> align("abc", 7).runs
    (Run(start=0, length=3, raw=7, raw_length=3),)
    """
    return Aligned(raw, (Run(0, len(raw), offset, len(raw)),))


def edit(aligned: Aligned, edits: Iterable[Edit]) -> Aligned:
    """Return the text with edits made that are in order and do not overlap.

    >>> edit(align("a &amp; b"), [Edit(2, 7, "&")])
    Aligned(text='a & b', runs=(Run(start=0, length=2, raw=0, raw_length=2), \
Run(start=2, length=1, raw=2, raw_length=5), Run(start=3, length=2, raw=7, raw_length=2)))
    """
    text, old = aligned
    starts = [run.start for run in old]
    pieces: list[str] = []
    runs: list[Run] = []
    done = 0
    for change in edits:
        pieces += (text[done : change.start], change.text)
        _copy(runs, old, starts, done, change.start)
        if change.text:
            extent = _source(old, starts, change.start, change.end)
            _append_whole(runs, len(change.text), extent.start, extent.end - extent.start)
        done = change.end
    if not pieces:
        return aligned
    pieces.append(text[done:])
    _copy(runs, old, starts, done, len(text))
    return Aligned("".join(pieces), tuple(runs))


def substitute(
    aligned: Aligned, pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str]
) -> Aligned:
    """Return the text with every match replaced, as ``re.sub`` would; the replacement is taken literally."""
    if isinstance(replacement, str):
        return edit(aligned, [Edit(*match.span(), replacement) for match in pattern.finditer(aligned.text)])
    made = (Edit(*match.span(), replacement(match)) for match in pattern.finditer(aligned.text))
    return edit(
        aligned, [change for change in made if change.text != aligned.text[change.start : change.end]]
    )


def cut(aligned: Aligned, start: int, end: int) -> Aligned:
    """Return a part of the text by itself."""
    return edit(aligned, [Edit(0, start), Edit(end, len(aligned.text))])


def keep(aligned: Aligned, pieces: Iterable[tuple[Extent, str]]) -> Aligned:
    """Return the pieces, in order, each after its separator (the first without), and drop all else.

    What is between two pieces is left as it is where it is the separator already.
    """
    return edit(aligned, _between(aligned.text, pieces))


def _between(text: str, pieces: Iterable[tuple[Extent, str]]) -> Iterator[Edit]:
    done, first = 0, True
    for (start, end), separator in pieces:
        gap = text[done:start]
        if first:
            yield Edit(done, start)
        elif gap.isspace() and gap != separator:
            yield Edit(done, start, separator)
        elif gap != separator:
            yield Edit(done, done, separator)
            yield Edit(done, start)
        done, first = end, False
    yield Edit(done, len(text))


def _copy(runs: list[Run], old: Sequence[Run], starts: list[int], start: int, end: int) -> None:
    """Append what stands for ``text[start:end]``; part of a run that maps only as a whole keeps all of its raw."""
    index = max(bisect_right(starts, start) - 1, 0)
    while start < end:
        run = old[index]
        stop = min(run.start + run.length, end)
        length = stop - start
        if run.length == run.raw_length:
            _append(runs, length, run.raw + start - run.start, length)
        else:
            _append_whole(runs, length, run.raw, run.raw_length)
        start = stop
        index += 1


def _append_whole(runs: list[Run], length: int, raw: int, raw_length: int) -> None:
    """Append what corresponds only as a whole; in two where equal lengths would claim one to one."""
    if length == raw_length > 1:
        _append(runs, 1, raw, raw_length)
        length -= 1
    _append(runs, length, raw, raw_length)


def _append(runs: list[Run], length: int, raw: int, raw_length: int) -> None:
    if not runs:
        runs.append(Run(0, length, raw, raw_length))
        return
    last = runs[-1]
    adjoining = last.raw + last.raw_length == raw
    if adjoining and last.length == last.raw_length and length == raw_length:
        runs[-1] = Run(last.start, last.length + length, last.raw, last.raw_length + length)
    else:
        runs.append(Run(last.start + last.length, length, raw, raw_length))


def _source(runs: Sequence[Run], starts: list[int], start: int, end: int) -> Extent:
    """Return the raw stretch under ``text[start:end]``; of an empty one, the raw point before it."""
    if not runs:
        return Extent(0, 0)
    if start == end:
        point = _source(runs, starts, start - 1, start).end if start else runs[0].raw
        return Extent(point, point)
    first = runs[bisect_right(starts, start) - 1]
    last = runs[bisect_right(starts, end - 1) - 1]
    begin = first.raw + (start - first.start if first.length == first.raw_length else 0)
    stop = last.raw + (end - last.start if last.length == last.raw_length else last.raw_length)
    return Extent(begin, stop)
