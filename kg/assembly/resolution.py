"""One entity for one thing across documents.

Mapping already gives known actors and equal names one id. What is left here is to agree on name, type and
country, and to join a person named in part (*Erdogan*) with the one person whose name ends in it. Nothing is
matched by likeness: a wrong merge puts words into a stranger's mouth, a missed one only leaves two nodes.

Things and places do not speak. What is known only as a holder and was not taken for a person, an organisation or a state
is therefore tried as a person's name, too: *Mikheev*, a town to the recogniser, once said something.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ..ids import fold
from ..types import IRI, Claim, Entity, Holder, Role

__all__ = ["resolve_entities"]

PERSON = "person"  # the kind in the ids of people who have a name
SPEAKERS = {
    PERSON: "Person",
    "individual": "Person",  # told apart by a correction: never to be joined
    "state": "State",
    "org": "Organization",
}  # class of what is only known as a holder
SPEAKER = "Actor"  # class of a holder of any other kind: whoever speaks is an actor


@dataclass(slots=True)
class _Votes:
    """How often each name, type and country was given to one id."""

    names: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    same_as: set[IRI] = field(default_factory=set)


def resolve_entities(claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], tuple[Entity, ...]]:
    """Return the claims about resolved entities, and these entities in the order of their ids."""
    claims = tuple(claims)
    entities, speakers = _merge_by_id(claims)
    fuller = _find_fuller_names(entities, speakers)
    for short in sorted(fuller):
        entities[fuller[short]] = _absorb(entities[fuller[short]], entities[short])
    resolved = {id: entities[fuller.get(id, id)] for id in entities}
    kept = tuple(entities[id] for id in sorted(entities) if id not in fuller)
    return tuple(_rewrite(claim, resolved) for claim in claims), kept


def _merge_by_id(claims: Iterable[Claim]) -> tuple[dict[IRI, Entity], set[IRI]]:
    """Return the entities by id, and which of them are known only as holders."""
    votes: dict[IRI, _Votes] = {}
    holders: dict[IRI, Counter[str]] = {}
    for claim in claims:
        for entity in _mentioned(claim):
            _count(votes.setdefault(entity.id, _Votes()), entity)
        for holder in claim.holders:
            if holder.entity is not None:
                holders.setdefault(holder.entity, Counter())[holder.name] += 1
    entities = {id: _elect(id, ballot) for id, ballot in votes.items()}
    speakers = holders.keys() - entities.keys()
    for id in speakers:
        entities[id] = Entity(id=id, type=SPEAKERS.get(_kind(id), SPEAKER), name=_winner(holders[id]))
    return entities, speakers


def _mentioned(claim: Claim) -> Iterator[Entity]:
    yield claim.subject
    yield claim.object
    for role in claim.roles:
        yield role.filler


def _count(votes: _Votes, entity: Entity) -> None:
    votes.names[entity.name] += 1
    votes.types[entity.type] += 1
    if entity.country is not None:
        votes.countries[entity.country] += 1
    votes.aliases.update(entity.aliases)
    votes.same_as.update(entity.same_as)


def _elect(id: IRI, votes: _Votes) -> Entity:
    name = _winner(votes.names)
    return Entity(
        id=id,
        type=_winner(votes.types),
        name=name,
        country=_winner(votes.countries) if votes.countries else None,
        aliases=tuple(sorted((votes.aliases | set(votes.names)) - {name})),
        same_as=tuple(sorted(votes.same_as)),
    )


def _winner(votes: Counter[str]) -> str:
    """Return what most say; among equals the first in the alphabet."""
    return min(votes, key=lambda word: (-votes[word], word))


def _kind(id: IRI) -> str:
    return id.rpartition("entity:")[2].partition(":")[0]


def _find_fuller_names(entities: Mapping[IRI, Entity], speakers: Collection[IRI]) -> dict[IRI, IRI]:
    """Map each person named in part to the person meant, where the corpus knows just one."""
    words = {id: tuple(fold(entity.name).split()) for id, entity in entities.items()}
    people: dict[str, list[IRI]] = {}  # by surname
    for id in sorted(entities):
        if words[id] and _kind(id) == PERSON:
            people.setdefault(words[id][-1], []).append(id)
    fuller: dict[IRI, IRI] = {}
    for id, name in words.items():
        if not name or not (_kind(id) == PERSON or (id in speakers and _kind(id) not in SPEAKERS)):
            continue
        longer = [
            other for other in people.get(name[-1], ()) if other != id and _is_part(id, name, words[other])
        ]
        full = [other for other in longer if not any(_ends_in(words[o], words[other]) for o in longer)]
        if len(full) == 1 and _same_country(entities[id], entities[full[0]]):
            fuller[id] = full[0]
    return fuller


def _is_part(id: IRI, name: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Return whether a name is the end of a longer one, or, of what was not taken for a person, the same."""
    return _ends_in(full, name) or (_kind(id) != PERSON and full == name)


def _ends_in(full: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return len(full) > len(part) and full[-len(part) :] == part


def _same_country(one: Entity, other: Entity) -> bool:
    return one.country is None or other.country is None or one.country == other.country


def _absorb(entity: Entity, short: Entity) -> Entity:
    return replace(
        entity,
        country=entity.country or short.country,
        aliases=tuple(sorted({*entity.aliases, short.name, *short.aliases} - {entity.name})),
        same_as=tuple(sorted({*entity.same_as, *short.same_as})),
    )


def _rewrite(claim: Claim, resolved: Mapping[IRI, Entity]) -> Claim:
    return replace(
        claim,
        subject=resolved[claim.subject.id],
        object=resolved[claim.object.id],
        roles=tuple(Role(role.name, resolved[role.filler.id]) for role in claim.roles),
        holders=tuple(_rewrite_holder(holder, resolved) for holder in claim.holders),
    )


def _rewrite_holder(holder: Holder, resolved: Mapping[IRI, Entity]) -> Holder:
    return holder if holder.entity is None else holder._replace(entity=resolved[holder.entity].id)
