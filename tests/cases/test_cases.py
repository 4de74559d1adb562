"""Each kind of fault that was reported stays mended: the sentences of ``KIND.tsv``, read from text to claims."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.ontology import load_ontology

from .reading import Case, cases, faults, kinds, read

ALL = [case for kind in kinds() for case in cases(kind)]


@pytest.fixture(scope="module")
def found(nlp: Language) -> dict[str, list[str]]:
    """The faults of every text, all read in one go."""
    texts = [case.text for case in ALL]
    return {
        case.text: faults(case, claims)
        for case, claims in zip(ALL, read(texts, nlp, load_ontology()), strict=True)
    }


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.kind}: {case.text}")
def test_a_sentence_claims_what_it_says_and_no_more(case: Case, found: dict[str, list[str]]) -> None:
    wrong = found[case.text]
    if case.known:
        assert wrong, f"this is read right now: take the ~ from it in {case.kind}.tsv"
    else:
        assert wrong == []


def test_every_case_asks_for_something_and_stands_once() -> None:
    assert [case.text for case in ALL if not case.must and not case.must_not] == []
    assert len({case.text for case in ALL}) == len(ALL)
