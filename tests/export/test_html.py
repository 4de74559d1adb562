from __future__ import annotations

import base64
import hashlib
import json
import re
import resource
import subprocess
import sys
import time
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.html import write_html
from kg.export.page.content import status, tell, trim
from kg.export.page.drawing import draw
from kg.export.page.looks import looks
from kg.resources import ontology_dir
from kg.types import IRI, Document, Entity, Evidence, Extent, Graph, Modality, Statement
from tests.browser.newsroom import HOSTILE, hostile_graph, newsroom_graph

ROOT = Path(__file__).resolve().parents[2]


class Elements(HTMLParser):
    """What a parser makes of a page: its elements, and the text of its scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.code: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        tag, attributes = self.elements[-1] if self.elements else ("", {})
        if tag in ("script", "style") and data.strip():
            self.code.append((tag, attributes, data))


def page_of(graph: Graph, folder: Path, **options: str) -> str:
    write_html(graph, folder / "graph.html", **options)
    return (folder / "graph.html").read_text(encoding="utf-8")


def content_of(page: str) -> dict[str, Any]:
    (text,) = [code for _, attributes, code in Elements(page).code if attributes.get("id") == "kg-data"]
    content: dict[str, Any] = json.loads(text)
    return content


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> str:
    return page_of(newsroom_graph(), tmp_path_factory.mktemp("page"), title="The radar quarrel")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    return page_of(hostile_graph(), tmp_path_factory.mktemp("page"), title=HOSTILE)


# --- nothing from outside, nothing from inside ---------------------------------------------------


@pytest.mark.parametrize("page", ["newsroom", "hostile"])
def test_no_element_asks_for_anything(page: str, request: pytest.FixtureRequest) -> None:
    for tag, attributes in Elements(request.getfixturevalue(page)).elements:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form", "audio", "video")
        assert not {"src", "srcset", "href", "action", "style", "background"} & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]


def test_neither_style_nor_script_fetches(newsroom: str) -> None:
    for tag, attributes, code in Elements(newsroom).code:
        if tag == "style":
            assert "url(" not in code and "@import" not in code
        elif attributes.get("type") != "application/json":
            assert not re.search(
                r"\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|\bimport\(", code
            )


@pytest.mark.parametrize("page", ["newsroom", "hostile"])
def test_the_policy_admits_the_scripts_by_their_hashes_and_nothing_else(
    page: str, request: pytest.FixtureRequest
) -> None:
    elements = Elements(request.getfixturevalue(page))
    (policy,) = [
        attributes["content"] or ""
        for tag, attributes in elements.elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";")}
    code = [
        (tag, text) for tag, attributes, text in elements.code if attributes.get("type") != "application/json"
    ]
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        hashes = [
            "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
            for kind, text in code
            if kind == tag
        ]
        assert rules[rule] == hashes
    assert rules["default-src"] == ["'none'"]
    assert rules["img-src"] == ["data:", "blob:"]
    assert "unsafe" not in policy


def test_hostile_texts_stay_text(hostile: str) -> None:
    assert "<img" not in hostile
    assert len([tag for tag, _ in Elements(hostile).elements if tag == "script"]) == 4
    assert "\u2028" not in hostile.split("<script", 1)[1]
    content = content_of(hostile)
    assert content["entities"][0]["name"] == HOSTILE
    assert content["sentences"] == [HOSTILE]
    assert content["title"] == HOSTILE


def test_only_web_addresses_become_links(hostile: str, newsroom: str) -> None:
    assert [source["url"] for source in content_of(hostile)["sources"]] == [""]
    assert [entity["same"] for entity in content_of(hostile)["entities"]] == [[], []]
    assert {source["url"][:25] for source in content_of(newsroom)["sources"]} == {
        "",
        "https://news.example.com/",
    }


# --- the same graph, the same file ----------------------------------------------------------------


def test_the_same_graph_is_the_same_file_in_every_process(tmp_path: Path, newsroom: str) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from kg.export.html import write_html\n"
        "from tests.browser.newsroom import newsroom_graph\n"
        "write_html(newsroom_graph(), Path(sys.argv[1]), title='The radar quarrel')"
    )
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.html"
        subprocess.run(
            [sys.executable, "-c", code, str(path)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            check=True,
        )
        assert path.read_text(encoding="utf-8") == newsroom


def test_importing_and_writing_costs_less_than_a_second_and_a_half(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path\n"
        "from tests.browser.newsroom import newsroom_graph\n"
        "from kg.export.html import write_html\n"
        f"write_html(newsroom_graph(), Path({str(tmp_path / 'graph.html')!r}))"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT)}, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime < 1.5


# --- what it tells --------------------------------------------------------------------------------


def test_every_statement_comes_with_its_sentences(newsroom: str) -> None:
    graph, content = newsroom_graph(), content_of(newsroom)
    assert [each["id"] for each in content["statements"]] == [each.id for each in graph.statements]
    for told, statement in zip(content["statements"], graph.statements, strict=True):
        assert (told["support"], told["refute"]) == (len(statement.supporting), len(statement.refuting))
        for saying, claim in zip(
            told["pro"] + told["con"], statement.supporting + statement.refuting, strict=True
        ):
            sentence, start, end = saying["at"]
            assert content["sentences"][sentence] == claim.evidence.sentence
            assert content["sentences"][sentence][start:end] == claim.evidence.quote
            assert saying["where"] == list(claim.evidence.extent)
            assert [name for name, _, _ in saying["holders"]] == [holder.name for holder in claim.holders]


@given(before=st.text(max_size=8), quote=st.text(min_size=1, max_size=8), after=st.text(max_size=8))
def test_marks_are_counted_as_scripts_count(before: str, quote: str, after: str) -> None:
    sentence = before + quote + after
    graph = with_evidence(sentence, quote, Extent(100 + len(before), 100 + len(before + quote)), start=100)
    content = tell(graph, trim(graph), "kg")
    at, start, end = content["statements"][0]["pro"][0]["at"]
    units = content["sentences"][at].encode("utf-16-le", "surrogatepass")
    assert units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass") == quote


def test_a_quote_that_is_not_where_it_should_be_is_looked_for() -> None:
    def mark(quote: str) -> tuple[int, int, int]:
        graph = with_evidence("Ankara refused.", quote, Extent(3, 10), start=0)
        return tell(graph, trim(graph), "kg")["statements"][0]["pro"][0]["at"]

    assert mark("refused") == (0, 7, 14)
    assert mark("agreed") == (0, 0, 0)


def with_evidence(sentence: str, quote: str, extent: Extent, *, start: int) -> Graph:
    graph = hostile_graph()
    (statement,) = graph.statements
    evidence = Evidence(
        document=IRI("urn:kg:document:unknown"),
        extent=extent,
        quote=quote,
        sentence_extent=Extent(start, start + len(sentence)),
        sentence=sentence,
        rule="test",
        confidence=0.5,
    )
    claim = replace(statement.supporting[0], evidence=evidence)
    return replace(graph, statements=(replace(statement, supporting=(claim,), refuting=()),))


def test_standing_is_one_word() -> None:
    (disputed,) = hostile_graph().statements
    stated = replace(disputed, refuting=())
    assert status(disputed) == "disputed"
    assert status(replace(disputed, belief=499)) == "refuted"
    assert status(replace(disputed, supporting=())) == "refuted"
    assert status(stated) == "stated"
    assert status(replace(stated, belief=499)) == "weak"
    assert status(replace(stated, modality=Modality.THREATENED)) == "open"


def test_a_statement_without_a_date_goes_by_its_first_report() -> None:
    graph = newsroom_graph()
    content = tell(graph, trim(graph), "kg")
    published = {document.id: document.published for document in graph.documents}
    for told, statement in zip(content["statements"], graph.statements, strict=True):
        reported = min(
            str(published[claim.evidence.document]) for claim in statement.supporting + statement.refuting
        )
        assert told["day"] == (str(statement.time.begin) if statement.time else reported)


def test_an_empty_graph_makes_a_page(tmp_path: Path) -> None:
    assert content_of(page_of(Graph(), tmp_path))["statements"] == []


def test_the_title_is_text(tmp_path: Path) -> None:
    assert "<title>R&amp;D &lt;b&gt; \\u</title>".replace("\\u", "$x") in page_of(
        Graph(), tmp_path, title="R&D <b> $x"
    )


def test_halves_of_characters_do_not_stop_the_writing(tmp_path: Path) -> None:
    page_of(with_evidence("An\ud83dkara", "\ud83dk", Extent(2, 4), start=0), tmp_path, title="\ud83d")


# --- what it draws --------------------------------------------------------------------------------


def test_more_than_three_statements_between_two_share_an_edge() -> None:
    network = draw(quarrel(relations=4))
    assert [len(edge["statements"]) for edge in network.edges] == [4]


def test_up_to_three_statements_bow_apart() -> None:
    edges = draw(quarrel(relations=3)).edges
    assert [len(edge["statements"]) for edge in edges] == [1, 1, 1]
    assert len({json.dumps(edge["smooth"]) for edge in edges}) == 3


def quarrel(*, relations: int) -> Graph:
    graph = hostile_graph()
    (statement,) = graph.statements
    return replace(
        graph,
        statements=tuple(
            replace(statement, id=IRI(f"s{each}"), relation=f"r{each}") for each in range(relations)
        ),
    )


def test_things_that_are_named_once_are_hidden_at_first() -> None:
    graph = crowd(entities=50, statements=500)
    thing = Entity(id=IRI("urn:thing"), type="Thing", name="the offer")
    said = replace(graph.statements[0], id=IRI("urn:s:thing"), object=thing.id)
    network = draw(replace(graph, entities=(*graph.entities, thing), statements=(*graph.statements, said)))
    assert [node["label"] for node in network.nodes if node["minor"]] == ["the offer"]


def test_in_a_crowd_those_who_deal_with_few_are_hidden_at_first() -> None:
    graph = trim(newsroom_graph())
    nodes = draw(graph).nodes
    assert 40 < len([node for node in nodes if not node["minor"]]) <= 72
    assert all(node["hidden"] == node["minor"] for node in nodes)
    size = {minor: [node["size"] for node in nodes if node["minor"] is minor] for minor in (True, False)}
    assert max(size[True]) <= sorted(size[False])[len(size[False]) // 2]


def test_in_a_small_graph_nothing_is_hidden() -> None:
    assert not [node for node in draw(hostile_graph()).nodes if node["minor"]]


def test_a_large_graph_is_drawn_in_part_and_told_whole(tmp_path: Path) -> None:
    graph = crowd(entities=2000, statements=4000)
    before = time.process_time()
    page = page_of(graph, tmp_path)
    assert time.process_time() - before < 15
    assert len(content_of(page)["entities"]) == 2000
    assert len(draw(graph).nodes) == 400


def test_a_huge_graph_keeps_its_best_supported_statements() -> None:
    graph = crowd(entities=50, statements=5100)
    (doubled, *_) = reversed(graph.statements)
    best = replace(doubled, supporting=doubled.supporting * 2)
    kept = trim(replace(graph, statements=(*graph.statements[:-1], best)))
    assert len(kept.statements) == 5000
    assert best in kept.statements


def crowd(*, entities: int, statements: int) -> Graph:
    claim = hostile_graph().statements[0].supporting[0]
    people = [
        Entity(id=IRI(f"urn:e:{each:05}"), type="Person", name=f"Person {each}") for each in range(entities)
    ]
    return Graph(
        documents=(Document(id=IRI("urn:d:1"), text=""),),
        entities=tuple(people),
        statements=tuple(
            Statement(
                id=IRI(f"urn:s:{each:05}"),
                subject=people[each % entities].id,
                relation="meets",
                object=people[(each * each + 7 * each + 1) % max(each % entities, 1)].id,
                modality=Modality.ASSERTED,
                supporting=(claim,),
                belief=700,
            )
            for each in range(statements)
        ),
    )


def test_every_class_of_things_has_a_look() -> None:
    vocabulary = (ontology_dir() / "kg.ttl").read_text(encoding="utf-8")
    parents = {
        name: re.findall(r"kg:(\w+)", above)
        for name, above in re.findall(r"kg:(\w+) a owl:Class ;\s+rdfs:subClassOf ([^;]+) ;", vocabulary)
    }

    def above(name: str) -> set[str]:
        return {name}.union(*(above(parent) for parent in parents.get(name, [])))

    things = {name for name in parents if "Thing" in above(name) and "Event" not in above(name)}
    assert things <= looks().keys()
