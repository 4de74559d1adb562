"""What is one statement and what is two: small corpora of two reports each, read from text to graph.

The inputs of ``identity_cases.jsonl`` were written before the code that they test. In half of them the reports must stay
apart, in half they must count together. 42 of 44 were right when they were first run. Two inputs were changed afterwards:
one had a name that is not read, the other two reports of one sentence that are alike enough to be copies.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from kg.assembly import assemble
from kg.ingestion.alignment import align
from kg.ingestion.documents import build_document
from kg.ingestion.duplicates import find_copies
from kg.ingestion.metadata import Metadata
from kg.ontology import load_ontology
from kg.pipeline import extract_documents
from kg.types import Document

LINES = Path(__file__).with_name("identity_cases.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(line) for line in LINES]


def read(rows: list[list[str]]) -> list[Document]:
    made = []
    for number, (day, outlet, text) in enumerate(rows):
        raw = json.dumps([day, outlet, text])
        metadata = Metadata(title=None, published=date.fromisoformat(day), publisher=outlet)
        made.append(build_document(align(text, 0), raw, f"{number}.txt", metadata))
    return list(find_copies(made))


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['kind']}-{case['right']}-{case['documents'][0][2][:40]}"
)
def test_reports_count_together_only_where_they_are_of_one_thing(case: dict[str, Any], nlp: Language) -> None:
    ontology = load_ontology()
    documents = read(case["documents"])
    claims = [claim for _, read in extract_documents(documents, nlp, ontology) for claim in read]
    graph = assemble(claims, documents, relations=ontology.relations)
    found = [
        {claim.evidence.document for claim in (*each.supporting, *each.refuting)}
        for each in graph.statements
        if re.fullmatch(str(case["relation"]), each.relation)
    ]
    read_in = set().union(*found) if found else set()
    assert read_in == {document.id for document in documents}, "both reports are read"
    assert any(len(each) > 1 for each in found) == (case["right"] == "together")
