"""Questions that analysts ask again and again: SPARQL with a name, a title in prose, and parameters.

A file of ``queries/`` begins with its title and then names its parameters, which the query selects as variables:

    # What is claimed about an entity?
    # ?entity (entity): its name or IRI

Values are bound as terms, never pasted into the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from ..errors import QueryError
from ..wording import did_you_mean
from .lookup import Named
from .vocabulary import DATE, named

__all__ = ["Parameter", "SavedQuery", "bind_parameters", "load_queries", "load_query"]

FOLDER = Path(__file__).parent / "queries"
_PARAMETER = re.compile(r"# \?(\w+) \((entity|relation|date|text)\): (.+)")


class Parameter(NamedTuple):
    """A value that a saved query needs: an ``entity``, a ``relation``, a ``date`` or ``text``."""

    name: str
    kind: str
    description: str


class SavedQuery(NamedTuple):
    """A question, its parameters, and how SPARQL puts it."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    sparql: str


def load_queries() -> tuple[SavedQuery, ...]:
    """Return all saved queries in the order of their names."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.rq")))


def load_query(name: str) -> SavedQuery:
    """Return the saved query of a name."""
    path = FOLDER / f"{name}.rq"
    if path.parent != FOLDER or not path.is_file():
        known = sorted(path.stem for path in FOLDER.glob("*.rq"))
        hint = did_you_mean(name, known) or ";"
        raise QueryError(f"no saved query is called {name!r}{hint} there are: {', '.join(known)}")
    return _read(path)


def bind_parameters(
    query: SavedQuery, values: Mapping[str, str], find_entity: Callable[[str], Named]
) -> dict[str, NamedNode | Literal]:
    """Return the values of a query's parameters as terms; raise unless just these are given."""
    wanted = {parameter.name for parameter in query.parameters}
    for name in sorted(wanted - values.keys()):
        raise QueryError(f"{query.name} needs a value for {name}")
    for name in sorted(values.keys() - wanted):
        raise QueryError(f"{query.name} takes no {name}; it takes: {', '.join(sorted(wanted)) or 'nothing'}")
    return {p.name: _term(p, values[p.name], find_entity) for p in query.parameters}


def _term(parameter: Parameter, value: str, find_entity: Callable[[str], Named]) -> NamedNode | Literal:
    try:
        if parameter.kind == "entity":
            return NamedNode(find_entity(value).id)
        if parameter.kind == "relation":
            return named(f"kg:{value.removeprefix('kg:')}")
        if parameter.kind == "date":
            return Literal(date.fromisoformat(value).isoformat(), datatype=DATE)
    except ValueError as error:
        raise QueryError(f"{value!r} is no {parameter.kind}: {error}") from error
    return Literal(value)


def _read(path: Path) -> SavedQuery:
    sparql = path.read_text(encoding="utf-8")
    lines = sparql.splitlines()
    parameters = tuple(Parameter(*match.groups()) for match in map(_PARAMETER.fullmatch, lines) if match)
    return SavedQuery(path.stem, lines[0].removeprefix("# "), parameters, sparql)
