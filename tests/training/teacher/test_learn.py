"""Teachers learn what they are shown, and an interrupted one ends as one that was not."""

from pathlib import Path

import pytest
import torch

from kg.errors import ModelError
from kg.training.teacher.features import Vocabulary
from kg.training.teacher.labels import Labels
from kg.training.teacher.learn import Recipe, learn, load_recipe
from kg.training.teacher.lessons import NamesTask, SyntaxTask
from kg.training.teacher.network import Encoder, NameTagger, Parser

from ..tiny import ROWS, SENTENCES

TINY = Recipe(hidden=16, layers=2, dropout=0.1, forget=0.1, words=2500, batch=20, learn_rate=0.01, seed=2)
TAGS = ("O", "B-GPE", "I-GPE", "B-ORG", "I-ORG", "B-PERSON", "I-PERSON")
KNOWN = ("Ankara", "bought", "Weiss")


def _encoder(vocabulary: Vocabulary) -> Encoder:
    torch.manual_seed(TINY.seed)
    vectors = torch.randn(len(KNOWN), 5)
    return Encoder(vectors, len(vocabulary.learnt), len(vocabulary.characters), TINY.size)


def _syntax() -> tuple[Parser, SyntaxTask]:
    vocabulary = Vocabulary.learn([sentence.words for sentence in SENTENCES], KNOWN)
    labels = Labels.learn(SENTENCES)
    parser = Parser(_encoder(vocabulary), len(labels.relations), tuple(map(len, labels.tags)), TINY.size)
    return parser, SyntaxTask(SENTENCES, vocabulary, labels)


def _names() -> tuple[NameTagger, NamesTask]:
    vocabulary = Vocabulary.learn([row.tokens for row in ROWS * 3], KNOWN)
    return NameTagger(_encoder(vocabulary), TAGS, TINY.size), NamesTask(ROWS, vocabulary, TAGS)


def test_a_parser_learns_its_trees(tmp_path: Path) -> None:
    parser, task = _syntax()
    before = task.score(parser)["las"]
    after = task.score(learn(parser, task, None, TINY, tmp_path, every=10**6))
    assert before < 0.5
    assert after == {"uas": 1.0, "las": 1.0, "las_words": 1.0, "upos": 1.0, "xpos": 1.0}


def test_a_recogniser_learns_its_names_and_is_not_taught_silence(tmp_path: Path) -> None:
    tagger, task = _names()
    assert task.score(tagger)["f"] < 0.5
    assert task.score(learn(tagger, task, None, TINY, tmp_path, every=10**6))["f"] == 1.0


@pytest.mark.parametrize("build", [_syntax, _names])
def test_an_interrupted_teacher_ends_in_the_same_weights(build, tmp_path: Path) -> None:
    short = TINY.__class__(**{name: getattr(TINY, name) for name in TINY.__slots__} | {"words": 400})
    network, task = build()
    whole = learn(network, task, None, short, tmp_path / "whole", every=10**6)
    network, task = build()
    learn(network, task, None, short, tmp_path / "broken", every=10**6, stop=3)
    network, task = build()
    broken = learn(network, task, None, short, tmp_path / "broken", every=10**6)
    for one, other in zip(whole.parameters(), broken.parameters(), strict=True):
        torch.testing.assert_close(one, other, rtol=0, atol=0)


def test_another_recipe_does_not_continue_a_teacher(tmp_path: Path) -> None:
    network, task = _syntax()
    learn(network, task, None, TINY, tmp_path, every=10**6, stop=1)
    with pytest.raises(ModelError, match="another recipe"):
        learn(network, task, None, load_recipe("syntax"), tmp_path, every=10**6)
