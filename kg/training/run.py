"""From a plan to trained weights, and back from weights to a network."""

import json
import tomllib
from pathlib import Path

import spacy
import torch

from ..errors import ModelError
from ..ontology import load_ontology
from ..parsing.pieces import Pieces
from .learn import Plan, collect_labels, learn
from .material import read_lessons, read_material
from .network import Labels, Network, load_state

__all__ = ["learn_plan", "load_network", "load_plan"]

PLANS = Path(__file__).parent / "plans.toml"
_LABELS, _WEIGHTS = "labels.json", "weights.pt"


def load_plan(name: str, path: Path = PLANS) -> tuple[Plan, str]:
    """Return a plan and the name of the plan that it starts from, empty for none."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    if name not in tables:
        raise ModelError(f"{path}: no plan '{name}'; there are {', '.join(sorted(tables))}")
    table = dict(tables[name])
    start = str(table.pop("start", ""))
    return Plan(**table), start


def learn_plan(name: str, encoder: Path, data: Path, work: Path, pipeline: Path | None = None) -> None:
    """Train the network of a plan into ``work/NAME``; ``pipeline`` parses the annotated claims, if they are learnt."""
    plan, start = load_plan(name)
    material = read_material(data, work)
    labels = _read_labels(work / start) if start else collect_labels(material)
    if pipeline is not None:
        relations = sorted(
            r.name for r in load_ontology().relations.values() if r.tier in ("core", "extension")
        )
        lessons, counts = read_lessons(data.parent, spacy.load(pipeline, exclude=["claims"]), relations)
        print(", ".join(f"{count} claims {what}" for what, count in sorted(counts.items())))
        labels = labels._replace(claims=tuple(relations))
        material = material.with_lessons(lessons)
    torch.set_num_threads(1)
    network = Network(encoder, labels)
    if start:
        load_state(network, torch.load(work / start / _WEIGHTS, weights_only=True))
        if not _read_labels(work / start).claims:
            network.seed_branch()
    out = work / name
    out.mkdir(parents=True, exist_ok=True)
    (out / _LABELS).write_text(json.dumps(labels._asdict()), encoding="utf-8")
    learn(network, Pieces(encoder / "tokenizer.json"), material, plan, out)


def load_network(encoder: Path, folder: Path) -> tuple[Network, Labels]:
    """Return the trained network of a plan; a checkpoint is taken where training has not ended."""
    labels = _read_labels(folder)
    network = Network(encoder, labels)
    file = folder / _WEIGHTS
    state = torch.load(file if file.is_file() else folder / "checkpoint.pt", weights_only=True)
    load_state(network, state.get("network", state))
    return network, labels


def _read_labels(folder: Path) -> Labels:
    held = json.loads((folder / _LABELS).read_text(encoding="utf-8"))
    return Labels(**{name: tuple(values) for name, values in held.items()})
