"""All formats in one table. A new one is a module with a function that writes it, and a line here.

The writer is named, not imported: its library is loaded only when something is written in the format.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from ..errors import StoreError

__all__ = ["FORMATS", "SUFFIXES", "Format", "Part", "Takes", "format_of", "losses_text"]


class Takes(StrEnum):
    """What a writer is given before the path, and after it."""

    STORE = "store"
    GRAPH = "graph"
    TITLED = "graph and title"
    TYPED = "graph and ontology"


class Part(StrEnum):
    """What a graph holds and a format may lack, in words."""

    IDS = "ids of things"
    ALIASES = "other names of things"
    COUNTRIES = "countries of actors and places"
    LINKS = "links to Wikidata"
    ROLES = "roles of further participants"
    MODES = "modes, as planned or threatened"
    CERTAINTY = "how certain each source is"
    CONDITIONS = "conditions"
    SENTENCES = "sentences"
    DENIALS = "sentences against a statement"
    PLACES = "where in the file a sentence stands"
    SPEAKERS = "who says so"
    RELAYS = "who passed on what another said"
    TIMES = "first and last days"
    TIME_WORDS = "words for a time"
    RULES = "rules that read the sentences"
    TITLES = "titles of reports"
    OUTLETS = "outlets"
    AUTHORS = "authors of reports"
    ADDRESSES = "web addresses of reports"
    FILES = "files of reports"
    COPIES = "which report is a copy of which"
    CONFLICTS = "conflicts"
    CORRECTIONS = "corrections"


class Format(NamedTuple):
    """A format by the end of a file's name; ``writer`` is a module of this folder and its function."""

    suffix: str
    label: str
    writer: str
    takes: Takes = Takes.GRAPH
    lacks: frozenset[Part] = frozenset()


_WHOLE = "the whole store: one named graph for each document, inferred triples, ontology"
_FLAT = "the corpus and what follows from it, as one graph"
_EDGES = "entities as nodes, statements as edges with id, relation, modality, belief, counts and dates"
_ROWS = "reports of events: one row for each claim"

# what drawings of a graph have no room for, and what those lack besides that hold no lists of texts
_UNDRAWN = frozenset(Part) - {
    *(Part.IDS, Part.ALIASES, Part.COUNTRIES, Part.MODES, Part.TIMES, Part.SENTENCES, Part.DENIALS),
}
_UNLISTED = _UNDRAWN | {Part.ALIASES, Part.SENTENCES, Part.DENIALS}
_UNTABLED = frozenset({Part.ALIASES, Part.AUTHORS, Part.CONFLICTS, Part.CORRECTIONS, Part.LINKS})
_UNTOLD = frozenset({Part.CERTAINTY, Part.CONDITIONS, Part.CORRECTIONS, Part.RULES, Part.TIME_WORDS})

FORMATS = (
    Format(".ttl", f"Turtle: {_FLAT}", "rdf.write_rdf", Takes.STORE),
    Format(".trig", f"TriG: {_WHOLE}", "rdf.write_rdf", Takes.STORE),
    Format(".nt", f"N-Triples: {_FLAT}", "rdf.write_rdf", Takes.STORE),
    Format(".nq", f"N-Quads: {_WHOLE}", "rdf.write_rdf", Takes.STORE),
    Format(".jsonld", f"JSON-LD: {_FLAT}", "rdf.write_rdf", Takes.STORE),
    Format(".rdf", f"RDF/XML: {_FLAT}", "rdf.write_rdf", Takes.STORE),
    Format(".graphml", f"GraphML: {_EDGES}", "network.write_graphml", lacks=_UNLISTED),
    Format(".gexf", f"GEXF: {_EDGES}, for Gephi's timeline", "gexf.write_gexf", lacks=_UNLISTED),
    Format(
        ".html",
        "the interactive page",
        "html.write_html",
        Takes.TITLED,
        frozenset({Part.AUTHORS, Part.COPIES, Part.CORRECTIONS}),
    ),
    Format(".cypher", "a script for Neo4j", "neo4j.write_cypher", lacks=_UNDRAWN),
    Format(".neo4j", "a folder of tables for neo4j-admin", "neo4j.write_tables", lacks=_UNDRAWN),
    Format(".csv", f"CSV: {_ROWS}", "reports.write_csv", Takes.TYPED, _UNTABLED),
    Format(".parquet", f"Parquet: {_ROWS}", "reports.write_parquet", Takes.TYPED, _UNTABLED),
    Format(
        ".ftm.json",
        "FollowTheMoney: one entity a line",
        "ftm.write_ftm",
        Takes.TYPED,
        _UNTOLD | {Part.CONFLICTS, Part.COPIES, Part.IDS, Part.PLACES},
    ),
    Format(
        ".stix.json",
        "STIX 2.1: a bundle",
        "stix.write_stix",
        Takes.TYPED,
        _UNTOLD | {Part.AUTHORS, Part.COPIES, Part.FILES},
    ),
    Format(
        ".schemaorg.jsonld",
        "schema.org: claims and reviews",
        "schemaorg.write_schemaorg",
        Takes.TYPED,
        _UNTOLD | {Part.CONFLICTS, Part.FILES, Part.PLACES, Part.ROLES},
    ),
    Format(".cyjs", f"Cytoscape JSON: {_EDGES}", "cytoscape.write_cyjs", Takes.TYPED, _UNDRAWN),
    Format(
        ".obsidian",
        "a folder of notes, one for each thing and report",
        "obsidian.write_notes",
        Takes.TYPED,
        _UNTOLD | {Part.PLACES},
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


def losses_text(name: str) -> str:
    """Return what a format cannot hold, one part a line; ``name`` is a suffix, with or without its point."""
    format = format_of(Path(f"graph.{name.removeprefix('.')}"))
    inferred = [] if format.takes is Takes.STORE else ["what follows from the ontology"]
    lost = [*(part.value for part in Part if part in format.lacks), *inferred]
    return "\n  ".join(
        [f"{format.suffix} ({format.label}) cannot hold:", *(lost or ["nothing: it holds all"])]
    )
