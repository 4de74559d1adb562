"""Who takes which side, when, and whether two sides are about the same thing at the same time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import islice
from typing import NamedTuple

from ..ids import fold, mint
from ..resources import table
from ..types import IRI, Claim, Conflict, ConflictKind, Document, Entity, Interval, Modality, Side, Statement

__all__ = ["COMMITTED", "Position", "Sources", "apart", "conflict", "said_by", "same_matter", "same_theme"]

COMMITTED = frozenset(
    {Modality.ASSERTED, Modality.PLANNED, Modality.REQUESTED, Modality.OFFERED, Modality.THREATENED}
)
THEME = "theme"
MOST = 200  # claims of one side of a statement


class Position(NamedTuple):
    """That somebody takes a side on a statement, on the day of the document that says so."""

    holder: str
    speaker: bool  # a holder named in the text; else the outlet in its own voice
    day: date | None
    origin: IRI
    statement: Statement
    claim: Claim

    @property
    def who(self) -> str:
        """What tells holders apart. Two unnamed officials are not known to be one man, nor to be two."""
        holders = self.claim.holders
        return (holders[0].entity if holders else None) or self.holder

    def __str__(self) -> str:
        return f"{self.holder} ({self.day})" if self.day else self.holder


class Sources(NamedTuple):
    """The documents and entities that tell where a claim comes from and who makes it."""

    documents: Mapping[IRI, Document]
    entities: Mapping[IRI, Entity]

    def place(self, statement: Statement, claims: Iterable[Claim]) -> list[Position]:
        """Return who makes each claim: the innermost holder, or the outlet where the text itself speaks.

        Of very many claims the first are compared, since all pairs of them are.
        """
        return [self._position(statement, claim) for claim in islice(claims, MOST)]

    def _position(self, statement: Statement, claim: Claim) -> Position:
        document = self.documents.get(claim.evidence.document)
        day = document.published if document else None
        origin = (document.origin if document else None) or claim.evidence.document
        if claim.holders:
            speaker = claim.holders[0]
            known = self.entities.get(speaker.entity or IRI(""))
            name = known.name if known else speaker.name
            return Position(name, not speaker.anonymous, day, origin, statement, claim)
        outlet = document and (document.publisher or document.source)
        return Position(outlet or claim.evidence.document, False, day, origin, statement, claim)


def same_matter(one: Position, other: Position) -> bool:
    """Return whether two positions are on the same thing at the same time, as far as they say."""
    return same_theme(one, other) and not apart(one.claim.time, other.claim.time)


def same_theme(one: Position, other: Position) -> bool:
    """Return whether two positions can be about the same thing: what is not stated can be anything.

    A thing and what is done with it can be the same: *the Su-35* and *the purchase of Su-35 fighters*; *its contract
    with Russia* says no more than the two parties do. What has no name (*the incident*) is the same within one
    document only.
    """
    if one.claim.evidence.document != other.claim.evidence.document and (_is_vague(one) or _is_vague(other)):
        return False
    themes = [
        [
            role.filler
            for role in each.claim.roles
            if role.name == THEME and not _is_bare(role.filler, each.claim)
        ]
        for each in (one, other)
    ]
    return not all(themes) or any(_overlap(left, right) for left in themes[0] for right in themes[1])


def _is_vague(position: Position) -> bool:
    """Return whether one of the two that a claim is about is only described: no capital, no figure."""
    names = (position.claim.subject.name, position.claim.object.name)
    return any(name.islower() and not any(map(str.isdigit, name)) for name in names)


def _is_bare(theme: Entity, claim: Claim) -> bool:
    """Return whether a theme only calls it a deal between the two that the claim is about."""
    parties = {
        word
        for side in (claim.subject, claim.object)
        for name in (side.name, *side.aliases)
        for word in _words(name)
    }
    return all(word in parties or word in _bare_words() for word in _words(theme.name))


def _words(name: str) -> list[str]:
    return fold(name).replace("'s", "").split()


@cache
def _bare_words() -> frozenset[str]:
    """Return words for dealings, and those of grammar."""
    grammar = next(words.split() for language, words in table("function_words") if language == "English")
    return frozenset((*grammar, *(lemma for lemma, _, _ in table("affairs"))))


def _overlap(one: Entity, other: Entity) -> bool:
    words = [set(fold(entity.name).split()) for entity in (one, other)]
    return one.id == other.id or words[0] <= words[1] or words[1] <= words[0]


def apart(one: Interval | None, other: Interval | None) -> bool:
    """Return whether two times have no day in common."""
    return one is not None and other is not None and (_before(one, other) or _before(other, one))


def _before(first: Interval, second: Interval) -> bool:
    return first.end is not None and second.begin is not None and first.end < second.begin


def said_by(positions: Iterable[Position]) -> str:
    """Return holders with the days on which they are reported, each once."""
    return ", ".join(sorted({str(position) for position in positions}))


def conflict(
    kind: ConflictKind,
    sides: Iterable[Iterable[Position]],
    reason: str,
    *parts: str,
    holders: Iterable[str] | None = None,
) -> Conflict:
    """Return a conflict between sides, whose holders are those who make the claims unless others are given.

    ``parts`` tell it from others of its kind on the same statements.
    """
    taken = [list(dict.fromkeys(side)) for side in sides]
    statements = tuple(sorted({position.statement.id for side in taken for position in side}))
    who = {position.holder for side in taken for position in side} if holders is None else holders
    return Conflict(
        id=mint("conflict", kind.value, *statements, *parts),
        kind=kind,
        statements=statements,
        holders=tuple(sorted(set(who))),
        reason=reason,
        sides=tuple(side for positions in taken for side in _sides(positions)),
    )


def _sides(positions: Iterable[Position]) -> Iterator[Side]:
    """Yield what one side rests on, for each statement of it: what was told of several days is several statements."""
    claims: dict[IRI, list[Claim]] = {}
    for position in positions:
        claims.setdefault(position.statement.id, []).append(position.claim)
    for statement, own in claims.items():
        yield Side(statement, tuple(own))
