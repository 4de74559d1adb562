"""A graph behind other people's servers answers what the store on disk answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal

from kg.errors import QueryError, StoreError
from kg.store import Store, load_queries
from kg.store import endpoint as endpoint_module
from kg.store.endpoint import Endpoint, publish
from kg.store.vocabulary import PREFIXES
from kg.types import Graph

from .conftest import SOFTWARE
from .servers import Server, free_port, oxigraph, virtuoso
from .test_saved import VALUES

SERVERS = {"oxigraph": oxigraph, "virtuoso": virtuoso}
GRAPH = "urn:kg:graph:published"
NAMES = [query.name for query in load_queries()]


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory, graph: Graph, ontology: Path) -> Store:
    return Store.create(
        tmp_path_factory.mktemp("local") / "store", graph, made_by=SOFTWARE, ontology=ontology
    )


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with (
        pytest.MonkeyPatch.context() as patch,
        SERVERS[request.param](tmp_path_factory.mktemp("server")) as found,
    ):
        patch.setenv("KG_LOGIN", "dba:dba" if request.param == "virtuoso" else "")
        patch.setenv("no_proxy", "127.0.0.1")
        yield found


@pytest.fixture(scope="module")
def endpoint(server: Server, local: Store) -> Endpoint:
    """The graph of ``local``, published in batches so small that there are several."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(endpoint_module, "BATCH", 100)
        assert publish(local.lines(), server.graphs, graph=GRAPH) == len(local.lines().splitlines()) > 200
    return Endpoint(server.query, GRAPH)


def test_all_triples_arrive_and_only_once(endpoint: Endpoint, server: Server, local: Store) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    publish(local.lines(), server.graphs, graph=GRAPH)  # in the place of the old ones
    assert list(endpoint.query(count)) == [{"n": len(local.lines().splitlines())}]


@pytest.mark.parametrize("name", NAMES)
def test_a_saved_query_answers_what_the_store_answers(endpoint: Endpoint, local: Store, name: str) -> None:
    query = next(each for each in load_queries() if each.name == name)
    values = {parameter.name: VALUES[parameter.name] for parameter in query.parameters}
    here, there = local.ask_saved(name, values), endpoint.ask_saved(name, values)
    assert here.columns == there.columns
    assert sorted(here.texts()) == sorted(there.texts())


def test_every_form_of_query_is_answered(endpoint: Endpoint, local: Store) -> None:
    assert endpoint.query("ASK { ?s a kg:Statement }")
    assert not endpoint.query("ASK { ?s a kg:Nothing }")
    construct = "CONSTRUCT { ?s rdfs:label ?name } WHERE { ?s rdfs:label ?name }"
    assert endpoint.query(construct).triples == local.query(construct).triples


def test_a_value_is_bound_as_a_term_and_never_read_as_sparql(endpoint: Endpoint) -> None:
    sparql = "SELECT ?s ?name { ?s rdfs:label ?name }"
    for evil in ('x" } } INSERT DATA { <urn:a> <urn:b> <urn:c> } #', "x\\", "'\n\t}", "ü\u2028"):
        assert len(endpoint.query(sparql, parameters={"name": Literal(evil)})) == 0
    found = endpoint.query(sparql, parameters={"name": Literal("Turkey")})
    assert [row["s"] for row in found] == ["urn:kg:entity:state:turkey"]


def test_what_a_server_refuses_is_one_line(server: Server) -> None:
    nowhere = server.query.rpartition("/")[0] + "/nowhere/at/all"
    with pytest.raises(StoreError, match=rf"^{nowhere} refuses \(404 ") as caught:
        Endpoint(nowhere).query("ASK {}")
    assert len(str(caught.value).splitlines()) == 1


# --- without a server -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sparql",
    [
        "DELETE WHERE { ?s ?p ?o }",
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT nonsense",
    ],
)
def test_what_is_no_query_is_never_sent(sparql: str) -> None:
    with pytest.raises(QueryError, match=r"is not a query|SERVICE is off|cannot be read at line 1"):
        Endpoint("http://127.0.0.1:1/").query(sparql)


def test_a_server_that_is_not_there_is_one_line_with_the_remedy() -> None:
    with pytest.raises(StoreError, match=r"cannot be reached .*; is it running\?"):
        Endpoint(f"http://127.0.0.1:{free_port()}/query").query("ASK {}")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://host/x", "localhost:7878", "http://", ""])
def test_an_address_is_one_of_the_web(url: str) -> None:
    with pytest.raises(StoreError, match="begins with http"):
        Endpoint(url)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(StoreError, match="KG_LOGIN") as caught:
        Endpoint("http://me:secret@127.0.0.1/")
    assert "secret" not in str(caught.value)


def test_a_variable_that_is_not_there_cannot_be_bound() -> None:
    with pytest.raises(QueryError):
        Endpoint("http://127.0.0.1:1/").query("SELECT ?s { ?s ?p ?o }", parameters={"name": Literal("x")})


def test_only_prefixes_that_are_needed_are_declared() -> None:
    added = endpoint_module._prologue("PREFIX kg: <urn:mine:> SELECT ?s { ?s kg:a rdfs:label }")
    assert added == f"PREFIX rdfs: <{PREFIXES['rdfs']}> "
