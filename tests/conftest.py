"""What many tests share: the sample corpus built once, the pipeline loaded once, and what to skip where."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from spacy.language import Language

import kg
from kg.nlp import load_model
from kg.ontology import Ontology, load_ontology
from kg.pipeline import KnowledgeGraph, reading

from .commands import CORPUS, SHARED

settings.register_profile("kg", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("kg")


def pytest_configure() -> None:
    """Let builds that tests start hear an interrupt: a shell's background jobs inherit that it is ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what measures against data that only developers have, where it is not beside the checkout."""
    if SHARED.is_dir():
        return
    reason = "it measures on treebanks and articles that may not be shipped, and here is no ../shared"
    skip = pytest.mark.skip(reason=reason)  # only there: where ../shared is, all of these run
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(skip)


@pytest.fixture(scope="session", autouse=True)
def shared_by_builds() -> Iterator[None]:
    """Load the shipped model and the shipped ontology once for all builds of this process: that is most of a small build."""
    model, ontology = cache(load_model), cache(load_ontology)

    def load_model_once(name: str | Path | None = None) -> Language:
        return model() if name is None else load_model(name)

    def load_ontology_once(*, extra: tuple[Path, ...] = ()) -> Ontology:
        return load_ontology(extra=extra) if extra else ontology()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "load_model", load_model_once)
        patch.setattr(reading, "load_ontology", load_ontology_once)
        yield


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_model()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """The graph of ``corpus/``. It is shared: build elsewhere what is to be changed."""
    return kg.build(CORPUS, tmp_path_factory.mktemp("built") / "out")


@pytest.fixture(scope="session")
def out(built: KnowledgeGraph) -> Path:
    """The folder that ``built`` lies in."""
    return built.path
