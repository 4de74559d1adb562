"""Claims as schema.org describes them, in JSON-LD: who makes each, where it appears, and who contradicts it.

A statement is a ``Claim``, each sentence for it a ``Quotation`` in its article. Whoever speaks against it reviews it: a
``ClaimReview`` with the lowest rating. Our own belief is the ``aggregateRating`` from 0 to 1. The context is inline, so that
no reader asks a network for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..ids import term
from ..ontology import Ontology
from ..store import evidence_id
from ..types import IRI, Claim, Document, Entity, Graph, Interval, Statement
from .index import Index, alpha2, claims_of, one_line, write_wrapped
from .passages import holders_of, web_address

__all__ = ["schemaorg_nodes", "write_schemaorg"]

Node = dict[str, object]

# narrow classes first
_TYPES: Mapping[str, str] = {
    "Person": "Person",
    "State": "GovernmentOrganization",
    "GovernmentBody": "GovernmentOrganization",
    "Company": "Corporation",
    "NGO": "NGO",
    "NewsOutlet": "NewsMediaOrganization",
    "University": "CollegeOrUniversity",
    "Organization": "Organization",
    "Group": "Organization",
    "City": "City",
    "Country": "Country",
    "Place": "Place",
    "Product": "Product",
    "Law": "Legislation",
    "Event": "Event",
}
_ADDRESSED = frozenset({"Thing", "Product", "Legislation", "Event"})  # schema.org gives these no address


def write_schemaorg(graph: Graph, path: Path, ontology: Ontology) -> None:
    """Write one node a line."""
    head = '{"@context": {"@vocab": "https://schema.org/"}, "@graph": ['
    write_wrapped(path, head, schemaorg_nodes(graph, ontology), "]}\n")


def schemaorg_nodes(graph: Graph, ontology: Ontology) -> Iterator[Node]:
    """Yield articles, things, and each claim followed by the reviews of it."""
    index = Index.of(graph, ontology)
    for document in graph.documents:
        yield _article(document)
    for entity in index.entities.values():
        yield _thing(entity, index)
    for statement in graph.statements:
        yield _claim(statement, index)
        for claim in statement.refuting:
            yield _review(statement, claim, index)


def _node(kind: str, id: str | None = None, **properties: object) -> Node:
    kept = {name: value for name, value in properties.items() if value not in (None, "", [])}
    return {"@type": kind, **({"@id": id} if id else {}), **kept}


def _see(id: str) -> Node:
    return {"@id": id}


def _article(document: Document) -> Node:
    outlet = one_line(document.publisher)
    return _node(
        "NewsArticle",
        document.id,
        headline=one_line(document.title),
        datePublished=document.published.isoformat() if document.published else None,
        publisher=_node("Organization", name=outlet) if outlet else None,
        creditText=one_line(document.author),
        url=web_address(document.url),
        inLanguage=document.language,
        isBasedOn=_see(document.origin) if document.origin not in ("", document.id) else None,
    )


def _thing(entity: Entity, index: Index) -> Node:
    kind, country = index.nearest(entity.type, _TYPES, "Thing"), alpha2(entity.country)
    return _node(
        kind,
        entity.id,
        name=index.name(entity.id),
        alternateName=[alias for each in entity.aliases if (alias := one_line(each))],
        additionalType=_see(term(entity.type)),
        sameAs=[_see(each) for each in entity.same_as],
        address=_node("PostalAddress", addressCountry=country)
        if country and kind not in _ADDRESSED
        else None,
    )


# --- claims -----------------------------------------------------------------------------------


def _claim(statement: Statement, index: Index) -> Node:
    count = len(claims_of(statement))
    dated = [(day, claim) for claim in statement.supporting if (day := index.document(claim).published)]
    first = min(dated, key=lambda each: each[0])[1] if dated else None
    documents = dict.fromkeys(claim.evidence.document for claim in statement.supporting)
    speakers = [each for claim in statement.supporting if (each := _speaker(claim))]
    return _node(
        "Claim",
        statement.id,
        name=index.reading(statement),
        genre=statement.modality.value,
        about=[_see(statement.subject), _see(statement.object)],
        mentions=[_see(role.filler.id) for role in statement.roles],
        temporalCoverage=_coverage(statement.time),
        author=[_see(each) for each in dict.fromkeys(speakers)],
        appearance=[_see(each) for each in documents],
        firstAppearance=_see(first.evidence.document) if first else None,
        hasPart=[_quotation(statement, claim) for claim in statement.supporting],
        aggregateRating=_node(
            "AggregateRating",
            ratingValue=statement.belief / 1000,
            bestRating=1,
            worstRating=0,
            ratingCount=count,
        ),
    )


def _coverage(time: Interval | None) -> str | None:
    """Return days as ISO 8601 writes them, an open end as two points."""
    if time is None or time == (None, None, time.text, time.certainty):
        return None
    begin, end = (day.isoformat() if day else ".." for day in (time.begin, time.end))
    return begin if begin == end else f"{begin}/{end}"


def _speaker(claim: Claim) -> IRI | None:
    """Return who says so, where it is somebody of the graph."""
    return claim.holders[0].entity if claim.holders else None


def _quotation(statement: Statement, claim: Claim) -> Node:
    return _node(
        "Quotation",
        evidence_id(statement, claim),
        text=one_line(claim.evidence.sentence),
        spokenByCharacter=_see(speaker) if (speaker := _speaker(claim)) else None,
        creditText=one_line(holders_of(claim)),
        isPartOf=_see(claim.evidence.document),
    )


def _review(statement: Statement, claim: Claim, index: Index) -> Node:
    document = index.document(claim)
    outlet, speaker = one_line(document.publisher), _speaker(claim)
    silent = outlet and not claim.holders  # the article speaks for itself
    return _node(
        "ClaimReview",
        evidence_id(statement, claim),
        claimReviewed=index.reading(statement),
        itemReviewed=_see(statement.id),
        author=_see(speaker) if speaker else _node("Organization", name=outlet) if silent else None,
        creditText=one_line(holders_of(claim)),
        datePublished=document.published.isoformat() if document.published else None,
        reviewBody=one_line(claim.evidence.sentence),
        reviewRating=_node("Rating", ratingValue=1, bestRating=5, worstRating=1, alternateName="Denied"),
        isPartOf=_see(claim.evidence.document),
        url=web_address(document.url),
    )
