"""The explorer: pages for people and the same as JSON for programs, each at an address that lasts.

All of a request is answered from one generation; a build that ends meanwhile is seen by the next request.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ..errors import QueryError
from ..export.rows import Row
from ..pipeline import KnowledgeGraph, open_graph
from ..store.generations import current_generation
from ..types import Modality
from .pages import DRAWN, POLICY, asset, render
from .surroundings import Selection, Surroundings
from .terms import address_of, id_of
from .views import MissingError

if TYPE_CHECKING:
    from ..pipeline.reading import Reader

__all__ = ["Explorer"]

API = "/api/v1"
LONGEST = 300  # characters of a question or a search
KINDS = ("entity", "statement", "document")
TOLD = {
    "/": "how much there is, who is spoken of most, the newest documents, conflicts",
    "/search?q=": "actors and things by name, sentences by their words; sentences=1 looks through those of a large graph, too",
    "/ask?q=": "a question in English",
    "/entity/state:tur": "an actor or thing: what is said of it, what it says and denies, offices; start= for more",
    "/statement/ID": "a statement with every passage for and against it",
    "/document/ID": "a document with the sentences that make claims",
    "/conflicts": "where reports clash",
    "/paths?from=Russia&to=NATO": "the shortest ways from one thing to another over what is asserted and believed",
    "/neighbourhood?of=state:tur&hops=2": "who is next to somebody, and what is said between them; modality=, relation=, unnamed=1",
    "/sparql?query=": "SPARQL 1.1 protocol; not below /api/v1",
    "/health": "the generation that is served; not below /api/v1",
}


class Explorer:
    """What answers for a folder; the graph of its newest generation is held open, and so is the reader of questions."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._graph: KnowledgeGraph | None = None
        self._views: Surroundings | None = None
        self._reader: Reader | None = None
        self._opening, self._reading = Lock(), Lock()

    def routes(self) -> list[Route]:
        """Return the routes of all pages, each below ``/api/v1`` once more."""
        found: list[Route] = []
        pages: dict[str, Callable[[Request], Response]] = {
            "/": self._front,
            "/search": self._search,
            "/ask": self._ask,
            "/conflicts": self._conflicts,
            "/paths": self._paths,
            **{f"/{kind}/{{rest:path}}": self._item for kind in KINDS},
        }
        for path, view in pages.items():
            found += (
                Route(path, _in_thread(view)),
                Route(f"{API}{path if path != '/' else '/front'}", _in_thread(view)),
            )
        return [
            *found,
            Route(API, _in_thread(self._api)),
            Route("/neighbourhood", _in_thread(self._neighbourhood)),
            Route(f"{API}/neighbourhood", _in_thread(self._neighbourhood)),
            Route("/{name}.css", _in_thread(_asset)),
            Route("/{name}.js", _in_thread(_asset)),
            Route("/health", _in_thread(self._health)),
        ]

    # --- what is open ---------------------------------------------------------------------------

    def _current(self) -> tuple[KnowledgeGraph, Surroundings]:
        with self._opening:
            newest = current_generation(self.out)
            if self._graph is None or self._views is None or self._graph.generation != newest:
                self._graph = open_graph(self.out)
                self._views = Surroundings(self._graph.store)
                self._reader = None
            return self._graph, self._views

    def _answers(self, question: str) -> Row:
        from ..nlp import load_model
        from ..pipeline.reading import Reader
        from ..questions import answers_json, ask

        graph, _ = self._current()
        with self._reading:
            if self._reader is None:
                self._reader = Reader(load_model(), graph.ontology, None, ())
            row: dict[str, Any] = json.loads(answers_json(ask(graph, question, reader=self._reader)))
        for given in row["answers"]:
            given["address"] = address_of(given["id"]) if given["id"] else None
            for passage in given["passages"]:
                passage["address"] = address_of(passage["statement"])
        return row

    # --- the pages ------------------------------------------------------------------------------

    def _front(self, request: Request) -> Response:
        return self._shown(request, "front", self._current()[1].front)

    def _search(self, request: Request) -> Response:
        words = _asked(request)
        found = self._current()[1].search(words, sentences=request.query_params.get("sentences") == "1")
        return self._shown(request, "search", found, query=words)

    def _ask(self, request: Request) -> Response:
        question = _asked(request)
        if not question:
            return self._page("ask", {"error": "", "view": None})
        try:
            row = self._answers(question)
        except QueryError as error:
            if _wants_json(request):
                return JSONResponse({"question": question, "error": str(error)}, 400)
            return self._page("ask", {"question": question, "error": str(error), "view": None}, 400)
        return self._shown(request, "ask", row, question=question, error="")

    def _conflicts(self, request: Request) -> Response:
        return self._shown(request, "conflicts", self._current()[1].conflicts())

    def _paths(self, request: Request) -> Response:
        """Return the ways from one thing to another; each is an id, or a name that is looked for."""
        views = self._current()[1]
        asked = [" ".join(request.query_params.get(name, "").split())[:LONGEST] for name in ("from", "to")]
        ids = [views.named(words) for words in asked]
        if None in ids:
            missing = [words for words, id in zip(asked, ids, strict=True) if id is None and words]
            error = f"nothing here is called {missing[0]!r}; search for a part of the name" if missing else ""
            if _wants_json(request):
                return JSONResponse({"error": error or "give from= and to="}, 404)
            return self._page("paths", {"error": error, "view": None, "asked": asked}, 404 if error else 200)
        one, other = (str(id) for id in ids)
        return self._shown(request, "paths", views.paths(one, other), error="", asked=asked)

    def _item(self, request: Request) -> Response:
        kind = request.url.path.removeprefix(API).split("/")[1]
        id = id_of(kind, request.path_params["rest"])
        graph, views = self._current()
        try:
            if _wants_turtle(request):
                views.check(id)
                return Response(
                    graph.store.query(f"DESCRIBE <{id}>").serialize("ttl"), media_type="text/turtle"
                )
            if kind == "entity":
                found = views.entity(id, start=_start(request))
            else:
                found = views.statement(id) if kind == "statement" else views.document(id)
        except MissingError as error:
            if _wants_json(request) or _wants_turtle(request):
                return JSONResponse({"error": str(error)}, 404)
            return self._page("error", {"error": str(error)}, 404)
        return self._shown(request, kind, found)

    def _neighbourhood(self, request: Request) -> Response:
        """Return the drawing of who is next to somebody, or what it draws."""
        given = request.query_params
        kind, _, rest = given.get("of", "").partition(":")
        id = id_of("entity", f"{kind}:{rest}")
        hops = int(given["hops"]) if given.get("hops") in ("1", "2", "3") else 1
        chosen = Selection(given.get("modality", ""), given.get("relation", ""), given.get("unnamed") == "1")
        try:
            found = self._current()[1].neighbourhood(id, hops=hops, chosen=chosen)
        except MissingError as error:
            if _wants_json(request):
                return JSONResponse({"error": str(error)}, 404)
            return self._page("error", {"error": str(error)}, 404)
        values = {
            "hops": str(hops),
            "modality": chosen.modality,
            "relation": chosen.relation,
            "modalities": [str(each) for each in Modality],
        }
        if _wants_json(request):
            return self._shown(request, "neighbourhood", found)
        page = render("neighbourhood", view=found, unnamed=chosen.unnamed, **values)
        return Response(
            page, headers={"content-security-policy": DRAWN}, media_type="text/html; charset=utf-8"
        )

    def _api(self, request: Request) -> Response:
        if _wants_html(request):
            return self._page("api", {"routes": list(TOLD.items())})
        return JSONResponse({"routes": TOLD})

    def _health(self, request: Request) -> Response:
        return JSONResponse({"generation": self._current()[0].generation.name})

    def _shown(self, request: Request, name: str, view: Row | list[Row], **values: object) -> Response:
        """Return a view as a page or as JSON, or that the reader has it already."""
        tag = f'W/"{self._current()[0].generation.name}"'
        headers = {"etag": tag, "vary": "accept"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        if _wants_json(request):
            return JSONResponse(view, headers=headers)
        return self._page(name, {"view": view, **values}, headers=headers)

    def _page(
        self,
        name: str,
        values: Mapping[str, object],
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        page = render(name, **values)
        return Response(
            page,
            status,
            headers={**(headers or {}), "content-security-policy": POLICY},
            media_type="text/html; charset=utf-8",
        )


def _asset(request: Request) -> Response:
    """Return a style or script of the pages; there is a fixed list of them."""
    found = asset(request.url.path.removeprefix("/"))
    if found is None:
        return Response("there is no such file\n", 404, media_type="text/plain")
    kind = "text/css" if request.url.path.endswith(".css") else "text/javascript"
    return Response(found, media_type=kind)


def _in_thread(view: Callable[[Request], Response]) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(view, request)

    return answer


def _asked(request: Request) -> str:
    return " ".join(request.query_params.get("q", "").split())[:LONGEST]


def _start(request: Request) -> int:
    given = request.query_params.get("start", "0")
    return int(given) if given.isdecimal() and len(given) < 9 else 0


def _wants_json(request: Request) -> bool:
    accept = request.headers.get("accept", "")
    return request.url.path.startswith(f"{API}/") or (
        "application/json" in accept and "text/html" not in accept
    )


def _wants_turtle(request: Request) -> bool:
    return "text/turtle" in request.headers.get("accept", "")


def _wants_html(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")
