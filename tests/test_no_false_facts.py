"""What nobody says has happened is no fact in the graph, and is found under the modality that it is put in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from spacy.language import Language

from kg.assembly import assemble
from kg.nlp import load_model
from kg.ontology import Ontology, load_ontology
from kg.pipeline import extract_documents
from kg.types import IRI, Claim, Document, Modality, Polarity, Run

# A report, what must not be a fact in it, and how it is said to be: subject, relation, object, polarity, modality.
CASES = [
    (
        "Turkey would never have purchased the S-400 from Russia.",
        ("Turkey", "buys", "S-400", "negative", "counterfactual"),
    ),
    (
        "Turkey would never have bought Patriot missiles, the minister said on Friday.",
        ("Turkey", "buys", "Patriot", "negative", "counterfactual"),
    ),
    (
        "The United States will lift the sanctions if Ankara promises not to operate the S-400.",
        ("Turkey", "operates", "S-400", "negative", "conditional"),
    ),
    (
        "If Turkey operates the S-400, the United States will suspend the deliveries.",
        ("Turkey", "operates", "S-400", "positive", "conditional"),
    ),
    (
        "Will Turkey purchase Su-35 fighter jets from Russia?",
        ("Turkey", "buysFrom", "Russia", "positive", "questioned"),
    ),
    (
        "Will Turkey buy more S-400 missiles?",
        ("Turkey", "buys", "S-400", "positive", "questioned"),
    ),
    (
        "The purchase could invite United States sanctions against Turkey.",
        ("United States", "sanctions", "Turkey", "positive", "possible"),
    ),
    (
        "The test could invite American sanctions against Turkey.",
        ("United States", "sanctions", "Turkey", "positive", "possible"),
    ),
    (
        "Mevlut Cavusoglu denied that talks between Turkey and Russia were under way.",
        ("Turkey", "consultsWith", "Russia", "negative", "denied"),
    ),
    (
        "The Kremlin denied that negotiations between Turkey and Russia were being held.",
        ("Turkey", "negotiatesWith", "Russia", "negative", "denied"),
    ),
    (
        "Washington threatened to impose sanctions on Turkey.",
        ("United States", "sanctions", "Turkey", "positive", "threatened"),
    ),
    (
        "Ankara does not plan to buy Patriot missiles from the United States.",
        ("Turkey", "buys", "Patriot", "negative", "planned"),
    ),
]


@pytest.fixture(scope="module")
def reader() -> Iterator[tuple[Language, Ontology]]:
    yield load_model(), load_ontology()


def _document(text: str) -> Document:
    run = Run(0, len(text), 0, len(text))
    return Document(id=IRI("urn:kg:document:one"), text=text, raw=text, runs=(run,), source="one.txt")


def _claims(text: str, reader: tuple[Language, Ontology]) -> tuple[Document, tuple[Claim, ...]]:
    document = _document(text)
    ((_, claims),) = extract_documents([document], *reader)
    return document, claims


def _said(claim: Claim) -> tuple[str, str, str, str, str]:
    return claim.subject.name, claim.relation, claim.object.name, str(claim.polarity), str(claim.modality)


@pytest.mark.parametrize(
    ("text", "expected"), CASES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_it_is_found_under_its_own_modality(
    text: str, expected: tuple[str, ...], reader: tuple[Language, Ontology]
) -> None:
    _, claims = _claims(text, reader)
    found = [_said(claim) for claim in claims]
    assert expected in [(*said[:2], said[2][: len(expected[2])], *said[3:]) for said in found]


@pytest.mark.parametrize(
    ("text", "expected"), CASES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_it_is_no_fact_in_the_graph(
    text: str, expected: tuple[str, ...], reader: tuple[Language, Ontology]
) -> None:
    document, claims = _claims(text, reader)
    graph = assemble(claims, [document], relations=reader[1].relations)
    plain = [s for s in graph.statements if s.plain and s.relation == expected[1]]
    assert plain == []
    assert graph.statements


def test_a_plain_report_is_a_fact(reader: tuple[Language, Ontology]) -> None:
    document, claims = _claims("Turkey bought the S-400 from Russia.", reader)
    graph = assemble(claims, [document], relations=reader[1].relations)
    assert [s.relation for s in graph.statements if s.plain and s.modality is Modality.ASSERTED]
    assert all(claim.polarity is Polarity.POSITIVE for claim in claims)
