"""What a teacher can say."""

from collections.abc import Sequence
from typing import NamedTuple

from ..treebank import Sentence

__all__ = ["Labels", "both_tags"]


class Labels(NamedTuple):
    """What is predicted; ``tags`` are parts of speech with features, and Penn tags."""

    relations: tuple[str, ...]
    tags: tuple[tuple[str, ...], ...]

    @classmethod
    def learn(cls, sentences: Sequence[Sentence]) -> "Labels":
        """Take all that occur."""
        relations = {relation for sentence in sentences for relation in sentence.relations}
        columns = [
            {tag for sentence in sentences for tag in both_tags(sentence)[column]} for column in (0, 1)
        ]
        return cls(tuple(sorted(relations)), tuple(tuple(sorted(column)) for column in columns))


def both_tags(sentence: Sentence) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return parts of speech joined with features, and Penn tags."""
    joined = (f"{upos}|{feats}" for upos, feats in zip(sentence.upos, sentence.feats, strict=True))
    return tuple(joined), sentence.xpos
