"""From a parse written out by hand to the claims that it gives."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.extraction import extract
from kg.mapping import map_extraction
from kg.ontology import Ontology, load_ontology
from kg.types import IRI, Claim, Document, Run

from ..extraction.parses import parsed


@cache
def ontology() -> Ontology:
    return load_ontology()


def claims_of(
    words: str,
    heads: str,
    pos: str = "",
    *,
    names: Mapping[str, str] | None = None,
    lemmas: Mapping[str, str] | None = None,
) -> tuple[Claim, ...]:
    """Read a sentence; ``lemmas`` tells those that differ from the form."""
    row = " ".join((lemmas or {}).get(word, ".") for word in words.split())
    doc = parsed(words, heads, pos, row, names=names)
    text = doc.text
    runs = (Run(0, len(text), 0, len(text)),)
    document = Document(id=IRI("urn:kg:document:test"), text=text, raw=text, runs=runs)
    return map_extraction(extract(document, doc), ontology())


def triples(claims: tuple[Claim, ...]) -> set[tuple[str, str, str]]:
    return {(claim.subject.name, claim.relation, claim.object.name) for claim in claims}


def only(claims: tuple[Claim, ...], relation: str) -> Claim:
    found = [claim for claim in claims if claim.relation == relation]
    assert len(found) == 1, [(c.subject.name, c.relation, c.object.name) for c in claims]
    return found[0]
