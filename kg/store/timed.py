"""A query with a time limit. Oxigraph cannot be interrupted, a process can: so the query gets one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from ..errors import QueryError
from .answers import Answer, Bound, read_answer, read_triples
from .engine import evaluate, open_generation

__all__ = ["query_within"]

_CHILD = "from kg.store.timed import answer_stdin; answer_stdin()"


def query_within(seconds: float, path: Path, sparql: str, parameters: Mapping[str, Bound]) -> Answer:
    """Answer a query on the store of a folder, or raise when the time is up."""
    request = {
        "path": str(path),
        "sparql": sparql,
        "parameters": {n: _pack(t) for n, t in parameters.items()},
    }
    try:
        done = subprocess.run(
            [sys.executable, "-c", _CHILD],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=seconds,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise QueryError(
            f"the query was stopped after {seconds:g} s; ask for less or allow more time"
        ) from error
    kind, _, body = done.stdout.partition(b"\n")
    if done.returncode or kind == b"error":
        raise QueryError(body.decode() if kind == b"error" else "the query ran out of memory or was killed")
    if kind == b"triples":
        return read_triples(quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES))
    return read_answer(parse_query_results(body, format=QueryResultsFormat.JSON))


def answer_stdin() -> None:
    """Answer the request on stdin: the other end of ``query_within``."""
    request = json.load(sys.stdin.buffer)
    parameters = {name: _unpack(term) for name, term in request["parameters"].items()}
    try:
        result = evaluate(open_generation(Path(request["path"])), request["sparql"], parameters)
        if isinstance(result, QuerySolutions | QueryBoolean):
            kind, body = b"results", result.serialize(format=QueryResultsFormat.JSON)
        else:
            kind, body = b"triples", result.serialize(format=RdfFormat.N_TRIPLES)
    except QueryError as error:
        kind, body = b"error", str(error).encode()
    sys.stdout.buffer.write(kind + b"\n" + (body or b""))


def _pack(term: Bound) -> list[str]:
    return [term.value] if isinstance(term, NamedNode) else [term.value, term.datatype.value]


def _unpack(parts: list[str]) -> Bound:
    return NamedNode(parts[0]) if len(parts) == 1 else Literal(parts[0], datatype=NamedNode(parts[1]))
