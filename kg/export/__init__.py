"""The graph as files: the suffix chooses the writer, and the writer's library is loaded only then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ..errors import StoreError
from ..ontology import Ontology, load_ontology
from ..store import Store
from ..types import Graph

__all__ = ["SUFFIXES", "write"]


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
    suffix = path.suffix.lower()
    if suffix in RDF:
        _write_rdf(source, path)
    elif suffix not in (*VIEWS, *TABLES):
        raise StoreError(f"{path.name}: no such format; a graph can be written as {' '.join(SUFFIXES)}")
    elif isinstance(source, Store):
        raise StoreError(f"{path.name}: {suffix} is written from the graph in memory, not from a store")
    elif suffix in TABLES:
        TABLES[suffix](source, path, ontology or load_ontology())
    else:
        VIEWS[suffix](source, path, title or path.stem)


def _write_rdf(source: Graph | Store, path: Path) -> None:
    from .rdf import write_rdf

    write_rdf(source if isinstance(source, Store) else Store.create(None, source), path)


def _write_graphml(graph: Graph, path: Path, _title: str) -> None:
    from .network import write_graphml

    write_graphml(graph, path)


def _write_gexf(graph: Graph, path: Path, _title: str) -> None:
    from .network import write_gexf

    write_gexf(graph, path)


def _write_html(graph: Graph, path: Path, title: str) -> None:
    from .html import write_html

    write_html(graph, path, title=title)


def _write_cypher(graph: Graph, path: Path, _title: str) -> None:
    from .neo4j import write_cypher

    write_cypher(graph, path)


def _write_neo4j(graph: Graph, path: Path, _title: str) -> None:
    from .neo4j import write_tables

    write_tables(graph, path)


def _write_csv(graph: Graph, path: Path, ontology: Ontology) -> None:
    from .reports import write_csv

    write_csv(graph, path, ontology)


def _write_parquet(graph: Graph, path: Path, ontology: Ontology) -> None:
    from .reports import write_parquet

    write_parquet(graph, path, ontology)


RDF = (".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf")
VIEWS: Mapping[str, Callable[[Graph, Path, str], None]] = {
    ".graphml": _write_graphml,
    ".gexf": _write_gexf,
    ".html": _write_html,
    ".cypher": _write_cypher,
    ".neo4j": _write_neo4j,
}
TABLES: Mapping[str, Callable[[Graph, Path, Ontology], None]] = {
    ".csv": _write_csv,
    ".parquet": _write_parquet,
}
SUFFIXES = (*RDF, *VIEWS, *TABLES)
