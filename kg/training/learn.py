"""Fine-tune the encoder: passes over trees and names, interrupted or not.

The rate falls to nothing at the last piece planned, not at an hour, so the result does not depend on how busy
the machine was; each step seeds its own dropout. A checkpoint goes on where it was written.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from ..parsing.pieces import Pieces
from .curriculum import Corpus
from .names import MISSING, Pools, Row, exchange
from .network import Labels, Network, Outputs, crf_loss
from .treebank import Sentence
from .windows import Window, name_windows, tree_windows

__all__ = ["Plan", "batches", "collect_labels", "learn"]

_POOL = 24  # batches whose windows are sorted by size together
_SKIP = -100  # what the losses leave out

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long and how fast: all sizes in word pieces."""

    pieces: int
    batch: int = 1500
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    seed: int = 1
    names_each: int = 2  # name rows join every so manieth pass over the trees
    every: int = 250_000


def collect_labels(corpora: Mapping[str, Sequence[Sentence]], rows: Sequence[Row]) -> Labels:
    """Return the label sets of the training data, sorted."""
    sentences = [sentence for held in corpora.values() for sentence in held]
    tags = {tag for row in rows for tag in row.tags} - {"O", MISSING}
    kinds = sorted({tag[2:] for tag in tags})
    return Labels(
        upos=tuple(sorted({p for s in sentences for p in s.upos})),
        xpos=tuple(sorted({p for s in sentences for p in s.xpos})),
        feats=tuple(sorted({p for s in sentences for p in s.feats})),
        relations=tuple(sorted({p for s in sentences for p in s.relations})),
        tags=("O", *(f"{part}-{kind}" for kind in kinds for part in "BI")),
    )


def one_pass(
    trees: Mapping[str, Sequence[Sentence]],
    rows: Mapping[str, Sequence[Row]],
    tags: Mapping[str, Sequence[str]],
    pools: Pools,
    number: int,
    plan: Plan,
) -> list[Window]:
    """Return the windows of one pass in their order; every second time names are exchanged in the rows."""
    rng = Random(f"{plan.seed}:{number}")
    found = [w for name in sorted(trees) for w in tree_windows(_rotated(trees[name], rng), tags, rng)]
    part = number % plan.names_each
    for name in sorted(rows):
        drawn = [row for index, row in enumerate(rows[name]) if index % plan.names_each == part]
        if (number // plan.names_each) % 2:
            drawn = [exchange(row, pools, rng) for row in drawn]
        found += name_windows(drawn, rng)
    rng.shuffle(found)
    return found


def _rotated(sentences: Sequence[Sentence], rng: Random) -> Sequence[Sentence]:
    start = rng.randrange(len(sentences)) if sentences else 0
    return [*sentences[start:], *sentences[:start]]


def batches(windows: Sequence[Window], pieces: Pieces, size: int, rng: Random) -> Iterator[list[Window]]:
    """Yield batches of at most so many pieces with their padding, windows of like length together."""
    long = [len(pieces.lay(w.words, ())[0]) + len(w.paragraphs) for w in windows]
    order = list(range(len(windows)))
    step = _POOL * max(1, size // 90)
    for begin in range(0, len(order), step):
        pool = sorted(order[begin : begin + step], key=lambda i: long[i])
        groups: list[list[int]] = [[]]
        for index in pool:
            if groups[-1] and long[index] * (len(groups[-1]) + 1) > size:
                groups.append([])
            groups[-1].append(index)
        rng.shuffle(groups)
        yield from ([windows[i] for i in group] for group in groups)


class Batch:
    """Tensors of a batch: inputs of the network, and what is known, ``_SKIP`` where it is not."""

    def __init__(self, windows: Sequence[Window], pieces: Pieces, labels: Labels) -> None:
        laid = [pieces.lay(window.words, window.paragraphs) for window in windows]
        rows, most, words = len(windows), max(len(ids) for ids, _, _ in laid), max(len(w.words) for w in windows)
        self.pieces = torch.full((rows, most), pieces.padding)
        self.cases, self.mask = torch.zeros(rows, most, dtype=torch.long), torch.zeros(rows, most, dtype=torch.long)
        self.places = torch.zeros(rows, words, dtype=torch.long)
        self.lengths = torch.tensor([len(w.words) for w in windows])
        for row, (ids, cases, places) in enumerate(laid):
            self.pieces[row, : len(ids)] = torch.tensor(ids)
            self.cases[row, : len(ids)] = torch.tensor(cases)
            self.mask[row, : len(ids)] = 1
            self.places[row, : len(places)] = torch.tensor(places)
        self.size = int(self.mask.sum())
        ids = {name: {label: i for i, label in enumerate(getattr(labels, name))} for name in labels._fields}
        self.known = {
            name: _column([[ids[name].get(label, _SKIP) for label in getattr(w, name)] for w in windows], words)
            for name in ("upos", "xpos", "feats", "relations")
        }
        self.heads = _column(
            [[0 if h == i else h + 1 for i, h in enumerate(w.heads)] for w in windows], words
        )
        self.starts = _column([_marks(w) for w in windows], words)
        self.sentences = _column([_numbers(w) for w in windows], words)
        self.allowed = torch.ones(rows, words, len(labels.tags), dtype=torch.bool)
        self.named = torch.zeros(rows, dtype=torch.bool)
        for row, window in enumerate(windows):
            for place, tag in enumerate(window.tags):
                if tag != MISSING and tag in ids["tags"]:
                    self.allowed[row, place] = False
                    self.allowed[row, place, ids["tags"][tag]] = True
                    self.named[row] = True


def _column(rows: Sequence[Sequence[int]], words: int) -> Tensor:
    return torch.tensor([[*row, *[_SKIP] * (words - len(row))] for row in rows])


def _marks(window: Window) -> list[int]:
    """Return 1 for words that begin a sentence inside a paragraph; where a paragraph begins there is nothing to learn."""
    if not window.starts:
        return []
    begun, given = set(window.starts), set(window.paragraphs)
    return [_SKIP if i in given else int(i in begun) for i in range(len(window.words))]


def _numbers(window: Window) -> list[int]:
    numbers, begun = [], set(window.starts)
    for index in range(len(window.words) if window.starts else 0):
        numbers.append((numbers[-1] if numbers else 0) + (index in begun))
    return numbers


def loss_of(network: Network, outputs: Outputs, batch: Batch) -> Tensor:
    """Return the summed losses of all heads that the batch says something about."""
    total = outputs.starts.float().sum() * 0.0
    if (batch.heads != _SKIP).any():
        apart = batch.sentences.unsqueeze(2) != batch.sentences.unsqueeze(1)
        arcs = outputs.arcs.float()
        arcs = torch.cat([arcs[..., :1], arcs[..., 1:].masked_fill(apart, -1e4)], -1)
        total = total + _entropy(arcs, batch.heads)
        chosen = batch.heads.clamp(min=0).unsqueeze(-1).expand(-1, -1, outputs.heads.shape[-1])
        scores = network.relations(outputs.dependents, outputs.heads.gather(1, chosen))
        total = total + _entropy(scores, batch.known["relations"])
        for name, weight in (("upos", 0.4), ("xpos", 0.3), ("feats", 0.3)):
            total = total + weight * _entropy(getattr(outputs, name), batch.known[name])
        if (batch.starts != _SKIP).any():
            total = total + 2.0 * _entropy(outputs.starts, batch.starts)
    if batch.named.any():
        rows = batch.named
        total = total + 3.0 * crf_loss(
            outputs.names[rows], network.transitions(), batch.allowed[rows], batch.lengths[rows]
        )
    return total


def _entropy(scores: Tensor, known: Tensor) -> Tensor:
    return functional.cross_entropy(scores.float().flatten(0, 1), known.flatten(), ignore_index=_SKIP)


def optimizer_of(network: Network, plan: Plan) -> torch.optim.Optimizer:
    """Return AdamW with a low rate for the encoder and a higher one for the heads."""
    encoder = [p for name, p in network.named_parameters() if name.startswith("encoder.")]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": encoder, "lr": plan.encoder_rate}, {"params": heads, "lr": plan.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def rate(seen: int, plan: Plan) -> float:
    """Return the factor of the rates after so many pieces: up, then down to nothing in a straight line."""
    share = seen / plan.pieces
    return min(1.0, share / plan.warm_up) * max(0.0, (1 - share) / (1 - plan.warm_up * 0.5)) + 1e-3


def learn(
    network: Network,
    pieces: Pieces,
    trees: Mapping[str, Sequence[Sentence]],
    rows: Mapping[str, Sequence[Row]],
    tags: Mapping[str, Sequence[str]],
    pools: Pools,
    plan: Plan,
    out: Path,
) -> None:
    """Train until the plan is fulfilled; ``out`` holds the checkpoint and in the end the weights."""
    out.mkdir(parents=True, exist_ok=True)
    checkpoint = out / "checkpoint.pt"
    optimizer = optimizer_of(network, plan)
    seen, done = 0, 0
    if checkpoint.is_file():
        held: dict[str, Any] = torch.load(checkpoint, weights_only=True)
        if held["plan"] != asdict(plan):
            raise ValueError(f"{checkpoint} is of another plan; remove it or name another folder")
        network.load_state_dict(held["network"])
        optimizer.load_state_dict(held["optimizer"])
        seen, done = held["seen"], held["done"]
    base = [group["lr"] for group in optimizer.param_groups] if not done else [plan.encoder_rate, plan.head_rate]
    network.train()
    running, saved, number = 0.0, seen, 0
    for number, batch in enumerate(_stream(pieces, trees, rows, tags, pools, plan, network.labels)):
        if number < done:
            continue
        if seen >= plan.pieces:
            break
        made = Batch(batch, pieces, network.labels)
        torch.manual_seed(plan.seed * 1_000_003 + number)
        for group, start in zip(optimizer.param_groups, base, strict=True):
            group["lr"] = start * rate(seen, plan)
        with torch.autocast("cpu", torch.bfloat16):
            outputs = network(made.pieces, made.cases, made.places, made.mask)
            loss = loss_of(network, outputs, made)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        seen += made.size
        running = 0.98 * running + 0.02 * float(loss.detach()) if number > done else float(loss.detach())
        if number % 50 == 0:
            log.info("%d steps, %d of %d pieces, loss %.3f", number, seen, plan.pieces, running)
        if seen - saved >= plan.every:
            saved = seen
            state = {"network": network.state_dict(), "optimizer": optimizer.state_dict()}
            _save({**state, "seen": seen, "done": number + 1, "plan": asdict(plan)}, checkpoint)
    _save(network.state_dict(), out / "weights.pt")


def _stream(
    pieces: Pieces,
    trees: Mapping[str, Sequence[Sentence]],
    rows: Mapping[str, Sequence[Row]],
    tags: Mapping[str, Sequence[str]],
    pools: Pools,
    plan: Plan,
    labels: Labels,
) -> Iterator[list[Window]]:
    for number in count():
        windows = one_pass(trees, rows, tags, pools, number, plan)
        yield from batches(windows, pieces, plan.batch, Random(f"{plan.seed}:{number}:order"))


def _save(state: Any, path: Path) -> None:
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)


def split(corpus: Corpus) -> tuple[dict[str, list[Sentence]], dict[str, list[Row]]]:
    """Part a corpus into treebanks and rows of names."""
    trees = {n: [e for e in held if isinstance(e, Sentence)] for n, held in corpus.items()}
    rows = {n: [e for e in held if isinstance(e, Row)] for n, held in corpus.items()}
    return {n: held for n, held in trees.items() if held}, {n: held for n, held in rows.items() if held}


