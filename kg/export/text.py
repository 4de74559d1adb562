"""Statements, documents and days as people read them on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..ids import home_of, local_name
from ..types import IRI, Document, Interval, Statement

__all__ = ["citation", "days", "report_of", "statement_line"]


def report_of(entity: IRI, documents: Iterable[Document]) -> Document | None:
    """Return the document that something without a name is known from."""
    home = home_of(entity)
    return None if home is None else next((d for d in documents if local_name(d.id) == home), None)


def citation(document: Document) -> str:
    """Return a document as people call it: title, outlet and day as far as they are known, else its file."""
    told = [document.publisher, document.published.isoformat() if document.published else None]
    named = [f"»{document.title}«" if document.title else document.source, *told]
    return ", ".join(filter(None, named)) or local_name(document.id)


def statement_line(statement: Statement, names: Mapping[IRI, str]) -> str:
    """Return a statement on one line: what it says, in which mode, when, how far it is believed, and its id."""
    subject = names.get(statement.subject, statement.subject)
    target = names.get(statement.object, statement.object)
    time = f", {days(statement.time)}" if statement.time else ""
    told = f"{statement.modality}{time}, belief {statement.belief / 1000:.2f}"
    return f"{subject} - {statement.relation} - {target}   [{told}]  {local_name(statement.id)}"


def days(time: Interval) -> str:
    """Return when something held, in days: words like "on Friday" mean a day in their own document only.

    >>> from datetime import date
    >>> days(Interval(date(2019, 7, 12), date(2019, 7, 12), "on Friday"))
    '2019-07-12'
    >>> days(Interval(date(2019, 7, 12), None, "since Friday"))
    'from 2019-07-12'
    """
    match time.begin, time.end:
        case None, None:
            return "undated"
        case begin, None:
            return f"from {begin}"
        case None, end:
            return f"until {end}"
        case begin, end:
            return f"{begin}" if begin == end else f"{begin} to {end}"
