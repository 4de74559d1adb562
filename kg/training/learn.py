"""Fine-tune the encoder: passes over trees and names, interrupted or not.

The rate falls to nothing at the last piece planned, not at an hour, so the result does not depend on how busy
the machine was; each step seeds its own dropout. A checkpoint goes on where it was written.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from ..errors import ModelError
from ..parsing.pieces import Pieces
from .claim_batches import ClaimBatch
from .claim_lessons import ClaimLesson
from .links import LinkBatch, links_loss
from .names import MISSING, Pools, Row, exchange, exchange_in_place
from .network import Labels, Network, Outputs, crf_loss, threshold_loss
from .treebank import Sentence
from .windows import Window, name_windows, tree_windows

__all__ = ["Batch", "Material", "Plan", "batches", "collect_labels", "learn", "loss_of"]

_POOL = 24  # batches whose windows are sorted by size together
_SKIP = -100  # what the losses leave out
_CLAIMS = ("branch.", "ends.", "triggers.", "pairs.", "rating.", "links.", "distance")

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
    names_each: int = 3  # one in so many rows of names joins a pass
    trees_each: int = 1  # one in so many windows of the treebanks joins a pass
    claims_alone: bool = False  # learn claims and nothing else, by their branch of the encoder
    every: int = 250_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What is learnt from: treebanks, rows of names, names by sentence id, annotated claims, rated words.

    The sentences of ``lessons`` are trees as well, their own parse; so the parser keeps what it knows of news.
    """

    trees: Mapping[str, Sequence[Sentence]]
    rows: Mapping[str, Sequence[Row]]
    tags: Mapping[str, Sequence[str]]
    pools: Pools
    lessons: Mapping[str, ClaimLesson] = field(default_factory=dict)
    rated: Sequence[Row] = ()

    def with_lessons(self, lessons: Mapping[str, ClaimLesson]) -> Material:
        """Return the same with annotated claims."""
        return replace(self, lessons=lessons)


def collect_labels(material: Material) -> Labels:
    """Return the label sets of the training data, sorted; claims are added by whoever learns them."""
    sentences = [sentence for held in material.trees.values() for sentence in held]
    tags = {tag for held in material.tags.values() for tag in held}
    tags |= {tag for held in material.rows.values() for row in held for tag in row.tags}
    kinds = sorted({tag[2:] for tag in tags - {"O", MISSING}})
    return Labels(
        upos=tuple(sorted({p for s in sentences for p in s.upos})),
        xpos=tuple(sorted({p for s in sentences for p in s.xpos})),
        feats=tuple(sorted({p for s in sentences for p in s.feats})),
        relations=tuple(sorted({p for s in sentences for p in s.relations})),
        tags=("O", *(f"{part}-{kind}" for kind in kinds for part in "BI")),
    )


def one_pass(material: Material, number: int, plan: Plan) -> list[Window]:
    """Return the windows of one pass in their order; every second time names are exchanged in the rows."""
    rng = Random(f"{plan.seed}:{number}")
    found: list[Window] = []
    for name in sorted(material.trees) if not plan.claims_alone else ():
        windows = list(tree_windows(_rotated(material.trees[name], rng), material.tags, rng))
        found += windows[number % plan.trees_each :: plan.trees_each]
    tags = {name: lesson.tags for name, lesson in material.lessons.items()}
    sentences = [lesson.sentence for lesson in material.lessons.values()]
    if number % 2:  # a claim does not depend on who makes it
        sentences = [
            replace(s, words=exchange_in_place(s.words, tags[s.id], material.pools, rng), mentions=())
            for s in sentences
        ]
    found += tree_windows(sentences, tags, rng)
    if plan.claims_alone:
        found += name_windows(material.rated, rng)
        for name in sorted(material.trees):
            linked = [s for s in material.trees[name] if s.mentions]
            found += tree_windows(_rotated(linked, rng), material.tags, rng)
    part = number % plan.names_each
    for name in sorted(material.rows) if not plan.claims_alone else ():
        drawn = list(material.rows[name][part :: plan.names_each])
        if (number // plan.names_each) % 2:
            drawn = [exchange(row, material.pools, rng) for row in drawn]
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

    def __init__(
        self,
        windows: Sequence[Window],
        pieces: Pieces,
        labels: Labels,
        claims: Mapping[str, ClaimLesson] | None = None,
    ) -> None:
        laid = [pieces.lay(window.words, window.paragraphs) for window in windows]
        rows, most, words = (
            len(windows),
            max(len(ids) for ids, _, _ in laid),
            max(len(w.words) for w in windows),
        )
        self.pieces = torch.full((rows, most), pieces.padding)
        self.cases, self.mask = (
            torch.zeros(rows, most, dtype=torch.long),
            torch.zeros(rows, most, dtype=torch.long),
        )
        self.places = torch.zeros(rows, words, dtype=torch.long)
        self.lengths = torch.tensor([len(w.words) for w in windows])
        for row, (ids, cases, places) in enumerate(laid):
            self.pieces[row, : len(ids)] = torch.tensor(ids)
            self.cases[row, : len(ids)] = torch.tensor(cases)
            self.mask[row, : len(ids)] = 1
            self.places[row, : len(places)] = torch.tensor(places)
        self.size = int(self.mask.sum())
        classes = {
            name: {label: i for i, label in enumerate(getattr(labels, name))} for name in labels._fields
        }
        self.known = {
            name: _column(
                [[classes[name].get(label, _SKIP) for label in getattr(w, name)] for w in windows], words
            )
            for name in ("upos", "xpos", "feats", "relations")
        }
        self.heads = _column(
            [[0 if h == i else h + 1 for i, h in enumerate(w.heads)] for w in windows], words
        )
        self.starts = _column([_marks(w) for w in windows], words)
        self.sentences = _column([_numbers(w) for w in windows], words)
        self.links = LinkBatch(windows)
        self.ratings = torch.full((rows, words), torch.nan)
        for row, window in enumerate(windows):
            for place, rating in window.ratings.items():
                self.ratings[row, place] = rating
        self.claims = ClaimBatch(windows, claims or {}, labels)
        self.allowed = torch.ones(rows, words, len(labels.tags), dtype=torch.bool)
        self.named = torch.zeros(rows, dtype=torch.bool)
        for row, window in enumerate(windows):
            for place, tag in enumerate(window.tags):
                if tag != MISSING and tag in classes["tags"]:
                    self.allowed[row, place] = False
                    self.allowed[row, place, classes["tags"][tag]] = True
                    self.named[row] = True


def claims_loss(network: Network, batch: Batch) -> Tensor:
    """Return the loss of the claims of a batch: pairs, manner, triggers and ratings. Only the branch for claims learns from it."""
    claims, attention = batch.claims, batch.mask[:, None, None, :].bool()
    with torch.no_grad():
        shared = network.shared(batch.pieces, batch.cases, attention)
    words = network.claim_words(shared, batch.places, attention)
    row, subject, object_, ancestor = claims.rows.T
    first, second, third = network.ends(words).chunk(3, -1)
    state = first[row, subject] + second[row, object_] + third[row, ancestor]
    relation, polarity, modality = network.pairs(state, claims.features)
    sentences = max(len(claims.read), 1)
    total = threshold_loss(relation, claims.wanted) / sentences
    if len(claims.manner):
        at, negative, manner = claims.manner.T
        total = total + 0.5 * functional.cross_entropy(polarity[at].float(), negative)
        total = total + 0.5 * functional.cross_entropy(modality[at].float(), manner)
    triggers = network.triggers(words)
    known = torch.full(triggers.shape[:2], _SKIP)
    for window, begin, end in claims.read:
        known[window, begin:end] = 0
    for window, word, number in claims.triggers:
        known[window, word] = number
    if claims.read:
        total = total + _entropy(triggers, known)
    if len(batch.links.rows):
        total = total + links_loss(network, words, batch.links)
    rated = ~batch.ratings.isnan()
    if rated.any():
        found = network.rating(words).squeeze(-1)[rated].float()
        total = total + functional.smooth_l1_loss(found, batch.ratings[rated])
    return total


def _column(rows: Sequence[Sequence[int]], words: int) -> Tensor:
    return torch.tensor([[*row, *[_SKIP] * (words - len(row))] for row in rows])


def _marks(window: Window) -> list[int]:
    """Return 1 for words that begin a sentence inside a paragraph; where a paragraph begins there is nothing to learn."""
    if not window.starts:
        return []
    begun, given = set(window.starts), set(window.paragraphs)
    return [_SKIP if i in given else int(i in begun) for i in range(len(window.words))]


def _numbers(window: Window) -> list[int]:
    numbers: list[int] = []
    begun = set(window.starts)
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
    parts = _CLAIMS if plan.claims_alone else ("",)
    learnt = [(name, p) for name, p in network.named_parameters() if name.startswith(parts)]
    encoder = [p for name, p in learnt if name.startswith(("encoder.", "branch."))]
    heads = [p for name, p in learnt if not name.startswith(("encoder.", "branch."))]
    groups = [{"params": encoder, "lr": plan.encoder_rate}, {"params": heads, "lr": plan.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def rate(seen: int, plan: Plan) -> float:
    """Return the factor of the rates after so many pieces: up, then down to nothing in a straight line."""
    share = seen / plan.pieces
    return min(1.0, share / plan.warm_up) * max(0.0, (1 - share) / (1 - plan.warm_up * 0.5)) + 1e-3


def learn(network: Network, pieces: Pieces, material: Material, plan: Plan, out: Path) -> None:
    """Train until the plan is fulfilled; ``out`` holds the checkpoint and in the end the weights."""
    out.mkdir(parents=True, exist_ok=True)
    checkpoint = out / "checkpoint.pt"
    optimizer = optimizer_of(network, plan)
    seen, done = _resume(network, optimizer, plan, checkpoint)
    network.train()
    running, saved = 0.0, seen
    for number, windows in enumerate(_stream(pieces, material, plan)):
        if number < done:
            continue
        if seen >= plan.pieces:
            break
        batch = Batch(windows, pieces, network.labels, material.lessons)
        loss = _step(network, optimizer, batch, plan, number, seen)
        seen += batch.size
        running = 0.98 * running + 0.02 * loss if number > done else loss
        if number % 50 == 0:
            log.info("%d steps, %d of %d pieces, loss %.3f", number, seen, plan.pieces, running)
        if seen - saved >= plan.every:
            saved = seen
            state = {"network": network.state_dict(), "optimizer": optimizer.state_dict()}
            _save({**state, "seen": seen, "done": number + 1, "plan": asdict(plan)}, checkpoint)
    _save(network.state_dict(), out / "weights.pt")


def _resume(
    network: Network, optimizer: torch.optim.Optimizer, plan: Plan, checkpoint: Path
) -> tuple[int, int]:
    """Load a checkpoint, if there is one; return how many pieces were seen and how many steps done."""
    if not checkpoint.is_file():
        return 0, 0
    held: dict[str, Any] = torch.load(checkpoint, weights_only=True)
    if held["plan"] != asdict(plan):
        raise ModelError(f"{checkpoint} is of another plan; remove it or name another folder")
    network.load_state_dict(held["network"])
    optimizer.load_state_dict(held["optimizer"])
    return held["seen"], held["done"]


def _step(
    network: Network, optimizer: torch.optim.Optimizer, batch: Batch, plan: Plan, number: int, seen: int
) -> float:
    torch.manual_seed(plan.seed * 1_000_003 + number)
    for group, start in zip(optimizer.param_groups, (plan.encoder_rate, plan.head_rate), strict=True):
        group["lr"] = start * rate(seen, plan)
    with torch.autocast("cpu", torch.bfloat16):
        if plan.claims_alone:
            loss = claims_loss(network, batch)
        else:
            loss = loss_of(network, network(batch.pieces, batch.cases, batch.places, batch.mask), batch)
    if not loss.isfinite():
        raise ModelError(f"step {number} has no finite loss; a batch of this step is at fault")
    loss.backward()
    nn.utils.clip_grad_norm_([p for group in optimizer.param_groups for p in group["params"]], 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(loss.detach())


def _stream(pieces: Pieces, material: Material, plan: Plan) -> Iterator[list[Window]]:
    for number in count():
        windows = one_pass(material, number, plan)
        yield from batches(windows, pieces, plan.batch, Random(f"{plan.seed}:{number}:order"))


def _save(state: Any, path: Path) -> None:
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)
