"""Claims that say the same become one statement with more evidence, for and against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..ids import mint
from ..ontology import Relation
from ..types import IRI, Claim, Interval, Modality, Polarity, Role, Statement

__all__ = ["merge_claims"]


class Key(NamedTuple):
    """What makes two claims the same statement."""

    subject: IRI
    relation: str
    object: IRI
    modality: Modality


def merge_claims(claims: Iterable[Claim], relations: Mapping[str, Relation]) -> tuple[Statement, ...]:
    """Group claims by what they say, in the order of the statements' ids; belief is still nought."""
    groups: dict[Key, dict[Claim, None]] = {}
    for claim in claims:
        groups.setdefault(_key(claim, relations), {})[claim] = None  # a passage read twice is one claim
    statements = (_merge(key, group) for key, group in groups.items())
    return tuple(sorted(statements, key=lambda statement: statement.id))


def _key(claim: Claim, relations: Mapping[str, Relation]) -> Key:
    subject, relation, object = _orient(claim, relations)
    denied = claim.modality is Modality.DENIED
    return Key(subject, relation, object, Modality.ASSERTED if denied else claim.modality)


def _orient(claim: Claim, relations: Mapping[str, Relation]) -> tuple[IRI, str, IRI]:
    """Return the claim's triple, turned so that each fact has one reading.

    Of two inverse relations the one that admits more classes is kept, since the other cannot say all that it can
    (one visits places, too, but only actors are hosts); of equals, the first in the alphabet.
    """
    subject, object = claim.subject.id, claim.object.id
    relation = relations.get(claim.relation)
    if relation is None:
        return subject, claim.relation, object
    if relation.symmetric:
        return min(subject, object), relation.name, max(subject, object)
    inverse = relations.get(relation.inverse or "")
    if inverse is None or _preference(relation) <= _preference(inverse):
        return subject, relation.name, object
    return object, inverse.name, subject


def _preference(relation: Relation) -> tuple[int, int, str]:
    """Sort the wider relation first; no class at all is no limit."""
    sides = (relation.domain, relation.range)
    unlimited = sum(not admitted for admitted in sides)
    return -unlimited, -sum(len(admitted) for admitted in sides), relation.name


def _merge(key: Key, claims: Iterable[Claim]) -> Statement:
    ordered = sorted(claims, key=_reading_order)
    supporting = tuple(claim for claim in ordered if not _refutes(claim))
    refuting = tuple(claim for claim in ordered if _refutes(claim))
    return Statement(
        id=mint("statement", *key),
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
