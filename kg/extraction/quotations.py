"""Where quotations begin and end, and which of them go on from one another."""

from __future__ import annotations

import re

from ..types import Extent

__all__ = ["find_quotations", "is_paragraph_open", "is_whole", "may_run_on"]

_QUOTE = re.compile(r'"|\n\n')
_LONGEST_TAG = 120  # characters between two quotations of one speaker


def find_quotations(text: str) -> list[Extent]:
    """Return the quoted stretches: from quote to quote, at most to the end of the paragraph.

    >>> find_quotations('He said "yes" and "no.')
    [Extent(start=8, end=13), Extent(start=18, end=22)]
    """
    found: list[Extent] = []
    opened: int | None = None
    for match in _QUOTE.finditer(text):
        if match.group() != '"':
            if opened is not None:
                found.append(Extent(opened, match.start()))
            opened = None
        elif opened is None:
            opened = match.start()
        else:
            found.append(Extent(opened, match.end()))
            opened = None
    if opened is not None:
        found.append(Extent(opened, len(text)))
    return found


def is_paragraph_open(quote: Extent, text: str) -> bool:
    """Tell whether a quotation is still open where its paragraph ends, so that the next paragraph goes on with it."""
    return text[quote.end - 1] != '"' and text[quote.end : quote.end + 3] == '\n\n"'


def is_whole(quote: Extent, text: str) -> bool:
    """Tell whether a quotation is a sentence or more, and not words put in quotation marks.

    >>> [is_whole(quote, text) for text in ('He left. "It rains."', 'He left the "house".') for quote in find_quotations(text)]
    [True, False]
    """
    before, last = text[: quote.start].rstrip(), text[quote.start : quote.end].rstrip('"').rstrip()
    return (not before or before[-1] in '.!?:"') and last.endswith((".", "!", "?", ",")) and " " in last


def may_run_on(first: Extent, second: Extent, text: str) -> bool:
    """Tell whether there is at most a tag, or one paragraph end, between two quotations."""
    gap = text[first.end : second.start]
    sentences = len(re.findall(r"[.!?](?=\s|$)", gap.strip()))
    return len(gap) <= _LONGEST_TAG and gap.count("\n\n") <= 1 and sentences <= 1
