"""From two trained halves to one pipeline that loads."""

import json
from pathlib import Path

import pytest
import spacy
from kg.training.train import train_on
from thinc.api import get_current_ops, set_current_ops

from kg.training.assemble import assemble, size
from kg.training.lemmas import learn_exceptions

from .test_train import CORPORA, TINY
from .tiny import sentence

pytest.importorskip("spacy_lookups_data", reason="lemma tables: pip install spacy-lookups-data")


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    before = get_current_ops()
    folder = tmp_path_factory.mktemp("halves")
    for kind, corpus in CORPORA.items():
        train_on(kind, corpus, [], TINY, folder / kind, every=10_000, stop=2)
    set_current_ops(before)
    exceptions = {"noun": {"missiles": ["rocket"]}}
    assemble(
        folder / "syntax/pipeline", folder / "names/pipeline", exceptions, folder / "out", version="9.9.9"
    )
    return folder / "out"


def test_the_pipeline_is_whole_and_says_what_it_is(pipeline: Path) -> None:
    nlp = spacy.load(pipeline)
    assert nlp.pipe_names == [
        "tok2vec",
        "tagger",
        "morphologizer",
        "parser",
        "lemmatizer",
        "product_ruler",
        "ner",
        "entity_ruler",
    ]
    meta = json.loads((pipeline / "meta.json").read_text(encoding="utf-8"))
    assert (meta["name"], meta["version"], meta["license"]) == ("kg_en", "9.9.9", "CC BY-SA 4.0")
    assert size(pipeline) < 24


def test_it_reads_the_same_after_the_words_of_training_are_forgotten(pipeline: Path) -> None:
    nlp = spacy.load(pipeline)
    assert "refused" not in nlp.vocab.strings
    doc = nlp("Ankara bought the S-400 in 2019.")
    assert doc.has_annotation("DEP")
    assert {(entity.text, entity.label_) for entity in doc.ents} >= {("S-400", "PRODUCT")}


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
