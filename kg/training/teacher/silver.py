"""Raw text annotated by the teachers, kept where they are sure: what the student learns from beside gold.

Sentences are those of spaCy's sentencizer. Where one is dropped a new document begins, so that the student never
learns a boundary that is not there.
"""

import gzip
import json
import logging
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

import spacy
from spacy.language import Language
from spacy.tokens import Span

from ...errors import ModelError
from ..config import RECIPES
from ..curriculum import SILVER
from ..treebank import ROOT, Sentence, write_sentences
from .read import Teacher, Tree, read_names, read_trees

__all__ = ["Plan", "RawSentence", "annotate_names", "annotate_trees", "load_plan", "raw_sentences"]

_STRAIGHT = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "\u00a0": " "})
_MAY_END = frozenset(
    {"U.S.", "U.N.", "U.K.", "E.U.", "D.C.", "p.m.", "a.m.", "Inc.", "Co.", "Corp.", "Ltd.", "Jr."}
)
_CLOSERS = frozenset("\"')]”’")
_SHORTEST, _LONGEST = 5, 50
_PORTION = 4000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much silver: thousands of words of each source, and how sure the teachers must ``least`` be."""

    thousands: Mapping[str, int]
    least: float


def load_plan(name: str, path: Path = RECIPES) -> Plan:
    """Return a plan, a table ``silver.NAME``; its name begins with the kind, ``syntax`` or ``names``."""
    plans = tomllib.loads(path.read_text(encoding="utf-8"))["silver"]
    if name not in plans:
        raise ModelError(f"{path}: no plan 'silver.{name}'; there are {', '.join(sorted(plans))}")
    return Plan(**plans[name])


class RawSentence(NamedTuple):
    """A sentence of running text; ``starts_document`` where the one before it is not the one that stood there."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    starts_document: bool
    starts_paragraph: bool


def raw_sentences(raw: Path, thousands: Mapping[str, int]) -> Iterator[RawSentence]:
    """Yield clean sentences of the files ``SOURCE.txt.gz``, thousands of words of each as asked for.

    Of a large file every so-manieth document is read, so that all of it is seen.
    """
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    for source, amount in thousands.items():
        path = raw / f"{source}.txt.gz"
        wanted = amount * 1000
        step = max(1, path.stat().st_size // (4 * max(wanted, 1)))
        for document in islice(_documents(path), 0, None, step):
            if wanted <= 0:
                break
            for sentence in _clean(nlp, document):
                wanted -= len(sentence.words)
                yield sentence


def annotate_trees(
    teachers: Sequence[Teacher], sentences: Iterable[RawSentence], out: Path, *, least: float
) -> None:
    """Write ``silver-train.conllu.gz``: the trees whose arcs are as probable as ``least`` on average."""
    out.mkdir(parents=True, exist_ok=True)
    number = 0
    with gzip.open(out / f"{SILVER}.conllu.gz", "wt", encoding="utf-8") as lines:
        for portion in _portions(sentences):
            words = [sentence.words for sentence in portion]
            trees = read_trees(teachers, words)
            kept = list(_kept(portion, trees, least, number))
            write_sentences(kept, lines)
            number += len(portion)
            log.info("trees: %d of %d sentences", len(kept), len(portion))


def annotate_names(
    teachers: Sequence[Teacher], sentences: Iterable[RawSentence], out: Path, *, least: float
) -> None:
    """Write ``silver-train.jsonl.gz``: sentences all of whose tags are right with the chance ``least``."""
    out.mkdir(parents=True, exist_ok=True)
    with gzip.open(out / f"{SILVER}.jsonl.gz", "wt", encoding="utf-8") as lines:
        for portion in _portions(sentences):
            words = [sentence.words for sentence in portion]
            tagged = read_names(teachers, words)
            kept = [
                (raw, tags) for raw, (tags, chance) in zip(portion, tagged, strict=True) if chance >= least
            ]
            for raw, tags in kept:
                row = {"src": "silver", "tokens": raw.words, "spaces": raw.spaces, "tags": tags}
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            log.info("names: %d of %d sentences", len(kept), len(portion))


def _portions(sentences: Iterable[RawSentence]) -> Iterator[list[RawSentence]]:
    waiting = iter(sentences)
    while portion := list(islice(waiting, _PORTION)):
        yield portion


def _kept(
    portion: Iterable[RawSentence], trees: Iterable[Tree], least: float, number: int
) -> Iterator[Sentence]:
    broken = True
    for place, (raw, tree) in enumerate(zip(portion, trees, strict=True), number):
        if sum(tree.certainty) / len(tree.certainty) < least:
            broken = True
            continue
        joined = [tag.partition("|") for tag in tree.tags[0]]
        yield Sentence(
            id=f"silver-{place}",
            words=raw.words,
            spaces=raw.spaces,
            lemmas=raw.words,
            upos=tuple(upos for upos, _, _ in joined),
            xpos=tree.tags[1],
            feats=tuple(feats for _, _, feats in joined),
            heads=tree.heads,
            relations=tuple(
                ROOT if head == at else relation
                for at, (head, relation) in enumerate(zip(tree.heads, tree.relations, strict=True))
            ),
            starts_document=broken or raw.starts_document,
            starts_paragraph=broken or raw.starts_document or raw.starts_paragraph,
        )
        broken = False


def _documents(path: Path) -> Iterator[list[str]]:
    held: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                held.append(" ".join(line.translate(_STRAIGHT).split()))
            elif held:
                yield held
                held = []
    if held:
        yield held


def _clean(nlp: Language, paragraphs: Iterable[str]) -> Iterator[RawSentence]:
    broken = True
    for paragraph in paragraphs:
        for index, sentence in enumerate(nlp(paragraph).sents):
            if _is_clean(sentence):
                words = tuple(token.text for token in sentence)
                spaces = tuple(bool(token.whitespace_) for token in sentence)
                yield RawSentence(words, spaces, broken, index == 0)
                broken = False
            else:
                broken = True


def _is_clean(sentence: Span) -> bool:
    """Tell whether this looks like one whole sentence of prose."""
    words = [token.text for token in sentence]
    body = [word for word in words if word not in _CLOSERS]
    if not _SHORTEST <= len(words) <= _LONGEST or not body or body[-1] not in {".", "?", "!"}:
        return False
    first = words[0] if words[0][0].isalpha() else words[min(1, len(words) - 1)]
    merged = any(
        word in _MAY_END and after[:1].isupper() and at > 0
        for at, (word, after) in enumerate(pairwise(words))
    )
    plain = sum(word.isalpha() for word in words)
    return first[0].isupper() and not merged and plain > 0.65 * len(words) and words.count('"') % 2 == 0
