"""What a shell completes: saved queries, relations, and the names in a graph.

Names come from articles and are put into a command line: only those of letters, digits and a few marks are offered, with
underscores for spaces, which every command takes for spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import typer

from .errors import KGError
from .ids import fold

__all__ = ["complete_entities", "complete_queries", "complete_relations"]

_MOST = 50
_SAFE = re.compile(r"\w[\w.-]*")


def complete_queries(incomplete: str) -> list[tuple[str, str]]:
    """Return the saved queries that begin so, with their titles."""
    from .store import load_queries

    found = [(query.name, query.title) for query in load_queries()]
    return [each for each in [*found, ("list", "Name all of them")] if each[0].startswith(incomplete)]


def complete_relations(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the relations of the graph's ontology that begin so, with their labels."""
    from .pipeline import open_graph

    try:
        known = open_graph(_folder(ctx)).ontology.relations
    except KGError:
        return []
    found = ((name, known[name].label) for name in sorted(known))
    return [each for each in found if each[0].startswith(incomplete)]


def complete_entities(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return names in the graph that begin so; accents and case do not matter."""
    from .pipeline import open_graph

    try:
        names = open_graph(_folder(ctx)).store.names()
    except KGError:
        return []
    return sorted(_begun(names, incomplete))[:_MOST]


def _begun(names: Iterable[str], incomplete: str) -> Iterator[str]:
    """Yield the names that begin so, in the letters that were typed: a shell takes nothing else for a completion."""
    for name in set(names):
        word = "_".join(name.split())
        begins = fold(word[: len(incomplete)]) == fold(incomplete)
        if begins and _SAFE.fullmatch(word):
            yield incomplete + word[len(incomplete) :]


def _folder(ctx: typer.Context) -> Path:
    """Return the folder of the command; where an option still lacks its value, its arguments are not told apart yet."""
    return Path(str(ctx.params.get("out") or next(iter(ctx.args), "")))
