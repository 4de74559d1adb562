"""From what documents claim to what the corpus says: entities, statements, belief, conflicts.

The result depends on the set of claims alone, never on their order: every step groups, then sorts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..ontology import Relation
from ..types import Claim, Document, Graph
from .amendment import amend_claims
from .belief import score_belief
from .conflicts import find_conflicts
from .corrections import Correction
from .corroboration import merge_claims
from .reliability import Reliability
from .resolution import Vote, count_votes, elect_entities, resolve_entities

__all__ = ["Vote", "assemble", "assemble_segments"]


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
    named = {document.id: without_text(document) for document in sorted(documents, key=lambda d: d.id)}
    amended, decisions = amend_claims(claims, corrections, documents, relations)
    resolved, entities = resolve_entities(amended, named.values())
    merged = merge_claims(resolved, relations, named)
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


def assemble_segments(
    paths: Sequence[Path],
    documents: Sequence[Document],
    *,
    relations: Mapping[str, Relation],
    corrections: Sequence[Correction] = (),
    reliability: Reliability | None = None,
) -> tuple[Graph, Counter[Vote]]:
    """Join claims in Parquet into a graph as ``assemble`` does, and return the votes on entities besides.

    What can be counted and added is, by DuckDB and in bounded memory; the values are read afterwards. Corrections are for
    values: where there are any, all claims are read first.
    """
    from ..records import read_claims
    from .reduction import open_reduction

    if corrections:
        claims = tuple(read_claims(paths))
        amended, _ = amend_claims(claims, corrections, documents, relations)
        graph = assemble(
            claims, documents, relations=relations, corrections=corrections, reliability=reliability
        )
        return graph, count_votes(amended)
    named = {document.id: without_text(document) for document in sorted(documents, key=lambda d: d.id)}
    with open_reduction(paths) as reduction:
        votes = reduction.votes()
        resolution = elect_entities(votes, named.values())
        tallies = reduction.tallies(resolution, named.values(), relations, reliability)
        belief = {tally.key.id: tally.belief for tally in tallies}
    merged = merge_claims(resolution.rewrite(read_claims(paths)), relations, named)
    statements = tuple(replace(each, belief=belief[each.id]) for each in merged)
    conflicts = find_conflicts(statements, named, resolution.entities, relations)
    graph = Graph(
        documents=tuple(named.values()),
        entities=resolution.entities,
        statements=statements,
        conflicts=conflicts,
    )
    return graph, votes


def without_text(document: Document) -> Document:
    """Return a document as a graph holds it."""
    return replace(document, text="", raw="", runs=())
