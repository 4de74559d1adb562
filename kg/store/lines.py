"""The store as lines of N-Triples, graph by graph, and the sorted file of them that lies beside every store on disk.

The default graph holds every triple, so that a query looks in one place. Most of them stand in a named graph as well: that of
their document, what was inferred, the ontology. Whoever writes or counts quads wants each once, in its named graph if it has one.

Oxigraph looks up each term of each triple when it reads a store from end to end, which takes several times as long as
sorting, parsing and writing together. So what exports need is written when the store is made, and read from there.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

from .turtle import sort_lines
from .vocabulary import ONTOLOGY_GRAPH

__all__ = ["copy_lines", "graph_names", "graphs_of_lines", "keep_lines", "kept_lines", "sorted_lines"]

KEPT = "triples.nt.zst"


def graph_names(oxigraph: pyoxigraph.Store) -> list[NamedNode]:
    """Return the names of the named graphs in order."""
    return sorted((name for name in oxigraph.named_graphs() if isinstance(name, NamedNode)), key=str)


def graphs_of_lines(oxigraph: pyoxigraph.Store) -> Iterator[tuple[NamedNode | None, list[bytes]]]:
    """Yield the lines of each graph, those of no named graph first; each line in one graph only."""
    named = [(name, _lines(oxigraph, name)) for name in graph_names(oxigraph)]
    inside = {line for _, lines in named for line in lines}
    yield None, [line for line in _lines(oxigraph, DefaultGraph()) if line not in inside]
    yield from named


def sorted_lines(oxigraph: pyoxigraph.Store) -> list[bytes]:
    """Return the lines of all graphs but the ontology, by subject, its types first."""
    ontology = set(_lines(oxigraph, ONTOLOGY_GRAPH))
    return sort_lines(line for line in _lines(oxigraph, DefaultGraph()) if line not in ontology)


def keep_lines(oxigraph: pyoxigraph.Store, folder: Path) -> None:
    """Write the sorted lines beside a store on disk."""
    import pyarrow as pa

    with pa.output_stream(str(folder / KEPT), compression="zstd") as file:
        file.write(b"".join(line + b"\n" for line in sorted_lines(oxigraph)))


def copy_lines(folder: Path, other: Path) -> None:
    """Copy the sorted lines beside one store to beside another."""
    if (folder / KEPT).exists():
        shutil.copyfile(folder / KEPT, other / KEPT)


def kept_lines(folder: Path) -> bytes | None:
    """Return the sorted lines beside a store as one text, or nothing where there are none."""
    import pyarrow as pa

    try:
        with pa.input_stream(str(folder / KEPT), compression="zstd") as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None


def _lines(oxigraph: pyoxigraph.Store, graph: NamedNode | DefaultGraph) -> list[bytes]:
    return (oxigraph.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b"").splitlines()
