"""Which country an actor is given, and when none: unknown is better than wrong."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.extraction import extract
from kg.ingestion.documents import build_line
from kg.mapping import map_extraction
from kg.nlp import parse

from .reading import ontology

NOBODY_TELLS = (
    ("Paris Jackson criticized Canada.", "Paris Jackson"),
    ("Kenya Barris accused Netflix of bias.", "Kenya Barris"),
    ("Gunmen attacked Kenya.", "Gunmen"),
    ("Hackers attacked Danish banks.", "Hackers"),
    ("The ambassador accused Brazil of fraud.", "ambassador"),
    ("Norway accused the smugglers of murder.", "smugglers"),
)
TOLD = (
    ("Turkish hackers attacked Greece.", "Turkish hackers", "TUR"),
    ("The Jordanian minister criticized Iran.", "Jordanian minister", "JOR"),
    ("Kenyan police attacked demonstrators.", "demonstrators", "KEN"),
    ("The rebels met in Mali. The rebels criticized the mayor.", "rebels", "MLI"),
)


def countries(text: str, name: str, nlp: Language) -> set[str | None]:
    [(document, doc)] = parse([build_line(text, 0, "test")], nlp)
    claims = map_extraction(extract(document, doc), ontology())
    return {end.country for claim in claims for end in (claim.subject, claim.object) if end.name == name}


@pytest.mark.parametrize(("text", "name"), NOBODY_TELLS)
def test_a_name_or_the_other_party_gives_no_country(text: str, name: str, nlp: Language) -> None:
    assert countries(text, name, nlp) == {None}


@pytest.mark.parametrize(("text", "name", "country"), TOLD)
def test_a_nationality_or_the_one_country_of_a_text_does(
    text: str, name: str, country: str, nlp: Language
) -> None:
    assert countries(text, name, nlp) == {country}
