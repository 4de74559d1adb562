"""Gold in, a table of scores out: read what gold was written for with the pipeline, and compare.

What kind of gold a path is shows in its form: ``dev.tsv`` in a folder is CaRB, a ``.tsv`` is a table of time
expressions, and JSON lines are PLOVER records, sentences of speech or annotated articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language

from ..errors import CorpusError
from ..extraction import extract
from ..extraction.temporal import read_time
from ..ingestion import CorpusFailure, find_files, read_file, read_lines, read_text
from ..mapping import map_extraction
from ..nlp import load_model, parse, quiet_threads
from ..ontology import Ontology, load_ontology
from ..types import Claim, Document, Extraction
from .claims import Score, score_articles, score_events
from .gold import (
    GoldEvent,
    GoldSpeech,
    GoldTime,
    Segment,
    keys_of,
    read_events,
    read_segments,
    read_speech,
    read_times,
)
from .open_ie import OpenScore, score_open_ie
from .speech import SpeechScores, answer_speech, score_attribution, score_speech

__all__ = ["Line", "Measured", "Parts", "evaluate", "open_parts", "scores_text"]


class Line(NamedTuple):
    """A row of the table: what was measured and its score; a ``share`` is an accuracy and has no P and R."""

    name: str
    score: Score | OpenScore
    share: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Scores of one gold, with remarks that are no scores."""

    kind: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """What reads: a pipeline and an ontology."""

    nlp: Language
    ontology: Ontology

    def read_articles(self, files: Iterable[Path]) -> dict[str, list[Claim]]:
        """Return the claims of raw files by file name. Raises CorpusError for a file that cannot be read."""
        claims: dict[str, list[Claim]] = {}
        for path in files:
            documents = list(_readable(read_file(path)))
            claims[path.name] = [claim for _, found in self.read(documents) for claim in found]
        return claims

    def read_texts(self, gold: Iterable[GoldSpeech]) -> list[Extraction]:
        """Return what each text of some speech gold says."""
        documents = [document for row in gold for document in _readable(read_text(row.text, "gold"))]
        return [extraction for extraction, _ in self.read(documents)]

    def read_events(self, gold: Iterable[GoldEvent]) -> list[tuple[Claim, ...]]:
        """Return the claims of each record's sentence."""
        lines = "".join(" ".join(record.text.split("\n")) + "\n" for record in gold)
        return [claims for _, claims in self.read(read_lines(lines, "gold"))]

    def read(self, documents: Iterable[Document]) -> Iterator[tuple[Extraction, tuple[Claim, ...]]]:
        """Yield what each document says."""
        for document, doc in parse(documents, self.nlp):
            extraction = extract(document, doc)
            yield extraction, map_extraction(extraction, self.ontology)


def open_parts(model: str | Path | None = None, ontology: Iterable[Path] = ()) -> Parts:
    """Load the pipeline and the ontology."""
    quiet_threads()
    return Parts(load_model(model), load_ontology(extra=tuple(ontology)))


def evaluate(
    gold: Path,
    *,
    articles: Path | None = None,
    model: str | Path | None = None,
    ontology: Iterable[Path] = (),
) -> Measured:
    """Score the pipeline against gold. ``articles`` is the folder of raw files that article gold points into.

    Raises CorpusError where the path is no gold that kg knows, or an article is missing.
    """
    if not gold.exists():
        raise CorpusError(f"there is no gold {gold}; check the path")
    if (gold / "dev.tsv").is_file():
        return _open_tuples(gold / "dev.tsv", open_parts(model, ontology))
    if gold.is_dir():
        raise CorpusError(f"{gold} holds no dev.tsv as CaRB does; name a file of gold or such a folder")
    if gold.suffix == ".tsv":
        return _times(gold)
    keys = keys_of(gold)
    if "triples" in keys:
        segments = read_segments(gold)
        files = files_of(segments, gold, articles)
        return _articles(segments, open_parts(model, ontology), files)
    if "event" in keys:
        return _events(read_events(gold), open_parts(model, ontology))
    if "clauses" in keys:
        return _speech(read_speech(gold), open_parts(model, ontology))
    raise CorpusError(
        f"{gold}: objects with triples (articles), event (PLOVER) or clauses (speech) are gold that kg knows, "
        f"not with {', '.join(sorted(keys)) or 'nothing'}"
    )


def scores_text(measured: Measured) -> str:
    """Return the scores as a table of plain text."""
    lines = [f"{measured.kind:40} {'P':>6} {'R':>6} {'F1':>6}   right of system, gold"]
    for name, score, share in measured.lines:
        shares = ("", "", score.precision) if share else (score.precision, score.recall, score.f1)
        cells = " ".join(f"{cell:6.3f}" if isinstance(cell, float) else " " * 6 for cell in shares)
        lines.append(f"{name:40} {cells}   {_counts(score, share)}")
    return "\n".join([*lines, *measured.notes])


def _counts(score: Score | OpenScore, share: bool) -> str:
    if isinstance(score, OpenScore):
        return f"{score.tuples_per_sentence:.1f} tuples a sentence"
    return f"{score.right:g} of {score.gold}" if share else f"{score.right:g} of {score.system}, {score.gold}"


def _open_tuples(gold: Path, parts: Parts) -> Measured:
    scores = score_open_ie(gold, parts.nlp)
    return Measured(kind="open tuples", lines=tuple(Line(name, score) for name, score in scores.items()))


def _articles(segments: Sequence[Segment], parts: Parts, files: Sequence[Path]) -> Measured:
    claims = parts.read_articles(files)
    scores = score_articles(segments, claims, parts.ontology)
    said = score_attribution(segments, claims, parts.ontology)
    return Measured(
        kind="articles",
        lines=(
            Line("subject, relation, object", scores.exact),
            Line("near: half for a step in the tree", scores.near),
            Line("polarity and modality of the matched", scores.manner, share=True),
            Line("precision of what is plainly asserted", scores.plain, share=True),
            *_spoken(said, "of the matched"),
        ),
        notes=(f"claims made from page furniture: {scores.furniture}",),
    )


def _events(gold: Sequence[GoldEvent], parts: Parts) -> Measured:
    scores = score_events(gold, parts.read_events(gold), parts.ontology)
    return Measured(
        kind="PLOVER records",
        lines=(
            Line("PLOVER type", scores.type),
            Line("country pair", scores.pair),
            Line("country, type, country", scores.triple),
        ),
    )


def _speech(gold: Sequence[GoldSpeech], parts: Parts) -> Measured:
    answers = tuple(answer_speech(gold, parts.read_texts(gold), parts.ontology))
    halves = sorted({row.half for row in gold})
    lines = [
        line
        for half in halves
        for line in _spoken(score_speech(a for a in answers if a.text.half == half), half)
    ]
    return Measured(kind="speech", lines=tuple(lines))


def _spoken(scores: SpeechScores, where: str) -> tuple[Line, ...]:
    lines = (
        Line(f"speaker, {where}", scores.speaker, share=True),
        Line(f"reporter, {where}", scores.reporter, share=True),
        Line(f"named or not, {where}", scores.anonymous, share=True),
        Line(f"the text's own word, {where}", scores.narration, share=True),
        Line(f"who we and they are, {where}", scores.subject, share=True),
    )
    return tuple(line for line in lines if isinstance(line.score, Score) and line.score.gold)


def _times(gold: Path) -> Measured:
    rows = read_times(gold)
    right = sum(_reads(row) for row in rows)
    return Measured(
        kind="time expressions",
        lines=(Line("begin and end", Score(right, len(rows), len(rows)), share=True),),
    )


def _reads(row: GoldTime) -> bool:
    found = read_time(row.expression, row.anchor, tense=row.tense)
    return (found.begin, found.end) == (row.begin, row.end) if found else row.begin is row.end is None


def files_of(segments: Sequence[Segment], gold: Path, folder: Path | None = None) -> list[Path]:
    """Return the raw file of every annotated article: from the folder given, or from folders named corpus near the gold."""
    near = [parent / "corpus" for parent in gold.resolve().parents[:3]]
    folders = [folder] if folder is not None else [path for path in near if path.is_dir()]
    files = {path.name: path for path in find_files(folders)}
    wanted = sorted({segment.document for segment in segments})
    for name in wanted:
        if not any(file.startswith(name) for file in files):
            where = "that folder" if folder is not None else "a folder named corpus near the gold"
            raise CorpusError(f"{gold}: {where} lacks the article {name}; name the folder with --articles")
    return [path for file, path in sorted(files.items()) if file.startswith(tuple(wanted))]


def _readable(readings: Iterable[Document | CorpusFailure]) -> Iterator[Document]:
    for reading in readings:
        if isinstance(reading, Document):
            yield reading
        elif reading.severity == "error":
            raise CorpusError(reading.message)
