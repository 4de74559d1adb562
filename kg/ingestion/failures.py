"""What could not be read, as a value: one bad document is listed and the others go on."""

from __future__ import annotations

from typing import NamedTuple

from ..types import Document


class CorpusFailure(NamedTuple):
    """A document that could not be read. ``message`` is one line that names it, the reason and the remedy.

    ``source`` is what ``Document.source`` would have been, ``where`` the place in a file of many documents
    ("line 3") or empty.
    """

    source: str
    message: str
    where: str = ""


Reading = Document | CorpusFailure


def fail(source: str, reason: object, where: str = "") -> CorpusFailure:
    """Return a failure with its message.

    >>> fail("a.jsonl", "it is empty; leave it out", "line 3").message
    'a.jsonl, line 3: it is empty; leave it out'
    """
    name = f"{source}, {where}" if where else source
    return CorpusFailure(source, " ".join(f"{name}: {reason}".split()), where)
