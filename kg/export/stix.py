"""A STIX 2.1 bundle for OpenCTI, MISP and other tools of threat intelligence.

Actors are identities, places are locations, documents are reports, statements are relationships whose confidence is our belief.
Whoever denies a statement has an opinion of it, and a conflict groups what clashes. Ids are UUIDs of content (version 5), and
every time is a day of the reports: nothing here knows when it was written. The library ``stix2`` is not needed to write it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from ..ids import ONTOLOGY, digest, slug
from ..ontology import Ontology
from ..store import evidence_id
from ..types import IRI, Certainty, Claim, Conflict, Document, Entity, Graph, Statement
from .index import Index, alpha2, claims_of, mode_of, one_line, write_wrapped
from .passages import web_address

__all__ = ["stix_objects", "write_stix"]

Row = dict[str, object]
Days = Mapping[IRI, tuple[date, date]]  # first and last report of something

_CLASSES: Mapping[str, str] = {
    "Person": "individual",
    "Organization": "organization",
    "Group": "group",
    "Office": "class",
}
_UNDATED = date(1970, 1, 1)  # STIX wants a time of everything
_MIDNIGHT = "00:00:00.000"  # to the millisecond, as STIX wants what tells versions apart
_MAKER = "kg"


def write_stix(graph: Graph, path: Path, ontology: Ontology) -> None:
    """Write a bundle with one object a line."""
    told = digest(*(each.id for each in graph.documents), *(each.id for each in graph.statements))
    head = f'{{"type": "bundle", "id": "{_id("bundle", told)}", "objects": ['
    write_wrapped(path, head, stix_objects(graph, ontology), "]}\n")


def stix_objects(graph: Graph, ontology: Ontology) -> Iterator[Row]:
    """Yield the maker, all that is spoken of, the statements, who denies them, what clashes, and the reports."""
    index, days = Index.of(graph, ontology), _days(graph)
    yield _row("identity", _MAKER, (_UNDATED, _UNDATED), name=_MAKER, identity_class="system")
    for entity in index.entities.values():
        yield _thing(entity, index, days)
    for statement in graph.statements:
        yield _relationship(statement, index, days)
        for claim in statement.refuting:
            yield _opinion(statement, claim, index)
    statements = {statement.id: statement for statement in graph.statements}
    for conflict in graph.conflicts:
        yield _grouping(conflict, statements, days)
    contents = _contents(graph, index)
    for document in graph.documents:
        yield _report(document, contents.get(document.id, {}))


def _days(graph: Graph) -> Days:
    """Return when statements and what they are about were first and last reported."""
    published = {each.id: each.published or _UNDATED for each in graph.documents}
    found: dict[IRI, tuple[date, date]] = {}
    for statement in graph.statements:
        told = [published.get(claim.evidence.document, _UNDATED) for claim in claims_of(statement)]
        fillers = (role.filler.id for role in statement.roles)
        for about in (statement.id, statement.subject, statement.object, *fillers):
            first, last = found.get(about, (told[0], told[0])) if told else (_UNDATED, _UNDATED)
            found[about] = min([first, *told]), max([last, *told])
    return found


@cache
def _namespace() -> UUID:
    return uuid5(NAMESPACE_URL, ONTOLOGY)


def _id(kind: str, *parts: str) -> str:
    return f"{kind}--{uuid5(_namespace(), digest(*parts, size=16))}"


def _time(day: date, clock: str = "00:00:00") -> str:
    return f"{day.isoformat()}T{clock}Z"


def _row(kind: str, key: str, days: tuple[date, date], **properties: object) -> Row:
    """Return an object; what is empty is left out, since STIX admits no empty texts and lists."""
    maker = {} if key == _MAKER else {"created_by_ref": _id("identity", _MAKER)}
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": _id(kind, key),
        **maker,
        "created": _time(days[0], _MIDNIGHT),
        "modified": _time(days[1], _MIDNIGHT),
        **{name: value for name, value in properties.items() if value not in (None, "", [])},
    }


# --- things -----------------------------------------------------------------------------------


def _thing(entity: Entity, index: Index, days: Days) -> Row:
    """Return a location or an identity; of what is neither, a weapon or a deal, the class is a label and unknown to STIX."""
    country, name = alpha2(entity.country), index.name(entity.id)
    aliases = [alias for each in entity.aliases if (alias := one_line(each))]
    shared = {
        "name": name,
        "description": f"Also: {'; '.join(aliases)}" if aliases else None,
        "external_references": [_reference("kg", external_id=entity.id), *_same_as(entity)],
    }
    kind, span = _kind(entity, index), days.get(entity.id, (_UNDATED, _UNDATED))
    if kind == "location":
        region = None if country else slug(name).replace("_", "-") or "unknown"
        city = name if entity.type == "City" else None
        return _row(kind, entity.id, span, **shared, country=country, region=region, city=city, labels=[entity.type])  # fmt: skip
    label = [f"country {country}"] if country else []
    own = index.nearest(entity.type, _CLASSES, "unknown")
    return _row(kind, entity.id, span, **shared, identity_class=own, labels=[entity.type, *label])


def _kind(entity: Entity, index: Index) -> str:
    return index.nearest(entity.type, {"Place": "location"}, "identity")


def _same_as(entity: Entity) -> Iterator[Row]:
    for other in entity.same_as:
        yield _reference("same as", external_id=other)


def _reference(source: str, **properties: str | None) -> Row:
    return {"source_name": source, **{name: value for name, value in properties.items() if value}}


# --- what is said of them ---------------------------------------------------------------------


def _relationship(statement: Statement, index: Index, days: Days) -> Row:
    mode, time = mode_of(statement), statement.time
    name = index.relation(statement.relation)
    start = _time(time.begin) if time and time.begin else None
    stop = _time(time.end, "23:59:59") if time and time.end else None
    ends = (index.entities[end] for end in (statement.subject, statement.object))
    source, target = (_id(_kind(end, index), end.id) for end in ends)
    return _row(
        "relationship",
        statement.id,
        days[statement.id],
        relationship_type=_hyphened(f"{mode} {name}"),
        description="\n".join([index.reading(statement), *index.roles(statement)]),
        source_ref=source,
        target_ref=target,
        start_time=start,
        stop_time=None if start and stop and stop <= start else stop,
        confidence=round(statement.belief / 10),
        labels=[statement.modality.value],
        external_references=[
            _reference("kg", external_id=statement.id),
            *(_cited(claim, index) for claim in statement.supporting),
        ],
    )


def _hyphened(words: str) -> str:
    """Return words as the type of a relationship: small letters, digits and hyphens."""
    plain = "".join(char if char.isalnum() else " " for char in slug(words.replace("-", " ")))
    return "-".join(plain.split())


def _cited(claim: Claim, index: Index) -> Row:
    document = index.document(claim)
    outlet = one_line(document.publisher) or one_line(document.source) or document.id
    return _reference(
        outlet,
        description=index.cited(claim),
        url=web_address(document.url),
        external_id=f"{claim.evidence.document}#char={claim.evidence.extent.start},{claim.evidence.extent.end}",
    )


def _opinion(statement: Statement, claim: Claim, index: Index) -> Row:
    day = index.document(claim).published or _UNDATED
    sure = claim.certainty is Certainty.CERTAIN
    return _row(
        "opinion",
        evidence_id(statement, claim),
        (day, day),
        opinion="strongly-disagree" if sure else "disagree",
        explanation=index.cited(claim),
        authors=[name for holder in claim.holders if (name := one_line(holder.name))],
        object_refs=[_id("relationship", statement.id)],
        confidence=round(claim.evidence.confidence * 100),
        external_references=[_cited(claim, index)],
    )


def _grouping(conflict: Conflict, statements: Mapping[IRI, Statement], days: Days) -> Row:
    involved = [each for each in conflict.statements if each in statements]
    spans = [days[each] for each in involved] or [(_UNDATED, _UNDATED)]
    holders = "; ".join(filter(None, map(one_line, conflict.holders)))
    objects = [_id("relationship", each) for each in involved]
    for side in conflict.sides:
        if (about := statements.get(side.statement)) is not None:
            denied = [claim for claim in side.claims if claim in about.refuting]
            objects += [_id("opinion", evidence_id(about, claim)) for claim in denied]
    return _row(
        "grouping",
        conflict.id,
        (min(first for first, _ in spans), max(last for _, last in spans)),
        name=one_line(conflict.reason) or conflict.kind.value,
        description=f"Held by: {holders}" if holders else None,
        context="unspecified",
        object_refs=list(dict.fromkeys(objects)) or [_id("identity", _MAKER)],
        labels=["conflict", conflict.kind.value],
    )


# --- reports ----------------------------------------------------------------------------------


def _contents(graph: Graph, index: Index) -> Mapping[IRI, Mapping[str, None]]:
    """Return what each report is about, each object once."""
    found: dict[IRI, dict[str, None]] = {}
    for statement in graph.statements:
        ends = [index.entities[end] for end in (statement.subject, statement.object)]
        ends += [role.filler for role in statement.roles]
        objects = [_id("relationship", statement.id), *(_id(_kind(end, index), end.id) for end in ends)]
        for claim in claims_of(statement):
            found.setdefault(claim.evidence.document, {}).update(dict.fromkeys(objects))
        for claim in statement.refuting:
            found[claim.evidence.document][_id("opinion", evidence_id(statement, claim))] = None
    return found


def _report(document: Document, contents: Iterable[str]) -> Row:
    day = document.published or _UNDATED
    outlet = one_line(document.publisher) or one_line(document.source) or document.id
    return _row(
        "report",
        document.id,
        (day, day),
        name=one_line(document.title) or one_line(document.source) or document.id,
        published=_time(day),
        lang=document.language,
        object_refs=list(contents) or [_id("identity", _MAKER)],
        external_references=[_reference(outlet, url=web_address(document.url), external_id=document.id)],
    )
