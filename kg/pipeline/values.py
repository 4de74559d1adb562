"""Statements as JSON for the ledger: entities by their ids, everything else as it is.

Reading them back is what a small update of a large graph mostly does; hence lists instead of objects with keys, and
tables instead of the constructors of enumerations.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from ..errors import StoreError
from ..types import (
    IRI,
    Certainty,
    Claim,
    Entity,
    Evidence,
    Extent,
    Holder,
    Interval,
    Modality,
    Polarity,
    Role,
    Statement,
)

__all__ = ["dump_statement", "load_statement", "no_collection"]

Items = list[Any]  # what JSON gives; goes no further than this module

_POLARITY = {value.value: value for value in Polarity}
_MODALITY = {value.value: value for value in Modality}
_CERTAINTY = {value.value: value for value in Certainty}


@contextmanager
def no_collection() -> Iterator[None]:
    """Leave memory as it is: the collector would walk again and again over values that are never part of a cycle."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def dump_statement(statement: Statement) -> str:
    """Return a statement with its claims as one line."""
    items = [
        statement.subject,
        statement.relation,
        statement.object,
        statement.modality,
        statement.belief,
        _dump_time(statement.time),
        _dump_roles(statement.roles),
        [_dump_claim(claim) for claim in statement.supporting],
        [_dump_claim(claim) for claim in statement.refuting],
    ]
    return json.dumps(items, ensure_ascii=False, separators=(",", ":"))


def load_statement(id: str, line: str, entities: Mapping[IRI, Entity]) -> Statement:
    """Return the statement of that id; its claims are about the entities given."""
    try:
        return _load_statement(IRI(id), json.loads(line), entities)
    except (ValueError, TypeError, KeyError) as error:
        raise StoreError(f"the ledger is damaged: {id} is no statement; build again with --force") from error


def _load_statement(id: IRI, items: Items, entities: Mapping[IRI, Entity]) -> Statement:
    subject, relation, object, modality, belief, time, roles, supporting, refuting = items
    return Statement(
        id=id,
        subject=subject,
        relation=relation,
        object=object,
        modality=_MODALITY[modality],
        supporting=tuple([_load_claim(items, entities) for items in supporting]),
        refuting=tuple([_load_claim(items, entities) for items in refuting]),
        roles=_load_roles(roles, entities),
        time=_load_time(time),
        belief=belief,
    )


def _dump_claim(claim: Claim) -> Items:
    evidence = claim.evidence
    return [
        claim.subject.id,
        claim.relation,
        claim.object.id,
        _dump_roles(claim.roles),
        claim.polarity,
        claim.modality,
        claim.certainty,
        claim.holders,
        _dump_time(claim.time),
        claim.condition,
        claim.embedded_under,
        evidence.document,
        evidence.extent,
        evidence.quote,
        evidence.sentence_extent,
        evidence.sentence,
        evidence.rule,
        evidence.confidence,
    ]


def _load_claim(items: Items, entities: Mapping[IRI, Entity]) -> Claim:
    subject, relation, object, roles, polarity, modality, certainty, holders, time, condition, embedded = (
        items[:11]
    )
    document, extent, quote, sentence_extent, sentence, rule, confidence = items[11:]
    return Claim(
        subject=entities[subject],
        relation=relation,
        object=entities[object],
        roles=_load_roles(roles, entities) if roles else (),
        polarity=_POLARITY[polarity],
        modality=_MODALITY[modality],
        certainty=_CERTAINTY[certainty],
        holders=tuple([Holder(*holder) for holder in holders]) if holders else (),
        time=_load_time(time),
        condition=condition,
        embedded_under=embedded,
        evidence=Evidence(
            document=document,
            extent=Extent(*extent),
            quote=quote,
            sentence_extent=Extent(*sentence_extent),
            sentence=sentence,
            rule=rule,
            confidence=confidence,
        ),
    )


def _dump_roles(roles: tuple[Role, ...]) -> Items:
    return [[role.name, role.filler.id] for role in roles]


def _load_roles(roles: Items, entities: Mapping[IRI, Entity]) -> tuple[Role, ...]:
    return tuple([Role(name, entities[filler]) for name, filler in roles])


def _dump_time(time: Interval | None) -> Items | None:
    if time is None:
        return None
    days = [None if day is None else day.isoformat() for day in (time.begin, time.end)]
    return [*days, time.text, time.certainty]


def _load_time(items: Items | None) -> Interval | None:
    if items is None:
        return None
    begin, end, text, certainty = items
    return Interval(
        begin and date.fromisoformat(begin), end and date.fromisoformat(end), text, _CERTAINTY[certainty]
    )
