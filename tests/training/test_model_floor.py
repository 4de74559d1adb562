"""The shipped pipeline is as good, as fast and as small as its card says: scored on the whole dev sets."""

import tomllib
from pathlib import Path

import pytest
import spacy

from kg.resources import model_dir
from kg.training.assemble import size
from kg.training.evaluate import Evaluation, evaluate, speed

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / ".." / "shared" / "data"
FLOORS = tomllib.loads((ROOT / "tests" / "gold" / "floors.toml").read_text(encoding="utf-8"))["model"]
LIMITS = ("words_per_cpu_second", "megabytes")
REPORT = ROOT / "corpus" / "2019-06-13-done-deal.md"


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    if not (DATA / "ud").is_dir():
        pytest.skip("the treebanks are not beside the repository (../shared/data)")
    return evaluate(spacy.load(model_dir()), DATA)


@pytest.mark.shared
@pytest.mark.parametrize("metric", [metric for metric in FLOORS if metric not in LIMITS])
def test_the_pipeline_scores_no_worse_than_its_floor(metric: str, evaluation: Evaluation) -> None:
    scores = {**evaluation.names["all"], **evaluation.syntax["all"]}
    assert scores[metric].f1 >= FLOORS[metric]


@pytest.mark.shared
def test_the_pipeline_is_fast_enough(evaluation: Evaluation) -> None:
    """A neighbour on the machine can slow one measurement down, hardly three."""
    nlp, texts = spacy.load(model_dir()), [REPORT.read_text(encoding="utf-8")] * 8
    speeds = (evaluation.words_per_cpu_second, speed(nlp, texts), speed(nlp, texts))
    assert max(speeds) >= FLOORS["words_per_cpu_second"]


def test_the_pipeline_fits_into_the_wheel() -> None:
    assert size(model_dir()) <= FLOORS["megabytes"]
