"""The teachers, from files to files."""

import json
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from ..curriculum import one_pass, read_corpus
from ..names import MISSING, Row
from ..treebank import Sentence
from .features import Vocabulary, load_vectors
from .labels import Labels
from .learn import Recipe, learn
from .lessons import NamesTask, SyntaxTask
from .network import Encoder, NameTagger, Parser, Size
from .read import Teacher, check_ensemble

__all__ = ["examine", "load_ensemble", "load_teacher", "new_teacher", "save", "teach"]

_MEANING = "meaning.json"


def teach(kind: str, recipe: Recipe, data: Path, vectors: Path, out: Path, *, every: int = 300_000) -> None:
    """Teach ``syntax`` or ``names``; a second call goes on where the first stopped."""
    teacher = build(kind, recipe, data, vectors)
    save(teacher, recipe, out)
    lessons, test = (_task(kind, teacher, data, part, recipe.seed) for part in ("train", "dev"))
    learn(teacher.network, lessons, test, recipe, out, every=every)


def examine(kind: str, teachers: Sequence[Teacher], data: Path) -> dict[str, float]:
    """Return the figures of an ensemble of teachers of ``syntax`` or ``names`` on the dev sets."""
    return _task(kind, teachers[0], data, "dev", 0).score_ensemble(teachers)


def build(kind: str, recipe: Recipe, data: Path, vectors: Path) -> Teacher:
    """Return an untaught teacher."""
    entries = [entry for held in read_corpus(kind, data).values() for entry in held]
    sentences = [entry for entry in entries if isinstance(entry, Sentence)]
    rows = [entry for entry in entries if isinstance(entry, Row)]
    known, weights = load_vectors(vectors)
    texts = [*(one.words for one in sentences), *(row.tokens for row in rows)]
    vocabulary = Vocabulary.learn(texts, known)
    torch.manual_seed(recipe.seed)
    return new_teacher(vocabulary, Labels.learn(sentences), _all_tags(rows), recipe.size, weights)


def save(teacher: Teacher, recipe: Recipe, out: Path) -> None:
    """Write down what the numbers of a teacher mean; its weights are in the checkpoint."""
    out.mkdir(parents=True, exist_ok=True)
    vocabulary = teacher.vocabulary
    meaning = {
        "fixed": list(vocabulary.fixed),
        "learnt": list(vocabulary.learnt),
        "characters": list(vocabulary.characters),
        "relations": teacher.labels.relations,
        "columns": teacher.labels.tags,
        "tags": teacher.tags,
        "size": recipe.size._asdict(),
    }
    (out / _MEANING).write_text(json.dumps(meaning, ensure_ascii=False), encoding="utf-8")


def load_ensemble(kind: str, folder: Path) -> list[Teacher]:
    """Return the teachers of ``syntax`` or ``names``, of every seed there is in ``folder``."""
    teachers = [load_teacher(out) for out in sorted(folder.glob(f"{kind}-*"))]
    check_ensemble(teachers, folder)
    return teachers


def load_teacher(out: Path) -> Teacher:
    """Return what ``teach`` left in ``out``, as far as it came."""
    meaning = json.loads((out / _MEANING).read_text(encoding="utf-8"))
    fixed, learnt, characters = (
        {name: index for index, name in enumerate(meaning[column], 2)}
        for column in ("fixed", "learnt", "characters")
    )
    state = torch.load(out / "checkpoint.pt", weights_only=True)["averaged"]
    labels = Labels(tuple(meaning["relations"]), tuple(map(tuple, meaning["columns"])))
    teacher = new_teacher(
        Vocabulary(fixed=fixed, learnt=learnt, characters=characters),
        labels,
        tuple(meaning["tags"]),
        Size(**meaning["size"]),
        torch.randn(len(fixed), state["encoder.fixed.weight"].shape[1]),
    )
    teacher.network.load_state_dict(state)
    teacher.network.eval()
    return teacher


def new_teacher(
    vocabulary: Vocabulary, labels: Labels, tags: tuple[str, ...], size: Size, vectors: Tensor
) -> Teacher:
    """Return an untaught parser where there are relations, else an untaught recogniser."""
    encoder = Encoder(vectors, len(vocabulary.learnt), len(vocabulary.characters), size)
    if labels.relations:
        counts = tuple(len(column) for column in labels.tags)
        return Teacher(Parser(encoder, len(labels.relations), counts, size), vocabulary, labels, tags)
    return Teacher(NameTagger(encoder, tags, size), vocabulary, labels, tags)


def _task(kind: str, teacher: Teacher, data: Path, part: str, seed: int) -> SyntaxTask | NamesTask:
    corpus = read_corpus(kind, data, part)
    entries = [entry for held in corpus.values() for entry in held]
    if kind == "syntax":
        sentences = [entry for entry in entries if isinstance(entry, Sentence)]
        return SyntaxTask(sentences, teacher.vocabulary, teacher.labels)
    rows = [entry for entry in entries if isinstance(entry, Row)]
    if part == "train":  # once as written, once with names exchanged
        rows = [row for number in (0, 1) for lesson in one_pass(corpus, seed, number) for row in lesson.rows]
    return NamesTask(rows, teacher.vocabulary, teacher.tags)


def _all_tags(rows: Sequence[Row]) -> tuple[str, ...]:
    labels = {tag[2:] for row in rows for tag in row.tags if tag not in ("O", MISSING)}
    return ("O", *(f"{mark}-{label}" for label in sorted(labels) for mark in "BI"))
