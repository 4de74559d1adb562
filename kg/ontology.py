"""The ontology as the pipeline reads it: classes, relations, frames, actors. Plain values, no RDF inside.

Turtle is read with Oxigraph's parser, which is fast enough to read at every start.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .types import IRI, Modality


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A property between things. Domain and range are class names; an empty tuple admits anything.

    ``parents`` runs from the nearest to the farthest. ``content`` marks relations whose object may be an event.
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
    ``{"obj": {"sanction", "embargo"}}``. ``roles`` names further participants.
    """

    relation: str
    lemma: str
    pos: str = "VERB"
    subject: tuple[str, ...] = ("nsubj",)
    object: tuple[str, ...] = ("obj",)
    given: Mapping[str, frozenset[str]] = field(default_factory=dict)
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    content: Content | None = None
    modality: Modality | None = None
    negative: bool = False
    confidence: float = 0.8
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A gazetteer entry. ``names`` are folded; ``demonyms`` are adjectives and people; ``seats`` stand for it."""

    id: IRI
    type: str
    name: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    country: str | None = None
    wikidata: str | None = None


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
