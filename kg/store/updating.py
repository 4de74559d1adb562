"""A store that differs little from the one before: a copy of it, changed where they differ.

Oxigraph never changes a file of sorted quads once it is written, so the copy shares these with the store that
readers have open, as links; only its small files are copied. Where a file system has no links, all are.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad

from .checksums import CHECKSUMS
from .engine import open_oxigraph
from .lines import doubled
from .store import Store, new_store

__all__ = ["update_store"]

SORTED, LINES = ".sst", ".zst"


def update_store(
    old: Path,
    path: Path,
    gone: Iterable[Quad],
    new: Iterable[Quad],
    *,
    before: Callable[[Store], None] | None = None,
) -> Store:
    """Write what a store holds without some quads and with others to a new folder; see ``Store.create``."""
    with new_store(path) as part:
        _copy(old, part)
        changed = pyoxigraph.Store(str(part))
        _change(changed, gone, new)
        changed.flush()
        del changed  # closes it
        if before is not None:
            before(Store(open_oxigraph(part), part))
    return Store.open(path)


def _copy(old: Path, part: Path) -> None:
    part.mkdir()
    for file in old.iterdir():
        if file.suffix == LINES or file.name == CHECKSUMS:
            continue  # of the state before
        if file.suffix != SORTED:
            shutil.copyfile(file, part / file.name)
            continue
        try:
            os.link(file, part / file.name)
        except OSError:
            shutil.copyfile(file, part / file.name)


def _change(store: pyoxigraph.Store, gone: Iterable[Quad], new: Iterable[Quad]) -> None:
    """Take quads out and put others in; of a triple that another graph has, too, the default graph keeps its copy."""
    emptied: set[NamedNode] = set()
    taken = list(gone)
    for quad in taken:
        store.remove(quad)
        if isinstance(quad.graph_name, NamedNode):
            emptied.add(quad.graph_name)
    for quad in taken:
        elsewhere = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        if all(other.graph_name == DefaultGraph() for other in elsewhere):
            store.remove(Quad(quad.subject, quad.predicate, quad.object))
    store.extend(doubled(new))
    for graph in sorted(emptied, key=str):
        if next(store.quads_for_pattern(None, None, None, graph), None) is None:
            store.remove_graph(graph)
