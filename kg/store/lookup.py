"""Entities by what people call them, and anything by its id, in whichever form it was printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, NamedNode

from ..errors import QueryError
from ..ids import fold, home_of
from ..types import IRI
from ..wording import did_you_mean
from .vocabulary import ALIAS, LABEL, PREFIXES, shorten

__all__ = [
    "Named", "Names", "begun_id", "find_entities", "find_entity", "key_of", "names_in", "with_id",
]  # fmt: skip


_SHORTEST = 4  # characters of an id that may stand for the whole
MOST = 5  # things of one name that an error lists: what has no name of its own is another in each report


class Named(NamedTuple):
    """An entity and its name."""

    id: IRI
    name: str


Names = Callable[[NamedNode], Iterable[tuple[IRI, str]]]  # the entities and what they have for a property


def find_entities(names: Names, words: str) -> tuple[Named, ...]:
    """Return the entities of an IRI, prefixed name or name; other names count only where no main name fits.

    Case, accents and spacing do not matter. An IRI that only one entity's begins with will do.
    """
    main = dict(names(LABEL))
    key = key_of(words)
    found = set(with_id(main, words))
    found = found or {iri for iri, name in main.items() if fold(name) == key}
    found = found or {iri for iri, name in names(ALIAS) if fold(name) == key}
    found = found or set(begun_id(main, words))
    return tuple(Named(iri, main.get(iri, iri)) for iri in sorted(found))


def find_entity(names: Names, words: str) -> Named:
    """Return the one entity of an IRI or name, or raise and say which there are."""
    found = find_entities(names, words)
    if not found:
        known = {name for property in (LABEL, ALIAS) for id, name in names(property) if home_of(id) is None}
        raise QueryError(f"nothing here is called {words!r}{did_you_mean(words, known)}")
    if len(found) > 1:
        shown = ", ".join(shorten(each.id) for each in found[:MOST])
        more = f" and {len(found) - MOST} more" if len(found) > MOST else ""
        raise QueryError(f"{words!r} can be {shown}{more}; ask for one of them")
    return found[0]


def key_of(words: str) -> str:
    """Return what a name is compared by: no accents, no case, and the underscores of completed names as spaces.

    >>> key_of("Recep_Tayyip_Erdoğan")
    'recep tayyip erdogan'
    """
    return fold(words.replace("_", " "))


def with_id(ids: Iterable[IRI], words: str) -> tuple[IRI, ...]:
    """Return the ids that are written so: whole, as ``<urn:...>``, with a prefix, or by what follows the prefix.

    >>> with_id([IRI("urn:kg:statement:f84c4d669fe0d410")], "st:f84c4d669fe0d410")
    ('urn:kg:statement:f84c4d669fe0d410',)
    """
    word = _bare(words)
    return tuple(iri for iri in ids if word in _forms(iri))


def begun_id(ids: Iterable[IRI], words: str) -> tuple[IRI, ...]:
    """Return the one id of which some form begins so; nothing where several do, or where it is too short to tell.

    >>> begun_id([IRI("urn:kg:statement:f84c4d669fe0d410"), IRI("urn:kg:statement:f8004d669fe0d410")], "f84c")
    ('urn:kg:statement:f84c4d669fe0d410',)
    """
    word = _bare(words)
    if len(word) < _SHORTEST:
        return ()
    begun = tuple(iri for iri in ids if any(form.startswith(word) for form in _forms(iri)))
    return begun if len(begun) == 1 else ()


def _bare(words: str) -> str:
    return words.strip().removeprefix("<").removesuffix(">")


def _forms(iri: IRI) -> tuple[str, str, str]:
    short = shorten(iri)
    return iri, short, short.partition(":")[2]


def names_in(store: pyoxigraph.Store) -> Names:
    """Return where to look up the names in an open store."""

    def names(predicate: NamedNode) -> Iterator[tuple[IRI, str]]:
        for quad in store.quads_for_pattern(None, predicate, None, DefaultGraph()):
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, Literal):
                continue
            if quad.subject.value.startswith(PREFIXES["e"]):
                yield IRI(quad.subject.value), quad.object.value

    return names
