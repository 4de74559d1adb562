"""Small values for tests: an entity by its name, a claim by three words, a document by its name."""

from __future__ import annotations

from datetime import date

from kg.ids import entity_id, mint
from kg.types import (
    IRI,
    Certainty,
    Claim,
    Document,
    Entity,
    Evidence,
    Extent,
    Holder,
    Interval,
    Modality,
    Polarity,
    Role,
)

COUNTRIES = {"Turkey": "TUR", "United States": "USA", "Russia": "RUS"}


def entity(
    name: str, type: str | None = None, *, country: str | None = None, aliases: tuple[str, ...] = ()
) -> Entity:
    """Return an entity; states are known by name, and anything else is a person unless a type is given."""
    type = type or ("State" if name in COUNTRIES else "Person")
    country = country or COUNTRIES.get(name)
    return Entity(id=entity_id(type.lower(), name), type=type, name=name, country=country, aliases=aliases)


def document(
    name: str = "a", *, published: date | None = None, publisher: str | None = None, origin: str | None = None
) -> Document:
    """Return a document of that name without text."""
    identifier = mint("document", name)
    return Document(
        id=identifier,
        text="",
        source=f"{name}.txt",
        title=f"Report {name}",
        published=published,
        publisher=publisher,
        origin=mint("document", origin) if origin else identifier,
    )


def holder(name: str, *, anonymous: bool = False) -> Holder:
    """Return a holder; an anonymous one is no entity."""
    return Holder(name, None if anonymous else entity_id("person", name), anonymous)


def interval(begin: str, end: str | None = None, text: str | None = None) -> Interval:
    """Return an interval between ISO dates; one date is one day."""
    first, last = date.fromisoformat(begin), date.fromisoformat(end or begin)
    return Interval(first, last, text or begin)


def claim(
    subject: str | Entity,
    relation: str,
    object: str | Entity,
    *,
    document: str = "a",
    at: int = 0,
    confidence: float = 0.8,
    roles: tuple[Role, ...] = (),
    polarity: str = "positive",
    modality: str = "asserted",
    certainty: str = "certain",
    holders: tuple[Holder, ...] = (),
    time: Interval | None = None,
    condition: str | None = None,
    embedded_under: str | None = None,
) -> Claim:
    """Return a claim made ``at`` a character of a document; its sentence is made of its own words."""
    subject = entity(subject) if isinstance(subject, str) else subject
    object = entity(object) if isinstance(object, str) else object
    quote = f"{subject.name} {relation} {object.name}"
    sentence = f"{quote}."
    evidence = Evidence(
        document=mint("document", document),
        extent=Extent(at, at + len(quote)),
        quote=quote,
        sentence_extent=Extent(at, at + len(sentence)),
        sentence=sentence,
        rule=f"test:{relation}",
        confidence=confidence,
    )
    return Claim(
        subject=subject,
        relation=relation,
        object=object,
        evidence=evidence,
        roles=roles,
        polarity=Polarity(polarity),
        modality=Modality(modality),
        certainty=Certainty(certainty),
        holders=holders,
        time=time,
        condition=condition,
        embedded_under=IRI(embedded_under) if embedded_under else None,
    )
