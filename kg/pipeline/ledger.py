"""The ledger: which documents a graph is made of, which segment holds what each one claims, and what they say together.

One SQLite file. A build never changes the one that readers see: it makes a new one, or changes a copy in one
transaction, and puts it in the place of the old one when the whole graph is written. A ledger that is damaged, or was
written by another version of kg, only costs the time to assemble the graph anew.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from ..assembly import Vote
from ..errors import StoreError
from ..types import IRI, Document
from .segments import Segment

__all__ = ["LEDGER", "Ledger", "dump_documents", "load_documents"]

LEDGER = "ledger.sqlite"
VERSION = 1  # of the tables below; a ledger of any other is made anew

TABLES = """
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, source TEXT NOT NULL, title TEXT, published TEXT, publisher TEXT, author TEXT, url TEXT,
    language TEXT NOT NULL, origin TEXT NOT NULL, raw_offset INTEGER NOT NULL, segment TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE readings (file TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sketches (document TEXT PRIMARY KEY, sketch BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE votes (
    entity TEXT, field TEXT, value TEXT, count INTEGER NOT NULL, PRIMARY KEY (entity, field, value)
) WITHOUT ROWID;
CREATE TABLE conflicts (quads BLOB NOT NULL);
CREATE TABLE statements (id TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_COLUMNS = [
    "id",
    "source",
    "title",
    "published",
    "publisher",
    "author",
    "url",
    "language",
    "origin",
    "raw_offset",
]


class Ledger:
    """An open ledger file."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Ledger]:
        """Open for reading; StoreError with the remedy where there is none or it cannot be read."""
        if not path.is_file():
            raise StoreError(f"{path.parent} holds no graph; run: kg build CORPUS -o {path.parent}")
        try:
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            try:
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                if version != VERSION:
                    raise StoreError(f"{path} was written by another version of kg; build again")
                yield cls(path, connection)
            finally:
                connection.close()
        except sqlite3.Error as error:
            reason = " ".join(str(error).split())
            raise StoreError(f"{path} cannot be read ({reason}); build again") from error

    @classmethod
    @contextmanager
    def write(cls, path: Path, before: Path | None = None) -> Iterator[Ledger]:
        """Make a ledger, or a changed copy of another; what is done in the block is one transaction."""
        try:
            if before is None:
                path.unlink(missing_ok=True)
            else:
                shutil.copyfile(before, path)
            connection = sqlite3.connect(path, isolation_level=None)
            try:
                if before is None:
                    connection.executescript(f"PRAGMA user_version = {VERSION}; {TABLES}")
                connection.execute("BEGIN")
                yield cls(path, connection)
                connection.execute("COMMIT")
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise OSError(f"{path.name}: {error}") from error  # as every other file that cannot be written

    # --- state ------------------------------------------------------------------------------------

    def state(self) -> dict[str, str]:
        """Return what the graph was made with, by name."""
        return dict(self._connection.execute("SELECT name, value FROM state ORDER BY name"))

    def set_state(self, values: Mapping[str, str]) -> None:
        """Say what the graph was made with."""
        self._replace("state", sorted(values.items()))

    # --- documents --------------------------------------------------------------------------------

    def segments(self) -> tuple[Segment, ...]:
        """Return all documents in the order of their ids."""
        rows = self._connection.execute(f"SELECT {', '.join(_COLUMNS)}, segment FROM documents ORDER BY id")
        return tuple(Segment(_document(row), row[-1]) for row in rows)

    def set_segments(self, segments: Iterable[Segment]) -> None:
        """Replace all documents."""
        rows = {each.document.id: (*_row(each.document), each.name) for each in segments}
        self._replace("documents", [rows[id] for id in sorted(rows)])

    def sketches(self) -> dict[IRI, bytes]:
        """Return what copies of each document are known by."""
        return dict(self._connection.execute("SELECT document, sketch FROM sketches"))

    def set_sketches(self, sketches: Mapping[IRI, bytes]) -> None:
        """Replace all sketches."""
        self._keep("sketches", "document", sketches)

    def readings(self) -> dict[str, str]:
        """Return what files were read as, by a hash of all that this depends on."""
        return dict(self._connection.execute("SELECT file, value FROM readings"))

    def set_readings(self, readings: Mapping[str, str]) -> None:
        """Replace all readings."""
        self._keep("readings", "file", readings)

    # --- what they say together -------------------------------------------------------------------

    def votes(self) -> Counter[Vote]:
        """Return how often each name, type, country ... was given to each entity."""
        rows = self._connection.execute("SELECT entity, field, value, count FROM votes")
        return Counter({Vote(IRI(entity), field, value): count for entity, field, value, count in rows})

    def set_votes(self, votes: Mapping[Vote, int]) -> None:
        """Replace all votes."""
        self._replace("votes", sorted((*vote, count) for vote, count in votes.items()))

    def conflicts(self) -> bytes:
        """Return the conflicts as N-Quads."""
        return b"".join(quads for (quads,) in self._connection.execute("SELECT quads FROM conflicts"))

    def set_conflicts(self, quads: bytes) -> None:
        """Replace the conflicts."""
        self._replace("conflicts", [(quads,)])

    def statements(self) -> Iterator[tuple[str, str]]:
        """Yield id and value of every statement in the order of their ids."""
        yield from self._connection.execute("SELECT id, value FROM statements ORDER BY id")

    def count_statements(self) -> int:
        """Return how many statements there are."""
        (number,) = self._connection.execute("SELECT count(*) FROM statements").fetchone()
        return int(number)

    def put_statements(self, values: Iterable[tuple[str, str]], gone: Iterable[str] = ()) -> None:
        """Add or replace some statements and remove others."""
        self._connection.executemany("DELETE FROM statements WHERE id = ?", ((id,) for id in gone))
        self._connection.executemany("INSERT OR REPLACE INTO statements VALUES (?, ?)", values)

    def _replace(self, table: str, rows: Sequence[tuple[object, ...]]) -> None:
        self._connection.execute(f"DELETE FROM {table}")
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    def _keep(self, table: str, key: str, values: Mapping[Any, object]) -> None:
        """Make a table hold just these; equal keys have equal values, so what is there can stay."""
        there = {name for (name,) in self._connection.execute(f"SELECT {key} FROM {table}")}
        gone, new = sorted(there - values.keys()), sorted(values.keys() - there)
        self._connection.executemany(f"DELETE FROM {table} WHERE {key} = ?", ((name,) for name in gone))
        self._connection.executemany(
            f"INSERT INTO {table} VALUES (?, ?)", ((name, values[name]) for name in new)
        )


def dump_documents(documents: Iterable[Document]) -> str:
    """Return documents without their texts as one line."""
    return json.dumps([_row(document) for document in documents], ensure_ascii=False)


def load_documents(line: str) -> list[Document]:
    """Return the documents that were made a line."""
    try:
        return [_document(row) for row in json.loads(line)]
    except ValueError as error:
        raise StoreError("the ledger is damaged; build again with --force") from error


def _row(document: Document) -> list[str | int | None]:
    values = (getattr(document, name) for name in _COLUMNS)
    return [value.isoformat() if isinstance(value, date) else value for value in values]


def _document(row: Sequence[Any]) -> Document:
    fields = dict(zip(_COLUMNS, row, strict=False))
    try:
        fields["published"] = fields["published"] and date.fromisoformat(fields["published"])
        return Document(text="", **fields)
    except (ValueError, TypeError, KeyError) as error:
        raise StoreError(
            f"the ledger is damaged: it has {list(row)} for a document; build again with --force"
        ) from error
