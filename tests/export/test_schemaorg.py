"""Claims for schema.org: two readers of JSON-LD understand them, without a network, in words that schema.org has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib.namespace import RDF, SDO

from kg.export import write
from kg.ontology import Ontology, load_ontology
from kg.types import Graph

from ..store.conftest import sample_graph
from .hostile import EVIL, hostile_graph

Node = dict[str, Any]
SPACE = "https://schema.org/"

pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph:DeprecationWarning"
)  # rdflib's own use of it


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Path:
    path = tmp_path_factory.mktemp("schemaorg") / "graph.schemaorg.jsonld"
    write(sample_graph(), path, ontology=ontology)
    return path


def nodes(path: Path, kind: str) -> list[Node]:
    return [each for each in json.loads(path.read_text(encoding="utf-8"))["@graph"] if each["@type"] == kind]


def test_every_statement_is_a_claim_and_every_denial_a_review_of_it(path: Path) -> None:
    statements = sample_graph().statements
    assert [each["@id"] for each in nodes(path, "Claim")] == [each.id for each in statements]
    reviewed = [each["itemReviewed"]["@id"] for each in nodes(path, "ClaimReview")]
    assert reviewed == [each.id for each in statements for _ in each.refuting]
    assert reviewed


def test_a_review_names_who_denies_and_rates_lowest(path: Path) -> None:
    (review,) = nodes(path, "ClaimReview")
    assert review["author"] == {"@id": "urn:kg:entity:person:mevlut_cavusoglu"}
    rating = review["reviewRating"]
    assert rating["ratingValue"] == rating["worstRating"] < rating["bestRating"]


def test_a_claim_has_its_sentences_with_their_speakers_and_its_first_appearance(path: Path) -> None:
    graph = sample_graph()
    threat = next(each for each in graph.statements if each.relation == "threatensSanctions")
    (claim,) = (each for each in nodes(path, "Claim") if each["@id"] == threat.id)
    assert [part["isPartOf"]["@id"] for part in claim["hasPart"]] == [
        told.evidence.document for told in threat.supporting
    ]
    assert claim["hasPart"][0]["text"] == threat.supporting[0].evidence.sentence
    days = {each.id: each.published for each in graph.documents}
    assert days[claim["firstAppearance"]["@id"]] == min(filter(None, days.values()))
    assert claim["aggregateRating"]["ratingValue"] == threat.belief / 1000


def test_two_readers_understand_the_same_without_a_network(path: Path) -> None:
    ours = rdflib.Graph().parse(path, format="json-ld")
    quads = list(parse(path=str(path), format=RdfFormat.JSON_LD))
    assert len(ours) == len({str(quad.triple) for quad in quads}) > 200
    assert {str(predicate) for predicate in ours.predicates()} == {quad.predicate.value for quad in quads}


def test_every_word_is_one_of_schema_org(path: Path) -> None:
    known = {str(SDO[name]) for name in SDO.__annotations__}
    graph = rdflib.Graph().parse(path, format="json-ld")
    used = {str(each) for each in graph.predicates() if each != RDF.type}
    used |= {str(each) for each in graph.objects(None, RDF.type)}
    assert used - known == set()
    assert {f"{SPACE}Claim", f"{SPACE}ClaimReview", f"{SPACE}appearance"} <= used


def test_the_same_graph_is_the_same_file_also_without_a_claim(tmp_path: Path, ontology: Ontology) -> None:
    for graph in (sample_graph(), Graph()):
        for name in ("one", "two"):
            write(graph, tmp_path / f"{name}.schemaorg.jsonld", ontology=ontology)
        one, two = (tmp_path / f"{name}.schemaorg.jsonld" for name in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()
        assert isinstance(json.loads(one.read_text(encoding="utf-8"))["@graph"], list)


@pytest.mark.parametrize("text", EVIL)
def test_no_text_ends_the_script_that_the_file_is_put_into(
    text: str, tmp_path: Path, ontology: Ontology
) -> None:
    path = tmp_path / "graph.schemaorg.jsonld"
    write(hostile_graph(text), path, ontology=ontology)
    assert "<" not in path.read_text(encoding="utf-8")
    about = {quad.object for quad in parse(path=str(path), format=RdfFormat.JSON_LD) if "about" in str(quad)}
    assert all(isinstance(each, NamedNode) for each in about)
    assert not any("javascript" in each.get("url", "") for each in nodes(path, "NewsArticle"))
