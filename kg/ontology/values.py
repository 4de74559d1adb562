"""The ontology as the pipeline reads it: classes, relations, frames, actors. Plain values, no RDF inside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..ids import fold
from ..types import IRI, Modality


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A property between things. Domain and range are class names; an empty tuple admits anything.

    ``parents`` runs from the nearest to the farthest. ``tier`` is ``abstract`` for the roots of the tree, which no
    frame should name, ``core`` or ``extension`` for the others and ``open`` for the fallback ``relatedTo``.
    """

    name: str
    label: str
    parents: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    symmetric: bool = False
    inverse: str | None = None
    functional: bool = False
    event: str | None = None  # PLOVER event type
    mode: str | None = None  # PLOVER mode, when there is just one
    cameo: tuple[str, ...] = ()
    quad: str | None = None
    tier: str = "extension"
    comment: str = ""


class Content(NamedTuple):
    """What a frame does with a clause or nominal in one of its roles: *threatens to impose sanctions*."""

    roles: tuple[str, ...]
    modality: Modality | None = None
    negate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One way in which English says a relation.

    ``subject`` and ``object`` list alternatives, each a path of argument roles: ``obl:on`` or
    ``obj>nmod:on`` (the role ``nmod:on`` of the noun that is the object). ``given`` asks for heads in roles:
    ``{"obj": {"sanction", "embargo"}}``; a role after ``!`` must be empty, or hold none of the heads. ``roles`` names
    further participants. ``reciprocal`` frames have no object: the members of a plural subject do it to each other.
    ``denied`` frames read only what is denied and state it plainly: *will not allow*. ``object_class`` narrows the
    range of the relation: to *fight inflation* is to attack nobody.
    """

    relation: str
    lemma: str
    pos: str = "VERB"
    subject: tuple[str, ...] = ("nsubj",)
    object: tuple[str, ...] = ("obj",)
    given: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    content: Content | None = None
    reciprocal: bool = False
    modality: Modality | None = None
    negative: bool = False
    denied: bool = False
    object_class: str | None = None
    confidence: float = 0.8
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A gazetteer entry. ``names`` are folded; ``demonyms`` are adjectives and people; ``seats`` stand for it.

    ``country`` is ISO 3166-1 alpha-3, or IGO, NGO, IMG for what belongs to no one state. The first seat is the capital.
    """

    id: IRI
    type: str
    name: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    country: str | None = None
    wikidata: str | None = None
    cased: frozenset[str] = frozenset()  # names so short that they count in capitals only: US, UN, IS


class Designation(NamedTuple):
    """A pattern that tells the class of a name by its form: *S-400* is a weapon system."""

    pattern: re.Pattern[str]
    type: str


def name_key(name: str) -> str:
    """Return what two spellings of a name share: folded, without article, full stops, commas and hyphens.

    >>> name_key("the U.S.") == name_key("US")
    True
    """
    folded = name.casefold() if name.isascii() else fold(name)
    key = " ".join(folded.replace(".", "").replace(",", "").replace("-", " ").split())
    return key.removeprefix("the ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """A read-only view of ``ontology/`` and of the actor tables."""

    superclasses: Mapping[str, tuple[str, ...]]  # class > itself and every class above it
    relations: Mapping[str, Relation]
    frames: Mapping[tuple[str, str], tuple[Frame, ...]]  # (lemma, pos) > frames, the most specific first
    specialisations: Mapping[tuple[str, str], str]  # (relation, content relation) > narrower relation
    actors: tuple[Actor, ...]
    nouns: Mapping[str, str]  # head noun of a nominal or name > class ("ministry" > Ministry)
    digest: str  # of everything above: part of cache keys
    places: tuple[Actor, ...] = ()  # cities and regions, for names that do not act
    bodies: Mapping[str, str] = field(default_factory=dict)  # key of what any state has > class
    body_names: Mapping[str, str] = field(default_factory=dict)  # the same key > the name kg gives it
    offices: Mapping[str, str] = field(default_factory=dict)  # folded title > relation to state or body
    designations: tuple[Designation, ...] = ()
    _names: dict[str, Actor] = field(init=False, repr=False, compare=False)
    _demonyms: dict[str, Actor] = field(init=False, repr=False, compare=False)
    _seats: dict[str, Actor] = field(init=False, repr=False, compare=False)
    _places: dict[str, Actor] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_names", _index((actor, actor.names) for actor in self.actors))
        object.__setattr__(self, "_demonyms", _index((actor, actor.demonyms) for actor in self.actors))
        unions_first = sorted(self.actors, key=lambda actor: actor.type == "State")  # Brussels is not Belgium
        object.__setattr__(self, "_seats", _index((actor, actor.seats) for actor in unions_first))
        object.__setattr__(self, "_places", _index((place, place.names) for place in self.places))

    def find_actor(self, name: str) -> Actor | None:
        """Return the actor of this name or acronym; a small-letter word names nobody (*us*, *turkey*)."""
        actor = _look_up(self._names, name)
        if actor and name_key(name) in actor.cased and any(char.islower() for char in _bare(name)):
            return None
        return actor

    def find_demonym(self, word: str) -> Actor | None:
        """Return whose adjective or people this is: *Turkish*, *Turks*."""
        return _look_up(self._demonyms, word)

    def find_seat(self, name: str) -> Actor | None:
        """Return the state or union whose capital or seat of power this is, so that the name may stand for it."""
        return _look_up(self._seats, name)

    def find_place(self, name: str) -> Actor | None:
        """Return the city or region of this name; its ``country`` says where it lies."""
        return _look_up(self._places, name)

    def designate(self, name: str) -> str | None:
        """Return the class that the form of a name betrays: ``WeaponSystem`` for *Su-35*."""
        return next((kind for pattern, kind in self.designations if pattern.fullmatch(name)), None)

    def is_a(self, kind: str, ancestor: str) -> bool:
        """Tell whether a class is another or below it."""
        return ancestor in self.superclasses.get(kind, (kind,))

    def admits(self, wanted: tuple[str, ...], kind: str) -> bool:
        """Tell whether a thing of this class may fill a domain or range.

        What is only known to be some wider thing may: it could be of the wanted class.
        """
        return not wanted or any(self.is_a(kind, want) or self.is_a(want, kind) for want in wanted)

    def is_below(self, relation: str, ancestor: str) -> bool:
        """Tell whether a relation is another or a kind of it."""
        return relation == ancestor or ancestor in self.relations[relation].parents

    def specialise(self, relation: str, content: str) -> str:
        """Return the narrower relation for a content: *threatens* with *sanctions* is *threatensSanctions*."""
        for wider in (content, *self.relations[content].parents):
            if (relation, wider) in self.specialisations:
                return self.specialisations[relation, wider]
        return relation


def _bare(name: str) -> str:
    return name[4:] if name[:4].lower() == "the " else name


def _index(entries: Iterable[tuple[Actor, tuple[str, ...]]]) -> dict[str, Actor]:
    index: dict[str, Actor] = {}
    for actor, names in entries:
        for name in names:
            index.setdefault(name_key(name), actor)
    return index


def _look_up(index: Mapping[str, Actor], name: str) -> Actor | None:
    return index.get(name_key(name)) if name != name.lower() else None
