"""What a build leaves behind, for those who work with it: the graph's values, its store and its views."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ..assembly import assemble
from ..errors import StoreError
from ..export import TABLES, VIEWS, write
from ..ingestion import CorpusFailure
from ..ontology import Ontology, load_ontology
from ..records import read_claims, read_documents
from ..store import Answer, Store
from ..types import IRI, Claim, Graph
from .beside import Beside, kept

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from ..store.validation import Violation

__all__ = ["TITLE", "BuildReport", "KnowledgeGraph", "open_graph"]

TITLE = "Who claims what"  # of the page; the same for every folder, because the same graph is the same file


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``parsed`` counts the documents that were not taken from an earlier build.

    ``idle`` has a line for each correction that no longer applies.
    """

    documents: int
    parsed: int
    claims: int
    statements: int
    failures: tuple[CorpusFailure, ...] = ()
    copies: int = 0
    idle: tuple[str, ...] = ()


class KnowledgeGraph:
    """A graph on disk. Everything is read when first asked for; ``report`` is there after a build only."""

    def __init__(
        self,
        path: Path,
        report: BuildReport | None = None,
        ontology: Ontology | None = None,
        graph: Graph | None = None,
    ) -> None:
        self.path = path
        self.report = report
        self._ontology = ontology
        self._graph = graph

    @cached_property
    def ontology(self) -> Ontology:
        """The ontology that the claims are put in the words of, with what was added to it for this graph."""
        added = self.path / "ontology"
        return self._ontology or load_ontology(extra=sorted(added.iterdir()) if added.is_dir() else ())

    @cached_property
    def graph(self) -> Graph:
        """The statements, entities, conflicts and documents as values."""
        if self._graph is not None:
            return self._graph
        documents = tuple(read_documents(self.path / "documents.parquet"))
        return assemble(
            self.read_claims(),
            documents,
            relations=self.ontology.relations,
            corrections=self.beside.corrections,
            reliability=self.beside.reliability,
        )

    def read_claims(self) -> Iterator[Claim]:
        """Yield what documents say as it was read, before corrections and names."""
        return read_claims([self.path / "claims" / name for name in self.segments()])

    @cached_property
    def beside(self) -> Beside:
        """The corrections and the reliability of outlets that the graph was built with."""
        return kept(self.path)

    @cached_property
    def store(self) -> Store:
        """The store, read-only."""
        return Store.open(self.path / "store")

    def query(self, sparql: str, *, saved: bool = False, **parameters: str) -> Answer:
        """Answer a SPARQL query, or a saved one by name with its parameters bound."""
        return self.store.ask_saved(sparql, parameters) if saved else self.store.query(sparql)

    def to_networkx(self) -> nx.MultiDiGraph[IRI]:
        """Return the statements as a multigraph of entities."""
        from ..analysis import to_networkx

        return to_networkx(self.graph)

    def to_rdflib(self) -> rdflib.Graph:
        """Return the store as an rdflib graph."""
        from ..store.interop import to_rdflib

        return to_rdflib(self.store)

    def write(self, path: str | Path) -> None:
        """Write the graph in the format of the file's suffix."""
        path = Path(path)
        try:
            if path.suffix.lower() in TABLES:
                write(self.graph, path, ontology=self.ontology)
            else:
                write(self.graph if path.suffix.lower() in VIEWS else self.store, path, title=TITLE)
        except OSError as error:
            reason = error.strerror or error
            raise StoreError(f"{path}: cannot be written ({reason}); choose another place") from error

    @property
    def page(self) -> Path:
        """The interactive page."""
        page = (self.path / "graph.html").resolve()
        if not page.is_file():
            raise StoreError(f"{page} is gone; build again, or: kg export {self.path} -o {page}")
        return page

    def validate(self) -> tuple[Violation, ...]:
        """Check the store against the SHACL shapes."""
        from ..store.validation import validate

        return validate(self.store)

    def segments(self) -> tuple[str, ...]:
        """Return the names of the files in ``claims/`` that the graph is made from."""
        manifest = self.path / "manifest.json"
        try:
            entries = json.loads(manifest.read_text(encoding="utf-8"))["documents"]
            return tuple(str(entry["segment"]) for entry in entries)
        except (FileNotFoundError, NotADirectoryError):
            raise StoreError(f"{self.path} holds no graph; run: kg build CORPUS -o {self.path}") from None
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise StoreError(
                f"{manifest} cannot be read ({type(error).__name__}: {error}); build again"
            ) from error

    def __len__(self) -> int:
        return len(self.graph)

    def _repr_html_(self) -> str:
        page = escape(self.page.read_text(encoding="utf-8"), quote=True)
        return f'<iframe srcdoc="{page}" width="100%" height="700" sandbox="allow-scripts"></iframe>'


def open_graph(path: str | Path) -> KnowledgeGraph:
    """Open what ``build`` wrote; StoreError with the remedy where there is nothing."""
    graph = KnowledgeGraph(Path(path))
    graph.segments()
    return graph
