"""Rows for ``kg extract``: the form is a contract, and every place in them leads to the raw text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from spacy.language import Language

from kg.export.rows import Row, document_row, dumps, sentence_rows
from kg.extraction import extract
from kg.ingestion import read_lines, read_text
from kg.mapping import map_extraction
from kg.nlp import parse
from kg.ontology import Ontology, load_ontology
from kg.types import Claim, Document, Extraction

TEXT = (
    "“Washington” threatened Turkey with sanctions on\u00a0Friday,  a spokesman told Reuters.\r\n\r\n"
    "🚀 Russia sold missiles to Turkey.\r\n"
)


def read(document: Document, nlp: Language) -> tuple[Extraction, tuple[Claim, ...], Ontology]:
    ontology = load_ontology()
    ((document, doc),) = parse([document], nlp)
    extraction = extract(document, doc)
    return extraction, map_extraction(extraction, ontology), ontology


def plain(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return rows as a reader of the JSON has them."""
    return [json.loads(dumps(row)) for row in rows]


def article(nlp: Language) -> tuple[Extraction, tuple[Claim, ...], Ontology]:
    (document,) = read_text(TEXT, "a.txt")
    assert isinstance(document, Document)
    return read(document, nlp)


def test_places_lead_to_the_raw_text_past_blanks_quotes_and_rockets(nlp: Language) -> None:
    rows = plain(sentence_rows(*article(nlp)))
    claims = [claim for row in rows for claim in row["claims"]]
    assert claims
    for claim in claims:
        assert TEXT[claim["start"] : claim["end"]] == claim["quote"]
    assert rows[-1]["text"] == "Russia sold missiles to Turkey."
    assert TEXT[rows[-1]["start"] : rows[-1]["end"]] == rows[-1]["text"]


def test_every_claim_with_a_relation_of_its_own_stands_in_just_one_row(nlp: Language) -> None:
    extraction, claims, ontology = article(nlp)
    rows = plain(sentence_rows(extraction, claims, ontology))
    told = [claim for claim in claims if ontology.relations[claim.relation].tier != "open"]
    assert sum(len(row["claims"]) for row in rows) == len(told)


def test_a_row_survives_json_with_its_letters(nlp: Language) -> None:
    row = next(iter(sentence_rows(*article(nlp))))
    line = dumps(row)
    assert "\n" not in line
    assert "\\u" not in line
    assert json.loads(line)["source"] == "a.txt"


def test_a_line_is_one_row_with_all_that_its_sentences_say(nlp: Language) -> None:
    line = "Russia sold missiles to Turkey. Iran threatened Israel."
    first, second = read_lines(f"Nothing.\n{line}\n", "-")
    assert document_row(*read(first, nlp))["claims"] == []
    (row,) = plain([document_row(*read(second, nlp))])
    assert (row["start"], row["end"], row["text"]) == (9, 9 + len(line), line)
    relations = {claim["relation"] for claim in row["claims"]}
    assert any("threatens" in relation for relation in relations)
    assert len(relations) >= 2
