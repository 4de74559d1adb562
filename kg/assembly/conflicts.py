"""Statements that cannot all hold, each with who holds which side. Nothing is decided here: both sides stay.

* denial    one holder says it is so, another that it is not
* reversal  one holder says the one and later the other
* date      what happens once is given two dates that cannot both be right

Only modalities that commit the speaker can clash: *might* and *might not* are both true, and a threat is not
contradicted by a plan, which is another statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, combinations, product
from typing import NamedTuple

from ..ids import fold, mint
from ..ontology import Relation
from ..resources import word_list
from ..types import IRI, Claim, Conflict, ConflictKind, Document, Entity, Interval, Modality, Statement

__all__ = ["find_conflicts"]

COMMITTED = frozenset(
    {Modality.ASSERTED, Modality.PLANNED, Modality.REQUESTED, Modality.OFFERED, Modality.THREATENED}
)
THEME = "theme"


class Position(NamedTuple):
    """That somebody takes a side, on the day of the document that says so."""

    holder: str
    speaker: bool  # a holder named in the text; else the outlet in its own voice
    day: date | None
    claim: Claim

    def __str__(self) -> str:
        return f"{self.holder} ({self.day})" if self.day else self.holder


def find_conflicts(
    statements: Iterable[Statement],
    documents: Mapping[IRI, Document],
    entities: Iterable[Entity],
    relations: Mapping[str, Relation],
) -> tuple[Conflict, ...]:
    """Return what clashes, in the order of the conflicts' ids."""
    names = {entity.id: entity.name for entity in entities}
    found: list[Conflict] = []
    for statement in statements:
        if statement.modality in COMMITTED:
            support = [_position(claim, documents, names) for claim in statement.supporting]
            refute = [_position(claim, documents, names) for claim in statement.refuting]
            found.extend(_find_denial(statement, support, refute))
            found.extend(_find_reversals(statement, support, refute))
            found.extend(_find_dates(statement, support, documents, relations))
    return tuple(sorted(found, key=lambda conflict: conflict.id))


def _position(claim: Claim, documents: Mapping[IRI, Document], names: Mapping[IRI, str]) -> Position:
    """Return who makes a claim: the innermost holder, or the outlet where the text itself speaks."""
    document = documents.get(claim.evidence.document)
    day = document.published if document else None
    if claim.holders:
        speaker = claim.holders[0]
        name = names.get(speaker.entity or IRI(""), speaker.name)
        return Position(name, not speaker.anonymous, day, claim)
    outlet = document and (document.publisher or document.source)
    return Position(outlet or claim.evidence.document, False, day, claim)


def _find_denial(statement: Statement, support: list[Position], refute: list[Position]) -> Iterator[Conflict]:
    pairs = [
        pair for pair in product(support, refute) if _contradict(*pair) and _who(pair[0]) != _who(pair[1])
    ]
    if pairs:
        said = _list(one for one, _ in pairs)
        denied = _list(other for _, other in pairs)
        reason = f"said to be so by {said}; said not to be so by {denied}"
        yield _conflict(ConflictKind.DENIAL, statement, chain.from_iterable(pairs), reason)


def _find_reversals(
    statement: Statement, support: list[Position], refute: list[Position]
) -> Iterator[Conflict]:
    pairs = [pair for pair in product(support, refute) if _contradict(*pair) and _turned(*pair)]
    for who in sorted({_who(one) for one, _ in pairs}):
        sides = [pair for pair in pairs if _who(pair[0]) == who]
        said = ", ".join(sorted({str(one.day) for one, _ in sides}))
        denied = ", ".join(sorted({str(other.day) for _, other in sides}))
        holder = min(one.holder for one, _ in sides)
        reason = f"{holder} says that it is so on {said} and that it is not on {denied}"
        yield _conflict(ConflictKind.REVERSAL, statement, [one for one, _ in sides], reason, who)


def _contradict(one: Position, other: Position) -> bool:
    """Return whether the two are about the same thing at the same time, as far as they say."""
    return _same_theme(one.claim, other.claim) and not _apart(one.claim.time, other.claim.time)


def _turned(one: Position, other: Position) -> bool:
    days = {one.day, other.day}
    return one.speaker and _who(one) == _who(other) and None not in days and len(days) == 2


def _find_dates(
    statement: Statement,
    support: list[Position],
    documents: Mapping[IRI, Document],
    relations: Mapping[str, Relation],
) -> Iterator[Conflict]:
    relation = relations.get(statement.relation)
    once = statement.relation in word_list("one_time_relations") or (
        relation is not None and relation.functional
    )
    if not once or statement.modality is not Modality.ASSERTED:
        return
    pairs = [pair for pair in combinations(support, 2) if _dates_clash(*pair, documents)]
    if pairs:
        clashing = list(chain.from_iterable(pairs))
        given = sorted({f"{_date_text(position.claim.time)} by {position.holder}" for position in clashing})
        reason = f"happens once, but is dated {'; '.join(given)}"
        yield _conflict(ConflictKind.DATE, statement, clashing, reason)


def _dates_clash(one: Position, other: Position, documents: Mapping[IRI, Document]) -> bool:
    if _origin(one, documents) == _origin(other, documents) or not _same_theme(one.claim, other.claim):
        return False
    return _apart(one.claim.time, other.claim.time)


def _apart(one: Interval | None, other: Interval | None) -> bool:
    return one is not None and other is not None and (_before(one, other) or _before(other, one))


def _before(first: Interval, second: Interval) -> bool:
    return first.end is not None and second.begin is not None and first.end < second.begin


def _same_theme(one: Claim, other: Claim) -> bool:
    """Return whether two claims can be about the same thing: what is not stated can be anything.

    A thing and what is done with it can be the same: *the Su-35* and *the purchase of Su-35 fighters*.
    """
    themes = [[role.filler for role in claim.roles if role.name == THEME] for claim in (one, other)]
    return not all(themes) or any(_overlap(left, right) for left in themes[0] for right in themes[1])


def _overlap(one: Entity, other: Entity) -> bool:
    words = [set(fold(entity.name).split()) for entity in (one, other)]
    return one.id == other.id or words[0] <= words[1] or words[1] <= words[0]


def _origin(position: Position, documents: Mapping[IRI, Document]) -> IRI:
    document = documents.get(position.claim.evidence.document)
    return (document.origin if document else None) or position.claim.evidence.document


def _who(position: Position) -> str:
    """Return what tells holders apart. Two unnamed officials are not known to be one man, nor to be two."""
    holders = position.claim.holders
    return (holders[0].entity if holders else None) or position.holder


def _date_text(time: Interval | None) -> str:
    if time is None:
        return ""
    return " to ".join(dict.fromkeys(day.isoformat() for day in (time.begin, time.end) if day))


def _list(positions: Iterable[Position]) -> str:
    return ", ".join(sorted({str(position) for position in positions}))


def _conflict(
    kind: ConflictKind, statement: Statement, positions: Iterable[Position], reason: str, *parts: str
) -> Conflict:
    return Conflict(
        id=mint("conflict", kind.value, statement.id, *parts),
        kind=kind,
        statements=(statement.id,),
        holders=tuple(sorted({position.holder for position in positions})),
        reason=reason,
    )
