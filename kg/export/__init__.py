"""The graph as files: the end of the file's name chooses the writer (``formats``), whose library is loaded only then."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from ..errors import StoreError
from ..ontology import Ontology, load_ontology
from ..store import Store
from ..types import Graph
from .formats import FORMATS, SUFFIXES, Format, Part, Takes, format_of, losses_text

__all__ = ["FORMATS", "SUFFIXES", "Format", "Part", "Takes", "format_of", "losses_text", "write"]


def write(
    source: Graph | Store,
    path: str | Path,
    *,
    title: str | None = None,
    ontology: Ontology | None = None,
) -> None:
    """Write a graph in the format of the file's suffix. An open store is enough for RDF, all else needs the graph.

    ``title`` heads an HTML page; else it is the file's name. Tables name events in the words of ``ontology``, which is kg's
    own if left out.
    """
    path = Path(path)
    format = format_of(path)
    if isinstance(source, Store) and format.takes is not Takes.STORE:
        raise StoreError(
            f"{path.name}: {format.suffix} is written from the graph in memory, not from a store"
        )
    writer = _writer(format)
    match format.takes:
        case Takes.STORE:
            writer(source if isinstance(source, Store) else Store.create(None, source), path)
        case Takes.GRAPH:
            writer(source, path)
        case Takes.TITLED:
            writer(source, path, title=title or path.stem)
        case Takes.TYPED:
            writer(source, path, ontology or load_ontology())


def _writer(format: Format) -> Callable[..., None]:
    module, name = format.writer.split(".")
    found: Callable[..., None] = getattr(import_module(f".{module}", __name__), name)
    return found
