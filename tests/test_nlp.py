"""The parser: which pipelines are taken, where sentences begin, and what tells one pipeline from another."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import DependencyParser
from spacy.tokens import Doc
from spacy.training import Example

from kg.errors import ModelError
from kg.ids import mint
from kg.nlp import load_model, model_digest, parse, quiet_threads, tokenize
from kg.resources import model_dir
from kg.types import Document

UD = ("nsubj", "obj", "obl", "case")
CLEAR = ("nsubj", "dobj", "prep", "pobj")


def document(text: str) -> Document:
    return Document(id=mint("document", text), text=text)


def saved(nlp: Language, folder: Path) -> Path:
    nlp.to_disk(folder)
    return folder


def pipeline(labels: tuple[str, ...] = UD) -> Language:
    """Return a pipeline that knows hardly anything, with these dependency labels."""
    nlp = spacy.blank("en")
    parser = nlp.add_pipe("parser")
    assert isinstance(parser, DependencyParser)
    for label in labels:
        parser.add_label(label)
    nlp.add_pipe("trainable_lemmatizer", config={"min_tree_freq": 1})
    for name in ("tagger", "ner"):
        nlp.add_pipe(name)
    sample = {
        "words": ["Iran", "left"],
        "tags": ["NNP", "VBD"],
        "lemmas": ["Iran", "leave"],
        "heads": [1, 1],
        "deps": [labels[0], "ROOT"],
        "entities": ["U-GPE", "O"],
    }
    nlp.initialize(lambda: [Example.from_dict(nlp.make_doc("Iran left"), sample)])
    return nlp


# --- which pipelines are taken ----------------------------------------------------------------


def test_the_embedded_pipeline_is_the_default(nlp: Language) -> None:
    assert nlp.path == model_dir()
    assert {"tagger", "morphologizer", "parser", "lemmatizer", "ner"} <= set(nlp.pipe_names)


@pytest.mark.parametrize("labels", [UD, CLEAR], ids=["UD", "ClearNLP"])
def test_a_pipeline_of_either_scheme_is_taken_from_its_folder(
    labels: tuple[str, ...], tmp_path: Path
) -> None:
    nlp = pipeline(labels)
    assert load_model(saved(nlp, tmp_path / "own")).pipe_names == nlp.pipe_names
    assert load_model(str(tmp_path / "own")).path == tmp_path / "own"


def test_a_blank_pipeline_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = saved(spacy.blank("en"), tmp_path / "blank")
    with pytest.raises(
        ModelError,
        match=r"has no parser and no tagger and no lemmatizer and no ner; choose a complete pipeline$",
    ):
        load_model(path)


def test_a_pipeline_for_another_language_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = saved(spacy.blank("de"), tmp_path / "german")
    with pytest.raises(
        ModelError, match=r"is for language 'de'; kg reads English, choose an English pipeline$"
    ):
        load_model(path)


@pytest.mark.parametrize("missing", ["parser", "ner", "tagger", "lemmatizer"])
def test_a_pipeline_that_lacks_something_is_refused_with_its_name(missing: str, tmp_path: Path) -> None:
    nlp = pipeline()
    nlp.remove_pipe("trainable_lemmatizer" if missing == "lemmatizer" else missing)
    with pytest.raises(ModelError, match=f"has no {missing}; choose a complete pipeline"):
        load_model(saved(nlp, tmp_path / "own"))


def test_a_pipeline_with_other_labels_is_refused_with_the_remedy(tmp_path: Path) -> None:
    nlp = pipeline(("SB", "OA"))
    with pytest.raises(ModelError, match="neither UD nor ClearNLP; choose another pipeline"):
        load_model(saved(nlp, tmp_path / "own"))


@pytest.mark.parametrize("damage", ["nothing there", "no settings", "no weights", "not a folder"])
def test_a_damaged_pipeline_is_one_line_with_the_remedy(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "own"
    if damage == "not a folder":
        path.write_text("weights", encoding="utf-8")
    elif damage != "nothing there":
        shutil.copytree(model_dir(), path)
        if damage == "no settings":
            (path / "meta.json").unlink()
        else:
            (path / "encoder" / "encoder.onnx").unlink()
    with pytest.raises(ModelError, match="cannot load the model") as error:
        load_model(path)
    assert "give an installed spaCy pipeline, a path, or leave --model out" in str(error.value)
    assert len(str(error.value).splitlines()) == 1


# --- parsing ----------------------------------------------------------------------------------


def test_documents_come_back_in_their_order_with_their_parses(nlp: Language) -> None:
    documents = [document(f"Iran sold {number} tanks.") for number in range(40)]
    read = list(parse(documents, nlp))
    assert [document for document, _ in read] == documents
    assert [doc.text for _, doc in read] == [document.text for document in documents]


def test_a_paragraph_end_is_a_sentence_end_even_without_a_full_stop(nlp: Language) -> None:
    text = "Ankara turns to Moscow for missiles\n\nThe minister said no.\n\nand nobody knew\n\nwhy"
    ((_, doc),) = parse([document(text)], nlp)
    starts = {sentence.start_char for sentence in doc.sents}
    assert {text.index(words) for words in ("The minister", "and nobody", "why")} <= starts


def test_no_sentence_starts_inside_a_paragraph_but_after_a_closing_mark(nlp: Language) -> None:
    tokens = tokenize("Orlan 10 spotted it. Lancet 7 fell", nlp)
    free = [token.text for token in tokens if token.i and token.is_sent_start is None]
    assert free == ["Lancet"]


def test_an_empty_text_is_no_sentence(nlp: Language) -> None:
    ((_, doc),) = parse([document("")], nlp)
    assert list(doc.sents) == []


# --- what tells one pipeline from another -----------------------------------------------------


def test_the_digest_names_the_pipeline_and_its_files(nlp: Language) -> None:
    name, _, files = model_digest(nlp).partition("+")
    assert name == f"en_{nlp.meta['name']}-{nlp.meta['version']}"
    assert len(files) == 16
    assert model_digest(load_model()) == model_digest(nlp)


def test_a_copy_has_the_same_digest_and_a_retrained_pipeline_another(nlp: Language, tmp_path: Path) -> None:
    copy = shutil.copytree(model_dir(), tmp_path / "copy")
    (copy / "CARD.md").write_text("as good as ever\n", encoding="utf-8")
    assert model_digest(load_model(copy)) == model_digest(nlp)
    meta = json.loads((copy / "meta.json").read_text(encoding="utf-8"))
    (copy / "meta.json").write_text(json.dumps({**meta, "description": "trained again"}), encoding="utf-8")
    assert model_digest(load_model(copy)) != model_digest(nlp)


def test_a_pipeline_that_was_never_on_disk_has_its_name_only() -> None:
    assert model_digest(spacy.blank("en")) == "en_pipeline-0.0.0"


def test_threads_are_kept_to_one_unless_somebody_said_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    quiet_threads()
    assert (os.environ["OMP_NUM_THREADS"], os.environ["MKL_NUM_THREADS"]) == ("3", "1")


@pytest.mark.parametrize(
    ("form", "part", "lemma"),
    [
        ("hopes", "VERB", "hope"),
        ("staged", "VERB", "stage"),
        ("passes", "VERB", "pass"),
        ("re-imposed", "VERB", "re-impose"),
        ("spared", "VERB", "spare"),
        ("uses", "NOUN", "use"),
        ("marches", "NOUN", "march"),
    ],
)
def test_a_form_has_the_lemma_that_news_means(form: str, part: str, lemma: str, nlp: Language) -> None:
    doc = Doc(nlp.vocab, words=[form], pos=[part])
    assert nlp.get_pipe("lemmatizer")(doc)[0].lemma_ == lemma
