"""What is seen in which order: endless passes over the corpora, each drawn anew from the seed alone.

Lessons are plain values and cheap; documents are made of them only when their turn comes, so that an
interrupted run skips to its place in seconds.
"""

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, count
from pathlib import Path
from random import Random
from typing import NamedTuple

from spacy.tokens import Doc
from spacy.vocab import Vocab

from ..errors import CorpusError
from . import convert, gazetteer, names
from .convert import PLAIN, Style
from .names import Row
from .treebank import Sentence, read_sentences

__all__ = [
    "SILVER",
    "Corpus",
    "Lesson",
    "batches",
    "lessons",
    "name_files",
    "one_pass",
    "plain_lessons",
    "read_corpus",
    "treebank_files",
]

# web chatter is a third of EWT and no news: every second pass only
_CHATTER = frozenset({"answers", "reviews", "email"})
_SAMPLED: Mapping[str, float] = {"crossner_other-train": 0.6}
_NAMES_AS_TRAINING = ("uner_ewt-dev",)
SILVER = "silver-train"
OWN = Path(__file__).parent / "data"


class Lesson(NamedTuple):
    """Sentences that are learnt together, and how they are written."""

    sentences: tuple[Sentence, ...]
    rows: tuple[Row, ...]
    style: Style

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(sentence.words) for sentence in self.sentences) + sum(
            len(row.tokens) for row in self.rows
        )

    def doc(self, vocab: Vocab) -> Doc:
        """Return the annotated document."""
        if self.sentences:
            return convert.to_doc(vocab, self.sentences, self.style)
        return names.to_doc(vocab, self.rows, self.style)


Corpus = Mapping[str, Sequence[Sentence] | Sequence[Row]]


def treebank_files(data: Path, part: str) -> tuple[Path, ...]:
    """Return the treebanks for ``train`` or ``dev``, in order."""
    return (
        *_found(sorted((data / "ud").glob(f"*-{part}.conllu.gz")), data / "ud"),
        OWN / f"news-{part}.conllu",
    )


def name_files(data: Path, part: str) -> tuple[Path, ...]:
    """Return the files of tagged names for ``train`` or ``dev``; the dev set without a train set is trained on."""
    held = {data / "ner" / f"{name}.jsonl.gz" for name in _NAMES_AS_TRAINING}
    found = set((data / "ner").glob(f"*-{part}.jsonl.gz"))
    found = found | {path for path in held if path.exists()} if part == "train" else found - held
    return (*_found(sorted(found), data / "ner"), OWN / f"news-{part}.jsonl")


def read_corpus(
    kind: str, data: Path, part: str = "train", *, silver: Path | None = None
) -> dict[str, tuple[Sentence, ...] | tuple[Row, ...]]:
    """Read all files of a kind (``syntax``, ``names``), each under the stem of its name; ``silver`` is a folder."""
    corpus: dict[str, tuple[Sentence, ...] | tuple[Row, ...]] = {}
    if kind == "syntax":
        more = () if silver is None else (silver / f"{SILVER}.conllu.gz",)
        for path in (*treebank_files(data, part), *more):
            corpus[path.name.split(".")[0]] = tuple(read_sentences(path))
    else:
        more = () if silver is None else (silver / f"{SILVER}.jsonl.gz",)
        for path in (*name_files(data, part), *more):
            corpus[path.name.split(".")[0]] = names.read_rows(path)
    return corpus


def plain_lessons(corpus: Corpus) -> Iterator[Lesson]:
    """Yield every sentence once, as written."""
    for entries in corpus.values():
        for entry in entries:
            yield _lesson((entry,), PLAIN)


def lessons(corpus: Corpus, seed: int, *, silver: float = 1.0) -> Iterator[Lesson]:
    """Yield lessons without end, pass after pass; a pass depends on the seed and its number only."""
    for number in count():
        yield from one_pass(corpus, seed, number, silver=silver)


def one_pass(corpus: Corpus, seed: int, number: int, *, silver: float = 1.0) -> list[Lesson]:
    """Return the lessons of one pass, shuffled, with so many words of silver for each of gold.

    The first, number 0, leaves no treebank sentence out.
    """
    rng = Random(f"{seed}:{number}")
    drawn: list[Lesson] = []
    pools = _pools(corpus)
    gold = sum(_words(entry) for name, entries in corpus.items() if name != SILVER for entry in entries)
    for name, entries in corpus.items():
        if name == SILVER:
            entries = _portion(entries, round(silver * gold), number)
        sentences = [entry for entry in entries if isinstance(entry, Sentence)]
        drawn += _syntax_pass(sentences, number, rng)
        if pools is not None:
            tagged = [entry for entry in entries if isinstance(entry, Row)]
            drawn += _names_pass(name, tagged, number, pools, rng)
    rng.shuffle(drawn)
    return drawn


def batches(drawn: Iterable[Lesson], size: int) -> Iterator[tuple[Lesson, ...]]:
    """Yield runs of lessons with at least ``size`` words each."""
    batch: list[Lesson] = []
    words = 0
    for lesson in drawn:
        batch.append(lesson)
        words += lesson.words
        if words >= size:
            yield tuple(batch)
            batch, words = [], 0


def _portion(
    entries: Sequence[Sentence] | Sequence[Row], words: int, number: int
) -> Sequence[Sentence] | Sequence[Row]:
    """Return the next so many words of silver; begin again after the last."""
    ends = list(accumulate(_words(entry) for entry in entries))
    start = number * words % ends[-1]
    return entries[bisect(ends, start) : bisect(ends, start + words)]


def _words(entry: Sentence | Row) -> int:
    return len(entry.words if isinstance(entry, Sentence) else entry.tokens)


def _syntax_pass(sentences: Sequence[Sentence], number: int, rng: Random) -> Iterator[Lesson]:
    for run in convert.group(sentences, rng):
        style = convert.choose_style(rng)
        if number % 2 == 0 or run[0].id.split("-")[0] not in _CHATTER:
            yield _lesson(run, style)


def _names_pass(
    name: str, rows: Sequence[Row], number: int, pools: names.Pools, rng: Random
) -> Iterator[Lesson]:
    share = _SAMPLED.get(name, 1.0)
    kept = [row for row in rows if rng.random() < share]
    if number % 2:
        kept = [names.exchange(row, pools, rng) for row in kept]
    for run in names.group_rows(kept, rng):
        yield _lesson(run, convert.choose_style(rng))


def _pools(corpus: Corpus) -> names.Pools | None:
    rows = [entry for entries in corpus.values() for entry in entries if isinstance(entry, Row)]
    return names.collect_pools(rows, gazetteer.places()) if rows else None


def _lesson(entries: Sequence[Sentence | Row], style: Style) -> Lesson:
    sentences = tuple(entry for entry in entries if isinstance(entry, Sentence))
    rows = tuple(entry for entry in entries if isinstance(entry, Row))
    return Lesson(sentences, rows, style)


def _found(paths: list[Path], folder: Path) -> tuple[Path, ...]:
    if not paths:
        raise CorpusError(f"{folder}: no training data; give the folder that holds ud/ and ner/ with --data")
    return tuple(paths)
