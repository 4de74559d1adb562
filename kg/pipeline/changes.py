"""What a few documents change in a large graph: everything that they do not touch stays as it is.

Votes on entities are counted, so those of the documents are added to the count or taken off it. Where an entity then has
another name, or another id is meant by a short one, whatever mentions it is done again, too. The statements that any of these
documents speaks for or against are put together anew, from their other claims and from what the documents say now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ..assembly import Vote
from ..assembly.belief import score_belief
from ..assembly.conflicts import find_conflicts
from ..assembly.corroboration import Key, key_of, merge_group
from ..assembly.reliability import Reliability
from ..assembly.resolution import Resolution, count_votes, elect_entities
from ..ontology import Relation
from ..records import read_claims
from ..types import IRI, Claim, Document, Graph, Statement
from .ledger import Ledger
from .segments import Segment
from .values import load_statement

__all__ = ["Changed", "assemble_changed"]

MOST = 4  # one document in so many may have changed; of more the graph is assembled anew


class Changed(NamedTuple):
    """A graph, and the parts in which it differs from the one before. Conflicts are not among these."""

    graph: Graph
    votes: Counter[Vote]
    gone: Graph
    new: Graph


def assemble_changed(
    ledger: Ledger,
    segments: Sequence[Segment],
    folder: Path,
    relations: Mapping[str, Relation],
    reliability: Reliability | None = None,
) -> Changed | None:
    """Return the graph of some segments, given the ledger of a graph of most of them; nothing where too much differs."""
    before = {segment.document.id: segment for segment in ledger.segments()}
    after = {segment.document.id: segment for segment in segments}
    differs = {id for id in before.keys() | after.keys() if before.get(id) != after.get(id)}
    differs |= {id for id, segment in after.items() if segment.document.origin in differs}
    votes = ledger.votes()
    old = elect_entities(votes, (segment.document for segment in before.values()))
    files_before, files_after = ({each.name for each in side.values()} for side in (before, after))
    gone = sorted(folder / name for name in files_before - files_after)
    if len(differs) * MOST > len(after) or not all(path.exists() for path in gone):
        return None
    votes.subtract(count_votes(read_claims(gone)))
    votes.update(count_votes(read_claims(sorted(folder / name for name in files_after - files_before))))
    votes = +votes  # without those that nobody gives any more
    new = elect_entities(votes, (segment.document for segment in after.values()))
    entities = {entity.id: entity for entity in (*old.entities, *new.entities)}
    statements = [load_statement(id, line, entities) for id, line in ledger.statements()]
    differs |= _mentioning(_renamed(old, new), statements)
    if len(differs) * MOST > len(after):
        return None
    documents = {id: after[id].document for id in sorted(after)}
    claims = new.rewrite(read_claims([folder / after[id].name for id in sorted(differs & after.keys())]))
    put = _put_together(statements, differs, claims, documents, relations, reliability)
    kept = {each.id: each for each in statements if each.id not in put}
    merged = kept | {each.id: each for each in put.values() if each is not None}
    graph = Graph(
        documents=tuple(documents.values()),
        entities=new.entities,
        statements=tuple(merged[id] for id in sorted(merged)),
    )
    conflicts = find_conflicts(graph.statements, documents, graph.entities, relations)
    earlier = Graph(
        documents=tuple(segment.document for segment in before.values()),
        entities=old.entities,
        statements=tuple(statements),
    )
    return Changed(
        replace(graph, conflicts=conflicts), votes, _part(earlier, graph, put), _part(graph, earlier, put)
    )


def _renamed(old: Resolution, new: Resolution) -> set[IRI]:
    """Return the entities that have another name than before, or are meant by other ids."""
    names = [{entity.id: entity.name for entity in side.entities} for side in (old, new)]
    renamed = {id for id in names[0] if names[0][id] != names[1].get(id)}
    shifted = {id for id, _ in old.meant.items() ^ new.meant.items()}
    return renamed | shifted | {side.meant.get(id, id) for side in (old, new) for id in shifted}


def _mentioning(entities: Collection[IRI], statements: Iterable[Statement]) -> set[IRI]:
    """Return the documents with a claim that mentions one of some entities."""
    if not entities:
        return set()
    return {
        claim.evidence.document
        for statement in statements
        for claim in (*statement.supporting, *statement.refuting)
        if any(each in entities for each in _mentioned(claim))
    }


def _mentioned(claim: Claim) -> Iterator[IRI]:
    yield claim.subject.id
    yield claim.object.id
    yield from (role.filler.id for role in claim.roles)
    yield from (holder.entity for holder in claim.holders if holder.entity is not None)


def _put_together(
    statements: Iterable[Statement],
    differs: Collection[IRI],
    claims: Iterable[Claim],
    documents: Mapping[IRI, Document],
    relations: Mapping[str, Relation],
    reliability: Reliability | None,
) -> dict[IRI, Statement | None]:
    """Return the statements, by id, that some documents say or said something of; nothing where no claim is left."""
    groups: dict[Key, dict[Claim, None]] = {}
    for claim in claims:
        groups.setdefault(key_of(claim, relations), {})[claim] = None
    before: dict[Key, list[Statement]] = {}
    for statement in statements:
        key = Key(statement.subject, statement.relation, statement.object, statement.modality)
        before.setdefault(key, []).append(statement)
    put: dict[IRI, Statement | None] = {}
    for key, occasions in before.items():
        said = [claim for each in occasions for claim in (*each.supporting, *each.refuting)]
        rest = [claim for claim in said if claim.evidence.document not in differs]
        if len(rest) < len(said) or key in groups:
            groups.setdefault(key, {}).update(dict.fromkeys(rest))
            put.update(dict.fromkeys(each.id for each in occasions))
    for key, group in groups.items():
        for statement in merge_group(key, group, relations, documents) if group else ():
            put[statement.id] = replace(statement, belief=score_belief(statement, documents, reliability))
    return put


def _part(graph: Graph, other: Graph, touched: Collection[IRI]) -> Graph:
    """Return what another graph has not or has otherwise, and besides all that is said of the same pairs.

    What follows from one statement may follow from another of the same pair, too.
    """
    documents, entities = set(other.documents), set(other.entities)
    pairs = {
        frozenset((each.subject, each.object))
        for side in (graph, other)
        for each in side.statements
        if each.id in touched
    }
    return Graph(
        documents=tuple(each for each in graph.documents if each not in documents),
        entities=tuple(each for each in graph.entities if each not in entities),
        statements=tuple(
            each for each in graph.statements if frozenset((each.subject, each.object)) in pairs
        ),
    )
