"""What is served, and who may ask for it: the explorer, the page of the whole graph, SPARQL.

Whoever shows a page in a browser could make that browser ask us. So a request must name us by an address or by a name that
is ours, which a rebound name is not, and must not come from a page of somebody else. No header allows other pages to read
an answer.
"""

from __future__ import annotations

import socket
from contextlib import closing
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..errors import KGError, LimitError, QueryError, StoreError
from ..store.checksums import check_files
from ..store.generations import hold_current
from ..store.guard import check_query
from ..store.timed import Limits, serialize_within
from .explorer import Explorer
from .protocol import Asked, RefusedError, choose_formats, read_request

__all__ = ["make_application"]

PAGE = "graph.html"
AT_ONCE = 8  # queries; each is a process
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache",
}


def make_application(out: Path, *, host: str, limits: Limits) -> Starlette:
    """Return what serves a folder that ``kg build`` wrote; StoreError where there is no graph."""
    hold_current(out).close()
    running: set[Request] = set()

    async def sparql(request: Request) -> Response:
        asked = await read_request(request)
        formats = choose_formats(request.headers.get("accept", ""))
        if len(running) >= AT_ONCE:
            raise RefusedError(503, "too many queries at once; ask again later")
        running.add(request)
        try:
            return await run_in_threadpool(_answer, out, asked, formats, limits)
        finally:
            running.discard(request)

    async def page(request: Request) -> Response:
        content = await run_in_threadpool(_page, out)
        return Response(content, media_type="text/html; charset=utf-8")

    return Starlette(
        routes=[
            *Explorer(out).routes(),
            Route("/graph", page),
            Route("/sparql", sparql, methods=["GET", "POST"]),
        ],
        middleware=[
            Middleware(_Doorkeeper, names=_own_names(host)),
            Middleware(GZipMiddleware, minimum_size=1024),
        ],
        exception_handlers={RefusedError: _refused, KGError: _failed},
    )


def _page(out: Path) -> bytes:
    with closing(hold_current(out)) as held:
        check_files(held.folder, [PAGE], whole=True)
        return (held.folder / PAGE).read_bytes()


def _answer(out: Path, asked: Asked, formats: tuple[str, str], limits: Limits) -> Response:
    """Answer from the generation that is current now: a rebuilt graph is served at once."""
    check_query(asked.query)
    rows, triples = formats
    with closing(hold_current(out)) as held:
        done = serialize_within(
            limits,
            held.folder / "store",
            asked.query,
            {},
            rows=rows,
            triples=triples,
            graphs=(asked.default_graphs, asked.named_graphs),
        )
    media_type = MEDIA_TYPES[triples if done.triples else rows]
    return Response(done.text, headers={"content-type": media_type})


MEDIA_TYPES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status if isinstance(error, RefusedError) else 400
    return PlainTextResponse(f"{error}\n", status)


async def _failed(request: Request, error: Exception) -> Response:
    if isinstance(error, StoreError | LimitError):
        status = 503  # nothing is wrong with the request
    else:
        status = 400 if isinstance(error, QueryError) else 500
    return PlainTextResponse(f"{error}\n", status)


class _Doorkeeper:
    """Turn away requests under names that are not ours or from pages that are not, and add the headers."""

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self.app = app
        self.names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message["headers"], *extra]
            await send(message)

        refused = self._refusal(HTTPConnection(scope))
        await (refused or self.app)(scope, receive, send_with_headers)

    def _refusal(self, request: HTTPConnection) -> Response | None:
        host, origin = request.headers.get("host", ""), request.headers.get("origin")
        if not _is_ours(host, self.names):
            return PlainTextResponse("this server does not go by that name\n", 421)
        if origin is not None and urlsplit(origin).netloc != host:
            return PlainTextResponse("pages of other servers may not ask here\n", 403)
        return None


def _own_names(host: str) -> frozenset[str]:
    return frozenset({"localhost", socket.gethostname().lower(), host.lower()})


def _is_ours(host: str, names: frozenset[str]) -> bool:
    """Return whether a Host header has a name of ours or an address: no other page's name resolves to an address."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        if name in names:
            return True
        ip_address(name)
    except ValueError:
        return False
    return True
