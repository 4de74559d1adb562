"""A graph from lines of three words."""

from __future__ import annotations

from kg.ids import mint
from kg.types import IRI, Claim, Entity, Evidence, Extent, Graph, Interval, Modality, Statement


def entity(name: str, country: str | None = None) -> Entity:
    return Entity(id=IRI(f"urn:kg:entity:{name}"), type="State", name=name.title(), country=country)


def statement(
    subject: str,
    relation: str,
    object: str,
    *,
    modality: Modality = Modality.ASSERTED,
    support: int = 1,
    refute: int = 0,
    time: Interval | None = None,
) -> Statement:
    quote = f"{subject} {relation} {object}"
    evidence = Evidence(
        document=IRI("urn:kg:document:1"),
        extent=Extent(0, len(quote)),
        quote=quote,
        sentence_extent=Extent(0, len(quote)),
        sentence=quote,
        rule="test",
        confidence=0.8,
    )
    claim = Claim(subject=entity(subject), relation=relation, object=entity(object), evidence=evidence)
    return Statement(
        id=mint("statement", quote, modality),
        subject=entity(subject).id,
        relation=relation,
        object=entity(object).id,
        modality=modality,
        supporting=(claim,) * support,
        refuting=(claim,) * refute,
        time=time,
        belief=800 if support > refute else 200,
    )


def graph(*lines: str) -> Graph:
    """Return a graph of asserted statements, one a line: subject relation object."""
    statements = [statement(*line.split()) for line in lines]
    return graph_of(*statements)


def graph_of(*statements: Statement) -> Graph:
    ends = {end for each in statements for end in (each.subject, each.object)}
    return Graph(
        entities=tuple(entity(end.rsplit(":", 1)[1]) for end in sorted(ends)),
        statements=tuple(sorted(statements, key=lambda each: each.id)),
    )
