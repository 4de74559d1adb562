"""RDF files, sorted: the same store gives the same bytes, and a diff shows what changed.

Turtle, N-Triples, RDF/XML and JSON-LD hold one graph: the corpus and what follows from it, all documents together. TriG and
N-Quads hold the whole store, graph by graph, the ontology included, each triple once. Sorting and parsing are left to lines
of N-Triples and to Oxigraph, which is an order of magnitude faster than doing either in Python.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from ..errors import StoreError
from ..store import Store, canonical_nquads
from ..store.turtle import pretty, sort_lines
from ..store.vocabulary import PREFIXES, STRING, TYPE, shorten

__all__ = ["write_rdf"]

Node = dict[str, object]  # a JSON-LD object

_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def write_rdf(store: Store, path: Path) -> None:
    """Write a store in the format of the file's suffix; the file is replaced only when it is whole."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(WRITERS[path.suffix.lower()](store))
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StoreError(f"{path}: cannot be written: {error.strerror or error}") from error


def to_turtle(store: Store) -> bytes:
    """Return the graph as Turtle."""
    return pretty(_flat(store), RdfFormat.TURTLE)


def to_ntriples(store: Store) -> bytes:
    """Return the graph as N-Triples."""
    return b"".join(sorted(store.lines().splitlines(keepends=True)))


def to_xml(store: Store) -> bytes:
    """Return the graph as RDF/XML. Control characters, which XML cannot hold, become U+FFFD."""
    written = serialize(_flat(store), format=RdfFormat.RDF_XML, prefixes=dict(PREFIXES)) or b""
    return _NOT_XML.sub("\ufffd".encode(), written).replace(b"\r", b"&#13;")  # a bare CR would be read as LF


def to_jsonld(store: Store) -> bytes:
    """Return the graph as JSON-LD: one object a subject, with prefixed names."""
    nodes = [
        _node(str(subject.value), list(triples))
        for subject, triples in groupby(_flat(store), key=lambda quad: quad.subject)
    ]
    whole = {"@context": dict(PREFIXES), "@graph": nodes}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def to_trig(store: Store) -> bytes:
    """Return the whole store as TriG, the default graph first."""
    return pretty(_quads(store), RdfFormat.TRIG)


WRITERS: Mapping[str, Callable[[Store], bytes]] = {
    ".ttl": to_turtle,
    ".nt": to_ntriples,
    ".rdf": to_xml,
    ".jsonld": to_jsonld,
    ".trig": to_trig,
    ".nq": canonical_nquads,
}


# --- triples in order -------------------------------------------------------------------------


def _flat(store: Store) -> Iterator[Quad]:
    return parse(store.lines(), format=RdfFormat.N_TRIPLES)


def _quads(store: Store) -> Iterator[Quad]:
    for name, lines in store.graphs():
        for quad in parse(b"\n".join(sort_lines(lines)), format=RdfFormat.N_TRIPLES):
            yield Quad(quad.subject, quad.predicate, quad.object, name)


# --- JSON-LD ----------------------------------------------------------------------------------


def _node(subject: str, triples: list[Quad]) -> Node:
    node: Node = {"@id": shorten(subject)}
    for predicate, group in groupby(triples, key=lambda triple: triple.predicate):
        values = [triple.object for triple in group]
        if predicate == TYPE:
            node["@type"] = [shorten(value.value) for value in values if isinstance(value, NamedNode)]
        else:
            node[shorten(predicate.value)] = [_value(value) for value in values]
    return node


def _value(term: object) -> str | Node:
    if isinstance(term, NamedNode):
        return {"@id": shorten(term.value)}
    if not isinstance(term, Literal):
        raise StoreError(f"{term}: kg writes neither blank nodes nor quoted triples")
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype == STRING:
        return term.value
    return {"@value": term.value, "@type": shorten(term.datatype.value)}
