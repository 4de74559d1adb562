"""The claims table: one Parquet row a claim, flat, so that DuckDB and Spark read it without kg.

This is where values cross the border of the process, so it is here that they are checked. Equal claims give
equal bytes: no clock, no host, no path is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from .errors import StoreError
from .types import (
    IRI,
    Certainty,
    Claim,
    Document,
    Entity,
    Evidence,
    Extent,
    Holder,
    Interval,
    Modality,
    Polarity,
    Role,
)

__all__ = ["CLAIMS", "DOCUMENTS", "read_claims", "read_documents", "write_claims", "write_documents"]

T = TypeVar("T")
Row = Mapping[str, Any]  # one row as pyarrow gives and takes it; goes no further than this module

VERSION = b"1"  # of the columns below; a reader refuses any other
BATCH = 8192  # rows held in memory, and rows of a row group

TEXT, TEXTS = pa.string(), pa.list_(pa.field("item", pa.string(), nullable=False))


def _field(name: str, kind: pa.DataType = TEXT, *, null: bool = False) -> pa.Field:
    return pa.field(name, kind, nullable=null)


def _list(*fields: pa.Field) -> pa.DataType:
    return pa.list_(pa.field("item", pa.struct(fields), nullable=False))


def _entity_fields(prefix: str = "") -> tuple[pa.Field, ...]:
    texts = [_field(prefix + name) for name in ("id", "label", "type")]
    return (
        *texts,
        _field(f"{prefix}country", null=True),
        _field(f"{prefix}aliases", TEXTS),
        _field(f"{prefix}same_as", TEXTS),
    )


CLAIMS = pa.schema(
    [
        *_entity_fields("subject_"),
        _field("relation"),
        *_entity_fields("object_"),
        _field("roles", _list(_field("name"), *_entity_fields())),
        _field("polarity"),
        _field("modality"),
        _field("certainty"),
        _field(
            "holders", _list(_field("name"), _field("entity", null=True), _field("anonymous", pa.bool_()))
        ),
        _field("time_begin", pa.date32(), null=True),
        _field("time_end", pa.date32(), null=True),
        _field("time_text", null=True),  # null where the claim has no time
        _field("time_certainty", null=True),
        _field("condition", null=True),
        _field("embedded_under", null=True),
        _field("document"),
        _field("start", pa.int64()),
        _field("end", pa.int64()),
        _field("quote"),
        _field("sentence_start", pa.int64()),
        _field("sentence_end", pa.int64()),
        _field("sentence"),
        _field("rule"),
        _field("confidence", pa.float64()),
    ],
    metadata={"kg": b"claims", "kg-version": VERSION},
)

DOCUMENTS = pa.schema(
    [
        _field("id"),
        _field("source"),
        _field("title", null=True),
        _field("published", pa.date32(), null=True),
        _field("publisher", null=True),
        _field("author", null=True),
        _field("url", null=True),
        _field("language"),
        _field("origin"),
        _field("raw_offset", pa.int64()),
    ],
    metadata={"kg": b"documents", "kg-version": VERSION},
)


def write_claims(path: Path, claims: Iterable[Claim]) -> None:
    """Write claims in the order given; the file appears only when it is whole."""
    _write(path, CLAIMS, map(_claim_row, claims))


def read_claims(paths: Path | Sequence[Path]) -> Iterator[Claim]:
    """Yield the claims of one file or of several, in their order."""
    known: dict[
        Entity, Entity
    ] = {}  # one value for each entity: a corpus names the same few thousands of times
    for path in [paths] if isinstance(paths, Path) else paths:
        yield from _read(path, CLAIMS, lambda row: _claim(row, known))


def write_documents(path: Path, documents: Iterable[Document]) -> None:
    """Write documents without their text; the file appears only when it is whole."""
    _write(path, DOCUMENTS, map(_document_row, documents))


def read_documents(paths: Path | Sequence[Path]) -> Iterator[Document]:
    """Yield the documents of one file or of several: everything but ``text``, ``raw`` and ``runs``."""
    for path in [paths] if isinstance(paths, Path) else paths:
        yield from _read(path, DOCUMENTS, _document)


# --- files ------------------------------------------------------------------------------------


def _write(path: Path, schema: pa.Schema, rows: Iterator[dict[str, Any]]) -> None:
    part = path.with_name(path.name + ".part")
    try:
        with pq.ParquetWriter(part, schema, compression="zstd") as writer:
            while batch := list(islice(rows, BATCH)):
                writer.write_table(pa.Table.from_pylist(batch, schema=schema), row_group_size=BATCH)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        reason = error.strerror or " ".join(str(error).split())
        raise StoreError(
            f"{path}: cannot be written ({reason}); make room or choose another place. What was there before is kept"
        ) from error


def _read(path: Path, schema: pa.Schema, build: Callable[[Row], T]) -> Iterator[T]:
    try:
        with pq.ParquetFile(path) as file:
            _check_schema(path, file.schema_arrow, schema)
            for batch in file.iter_batches(batch_size=BATCH):
                yield from map(build, batch.to_pylist())
    except FileNotFoundError as error:
        raise StoreError(f"{path}: does not exist; build again") from error
    except (OSError, pa.ArrowException, ValueError, TypeError) as error:
        reason = " ".join(str(error).split()) or "empty"
        raise StoreError(
            f"{path}: not readable as a table of kg ({reason}); delete it and build again"
        ) from error


def _check_schema(path: Path, found: pa.Schema, wanted: pa.Schema) -> None:
    if not found.equals(wanted, check_metadata=False) or found.metadata != wanted.metadata:
        kind = wanted.metadata[b"kg"].decode()
        raise StoreError(
            f"{path}: not a table of {kind} as this version of kg writes it; delete it and build again"
        )


# --- claims -----------------------------------------------------------------------------------


def _claim_row(claim: Claim) -> dict[str, Any]:
    evidence, time = claim.evidence, claim.time
    return {
        **_entity_row(claim.subject, "subject_"),
        "relation": claim.relation,
        **_entity_row(claim.object, "object_"),
        "roles": [{"name": role.name, **_entity_row(role.filler, "")} for role in claim.roles],
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "certainty": claim.certainty.value,
        "holders": [holder._asdict() for holder in claim.holders],
        "time_begin": time and time.begin,
        "time_end": time and time.end,
        "time_text": None if time is None else time.text,
        "time_certainty": time and time.certainty.value,
        "condition": claim.condition,
        "embedded_under": claim.embedded_under,
        "document": evidence.document,
        "start": evidence.extent.start,
        "end": evidence.extent.end,
        "quote": evidence.quote,
        "sentence_start": evidence.sentence_extent.start,
        "sentence_end": evidence.sentence_extent.end,
        "sentence": evidence.sentence,
        "rule": evidence.rule,
        "confidence": evidence.confidence,
    }


def _claim(row: Row, known: dict[Entity, Entity]) -> Claim:
    return Claim(
        subject=_entity(row, "subject_", known),
        relation=row["relation"],
        object=_entity(row, "object_", known),
        roles=tuple(Role(role["name"], _entity(role, "", known)) for role in row["roles"]),
        polarity=Polarity(row["polarity"]),
        modality=Modality(row["modality"]),
        certainty=Certainty(row["certainty"]),
        holders=tuple(Holder(**holder) for holder in row["holders"]),
        time=_interval(row),
        condition=row["condition"],
        embedded_under=row["embedded_under"],
        evidence=_evidence(row),
    )


def _evidence(row: Row) -> Evidence:
    return Evidence(
        document=IRI(row["document"]),
        extent=Extent(row["start"], row["end"]),
        quote=row["quote"],
        sentence_extent=Extent(row["sentence_start"], row["sentence_end"]),
        sentence=row["sentence"],
        rule=row["rule"],
        confidence=row["confidence"],
    )


def _interval(row: Row) -> Interval | None:
    if row["time_text"] is None:
        return None
    return Interval(row["time_begin"], row["time_end"], row["time_text"], Certainty(row["time_certainty"]))


def _entity_row(entity: Entity, prefix: str) -> dict[str, Any]:
    return {
        f"{prefix}id": entity.id,
        f"{prefix}label": entity.name,
        f"{prefix}type": entity.type,
        f"{prefix}country": entity.country,
        f"{prefix}aliases": list(entity.aliases),
        f"{prefix}same_as": list(entity.same_as),
    }


def _entity(row: Row, prefix: str, known: dict[Entity, Entity]) -> Entity:
    entity = Entity(
        id=IRI(row[f"{prefix}id"]),
        name=row[f"{prefix}label"],
        type=row[f"{prefix}type"],
        country=row[f"{prefix}country"],
        aliases=tuple(row[f"{prefix}aliases"]),
        same_as=tuple(map(IRI, row[f"{prefix}same_as"])),
    )
    return known.setdefault(entity, entity)


# --- documents --------------------------------------------------------------------------------


def _document_row(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in DOCUMENTS.names}


def _document(row: Row) -> Document:
    return Document(text="", **row)
