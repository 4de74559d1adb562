"""What a build leaves behind, for those who work with it: the graph's values, its store and its views."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ..assembly.conflicts import find_conflicts
from ..assembly.resolution import elect_entities
from ..errors import StoreError
from ..export import Takes, format_of, write
from ..ontology import Ontology, load_ontology
from ..store import Answer, Store
from ..store.checksums import check_files
from ..store.generations import Held, current_generation, hold_current
from ..types import IRI, Claim, Entity, Graph
from .beside import Beside, kept, kept_decisions, kept_ontology
from .ledger import LEDGER, Ledger
from .report import PAGE, TITLE, BuildReport
from .segments import check_segments
from .values import load_statement, no_collection

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import polars as pl
    import rdflib

    from ..store.validation import Violation

__all__ = ["KnowledgeGraph", "open_graph", "remove"]


class KnowledgeGraph:
    """A graph on disk, as it is when it is opened: later builds into its folder do not change it.

    Everything is read when first asked for, and StoreError names a file that is damaged; ``report`` is there after a build only.
    """

    def __init__(
        self,
        path: Path,
        held: Held,
        report: BuildReport | None = None,
        ontology: Ontology | None = None,
    ) -> None:
        self.path = path
        self.report = report
        self._held = held
        self._ontology = ontology

    @property
    def generation(self) -> Path:
        """The folder below ``path`` with the files of this build."""
        return self._held.folder

    @cached_property
    def ontology(self) -> Ontology:
        """The ontology that the claims are put in the words of, with what was added to it for this graph."""
        return self._ontology or load_ontology(extra=kept_ontology(self.generation))

    @cached_property
    def graph(self) -> Graph:
        """The statements, entities, conflicts and documents as values."""
        with no_collection(), self._ledger() as ledger:
            documents = {segment.document.id: segment.document for segment in ledger.segments()}
            found = elect_entities(ledger.votes(), documents.values()).entities
            entities = {entity.id: entity for entity in found}
            statements = tuple(load_statement(id, line, entities) for id, line in ledger.statements())
        return Graph(
            documents=tuple(documents.values()),
            entities=found,
            statements=statements,
            conflicts=find_conflicts(statements, documents, found, self.ontology.relations),
            decisions=kept_decisions(self.generation),
        )

    def read_claims(self) -> Iterator[Claim]:
        """Yield what documents say as it was read, before corrections and names."""
        from ..records import read_claims

        with self._ledger() as ledger:
            names = [segment.name for segment in ledger.segments()]
        return read_claims(check_segments(self.path / "claims" / name for name in names))

    @cached_property
    def beside(self) -> Beside:
        """The corrections and the reliability of outlets that the graph was built with."""
        return kept(self.generation)

    @cached_property
    def store(self) -> Store:
        """The store, read-only."""
        return Store.open(self.generation / "store", held=self._held)

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

    def to_pandas(self) -> pd.DataFrame:
        """Return the statements as a data frame, a row each; KGError where pandas is not installed."""
        from ..export.dataframes import to_pandas

        return to_pandas(self.graph)

    def to_polars(self) -> pl.DataFrame:
        """Return the statements as a data frame, a row each; KGError where polars is not installed."""
        from ..export.dataframes import to_polars

        return to_polars(self.graph)

    def find(self, name: str, *, limit: int = 10) -> tuple[Entity, ...]:
        """Return the entities that are called so or nearly so, the likeliest first; accents and case do not matter."""
        from ..export.profiles import find_alike

        return find_alike(self.graph.entities, name, limit=limit)

    def write(self, path: str | Path) -> None:
        """Write the graph in the format of the file's suffix."""
        path = Path(path)
        if path.resolve().is_relative_to(self.generation.resolve()):
            raise StoreError(
                f"{path} is a file of the graph itself, which only a build changes; choose another place"
            )
        try:
            if format_of(path).takes is Takes.STORE:
                write(self.store, path)
            else:
                write(self.graph, path, title=TITLE, ontology=self.ontology)
        except OSError as error:
            reason = error.strerror or error
            raise StoreError(f"{path}: cannot be written ({reason}); choose another place") from error

    def remove(self, document: str) -> KnowledgeGraph:
        """Take a document out, by its id, the last part of that, or its file; return the graph that is left."""
        return remove(self.path, document)

    @property
    def page(self) -> Path:
        """The interactive page: where its name in the folder leads to this graph, there."""
        check_files(self.generation, [PAGE], whole=True)
        place, page = self.path.resolve() / PAGE, (self.generation / PAGE).resolve()
        return place if place.resolve() == page else page

    def validate(self) -> tuple[Violation, ...]:
        """Check the store against the SHACL shapes."""
        from ..store.validation import validate

        return validate(self.store)

    def __repr__(self) -> str:
        try:
            told = f"{len(self)} statements"
        except StoreError as error:  # what is damaged has a repr, too
            told = str(error)
        return f"<KnowledgeGraph {str(self.path)!r}, generation {self.generation.name}: {told}>"

    def __len__(self) -> int:
        with self._ledger() as ledger:
            return ledger.count_statements()

    @contextmanager
    def _ledger(self) -> Iterator[Ledger]:
        check_files(self.generation, [LEDGER], whole=True)
        with Ledger.open(self.generation / LEDGER) as ledger:
            yield ledger

    def _repr_html_(self) -> str:
        page = escape(self.page.read_text(encoding="utf-8"), quote=True)
        return f'<iframe srcdoc="{page}" width="100%" height="700" sandbox="allow-scripts"></iframe>'


def open_graph(path: str | Path) -> KnowledgeGraph:
    """Open what ``build`` wrote; StoreError with the remedy where there is nothing."""
    path = Path(path)
    return KnowledgeGraph(path, hold_current(path))


def remove(path: str | Path, document: str) -> KnowledgeGraph:
    """Take a document out of the graph in a folder: by its id, the last part of that, or its source.

    The graph is then what a build without the document gives, to the byte. A later build of a corpus that still holds its
    file reads it again. Raises StoreError where no document fits, or several do.
    """
    path = Path(path)
    current_generation(path)  # raises before a lock is made where no graph is
    from .removal import take_out

    return KnowledgeGraph(path, *take_out(path, document))
