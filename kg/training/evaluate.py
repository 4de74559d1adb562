"""Score a pipeline from raw text, by ``nlp(text)`` alone.

A treebank document (``newdoc``) is one text: its sentences are joined by a blank, its paragraphs (``newpar``)
by an empty line. Names are scored on the rows as they stand, sentence by sentence; a predicted name that
touches a token about which the corpus is silent is not counted. Errors of the tokenizer count everywhere.
"""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Token

from ..evaluation.claims import Score, sum_scores
from .files import name_files, treebank_files
from .names import MISSING, Row, read_rows, spans
from .scores import Analysis, Counts, Word
from .treebank import ROOT, Sentence, read_sentences

__all__ = ["LABELS", "Evaluation", "documents", "evaluate", "save", "table"]

LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "MISC")
_OWN = "news"
_HEADLINES = ("tokens", "sentences", "upos", "xpos", "lemma", "uas", "las", "uas_words", "las_words")


class Evaluation(NamedTuple):
    """Counts by data set and metric, and the speed; ``all`` sums up all sets but our own, ``news``."""

    syntax: dict[str, dict[str, Score]]
    names: dict[str, dict[str, Score]]
    words_per_cpu_second: int
    megabytes: float


def evaluate(nlp: Language, data: Path, *, size: float = 0.0) -> Evaluation:
    """Score a pipeline on all dev sets and time it on the texts of the treebanks; ``size`` is in megabytes."""
    treebanks = {_stem(path): list(documents(read_sentences(path))) for path in treebank_files(data, "dev")}
    rows = {_stem(path): read_rows(path) for path in name_files(data, "dev")}
    texts = [gold_text(sentences)[0] for held in treebanks.values() for sentences in held]
    return Evaluation(
        _summed({name: _syntax(nlp, held) for name, held in treebanks.items()}),
        _summed({name: _names(nlp, held) for name, held in rows.items()}),
        speed(nlp, texts),
        size,
    )


def documents(sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, ...]]:
    """Yield the sentences of each document of a treebank."""
    held: list[Sentence] = []
    for sentence in sentences:
        if held and sentence.starts_document:
            yield tuple(held)
            held = []
        held.append(sentence)
    if held:
        yield tuple(held)


def gold_text(sentences: Sequence[Sentence]) -> tuple[str, Analysis]:
    """Return the text of a document and its gold analysis by characters."""
    text = ""
    words: dict[tuple[int, int], Word] = {}
    extents = []
    for index, sentence in enumerate(sentences):
        if index:
            text += "\n\n" if sentence.starts_paragraph else " "
        places = []
        offset = len(text)
        for word, space in zip(sentence.words, sentence.spaces, strict=True):
            places.append((offset, offset + len(word)))
            offset += len(word) + space
        text += sentence.text
        extents.append((places[0][0], places[-1][1]))
        for position, place in enumerate(places):
            words[place] = _gold_word(sentence, position, places)
    return text, Analysis(words, frozenset(extents))


def analysis(doc: Doc) -> Analysis:
    """Return what a pipeline says; blank tokens are nothing, and nothing hangs on them."""
    words = {_span(token): _word(token) for token in doc if not token.is_space}
    sentences = ([token for token in sentence if not token.is_space] for sentence in doc.sents)
    return Analysis(words, frozenset((_span(held[0])[0], _span(held[-1])[1]) for held in sentences if held))


def speed(nlp: Language, texts: Sequence[str]) -> int:
    """Return words per CPU second of the whole pipeline; meaningful where linear algebra has one thread."""
    list(nlp.pipe(texts[:2]))
    start = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=16))
    return round(words / max(time.process_time() - start, 1e-9))


def save(evaluation: Evaluation, path: Path) -> None:
    """Write an evaluation as JSON: gold, system and agreeing counts and F of everything."""
    kinds = {"syntax": evaluation.syntax, "names": evaluation.names}
    shown: dict[str, object] = {
        kind: {
            name: {
                metric: [score.gold, score.system, score.right, round(score.f1, 4)]
                for metric, score in held.items()
            }
            for name, held in sets.items()
        }
        for kind, sets in kinds.items()
    }
    shown |= {"words_per_cpu_second": evaluation.words_per_cpu_second, "megabytes": evaluation.megabytes}
    path.write_text(json.dumps(shown, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def table(evaluation: Evaluation) -> Iterator[str]:
    """Yield the lines of a table for people: F in percent."""
    for name, held in evaluation.syntax.items():
        yield f"{name:24} " + "  ".join(f"{metric} {held[metric].f1 * 100:.2f}" for metric in _HEADLINES)
    relations = evaluation.syntax["all"]
    frequent = sorted(
        (metric for metric in relations if " " in metric), key=lambda metric: -relations[metric].gold
    )
    yield "  ".join(f"{metric.split()[1]} {relations[metric].f1 * 100:.1f}" for metric in frequent[:40])
    for name, held in evaluation.names.items():
        overall = held["names"]
        yield (
            f"{name:24} P {overall.precision * 100:.1f} R {overall.recall * 100:.1f} F {overall.f1 * 100:.2f}  "
            + "  ".join(
                f"{label} {held[label].f1 * 100:.1f} ({held[label].gold})"
                for label in LABELS
                if label in held
            )
        )
    yield f"{evaluation.words_per_cpu_second} words per CPU second, {evaluation.megabytes:.1f} MB"


def _syntax(nlp: Language, held: Sequence[tuple[Sentence, ...]]) -> Counts:
    counts = Counts()
    golds = [gold_text(sentences) for sentences in held]
    for doc, (_, gold) in zip(nlp.pipe(text for text, _ in golds), golds, strict=True):
        counts.compare_syntax(gold, analysis(doc))
    return counts


def _names(nlp: Language, rows: Sequence[Row]) -> Counts:
    counts = Counts()
    for doc, row in zip(nlp.pipe(row.text for row in rows), rows, strict=True):
        gold, silent = _gold_names(row)
        found = {(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents}
        heard = {
            (start, end, label)
            for start, end, label in found
            if label in LABELS and not any(start < last and first < end for first, last in silent)
        }
        counts.compare("names", gold, heard)
        for label in LABELS:
            counts.compare(label, (x for x in gold if x[2] == label), (x for x in heard if x[2] == label))
    return counts


def _gold_names(row: Row) -> tuple[set[tuple[int, int, str]], list[tuple[int, int]]]:
    places = []
    offset = 0
    for token, space in zip(row.tokens, row.spaces, strict=True):
        places.append((offset, offset + len(token)))
        offset += len(token) + space
    gold = {(places[start][0], places[end - 1][1], label) for start, end, label in spans(row.tags)}
    silent = [place for place, tag in zip(places, row.tags, strict=True) if tag == MISSING]
    return gold, silent


def _gold_word(sentence: Sentence, position: int, places: Sequence[tuple[int, int]]) -> Word:
    relation = sentence.relations[position]
    head = None if relation == ROOT else places[sentence.heads[position]]
    return Word(
        sentence.upos[position],
        sentence.xpos[position],
        sentence.lemmas[position],
        head,
        "root" if relation == ROOT else relation,
    )


def _word(token: Token) -> Word:
    head = token.head
    while head.is_space and head.head.i != head.i:
        head = head.head
    root = token.dep_ in ("ROOT", "root")
    return Word(
        token.pos_, token.tag_, token.lemma_, None if root else _span(head), "root" if root else token.dep_
    )


def _span(token: Token) -> tuple[int, int]:
    return token.idx, token.idx + len(token)


def _summed(counted: dict[str, Counts]) -> dict[str, dict[str, Score]]:
    scores = {name: counts.scores() for name, counts in counted.items()}
    by_metric: dict[str, list[Score]] = {}
    for metric, score in chain.from_iterable(scores[name].items() for name in scores if name != _OWN):
        by_metric.setdefault(metric, []).append(score)
    return {**scores, "all": {metric: sum_scores(found) for metric, found in by_metric.items()}}


def _stem(path: Path) -> str:
    return path.name.split(".")[0].removesuffix("-dev")
