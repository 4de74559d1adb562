"""Statements that cannot all hold, each with who holds which side. Nothing is decided here: both sides stay.

Within what is said of one relation between two things (this module); where several times are told of it, each is a statement:

* denial    one holder says it is so, another that it is not
* reversal  one holder says the one and later the other
* date      what happens once is given two dates that cannot both be right
* value     one deal or event is given two amounts or numbers that cannot both be right

Between statements (``rivals``): two fillers where there is room for one, two reports that swap who does it to whom,
a promise and a refusal.

Only modalities that commit the speaker can clash: *might* and *might not* are both true, and a threat is not
contradicted by a plan, which is another statement. Nor can relations clash that only say that there is some relation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, product

from ..ontology import Relation
from ..resources import word_list
from ..types import IRI, Conflict, ConflictKind, Document, Entity, Interval, Modality, Statement
from .corroboration import Key
from .positions import COMMITTED, Position, Sources, apart, conflict, said_by, same_matter, same_theme
from .quantities import Quantity, disagree, read_quantities
from .rivals import find_rivals

__all__ = ["find_conflicts"]

VAGUE = ("open", "abstract")  # tiers of relations under which different words become one statement


def find_conflicts(
    statements: Iterable[Statement],
    documents: Mapping[IRI, Document],
    entities: Iterable[Entity],
    relations: Mapping[str, Relation],
) -> tuple[Conflict, ...]:
    """Return what clashes, in the order of the conflicts' ids."""
    sources = Sources(documents, {entity.id: entity for entity in entities})
    telling = [each for each in statements if _is_telling(each, relations)]
    groups: dict[Key, list[Statement]] = {}
    for each in telling:
        if each.modality in COMMITTED:
            groups.setdefault(Key(each.subject, each.relation, each.object, each.modality), []).append(each)
    within = (
        clash for key, group in groups.items() for clash in _find_within(key, group, sources, relations)
    )
    found = chain(within, find_rivals(telling, sources, relations))
    return tuple(sorted(_each_once(found), key=lambda clash: clash.id))


def _each_once(found: Iterable[Conflict]) -> Iterable[Conflict]:
    """Return of conflicts between the same words the surest: who buys the jets also buys from their maker.

    Who promises and says that it will not is not denied by itself besides.
    """
    kept: dict[tuple[object, ...], Conflict] = {}
    promises: set[tuple[object, ...]] = set()
    for clash in sorted(found, key=lambda clash: (-_confidence(clash), clash.id)):
        passages = tuple(
            tuple(sorted((claim.evidence.document, claim.evidence.extent) for claim in side.claims))
            for side in clash.sides
        )
        kept.setdefault((clash.kind, clash.reason, passages), clash)
        if clash.kind is ConflictKind.PROMISE:
            promises.add(passages)
    return [
        clash
        for (kind, _, passages), clash in kept.items()
        if kind is not ConflictKind.DENIAL or passages not in promises
    ]


def _confidence(clash: Conflict) -> float:
    return min(claim.evidence.confidence for side in clash.sides for claim in side.claims)


def _is_telling(statement: Statement, relations: Mapping[str, Relation]) -> bool:
    relation = relations.get(statement.relation)
    return relation is None or relation.tier not in VAGUE


def _find_within(
    key: Key, statements: Sequence[Statement], sources: Sources, relations: Mapping[str, Relation]
) -> Iterator[Conflict]:
    support = [place for each in statements for place in sources.place(each, each.supporting)]
    refute = [place for each in statements for place in sources.place(each, each.refuting)]
    yield from _find_denial(support, refute)
    yield from _find_reversals(support, refute)
    if key.modality is Modality.ASSERTED:
        relation = relations.get(key.relation)
        once = key.relation in word_list("one_time_relations") or bool(relation and relation.functional)
        yield from _find_dates([place for place in support if place.claim.time is not None]) if once else ()
        deal = once or key.relation in word_list("priced_relations")
        yield from _find_values(support, deal)


def _find_denial(support: list[Position], refute: list[Position]) -> Iterator[Conflict]:
    pairs = [pair for pair in product(support, refute) if _answers(*pair) and pair[0].who != pair[1].who]
    if pairs:
        said, denied = zip(*pairs, strict=True)
        reason = f"said to be so by {said_by(said)}; said not to be so by {said_by(denied)}"
        yield conflict(ConflictKind.DENIAL, (said, denied), reason)


def _answers(said: Position, denied: Position) -> bool:
    """Return whether the second can be meant as an answer to the first.

    Where nobody is named who says that it is not so, another paper may speak of another occasion: then both must be
    dated, or stand in one document.
    """
    told = bool(denied.claim.holders) or denied.claim.modality is Modality.DENIED
    together = said.claim.evidence.document == denied.claim.evidence.document or _both_dated(said, denied)
    return same_matter(said, denied) and (told or together)


def _find_reversals(support: list[Position], refute: list[Position]) -> Iterator[Conflict]:
    pairs = [pair for pair in product(support, refute) if same_matter(*pair) and _turned(*pair)]
    for who in sorted({one.who for one, _ in pairs}):
        said, denied = zip(*(pair for pair in pairs if pair[0].who == who), strict=True)
        reason = (
            f"{min(one.holder for one in said)} says that it is so on {_days(said)} "
            f"and that it is not on {_days(denied)}"
        )
        yield conflict(ConflictKind.REVERSAL, (said, denied), reason, who)


def _turned(one: Position, other: Position) -> bool:
    days = {one.day, other.day}
    return one.speaker and one.who == other.who and None not in days and len(days) == 2


def _days(positions: Iterable[Position]) -> str:
    return ", ".join(sorted({str(position.day) for position in positions}))


def _find_dates(support: list[Position]) -> Iterator[Conflict]:
    pairs = [pair for pair in combinations(support, 2) if _dates_clash(*pair)]
    if pairs:
        dated = _grouped((position, _date_text(position.claim.time)) for position in chain(*pairs))
        reason = f"happens once, but is dated {_each(dated)}"
        yield conflict(ConflictKind.DATE, dated.values(), reason)


def _dates_clash(one: Position, other: Position) -> bool:
    return one.origin != other.origin and same_theme(one, other) and apart(one.claim.time, other.claim.time)


def _date_text(time: Interval | None) -> str:
    if time is None:
        return ""
    return " to ".join(dict.fromkeys(day.isoformat() for day in (time.begin, time.end) if day))


def _find_values(support: list[Position], deal: bool) -> Iterator[Conflict]:
    """Find amounts that differ. What is no single deal by its relation must be dated, and alike, to be one."""
    if len({each.origin for each in support}) < 2:
        return
    quantities = [(each, read_quantities(each.claim)) for each in support]
    clashing: list[tuple[Position, Quantity]] = []
    for (one, left), (other, right) in combinations([each for each in quantities if each[1]], 2):
        if one.origin == other.origin or not same_matter(one, other) or not (deal or _both_dated(one, other)):
            continue
        for this, that in product(left, right):
            if disagree(this, that):
                clashing += [(one, this), (other, that)]
    for unit in sorted({quantity.unit for _, quantity in clashing}):
        given = _grouped((each, quantity.text) for each, quantity in clashing if quantity.unit == unit)
        reason = f"one deal or event, but the figures differ: {_each(given)}"
        yield conflict(ConflictKind.VALUE, given.values(), reason, unit)


def _both_dated(one: Position, other: Position) -> bool:
    return all(each.claim.time and each.claim.time.begin and each.claim.time.end for each in (one, other))


def _grouped(pairs: Iterable[tuple[Position, str]]) -> dict[str, list[Position]]:
    groups: dict[str, list[Position]] = {}
    for position, text in sorted(pairs, key=lambda pair: (pair[1], str(pair[0]), repr(pair[0].claim))):
        groups.setdefault(text, []).append(position)
    return groups


def _each(groups: Mapping[str, Iterable[Position]]) -> str:
    return "; ".join(
        f"{text} by {holder}"
        for text, group in groups.items()
        for holder in sorted({position.holder for position in group})
    )
