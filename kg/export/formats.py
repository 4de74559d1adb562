"""All formats in one table. A new one is a module with a function that writes it, and a line here.

The writer is named, not imported: its library is loaded only when something is written in the format.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from ..errors import StoreError

__all__ = ["FORMATS", "SUFFIXES", "Format", "Takes", "format_of"]


class Takes(StrEnum):
    """What a writer is given before the path, and after it."""

    STORE = "store"
    GRAPH = "graph"
    TITLED = "graph and title"
    TYPED = "graph and ontology"


class Format(NamedTuple):
    """A format by the end of a file's name; ``writer`` is a module of this folder and its function."""

    suffix: str
    label: str
    writer: str
    takes: Takes = Takes.GRAPH


_WHOLE = "the whole store: one named graph for each document, inferred triples, ontology"
_FLAT = "the corpus and what follows from it, as one graph"
_EDGES = "entities as nodes, statements as edges with id, relation, modality, belief, counts and dates"
_ROWS = "reports of events: one row for each claim"

FORMATS = (
    Format(".ttl", f"Turtle: {_FLAT}", "rdf.write_rdf", Takes.STORE),
    Format(".trig", f"TriG: {_WHOLE}", "rdf.write_rdf", Takes.STORE),
    Format(".nt", f"N-Triples: {_FLAT}", "rdf.write_rdf", Takes.STORE),
    Format(".nq", f"N-Quads: {_WHOLE}", "rdf.write_rdf", Takes.STORE),
    Format(".jsonld", f"JSON-LD: {_FLAT}", "rdf.write_rdf", Takes.STORE),
    Format(".rdf", f"RDF/XML: {_FLAT}", "rdf.write_rdf", Takes.STORE),
    Format(".graphml", f"GraphML: {_EDGES}", "network.write_graphml"),
    Format(".gexf", f"GEXF for Gephi: {_EDGES}, which its timeline plays", "network.write_gexf"),
    Format(".html", "the interactive page", "html.write_html", Takes.TITLED),
    Format(".cypher", "a script for Neo4j", "neo4j.write_cypher"),
    Format(".neo4j", "a folder of tables for neo4j-admin", "neo4j.write_tables"),
    Format(".csv", f"CSV: {_ROWS}", "reports.write_csv", Takes.TYPED),
    Format(".parquet", f"Parquet: {_ROWS}", "reports.write_parquet", Takes.TYPED),
    Format(".ftm.json", "FollowTheMoney: one entity a line", "ftm.write_ftm", Takes.TYPED),
    Format(".stix.json", "STIX 2.1: a bundle", "stix.write_stix", Takes.TYPED),
    Format(".schemaorg.jsonld", "schema.org: claims and reviews", "schemaorg.write_schemaorg", Takes.TYPED),
    Format(".cyjs", f"Cytoscape JSON: {_EDGES}", "cytoscape.write_cyjs", Takes.TYPED),
    Format(
        ".obsidian", "a folder of notes, one for each thing and report", "obsidian.write_notes", Takes.TYPED
    ),
)
SUFFIXES = tuple(each.suffix for each in FORMATS)


def format_of(path: Path) -> Format:
    """Return the format that a file's name ends in; where two fit (``.stix.json``), the longer."""
    name = path.name.lower()
    fitting = [each for each in FORMATS if name.endswith(each.suffix) and name != each.suffix]
    if not fitting:
        raise StoreError(f"{path.name}: no such format; a graph can be written as {' '.join(SUFFIXES)}")
    return max(fitting, key=lambda each: len(each.suffix))
