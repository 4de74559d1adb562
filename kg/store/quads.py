"""The graph as quads.

Statements, entities and conflicts stand in the default graph. What a document says stands in a graph of the document's
own name: its metadata, its evidence, and the links from statements to that evidence; so dropping the graph drops the
document. Every quad has one graph only, because the union of all graphs, which queries see, would count it twice.

Offsets are ``xsd:integer`` although NIF has ``xsd:nonNegativeInteger``: Oxigraph keeps all integers as one type, and what
is written must be what is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from ..ids import BASE, digest, fragment, mint
from ..types import IRI, Claim, Conflict, Decision, Document, Entity, Graph, Interval, Statement
from .vocabulary import ALIAS, BOOLEAN, CERTAINTY, DATE, DECIMAL, EVENT_TYPE, INTEGER, LABEL, TYPE, named

__all__ = ["Software", "evidence_id", "to_quads"]

Pairs = Iterator[tuple[NamedNode, NamedNode | Literal]]  # predicates and objects of one subject


class Software(NamedTuple):
    """What built the graph: version of kg, digests of the trained pipeline and of the ontology. No clock."""

    version: str
    model: str
    ontology: str


def to_quads(graph: Graph, *, made_by: Software | None = None) -> Iterator[Quad]:
    """Yield the graph as quads without blank nodes, each once; ``made_by`` adds the provenance of the run."""
    run = _run_id(made_by) if made_by else None
    for entity in graph.entities:
        yield from _quads(entity.id, _entity(entity))
    for statement in graph.statements:
        yield from _quads(statement.id, _statement(statement, run))
        yield from _evidence_of(statement)
        if statement.plain:
            yield Quad(node(statement.subject), named(f"kg:{statement.relation}"), node(statement.object))
    for conflict in graph.conflicts:
        yield from _quads(conflict.id, _conflict(conflict))
        yield from _sides(conflict)
    yield from _decisions(graph)
    if made_by and run:
        yield from _run(run, made_by)
    for document in graph.documents:
        own = node(document.id)
        yield from _quads(document.id, _document(document), own)
        if run:
            yield Quad(node(run), named("prov:used"), own, own)


def _quads(subject: IRI, pairs: Pairs, graph: NamedNode | None = None) -> Iterator[Quad]:
    about = node(subject)
    for predicate, value in pairs:
        yield Quad(about, predicate, value, graph)


# --- things and statements --------------------------------------------------------------------


def _entity(entity: Entity) -> Pairs:
    yield TYPE, named(f"kg:{entity.type}")
    yield LABEL, Literal(entity.name)
    for alias in entity.aliases:
        yield ALIAS, Literal(alias)
    if entity.country is not None:
        yield named("kg:country"), Literal(entity.country)
    for other in entity.same_as:
        yield named("owl:sameAs"), node(other)


def _statement(statement: Statement, run: IRI | None) -> Pairs:
    relation = named(f"kg:{statement.relation}")
    yield TYPE, named("kg:Statement")
    yield TYPE, named("rdf:Statement")
    yield TYPE, named("sem:Event")
    yield named("rdf:subject"), node(statement.subject)
    yield named("rdf:predicate"), relation
    yield named("rdf:object"), node(statement.object)
    yield EVENT_TYPE, relation
    yield named("kg:modality"), named(f"kg:{statement.modality}")
    yield named("kg:belief"), decimal(statement.belief / 1000)
    yield from _time(statement.time)
    for role in statement.roles:
        yield role_property(role.name), node(role.filler.id)
    if run:
        yield named("prov:wasGeneratedBy"), node(run)


def role_property(role: str) -> NamedNode:
    """Return the property of a role: ``kg:roleTheme`` for ``theme``."""
    return named(f"kg:role{role[:1].upper()}{role[1:]}")


def _time(time: Interval | None) -> Pairs:
    if time is None:
        return
    if time.begin is not None:
        yield named("kg:begins"), day(time.begin)
    if time.end is not None:
        yield named("kg:ends"), day(time.end)
    if time.text:
        yield named("kg:timeText"), Literal(time.text)


def _conflict(conflict: Conflict) -> Pairs:
    yield TYPE, named("kg:Conflict")
    yield named("kg:conflictKind"), Literal(conflict.kind.value)
    yield named("rdfs:comment"), Literal(conflict.reason)
    for statement in conflict.statements:
        yield named("kg:involves"), node(statement)
    for holder in conflict.holders:
        yield named("kg:holder"), Literal(holder)


def _sides(conflict: Conflict) -> Iterator[Quad]:
    """Say what each side rests on; the links to evidence stand in the graph of the evidence's document."""
    for number, side in enumerate(conflict.sides):
        own = node(mint("side", conflict.id, str(number)))
        yield Quad(node(conflict.id), named("kg:hasSide"), own)
        yield Quad(own, TYPE, named("kg:Side"))
        yield Quad(own, named("kg:involves"), node(side.statement))
        for claim in side.claims:
            evidence = node(_passage_id(side.statement, claim))
            yield Quad(own, named("kg:restsOn"), evidence, node(claim.evidence.document))


def _decisions(graph: Graph) -> Iterator[Quad]:
    """Say who corrected what, when and why, of the corrections that are in force.

    What was rejected is in the graph no more: the correction is then of its document.
    """
    if not graph.decisions:
        return
    known: dict[IRI, list[IRI]] = {each.id: [each.id] for each in graph.entities}
    for statement in graph.statements:
        known[statement.id] = [statement.id]
        for claim in (*statement.supporting, *statement.refuting):
            passage = fragment(claim.evidence.document, claim.evidence.extent)
            known.setdefault(passage, []).append(evidence_id(statement, claim))
    for decision in graph.decisions:
        targets: dict[IRI, NamedNode | None] = {}
        for each in decision.touched:
            document, is_passage, _ = each.partition("#")
            own = node(document) if is_passage else None
            targets.update(dict.fromkeys(known.get(each, [IRI(document)] if is_passage else []), own))
        for target, own in sorted(targets.items()):
            yield Quad(node(decision.id), named("kg:corrects"), node(target), own)
        if targets:
            yield from _quads(decision.id, _decision(decision))


def _decision(decision: Decision) -> Pairs:
    yield TYPE, named("kg:Correction")
    yield TYPE, named("prov:Activity")
    yield LABEL, Literal(decision.text)
    yield named("kg:action"), Literal(decision.action)
    yield named("dcterms:creator"), Literal(decision.author)
    yield named("dcterms:date"), day(decision.day)
    yield named("rdfs:comment"), Literal(decision.reason)


# --- evidence ---------------------------------------------------------------------------------


def _evidence_of(statement: Statement) -> Iterator[Quad]:
    about = node(statement.id)
    sides = (("kg:supportedBy", statement.supporting), ("kg:refutedBy", statement.refuting))
    for side, claims in sides:
        for claim in claims:
            own = node(claim.evidence.document)
            evidence = evidence_id(statement, claim)
            yield Quad(about, named(side), node(evidence), own)
            yield from _quads(evidence, _evidence(claim), own)


def evidence_id(statement: Statement, claim: Claim) -> IRI:
    """Return the IRI of a claim as evidence on a statement: whatever can differ between two claims is in it."""
    return _passage_id(statement.id, claim)


def _passage_id(statement: IRI, claim: Claim) -> IRI:
    evidence = claim.evidence
    holders = (part for holder in claim.holders for part in (holder.name, holder.entity or ""))
    return mint(
        "evidence",
        statement,
        evidence.document,
        f"{evidence.extent.start},{evidence.extent.end}",
        f"{claim.polarity} {claim.modality} {claim.certainty}",
        f"{claim.embedded_under} {evidence.rule} {evidence.confidence}",
        claim.condition or "",
        claim.time.text if claim.time else "",
        *holders,
    )


def _evidence(claim: Claim) -> Pairs:
    evidence = claim.evidence
    document = node(evidence.document)
    yield TYPE, named("kg:Evidence")
    yield TYPE, named("nif:OffsetBasedString")
    yield TYPE, named("oa:SpecificResource")
    yield named("prov:wasDerivedFrom"), document
    yield named("oa:hasSource"), document
    yield named("nif:beginIndex"), integer(evidence.extent.start)
    yield named("nif:endIndex"), integer(evidence.extent.end)
    yield named("nif:anchorOf"), Literal(evidence.quote)
    yield named("kg:sentence"), Literal(evidence.sentence)
    yield named("kg:sentenceBegin"), integer(evidence.sentence_extent.start)
    yield named("kg:sentenceEnd"), integer(evidence.sentence_extent.end)
    yield named("kg:rule"), Literal(evidence.rule)
    yield named("kg:confidence"), decimal(evidence.confidence)
    yield from _factuality(claim)
    yield from _attribution(claim)


def _factuality(claim: Claim) -> Pairs:
    yield named("kg:polarity"), named(f"kg:{claim.polarity}")
    yield named("kg:modality"), named(f"kg:{claim.modality}")
    yield named("kg:certainty"), CERTAINTY[claim.certainty]
    yield from _time(claim.time)
    if claim.condition:
        yield named("kg:condition"), Literal(claim.condition)
    if claim.embedded_under:
        yield named("kg:embeddedUnder"), named(f"kg:{claim.embedded_under}")


def _attribution(claim: Claim) -> Pairs:
    """Say who speaks, and who passed it on: each as named, the speaker also as an entity where it is one."""
    if not claim.holders:
        return
    speaker, *reporters = claim.holders
    yield named("kg:holder"), Literal(speaker.name)
    if speaker.entity is not None:
        yield named("prov:wasAttributedTo"), node(speaker.entity)
    if speaker.anonymous:
        yield named("kg:anonymous"), Literal("true", datatype=BOOLEAN)
    for name in dict.fromkeys(reporter.name for reporter in reporters):
        yield named("kg:reportedBy"), Literal(name)


# --- documents and the run --------------------------------------------------------------------


def _document(document: Document) -> Pairs:
    yield TYPE, named("kg:Document")
    yield TYPE, named("schema:NewsArticle")
    yield TYPE, named("prov:Entity")
    yield named("dcterms:source"), Literal(document.source)
    yield named("dcterms:language"), Literal(document.language)
    yield named("kg:origin"), node(document.origin or document.id)
    texts = {"title": document.title, "publisher": document.publisher, "creator": document.author}
    for name, text in texts.items():
        if text:
            yield named(f"dcterms:{name}"), Literal(text)
    if document.published is not None:
        yield named("dcterms:issued"), day(document.published)
    if document.url:
        yield named("schema:url"), _link(document.url)


def _link(url: str) -> NamedNode | Literal:
    """Return a page's address as a node, or as text where it is no IRI."""
    try:
        return NamedNode(quote(url.strip(), safe="!#$%&'()*+,/:;=?@[]~"))
    except ValueError:
        return Literal(url)


def _run(run: IRI, software: Software) -> Iterator[Quad]:
    program = node(f"{BASE}software:kg-{quote(software.version)}")
    yield Quad(node(run), TYPE, named("prov:Activity"))
    yield Quad(node(run), named("prov:wasAssociatedWith"), program)
    yield Quad(program, TYPE, named("prov:SoftwareAgent"))
    yield Quad(program, LABEL, Literal(f"kg {software.version}"))
    yield Quad(program, named("schema:softwareVersion"), Literal(software.version))
    for kind, content in (("model", software.model), ("ontology", software.ontology)):
        part = node(f"{BASE}software:{kind}-{digest(content)}")
        yield Quad(node(run), named("prov:used"), part)
        yield Quad(part, TYPE, named("prov:Entity"))
        yield Quad(part, LABEL, Literal(f"{kind} {content}"))


def _run_id(software: Software) -> IRI:
    return mint("run", *software)


# --- terms ------------------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def node(iri: str) -> NamedNode:
    """Return the node of an IRI."""
    return NamedNode(iri)


def day(value: date) -> Literal:
    """Return a date as a literal."""
    return Literal(value.isoformat(), datatype=DATE)


def integer(value: int) -> Literal:
    """Return a whole number as a literal."""
    return Literal(str(value), datatype=INTEGER)


def decimal(value: float) -> Literal:
    """Return a number as a decimal in canonical form, to four places.

    >>> decimal(0.85).value, decimal(1.0).value
    ('0.85', '1')
    """
    return Literal(f"{value:.4f}".rstrip("0").rstrip("."), datatype=DECIMAL)
