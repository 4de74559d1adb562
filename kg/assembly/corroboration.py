"""Claims that say the same become one statement with more evidence, for and against.

The same is said of the same two things by the same relation in the same modality, and where that is an event (the ontology
gives it a PLOVER type) on the same occasion (``occasions``). What holds over time is one statement, whenever it is said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ..ids import mint
from ..ontology import Relation
from ..types import IRI, Claim, Document, Interval, Modality, Polarity, Role, Statement
from .occasions import AHEAD, Days, Occasions, days_of, name_of

__all__ = ["Key", "Orientation", "Way", "is_event", "key_of", "merge_claims", "merge_group", "orient"]


class Key(NamedTuple):
    """What makes two claims the same statement; those that differ in nothing but the occasion are a group."""

    subject: IRI
    relation: str
    object: IRI
    modality: Modality
    occasion: str = ""  # the last day on which it can have been, "" of what has none

    @property
    def id(self) -> IRI:
        """The IRI of the statement."""
        return mint("statement", *(self if self.occasion else self[:-1]))


class Way(StrEnum):
    """Which way round a claim's triple is kept."""

    STRAIGHT = "straight"
    TURNED = "turned"
    EITHER = "either"  # the smaller id first


class Orientation(NamedTuple):
    """The relation that another one is kept as."""

    relation: str
    way: Way


def merge_claims(
    claims: Iterable[Claim], relations: Mapping[str, Relation], documents: Mapping[IRI, Document]
) -> tuple[Statement, ...]:
    """Group claims by what they say, in the order of the statements' ids; belief is still nought."""
    groups: dict[Key, dict[Claim, None]] = {}
    for claim in claims:
        groups.setdefault(key_of(claim, relations), {})[claim] = None  # a passage read twice is one claim
    merged = (each for key, group in groups.items() for each in merge_group(key, group, relations, documents))
    return tuple(sorted(merged, key=lambda statement: statement.id))


def key_of(claim: Claim, relations: Mapping[str, Relation]) -> Key:
    """Return what a claim is a claim of; of which occasion, the other claims of its group tell."""
    subject, relation, object = _orient(claim, relations)
    denied = claim.modality is Modality.DENIED
    return Key(subject, relation, object, Modality.ASSERTED if denied else claim.modality)


def _orient(claim: Claim, relations: Mapping[str, Relation]) -> tuple[IRI, str, IRI]:
    """Return the claim's triple, turned so that each fact has one reading."""
    subject, object = claim.subject.id, claim.object.id
    relation, way = orient(claim.relation, relations)
    turned = way is Way.TURNED or (way is Way.EITHER and object < subject)
    return (object, relation, subject) if turned else (subject, relation, object)


def orient(name: str, relations: Mapping[str, Relation]) -> Orientation:
    """Return in which words a relation is kept, and which way round.

    Of two inverse relations the one that admits more classes is kept, since the other cannot say all that it can
    (one visits places, too, but only actors are hosts); of equals, the first in the alphabet.
    """
    relation = relations.get(name)
    if relation is None:
        return Orientation(name, Way.STRAIGHT)
    if relation.symmetric:
        return Orientation(relation.name, Way.EITHER)
    inverse = relations.get(relation.inverse or "")
    if inverse is None or _preference(relation) <= _preference(inverse):
        return Orientation(relation.name, Way.STRAIGHT)
    return Orientation(inverse.name, Way.TURNED)


def _preference(relation: Relation) -> tuple[int, int, str]:
    """Sort the wider relation first; no class at all is no limit."""
    sides = (relation.domain, relation.range)
    unlimited = sum(not admitted for admitted in sides)
    return -unlimited, -sum(len(admitted) for admitted in sides), relation.name


def is_event(name: str, relations: Mapping[str, Relation]) -> bool:
    """Return whether a relation is of what happens and can happen again, and not of what holds over time."""
    relation = relations.get(name)
    return relation is not None and relation.event is not None


def merge_group(
    key: Key,
    claims: Collection[Claim],
    relations: Mapping[str, Relation],
    documents: Mapping[IRI, Document],
) -> Iterator[Statement]:
    """Yield the statements that the claims of a group make, one an occasion; belief is still nought."""
    times = [(claim, days_of(claim.time)) for claim in claims] if is_event(key.relation, relations) else []
    occasions = Occasions.of(time for _, time in times if time is not None)
    if not occasions:
        yield _merge(key, claims)
        return
    placed: dict[Days | None, list[Claim]] = {}
    for claim, time in times:
        document = documents.get(claim.evidence.document)
        published = document.published.toordinal() if document and document.published else None
        occasion = occasions.place(time, published, ahead=key.modality in AHEAD)
        placed.setdefault(occasion, []).append(claim)
    for occasion, group in placed.items():
        yield _merge(key if occasion is None else key._replace(occasion=name_of(occasion)), group)


def _merge(key: Key, claims: Iterable[Claim]) -> Statement:
    ordered = sorted(claims, key=_reading_order)
    supporting = tuple(claim for claim in ordered if not _refutes(claim))
    refuting = tuple(claim for claim in ordered if _refutes(claim))
    return Statement(
        id=key.id,
        subject=key.subject,
        relation=key.relation,
        object=key.object,
        modality=key.modality,
        supporting=supporting,
        refuting=refuting,
        roles=_join_roles(ordered),
        time=_narrow(supporting or refuting),
    )


def _refutes(claim: Claim) -> bool:
    return claim.polarity is Polarity.NEGATIVE or claim.modality is Modality.DENIED


def _reading_order(claim: Claim) -> tuple[object, ...]:
    """Sort by place in the corpus; the rest only breaks ties, so that the order is total."""
    evidence = claim.evidence
    return (
        evidence.document,
        evidence.extent,
        claim.relation,
        claim.subject.id,
        claim.object.id,
        repr(claim),
    )


def _join_roles(claims: Iterable[Claim]) -> tuple[Role, ...]:
    roles = {(role.name, role.filler.id): role for claim in claims for role in claim.roles}
    return tuple(roles[key] for key in sorted(roles))


def _narrow(claims: Sequence[Claim]) -> Interval | None:
    """Return the tightest interval that all dated claims agree on, in the words of the narrowest; else nothing."""
    dated = sorted(_dated(claims), key=lambda time: (_days(time), time.text))
    if not dated:
        return None
    begin = max((time.begin for time in dated if time.begin is not None), default=None)
    end = min((time.end for time in dated if time.end is not None), default=None)
    if begin is not None and end is not None and begin > end:
        return None
    return dated[0]._replace(begin=begin, end=end)


def _dated(claims: Iterable[Claim]) -> Iterator[Interval]:
    for claim in claims:
        if claim.time is not None and (claim.time.begin is not None or claim.time.end is not None):
            yield claim.time


def _days(time: Interval) -> int:
    if time.begin is None or time.end is None:
        return date.max.toordinal()
    return time.end.toordinal() - time.begin.toordinal()
