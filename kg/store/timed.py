"""A query with limits. Oxigraph cannot be interrupted, a process can: so the query gets one of its own.

The process also bounds what a query can take: its answer is cut off by an error where it grows too large, and its memory
where that is asked for. A query that dies takes nobody with it.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

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

from ..errors import LimitError, QueryError, StoreError
from .answers import Answer, Bound, read_answer, read_triples
from .checksums import check_files
from .engine import blaming, evaluate, open_oxigraph

__all__ = ["Limits", "Serialized", "query_within", "serialize_within"]

_CHILD = "from kg.store.timed import answer_stdin; answer_stdin()"


class Limits(NamedTuple):
    """What a query may take: seconds, and bytes of its answer and of memory."""

    seconds: float
    answer: int = 1 << 30
    memory: int | None = None


class Serialized(NamedTuple):
    """An answer as text: of rows or one truth value, or of triples."""

    triples: bool
    text: bytes


def query_within(seconds: float, path: Path, sparql: str, parameters: Mapping[str, Bound]) -> Answer:
    """Answer a query on the store of a folder, or raise when the time is up."""
    done = serialize_within(Limits(seconds), path, sparql, parameters)
    if done.triples:
        return read_triples(quad.triple for quad in parse(done.text, format=RdfFormat.N_TRIPLES))
    return read_answer(parse_query_results(done.text, format=QueryResultsFormat.JSON))


def serialize_within(
    limits: Limits,
    path: Path,
    sparql: str,
    parameters: Mapping[str, Bound],
    *,
    rows: str = "json",
    triples: str = "nt",
    graphs: tuple[Sequence[str], Sequence[str]] = ((), ()),
) -> Serialized:
    """Answer a query on the store of a folder as text, or raise when it takes too much.

    ``rows`` and ``triples`` are the formats, by the extensions of their files; ``graphs`` are the default graphs and the
    named graphs to ask, all of them where there are none.
    """
    request = {
        "path": str(path),
        "sparql": sparql,
        "parameters": {n: _pack(t) for n, t in parameters.items()},
        "formats": [rows, triples],
        "graphs": graphs,
        "limits": limits,
    }
    try:
        done = subprocess.run(
            [sys.executable, "-c", _CHILD],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=limits.seconds,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        check_files(path, whole=True)
        raise LimitError(
            f"the query was stopped after {limits.seconds:g} s; ask for less or allow more time"
        ) from error
    kind, _, body = done.stdout.partition(b"\n")
    if kind == b"damaged":
        raise StoreError(body.decode())
    if kind == b"error":
        raise QueryError(body.decode())
    if done.returncode:
        check_files(path, whole=True)  # where a block is damaged, a query may not end
    if done.returncode == -signal.SIGSEGV:
        raise QueryError("the query is nested too deeply to be read; ask for less at a time")
    if done.returncode:
        raise LimitError("the query ran out of memory or was killed; ask for less")
    return Serialized(kind == b"triples", body)


def answer_stdin() -> None:
    """Answer the request on stdin: the other end of ``serialize_within``."""
    request = json.load(sys.stdin.buffer)
    try:
        kind, body = _answer(request, Limits(*request["limits"]))
    except MemoryError:
        sys.exit(1)
    except QueryError as error:
        kind, body = "error", str(error).encode()
    except StoreError as error:
        kind, body = "damaged", str(error).encode()
    sys.stdout.buffer.write(kind.encode() + b"\n" + body)


def _answer(request: Mapping[str, Any], limits: Limits) -> tuple[str, bytes]:
    if limits.memory is not None:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (int(limits.seconds) + 1,) * 2)  # should its parent die before it
    parameters = {name: _unpack(term) for name, term in request["parameters"].items()}
    default, named = ([NamedNode(iri) for iri in iris] for iris in request["graphs"])
    folder = Path(request["path"])
    check_files(folder)
    rows, triples = request["formats"]
    out = _Bounded(limits.answer)
    with blaming(folder):
        result = evaluate(
            open_oxigraph(folder),
            request["sparql"],
            parameters,
            default_graphs=default,
            named_graphs=named,
        )
        if isinstance(result, QuerySolutions | QueryBoolean):
            result.serialize(out, format=QueryResultsFormat.from_extension(rows))
            return "rows", out.getvalue()
        result.serialize(out, format=RdfFormat.from_extension(triples))
    return "triples", out.getvalue()


class _Bounded(BytesIO):
    """A buffer that takes no more than so many bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, content: Any) -> int:
        if self.tell() + len(content) > self.limit:
            raise QueryError(f"the answer is larger than {self.limit} bytes; ask for less, with LIMIT")
        return super().write(content)


def _pack(term: Bound) -> list[str]:
    return [term.value] if isinstance(term, NamedNode) else [term.value, term.datatype.value]


def _unpack(parts: list[str]) -> Bound:
    return NamedNode(parts[0]) if len(parts) == 1 else Literal(parts[0], datatype=NamedNode(parts[1]))
