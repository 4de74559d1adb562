"""A store that differs little from the one before: a copy of it, changed where they differ.

Oxigraph never changes a file of sorted quads once it is written, so the copy shares these with the generation that
readers have open, as links; only its small files are copied. Where a file system has no links, all are.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad

from ..errors import StoreError
from .engine import one_line, open_generation
from .generations import current_generation, new_generation
from .lines import doubled
from .store import Store

__all__ = ["name_of", "update_store"]

SORTED, LINES = ".sst", ".zst"


def name_of(path: Path) -> str:
    """Return what tells the current generation of a store from any other, or nothing where there is none."""
    try:
        generation = current_generation(path)
        return f"{generation.name} {(generation / 'IDENTITY').read_text(encoding='ascii').strip()}"
    except (StoreError, OSError, UnicodeDecodeError):
        return ""


def update_store(
    path: Path, gone: Iterable[Quad], new: Iterable[Quad], *, before: Callable[[Store], None] | None = None
) -> Store:
    """Take quads out of a store and put others in, in one piece or not at all; see ``Store.create``."""
    try:
        with new_generation(path) as part:
            _copy(current_generation(path), part)
            changed = pyoxigraph.Store(str(part))
            _change(changed, gone, new)
            changed.flush()
            del changed  # closes it
            if before is not None:
                before(Store(open_generation(part), part))
    except (OSError, RuntimeError) as error:
        raise StoreError(
            f"{path}: cannot be written ({one_line(error)}); what was there before is kept"
        ) from error
    return Store.open(path)


def _copy(generation: Path, part: Path) -> None:
    part.mkdir()
    for file in generation.iterdir():
        if file.suffix == LINES:
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
