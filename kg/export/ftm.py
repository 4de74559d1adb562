"""FollowTheMoney entities for Aleph and OpenSanctions tools, one a line.

Actors are legal entities, reports are articles. Each statement is a link between two things that says its mode (*planned*,
*denied*), quotes its sentences and names its reports as proof. What took place is an event, besides. The library of
that name is not needed to write them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..ids import digest
from ..mapping import event_of
from ..ontology import Ontology
from ..types import IRI, Document, Entity, Graph, Statement
from .index import Index, alpha2, claims_of, mode_of, one_line, wikidata, write_lines
from .passages import web_address

__all__ = ["ftm_entities", "write_ftm"]

Row = dict[str, object]

# narrow classes first
_SCHEMATA: Mapping[str, str] = {
    "Person": "Person",
    "Company": "Company",
    "State": "PublicBody",
    "GovernmentBody": "PublicBody",
    "Organization": "Organization",
    "Actor": "LegalEntity",
    "Place": "Address",
    "Product": "Asset",
    "Programme": "Project",
    "Event": "Event",
}
_OTHER = "Note"  # a thing that is none of these
_LEGAL = frozenset({"Person", "Company", "PublicBody", "Organization", "LegalEntity"})
_LANGUAGES = {"en": "eng"}


def write_ftm(graph: Graph, path: Path, ontology: Ontology) -> None:
    """Write one entity a line."""
    write_lines(path, ftm_entities(graph, ontology))


def ftm_entities(graph: Graph, ontology: Ontology) -> Iterator[Row]:
    """Yield articles, things, who is mentioned where, and a link for each statement, with the event it reports."""
    index = Index.of(graph, ontology)
    for document in graph.documents:
        yield _article(document)
    for entity in index.entities.values():
        yield _thing(entity, index)
    yield from _mentions(graph, index)
    for statement in graph.statements:
        yield _link(statement, index)
        if statement.plain and (kind := _event_type(statement, ontology)):
            yield _event(statement, kind, index)


def _row(schema: str, *parts: str, **properties: Iterable[str | None]) -> Row:
    """Return an entity; FollowTheMoney admits letters, digits, points and hyphens in an id, so it is a digest."""
    kept = {name: list(dict.fromkeys(filter(None, values))) for name, values in properties.items()}
    return {
        "id": _id(*parts),
        "schema": schema,
        "properties": {name: kept[name] for name in sorted(kept) if kept[name]},
    }


def _id(*parts: str) -> str:
    return f"kg-{digest(*parts, size=12)}"


def _article(document: Document) -> Row:
    return _row(
        "Article",
        document.id,
        fileName=[one_line(document.source) or document.id],
        title=[one_line(document.title)],
        author=[one_line(document.author)],
        publisher=[one_line(document.publisher)],
        publishedAt=[document.published.isoformat() if document.published else None],
        sourceUrl=[web_address(document.url)],
        language=[_LANGUAGES.get(document.language)],
    )


def _schema(entity: Entity, index: Index) -> str:
    return index.nearest(entity.type, _SCHEMATA, _OTHER)


def _thing(entity: Entity, index: Index) -> Row:
    schema, country = _schema(entity, index), alpha2(entity.country)
    place = {"full": [index.name(entity.id)]} if schema == "Address" else {}
    return _row(
        schema,
        entity.id,
        name=[index.name(entity.id)],
        alias=map(one_line, entity.aliases),
        country=[country.lower() if country else None],
        keywords=[entity.type],
        wikidataId=[wikidata(entity)],
        **place,
    )


def _mentions(graph: Graph, index: Index) -> Iterator[Row]:
    """Say which report mentions whom, in the order of the statements."""
    seen: dict[tuple[IRI, IRI], None] = {}
    for statement in graph.statements:
        for claim in claims_of(statement):
            seen.update({(claim.evidence.document, statement.subject): None})
            seen.update({(claim.evidence.document, statement.object): None})
    for document, entity in seen:
        schema = _schema(index.entities[entity], index)
        if schema in _LEGAL and document in index.documents:
            yield _row(
                "Mention",
                "mention",
                document,
                entity,
                document=[_id(document)],
                resolved=[_id(entity)],
                name=[index.name(entity)],
                detectedSchema=[schema],
            )


def _link(statement: Statement, index: Index) -> Row:
    relation, mode = index.relation(statement.relation), mode_of(statement)
    return _row(
        "UnknownLink",
        statement.id,
        subject=[_id(statement.subject)],
        object=[_id(statement.object)],
        role=[f"{mode}: {relation}" if mode else relation],
        status=[_standing(statement)],
        recordId=[statement.id],
        summary=[index.reading(statement)],
        description=_passages(statement, index),
        **_when(statement),
        **_proof(statement, index),
    )


def _standing(statement: Statement) -> str:
    counts = f"{len(statement.supporting)} for, {len(statement.refuting)} against"
    return f"{statement.modality}, belief {statement.belief / 1000:.3f}, {counts}"


def _event_type(statement: Statement, ontology: Ontology) -> str | None:
    relation = ontology.relations.get(statement.relation)
    found = (event_of(claim, relation) for claim in statement.supporting) if relation else ()
    return next((event[0] for event in found if event), None)


def _event(statement: Statement, kind: str, index: Index) -> Row:
    ends = [statement.subject, statement.object]
    legal = [end for end in ends if _schema(index.entities[end], index) in _LEGAL]
    places = [one_line(role.filler.name) for role in statement.roles if role.name == "place"]
    return _row(
        "Event",
        "event",
        statement.id,
        name=[index.reading(statement)],
        keywords=[kind],
        location=places,
        involved=[_id(end) for end in legal],
        description=_passages(statement, index),
        **_when(statement),
        **_proof(statement, index),
    )


def _passages(statement: Statement, index: Index) -> Iterator[str]:
    """Yield each claim with its speaker and its report; roles and conditions before it in words."""
    yield "; ".join(index.roles(statement))
    for side, claims in (("for", statement.supporting), ("against", statement.refuting)):
        for claim in claims:
            yield f"{side}: {index.cited(claim)}"


def _when(statement: Statement) -> Mapping[str, list[str | None]]:
    time = statement.time
    return {
        "startDate": [time.begin.isoformat() if time and time.begin else None],
        "endDate": [time.end.isoformat() if time and time.end else None],
    }


def _proof(statement: Statement, index: Index) -> Mapping[str, list[str | None]]:
    documents = [index.documents.get(claim.evidence.document) for claim in claims_of(statement)]
    known = [document for document in documents if document]
    return {
        "proof": [_id(document.id) for document in known],
        "publisher": [one_line(document.publisher) for document in known],
        "sourceUrl": [web_address(document.url) for document in known],
    }
