"""Entities by what people call them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, NamedNode

from ..errors import QueryError
from ..ids import fold
from ..types import IRI
from .vocabulary import ALIAS, LABEL, PREFIXES, shorten

__all__ = ["Named", "Names", "find_entities", "find_entity", "names_in"]


MOST = 5  # things of one name that an error lists: what has no name of its own is another in each report


class Named(NamedTuple):
    """An entity and its name."""

    id: IRI
    name: str


Names = Callable[[NamedNode], Iterable[tuple[IRI, str]]]  # the entities and what they have for a property


def find_entities(names: Names, words: str) -> tuple[Named, ...]:
    """Return the entities of an IRI, prefixed name or name; other names count only where no main name fits.

    Case, accents and spacing do not matter.
    """
    main = dict(names(LABEL))
    key = fold(words)
    found = {iri for iri in main if words in (iri, shorten(iri))}
    found = found or {iri for iri, name in main.items() if fold(name) == key}
    found = found or {iri for iri, name in names(ALIAS) if fold(name) == key}
    return tuple(Named(iri, main.get(iri, iri)) for iri in sorted(found))


def find_entity(names: Names, words: str) -> Named:
    """Return the one entity of an IRI or name, or raise and say which there are."""
    found = find_entities(names, words)
    if not found:
        raise QueryError(f"nothing here is called {words!r}")
    if len(found) > 1:
        shown = ", ".join(shorten(each.id) for each in found[:MOST])
        more = f" and {len(found) - MOST} more" if len(found) > MOST else ""
        raise QueryError(f"{words!r} can be {shown}{more}; ask for one of them")
    return found[0]


def names_in(store: pyoxigraph.Store) -> Names:
    """Return where to look up the names in an open store."""

    def names(predicate: NamedNode) -> Iterator[tuple[IRI, str]]:
        for quad in store.quads_for_pattern(None, predicate, None, DefaultGraph()):
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, Literal):
                continue
            if quad.subject.value.startswith(PREFIXES["e"]):
                yield IRI(quad.subject.value), quad.object.value

    return names
