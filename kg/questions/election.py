"""Claims read with something in the gap, and the pattern that most of them agree on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..ids import fold, home_of
from ..ontology import Ontology
from ..types import Claim, Entity, Modality, Polarity
from .fillers import class_of
from .surface import Form
from .values import Ask, End, Pattern

__all__ = ["OPEN", "Found", "elect", "end_of", "key_of", "names_others", "pattern_of", "places", "shape_of"]

OPEN = "relatedTo"  # says no more than that there is some relation
_SHARE = 0.34  # of the votes of the likeliest relation that another must have to be asked for, too
_ALSO = 0.25  # of the support of the best shape that another needs to be asked for, too
_ROLES, _UNNAMED, _INNER = (
    0.6,
    0.8,
    0.5,
)  # how much a gap in a role, a nameless end or a claim inside a claim weighs


class Found(NamedTuple):
    """A claim with the gap filled, which part of it the filler is, and the key of the filler."""

    claim: Claim
    ask: Ask
    filler: str
    role: str = ""


def places(claims: Iterable[Claim], filler: str, form: Form) -> Iterator[Found]:
    """Yield the claims in which a filler is something, with what it is."""
    key = key_of(filler.removeprefix("fifty ") if form.number else filler)
    claims = tuple(claims)
    for claim in claims:
        if claim.relation == OPEN:
            continue
        if _is(claim.subject, key):
            yield Found(claim, Ask.SUBJECT, key)
        elif _is(claim.object, key):
            yield Found(claim, Ask.OBJECT, key)
        elif role := next((role.name for role in claim.roles if _is(role.filler, key)), ""):
            yield Found(claim, Ask.ROLE, key, role)
        elif any(key_of(holder.name) == key for holder in claim.holders):
            denied = claim.polarity is Polarity.NEGATIVE and claim.embedded_under == "denies"
            yield Found(claim, Ask.DENIER if denied else Ask.HOLDER, key)


def _is(entity: Entity, key: str) -> bool:
    return key_of(entity.name) == key


def key_of(name: str) -> str:
    """Return what two spellings of a name share: folded, without article and the ending of a plural."""
    key = fold(name).removeprefix("the ")
    return key[:-1] if key.endswith("s") and len(key) > 3 else key


def elect(found: Sequence[Found], form: Form, ontology: Ontology) -> Pattern | None:
    """Return the pattern that most fillers agree on: the part asked for first, then the relation."""
    if any(
        each.ask in (Ask.HOLDER, Ask.DENIER) for each in found
    ):  # *who denies that …* asks for the content, not for the word
        found = [each for each in found if each.claim.relation != "denies"]
    shapes: dict[tuple[Ask, str, str], list[Found]] = defaultdict(list)
    for each in found:
        shapes[each.ask, each.role, shape_of(each)].append(each)
    if not shapes:
        return None
    support = {shape: _support(found) for shape, found in shapes.items()}
    first, *rest = sorted(support, key=lambda shape: (-support[shape], shape))
    kept = [
        shape
        for shape in rest
        if support[shape] >= _ALSO * support[first] and shape[2].endswith(first[2].rpartition("|")[2])
    ]
    best, *others = (pattern_of(shapes[shape], form, ontology) for shape in (first, *kept))
    return replace(best, also=tuple(each for each in others if each.polarity is best.polarity))


def _support(found: Sequence[Found]) -> float:
    """Return how strongly claims of one shape speak for it: a main clause with a named end before any other."""
    each = found[0]
    weight = _ROLES if each.ask is Ask.ROLE else 1.0
    if not names_others(each):
        weight *= _UNNAMED
    if each.claim.embedded_under and each.ask in (Ask.SUBJECT, Ask.OBJECT):
        weight *= _INNER
    return weight * sum(other.claim.evidence.confidence for other in found)


def names_others(found: Found) -> bool:
    """Tell whether all ends beside the gap have names of their own."""
    return all(end_of(end).named for end in _others(found))


def _others(found: Found) -> tuple[Entity, ...]:
    claim = found.claim
    return {Ask.SUBJECT: (claim.object,), Ask.OBJECT: (claim.subject,)}.get(
        found.ask, (claim.subject, claim.object)
    )


def shape_of(found: Found) -> str:
    """Return what claims share that differ in their relation or their filler only."""
    return "|".join(
        (*(key_of(end.name) for end in _others(found)), found.claim.polarity, found.claim.modality)
    )


def pattern_of(chosen: Sequence[Found], form: Form, ontology: Ontology) -> Pattern:
    """Return the pattern of claims of one shape, with all relations that enough of them have."""
    votes: dict[str, float] = defaultdict(float)
    for each in chosen:
        votes[each.claim.relation] += each.claim.evidence.confidence
    most = max(votes.values())
    relations = tuple(
        sorted((r for r, share in votes.items() if share >= _SHARE * most), key=lambda r: (-votes[r], r))
    )
    first = next(each for each in chosen if each.claim.relation == relations[0])
    claim = first.claim
    content = first.ask in (Ask.HOLDER, Ask.DENIER)
    dated = next((each.claim for each in chosen if each.claim.time), claim)
    return Pattern(
        ask=first.ask,
        subject=None if first.ask is Ask.SUBJECT else end_of(claim.subject),
        relations=relations,
        object=None if first.ask is Ask.OBJECT else end_of(claim.object),
        roles=tuple(
            (role.name, end_of(role.filler))
            for role in claim.roles
            if not first.filler or first.filler not in key_of(role.filler.name)
        ),
        role=first.role,
        kind="" if form.number else class_of(form.noun, ontology),
        polarity=Polarity.POSITIVE if first.ask is Ask.DENIER else claim.polarity,
        modality=Modality.ASSERTED if content else claim.modality,
        begin=dated.time.begin if dated.time else None,
        end=dated.time.end if dated.time else None,
    )


def end_of(entity: Entity) -> End:
    """Return an entity as the end of a pattern."""
    return End(entity.name, entity.id, home_of(entity.id) is None)
