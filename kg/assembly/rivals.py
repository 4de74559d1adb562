"""Statements that clash with another statement.

* denial    one confirms what another denies
* value     two fillers where there is room for one: two ministers of one office on one day
* role      two reports of the same words that swap who does it to whom
* promise   a party binds itself to something and refuses the same

All are found by looking up the other statement by its key, so that the work grows with the statements, not with
their pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import combinations, product

from ..ids import fold
from ..ontology import Relation
from ..resources import table
from ..types import IRI, Claim, Conflict, ConflictKind, Interval, Modality, Polarity, Statement
from .positions import COMMITTED, Position, Sources, apart, conflict, said_by, same_matter, same_theme

__all__ = ["find_rivals"]

ALIKE = 0.7  # share of words that two sentences have in common if they are reports of the same one
PROMISED = (Modality.PLANNED, Modality.OFFERED)
_WORD = re.compile(r"\w+")

Passage = tuple[IRI, int, str]  # document, where the sentence begins, relation of the claim that embeds


def find_rivals(
    statements: Sequence[Statement], sources: Sources, relations: Mapping[str, Relation]
) -> Iterator[Conflict]:
    """Yield conflicts between statements, each once."""
    yield from _find_contraries(statements, sources)
    yield from _find_fillers(statements, sources, relations)
    yield from _find_swaps(statements, sources, relations)
    yield from _find_promises(statements, sources)


# --- confirmed and denied ---------------------------------------------------------------------


def _find_contraries(statements: Iterable[Statement], sources: Sources) -> Iterator[Conflict]:
    kept = [
        each
        for each in statements
        if each.modality is Modality.ASSERTED and each.supporting and not _is_actor(each.object)
    ]
    for one_relation, other_relation in table("contraries"):
        others: dict[IRI, list[Statement]] = {}
        for statement in kept:
            if statement.relation == other_relation:
                others.setdefault(statement.object, []).append(statement)
        for one in kept:
            rivals = others.get(one.object, ()) if one.relation == one_relation else ()
            for other in rivals:
                if one.subject != other.subject:
                    yield from _contrary(one, other, sources)


def _is_actor(entity: IRI) -> bool:
    """Return whether something is a person, body or place: what is confirmed or denied is what happened."""
    return entity.rpartition("entity:")[2].partition(":")[0] in ("person", "org", "state", "place")


def _contrary(one: Statement, other: Statement, sources: Sources) -> Iterator[Conflict]:
    left, right = (sources.place(each, each.supporting) for each in (one, other))
    pairs = [pair for pair in product(left, right) if same_matter(*pair)]
    if pairs:
        sides = list(zip(*pairs, strict=True))
        given = "; ".join(
            f"{_name(each.subject, sources)} {each.relation} {_name(each.object, sources)}, as reported by "
            f"{said_by(side)}"
            for each, side in zip((one, other), sides, strict=True)
        )
        holders = [_name(each.subject, sources) for each in (one, other)]
        yield conflict(ConflictKind.DENIAL, sides, given, holders=holders)


# --- room for one -----------------------------------------------------------------------------


def _find_fillers(
    statements: Iterable[Statement], sources: Sources, relations: Mapping[str, Relation]
) -> Iterator[Conflict]:
    rooms: dict[tuple[str, IRI], list[Statement]] = {}
    for statement in statements:
        one = _room(statement.relation, relations)
        if one and statement.modality is Modality.ASSERTED and statement.supporting:
            fixed = statement.object if one == "subject" else statement.subject
            rooms.setdefault((statement.relation, fixed), []).append(statement)
    for (relation, fixed), rivals in rooms.items():
        one = _room(relation, relations)
        for pair in combinations(sorted(rivals, key=lambda each: each.id), 2):
            fillers = [each.subject if one == "subject" else each.object for each in pair]
            if not _may_be_one(fillers, sources):
                yield from _filler_conflict(pair, fillers, fixed, sources)


def _filler_conflict(
    pair: Sequence[Statement], fillers: Sequence[IRI], fixed: IRI, sources: Sources
) -> Iterator[Conflict]:
    left, right = (sources.place(each, each.supporting) for each in pair)
    clashing = [
        (one, other)
        for one, other in product(left, right)
        if one.origin != other.origin and same_theme(one, other) and _same_time(one, other)
    ]
    if clashing:
        sides = list(zip(*clashing, strict=True))
        given = "; ".join(
            f"{_name(filler, sources)} by {said_by(side)}"
            for filler, side in zip(fillers, sides, strict=True)
        )
        reason = f"{_name(fixed, sources)} has room for one {pair[0].relation}, but two are given: {given}"
        yield conflict(ConflictKind.VALUE, sides, reason)


def _room(relation: str, relations: Mapping[str, Relation]) -> str:
    known = relations.get(relation)
    return _one_at_a_time().get(relation) or ("object" if known and known.functional else "")


def _may_be_one(fillers: Sequence[IRI], sources: Sources) -> bool:
    """Return whether two fillers may be one under two names: *Erdogan* and *Bilal Erdogan* are not told apart."""
    words = [set(fold(_name(filler, sources)).split()) for filler in fillers]
    return words[0] <= words[1] or words[1] <= words[0]


def _same_time(one: Position, other: Position) -> bool:
    """Return whether two claims are of the same days; what has no time is true on the day of its document."""
    times = [_time(position) for position in (one, other)]
    return None not in times and not apart(*times)


def _time(position: Position) -> Interval | None:
    stated = position.claim.time
    if stated is not None and (stated.begin or stated.end):
        return stated
    day: date | None = position.day
    return Interval(day, day, "") if day else None


# --- who does it to whom ----------------------------------------------------------------------


def _find_swaps(
    statements: Iterable[Statement], sources: Sources, relations: Mapping[str, Relation]
) -> Iterator[Conflict]:
    known: dict[tuple[IRI, str, IRI, Modality], list[Statement]] = {}
    for each in statements:
        if each.supporting and each.subject < each.object:
            known.setdefault(_key(each), []).append(each)
    for other in statements:
        relation = relations.get(other.relation)
        if other.modality not in COMMITTED or (relation is not None and relation.symmetric):
            continue
        for one in known.get((other.object, other.relation, other.subject, other.modality), ()):
            yield from _find_swap(one, other, sources)


def _find_swap(one: Statement, other: Statement, sources: Sources) -> Iterator[Conflict]:
    left, right = (sources.place(each, each.supporting) for each in (one, other))
    both = {_sentence(each) for each in left} & {_sentence(each) for each in right}
    told = [[each for each in side if _sentence(each) not in both] for side in (left, right)]
    pairs = [pair for pair in product(*told) if _same_report(*pair)]
    if pairs:
        sides = list(zip(*pairs, strict=True))
        given = "; ".join(
            f"{_name(each.subject, sources)} {each.relation} {_name(each.object, sources)} by {said_by(side)}"
            for each, side in zip((one, other), sides, strict=True)
        )
        yield conflict(ConflictKind.ROLE, sides, f"reports of the same words swap the parties: {given}")


def _key(statement: Statement) -> tuple[IRI, str, IRI, Modality]:
    return statement.subject, statement.relation, statement.object, statement.modality


def _sentence(position: Position) -> tuple[IRI, int]:
    evidence = position.claim.evidence
    return evidence.document, evidence.sentence_extent.start


def _same_report(one: Position, other: Position) -> bool:
    """Return whether two documents report the same words of the same speaker, or the same in their own voice."""
    if one.origin == other.origin or one.speaker != other.speaker or (one.speaker and one.who != other.who):
        return False
    words = [set(_WORD.findall(fold(each.claim.evidence.sentence))) for each in (one, other)]
    return len(words[0] & words[1]) >= ALIKE * len(words[0] | words[1])


# --- promise and refusal ----------------------------------------------------------------------


def _find_promises(statements: Sequence[Statement], sources: Sources) -> Iterator[Conflict]:
    parties = _bound_parties(statements)
    refused: dict[tuple[IRI, str, IRI], list[tuple[Statement, list[Claim]]]] = {}
    for statement in statements:
        refusals = [
            claim
            for claim in statement.refuting
            if _binds(claim, "refusal", statement, parties, sources) or _will_not(claim, statement, sources)
        ]
        if refusals:
            refused.setdefault(_key(statement)[:3], []).append((statement, refusals))
    for statement in statements:
        against = refused.get(_key(statement)[:3], ()) if statement.modality in PROMISED else ()
        for refusal, refusals in against:
            promises = [c for c in statement.supporting if _binds(c, "promise", statement, parties, sources)]
            sides = (sources.place(statement, promises), sources.place(refusal, refusals))
            yield from _broken_promise(statement, *sides, sources)


def _broken_promise(
    statement: Statement, promised: Iterable[Position], refused: Iterable[Position], sources: Sources
) -> Iterator[Conflict]:
    pairs = [pair for pair in product(promised, refused) if same_matter(*pair)]
    if pairs:
        sides = list(zip(*pairs, strict=True))
        party = _name(statement.subject, sources)
        reason = (
            f"{party} binds itself to it, as reported by {said_by(sides[0])}, "
            f"and refuses it, as reported by {said_by(sides[1])}"
        )
        yield conflict(ConflictKind.PROMISE, sides, reason, statement.id, holders=[party])


def _bound_parties(statements: Iterable[Statement]) -> dict[Passage, set[IRI]]:
    """Return who promises or refuses in each sentence that has a promise or a refusal."""
    parties: dict[Passage, set[IRI]] = {}
    for statement in statements:
        if statement.relation in _commitments():
            for claim in statement.supporting:
                parties.setdefault(_passage(claim, claim.relation), set()).add(claim.subject.id)
    return parties


def _binds(
    claim: Claim,
    kind: str,
    statement: Statement,
    parties: Mapping[Passage, set[IRI]],
    sources: Sources,
) -> bool:
    """Return whether the party that a content is about is who promises or refuses it."""
    under = claim.embedded_under or ""
    return _commitments().get(under) == kind and any(
        _same_party(party, statement.subject, sources) for party in parties.get(_passage(claim, under), ())
    )


def _will_not(claim: Claim, statement: Statement, sources: Sources) -> bool:
    """Return whether the party itself says that it will not: *"We will not give it up," said Ankara*."""
    speaker = claim.holders[0].entity if claim.holders else None
    return (
        claim.modality is Modality.PLANNED
        and claim.polarity is Polarity.NEGATIVE
        and not claim.condition
        and speaker is not None
        and _same_party(speaker, statement.subject, sources)
    )


def _same_party(one: IRI, other: IRI, sources: Sources) -> bool:
    known = [sources.entities.get(each) for each in (one, other)]
    countries = {entity.country for entity in known if entity is not None}
    return one == other or (None not in known and None not in countries and len(countries) == 1)


def _passage(claim: Claim, relation: str) -> Passage:
    return claim.evidence.document, claim.evidence.sentence_extent.start, relation


# --- words ------------------------------------------------------------------------------------


def _name(entity: IRI, sources: Sources) -> str:
    known = sources.entities.get(entity)
    return known.name if known else entity


@cache
def _one_at_a_time() -> Mapping[str, str]:
    return {row[0]: row[1] for row in table("one_at_a_time")}


@cache
def _commitments() -> Mapping[str, str]:
    return {row[0]: row[1] for row in table("commitments")}
