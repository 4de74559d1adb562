"""The Turtle of the sample reports means the same to three parsers that share no code: rdflib, Oxigraph and N3.js."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.pipeline import KnowledgeGraph

from .javascript import run

N3 = """
const fs = require('fs'), { Parser } = require('n3');
const hex = text => Buffer.from(text, 'utf8').toString('hex');
const term = t => t.termType === 'Literal'
  ? ['literal', hex(t.value), t.language, t.datatype.value].join(' ')
  : [t.termType, hex(t.value)].join(' ');
for (const q of new Parser({ format: 'text/turtle' }).parse(fs.readFileSync(process.argv[1], 'utf8')))
  console.log([q.subject, q.predicate, q.object].map(term).join(' | '));
"""
STRING = "http://www.w3.org/2001/XMLSchema#string"


@pytest.fixture(scope="module")
def turtle(built: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("turtle") / "graph.ttl"
    built.write(path)
    return path


@pytest.fixture(scope="module")
def in_oxigraph(turtle: Path) -> set[str]:
    quads = parse(path=str(turtle), format=RdfFormat.TURTLE)
    return {" | ".join(map(_oxigraph, (quad.subject, quad.predicate, quad.object))) for quad in quads}


def _oxigraph(term: object) -> str:
    if isinstance(term, Literal):
        return f"literal {_hex(term.value)} {term.language or ''} {term.datatype.value}"
    assert isinstance(term, NamedNode)
    return f"NamedNode {_hex(term.value)}"


def _rdflib(term: object) -> str:
    if isinstance(term, rdflib.Literal):
        return f"literal {_hex(str(term))} {term.language or ''} {term.datatype or STRING}"
    assert isinstance(term, rdflib.URIRef)
    return f"NamedNode {_hex(str(term))}"


def _hex(text: str) -> str:
    return text.encode().hex()


def test_the_sample_has_enough_triples_to_compare(in_oxigraph: set[str]) -> None:
    assert len(in_oxigraph) > 5000


def test_rdflib_reads_the_triples_that_oxigraph_reads(turtle: Path, in_oxigraph: set[str]) -> None:
    graph = rdflib.Graph(identifier=rdflib.URIRef("urn:read")).parse(turtle, format="turtle")
    assert {" | ".join(map(_rdflib, triple)) for triple in graph} == in_oxigraph


def test_n3js_reads_the_triples_that_oxigraph_reads(turtle: Path, in_oxigraph: set[str]) -> None:
    read = run(N3, str(turtle), needs="n3").splitlines()
    assert set(read) == in_oxigraph
    assert len(read) == len(in_oxigraph)
