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
STARTED_FROM = ROOT / ".." / "shared" / "reference" / "model"
FLOORS = tomllib.loads((ROOT / "tests" / "gold" / "floors.toml").read_text(encoding="utf-8"))["model"]
LIMITS = ("relative_speed", "megabytes")
REPORT = ROOT / "corpus" / "2019-06-13-done-deal.md"


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    if not (DATA / "ud").is_dir():
        pytest.skip("measured on treebanks that users do not have, and here is no ../shared/data")
    return evaluate(spacy.load(model_dir()), DATA)


@pytest.mark.shared
@pytest.mark.parametrize("metric", [metric for metric in FLOORS if metric not in LIMITS])
def test_the_pipeline_scores_no_worse_than_its_floor(metric: str, evaluation: Evaluation) -> None:
    scores = {**evaluation.names["all"], **evaluation.syntax["all"]}
    assert scores[metric].f1 >= FLOORS[metric]


@pytest.mark.shared
def test_the_pipeline_is_fast_enough() -> None:
    """Beside the pipeline that kg started from, in turns: how fast a machine is, and how busy, falls out."""
    if not STARTED_FROM.is_dir():
        pytest.skip("timed beside a pipeline that users do not have, and here is no ../shared")
    ours, theirs = spacy.load(model_dir()), spacy.load(STARTED_FROM)
    texts = [REPORT.read_text(encoding="utf-8")] * 8
    rounds = [(speed(ours, texts), speed(theirs, texts)) for _ in range(4)]
    assert max(our for our, _ in rounds) / max(their for _, their in rounds) >= FLOORS["relative_speed"]


def test_the_pipeline_fits_into_the_wheel() -> None:
    assert size(model_dir()) <= FLOORS["megabytes"]
