"""The graph on disk: built whole, then only read."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from itertools import chain
from pathlib import Path

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, parse

from ..errors import QueryError, StoreError
from ..ids import home_of
from ..resources import ontology_dir
from ..types import Graph
from .answers import Answer, Bound, read_answer
from .checksums import CHECKSUMS, check_files, write_checksums
from .engine import blaming, evaluate, one_line, open_oxigraph
from .generations import Held
from .guard import check_query
from .inference import inferred_quads, read_hierarchy, read_ontology
from .lines import copy_lines, doubled, graph_names, graphs_of_lines, keep_lines, kept_lines, sorted_lines
from .lookup import Named, find_entities, find_entity, names_in
from .quads import Software, to_quads
from .saved import bind_parameters, load_query
from .timed import query_within
from .vocabulary import LABEL

__all__ = ["Store", "canonical_nquads", "digest", "new_store"]


class Store:
    """A graph that answers SPARQL, on disk or in memory. Made whole by ``create``, never changed afterwards."""

    def __init__(
        self, oxigraph: pyoxigraph.Store, folder: Path | None = None, held: Held | None = None
    ) -> None:
        self.oxigraph = oxigraph
        self.folder = folder  # None in memory
        self.held = held

    @classmethod
    def open(cls, path: Path, *, held: Held | None = None) -> Store:
        """Open the store in a folder for reading, if its files are what was written; any number of readers may.

        ``held`` is the generation that the folder is part of, and is held as long as the store is open.
        """
        folder = path.resolve()
        if not ((folder / CHECKSUMS).exists() or (folder / "CURRENT").exists()):
            raise StoreError(f"{path}: no store here; run kg build first")
        check_files(folder)
        return cls(open_oxigraph(folder), folder, held)

    @classmethod
    def create(
        cls,
        path: Path | None,
        graph: Graph,
        *,
        made_by: Software | None = None,
        ontology: Path | None = None,
        extra: Iterable[Path] = (),
        before: Callable[[Store], None] | None = None,
    ) -> Store:
        """Write a graph and what follows from it to a new folder, in one piece or not at all; ``None`` is memory.

        ``ontology`` is a folder to use instead of kg's own, ``extra`` are folders or Turtle files that add to it.
        ``before`` is given the new store before it is there; it is not if ``before`` raises.
        """
        known = read_ontology(ontology or ontology_dir(), extra)
        follows = inferred_quads(graph, read_hierarchy(known))
        quads = chain(to_quads(graph, made_by=made_by), known, follows)

        def finish(store: Store, folder: Path) -> None:
            keep_lines(store.oxigraph, folder)
            if before is not None:
                before(store)

        return cls._write(path, lambda oxigraph: _fill(oxigraph, quads), finish)

    @classmethod
    def load(cls, path: Path | None, file: Path) -> Store:
        """Write what an RDF file holds to a new folder, in one piece or not at all; ``None`` is memory."""

        def fill(oxigraph: pyoxigraph.Store) -> None:
            if file.suffix.lower() in (".nq", ".trig"):
                _fill(oxigraph, parse(path=str(file)))
            else:
                oxigraph.bulk_load(path=str(file))

        if not file.is_file():
            raise StoreError(f"{file}: no such file; check the path")
        try:
            return cls._write(path, fill)
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{file}: cannot be read as RDF ({one_line(error)})") from error

    @classmethod
    def _write(
        cls,
        path: Path | None,
        fill: Callable[[pyoxigraph.Store], None],
        finish: Callable[[Store, Path], None] | None = None,
    ) -> Store:
        if path is None:
            oxigraph = pyoxigraph.Store()
            fill(oxigraph)
            return cls(oxigraph)
        with new_store(path) as part:
            oxigraph = pyoxigraph.Store(str(part))
            fill(oxigraph)
            oxigraph.flush()
            del oxigraph  # closes it
            if finish is not None:
                finish(cls(open_oxigraph(part), part), part)
        return cls.open(path)

    def __len__(self) -> int:
        """Return the number of triples, each counted once."""
        (row,) = self.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        return int(str(row["n"]))

    def __iter__(self) -> Iterator[Quad]:
        """Yield every triple once, in the named graph that it stands in if there is one."""
        inside = set()
        with blaming(self.folder):
            for name in graph_names(self.oxigraph):
                for quad in self.oxigraph.quads_for_pattern(None, None, None, name):
                    inside.add(quad.triple)
                    yield quad
            for quad in self.oxigraph.quads_for_pattern(None, None, None, DefaultGraph()):
                if quad.triple not in inside:
                    yield quad

    def lines(self) -> bytes:
        """Return the graph without the ontology as N-Triples, sorted by subject, its types first."""
        kept = kept_lines(self.folder) if self.folder else None
        if kept is not None:
            return kept
        with blaming(self.folder):
            return b"".join(line + b"\n" for line in sorted_lines(self.oxigraph))

    def graphs(self) -> Iterator[tuple[NamedNode | None, list[bytes]]]:
        """Yield the lines of each graph, those of no named graph first; each line in one graph only."""
        with blaming(self.folder):
            yield from graphs_of_lines(self.oxigraph)

    def query(
        self, sparql: str, *, parameters: Mapping[str, Bound] | None = None, timeout: float | None = None
    ) -> Answer:
        """Answer a SPARQL query over all graphs at once; kg's prefixes need not be declared.

        ``parameters`` are bound as terms to variables that the query selects. ``timeout`` is in seconds and needs
        a store on disk. Updates and SERVICE are refused.
        """
        parameters = parameters or {}
        check_query(sparql)
        if timeout is None:
            with blaming(self.folder):
                return read_answer(evaluate(self.oxigraph, sparql, parameters))
        if self.folder is None:
            raise QueryError("a time limit needs a store on disk")
        return query_within(timeout, self.folder, sparql, parameters)

    def ask_saved(
        self, name: str, values: Mapping[str, str] | None = None, *, timeout: float | None = None
    ) -> Answer:
        """Answer a saved query; its parameters are given in words and left out of the answer."""
        query = load_query(name)
        terms = bind_parameters(query, values or {}, self.find_entity)
        return self.query(query.sparql, parameters=terms, timeout=timeout).without(*terms)

    def names(self) -> list[str]:
        """Return the names of all entities that have one of their own, sorted."""
        with blaming(self.folder):
            return sorted({name for id, name in names_in(self.oxigraph)(LABEL) if home_of(id) is None})

    def find_entities(self, words: str) -> tuple[Named, ...]:
        """Return the entities of an IRI, prefixed name or name."""
        with blaming(self.folder):
            return find_entities(names_in(self.oxigraph), words)

    def find_entity(self, words: str) -> Named:
        """Return the one entity of an IRI, prefixed name or name, or raise."""
        with blaming(self.folder):
            return find_entity(names_in(self.oxigraph), words)

    def back_up(self, folder: Path) -> None:
        """Copy the store to a folder that is not there yet; others may read it meanwhile.

        The copy is a store of its own. On one file system it takes no room: files that never change are shared.
        """
        if self.folder is None:
            raise StoreError("only a store on disk can be backed up; write it to a file instead")
        with new_store(folder) as part:
            self.oxigraph.backup(str(part))
            copy_lines(self.folder, part)


@contextmanager
def new_store(path: Path) -> Iterator[Path]:
    """Give a folder, not yet there, to make a store in; it takes its place when the block ends well."""
    if path.exists():
        raise StoreError(f"{path}: cannot be written (it is there already); name a folder that is not")
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(part, ignore_errors=True)  # of a writer that was killed
        yield part
        write_checksums(part)
        part.rename(path)
    except (OSError, RuntimeError) as error:  # Oxigraph has the one for a full disk, the other for damage
        raise StoreError(
            f"{path}: cannot be written ({one_line(error)}); what was there before is kept"
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def canonical_nquads(store: Store) -> bytes:
    """Return all that a store holds as sorted lines, each once: equal stores give equal bytes."""
    ends = ((f" {name} .\n" if name else " .\n", lines) for name, lines in store.graphs())
    found = (line.removesuffix(b" .") + end.encode() for end, lines in ends for line in lines)
    return b"".join(sorted(found))


def digest(store: Store) -> str:
    """Return the SHA-256 of the canonical N-Quads."""
    return sha256(canonical_nquads(store)).hexdigest()


def _fill(oxigraph: pyoxigraph.Store, quads: Iterable[Quad]) -> None:
    """Load quads, all of them into the default graph as well, where queries look."""
    oxigraph.bulk_extend(doubled(quads))
