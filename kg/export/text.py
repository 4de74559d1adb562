"""Answers, entities and statements as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

from ..errors import KGError
from ..ids import fold, home_of, local_name
from ..store import Answer
from ..types import IRI, Claim, Document, Entity, Graph, Interval, Statement
from .passages import holders_of

__all__ = ["citation", "days", "entity_text", "report_of", "statement_line", "table_text"]

_WIDTH = 140


def table_text(answer: Answer, *, width: int = _WIDTH) -> str:
    """Return an answer as a table that wraps long cells."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in answer.columns:
        table.add_column(column, overflow="fold")
    for row in answer.texts():
        table.add_row(*(Text(cell) for cell in row))  # Text: brackets in articles are no markup
    out = StringIO()
    Console(file=out, width=width, color_system=None).print(table)
    lines = "\n".join(line.rstrip() for line in out.getvalue().splitlines()).strip("\n")
    return f"{lines}\n{len(answer)} rows"


def entity_text(graph: Graph, name: str) -> str:
    """Return what is said about an entity, found by IRI, name or alias; KGError lists near names if there is none.

    Several of one name are shown one after the other.
    """
    return "\n\n\n".join(_entity_text(graph, entity) for entity in _find_entities(graph, name))


def _find_entities(graph: Graph, name: str) -> list[Entity]:
    wanted = fold(name)
    exact = [e for e in graph.entities if e.id == name or fold(e.name) == wanted]
    exact = exact or [e for e in graph.entities if any(fold(alias) == wanted for alias in e.aliases)]
    if exact:
        return exact
    near = sorted(e.name for e in graph.entities if wanted in fold(e.name))[:5]
    hint = (
        f"; did you mean {', '.join(near)}?" if near else "; names are matched whole, accents and case aside"
    )
    raise KGError(f"nothing called {name!r} in this graph{hint}")


def _entity_text(graph: Graph, entity: Entity) -> str:
    names = {e.id: e.name for e in graph.entities}
    about = [s for s in graph.statements if entity.id in (s.subject, s.object)]
    about.sort(key=lambda s: (-(len(s.supporting) + len(s.refuting)), s.id))
    head = [f"{entity.name}  ({entity.type}{', ' + entity.country if entity.country else ''})  {entity.id}"]
    if entity.aliases:
        head.append("also: " + ", ".join(entity.aliases))
    report = report_of(entity.id, graph.documents)
    if report is not None:
        head.append(f"without a name; those in {citation(report)}")
    return "\n".join([*head, *(line for s in about for line in ["", *_statement_lines(s, names)])])


def report_of(entity: IRI, documents: Iterable[Document]) -> Document | None:
    """Return the document that something without a name is known from."""
    home = home_of(entity)
    return None if home is None else next((d for d in documents if local_name(d.id) == home), None)


def citation(document: Document) -> str:
    """Return a document as people call it: title, outlet and day as far as they are known, else its file."""
    told = [document.publisher, document.published.isoformat() if document.published else None]
    named = [f"»{document.title}«" if document.title else document.source, *told]
    return ", ".join(filter(None, named)) or local_name(document.id)


def _statement_lines(statement: Statement, names: Mapping[IRI, str]) -> Iterator[str]:
    yield statement_line(statement, names)
    for mark, claims in (("+", statement.supporting), ("-", statement.refuting)):
        yield from (f"  {mark} {_quote(claim)}" for claim in claims[:2])


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


def _quote(claim: Claim) -> str:
    sentence = " ".join(claim.evidence.sentence.split())
    said = f"{holders_of(claim)}: " if claim.holders else ""
    return f"{said}{sentence}"
