"""The explorer: each page as a reader sees it, the same as JSON, and what hostile names and addresses can do in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import rdflib
from starlette.testclient import TestClient

from kg.ids import home_of
from kg.pipeline import KnowledgeGraph, build
from kg.server import LIMITS
from kg.server.application import make_application
from kg.server.terms import address_of
from kg.server.views import SHOWN, Views
from kg.types import Statement

HTML = {"accept": "text/html,application/xhtml+xml"}
JSON = {"accept": "application/json"}
HOSTILE = '<script>alert("x")</script>'


def client_of(out: Path) -> TestClient:
    application = make_application(out, host="127.0.0.1", limits=LIMITS)
    return TestClient(application, base_url="http://127.0.0.1:8000", raise_server_exceptions=False)


@pytest.fixture(scope="module")
def client(out: Path) -> Iterator[TestClient]:
    with client_of(out) as client:
        yield client


@pytest.fixture
def statement(built: KnowledgeGraph) -> Statement:
    return max(
        built.graph.statements, key=lambda each: (min(len(each.supporting), len(each.refuting)), each.id)
    )


class Links(HTMLParser):
    """The addresses that a page leads to, and the tags that it is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found += [value for name, value in attrs if name == "href" and value]


def page(client: TestClient, address: str) -> str:
    answer = client.get(address, headers=HTML)
    assert answer.status_code == 200, answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    return answer.text


# --- pages ------------------------------------------------------------------------------------


def test_the_start_tells_how_much_there_is_and_leads_on(client: TestClient, built: KnowledgeGraph) -> None:
    text = page(client, "/")
    assert f"{len(built.graph.documents)} documents, {len(built)} statements" in text
    assert "/entity/state:tur" in Links(text).found
    assert "Where reports clash" in text


def test_every_link_of_every_page_leads_somewhere(client: TestClient) -> None:
    todo, seen = ["/"], set[str]()
    while todo and len(seen) < 150:
        address = todo.pop()
        if address in seen or not address.startswith("/"):
            continue
        seen.add(address)
        answer = client.get(address, headers=HTML)
        assert answer.status_code == 200, address
        if "text/html" in answer.headers["content-type"] and address != "/graph":  # which is its own world
            todo += Links(answer.text).found
    assert len(seen) > 100


def test_an_actor_has_what_is_said_of_it_and_what_it_says(client: TestClient) -> None:
    view = client.get("/entity/person:recep_tayyip_erdogan", headers=JSON).json()
    assert view["name"] == "Recep Tayyip Erdogan"
    assert {each["relation"] for each in view["offices"]} >= {"headOfStateOf"}
    assert view["says"]
    assert view["denies"]
    text = page(client, "/entity/person:recep_tayyip_erdogan")
    for title in ("Offices", "Is said of it", "Says", "Denies"):
        assert f"<h2>{title} " in text


def test_only_statements_of_the_actor_are_on_its_page(client: TestClient, built: KnowledgeGraph) -> None:
    view = client.get("/api/v1/entity/state:tur").json()
    own = {
        s.id
        for s in built.graph.statements
        if "urn:kg:entity:state:tur" in (s.subject, s.object) and s.relation != "relatedTo"
    }
    shown = {each["id"] for each in (*view["said_of"], *view["offices"])}
    assert shown <= own
    assert view["count"] + len(view["offices"]) == len(own)
    rest = client.get(f"/api/v1/entity/state:tur?start={SHOWN}").json()
    assert {each["id"] for each in rest["said_of"]} | shown == own


def test_a_statement_has_both_sides_with_the_words_that_make_the_claim(
    client: TestClient, statement: Statement
) -> None:
    address = address_of(statement.id)
    view = client.get(address, headers=JSON).json()
    assert len(view["for"]) == len(statement.supporting)
    assert len(view["against"]) == len(statement.refuting) > 0
    told = {each.evidence.sentence for each in statement.supporting}
    assert {each["before"] + each["quote"] + each["after"] for each in view["for"]} == {
        " ".join(sentence.split()) for sentence in told
    }
    assert "<mark>" in page(client, address)


def test_a_document_has_its_sentences_in_their_order(client: TestClient, built: KnowledgeGraph) -> None:
    document = built.graph.documents[0]
    view = client.get(address_of(document.id), headers=JSON).json()
    places = [each["place"] for each in view["sentences"]]
    assert places
    assert places == sorted(set(places))
    assert all(each["claims"] for each in view["sentences"])
    assert view["file"] == document.source


def test_conflicts_have_both_sides(client: TestClient, built: KnowledgeGraph) -> None:
    view = client.get("/api/v1/conflicts").json()
    assert {each["id"] for each in view} == {each.id for each in built.graph.conflicts}
    assert all(len(each["sides"]) >= 2 for each in view)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("erdogn", "Recep Tayyip Erdogan"),
        ("Erdoğan", "Recep Tayyip Erdogan"),
        ("s-400", "S-400"),
        ("turkey", "Turkey"),
    ],
)
def test_a_name_is_found_though_it_is_written_otherwise(client: TestClient, words: str, first: str) -> None:
    assert client.get("/api/v1/search", params={"q": words}).json()["things"][0]["name"] == first


def test_two_names_find_what_stands_between_them(client: TestClient) -> None:
    view = client.get("/api/v1/search", params={"q": "Russia Turkey"}).json()
    assert {each["name"] for each in view["things"]} >= {"Russia", "Turkey"}
    ends = {frozenset((each["subject"]["name"], each["object"]["name"])) for each in view["between"]}
    assert ends == {frozenset(("Russia", "Turkey"))}


def test_words_find_sentences(client: TestClient) -> None:
    view = client.get("/api/v1/search", params={"q": "batteries"}).json()
    assert view["sentences"]
    assert all("batteries" in each["sentence"].lower() for each in view["sentences"])


def test_sentences_of_a_large_graph_are_looked_through_on_demand(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.server.views._QUICK", 10)
    assert client.get("/api/v1/search?q=Turkey").json()["sentences"] == []
    assert client.get("/api/v1/search?q=Turkey&sentences=1").json()["sentences"]
    assert "/search?q=Turkey&sentences=1" in Links(page(client, "/search?q=Turkey")).found
    assert client.get("/api/v1/search?q=qqqqzzzz").json()["looked"]


def test_a_question_is_answered_on_its_page(client: TestClient) -> None:
    text = page(client, "/ask?q=Who+has+threatened+Turkey+since+2018%3F")
    assert "read as: ? - threatens - Turkey, from 2018-01-01" in text
    assert "/entity/state:usa" in Links(text).found
    view = client.get("/api/v1/ask", params={"q": "Who has threatened Turkey since 2018?"}).json()
    assert view["answers"][0]["answer"] == "United States"


def test_a_question_that_cannot_be_read_says_so(client: TestClient) -> None:
    answer = client.get("/ask", params={"q": "Why?"}, headers=HTML)
    assert (answer.status_code, "cannot read &#39;Why?&#39;" in answer.text) == (400, True)
    assert "cannot read" in client.get("/api/v1/ask", params={"q": "Why?"}).json()["error"]
    assert client.get("/ask", headers=HTML).status_code == 200


# --- programs ---------------------------------------------------------------------------------


def test_every_view_is_the_same_by_header_and_by_address(client: TestClient, statement: Statement) -> None:
    for address in ("/conflicts", "/search?q=Turkey", "/entity/state:tur", address_of(statement.id)):
        assert client.get(address, headers=JSON).json() == client.get(f"/api/v1{address}").json()
    assert client.get("/", headers=JSON).json() == client.get("/api/v1/front").json()
    assert set(client.get("/api/v1").json()["routes"]) >= {"/ask?q=", "/conflicts"}


def test_an_actor_is_turtle_for_who_asks_so(client: TestClient, built: KnowledgeGraph) -> None:
    answer = client.get("/entity/state:tur", headers={"accept": "text/turtle"})
    found = rdflib.Graph().parse(data=answer.text, format="turtle")
    state = rdflib.URIRef("urn:kg:entity:state:tur")
    assert (state, rdflib.RDFS.label, rdflib.Literal("Turkey")) in found


def test_what_a_reader_has_already_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/conflicts", headers=HTML).headers["etag"]
    again = client.get("/conflicts", headers={**HTML, "if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_health_names_the_generation(client: TestClient, built: KnowledgeGraph) -> None:
    assert client.get("/health").json() == {"generation": built.generation.name}


# --- hostile input ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "a.md").write_text(
        f"---\ntitle: {HOSTILE}\ndate: 2020-01-01\nsource: {HOSTILE}\nurl: javascript:alert(1)\n---\n\n"
        f'Russia criticized Turkey over the "{HOSTILE}" plan, a spokesman said. Turkey accused Russia of lies.\n'
    )
    build([folder / "corpus"], folder / "out")
    with client_of(folder / "out") as client:
        yield client


def test_what_an_article_smuggles_in_is_only_text(hostile: TestClient) -> None:
    document = next(each for each in hostile.get("/api/v1/front").json()["newest"])
    for address in (
        "/",
        document["address"],
        "/search?q=criticized",
        f"/search?q={HOSTILE}",
        f"/ask?q={HOSTILE}",
    ):
        text = hostile.get(address, headers=HTML).text
        assert "script" not in Links(text).tags
        assert not [each for each in Links(text).found if each.lower().startswith("javascript")]
    assert "&lt;script&gt;" in hostile.get("/", headers=HTML).text


@pytest.mark.parametrize(
    "address",
    [
        "/entity/state:nowhere",
        "/entity/a%3E%20%3Fp%20%3Fo%20%7D%20%23",
        "/statement/0000",
        "/document/..%2F..%2Fsecret",
        "/statement/%3E",
    ],
)
def test_what_is_not_there_is_told_and_no_query_is_ended(client: TestClient, address: str) -> None:
    assert client.get(address, headers=HTML).status_code == 404
    assert client.get(address, headers=JSON).status_code == 404


@pytest.mark.parametrize("words", ['"', "\\", '" } ?s ?p ?o #', "x" * 5000, "", "\n\r", "' OR 1=1"])
def test_words_cannot_leave_their_literal(client: TestClient, words: str) -> None:
    assert client.get("/api/v1/search", params={"q": words}).status_code == 200


def test_views_are_quick(built: KnowledgeGraph) -> None:
    from time import process_time

    views = Views(built.store)
    started = process_time()
    assert views.front
    views.entity("urn:kg:entity:state:tur")
    views.search("erdogn putn")
    assert process_time() - started < 1.0


def test_templates_need_no_script_and_no_network() -> None:
    folder = Path(__file__).parents[2] / "kg" / "server" / "templates"
    for path in folder.glob("*.html"):
        text = path.read_text()
        assert "<script" not in text or path.name == "neighbourhood.html"
        assert not re.findall(r'(?:src|href)="https?:', text)


# --- the surroundings -------------------------------------------------------------------------


def test_the_surroundings_are_whoever_a_statement_joins(client: TestClient, built: KnowledgeGraph) -> None:
    own = "urn:kg:entity:state:tur"
    view = client.get("/api/v1/neighbourhood?of=state:tur").json()
    next_to = {
        end
        for each in built.graph.statements
        if own in (each.subject, each.object) and each.relation != "relatedTo"
        for end in (each.subject, each.object)
        if home_of(end) is None
    }
    assert {each["id"] for each in view["nodes"]} == next_to | {own}
    drawn = {each["id"] for each in view["nodes"]}
    assert all({each["subject"]["id"], each["object"]["id"]} <= drawn for each in view["edges"])


def test_a_drawing_has_room_for_so_many(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.server.surroundings.MOST", 5)
    view = client.get("/api/v1/neighbourhood?of=state:tur&hops=2").json()
    assert len(view["nodes"]) == 5
    assert view["left_out"] > 10


def test_filters_choose_what_is_drawn(client: TestClient) -> None:
    planned = client.get("/api/v1/neighbourhood?of=state:tur&modality=planned").json()
    assert {each["modality"] for each in planned["edges"]} == {"planned"}
    buying = client.get("/api/v1/neighbourhood?of=state:tur&relation=buys").json()
    assert {each["relation"] for each in buying["edges"]} == {"buys"}
    some = client.get("/api/v1/neighbourhood?of=state:tur").json()
    more = client.get("/api/v1/neighbourhood?of=state:tur&unnamed=1").json()
    assert len(more["nodes"]) > len(some["nodes"])


def test_the_drawing_runs_only_its_own_scripts(client: TestClient) -> None:
    answer = client.get("/neighbourhood?of=state:tur", headers=HTML)
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    scripts = re.findall(r'<script src="([^"]+)"></script>', answer.text)
    assert scripts == ["/vis-network.js", "/neighbourhood.js"]
    assert all(client.get(each).headers["content-type"].startswith("text/javascript") for each in scripts)
    assert client.get("/secret.js").status_code == 404
    assert client.get("/neighbourhood?of=state:nowhere", headers=HTML).status_code == 404
    assert client.get("/neighbourhood", headers=HTML).status_code == 404


# --- from one to another ----------------------------------------------------------------------


def test_ways_lead_from_one_to_the_other_by_what_is_asserted(client: TestClient) -> None:
    view = client.get("/api/v1/paths", params={"from": "India", "to": "NATO"}).json()
    assert (view["from"]["name"], view["to"]["name"]) == ("India", "NATO")
    assert 0 < len(view["paths"]) <= 5
    for way in view["paths"]:
        here = view["from"]["id"]
        for step in way:
            assert step["modality"] == "asserted"
            assert step["passage"]["quote"]
            ends = [step["subject"]["id"], step["object"]["id"]]
            assert here in ends
            here = ends[1 - ends.index(here)]
        assert here == view["to"]["id"]
    assert len({len(way) for way in view["paths"]}) == 1


def test_a_way_needs_two_things_that_are_there(client: TestClient) -> None:
    assert client.get("/paths", headers=HTML).status_code == 200
    missing = client.get("/paths?from=India&to=xyzzyplugh", headers=HTML)
    assert (missing.status_code, "nothing here is called &#39;xyzzyplugh&#39;" in missing.text) == (404, True)
    assert client.get("/api/v1/paths?from=state:ind&to=state:tur").json()["to"]["name"] == "Turkey"
