"""From what documents claim to what the corpus says: entities, statements, belief, conflicts.

The result depends on the set of claims alone, never on their order: every step groups, then sorts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..ontology import Relation
from ..types import Claim, Document, Graph
from .amendment import amend_claims
from .belief import score_belief
from .conflicts import find_conflicts
from .corrections import Correction
from .corroboration import merge_claims
from .reliability import Reliability
from .resolution import resolve_entities

__all__ = ["assemble"]


def assemble(
    claims: Iterable[Claim],
    documents: Sequence[Document],
    *,
    relations: Mapping[str, Relation],
    corrections: Sequence[Correction] = (),
    reliability: Reliability | None = None,
) -> Graph:
    """Join claims into a graph: correct them, resolve entities, merge what says the same, weigh it, find what clashes.

    Every document given is in the graph, with or without claims, and none keeps its text.
    """
    named = {document.id: _without_text(document) for document in sorted(documents, key=lambda d: d.id)}
    amended, decisions = amend_claims(claims, corrections, documents, relations)
    resolved, entities = resolve_entities(amended)
    merged = merge_claims(resolved, relations)
    statements = tuple(
        replace(statement, belief=score_belief(statement, named, reliability)) for statement in merged
    )
    conflicts = find_conflicts(statements, named, entities, relations)
    return Graph(
        documents=tuple(named.values()),
        entities=entities,
        statements=statements,
        conflicts=conflicts,
        decisions=decisions,
    )


def _without_text(document: Document) -> Document:
    return replace(document, text="", raw="", runs=())
