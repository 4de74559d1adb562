"""A graph in any SPARQL 1.1 endpoint: asked like a store on disk, and filled by the Graph Store Protocol.

What is asked is parsed here first, so that an endpoint only ever gets queries, and mistakes read the same everywhere. Values
are bound by VALUES at the beginning of the first group, as terms that Oxigraph wrote: SPARQL's protocol binds none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from urllib.parse import quote, urlencode

import pyoxigraph
from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    parse,
    parse_query_results,
)

from ..errors import QueryError
from ..types import IRI
from .answers import Answer, Bound, read_answer, read_triples
from .engine import blaming, evaluate, one_line
from .guard import check_query, opening_brace, variables
from .http import Reply, check_address, send
from .lookup import Named, find_entity
from .saved import bind_parameters, load_query
from .vocabulary import PREFIXES

__all__ = ["Endpoint", "publish"]

SECONDS = 60.0
ROWS, TRIPLES = "application/sparql-results+xml", "application/n-triples, text/turtle;q=0.9"
BATCH = 50_000  # triples of one request


class Endpoint:
    """A graph that answers SPARQL at an address; ``graph`` names one of its graphs, else its default graph is asked."""

    def __init__(self, url: str, graph: str | None = None) -> None:
        check_address(url)
        self.url = url
        self.graph = graph

    def query(
        self, sparql: str, *, parameters: Mapping[str, Bound] | None = None, timeout: float | None = None
    ) -> Answer:
        """Answer a SPARQL query; kg's prefixes need not be declared. Updates and SERVICE are refused.

        ``parameters`` are bound as terms to variables of the query. ``timeout`` is in seconds, 60 if left out.
        """
        check_query(sparql)
        with blaming(None):
            gives_triples = isinstance(evaluate(pyoxigraph.Store(), sparql, parameters or {}), QueryTriples)
        form = {"query": _prologue(sparql) + _bound(sparql, parameters or {})}
        if self.graph:
            form["default-graph-uri"] = self.graph
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": TRIPLES if gives_triples else ROWS,
        }
        reply = send(
            self.url,
            "POST",
            urlencode(form).encode(),
            headers,
            timeout=SECONDS if timeout is None else timeout,
        )
        return _read_triples(self.url, reply) if gives_triples else _read_rows(self.url, reply)

    def ask_saved(
        self, name: str, values: Mapping[str, str] | None = None, *, timeout: float | None = None
    ) -> Answer:
        """Answer a saved query; its parameters are given in words and left out of the answer."""
        query = load_query(name)
        terms = bind_parameters(query, values or {}, self.find_entity)
        return self.query(query.sparql, parameters=terms, timeout=timeout).without(*terms)

    def find_entity(self, words: str) -> Named:
        """Return the one entity of an IRI, prefixed name or name, or raise."""
        return find_entity(self._names, words)

    def _names(self, predicate: NamedNode) -> Iterator[tuple[IRI, str]]:
        answer = self.query(
            f'SELECT ?entity ?name {{ ?entity {predicate} ?name FILTER(STRSTARTS(STR(?entity), "{PREFIXES["e"]}")) }}'
        )
        for entity, name in answer.rows:
            if isinstance(entity, NamedNode) and isinstance(name, Literal):
                yield IRI(entity.value), name.value


def publish(lines: bytes, url: str, *, graph: str | None = None, timeout: float = SECONDS) -> int:
    """Put N-Triples in the place of a graph behind a Graph Store Protocol address, and return how many there are.

    They are sent in batches: whoever asks meanwhile sees a part of them. After a failure, publish again. Without
    ``graph`` they go to the default graph.
    """
    which = f"graph={quote(graph, safe='')}" if graph else "default"
    target = f"{url}{'&' if '?' in url else '?'}{which}"
    method, sent = "PUT", 0
    for batch in _batches(lines.splitlines(keepends=True)):
        # N-Triples is Turtle, and Turtle is what every server takes
        send(target, method, b"".join(batch), {"Content-Type": "text/turtle"}, timeout=timeout)
        method, sent = "POST", sent + len(batch)
    return sent


def _batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    rest = iter(lines)
    yield list(islice(rest, BATCH))  # the first may be empty: it takes away what was there
    while batch := list(islice(rest, BATCH)):
        yield batch


def _prologue(sparql: str) -> str:
    """Return the prefixes that a query needs and does not declare, on the line that it begins with."""
    declared = set(re.findall(r"(?i)\bprefix\s+([\w-]*)\s*:", sparql))
    return "".join(
        f"PREFIX {prefix}: <{iri}> "
        for prefix, iri in PREFIXES.items()
        if prefix not in declared and re.search(rf"(?<![\w-]){prefix}:", sparql)
    )


def _bound(sparql: str, parameters: Mapping[str, Bound]) -> str:
    if not parameters:
        return sparql
    if missing := sorted(parameters.keys() - variables(sparql)):
        raise QueryError(f"the query has no variable ?{missing[0]}")
    brace = opening_brace(sparql)
    if brace is None:
        raise QueryError("a query without a group has nothing to bind")
    names, terms = (
        " ".join(each) for each in zip(*((f"?{n}", str(t)) for n, t in parameters.items()), strict=True)
    )
    return f"{sparql[: brace + 1]} VALUES ({names}) {{ ({terms}) }} {sparql[brace + 1 :]}"


def _read_rows(url: str, reply: Reply) -> Answer:
    format = QueryResultsFormat.from_media_type(reply.media_type)
    if format is None:
        raise QueryError(f"{url} answers with {reply.media_type}; is it the address of a SPARQL endpoint?")
    try:
        return read_answer(parse_query_results(reply.content, format=format))
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"{url}: the answer cannot be read ({one_line(error)})") from error


def _read_triples(url: str, reply: Reply) -> Answer:
    format = RdfFormat.from_media_type(reply.media_type)
    if format is None:
        raise QueryError(f"{url} answers with {reply.media_type}; is it the address of a SPARQL endpoint?")
    try:
        return read_triples(quad.triple for quad in parse(reply.content, format=format))
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"{url}: the answer cannot be read ({one_line(error)})") from error
