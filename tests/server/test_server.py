"""The endpoint as clients and attackers see it."""

from __future__ import annotations

import csv
import io
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from httpx2 import Response
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results
from starlette.testclient import TestClient

from kg.errors import KGError, StoreError
from kg.server import LIMITS, serve
from kg.server.application import make_application
from kg.server.protocol import choose_formats
from kg.store import Store
from kg.store.endpoint import Endpoint
from kg.store.generations import generations, new_generation
from kg.store.timed import Limits
from kg.types import Graph

from ..commands import command, environment, kg
from ..store.conftest import ONTOLOGY, RELATIONS, sample_graph

SELECT = "SELECT ?name { ?s a kg:State ; rdfs:label ?name } ORDER BY ?name"
CONSTRUCT = "CONSTRUCT { ?s rdfs:label ?name } WHERE { ?s rdfs:label ?name }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?c) < STR(?f) && STR(?f) < STR(?i)) }"
STATES = ["Russia", "Turkey", "United States"]
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ontology")
    (folder / "kg.ttl").write_text(ONTOLOGY)
    (folder / "relations.ttl").write_text(RELATIONS)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, ontology: Path) -> Path:
    out = tmp_path_factory.mktemp("served")
    publish(out, sample_graph(), ontology)
    (out / "secret.txt").write_text("secret")
    return out


def publish(out: Path, graph: Graph, ontology: Path) -> None:
    with new_generation(out) as part:
        Store.create(part / "store", graph, ontology=ontology)
        (part / "graph.html").write_text(f"<!doctype html><title>the page</title>{len(graph)} statements")


def client_of(out: Path, limits: Limits = LIMITS) -> TestClient:
    application = make_application(out, host="127.0.0.1", limits=limits)
    return TestClient(application, base_url="http://127.0.0.1:8000", raise_server_exceptions=False)


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    with client_of(folder) as client:
        yield client


def names(answer: Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row["name"]["value"] for row in answer.json()["results"]["bindings"]]


# --- the protocol -----------------------------------------------------------------------------


def test_a_query_can_be_sent_in_all_three_ways(client: TestClient) -> None:
    assert names(client.get("/sparql", params={"query": SELECT})) == STATES
    assert names(client.post("/sparql", data={"query": SELECT})) == STATES
    direct = client.post(
        "/sparql", content=SELECT, headers={"content-type": "application/sparql-query; charset=utf-8"}
    )
    assert names(direct) == STATES


@pytest.mark.parametrize(
    ("accept", "media_type", "format"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", QueryResultsFormat.JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml", QueryResultsFormat.XML),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", QueryResultsFormat.TSV),
        ("*/*", "application/sparql-results+json", QueryResultsFormat.JSON),
    ],
)
def test_rows_come_in_the_format_that_is_asked_for(
    client: TestClient, accept: str, media_type: str, format: QueryResultsFormat
) -> None:
    answer = client.get("/sparql", params={"query": SELECT}, headers={"accept": accept})
    assert answer.headers["content-type"] == media_type
    read = parse_query_results(answer.content, format=format)
    assert isinstance(read, QuerySolutions)
    assert [solution["name"].value for solution in read] == STATES


def test_rows_come_as_csv(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": SELECT}, headers={"accept": "text/csv"})
    assert [row[0] for row in csv.reader(io.StringIO(answer.text))] == ["name", *STATES]


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_triples_come_in_the_format_that_is_asked_for(
    client: TestClient, folder: Path, accept: str, format: RdfFormat
) -> None:
    answer = client.get("/sparql", params={"query": CONSTRUCT}, headers={"accept": accept})
    assert answer.headers["content-type"].startswith(accept)
    read = {quad.triple for quad in parse(answer.content, format=format)}
    assert read == set(Store.open(folder / "store").query(CONSTRUCT).triples)


@pytest.mark.parametrize(
    ("accept", "formats"),
    [
        ("", ("json", "ttl")),
        ("text/*", ("csv", "ttl")),
        ("text/csv;q=0.2, application/xml;q=0.7", ("xml", "rdf")),
        ("text/html, */*;q=0.1", ("json", "ttl")),
        ("text/csv;q=0, text/turtle", ("json", "ttl")),
    ],
)
def test_the_accept_header_is_weighed(accept: str, formats: tuple[str, str]) -> None:
    assert choose_formats(accept) == formats


def test_an_unknown_format_is_not_acceptable(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": SELECT}, headers={"accept": "image/png"}).status_code == 406


def test_ask_is_answered(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": "ASK { ?s a kg:State }"}).json()["boolean"] is True


def test_graphs_can_be_chosen_by_the_protocol_and_by_from(client: TestClient, folder: Path) -> None:
    graph = next(
        str(quad.graph_name.value)
        for quad in Store.open(folder / "store")
        if "document" in str(quad.graph_name)
    )
    count = "SELECT (COUNT(*) AS ?name) {0} {{ ?s ?p ?o }}"
    whole = names(client.get("/sparql", params={"query": count.format("")}))
    chosen = names(client.get("/sparql", params={"query": count.format(""), "default-graph-uri": graph}))
    by_from = names(client.get("/sparql", params={"query": count.format(f"FROM <{graph}>")}))
    assert 0 < int(chosen[0]) < int(whole[0])
    assert by_from == chosen


def test_the_page_of_the_whole_graph_is_served(client: TestClient) -> None:
    answer = client.get("/graph")
    assert "the page" in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_rebuilt_graph_is_served_at_once(tmp_path: Path, ontology: Path) -> None:
    publish(tmp_path, sample_graph(), ontology)
    with client_of(tmp_path) as client:
        assert names(client.get("/sparql", params={"query": SELECT})) == STATES
        publish(tmp_path, Graph(), ontology)
        assert names(client.get("/sparql", params={"query": SELECT})) == []
        assert "0 statements" in client.get("/").text
        assert "0 statements" in client.get("/graph").text
    assert len(generations(tmp_path)) == 1


@pytest.mark.parametrize("name", ["graph.html", "store/CURRENT", "checksums.jsonl"])
def test_a_damaged_graph_is_one_line_with_the_remedy(name: str, tmp_path: Path, ontology: Path) -> None:
    publish(tmp_path, sample_graph(), ontology)
    (tmp_path / "current" / name).write_bytes(b"\0" * 40)
    with client_of(tmp_path) as client:
        told = client.get("/sparql", params={"query": SELECT}) if "store" in name else client.get("/graph")
        assert (told.status_code, len(told.text.splitlines())) == (503, 1)
        assert told.text.endswith("; build again\n")


# --- hostile input ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT is not a query"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE is not a query"),
        ("LOAD <http://127.0.0.1:9/x>", "LOAD is not a query"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is off"),
        ("SELECT nonsense", "cannot be read at line 1, column"),
        ("", "this is no SPARQL query"),
    ],
)
def test_what_is_no_query_is_refused_in_one_line(client: TestClient, query: str, says: str) -> None:
    for answer in (
        client.get("/sparql", params={"query": query}),
        client.post("/sparql", data={"query": query}),
    ):
        assert answer.status_code == 400
        assert says in answer.text
        assert len(answer.text.splitlines()) == 1
    assert names(client.get("/sparql", params={"query": SELECT})) == STATES


def test_updates_of_the_protocol_are_forbidden(client: TestClient) -> None:
    update = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    assert client.post("/sparql", data={"update": update}).status_code == 403
    kind = {"content-type": "application/sparql-update"}
    assert client.post("/sparql", content=update, headers=kind).status_code == 403
    assert client.put("/sparql", content=update).status_code == 405
    assert client.delete("/sparql").status_code == 405


def test_from_fetches_nothing(client: TestClient) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        query = f"SELECT ?name FROM <{address}> FROM NAMED <{address}> {{ ?s rdfs:label ?name }}"
        assert names(client.get("/sparql", params={"query": query})) == []
        by_protocol = {"query": SELECT, "default-graph-uri": address, "named-graph-uri": address}
        assert names(client.get("/sparql", params=by_protocol)) == []
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("path", ["/secret.txt", "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//etc/passwd", "/sparql/../secret.txt", "/graph.html/../secret.txt", "/store/CURRENT", "/current/graph.html", "/generations/000001/graph.html"])  # fmt: skip
def test_no_path_leads_to_a_file(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text.replace("secret.txt", "")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000", "", "[::1", "a@127.0.0.1.x"])  # fmt: skip
def test_a_rebound_name_is_turned_away(client: TestClient, host: str) -> None:
    for path in ("/", "/sparql?query=ASK%7B%7D"):
        assert client.get(path, headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "localhost", "[::1]:8000", "LOCALHOST"])
def test_own_names_and_addresses_are_let_in(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_pages_of_others_may_neither_ask_nor_read(client: TestClient) -> None:
    for origin in ("https://evil.example", "null", "http://127.0.0.1:9999"):
        answer = client.post("/sparql", data={"query": SELECT}, headers={"origin": origin})
        assert answer.status_code == 403
    own = client.post("/sparql", data={"query": SELECT}, headers={"origin": "http://127.0.0.1:8000"})
    assert names(own) == STATES
    assert not [name for name in own.headers if name.startswith("access-control")]
    asked = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    assert client.options("/sparql", headers=asked).status_code in (403, 405)


def test_a_huge_query_is_refused_before_it_is_read(client: TestClient) -> None:
    huge = f"{SELECT} # {'x' * 1_000_000}"
    assert client.post("/sparql", data={"query": huge}).status_code == 413
    kind = {"content-type": "application/sparql-query"}
    assert client.post("/sparql", content=huge, headers=kind).status_code == 413


def test_a_deep_query_takes_nobody_with_it(client: TestClient) -> None:
    deep = "SELECT * { " + "{ " * 20_000 + "}" * 20_001
    assert client.post("/sparql", data={"query": deep}).status_code in (400, 413)
    assert names(client.get("/sparql", params={"query": SELECT})) == STATES


def test_a_query_without_end_is_stopped(folder: Path) -> None:
    with client_of(folder, Limits(seconds=1)) as client:
        begin = time.monotonic()
        answer = client.get("/sparql", params={"query": ENDLESS})
        assert (answer.status_code, time.monotonic() - begin < 10) == (503, True)
        assert "stopped after 1 s" in answer.text


def test_an_answer_without_end_is_cut_off_by_an_error(folder: Path) -> None:
    with client_of(folder, Limits(seconds=30, answer=100_000)) as client:
        for query in (
            "SELECT * { ?a ?b ?c . ?d ?e ?f }",
            "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }",
        ):
            answer = client.get("/sparql", params={"query": query})
            assert answer.status_code == 400
            assert "the answer is larger than 100000 bytes" in answer.text


def test_a_query_that_eats_memory_dies_alone(folder: Path) -> None:
    with client_of(folder, Limits(seconds=60, memory=1 << 30)) as client:
        greedy = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"
        answer = client.get("/sparql", params={"query": greedy})
        assert (answer.status_code, "ran out of memory" in answer.text) == (503, True)
        assert names(client.get("/sparql", params={"query": SELECT})) == STATES


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"query=%FF%FE", FORM, 400),
        (b"query=ASK{}&query=ASK{}", FORM, 400),
        (b"", FORM, 400),
        (b"&".join(b"default-graph-uri=urn:a" for _ in range(100)) + b"&query=ASK{}", FORM, 413),
        (b"query=ASK{}&default-graph-uri=not+an+iri", FORM, 400),
        (b"\xff\xfe", {"content-type": "application/sparql-query"}, 400),
        (b"ASK {}", {"content-type": "text/plain"}, 415),
        (b"ASK {}", {}, 415),
    ],
)
def test_a_broken_request_is_a_clear_refusal(
    client: TestClient, content: bytes, headers: dict[str, str], status: int
) -> None:
    answer = client.post("/sparql", content=content, headers=headers)
    assert answer.status_code == status
    assert len(answer.text.splitlines()) == 1


# --- the command ------------------------------------------------------------------------------


def test_the_command_serves_what_was_built_and_stops_in_peace(folder: Path) -> None:
    arguments = command("serve", folder, "--port", "0", "--timeout", "5")
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, env=environment(), text=True) as running:
        assert running.stderr is not None
        told = running.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", told)
        assert found, told + running.stderr.read()
        try:
            with urlopen(f"{found[0]}graph") as page:
                assert b"the page" in page.read()
            endpoint = Endpoint(f"{found[0]}sparql")
            assert [row["name"] for row in endpoint.query(SELECT)] == STATES
            assert len(endpoint.ask_saved("claims-about", {"entity": "Turkey"})) == 10
            with pytest.raises(HTTPError) as refused:
                urlopen(Request(found[0], headers={"host": "evil.example"}))
            assert refused.value.code == 421
            refused.value.close()
            own = socket.gethostbyname(socket.gethostname())
            if not own.startswith("127."):
                with pytest.raises(OSError):
                    socket.create_connection((own, int(found[1])), timeout=2)
        finally:
            running.send_signal(signal.SIGINT)
        running.communicate(timeout=30)
        assert running.returncode in (0, 130)


def test_a_missing_extra_is_one_line_with_the_remedy(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "uvicorn.py").write_text("raise ModuleNotFoundError('no', name='uvicorn')")
    path = os.pathsep.join((str(tmp_path), environment()["PYTHONPATH"]))
    done = kg("serve", folder, env={"PYTHONPATH": path})
    assert (done.returncode, done.stderr) == (2, "kg: kg serve needs uvicorn; run: pip install 'kg[serve]'\n")


def test_a_port_that_is_taken_is_one_line(folder: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(KGError, match="choose another with --port"),
    ):
        serve(folder, port=taken.getsockname()[1])


def test_a_folder_without_a_graph_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no graph; run: kg build"):
        serve(tmp_path, port=0)
