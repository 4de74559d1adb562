"""Turtle that differs little from the Turtle before: the blocks of some subjects change places with new ones.

A block is what is said of one subject; blocks stand in the order of their subjects and share nothing but the prefixes, so
the result is what writing the whole store gives.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Triple, parse, serialize

from ..store import Store
from ..store.turtle import pretty, sort_lines
from ..store.vocabulary import ONTOLOGY_GRAPH, PREFIXES

__all__ = ["splice_turtle"]

_BETWEEN = b"\n\n"  # never within a block: literals have their line breaks escaped


def splice_turtle(turtle: bytes, store: Store, subjects: Iterable[NamedNode]) -> bytes:
    """Return Turtle of a store, given the Turtle of one that differs in nothing but some subjects."""
    header, *blocks = turtle.split(_BETWEEN)
    known = {_subject(block): block for block in blocks if block}
    changed = sorted(set(subjects), key=str)
    for subject in changed:
        known.pop(str(subject).encode(), None)
    lines = serialize(
        (t for subject in changed for t in _said_of(subject, store)), format=RdfFormat.N_TRIPLES
    )
    triples = (
        quad.triple
        for quad in parse(b"\n".join(sort_lines((lines or b"").splitlines())), format=RdfFormat.N_TRIPLES)
    )
    _, *fresh = pretty(triples, RdfFormat.TURTLE).split(_BETWEEN)
    known |= {_subject(block): block for block in fresh if block}
    return _BETWEEN.join([header, *(known[subject] for subject in sorted(known)), b""])


def _said_of(subject: NamedNode, store: Store) -> set[Triple]:
    """Return all that is said of a subject but in the ontology; the default graph holds every triple."""
    every, ontology = (
        {quad.triple for quad in store.oxigraph.quads_for_pattern(subject, None, None, graph)}
        for graph in (DefaultGraph(), ONTOLOGY_GRAPH)
    )
    return every - ontology


def _subject(block: bytes) -> bytes:
    """Return the subject of a block as N-Triples spell it.

    >>> _subject(b"kg:buys a <urn:x> .")
    b'<urn:kg:ontology:buys>'
    """
    name, _, _ = block.partition(b" ")
    if name.startswith(b"<"):
        return name
    prefix, _, local = name.partition(b":")
    return f"<{PREFIXES[prefix.decode()]}".encode() + local.replace(b"\\", b"") + b">"
