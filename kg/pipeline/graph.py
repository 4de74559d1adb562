"""What a build leaves behind, for those who work with it: the graph's values, its store and its views."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ..assembly.conflicts import find_conflicts
from ..assembly.resolution import elect_entities
from ..errors import StoreError
from ..export import TABLES, VIEWS, write
from ..ingestion import CorpusFailure
from ..ontology import Ontology, load_ontology
from ..records import read_claims
from ..store import Answer, Store
from ..types import IRI, Claim, Graph
from .beside import Beside, kept, kept_decisions
from .ledger import LEDGER, Ledger
from .values import load_statement, no_collection

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from ..store.validation import Violation

__all__ = ["TITLE", "BuildReport", "KnowledgeGraph", "open_graph"]

TITLE = "Who claims what"  # of the page; the same for every folder, because the same graph is the same file


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``parsed`` counts the documents that were not taken from an earlier build.

    ``idle`` has a line for each correction that no longer applies, ``warnings`` tell what of documents and folders that
    were read was passed over.
    """

    documents: int
    parsed: int
    claims: int
    statements: int
    failures: tuple[CorpusFailure, ...] = ()
    copies: int = 0
    idle: tuple[str, ...] = ()
    warnings: tuple[CorpusFailure, ...] = ()


class KnowledgeGraph:
    """A graph on disk. Everything is read when first asked for; ``report`` is there after a build only."""

    def __init__(
        self,
        path: Path,
        report: BuildReport | None = None,
        ontology: Ontology | None = None,
    ) -> None:
        self.path = path
        self.report = report
        self._ontology = ontology

    @cached_property
    def ontology(self) -> Ontology:
        """The ontology that the claims are put in the words of, with what was added to it for this graph."""
        return self._ontology or load_ontology(extra=kept_ontology(self.path))

    @cached_property
    def graph(self) -> Graph:
        """The statements, entities, conflicts and documents as values."""
        with no_collection(), Ledger.open(self.path / LEDGER) as ledger:
            documents = {segment.document.id: segment.document for segment in ledger.segments()}
            found = elect_entities(ledger.votes()).entities
            entities = {entity.id: entity for entity in found}
            statements = tuple(load_statement(id, line, entities) for id, line in ledger.statements())
        return Graph(
            documents=tuple(documents.values()),
            entities=found,
            statements=statements,
            conflicts=find_conflicts(statements, documents, found, self.ontology.relations),
            decisions=kept_decisions(self.path),
        )

    def read_claims(self) -> Iterator[Claim]:
        """Yield what documents say as it was read, before corrections and names."""
        with Ledger.open(self.path / LEDGER) as ledger:
            names = [segment.name for segment in ledger.segments()]
        return read_claims([self.path / "claims" / name for name in names])

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

    def remove(self, document: str) -> KnowledgeGraph:
        """Take a document out, by its id, the last part of that, or its file; return the graph that is left."""
        from .removal import remove

        return remove(self.path, document)

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

    def __len__(self) -> int:
        with Ledger.open(self.path / LEDGER) as ledger:
            return ledger.count_statements()

    def _repr_html_(self) -> str:
        page = escape(self.page.read_text(encoding="utf-8"), quote=True)
        return f'<iframe srcdoc="{page}" width="100%" height="700" sandbox="allow-scripts"></iframe>'


def kept_ontology(path: Path) -> tuple[Path, ...]:
    """Return what was added to the ontology for a graph, as its folder keeps it."""
    added = path / "ontology"
    return tuple(sorted(added.iterdir())) if added.is_dir() else ()


def open_graph(path: str | Path) -> KnowledgeGraph:
    """Open what ``build`` wrote; StoreError with the remedy where there is nothing."""
    graph = KnowledgeGraph(Path(path))
    with Ledger.open(graph.path / LEDGER):
        return graph
