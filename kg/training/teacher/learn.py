"""Teach a network: the loop, its checkpoints and what is kept at the end.

A checkpoint holds all there is, so an interrupted run goes on by the same command. The weights kept are a
running average. The rate falls to nothing at the last word.
"""

import hashlib
import logging
import time
import tomllib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, Protocol

import torch
from torch import Tensor, nn

from ...errors import ModelError
from .features import Batch, make_batches
from .network import Size

__all__ = ["Recipe", "Task", "learn", "load_recipe"]

_WARM_UP = 100
_AVERAGED = 0.997

log = logging.getLogger(__name__)


class Task(Protocol):
    """Lessons with a loss, or a test with a score."""

    sizes: list[int]

    def loss(self, network: Any, places: tuple[int, ...], rng: Random, forget: float) -> Tensor:
        """Return the loss of a batch."""

    def score(self, network: Any) -> Mapping[str, float]:
        """Return figures of merit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Size and training of a teacher; ``words`` counts each word each time it is seen."""

    hidden: int
    layers: int
    dropout: float
    forget: float
    words: int
    batch: int
    learn_rate: float
    seed: int

    @property
    def size(self) -> Size:
        """The size of its network."""
        return Size(hidden=self.hidden, layers=self.layers, dropout=self.dropout)


def load_recipe(kind: str, path: Path = Path(__file__).parent.parent / "recipes.toml") -> Recipe:
    """Return the recipe of the teacher of ``syntax`` or ``names``."""
    return Recipe(**tomllib.loads(path.read_text(encoding="utf-8"))["teacher"][kind])


def learn(
    network: nn.Module,
    lessons: Task,
    test: Task | None,
    recipe: Recipe,
    out: Path,
    *,
    every: int,
    stop: int | None = None,
) -> nn.Module:
    """Teach a network, going on from the checkpoint in ``out`` if there is one; return its averaged weights.

    ``every`` so many words it is saved and tested; ``stop`` leaves off after so many steps, as an interruption would.
    """
    torch.set_num_threads(1)
    averaged = deepcopy(network)
    optimizer = torch.optim.AdamW(
        [weights for weights in network.parameters() if weights.requires_grad],
        lr=recipe.learn_rate,
        betas=(0.9, 0.95),
        weight_decay=0.01,
    )
    path = out / "checkpoint.pt"
    digest = hashlib.sha256(f"{recipe}{lessons.sizes}".encode()).hexdigest()
    step = words = 0
    if path.exists():
        state = torch.load(path, weights_only=True)
        if state["digest"] != digest:
            raise ModelError(
                f"{path}: belongs to another recipe or other data; remove it or choose another folder"
            )
        network.load_state_dict(state["network"])
        averaged.load_state_dict(state["averaged"])
        optimizer.load_state_dict(state["optimizer"])
        step, words = state["step"], state["words"]
    started = time.process_time()
    for number, batch in enumerate(_batches(lessons, recipe)):
        if number < step:
            continue
        if words >= recipe.words or step == stop:
            break
        loss = _step(network, lessons, batch, optimizer, recipe, step, words)
        _average(averaged, network, min(_AVERAGED, (step + 1) / (step + 10)))
        before, step, words = words, step + 1, words + batch.words
        if words // every > before // every:
            _save(path, network, averaged, optimizer, step, words, digest)
            scores = test.score(averaged) if test else {}
            shown = "  ".join(f"{name} {score * 100:.2f}" for name, score in scores.items())
            log.info(
                "step %d words %d cpu %.0f  loss %.3f  %s",
                step,
                words,
                time.process_time() - started,
                loss,
                shown,
            )
    _save(path, network, averaged, optimizer, step, words, digest)
    return averaged.eval()


def _batches(lessons: Task, recipe: Recipe) -> Iterator[Batch]:
    for number in count():
        yield from make_batches(lessons.sizes, recipe.batch, Random(f"{recipe.seed}:{number}"))


def _step(
    network: nn.Module,
    lessons: Task,
    batch: Batch,
    optimizer: torch.optim.Optimizer,
    recipe: Recipe,
    step: int,
    words: int,
) -> float:
    torch.manual_seed(recipe.seed * 1_000_003 + step)
    network.train()
    rate = min(1.0, (step + 1) / _WARM_UP) * max(0.01, 1.0 - words / recipe.words)
    for group in optimizer.param_groups:
        group["lr"] = recipe.learn_rate * rate
    optimizer.zero_grad()
    with torch.autocast("cpu", dtype=torch.bfloat16):  # twice as fast where the processor knows it
        loss = lessons.loss(network, batch.places, Random(f"{recipe.seed}:{step}"), recipe.forget)
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 2.0)
    optimizer.step()
    return loss.item()


@torch.no_grad()
def _average(averaged: nn.Module, network: nn.Module, kept: float) -> None:
    for mean, weights in zip(averaged.parameters(), network.parameters(), strict=True):
        mean.lerp_(weights, 1.0 - kept)


def _save(
    path: Path,
    network: nn.Module,
    averaged: nn.Module,
    optimizer: torch.optim.Optimizer,
    step: int,
    words: int,
    digest: str,
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    state = {
        "network": network.state_dict(),
        "averaged": averaged.state_dict(),
        "optimizer": optimizer.state_dict(),
        "step": step,
        "words": words,
        "digest": digest,
    }
    fresh = path.with_suffix(".new")
    torch.save(state, fresh)
    fresh.replace(path)
