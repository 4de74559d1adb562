"""What ``kg extract`` prints: sentences, propositions and claims as JSON lines, without a graph."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..export.rows import document_row, dumps, sentence_rows
from ..extraction import Profile
from ..ingestion import CorpusFailure, find_files, find_others, read_bytes, read_file, read_lines
from ..ingestion.documents import LONGEST, TOO_LONG
from ..ingestion.failures import fail
from ..ontology import Ontology
from ..types import Claim, Document, Extraction
from .reading import batched, open_reader, read_each

__all__ = ["extract_rows"]


def extract_rows(
    sources: Sequence[str],
    *,
    lines: bool = False,
    model: str | Path | None = None,
    ontology: Iterable[Path] = (),
    profile: Profile = "full",
) -> Iterator[str | CorpusFailure]:
    """Yield JSON lines, one a sentence, of files, folders or stdin (``-``); failures stand where their lines would.

    ``profile`` is that of the open propositions: ``full`` or ``folded``. With ``lines`` every input line is a document of its own and gets exactly one object, after a failure, too.
    """
    reader = open_reader(model, ontology, profile=profile)
    for batch in batched(_sources(sources, lines)):
        documents = [item for item in batch if isinstance(item, Document)]
        results = read_each(documents, reader) if documents else iter(())
        for item in batch:
            read = item if isinstance(item, CorpusFailure) else next(results)
            if not isinstance(read, CorpusFailure):
                yield from _rows(*read, reader.ontology, lines)
                continue
            yield read
            if lines and isinstance(item, Document):
                yield from _rows(_nothing(item), (), reader.ontology, lines)


def _sources(sources: Sequence[str], lines: bool) -> Iterator[Document | CorpusFailure]:
    for source in sources:
        if source == "-":
            data = sys.stdin.buffer.read()
            yield from _lines(data, source) if lines else read_bytes(data, source, ".txt")
            continue
        if others := find_others([source]):
            yield others
        for path in find_files([source]):
            yield from _lines_of(path) if lines else read_file(path)


def _lines_of(path: Path) -> Iterator[Document | CorpusFailure]:
    try:
        data = path.read_bytes()
    except OSError as error:
        yield fail(path.name, f"it cannot be opened ({error.strerror}); check the file and its permissions")
        return
    yield from _lines(data, path.name)


def _lines(data: bytes, source: str) -> Iterator[Document | CorpusFailure]:
    for number, line in enumerate(read_lines(data.decode("utf-8-sig", errors="replace"), source), 1):
        if len(line.raw) > LONGEST:
            yield fail(source, TOO_LONG, f"line {number}")
        yield line


def _rows(extraction: Extraction, claims: Sequence[Claim], ontology: Ontology, lines: bool) -> Iterator[str]:
    if lines:
        yield dumps(document_row(extraction, claims, ontology))
    else:
        yield from map(dumps, sentence_rows(extraction, claims, ontology))


def _nothing(document: Document) -> Extraction:
    return Extraction(document=document, sentences=(), chains=(), propositions=())
