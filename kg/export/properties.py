"""Entities and statements as flat properties: what tools that draw graphs show of a node and of an edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..types import Claim, Entity, Statement
from .index import claims_of

__all__ = ["Value", "entity_properties", "statement_properties"]

Value = str | int | float | bool | Sequence[str]


def entity_properties(entity: Entity) -> dict[str, Value]:
    """Return the properties of a node; what is not stated has none."""
    found: dict[str, Value] = {"name": entity.name, "type": entity.type}
    if entity.country is not None:
        found["country"] = entity.country
    if entity.aliases:
        found["aliases"] = entity.aliases
    return found


def statement_properties(statement: Statement) -> dict[str, Value]:
    """Return the properties of an edge; what is not stated has none."""
    found: dict[str, Value] = {
        "modality": statement.modality.value,
        "plain": statement.plain,
        "belief": statement.belief / 1000,
        "support": len(statement.supporting),
        "refute": len(statement.refuting),
        "sentences": _sentences(statement.supporting),
        "refuting_sentences": _sentences(statement.refuting),
        "documents": list(dict.fromkeys(claim.evidence.document for claim in claims_of(statement))),
    }
    if statement.time and statement.time.begin:
        found["begins"] = statement.time.begin.isoformat()
    if statement.time and statement.time.end:
        found["ends"] = statement.time.end.isoformat()
    return found


def _sentences(claims: Iterable[Claim]) -> list[str]:
    return list(dict.fromkeys(claim.evidence.sentence for claim in claims))
