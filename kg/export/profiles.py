"""What is said about an entity, or by it: as text for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from ..errors import KGError
from ..ids import home_of, local_name
from ..ontology import Relation
from ..store.lookup import begun_id, key_of, with_id
from ..types import IRI, Claim, Entity, Graph, Statement
from ..wording import count, did_you_mean, likeness
from .listing import Known, claim_row, json_text, statement_row
from .passages import holders_of, printable
from .rows import Row
from .text import citation, report_of, statement_line

__all__ = [
    "ALL", "Part", "Selection", "choose_relations", "entity_json", "entity_text", "find_alike", "find_named",
]  # fmt: skip

_SHOWN = 2  # sentences of each side in the text; JSON has all


class Part(StrEnum):
    """Which part an entity plays in a statement, or in what is said of it."""

    SUBJECT = "subject"
    OBJECT = "object"
    HOLDER = "holder"


class Selection(NamedTuple):
    """Which statements are shown: of these relations, with the entity in this part, at most so many."""

    relations: Collection[str] | None = None
    part: Part | None = None
    limit: int | None = None


ALL = Selection()


def entity_text(graph: Graph, name: str, selection: Selection = ALL) -> str:
    """Return what is said about an entity, found by its id, name or alias; KGError lists near names if there is none.

    Several of one name are shown one after the other.
    """
    known = Known.of(graph)
    return "\n\n\n".join(
        "\n".join(_lines(graph, entity, selection, known)) for entity in find_named(graph.entities, name)
    )


def entity_json(graph: Graph, name: str, selection: Selection = ALL) -> str:
    """Return the same as a JSON list of entities, each with its statements and all their claims."""
    known = Known.of(graph)
    return json_text([_row(graph, entity, selection, known) for entity in find_named(graph.entities, name)])


def find_named(entities: Sequence[Entity], words: str) -> tuple[Entity, ...]:
    """Return the entities of an id, name or alias, or raise KGError with the names that come near.

    Accents, case and spacing do not matter. A beginning of an id that no other has will do where no name fits.
    """
    known, key = {each.id: each for each in entities}, key_of(words)
    found: Iterable[IRI] = (
        with_id(known, words)
        or tuple(each.id for each in entities if key_of(each.name) == key)
        or tuple(each.id for each in entities if any(key_of(alias) == key for alias in each.aliases))
        or begun_id(known, words)
    )
    if not found:
        own = (each for each in entities if home_of(each.id) is None)
        names = {name for each in own for name in (each.name, *each.aliases)}
        hint = did_you_mean(words, names) or "; names are matched whole, accents and case aside"
        raise KGError(f"nothing called {words!r} in this graph{hint}")
    return tuple(known[each] for each in found)


def choose_relations(words: Iterable[str], relations: Mapping[str, Relation]) -> frozenset[str]:
    """Return the relations of some names, as ``buys`` or ``kg:buys``, and all that are narrower; KGError if one is unknown."""
    chosen = set()
    for word in words:
        name = local_name(word.strip().removesuffix(">"))
        if name not in relations:
            hint = did_you_mean(name, relations) or "; kg query OUT --saved most-used-relations lists them"
            raise KGError(f"no relation is called {name!r}{hint}")
        chosen |= {each for each, relation in relations.items() if each == name or name in relation.parents}
    return frozenset(chosen)


def find_alike(entities: Iterable[Entity], words: str, *, limit: int = 10) -> tuple[Entity, ...]:
    """Return the entities that are called so or nearly so, the likeliest first, and of the same likeness the shortest name."""
    key = key_of(words)
    scored = ((max(likeness(key, key_of(name)) for name in (e.name, *e.aliases)), e) for e in entities)
    likely = sorted((-score, len(each.name), each.id, each) for score, each in scored if score)
    return tuple(each for *_, each in likely[:limit])


def _lines(graph: Graph, entity: Entity, selection: Selection, known: Known) -> Iterator[str]:
    yield f"{entity.name}  ({entity.type}{', ' + entity.country if entity.country else ''})  {entity.id}"
    if entity.aliases:
        yield "also: " + ", ".join(entity.aliases)
    report = report_of(entity.id, graph.documents)
    if report is not None:
        yield f"without a name; those in {citation(report)}"
    chosen = _select(graph.statements, entity.id, selection)
    shown = chosen[: selection.limit]
    for statement in shown:
        yield ""
        yield statement_line(statement, known.names)
        for mark, claims in (("+", statement.supporting), ("-", statement.refuting)):
            said = _of_holder(claims, entity.id) if selection.part is Part.HOLDER else claims
            yield from (f"  {mark} {_quote(claim)}" for claim in said[:_SHOWN])
    if len(shown) < len(chosen):
        yield ""
        yield f"{count(len(chosen) - len(shown), 'more statement')}; raise --limit to see more"


def _row(graph: Graph, entity: Entity, selection: Selection, known: Known) -> Row:
    report = report_of(entity.id, graph.documents)
    chosen = _select(graph.statements, entity.id, selection)
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type,
        "country": entity.country,
        "aliases": list(entity.aliases),
        "report": report.id if report else None,
        "count": len(chosen),
        "statements": [_statement_row(each, known) for each in chosen[: selection.limit]],
    }


def _statement_row(statement: Statement, known: Known) -> Row:
    sides = {"supporting": statement.supporting, "refuting": statement.refuting}
    rows = {
        name: [claim_row(each, known.document(each)) for each in claims] for name, claims in sides.items()
    }
    return {**statement_row(statement, known), **rows}


def _select(statements: Iterable[Statement], entity: IRI, selection: Selection) -> list[Statement]:
    """Return the statements to show, those with most evidence first."""
    relations, part, _ = selection
    chosen = [
        each
        for each in statements
        if (relations is None or each.relation in relations) and _plays(entity, part, each)
    ]
    return sorted(chosen, key=lambda s: (-(len(s.supporting) + len(s.refuting)), s.id))


def _plays(entity: IRI, part: Part | None, statement: Statement) -> bool:
    match part:
        case Part.SUBJECT:
            return statement.subject == entity
        case Part.OBJECT:
            return statement.object == entity
        case Part.HOLDER:
            return bool(_of_holder((*statement.supporting, *statement.refuting), entity))
        case None:
            return entity in (statement.subject, statement.object)


def _of_holder(claims: tuple[Claim, ...], entity: IRI) -> tuple[Claim, ...]:
    return tuple(claim for claim in claims if any(holder.entity == entity for holder in claim.holders))


def _quote(claim: Claim) -> str:
    sentence = printable(" ".join(claim.evidence.sentence.split()))
    said = f"{holders_of(claim)}: " if claim.holders else ""
    return f"{said}{sentence}"
