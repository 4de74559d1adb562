"""The store as lines of N-Triples, graph by graph, and the sorted file of them that lies beside every store on disk.

The default graph holds every triple, so that a query looks in one place. Most of them stand in a named graph as well: that of
their document, what was inferred, the ontology. Whoever writes or counts quads wants each once, in its named graph if it has one.

Oxigraph looks up each term of each triple when it reads a store from end to end, which takes several times as long as
sorting, parsing and writing together. So what exports need is written when the store is made, and read from there. The name
of the file says which state of the store it holds: one that was changed afterwards has another.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat

from .checksums import CHECKSUMS, check_files
from .turtle import sort_lines
from .vocabulary import ONTOLOGY_GRAPH

__all__ = [
    "copy_lines", "doubled", "graph_names", "graphs_of_lines", "keep_lines", "kept_lines", "sorted_lines",
]  # fmt: skip


def doubled(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield quads, and those of named graphs for the default graph as well."""
    nowhere = DefaultGraph()
    for quad in quads:
        yield quad
        if quad.graph_name != nowhere:
            yield Quad(quad.subject, quad.predicate, quad.object)


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

    with pa.output_stream(str(_kept(folder)), compression="zstd") as file:
        file.write(b"".join(line + b"\n" for line in sorted_lines(oxigraph)))


def copy_lines(folder: Path, other: Path) -> None:
    """Copy the sorted lines beside one store to beside another that holds the same."""
    if _kept(folder).exists():
        shutil.copyfile(_kept(folder), _kept(other))


def kept_lines(folder: Path) -> bytes | None:
    """Return the sorted lines beside a store as one text, or nothing where there are none."""
    path = _kept(folder)
    if not path.exists():
        return None
    if (folder / CHECKSUMS).exists():  # not while the store is made
        check_files(folder, [path.name], whole=True)
    import pyarrow as pa

    with pa.input_stream(str(path), compression="zstd") as file:
        return bytes(file.read())


def _kept(folder: Path) -> Path:
    """Return where the lines are kept; RocksDB begins a new manifest each time that a store is opened for writing."""
    manifest = (folder / "CURRENT").read_text(encoding="ascii", errors="replace").strip()
    return folder / f"triples-{manifest.rpartition('-')[2]}.nt.zst"


def _lines(oxigraph: pyoxigraph.Store, graph: NamedNode | DefaultGraph) -> list[bytes]:
    return (oxigraph.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b"").splitlines()
