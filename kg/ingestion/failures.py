"""What could not be read, as a value: one bad document is listed and the others go on."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ..types import Document

Severity = Literal["error", "warning"]


class CorpusFailure(NamedTuple):
    """A document that could not be read, or part of one. ``message`` is one line: its name, the reason, the remedy.

    ``source`` is what ``Document.source`` would have been, ``where`` the place in a file of many documents
    ("line 3") or empty. A warning is about something that was passed over; the document itself was read.
    """

    source: str
    message: str
    where: str = ""
    severity: Severity = "error"


Reading = Document | CorpusFailure


def fail(source: str, reason: object, where: str = "") -> CorpusFailure:
    """Return a failure with its message.

    >>> fail("a.jsonl", "it is empty; leave it out", "line 3").message
    'a.jsonl, line 3: it is empty; leave it out'
    """
    name = f"{source}, {where}" if where else source
    return CorpusFailure(source, " ".join(f"{name}: {reason}".split()), where)


def warn(source: str, reason: object, where: str = "") -> CorpusFailure:
    """Return what is told of a document that was read all the same."""
    return fail(source, reason, where)._replace(severity="warning")
