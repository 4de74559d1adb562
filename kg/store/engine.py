"""Oxigraph as kg opens and asks it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph
from pyoxigraph import Variable

from ..errors import QueryError, StoreError
from .answers import Bound, Result
from .vocabulary import PREFIXES

__all__ = ["evaluate", "one_line", "open_generation"]


def open_generation(folder: Path) -> pyoxigraph.Store:
    """Open one generation of a store for reading."""
    try:
        return pyoxigraph.Store.read_only(str(folder))
    except (OSError, RuntimeError) as error:  # a damaged file is the one or the other
        raise StoreError(f"{folder.parent}: cannot be opened ({one_line(error)}); build again") from error


def evaluate(store: pyoxigraph.Store, sparql: str, parameters: Mapping[str, Bound]) -> Result:
    """Start a query over all graphs at once; what Oxigraph has against it is said in one line."""
    try:
        return store.query(
            sparql,
            prefixes=dict(PREFIXES),
            use_default_graph_as_union=True,
            substitutions={Variable(name): term for name, term in parameters.items()} or None,
        )
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise QueryError(one_line(error)) from error


def one_line(error: Exception) -> str:
    """Return what an error says, without line breaks."""
    return " ".join(str(error).split())
