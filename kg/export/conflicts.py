"""Conflicts for people and programs: text, JSON, Turtle, and a page that needs neither scripts nor a network.

Each shows the sides that a conflict was found between: of every claim the holder, the day and the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from string import Template

from ..ids import local_name
from ..store import to_quads
from ..store.turtle import to_turtle
from ..types import Claim, Conflict, ConflictKind, Document, Graph, Polarity, Side
from ..wording import count
from .html import style_policy
from .listing import Known, claim_row, json_text, statement_row
from .passages import holders_of, marked, passage_of, web_address
from .rows import Row
from .text import days, statement_line

__all__ = ["FORMATS", "conflicts_text", "only"]

_SHOWN = 6  # claims of one side in the text; the other formats have all
_ASSETS = Path(__file__).parent / "page"


def only(graph: Graph, kinds: Sequence[ConflictKind]) -> Graph:
    """Return the graph with conflicts of these kinds only, or of all where none is named."""
    return replace(
        graph, conflicts=tuple(clash for clash in graph.conflicts if not kinds or clash.kind in kinds)
    )


# --- text -------------------------------------------------------------------------------------


def conflicts_text(graph: Graph) -> str:
    """Return the conflicts, both sides of each with their sentences."""
    known = Known.of(graph)
    blocks = ["\n".join(_lines(clash, known)) for clash in graph.conflicts]
    return "\n\n".join([*blocks, count(len(graph.conflicts), "conflict")])


def _lines(clash: Conflict, known: Known) -> Iterator[str]:
    yield f"{clash.kind}: {clash.reason}"
    shown = None
    for side in clash.sides:
        if side.statement != shown:
            shown = side.statement
            yield f"  {statement_line(known.statements[shown], known.names)}"
        for claim in side.claims[:_SHOWN]:
            mark = "+" if claim.polarity is Polarity.POSITIVE else "-"
            time = f" [{days(claim.time)}]" if claim.time else ""
            said = f"{holders_of(claim)}: " if claim.holders else ""
            yield f"    {mark}{time} {said}{marked(claim.evidence)} ({_cited(known.document(claim))})"
        if len(side.claims) > _SHOWN:
            yield f"      and {len(side.claims) - _SHOWN} more"


def _cited(document: Document) -> str:
    place = document.publisher or document.source or local_name(document.id)
    return f"{place}, {document.published}" if document.published else place


# --- JSON -------------------------------------------------------------------------------------


def conflicts_json(graph: Graph) -> str:
    """Return the conflicts as a JSON list; offsets count characters of the raw file."""
    known = Known.of(graph)
    rows: list[Row] = [
        {
            "id": clash.id,
            "kind": clash.kind.value,
            "reason": clash.reason,
            "holders": list(clash.holders),
            "sides": [_side_row(side, known) for side in clash.sides],
        }
        for clash in graph.conflicts
    ]
    return json_text(rows)


def _side_row(side: Side, known: Known) -> Row:
    statement = known.statements[side.statement]
    claims = [claim_row(claim, known.document(claim)) for claim in side.claims]
    return {**statement_row(statement, known), "claims": claims}


# --- Turtle -----------------------------------------------------------------------------------


def conflicts_turtle(graph: Graph) -> str:
    """Return the conflicts with what they are about: statements, their evidence, documents and entities."""
    involved = {side.statement for clash in graph.conflicts for side in clash.sides}
    statements = tuple(each for each in graph.statements if each.id in involved)
    claims = [claim for each in statements for claim in (*each.supporting, *each.refuting)]
    documents = {claim.evidence.document for claim in claims}
    entities = {end for each in statements for end in (each.subject, each.object)}
    entities |= {role.filler.id for each in statements for role in each.roles}
    entities |= {holder.entity for claim in claims for holder in claim.holders if holder.entity}
    part = replace(
        graph,
        documents=tuple(each for each in graph.documents if each.id in documents),
        entities=tuple(each for each in graph.entities if each.id in entities),
        statements=statements,
    )
    return to_turtle(quad.triple for quad in to_quads(part)).decode()


# --- a page -----------------------------------------------------------------------------------


def conflicts_html(graph: Graph) -> str:
    """Return a page that runs nothing and asks nobody; whatever comes from an article is escaped."""
    known = Known.of(graph)
    style = (_ASSETS / "conflicts.css").read_text(encoding="utf-8")
    return Template((_ASSETS / "conflicts.html").read_text(encoding="utf-8")).substitute(
        policy=style_policy(style),
        style=style,
        count=count(len(graph.conflicts), "conflict"),
        conflicts="\n".join(_article(clash, known) for clash in graph.conflicts),
    )


def _article(clash: Conflict, known: Known) -> str:
    sides = "\n".join(_section(side, known) for side in clash.sides)
    return (
        f'<article id="{escape(local_name(clash.id))}">\n<h2><span class="kind">{escape(clash.kind)}</span> '
        f"{escape(clash.reason)}</h2>\n{sides}\n</article>"
    )


def _section(side: Side, known: Known) -> str:
    statement = known.statements[side.statement]
    claims = "\n".join(_item(claim, known.document(claim)) for claim in side.claims)
    return f"<section>\n<h3>{escape(statement_line(statement, known.names))}</h3>\n<ul>\n{claims}\n</ul>\n</section>"


def _item(claim: Claim, document: Document) -> str:
    before, quote, after = (escape(part) for part in passage_of(claim.evidence))
    side = "for" if claim.polarity is Polarity.POSITIVE else "against"
    said = f"<b>{escape(holders_of(claim))}</b>: " if claim.holders else ""
    time = f" <span>about {escape(days(claim.time))}</span>" if claim.time else ""
    cited = escape(_cited(document))
    address = web_address(document.url)
    if address:
        cited = f'<a href="{escape(address)}" rel="noreferrer">{cited}</a>'
    return f'<li class="{side}">{said}{before}<mark>{quote}</mark>{after} <cite>{cited}</cite>{time}</li>'


FORMATS: Mapping[str, Callable[[Graph], str]] = {
    "text": conflicts_text,
    "json": conflicts_json,
    "ttl": conflicts_turtle,
    "html": conflicts_html,
}
