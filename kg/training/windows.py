"""Windows: what the encoder sees at once while it learns, made of treebank sentences or rows of names.

A window is a run of paragraphs. Sentences of a treebank document that stand together stay together, so that the
network sees sentence ends inside a paragraph; rows of names are paragraphs of their own. Each pass over the data
draws other windows, quotes and cases (``convert.choose_style``).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from .convert import Style, choose_style, without_stop, written
from .mentions import MentionOf
from .names import MISSING, Row
from .treebank import Sentence

__all__ = ["Window", "name_windows", "tree_windows"]

_MOST_WORDS = 140


@dataclass(slots=True)
class Window:
    """Words and what is known of them; an empty column is unknown as a whole.

    ``heads`` count words of the window, a root is its own head; ``paragraphs`` are the words that begin one;
    ``tags`` are BIO tags of names, ``-`` where the corpus is silent.
    """

    words: list[str] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)  # of the sentences, one for each of ``starts``
    mentions: list[MentionOf] = field(default_factory=list)
    ratings: dict[int, float] = field(default_factory=dict)  # of words, how sure it is that it happened

    def add_sentence(self, sentence: Sentence, style: Style, tags: Sequence[str] | None) -> None:
        """Append a sentence of a treebank; without ``tags`` its names are unknown."""
        offset = len(self.words)
        self.starts.append(offset)
        self.ids.append(sentence.id)
        self.words += written(sentence.words, style)
        self.upos += sentence.upos
        self.xpos += sentence.xpos
        self.feats += sentence.feats
        self.heads += [head + offset for head in sentence.heads]
        self.relations += sentence.relations
        self.mentions += [m._replace(word=m.word + offset) for m in sentence.mentions]
        self.tags += list(tags)[: len(sentence.words)] if tags else [MISSING] * len(sentence.words)

    def add_row(self, row: Row, style: Style) -> None:
        """Append a row of names as a paragraph."""
        offset = len(self.words)
        self.paragraphs.append(offset)
        self.words += written(row.tokens, style)
        self.ratings |= {offset + place: rating for place, rating in row.ratings.items()}
        self.tags += row.tags


def tree_windows(
    sentences: Iterable[Sentence], tags: Mapping[str, Sequence[str]], rng: Random
) -> Iterator[Window]:
    """Yield windows of one treebank in its order, their sizes drawn; ``tags`` are names by sentence id."""
    window, style, most = Window(), choose_style(rng), rng.randint(20, _MOST_WORDS)
    for sentence in sentences:
        if window.words and len(window.words) + len(sentence.words) > most:
            yield window
            window, style, most = Window(), choose_style(rng), rng.randint(20, _MOST_WORDS)
        if not window.words or sentence.starts_paragraph or sentence.starts_document or rng.random() < 0.08:
            window.paragraphs.append(len(window.words))
        shown = sentence if style.stop else without_stop(sentence)
        if not style.stop and window.paragraphs[-1] != len(window.words):
            window.paragraphs.append(len(window.words))  # a headline stands alone
        window.add_sentence(shown, style, tags.get(sentence.id))
    if window.words:
        yield window


def name_windows(rows: Iterable[Row], rng: Random) -> Iterator[Window]:
    """Yield windows of rows in a drawn order; a row that is a whole document is cut at its paragraphs."""
    pieces = [piece for row in rows for piece in _pieces(row)]
    rng.shuffle(pieces)
    window, style, most = Window(), choose_style(rng), rng.randint(20, _MOST_WORDS)
    for row in pieces:
        if window.words and len(window.words) + len(row.tokens) > most:
            yield window
            window, style, most = Window(), choose_style(rng), rng.randint(20, _MOST_WORDS)
        window.add_row(row, style)
    if window.words:
        yield window


def _pieces(row: Row) -> Iterator[Row]:
    """Yield the row in pieces of at most so many words, blank tokens left out, no name cut."""
    kept = [index for index, token in enumerate(row.tokens) if token.strip()]
    start = 0
    while start < len(kept):
        end = min(start + _MOST_WORDS, len(kept))
        while end < len(kept) and end > start + 1 and row.tags[kept[end]][:2] == "I-":
            end -= 1
        part = kept[start:end]
        yield Row(
            source=row.source,
            tokens=tuple(row.tokens[i] for i in part),
            spaces=tuple(row.spaces[i] for i in part),
            tags=tuple(row.tags[i] for i in part),
            ratings={place: row.ratings[i] for place, i in enumerate(part) if i in row.ratings},
        )
        start = end
