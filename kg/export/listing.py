"""Statements and claims as rows of JSON, with the names and the documents that their ids refer to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..types import IRI, Claim, Document, Graph, Interval, Statement
from .rows import Row

__all__ = ["Known", "claim_row", "json_text", "statement_row"]


class Known(NamedTuple):
    """What the ids in statements, claims and conflicts refer to."""

    names: Mapping[IRI, str]
    statements: Mapping[IRI, Statement]
    documents: Mapping[IRI, Document]

    @classmethod
    def of(cls, graph: Graph) -> Known:
        """Return what a graph knows."""
        return cls(
            {each.id: each.name for each in graph.entities},
            {each.id: each for each in graph.statements},
            {each.id: each for each in graph.documents},
        )

    def document(self, claim: Claim) -> Document:
        """Return the document of a claim; one that is not in the graph has its id only."""
        document = claim.evidence.document
        return self.documents.get(document) or Document(id=document, text="")


def json_text(rows: Sequence[Row] | Row) -> str:
    """Return rows as JSON for people and programs; characters outside ASCII stay as they are."""
    return json.dumps(rows, ensure_ascii=False, indent=1)


def statement_row(statement: Statement, known: Known) -> Row:
    """Return what a statement says, and how far it is believed, from 0 to 1."""
    return {
        "statement": statement.id,
        "subject": known.names.get(statement.subject, statement.subject),
        "subject_id": statement.subject,
        "relation": statement.relation,
        "object": known.names.get(statement.object, statement.object),
        "object_id": statement.object,
        "modality": statement.modality.value,
        **_days(statement.time),
        "belief": statement.belief / 1000,
    }


def claim_row(claim: Claim, document: Document) -> Row:
    """Return who says so, how and where; offsets count characters of the raw file."""
    evidence = claim.evidence
    return {
        "holders": [holder.name for holder in claim.holders],
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        **_days(claim.time),
        "sentence": evidence.sentence,
        "quote": evidence.quote,
        "place": list(evidence.extent),
        "document": document.id,
        "source": document.source,
        "outlet": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "url": document.url,
    }


def _days(time: Interval | None) -> Row:
    begin, end = (
        (day.isoformat() if day else None for day in (time.begin, time.end)) if time else (None, None)
    )
    return {"begin": begin, "end": end}
