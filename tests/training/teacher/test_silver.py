"""What the teachers write about raw text, the student can read."""

import gzip
from pathlib import Path

import pytest
import torch

from kg.errors import ModelError
from kg.training.names import read_rows
from kg.training.teacher.features import Vocabulary
from kg.training.teacher.labels import Labels
from kg.training.teacher.learn import Recipe, learn
from kg.training.teacher.lessons import NamesTask, SyntaxTask
from kg.training.teacher.read import Teacher, check_ensemble, read_names, read_trees
from kg.training.teacher.silver import annotate_names, annotate_trees, raw_sentences
from kg.training.teacher.teach import load_ensemble, load_teacher, new_teacher, save
from kg.training.treebank import ROOT, read_sentences

from ..tiny import ROWS, SENTENCES

RECIPE = Recipe(hidden=16, layers=2, dropout=0.1, forget=0.1, words=2500, batch=20, learn_rate=0.01, seed=2)
TAGS = ("O", "B-GPE", "I-GPE", "B-ORG", "I-ORG", "B-PERSON", "I-PERSON")
TEXT = """Ankara bought “missiles” again from other countries. Moscow sold missiles to others.
see http://example.org and 12 34 56 78 99 - - -
Brussels refused missiles after long talks.

Washington returned missiles to the U.S. Army said so.
Moscow bought five more missiles.
"""


def _raw(folder: Path) -> Path:
    folder.mkdir()
    with gzip.open(folder / "wire.txt.gz", "wt", encoding="utf-8") as out:
        out.write(TEXT)
    return folder


def _taught(kind: str, out: Path, seed: int = 1) -> Teacher:
    texts = [sentence.words for sentence in SENTENCES] if kind == "syntax" else [row.tokens for row in ROWS]
    vocabulary = Vocabulary.learn(texts * 2, ("Ankara", "missiles"))
    labels = Labels.learn(SENTENCES if kind == "syntax" else ())
    torch.manual_seed(seed)
    teacher = new_teacher(vocabulary, labels, TAGS, RECIPE.size, torch.randn(2, 5))
    task = (
        SyntaxTask(SENTENCES, vocabulary, labels) if kind == "syntax" else NamesTask(ROWS, vocabulary, TAGS)
    )
    save(teacher, RECIPE, out)
    learn(teacher.network, task, None, RECIPE, out, every=10**6)
    return load_teacher(out)


def test_only_whole_sentences_of_prose_are_read(tmp_path: Path) -> None:
    found = list(raw_sentences(_raw(tmp_path / "raw"), {"wire": 1}))
    assert [" ".join(sentence.words) for sentence in found] == [
        'Ankara bought " missiles " again from other countries .',
        "Moscow sold missiles to others .",
        "Brussels refused missiles after long talks .",
        "Moscow bought five more missiles .",
    ]
    assert [sentence.starts_document for sentence in found] == [True, False, True, True]


def test_silver_trees_are_whole_and_read_back(tmp_path: Path) -> None:
    sentences = list(raw_sentences(_raw(tmp_path / "raw"), {"wire": 1}))
    annotate_trees([_taught("syntax", tmp_path / "teacher")], sentences, tmp_path, least=0.0)
    trees = list(read_sentences(tmp_path / "silver-train.conllu.gz"))
    assert [tree.words for tree in trees] == [sentence.words for sentence in sentences]
    assert all(tree.relations.count(ROOT) == 1 for tree in trees)
    assert {upos for tree in trees for upos in tree.upos} <= {"PROPN", "VERB", "NOUN", "PUNCT"}


def test_a_document_begins_anew_where_a_tree_was_not_kept(tmp_path: Path) -> None:
    sentences = list(raw_sentences(_raw(tmp_path / "raw"), {"wire": 1}))
    annotate_trees([_taught("syntax", tmp_path / "teacher")], sentences, tmp_path, least=1.1)
    assert not list(read_sentences(tmp_path / "silver-train.conllu.gz"))


@pytest.mark.parametrize(("least", "kept"), [(0.0, 4), (1.1, 0)])
def test_silver_names_are_kept_where_the_teacher_is_sure(least: float, kept: int, tmp_path: Path) -> None:
    sentences = list(raw_sentences(_raw(tmp_path / "raw"), {"wire": 1}))
    annotate_names([_taught("names", tmp_path / "teacher")], sentences, tmp_path, least=least)
    rows = read_rows(tmp_path / "silver-train.jsonl.gz")
    assert len(rows) == kept
    assert all(set(row.tags) <= set(TAGS) for row in rows)


def test_an_ensemble_is_as_sure_as_its_members_on_average(tmp_path: Path) -> None:
    words = [sentence.words for sentence in raw_sentences(_raw(tmp_path / "raw"), {"wire": 1})]
    for seed in (1, 2):
        _taught("syntax", tmp_path / f"syntax-{seed}", seed)
    first, second = load_ensemble("syntax", tmp_path)
    alone, again = read_trees([first], words), read_trees([first, first], words)
    assert [tree.heads for tree in alone] == [tree.heads for tree in again]
    for one, other, both in zip(
        alone, read_trees([second], words), read_trees([first, second], words), strict=True
    ):
        if one.heads == other.heads == both.heads and one.relations == other.relations == both.relations:
            assert min(sum(one.certainty), sum(other.certainty)) <= sum(both.certainty) + 0.05
            assert sum(both.certainty) <= max(sum(one.certainty), sum(other.certainty)) + 0.05


def test_a_member_that_knows_nothing_makes_the_ensemble_doubt(tmp_path: Path) -> None:
    words = [sentence.words for sentence in raw_sentences(_raw(tmp_path / "raw"), {"wire": 1})]
    taught = _taught("names", tmp_path)
    untaught = new_teacher(taught.vocabulary, taught.labels, TAGS, RECIPE.size, torch.randn(2, 5))
    alone, together = read_names([taught], words), read_names([taught, untaught], words)
    assert alone == read_names([taught, taught], words)
    assert [tags for tags, _ in alone] == [tags for tags, _ in together]
    assert sum(chance for _, chance in together) < sum(chance for _, chance in alone)


def test_an_ensemble_is_of_one_mind_about_the_labels(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no teacher there"):
        load_ensemble("names", tmp_path)
    teacher = _taught("names", tmp_path / "names-1")
    with pytest.raises(ModelError, match="different labels"):
        check_ensemble([teacher, teacher._replace(tags=TAGS[:3])], tmp_path)
