"""One row for each report of an event: who did what to whom, when, who says so, and where it is written.

The columns are those that analysts of event data know, PLOVER and CAMEO, beside kg's own. CSV is for spreadsheets, so text
that a spreadsheet would run as a formula gets an apostrophe before it; Parquet holds every text as it is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple, get_type_hints

from ..ids import local_name
from ..mapping import countries_of, event_of
from ..ontology import Ontology
from ..store import evidence_id
from ..types import IRI, Claim, Document, Entity, Graph, Statement

__all__ = ["Report", "find_reports", "guarded", "unguarded", "write_csv", "write_parquet"]

# what spreadsheets begin a formula with, in the widths of East Asia, too; and what they skip to get there
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


class Report(NamedTuple):
    """A claim as one row. ``event`` and ``mode`` are PLOVER's and empty where no event took place."""

    statement: str
    evidence: str
    event: str | None
    mode: str | None
    cameo: str
    relation: str
    polarity: str
    modality: str
    certainty: str
    begins: date | None
    ends: date | None
    time: str | None
    published: date | None
    source: str
    source_id: str
    source_type: str
    source_country: str | None
    target: str
    target_id: str
    target_type: str
    target_country: str | None
    roles: str
    condition: str | None
    holder: str | None
    holder_id: str | None
    anonymous: bool
    reported_by: str | None
    belief: float
    confidence: float
    rule: str
    document: str
    document_id: str
    origin_id: str
    title: str | None
    publisher: str | None
    url: str | None
    sentence: str
    sentence_start: int
    sentence_end: int
    quote: str
    start: int
    end: int


def find_reports(graph: Graph, ontology: Ontology) -> Iterator[Report]:
    """Yield every claim of a graph, for and against each statement, in the order of the statements."""
    documents = {document.id: document for document in graph.documents}
    entities = {entity.id: entity for entity in graph.entities}
    for statement in graph.statements:
        for claim in (*statement.supporting, *statement.refuting):
            yield _report(statement, claim, documents, entities, ontology)


def write_csv(graph: Graph, path: Path, ontology: Ontology) -> None:
    """Write reports as CSV (RFC 4180, UTF-8) that is safe to open in a spreadsheet."""
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(Report._fields)
        for report in find_reports(graph, ontology):
            writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in report])


def write_parquet(graph: Graph, path: Path, ontology: Ontology) -> None:
    """Write reports as Parquet; the same graph is the same file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date | None: pa.date32()}
    schema = pa.schema(
        [(name, kinds.get(kind, pa.string())) for name, kind in get_type_hints(Report).items()]
    )
    rows = [report._asdict() for report in find_reports(graph, ontology)]
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path, compression="zstd")


def guarded(text: str) -> str:
    """Return text that no spreadsheet takes for a formula.

    >>> guarded("=1+1"), guarded("a=1")
    ("'=1+1", 'a=1')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return what ``guarded`` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _report(
    statement: Statement,
    claim: Claim,
    documents: dict[IRI, Document],
    entities: dict[IRI, Entity],
    ontology: Ontology,
) -> Report:
    evidence, time = claim.evidence, claim.time
    document = documents.get(evidence.document) or Document(id=evidence.document, text="")
    source, target = (entities.get(each.id, each) for each in (claim.subject, claim.object))
    countries = countries_of(claim, ontology)
    relation = ontology.relations.get(claim.relation)
    event = event_of(claim, relation) if relation else None
    speaker = claim.holders[0] if claim.holders else None
    return Report(
        statement=statement.id,
        evidence=evidence_id(statement, claim),
        event=event[0] if event else None,
        mode=event[1] if event else None,
        cameo=" ".join(relation.cameo) if relation and event else "",
        relation=claim.relation,
        polarity=claim.polarity.value,
        modality=claim.modality.value,
        certainty=claim.certainty.value,
        begins=time.begin if time else None,
        ends=time.end if time else None,
        time=time.text if time else None,
        published=document.published,
        source=source.name,
        source_id=source.id,
        source_type=source.type,
        source_country=countries[0],
        target=target.name,
        target_id=target.id,
        target_type=target.type,
        target_country=countries[1],
        roles="; ".join(f"{role.name}: {role.filler.name}" for role in claim.roles),
        condition=claim.condition,
        holder=speaker.name if speaker else None,
        holder_id=speaker.entity if speaker else None,
        anonymous=bool(speaker and speaker.anonymous),
        reported_by=claim.holders[-1].name if len(claim.holders) > 1 else None,
        belief=statement.belief / 1000,
        confidence=evidence.confidence,
        rule=evidence.rule,
        document=document.source or local_name(document.id),
        document_id=document.id,
        origin_id=document.origin or document.id,
        title=document.title,
        publisher=document.publisher,
        url=document.url,
        sentence=evidence.sentence,
        sentence_start=evidence.sentence_extent.start,
        sentence_end=evidence.sentence_extent.end,
        quote=evidence.quote,
        start=evidence.extent.start,
        end=evidence.extent.end,
    )
