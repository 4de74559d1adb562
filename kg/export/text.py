"""Answers, entities, statements and conflicts as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from ..errors import KGError
from ..ids import fold, local_name
from ..store import Answer
from ..types import IRI, Claim, Conflict, ConflictKind, Entity, Graph, Interval, Polarity, Statement

__all__ = ["conflicts_text", "days", "entity_text", "statement_text", "table_text"]

_WIDTH = 140
_SHOWN = 4  # claims for and against in a list of conflicts; explain shows all


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


def statement_text(graph: Graph, statement: str) -> str:
    """Return a statement with every claim for and against it; its IRI or the last part of it is enough."""
    found = [s for s in graph.statements if s.id == statement or local_name(s.id) == statement]
    if not found:
        raise KGError(
            f"no statement {statement!r} in this graph; kg show OUT NAME prints the ids of statements"
        )
    names = {e.id: e.name for e in graph.entities}
    sources = {d.id: d.source for d in graph.documents}
    return "\n".join(_statement_lines(found[0], names, short=False, sources=sources))


def conflicts_text(graph: Graph) -> str:
    """Return the conflicts, both sides of each with their sentences."""
    names = {e.id: e.name for e in graph.entities}
    statements = {s.id: s for s in graph.statements}
    sources = {d.id: d.publisher or d.source for d in graph.documents}
    blocks = ["\n".join(_conflict_lines(c, statements, names, sources)) for c in graph.conflicts]
    return "\n\n".join([*blocks, f"{len(graph.conflicts)} conflicts"])


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
    return "\n".join(
        [*head, *(line for s in about for line in ["", *_statement_lines(s, names, short=True)])]
    )


def _statement_lines(
    statement: Statement, names: dict[IRI, str], *, short: bool, sources: dict[IRI, str] | None = None
) -> Iterator[str]:
    subject, target = (
        names.get(statement.subject, statement.subject),
        names.get(statement.object, statement.object),
    )
    time = f", {days(statement.time)}" if statement.time else ""
    belief = f"belief {statement.belief / 1000:.2f}"
    yield f"{subject} - {statement.relation} - {target}   [{statement.modality}{time}, {belief}]  {local_name(statement.id)}"
    for mark, claims in (("+", statement.supporting), ("-", statement.refuting)):
        for claim in claims[:2] if short else claims:
            yield f"  {mark} {_quote(claim)}"
            if not short:
                yield f"      {_provenance(claim, sources or {})}"


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
    said = f"{' <- '.join(h.name for h in claim.holders)}: " if claim.holders else ""
    return f"{said}{sentence}"


def _provenance(claim: Claim, sources: dict[IRI, str]) -> str:
    evidence = claim.evidence
    parts = [
        sources.get(evidence.document, evidence.document),
        f"characters {evidence.extent.start}-{evidence.extent.end}",
        f"{claim.polarity}, {claim.modality}, {claim.certainty}",
        f"rule {evidence.rule}",
        f"confidence {evidence.confidence:.2f}",
    ]
    if claim.time:
        parts.append(f"time {days(claim.time)} ({claim.time.text!r})")
    if claim.condition:
        parts.append(f"condition {claim.condition!r}")
    return "; ".join(parts)


def _conflict_lines(
    conflict: Conflict,
    statements: dict[IRI, Statement],
    names: dict[IRI, str],
    sources: dict[IRI, str],
) -> Iterator[str]:
    yield f"{conflict.kind}: {conflict.reason}"
    for statement in (statements[i] for i in conflict.statements if i in statements):
        yield from (f"  {line}" for line in list(_statement_lines(statement, names, short=True))[:1])
        for claim in _witnesses(conflict, statement):
            mark = "+" if claim.polarity is Polarity.POSITIVE else "-"
            time = f" [{days(claim.time)}]" if claim.time else ""
            yield f"    {mark}{time} {_quote(claim)} ({sources.get(claim.evidence.document, '')})"


def _witnesses(conflict: Conflict, statement: Statement) -> list[Claim]:
    """Return the claims that show a conflict: where it is about dates, those that give one."""
    claims = [*statement.supporting[:_SHOWN], *statement.refuting[:_SHOWN]]
    if conflict.kind is ConflictKind.DATE:
        claims = [c for c in (*statement.supporting, *statement.refuting) if c.time][:_SHOWN]
    return claims
