"""Oxigraph as kg opens and asks it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode, Variable

from ..errors import QueryError, StoreError
from .answers import Bound, Result
from .checksums import check_files
from .vocabulary import PREFIXES

__all__ = ["blaming", "evaluate", "one_line", "open_oxigraph"]

_SYNTAX = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)")
_REASON = re.compile(r"(?:^|, )(\w+(?: [\w-]+)+)(?=, |$)")  # words among tokens and classes of characters
_LONGEST = 24  # characters of a query that an error repeats


def open_oxigraph(folder: Path) -> pyoxigraph.Store:
    """Open the files of a store for reading."""
    try:
        return pyoxigraph.Store.read_only(str(folder))
    except (OSError, RuntimeError) as error:  # a damaged file is the one or the other
        raise StoreError(f"{folder}: cannot be opened ({one_line(error)}); build again") from error


def evaluate(
    store: pyoxigraph.Store,
    sparql: str,
    parameters: Mapping[str, Bound],
    *,
    default_graphs: Sequence[NamedNode] = (),
    named_graphs: Sequence[NamedNode] = (),
) -> Result:
    """Start a query over the default graph, which holds everything, or over graphs that are given.

    What Oxigraph has against it is said in one line.
    """
    chosen = bool(default_graphs or named_graphs)
    try:
        return store.query(
            sparql,
            prefixes=dict(PREFIXES),
            default_graph=list(default_graphs) if chosen else None,
            named_graphs=list(named_graphs) if chosen else None,
            substitutions={Variable(name): term for name, term in parameters.items()} or None,
        )
    except SyntaxError as error:
        raise QueryError(_syntax(sparql, one_line(error))) from error
    except ValueError as error:
        raise QueryError(one_line(error)) from error


@contextmanager
def blaming(folder: Path | None) -> Iterator[None]:
    """Say what went wrong while Oxigraph was asked: a damaged file of a store on disk, if there is one, or the query."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # it has both for both
        if folder is not None:
            check_files(folder, whole=True)
        raise QueryError(one_line(error)) from error


def one_line(error: Exception) -> str:
    """Return what an error says, without line breaks."""
    return " ".join(str(error).split())


def _syntax(sparql: str, message: str) -> str:
    """Say where a query cannot be read and what stands there: Oxigraph's own list of what could is long and wrong."""
    match = _SYNTAX.fullmatch(message)
    if match is None:
        return message
    line, column = int(match[1]), int(match[2])
    rest = " ".join("\n".join(sparql.split("\n")[line - 1 :])[column - 1 :].split())
    shown = rest if len(rest) <= _LONGEST else f"{rest[:_LONGEST]}…"
    found = f"before {shown!r}" if shown else "at its end"
    reasons = "; ".join(dict.fromkeys(_REASON.findall(match[3]))) or "check what stands there"
    return f"the query cannot be read at line {line}, column {column}, {found}: {reasons}"
