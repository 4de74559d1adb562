"""One entity for one thing across documents.

Mapping already gives known actors and equal names one id. What is left here is to agree on name, type and
country, and to join a person named in part (*Erdogan*) with the one person whose name ends in it. Nothing is
matched by likeness: a wrong merge puts words into a stranger's mouth, a missed one only leaves two nodes.

What has no name is local to its document, and stays so, but copies of one report tell of the same: there it is that of the
original.

Things and places do not speak. What is known only as a holder and was not taken for a person, an organisation or a state
is therefore tried as a person's name, too: *Mikheev*, a town to the recogniser, once said something.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from ..ids import bare_surname, fold, home_of, local_name, moved_home
from ..types import IRI, Claim, Document, Entity, Holder, Role

__all__ = ["Resolution", "Vote", "count_votes", "elect_entities", "entity_votes", "resolve_entities"]

PERSON = "person"  # the kind in the ids of people who have a name
SPEAKERS = {
    PERSON: "Person",
    "individual": "Person",  # told apart by a correction: never to be joined
    "state": "State",
    "org": "Organization",
}  # class of what is only known as a holder
SPEAKER = "Actor"  # class of a holder of any other kind: whoever speaks is an actor


class Vote(NamedTuple):
    """A word that a claim gives to an id. Votes are counted, and counts add up.

    ``field`` is name, type, country, alias or same_as; or holder, the name of whoever holds a claim.
    """

    entity: IRI
    field: str
    value: str


class Resolution(NamedTuple):
    """What is known of things, in the order of their ids, and who is meant by an id that is short for another."""

    entities: tuple[Entity, ...]
    meant: Mapping[IRI, IRI]

    def rewrite(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """Yield claims about what was resolved."""
        known = {entity.id: entity for entity in self.entities}
        known |= {short: known[full] for short, full in self.meant.items()}
        return (_rewrite(claim, known) for claim in claims)


def resolve_entities(
    claims: Iterable[Claim], documents: Iterable[Document]
) -> tuple[tuple[Claim, ...], tuple[Entity, ...]]:
    """Return the claims about resolved entities, and these entities in the order of their ids."""
    claims = tuple(claims)
    resolution = elect_entities(count_votes(claims), documents)
    return tuple(resolution.rewrite(claims)), resolution.entities


def count_votes(claims: Iterable[Claim]) -> Counter[Vote]:
    """Return how often claims give each word to each id."""
    return Counter(vote for claim in claims for vote in _votes(claim))


def elect_entities(votes: Mapping[Vote, int], documents: Iterable[Document]) -> Resolution:
    """Return the things that claims are about, each as most claims have it; ``documents`` tell which are copies."""
    originals = _find_originals((vote.entity for vote in votes), documents)
    ballots: dict[IRI, dict[str, dict[str, int]]] = {}
    for (id, field, value), count in votes.items():
        ballot = ballots.setdefault(originals.get(id, id), {}).setdefault(field, {})
        ballot[value] = ballot.get(value, 0) + count
    entities = {id: _elect(id, ballot) for id, ballot in ballots.items()}
    speakers = {id for id, ballot in ballots.items() if "name" not in ballot}
    fuller = _find_fuller_names(entities, speakers)
    for short in sorted(fuller):
        entities[fuller[short]] = _absorb(entities[fuller[short]], entities[short])
    meant = fuller | {copy: fuller.get(original, original) for copy, original in originals.items()}
    return Resolution(tuple(entities[id] for id in sorted(entities) if id not in fuller), meant)


def _find_originals(ids: Iterable[IRI], documents: Iterable[Document]) -> dict[IRI, IRI]:
    """Map what is local to a copy to the same in the original."""
    copies = {
        local_name(document.id): local_name(document.origin)
        for document in documents
        if document.origin not in ("", document.id)
    }
    found: dict[IRI, IRI] = {}
    for id in ids if copies else ():
        home = home_of(id)
        if home in copies:
            found[id] = moved_home(id, copies[home])
    return found


def entity_votes(entity: Entity) -> Iterator[Vote]:
    """Yield the words that one mention of an entity gives to it."""
    yield Vote(entity.id, "name", entity.name)
    yield Vote(entity.id, "type", entity.type)
    if entity.country is not None:
        yield Vote(entity.id, "country", entity.country)
    for alias in dict.fromkeys(entity.aliases):
        yield Vote(entity.id, "alias", alias)
    for other in dict.fromkeys(entity.same_as):
        yield Vote(entity.id, "same_as", other)


def _votes(claim: Claim) -> Iterator[Vote]:
    for entity in _mentioned(claim):
        yield from entity_votes(entity)
    for holder in claim.holders:
        if holder.entity is not None:
            yield Vote(holder.entity, "holder", holder.name)


def _mentioned(claim: Claim) -> Iterator[Entity]:
    yield claim.subject
    yield claim.object
    for role in claim.roles:
        yield role.filler


def _elect(id: IRI, ballot: Mapping[str, Mapping[str, int]]) -> Entity:
    names = ballot.get("name")
    if names is None:  # only ever speaks
        return Entity(id=id, type=SPEAKERS.get(_kind(id), SPEAKER), name=_winner(ballot["holder"]))
    name = _winner(names)
    return Entity(
        id=id,
        type=_winner(ballot["type"]),
        name=name,
        country=_winner(ballot["country"]) if "country" in ballot else None,
        aliases=tuple(sorted(({*ballot.get("alias", ()), *names}) - {name})),
        same_as=tuple(sorted(map(IRI, ballot.get("same_as", ())))),
    )


def _winner(votes: Mapping[str, int]) -> str:
    """Return what most say; among equals the first in the alphabet."""
    return min(votes, key=lambda word: (-votes[word], word))


def _kind(id: IRI) -> str:
    return id.rpartition("entity:")[2].partition(":")[0]


def _find_fuller_names(entities: Mapping[IRI, Entity], speakers: Collection[IRI]) -> dict[IRI, IRI]:
    """Map each person named in part to the person meant, where the corpus knows just one."""
    words = {id: _parts(entity.name) for id, entity in entities.items()}
    people: dict[str, list[IRI]] = {}  # by surname
    for id in sorted(entities):
        if words[id] and _kind(id) == PERSON:
            people.setdefault(words[id][-1], []).append(id)
    fuller: dict[IRI, IRI] = {}
    for id, name in words.items():
        if not name or not (_kind(id) == PERSON or (id in speakers and _kind(id) not in SPEAKERS)):
            continue
        longer = [
            other
            for other in people.get(name[-1], ())
            if other != id and (_is_part(id, name, words[other]) or (name == words[other] and other < id))
        ]
        spellings = {o: words[o] for o in longer}
        full = [o for o in longer if not any(_stands_for(o, other, entities, spellings) for other in longer)]
        if len(full) == 1 and _same_country(entities[id], entities[full[0]]):
            fuller[id] = full[0]
    return fuller


def _parts(name: str) -> tuple[str, ...]:
    """Return the words of a name, the last without the article that is spelt in many ways: *el-Sisi*, *al-Sisi*."""
    *given, last = fold(name).split() or [""]
    return (*given, bare_surname(last)) if last else ()


def _stands_for(
    short: IRI, other: IRI, entities: Mapping[IRI, Entity], words: Mapping[IRI, tuple[str, ...]]
) -> bool:
    """Tell whether a name is the end of another, or the same but for the article."""
    twins = words[short] == words[other] and other < short
    return _ends_in(words[other], words[short]) or (twins and _same_country(entities[short], entities[other]))


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
