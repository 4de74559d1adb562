"""The pairs of words of a batch of windows as tensors, with the claims that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch

from ..parsing.pairs import describe
from .claim_lessons import ClaimLesson
from .network import Labels
from .windows import Window

__all__ = ["ClaimBatch"]


class ClaimBatch:
    """Pairs of a batch as tensors; ``rows`` and the word columns say where each stands."""

    def __init__(self, windows: Sequence[Window], lessons: Mapping[str, ClaimLesson], labels: Labels) -> None:
        relations = {name: number for number, name in enumerate(labels.claims, start=1)}
        sides = {name: number for number, name in enumerate(labels.relations)}
        rows, features, wanted, manner = [], [], [], []
        self.triggers: list[tuple[int, int, int]] = []  # row, word, relation
        self.read: list[tuple[int, int, int]] = []  # row, first word, word after the last
        count = 0
        for row, window in enumerate(windows):
            for begin, name in zip(window.starts, window.ids, strict=True):
                lesson = lessons.get(name)
                if lesson is None:
                    continue
                self.read.append((row, begin, begin + len(lesson.sentence.words)))
                classes = [sides.get(relation, len(sides)) for relation in lesson.sentence.relations]
                number = {(i, j): count + at for at, (i, j) in enumerate(lesson.pairs[:, :2].tolist())}
                rows.append(np.concatenate([np.full((len(number), 1), row), lesson.pairs[:, :3] + begin], 1))
                features.append(describe(lesson.pairs, classes, lesson.ents, len(sides)))
                count += len(number)
                for target in lesson.targets:
                    relation = relations.get(target.relation)
                    at = number.get((target.subject, target.object))
                    if relation is not None and at is not None:
                        wanted.append((at, relation))
                        manner.append((at, int(target.negative), target.modality))
                    if relation is not None and target.trigger >= 0:
                        self.triggers.append((row, begin + target.trigger, relation))
        self.rows = torch.from_numpy(np.concatenate(rows)) if rows else torch.zeros(0, 4, dtype=torch.long)
        self.features = (
            torch.from_numpy(np.concatenate(features)) if rows else torch.zeros(0, 7, dtype=torch.long)
        )
        self.wanted = torch.zeros(count, 1 + len(relations), dtype=torch.bool)
        if wanted:
            self.wanted[tuple(torch.tensor(wanted).T)] = True
        self.manner = torch.tensor(manner, dtype=torch.long).reshape(-1, 3)
