"""Treebank sentences as documents, in every style."""

from pathlib import Path
from random import Random

import pytest
import spacy
from spacy.tokens import DocBin
from spacy.vocab import Vocab

from kg.training.convert import Style, choose_style, curl, group, save, to_doc, written

from .tiny import SENTENCES, sentence


@pytest.fixture(scope="module")
def vocab() -> Vocab:
    return spacy.blank("en").vocab


def test_sentences_are_joined_by_a_blank(vocab: Vocab) -> None:
    doc = to_doc(vocab, SENTENCES[:2])
    assert doc.text == "Ankara bought missiles. Ankara sold missiles."
    assert [sent.text for sent in doc.sents] == ["Ankara bought missiles.", "Ankara sold missiles."]
    assert [token.head.text for token in doc][:4] == ["bought"] * 4


def test_a_paragraph_break_is_a_token_that_hangs_on_the_word_before(vocab: Vocab) -> None:
    pair = (SENTENCES[0], sentence("Ankara sold missiles .", paragraph=True))
    doc = to_doc(vocab, pair, Style(paragraph="\n\n"))
    assert doc.text == "Ankara bought missiles.\n\nAnkara sold missiles."
    assert (doc[4].text, doc[4].pos_, doc[4].tag_, doc[4].head.i) == ("\n\n", "SPACE", "_SP", 3)
    assert len(list(doc.sents)) == 2


def test_case_and_quotes_change_the_words_and_nothing_else(vocab: Vocab) -> None:
    plain, upper = (to_doc(vocab, SENTENCES[:2], Style(case=case)) for case in ("as is", "upper"))
    assert upper.text == plain.text.upper()
    assert [token.dep_ for token in upper] == [token.dep_ for token in plain]
    assert [token.lemma_ for token in upper] == [token.lemma_ for token in plain]


def test_a_headline_is_written_in_capitals_but_for_its_small_words() -> None:
    words = ("Turkey", "still", "talking", "to", "Russia", "'s", "arms", "exporter")
    shown = ("Turkey", "Still", "Talking", "to", "Russia", "'s", "Arms", "Exporter")
    assert written(words, Style(case="title")) == shown


def test_straight_quotes_become_opening_and_closing_ones() -> None:
    assert curl(['"', "No", '"', ",", '"', "Yes", '"']) == ("“", "No", "”", ",", "“", "Yes", "”")


def test_a_headline_loses_its_stop(vocab: Vocab) -> None:
    doc = to_doc(vocab, SENTENCES[:1], Style(stop=False))
    assert [token.text for token in doc] == ["Ankara", "bought", "missiles"]
    assert [token.head.i for token in doc] == [1, 1, 1]


def test_groups_never_cross_documents() -> None:
    for seed in range(20):
        for run in group(SENTENCES, Random(seed)):
            assert 1 <= len(run) <= 6
            assert not any(held.starts_document for held in run[1:])


def test_groups_lose_nothing() -> None:
    assert [held for run in group(SENTENCES, Random(0)) for held in run] == list(SENTENCES)


def test_the_same_seed_draws_the_same_styles() -> None:
    one, other = Random(7), Random(7)
    assert [choose_style(one) for _ in range(50)] == [choose_style(other) for _ in range(50)]


def test_documents_come_back_from_disk(tmp_path: Path, vocab: Vocab) -> None:
    assert save([to_doc(vocab, SENTENCES[:2])], tmp_path / "tiny.spacy") == 8
    (doc,) = DocBin().from_disk(tmp_path / "tiny.spacy").get_docs(vocab)
    assert [token.dep_ for token in doc] == ["nsubj", "ROOT", "obj", "punct"] * 2
