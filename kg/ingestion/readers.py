"""Files to documents. The suffix chooses the reader; whatever goes wrong with one document is yielded, not raised."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from ..errors import CorpusError
from ..types import Document
from ..wording import did_you_mean_file
from .alignment import Aligned, align, cut
from .decoding import Encoding, detect_encoding
from .documents import LONGEST_RAW, TOO_LONG, build_document, build_line
from .failures import CorpusFailure, Reading, fail, warn
from .html import looks_like_html, read_page
from .mail import read_mail, split_mails
from .markdown import strip_markdown
from .metadata import find_faults, read_fields, split_front_matter
from .rows import BadRow, Row, read_csv, read_json_lines
from .tags import strip_tags

SUFFIXES = (".txt", ".md", ".html", ".htm", ".jsonl", ".csv", ".eml", ".mbox")
_NOT_ARTICLES = frozenset({"readme.md", "sources.md"})
_BESIDE_ARTICLES = frozenset(
    ["readme", "sources", "license", "licence", "notice", "changelog", "corrections"]
)
_LISTED = 12  # kinds of files that a message names
_LARGEST = 4 * LONGEST_RAW  # bytes; the most that so many characters can take


def find_files(paths: Iterable[str | Path]) -> tuple[Path, ...]:
    """Return the files to read, sorted by name and each once; of folders, all below them of a kind that kg reads.

    Hidden files, ``README.md``, ``SOURCES.md`` and what is no file, as a pipe that nobody may ever write to, are
    passed over in folders; a link to nothing is not, so that reading it says so. A file that is named itself is
    always returned. Raises CorpusError for what does not exist.
    """
    found: set[Path] = set()
    for path in map(Path, paths):
        if path.is_dir():
            found.update(_walk(path))
        elif path.exists():
            found.add(path)
        else:
            raise CorpusError(
                f"no such file or folder: {path}{did_you_mean_file(path) or '; check the path'}"
            )
    return tuple(sorted(found, key=lambda path: (path.as_posix().casefold(), path.as_posix())))


def find_others(paths: Iterable[str | Path], *, leave_out: Path | None = None) -> CorpusFailure | None:
    """Return a warning that counts the files in folders that kg does not read, by kind; nothing where there are none.

    What people keep beside articles, such as ``README`` or ``corrections.toml``, is not counted, nor is what lies in the
    folder to leave out.
    """
    out = leave_out and leave_out.resolve()
    kinds = Counter(
        path.suffix.lower() or "without a suffix"
        for path in {path for folder in map(Path, paths) if folder.is_dir() for path in _visible(folder)}
        if path.suffix.lower() not in SUFFIXES
        and path.stem.lower() not in _BESIDE_ARTICLES
        and path.is_file()
        if out is None or not path.parent.resolve().is_relative_to(out)
    )
    if not kinds:
        return None
    named = [f"{kind} {count}" for kind, count in sorted(kinds.items(), key=lambda each: (-each[1], each[0]))]
    listed = ", ".join(named[:_LISTED]) + (", ..." if len(named) > _LISTED else "")
    message = (
        f"{kinds.total()} files of kinds that kg does not read were passed over ({listed}); "
        f"convert those that hold articles to one of {' '.join(SUFFIXES)}"
    )
    return CorpusFailure("", message, severity="warning")


def _walk(folder: Path) -> Iterator[Path]:
    for path in _visible(folder):
        known = path.suffix.lower() in SUFFIXES and path.name.lower() not in _NOT_ARTICLES
        if known and (path.is_file() or not path.exists()):
            yield path


def _visible(folder: Path) -> Iterator[Path]:
    """Yield all that is in a folder at any depth and is not hidden."""

    def refuse(error: OSError) -> None:
        raise CorpusError(
            f"cannot open folder {error.filename}: {error.strerror}; check its permissions"
        ) from error

    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place) / name for name in names if not name.startswith("."))


def read_file(path: Path, *, root: Path | None = None) -> Iterator[Reading]:
    """Yield the documents of a file, and a failure for each that cannot be read or for the file as a whole.

    ``source`` is the file's name, or its path below ``root``.
    """
    inside = root is not None and path.is_relative_to(root)
    source = _encodable(path.relative_to(root).as_posix() if root is not None and inside else path.name)
    try:
        with path.open("rb") as stream:
            yield from _read(stream, source, path.suffix.lower())
    except OSError as error:
        yield fail(source, f"it cannot be opened ({error.strerror}); check the file and its permissions")


def read_bytes(data: bytes, source: str, suffix: str = ".txt") -> Iterator[Reading]:
    """Yield the documents in bytes that are a file of this suffix."""
    yield from _read(io.BytesIO(data), source, suffix.lower())


def read_text(text: str, source: str) -> Iterator[Reading]:
    """Yield the document that a text is; it may have front matter."""
    try:
        yield from _read_plain(_encodable(text), source)
    except CorpusError as error:
        yield fail(source, error)


def read_lines(text: str, source: str) -> Iterator[Document]:
    """Yield a document for every line, blank ones too: nothing is judged or dropped, only characters are cleaned.

    A line that is too long for a document is one without text.
    """
    offset = 0
    for line in io.StringIO(_encodable(text), newline="\n"):
        yield build_line(line.removesuffix("\n").removesuffix("\r"), offset, source)
        offset += len(line)


def _encodable(text: str) -> str:
    """Return a text that can be written as UTF-8: what the system could not decode becomes a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _read(stream: BinaryIO, source: str, suffix: str) -> Iterator[Reading]:
    try:
        if suffix not in SUFFIXES:
            raise CorpusError(f"files of this kind are not read; convert it to one of {' '.join(SUFFIXES)}")
        size = stream.seek(0, io.SEEK_END)
        if not size:
            raise CorpusError("it is empty; give it a text or leave it out")
        if size > _LARGEST and suffix in _WHOLE:
            raise CorpusError(TOO_LONG)
        if size > _MAILS.get(suffix, size):
            raise CorpusError(f"it is larger than {_MAILS[suffix]:,} bytes; split it")
        if suffix in _MAILS:
            stream.seek(0)
            yield from _read_mails(stream.read(), source, suffix)
            return
        encoding = detect_encoding(stream)
        stream.seek(0)
        if suffix in _WHOLE:
            yield from _WHOLE[suffix](stream.read().decode(*encoding), source)
        else:
            yield from _read_rows(stream, encoding, source, suffix)
    except CorpusError as error:
        yield fail(source, error)


# --- a file that is one document --------------------------------------------------------------


def _read_plain(raw: str, source: str) -> Iterator[Reading]:
    return _read_marked(raw, source, lambda body: body)


def _read_markdown(raw: str, source: str) -> Iterator[Reading]:
    return _read_marked(raw, source, strip_markdown)


def _read_marked(raw: str, source: str, strip: Callable[[Aligned], Aligned]) -> Iterator[Reading]:
    if len(raw) > LONGEST_RAW:
        raise CorpusError(TOO_LONG)
    fields, start = split_front_matter(raw)
    body = cut(align(raw), start, len(raw)) if start else align(raw)
    yield build_document(strip(body), raw, source, read_fields(fields))
    yield from (warn(source, fault) for fault in find_faults(fields))


def _read_html(raw: str, source: str) -> Iterator[Reading]:
    if len(raw) > LONGEST_RAW:
        raise CorpusError(TOO_LONG)
    page = read_page(raw)
    yield build_document(page.body, raw, source, page.metadata)
    yield from (warn(source, fault) for fault in page.faults)


_WHOLE: dict[str, Callable[[str, str], Iterator[Reading]]] = {
    ".txt": _read_plain,
    ".md": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
}


# --- mails ------------------------------------------------------------------------------------

_MAILS = {
    ".eml": 64 << 20,
    ".mbox": 512 << 20,
}  # bytes; attachments are in the file, and all of it is in memory


def _read_mails(data: bytes, source: str, suffix: str) -> Iterator[Reading]:
    mails = split_mails(data) if suffix == ".mbox" else (data,)
    for number, mail in enumerate(mails, 1):
        where = f"mail {number}" if suffix == ".mbox" else ""
        try:
            yield from _read_mail(mail, source, where)
        except CorpusError as error:
            yield fail(source, error, where)


def _read_mail(data: bytes, source: str, where: str) -> Iterator[Reading]:
    mail = read_mail(data)
    if len(mail.text) > LONGEST_RAW:
        raise CorpusError(TOO_LONG)
    metadata = read_fields(mail.fields)
    faults: tuple[str, ...] = ()
    body = align(mail.text)
    if mail.is_page:
        body, inner, faults = read_page(mail.text)
        metadata = metadata.or_else(inner)
    yield build_document(body, mail.text, source, metadata)
    yield from (warn(source, fault, where) for fault in (*mail.notes, *faults, *find_faults(mail.fields)))


# --- a file of many ---------------------------------------------------------------------------


def _read_rows(stream: BinaryIO, encoding: Encoding, source: str, suffix: str) -> Iterator[Reading]:
    text = io.TextIOWrapper(stream, encoding.name, encoding.errors, newline="\n")
    try:
        rows = read_json_lines(text) if suffix == ".jsonl" else read_csv(text)
        empty = True
        for row in rows:
            empty = False
            if isinstance(row, BadRow):
                yield fail(source, row.reason, row.where)
            else:
                yield from _read_row(row, source)
        if empty:
            yield fail(source, "it is empty; give it a text or leave it out")
    finally:
        text.detach()


def _read_row(row: Row, source: str) -> Iterator[Reading]:
    body = strip_tags(row.body) if looks_like_html(row.body.text) else row.body
    metadata = read_fields(row.fields)
    try:
        yield build_document(body, row.raw, source, metadata, offset=row.offset)
    except CorpusError as error:
        yield fail(source, error, row.where)
    else:
        yield from (warn(source, fault, row.where) for fault in (*row.notes, *find_faults(row.fields)))
