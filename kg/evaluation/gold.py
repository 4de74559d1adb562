"""Gold as values: annotated articles, PLOVER records and sentences of speech in JSON lines, times in a table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias, TypeVar

from ..errors import CorpusError
from ..types import Extent, Modality, Polarity

__all__ = [
    "GoldClaim",
    "GoldEvent",
    "GoldSpeech",
    "GoldTime",
    "Segment",
    "SpokenClause",
    "keys_of",
    "read_events",
    "read_segments",
    "read_speech",
    "read_times",
]

Row: TypeAlias = "Mapping[str, Value]"
Value: TypeAlias = "str | int | float | bool | list[Row] | Row | None"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldClaim:
    """A claim as annotated. ``speaker`` and ``reporter`` are None where the article itself speaks."""

    subject: str
    relation: str
    object: str
    polarity: Polarity
    modality: Modality
    speaker: str | None = None
    reporter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """An annotated stretch of a raw file; in ``furniture`` nothing is to be claimed."""

    document: str
    extent: Extent
    furniture: bool
    claims: tuple[GoldClaim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvent:
    """A PLOVER record: a sentence, the type of the event marked in it, and whose it is, as pairs of countries."""

    text: str
    event: str
    pairs: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenClause:
    """A clause, by the words that hold its predicate, and who says it: nobody but the text where ``speaker`` is None.

    ``subject`` is whom its *we* or *they* is, where the sentence was written to ask for that.
    """

    words: str
    speaker: str | None
    reporter: str | None = None
    anonymous: bool = False
    subject: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSpeech:
    """A short text with clauses that somebody says; rules may be tuned on the half ``dev``, never on ``test``."""

    text: str
    kind: str
    half: str
    clauses: tuple[SpokenClause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTime:
    """A time expression, the day and tense it is read from, and the interval that it means."""

    expression: str
    anchor: date | None
    tense: str | None
    begin: date | None
    end: date | None


def read_segments(path: Path) -> tuple[Segment, ...]:
    """Read article gold: a segment a line."""
    return tuple(_read(path, _segment))


def read_events(path: Path) -> tuple[GoldEvent, ...]:
    """Read PLOVER gold: a record a line."""
    return tuple(_read(path, _event))


def read_speech(path: Path) -> tuple[GoldSpeech, ...]:
    """Read sentences of speech: a text with its clauses a line."""
    return tuple(_read(path, _speech))


def read_times(path: Path) -> tuple[GoldTime, ...]:
    """Read a table of time expressions; ``-`` is what is not stated or not known."""
    lines = [line for line in _text_of(path).splitlines() if line.strip() and not line.startswith("#")]
    header = lines[0].split("\t") if lines else []
    names = ("expression", "anchor", "tense", "begin", "end")
    if not set(names) <= set(header):
        raise CorpusError(f"{path}: a table of times has the columns {', '.join(names)}; this one lacks some")
    try:
        return tuple(_time(dict(zip(header, line.split("\t"), strict=True))) for line in lines[1:])
    except ValueError as error:
        raise CorpusError(f"{path}: this is no table of times ({error})") from error


def keys_of(path: Path) -> frozenset[str]:
    """Return the names in the first object of a file of JSON lines: they tell what gold it is."""
    return next(_read(path, frozenset), frozenset())


def _read(path: Path, make: Callable[[Row], T]) -> Iterator[T]:
    for number, line in enumerate(_text_of(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield make(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            reason = f"lacks {error}" if isinstance(error, KeyError) else str(error)
            raise CorpusError(f"{path}, line {number}: this is no gold that kg knows ({reason})") from error


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: the gold cannot be read ({error})") from error


def _segment(row: Row) -> Segment:
    return Segment(
        document=_text(row["doc"]),
        extent=Extent(_number(row["start"]), _number(row["end"])),
        furniture=row["region"] == "furniture",
        claims=tuple(_claim(triple) for triple in _list(row["triples"])),
    )


def _claim(row: Row) -> GoldClaim:
    return GoldClaim(
        subject=_text(row["subject"]),
        relation=_text(row["relation"]),
        object=_text(row["object"]),
        polarity=Polarity(_text(row["polarity"])),
        modality=Modality(_text(row["modality"])),
        speaker=_optional(row.get("attributed_to")),
        reporter=_optional(row.get("reported_by")),
    )


def _event(row: Row) -> GoldEvent:
    sources = [_text(actor["code"]) for actor in _list(row["sources"])]
    targets = [_text(actor["code"]) for actor in _list(row["targets"])]
    pairs = {(source, target) for source in sources for target in targets}
    if row.get("reciprocal"):
        actors = sources + targets
        pairs |= {(one, other) for one in actors for other in actors if one != other}
    return GoldEvent(text=_text(row["text"]), event=_text(row["event"]), pairs=frozenset(pairs))


def _speech(row: Row) -> GoldSpeech:
    return GoldSpeech(
        text=_text(row["text"]),
        kind=_text(row["kind"]),
        half=_text(row["half"]),
        clauses=tuple(_clause(clause) for clause in _list(row["clauses"])),
    )


def _clause(row: Row) -> SpokenClause:
    return SpokenClause(
        words=_text(row["words"]),
        speaker=_optional(row["speaker"]),
        reporter=_optional(row.get("reporter")),
        anonymous=bool(row.get("anonymous")),
        subject=_optional(row.get("subject")),
    )


def _time(cells: Mapping[str, str]) -> GoldTime:
    anchor, begin, end = (
        None if cells[name] == "-" else date.fromisoformat(cells[name]) for name in ("anchor", "begin", "end")
    )
    tense = None if cells["tense"] == "-" else cells["tense"]
    return GoldTime(expression=cells["expression"], anchor=anchor, tense=tense, begin=begin, end=end)


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} where text belongs")
    return value


def _optional(value: Value) -> str | None:
    return None if value is None else _text(value)


def _number(value: Value) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value!r} where a number belongs")
    return value


def _list(value: Value) -> list[Row]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} where a list belongs")
    return value
