"""Train half a pipeline for so many words, interrupted or not.

The learning rate falls to nothing at the last word, not at an hour, so the result does not depend on how busy
the machine was. Each step seeds its own dropout. The weights kept are the running average.
"""

import hashlib
import logging
import random
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import numpy
import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.training import Example
from thinc.api import Adam, NumpyOps, Optimizer, fix_random_seed, set_current_ops

from ..errors import ModelError
from .checkpoint import Progress, load_checkpoint, save_checkpoint
from .config import Recipe, kind_of, new_pipeline
from .curriculum import Corpus, Lesson, batches, lessons, one_pass, plain_lessons, read_corpus
from .vectors import FLORET, load_floret

__all__ = ["learn_rate", "train", "train_on"]

_WARM_UP = 40
_DEV_WORDS = 9000

log = logging.getLogger(__name__)


def train(name: str, recipe: Recipe, data: Path, work: Path, *, every: int = 200_000) -> None:
    """Train a recipe into ``work/NAME/pipeline``; a second call goes on where the first stopped.

    ``every`` so many words a checkpoint is written and a part of the dev set is scored into the log.
    """
    kind = kind_of(name)
    corpus = read_corpus(kind, data, silver=work / "silver" / recipe.plan if recipe.silver else None)
    dev = list(_sample(read_corpus(kind, data, "dev"), recipe.seed))
    start = work / recipe.start / "pipeline" if recipe.start else None
    train_on(kind, corpus, dev, recipe, work / name, every=every, start=start, vectors=work / FLORET)


def train_on(
    kind: str,
    corpus: Corpus,
    dev: list[Lesson],
    recipe: Recipe,
    out: Path,
    *,
    every: int,
    stop: int | None = None,
    start: Path | None = None,
    vectors: Path | None = None,
) -> None:
    """Train on a corpus in memory; ``stop`` leaves off after so many steps, as an interruption would.

    The weights begin as those of the pipeline ``start``, or at random; ``vectors`` are floret's.
    """
    set_current_ops(NumpyOps(use_blis=False))  # numpy's matrix product is three times as fast as blis here
    optimizer = Adam(recipe.learn_rate, L2=0.01, grad_clip=1.0, use_averages=True, L2_is_weight_decay=True)
    folder = out / "checkpoint"
    digest = _digest(kind, corpus, recipe)
    if folder.exists():
        nlp, progress = load_checkpoint(folder, optimizer)
        if progress.digest != digest:
            raise ModelError(
                f"{folder}: belongs to another recipe or other data; remove it or choose another --out"
            )
    else:
        nlp = spacy.load(start) if start else _start(kind, corpus, recipe, vectors)
        progress = Progress(0, 0, digest)
    ahead = batches(lessons(corpus, recipe.seed, silver=recipe.silver), recipe.batch)
    for batch in islice(ahead, progress.step, None):
        if progress.words >= recipe.words or progress.step == stop:
            break
        losses = _step(nlp, optimizer, batch, recipe, progress)
        before, progress = progress, _advance(progress, batch)
        if progress.words // every > before.words // every:
            save_checkpoint(nlp, optimizer, progress, folder)
            _report(nlp, optimizer, progress, dev, losses)
    save_checkpoint(nlp, optimizer, progress, folder)
    with nlp.use_params(optimizer.averages or {}):
        nlp.to_disk(out / "pipeline")


def learn_rate(recipe: Recipe, progress: Progress) -> float:
    """Return the rate of the next step: a short climb, then straight down to nothing at the last word."""
    climb = min(1.0, (progress.step + 1) / _WARM_UP)
    return recipe.learn_rate * climb * max(0.002, 1.0 - progress.words / recipe.words)


def _start(kind: str, corpus: Corpus, recipe: Recipe, vectors: Path | None) -> Language:
    fix_random_seed(recipe.seed)
    nlp = new_pipeline(kind, recipe)
    if recipe.vectors and vectors:
        nlp.vocab.vectors = load_floret(vectors, recipe.vectors, nlp.vocab)
    first = one_pass(corpus, recipe.seed, 0)  # with its blank tokens: they have a tag of their own
    nlp.initialize(lambda: _examples(nlp, first))
    return nlp


def _step(
    nlp: Language, optimizer: Optimizer, batch: tuple[Lesson, ...], recipe: Recipe, progress: Progress
) -> Mapping[str, float]:
    seed = (recipe.seed * 1_000_003 + progress.step) % 2**32
    random.seed(seed)
    numpy.random.seed(seed)
    optimizer.learn_rate = learn_rate(recipe, progress)
    losses: dict[str, float] = {}
    examples = list(_examples(nlp, batch))
    no_step: Any = False  # what Language.update takes for "no step", though its annotation does not say so
    nlp.update(examples, sgd=no_step, drop=recipe.dropout, losses=losses)
    # given an optimizer, spaCy would apply the encoder's gradients one step late: lost at every interruption
    for _, component in nlp.pipeline:
        if isinstance(component, TrainablePipe):
            component.finish_update(optimizer)
    return losses


def _advance(progress: Progress, batch: tuple[Lesson, ...]) -> Progress:
    words = sum(lesson.words for lesson in batch)
    return progress._replace(step=progress.step + 1, words=progress.words + words)


def _report(
    nlp: Language, optimizer: Optimizer, progress: Progress, dev: list[Lesson], losses: Mapping[str, float]
) -> None:
    with nlp.use_params(optimizer.averages or {}):
        scores = nlp.evaluate(list(_examples(nlp, dev)))
    wanted = ("tag_acc", "pos_acc", "dep_uas", "dep_las", "sents_f", "ents_p", "ents_r", "ents_f")
    shown = [f"{name} {scores[name] * 100:.2f}" for name in wanted if scores.get(name) is not None]
    shown += [f"loss {name} {loss:.1f}" for name, loss in losses.items()]
    log.info("step %d words %d  %s", progress.step, progress.words, "  ".join(shown))


def _examples(nlp: Language, drawn: Iterable[Lesson]) -> Iterator[Example]:
    for lesson in drawn:
        gold = lesson.doc(nlp.vocab)
        yield Example(nlp.make_doc(gold.text), gold)


def _sample(corpus: Corpus, seed: int) -> Iterator[Lesson]:
    """Yield a fixed part of a dev set."""
    drawn = list(plain_lessons(corpus))
    random.Random(seed).shuffle(drawn)
    words = 0
    for lesson in drawn:
        if words >= _DEV_WORDS:
            return
        words += lesson.words
        yield lesson


def _digest(kind: str, corpus: Corpus, recipe: Recipe) -> str:
    texts = "\n".join(entry.text for entries in corpus.values() for entry in entries)
    return hashlib.sha256(f"{kind}\n{recipe}\n{texts}".encode()).hexdigest()
