"""Extractions as plain rows, one a sentence: the JSON lines of ``kg extract``.

The form is a contract (docs/guide.md): rows stand in the order of the sentences, offsets count characters of
the raw file, and every claim carries the quote that it was read from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from ..mapping import countries_of, event_of
from ..ontology import Ontology
from ..types import Claim, Entity, Extraction, Interval, OpenTuple, Proposition

__all__ = ["Row", "document_row", "dumps", "sentence_rows"]

Value: TypeAlias = "str | int | float | bool | Sequence[Value] | Mapping[str, Value] | None"
Row: TypeAlias = dict[str, Value]


def dumps(row: Row) -> str:
    """Return a row as one line of JSON; characters outside ASCII stay as they are."""
    return json.dumps(row, ensure_ascii=False, separators=(", ", ": "))


def sentence_rows(extraction: Extraction, claims: Sequence[Claim], ontology: Ontology) -> Iterator[Row]:
    """Yield a row for each sentence of a document."""
    document, said = extraction.document, _in_vocabulary(claims, ontology)
    for sentence in extraction.sentences:
        located = document.locate(sentence.extent)
        yield {
            "source": document.source,
            "document": document.id,
            "sentence": sentence.index,
            "start": located.start,
            "end": located.end,
            "text": document.text[slice(*sentence.extent)],
            "propositions": [
                _tuple_row(tuple_, proposition, extraction)
                for proposition in extraction.propositions
                if proposition.sentence == sentence.index
                for tuple_ in proposition.tuples
            ],
            "claims": [_claim_row(c, ontology) for c in said if c.evidence.sentence_extent == located],
        }


def _in_vocabulary(claims: Sequence[Claim], ontology: Ontology) -> list[Claim]:
    """Return the claims that have a relation of their own; open ones stand among the propositions."""
    return [claim for claim in claims if ontology.relations[claim.relation].tier != "open"]


def document_row(extraction: Extraction, claims: Sequence[Claim], ontology: Ontology) -> Row:
    """Return one row for a whole document: what ``--lines`` prints for each line."""
    document = extraction.document
    rows = list(sentence_rows(extraction, claims, ontology))
    return {
        "source": document.source,
        "document": document.id,
        "sentence": 0,
        "start": document.raw_offset,
        "end": document.raw_offset + len(document.raw),
        "text": document.raw,
        "propositions": [p for row in rows for p in _list(row["propositions"])],
        "claims": [_claim_row(claim, ontology) for claim in _in_vocabulary(claims, ontology)],
    }


def _list(value: Value) -> Sequence[Value]:
    return value if isinstance(value, list) else []


def _tuple_row(found: OpenTuple, proposition: Proposition, extraction: Extraction) -> Row:
    located = extraction.document.locate(found.extent)
    speakers = [a.text for a in proposition.attribution if a.text]
    polarity, certainty, modality = proposition.factuality
    return {
        "subject": found.subject,
        "relation": found.relation,
        "object": found.object,
        "arguments": list(found.arguments),
        "polarity": polarity,
        "modality": modality,
        "certainty": certainty,
        "attribution": speakers[0] if speakers else None,
        "time": _time_row(proposition.time),
        "rule": found.rule,
        "confidence": found.confidence,
        "start": located.start,
        "end": located.end,
    }


def _claim_row(claim: Claim, ontology: Ontology) -> Row:
    relation = ontology.relations[claim.relation]
    evidence, event = claim.evidence, event_of(claim, relation)
    subject, target = countries_of(claim, ontology)
    return {
        "subject": _entity_row(claim.subject, subject),
        "relation": claim.relation,
        "object": _entity_row(claim.object, target),
        "roles": {role.name: role.filler.name for role in claim.roles},
        "polarity": claim.polarity,
        "modality": claim.modality,
        "certainty": claim.certainty,
        "attributed_to": claim.holders[0].name if claim.holders else None,
        "reported_by": claim.holders[-1].name if len(claim.holders) > 1 else None,
        "condition": claim.condition,
        "embedded_under": claim.embedded_under,
        "time": _time_row(claim.time),
        "plover": {"event": event[0], "mode": event[1]} if event else None,
        "start": evidence.extent.start,
        "end": evidence.extent.end,
        "quote": evidence.quote,
        "rule": evidence.rule,
        "confidence": evidence.confidence,
    }


def _entity_row(entity: Entity, country: str | None) -> Row:
    return {"id": entity.id, "label": entity.name, "type": entity.type, "country": country}


def _time_row(time: Interval | None) -> Row | None:
    if time is None:
        return None
    begin, end = (day.isoformat() if day else None for day in (time.begin, time.end))
    return {"begin": begin, "end": end, "text": time.text}
