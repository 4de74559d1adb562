"""The documents of a corpus: files that were read before are not read again, only looked at.

A file is known by what is in it, never by its date. What it was read as comes without text; the few documents that are to
be parsed get theirs from the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import file_digest
from pathlib import Path

from ..errors import CorpusError, StoreError
from ..ids import BASE, digest
from ..ingestion import CorpusFailure, find_copies, find_files, read_file
from ..ingestion.failures import fail
from ..store.checksums import check_files
from ..store.generations import current_generation
from ..types import IRI, Document
from .ledger import LEDGER, Ledger, dump_documents, load_documents
from .segments import Segment, reading_code

__all__ = ["Shelf", "add_texts", "find_corpus", "open_shelf", "read_corpus", "read_files"]


@dataclass(slots=True)
class Shelf:
    """What files were read as and what copies are known by: before, and in this build."""

    known: Mapping[str, str] = field(default_factory=dict)
    readings: dict[str, str] = field(default_factory=dict)
    sketches: dict[IRI, bytes] = field(default_factory=dict)
    files: dict[IRI, tuple[Path, Path]] = field(default_factory=dict)  # of documents without text


def open_shelf(target: Path) -> Shelf:
    """Return what the ledger in a folder knows of files; nothing where there is none."""
    try:
        generation = current_generation(target)
        check_files(generation, [LEDGER], whole=True)
        with Ledger.open(generation / LEDGER) as ledger:
            return Shelf(ledger.readings(), sketches=ledger.sketches())
    except StoreError:
        return Shelf()


def read_corpus(
    paths: Iterable[str | Path], *, leave_out: Path | None = None
) -> tuple[tuple[Document, ...], list[CorpusFailure]]:
    """Return the documents under some paths, copies marked, and what could not be read.

    A document's source is its path below the folder that was given. ``leave_out`` is a folder to pass over: a graph
    built within its corpus is not part of it.
    """
    return read_files(find_corpus(paths, leave_out=leave_out), Shelf())


def find_corpus(paths: Iterable[str | Path], *, leave_out: Path | None = None) -> dict[Path, Path]:
    """Return all files with the folder that each was found in: of several, the outermost."""
    folders: dict[Path, Path] = {}
    out = leave_out and leave_out.resolve()
    resolved = cache(Path.resolve)
    for path in sorted(map(Path, paths), key=lambda path: (len(path.parts), path)):
        for file in find_files([path]):
            if out is None or not resolved(file.parent).is_relative_to(out):
                folders.setdefault(file, path if path.is_dir() else path.parent)
    if not folders:
        raise CorpusError(
            "no .txt, .md, .html, .jsonl, .csv, .eml or .mbox files there; name a file or a folder that holds some"
        )
    return dict(sorted(folders.items()))


def read_files(files: Mapping[Path, Path], shelf: Shelf) -> tuple[tuple[Document, ...], list[CorpusFailure]]:
    """Return the documents in files, copies marked, and what could not be read; what the shelf has comes without text."""
    found: list[Document] = []
    failures: list[CorpusFailure] = []
    for file, folder in files.items():
        for item in _read(file, folder, shelf):
            if isinstance(item, Document):
                found.append(item)
            else:
                failures.append(item)
    documents = find_copies(found, shelf.sketches)
    ids = {document.id for document in documents}
    shelf.sketches = {id: sketch for id, sketch in shelf.sketches.items() if id in ids}
    return documents, failures


def add_texts(
    segments: Sequence[Segment], shelf: Shelf
) -> tuple[list[Segment], list[tuple[Segment, CorpusFailure]]]:
    """Return segments whose documents have their texts, and those whose files no longer hold them."""
    wanted = {each.document.id for each in segments if each.document.id in shelf.files}
    texts: dict[IRI, Document] = {}
    for file, folder in dict.fromkeys(shelf.files[id] for id in sorted(wanted)):
        read = read_file(file, root=folder)
        texts |= {item.id: item for item in read if isinstance(item, Document) and item.id in wanted}
    found: list[Segment] = []
    lost: list[tuple[Segment, CorpusFailure]] = []
    for segment in segments:
        document, text = segment.document, texts.get(segment.document.id)
        if document.id not in wanted:
            found.append(segment)
        elif text is not None:
            whole = replace(document, text=text.text, raw=text.raw, runs=text.runs)
            found.append(segment._replace(document=whole))
        else:
            lost.append((segment, fail(document.source, "it changed while it was read; build again")))
    return found, lost


def _read(file: Path, folder: Path, shelf: Shelf) -> Iterator[Document | CorpusFailure]:
    key = _key(file, folder)
    if key is not None and key in shelf.known:
        shelf.readings[key] = shelf.known[key]
        for document in load_documents(shelf.known[key]):
            shelf.files[document.id] = (file, folder)
            yield document
        return
    items = list(read_file(file, root=folder))
    documents = [item for item in items if isinstance(item, Document)]
    if key is not None and len(documents) == len(items):  # what failed may do better with another library
        shelf.readings[key] = dump_documents(documents)
    yield from items


def _key(file: Path, folder: Path) -> str | None:
    """Return a hash of what a file is read as depends on, or nothing where it cannot be opened."""
    try:
        with file.open("rb") as stream:
            content = file_digest(stream, "blake2b").hexdigest()
    except OSError:
        return None
    return digest(content, file.relative_to(folder).as_posix(), BASE, reading_code(), size=16)
