"""Put a half-trained pipeline down and take it up again, with the state of its optimizer.

Thinc numbers its layers as they are made, so a number means nothing in the next process: what is saved is
named by component and place in the walk over its layers.
"""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy
import spacy
from spacy.language import Language
from thinc.api import Optimizer

__all__ = ["Progress", "load_checkpoint", "save_checkpoint"]

_MOMENTS = ("mom1", "mom2", "averages")


class Progress(NamedTuple):
    """How far a run has come. ``digest`` names recipe and data; another run must not continue this one."""

    step: int
    words: int
    digest: str


def save_checkpoint(nlp: Language, optimizer: Optimizer, progress: Progress, folder: Path) -> None:
    """Write pipeline, optimizer and progress; an interruption leaves the former checkpoint in place."""
    fresh = folder.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    nlp.to_disk(fresh / "pipeline")
    places = _places(nlp)
    arrays = {
        f"{moment}/{places[key]}": array
        for moment in _MOMENTS
        for key, array in (getattr(optimizer, moment) or {}).items()
    }
    numpy.savez(fresh / "optimizer.npz", **arrays)
    state = {
        "progress": progress._asdict(),
        "updates": {places[key]: count for key, count in sorted(optimizer.nr_update.items())},
    }
    (fresh / "state.json").write_text(json.dumps(state, indent=1), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


def load_checkpoint(folder: Path, optimizer: Optimizer) -> tuple[Language, Progress]:
    """Return pipeline and progress, and fill the optimizer; the folder must hold a checkpoint."""
    nlp = spacy.load(folder / "pipeline")
    keys = {place: key for key, place in _places(nlp).items()}
    state = json.loads((folder / "state.json").read_text(encoding="utf-8"))
    with numpy.load(folder / "optimizer.npz") as arrays:
        for name in arrays.files:
            moment, _, place = name.partition("/")
            getattr(optimizer, moment)[keys[place]] = arrays[name]
    for place, updates in state["updates"].items():
        optimizer.nr_update[keys[place]] = updates
    return nlp, Progress(**state["progress"])


def _places(nlp: Language) -> Mapping[tuple[int, str], str]:
    """Return for each parameter of the pipeline a name that outlives the process."""
    return {
        (layer.id, parameter): f"{name}/{index}/{parameter}"
        for name, component in nlp.pipeline
        if hasattr(component, "model")
        for index, layer in enumerate(component.model.walk())
        for parameter in layer.param_names
    }
