"""The encoder reads a document the same way alone, beside others, in pieces and whole."""

import os
import subprocess
import sys

import pytest

from kg.errors import ModelError
from kg.nlp import load_model, parse, tokenize
from kg.parsing import Encoder
from kg.parsing.encoder import FILES
from kg.resources import model_dir
from kg.types import IRI, Document

SENTENCE = (
    "Turkey's foreign minister told Reuters in Ankara on Monday that it would not return the S-400 systems. "
)


@pytest.fixture(scope="module")
def nlp():
    return load_model()


def read(nlp, text):
    doc = tokenize(text, nlp)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def columns(doc):
    return [
        (t.tag_, t.pos_, str(t.morph), t.dep_, t.head.i, t.lemma_, t.ent_type_, t.is_sent_start) for t in doc
    ]


def test_everything_is_annotated(nlp):
    doc = read(nlp, SENTENCE.strip())
    told = next(token for token in doc if token.text == "told")
    assert told.dep_ == "ROOT"
    assert told.lemma_ == "tell"
    assert [t.text for t in told.children if t.dep_ == "nsubj"] == ["minister"]
    assert [ent.text for ent in doc.ents if ent.label_ in ("GPE", "ORG", "PRODUCT")] == [
        "Turkey",
        "Reuters",
        "Ankara",
        "S-400",
    ]


def test_a_document_alone_and_beside_others_is_the_same(nlp):
    texts = [SENTENCE * 3, "It is raining.\n\n" + SENTENCE * 12, "No."]
    documents = [Document(id=IRI(f"urn:{number}"), text=text) for number, text in enumerate(texts)]
    together = [columns(doc) for _, doc in parse(documents, nlp)]
    assert together == [columns(read(nlp, text)) for text in texts]


def test_one_thread_and_two_give_the_same():
    code = (
        "from kg.nlp import load_model, tokenize\n"
        "nlp = load_model()\n"
        f"doc = tokenize({SENTENCE * 9!r}, nlp)\n"
        "for _, component in nlp.pipeline:\n    doc = component(doc)\n"
        "print([(t.dep_, t.head.i, t.tag_, t.ent_type_) for t in doc], doc.user_data['kg.readings'])"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), threads),
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads in ("1", "2")
    }
    assert len(found) == 1


def test_paragraphs_end_sentences_and_blanks_hang_on_words(nlp):
    doc = read(nlp, "Ankara waits\n\nMoscow sells   arms.")
    assert [s.text.strip() for s in doc.sents] == ["Ankara waits", "Moscow sells   arms."]
    assert all(token.head.i < token.i for token in doc if token.is_space)


def test_a_long_paragraph_is_read_in_steps(nlp):
    doc = read(nlp, SENTENCE * 60)
    assert 55 <= len(list(doc.sents)) <= 65
    assert all(token.head.sent == token.sent for token in doc)


def test_a_sentence_longer_than_the_encoder_reaches_is_read(nlp):
    doc = read(nlp, "Ankara named " + ", ".join(f"Mr Smith{n}" for n in range(700)) + ".")
    assert len(doc) > 1400
    assert sum(token.dep_ == "ROOT" for token in doc) == len(list(doc.sents))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "\u200b", "a"])
def test_texts_without_much_in_them(nlp, text):
    assert len(read(nlp, text).text) == len(text)


def test_what_is_missing_is_named(tmp_path):
    for name in FILES[1:]:
        (tmp_path / name).write_bytes((model_dir() / "encoder" / name).read_bytes())
    with pytest.raises(ModelError, match=FILES[0]):
        Encoder(tmp_path)
    (tmp_path / FILES[0]).write_bytes(b"no network")
    with pytest.raises(ModelError, match="cannot be read"):
        Encoder(tmp_path)


def test_a_form_that_is_its_own_lemma_is_left_alone(nlp):
    doc = read(nlp, "The former minister left the larger Iraqi city.")
    assert [token.lemma_ for token in doc if token.pos_ == "ADJ"] == ["former", "large", "iraqi"]
