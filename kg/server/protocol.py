"""SPARQL 1.1 protocol, the part for queries: what a request asks, and in which form it wants the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import parse_qs

from pyoxigraph import NamedNode
from starlette.requests import Request

from ..errors import KGError

__all__ = ["Asked", "RefusedError", "choose_formats", "read_request"]

LARGEST = 1 << 16  # bytes of a query
GRAPHS = 64  # that one request may name

ROWS = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
TRIPLES = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
    "application/xml": "rdf",
}


class RefusedError(KGError):
    """A request that is not answered, with its status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Asked(NamedTuple):
    """A query and the graphs that it is about, all of them where none is named."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


async def read_request(request: Request) -> Asked:
    """Return what is asked, in the address, in a form or as the content itself; anything else is refused."""
    given = _fields(request.url.query)
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        content = await _content(request)
        if kind == "application/x-www-form-urlencoded":
            given = _fields(content)
        elif kind == "application/sparql-query":
            given = {**given, "query": [content]}
        elif kind == "application/sparql-update":
            raise RefusedError(403, "updates are refused: the graph is only read")
        else:
            raise RefusedError(415, "send application/sparql-query or application/x-www-form-urlencoded")
    if "update" in given:
        raise RefusedError(403, "updates are refused: the graph is only read")
    return _asked(given)


def choose_formats(accept: str) -> tuple[str, str]:
    """Return the formats for rows and for triples that an Accept header likes best, by extension.

    >>> choose_formats("text/csv;q=0.5, text/turtle, application/sparql-results+xml;q=0.9")
    ('xml', 'ttl')
    """
    wanted = sorted(map(_weighed, filter(None, accept.split(","))), key=lambda each: -each[1])
    types = [name for name, weight in wanted if weight > 0] or ["*/*"]
    rows, triples = _first(types, ROWS), _first(types, TRIPLES)
    if rows is None and triples is None:
        raise RefusedError(406, f"no such format; there are {', '.join(dict.fromkeys((*ROWS, *TRIPLES)))}")
    return rows or "json", triples or "ttl"


def _asked(given: Mapping[str, Sequence[str]]) -> Asked:
    queries = given.get("query", ())
    if len(queries) != 1:
        raise RefusedError(400, "ask one query: /sparql?query=…")
    if len(queries[0].encode()) > LARGEST:
        raise RefusedError(413, f"a query may have {LARGEST} bytes")
    graphs = [tuple(given.get(name, ())) for name in ("default-graph-uri", "named-graph-uri")]
    if sum(map(len, graphs)) > GRAPHS:
        raise RefusedError(413, f"a query may name {GRAPHS} graphs")
    for iri in (*graphs[0], *graphs[1]):
        _check_iri(iri)
    return Asked(queries[0], *graphs)


def _check_iri(iri: str) -> None:
    try:
        NamedNode(iri)
    except ValueError as error:
        raise RefusedError(400, f"a graph is named by an IRI: {error}") from error


def _fields(text: str) -> dict[str, list[str]]:
    try:
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=2 * GRAPHS)
    except ValueError as error:
        raise RefusedError(400, f"the fields of the request cannot be read: {error}") from error


async def _content(request: Request) -> str:
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > 4 * LARGEST:  # a form spells many characters with three
            raise RefusedError(413, f"a query may have {LARGEST} bytes")
    try:
        return found.decode()
    except UnicodeDecodeError as error:
        raise RefusedError(400, "the request is no UTF-8") from error


def _weighed(part: str) -> tuple[str, float]:
    name, *parameters = (each.strip().lower() for each in part.split(";"))
    weight = next((each[2:] for each in parameters if each.startswith("q=")), "1")
    try:
        return name, float(weight)
    except ValueError:
        return name, 0.0


def _first(types: Sequence[str], known: Mapping[str, str]) -> str | None:
    """Return the format of the first type that is known; a type with an asterisk takes any of its kind."""
    for name in types:
        kind = name.partition("/")[0]
        for each, format in known.items():
            if name in (each, "*/*") or (name == f"{kind}/*" and each.startswith(f"{kind}/")):
                return format
    return None
