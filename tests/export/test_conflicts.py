"""Conflicts as text, JSON, Turtle and a page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store, parse

from kg.assembly import assemble
from kg.export.conflicts import FORMATS, only
from kg.types import Claim, ConflictKind, Document, Graph
from tests.builders import claim, document, holder, interval

HOSTILE = '</li><script>alert("x")</script><img src=x onerror=alert(1)> {{7*7}} $policy'
DOCUMENTS = (
    document("a", publisher="Reuters", published=date(2019, 10, 14)),
    document("b", publisher="AFP", published=date(2019, 10, 16)),
)


def talks(document: str = "a", **other: Any) -> Claim:
    return claim("Turkey", "negotiatesWith", "Russia", document=document, **other)


def denied(*documents: Document) -> Graph:
    claims = (
        talks(holders=(holder("Recep Erdogan"), holder("TRT"))),
        talks("b", holders=(holder("Mevlut Cavusoglu"),), polarity="negative"),
        claim("Turkey", "kills", "Bandit", time=interval("2019-01-01")),
        claim("Turkey", "kills", "Bandit", document="b", time=interval("2019-02-01")),
    )
    return assemble(claims, documents or DOCUMENTS, relations={})


def test_every_side_has_its_holder_its_day_and_its_sentence() -> None:
    lines = FORMATS["text"](denied()).splitlines()
    assert "    + Recep Erdogan <- TRT: »Turkey negotiatesWith Russia«. (Reuters, 2019-10-14)" in lines
    assert "    - Mevlut Cavusoglu: »Turkey negotiatesWith Russia«. (AFP, 2019-10-16)" in lines
    assert "    + [2019-02-01] »Turkey kills Bandit«. (AFP, 2019-10-16)" in lines
    assert lines[-1] == "2 conflicts"


def test_json_has_the_same_and_where_it_stands() -> None:
    rows = json.loads(FORMATS["json"](only(denied(), [ConflictKind.DENIAL])))
    assert [row["kind"] for row in rows] == ["denial"]
    said, refused = rows[0]["sides"]
    assert (said["subject"], said["relation"], said["object"]) == (
        "Russia",
        "negotiatesWith",
        "Turkey",
    ) or said
    assert said["claims"][0]["holders"] == ["Recep Erdogan", "TRT"]
    assert refused["claims"][0]["published"] == "2019-10-16"
    assert refused["claims"][0]["place"] == [0, len("Turkey negotiatesWith Russia")]


def test_turtle_holds_the_sides_and_what_they_rest_on() -> None:
    store = Store()
    store.extend(parse(FORMATS["ttl"](denied()).encode(), format=RdfFormat.TURTLE))
    query = """PREFIX kg: <urn:kg:ontology:> PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
        SELECT ?kind ?sentence WHERE { ?conflict kg:conflictKind ?kind ; kg:hasSide ?side .
        ?side kg:involves ?statement ; kg:restsOn [ kg:sentence ?sentence ] }"""
    rows = store.query(query)
    assert isinstance(rows, QuerySolutions)
    found = [(row["kind"].value, row["sentence"].value) for row in rows]
    assert sorted(found) == 2 * [("date", "Turkey kills Bandit.")] + 2 * [
        ("denial", "Turkey negotiatesWith Russia.")
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_no_conflicts_are_none(format: str) -> None:
    shown = FORMATS[format](assemble([talks()], DOCUMENTS, relations={}))
    assert "negotiatesWith" not in shown


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def test_the_page_marks_the_words_and_admits_no_script() -> None:
    page = FORMATS["html"](denied())
    assert "<mark>Turkey negotiatesWith Russia</mark>" in page
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy and policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "script" not in Tags(page).found
    assert page == FORMATS["html"](denied())


def test_what_an_article_smuggles_in_stays_text() -> None:
    papers = [
        replace(each, publisher=HOSTILE, title=HOSTILE, url=address)
        for each, address in zip(
            DOCUMENTS, ("javascript:alert(1)", 'https://x.example/"><script>'), strict=True
        )
    ]
    told = [
        replace(each, evidence=replace(each.evidence, sentence=HOSTILE, quote=HOSTILE))
        for each in (
            talks(holders=(holder(HOSTILE),)),
            talks("b", holders=(holder("Kaya"),), polarity="negative"),
        )
    ]
    page = FORMATS["html"](assemble(told, papers, relations={}))
    tags = Tags(page)
    assert not {"script", "img"} & set(tags.found)
    assert tags.links == ['https://x.example/"><script>']
    assert "$policy" in page
