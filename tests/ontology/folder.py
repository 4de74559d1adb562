"""An ontology folder for a test: ours, with a file of the test's own beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.ontology import Ontology, load_ontology

PREFIXES = """
@prefix kg: <urn:kg:ontology:> .
@prefix lex: <urn:kg:lexicon:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


@cache
def shipped() -> Ontology:
    """Return the ontology as it ships."""
    return load_ontology()


def loaded_with(folder: Path, turtle: str = "", **tables: str) -> Ontology:
    """Return the shipped ontology with a user's Turtle and tables."""
    (folder / "mine.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
    for name, table in tables.items():
        (folder / f"{name}.tsv").write_text(table, encoding="utf-8")
    return load_ontology(extra=[folder])
