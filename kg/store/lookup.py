"""Entities by what people call them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, NamedNode

from ..errors import QueryError
from ..ids import fold
from ..types import IRI
from .vocabulary import ALIAS, LABEL, PREFIXES, shorten

__all__ = ["Named", "find_entities", "find_entity"]


class Named(NamedTuple):
    """An entity and its name."""

    id: IRI
    name: str


def find_entities(store: pyoxigraph.Store, words: str) -> tuple[Named, ...]:
    """Return the entities of an IRI, prefixed name or name; other names count only where no main name fits.

    Case, accents and spacing do not matter.
    """
    names = dict(_names(store, LABEL))
    key = fold(words)
    found = {iri for iri in names if words in (iri, shorten(iri))}
    found = found or {iri for iri, name in names.items() if fold(name) == key}
    found = found or {iri for iri, name in _names(store, ALIAS) if fold(name) == key}
    return tuple(Named(iri, names.get(iri, iri)) for iri in sorted(found))


def find_entity(store: pyoxigraph.Store, words: str) -> Named:
    """Return the one entity of an IRI or name, or raise and say which there are."""
    found = find_entities(store, words)
    if not found:
        raise QueryError(f"nothing here is called {words!r}")
    if len(found) > 1:
        raise QueryError(
            f"{words!r} can be {', '.join(shorten(each.id) for each in found)}; ask for one of them"
        )
    return found[0]


def _names(store: pyoxigraph.Store, predicate: NamedNode) -> Iterator[tuple[IRI, str]]:
    for quad in store.quads_for_pattern(None, predicate, None, DefaultGraph()):
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, Literal):
            continue
        if quad.subject.value.startswith(PREFIXES["e"]):
            yield IRI(quad.subject.value), quad.object.value
