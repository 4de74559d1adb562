"""Tables of articles: JSON lines and CSV, read row by row so that one bad row costs only itself.

The standard readers give values without places, so rows are taken apart here: a value's escapes are edits
like any other, and evidence points into the file as it is on disk.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TextIO

from ..errors import CorpusError
from ..types import Extent
from .alignment import Aligned, Edit, align, cut, edit
from .documents import LONGEST_RAW, TOO_LONG
from .metadata import find_field

_NO_TEXT = "it has no text; call the field text, body, content or article"
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)")
_BLANK = re.compile(r"[ \t\r\n\ufeff]*")
_CLOSING = re.compile(r'[^"]*+(?:""[^"]*+)*+"')
_QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"')


class Line(NamedTuple):
    """A line of a file: its number from 1, where it begins, its characters; ``None`` if it is too long to hold."""

    number: int
    offset: int
    text: str | None


class Row(NamedTuple):
    """A record: where a reader finds it, its part of the file, its text and its other fields."""

    where: str
    raw: str
    offset: int
    body: Aligned
    fields: dict[str, str]


class Content(NamedTuple):
    """What a record says: its text, and its other fields by name."""

    body: Aligned
    fields: dict[str, str]


class BadRow(NamedTuple):
    """A record that cannot be read, and why."""

    where: str
    reason: str


def read_json_lines(stream: TextIO) -> Iterator[Row | BadRow]:
    """Yield the objects of a file of JSON lines; blank lines are skipped."""
    for line in _lines(stream):
        where = f"line {line.number}"
        if line.text is None:
            yield BadRow(where, TOO_LONG)
        elif line.text.strip("\ufeff \t\r\n"):
            yield _row(where, line.text, line.offset, _read_object)


def read_csv(stream: TextIO) -> Iterator[Row | BadRow]:
    """Yield the records of a CSV file whose header, its first line, names a text column."""
    lines = _lines(stream)
    header = next(lines, None)
    if header is None or header.text is None:
        raise CorpusError("it has no header line; name the columns, one of them text")
    delimiter, names = _read_header(header.text)

    def read(raw: str, offset: int) -> Content:
        return _read_record(raw, offset, delimiter, names)

    for record in _records(lines, delimiter):
        where = f"line {record.number}"
        if record.text is None:
            yield BadRow(where, TOO_LONG)
        elif record.text.strip():
            yield _row(where, record.text, record.offset, read)


def _row(where: str, line: str, offset: int, read: Callable[[str, int], Content]) -> Row | BadRow:
    raw = line.rstrip("\r\n")
    try:
        body, fields = read(raw, offset)
    except CorpusError as error:
        return BadRow(where, str(error))
    return Row(where, raw, offset, body, fields)


def _lines(stream: TextIO) -> Iterator[Line]:
    """Yield lines, never holding more of one than a document may have."""
    number, offset = 1, 0
    while text := stream.readline(LONGEST_RAW):
        length, whole = len(text), len(text) < LONGEST_RAW or text.endswith("\n")
        while not whole:
            more = stream.readline(LONGEST_RAW)
            length += len(more)
            whole = len(more) < LONGEST_RAW or more.endswith("\n")
            text = ""
        yield Line(number, offset, text or None)
        number, offset = number + 1, offset + length


# --- JSON -------------------------------------------------------------------------------------


def _read_object(raw: str, offset: int) -> Content:
    places: dict[str, Extent] = {}
    fields: dict[str, str] = {}
    for key, value, place in _members(raw):
        if isinstance(value, str | int | float) and str(value).strip():
            fields[key], places[key] = str(value), place
    strings = [key for key in fields if raw[places[key].start] == '"']
    name = find_field(strings, "text")
    if name is None:
        raise CorpusError(_NO_TEXT)
    del fields[name]
    body = cut(align(raw, offset), places[name].start + 1, places[name].end - 1)
    escapes = (Edit(*match.span(), _unescape(match.group())) for match in _ESCAPE.finditer(body.text))
    return Content(edit(body, escapes), fields)


def _members(raw: str) -> Iterator[tuple[str, object, Extent]]:
    """Yield the members of an object: key, value and where the value stands."""
    decoder = json.JSONDecoder()
    at = _past_blanks(raw, 0)
    try:
        if raw[at] != "{":
            raise CorpusError("it is not a JSON object; put one object with a text on each line")
        at = _past_blanks(raw, at + 1)
        while raw[at] != "}":
            key, at = decoder.raw_decode(raw, at)
            at = _expect(raw, ":", at)
            value, end = decoder.raw_decode(raw, at)
            yield str(key), value, Extent(at, end)
            at = _past_blanks(raw, end)
            if raw[at] != "}":
                at = _expect(raw, ",", at)
        if _past_blanks(raw, at + 1) < len(raw):
            raise CorpusError("more follows the JSON object; put each object on a line of its own")
    except (json.JSONDecodeError, IndexError, RecursionError) as error:
        raise CorpusError(f"it is not valid JSON (near column {at + 1}); correct it") from error


def _expect(raw: str, mark: str, at: int) -> int:
    at = _past_blanks(raw, at)
    if raw[at] != mark:
        raise IndexError(mark)
    return _past_blanks(raw, at + 1)


def _past_blanks(raw: str, at: int) -> int:
    match = _BLANK.match(raw, at)
    return match.end() if match else at


def _unescape(escape: str) -> str:
    decoded: str = json.loads(f'"{escape}"')
    return decoded


# --- CSV --------------------------------------------------------------------------------------


def _records(lines: Iterator[Line], delimiter: str) -> Iterator[Line]:
    """Yield records, which may run over lines inside quotes.

    A quote that is not closed, or not as it should be, spoils only its own line: the rest is read again.
    """
    waiting = deque[Line]()

    def next_line() -> Line | None:
        return waiting.popleft() if waiting else next(lines, None)

    while first := next_line():
        group, size = [first], len(first.text or "")
        inside = _open_after(first.text, delimiter, False)
        while inside and size <= LONGEST_RAW and (line := next_line()):
            group.append(line)
            size += len(line.text or "")
            inside = _open_after(line.text, delimiter, inside)
        texts = [line.text for line in group if line.text is not None]
        whole = "".join(texts) if len(texts) == len(group) else None
        if len(group) > 1 and (inside or whole is None or not _is_record(whole, delimiter)):
            waiting.extendleft(reversed(group[1:]))
            whole = first.text
        yield Line(first.number, first.offset, whole)


def _open_after(line: str | None, delimiter: str, inside: bool) -> bool:
    """Tell whether a quoted field is open at the end of a line, given whether one is at its start."""
    at = 0
    while line is not None and at <= len(line):
        if inside or line.startswith('"', at):
            closing = _CLOSING.match(line, at if inside else at + 1)
            if closing is None:
                return True
            inside, at = False, closing.end()
        at = line.find(delimiter, at) + 1
        if not at:
            return False
    return False


def _is_record(text: str, delimiter: str) -> bool:
    try:
        return sum(1 for _ in _cells(text.rstrip("\r\n"), delimiter)) > 0
    except CorpusError:
        return False


def _read_header(text: str) -> tuple[str, list[str]]:
    header = text.lstrip("\ufeff").rstrip("\r\n")
    for delimiter in ",;\t|":
        names = [header[start:end].replace('""', '"').strip() for start, end, _ in _cells(header, delimiter)]
        if find_field(names, "text") is not None:
            return delimiter, names
    raise CorpusError("its header names no text column; call one text, body, content or article")


def _read_record(raw: str, offset: int, delimiter: str, names: Sequence[str]) -> Content:
    cells = list(_cells(raw, delimiter))
    if len(cells) > len(names):
        raise CorpusError(
            f"it has {len(cells)} fields for {len(names)} columns; put the text between double quotes"
        )
    values = {name: cell for name, cell in zip(names, cells, strict=False) if raw[cell[0] : cell[1]].strip()}
    name = find_field(values, "text")
    if name is None:
        raise CorpusError(_NO_TEXT)
    start, end, quoted = values.pop(name)
    body = cut(align(raw, offset), start, end)
    doubled = re.finditer('""', body.text) if quoted else ()
    fields = {
        key: raw[cell[0] : cell[1]].replace('""', '"' if cell[2] else '""') for key, cell in values.items()
    }
    return Content(edit(body, [Edit(*match.span(), '"') for match in doubled]), fields)


def _cells(record: str, delimiter: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where the cells of a record stand, without their quotes, and whether they had them."""
    at = 0
    while True:
        match = _QUOTED.match(record, at)
        if match:
            yield *match.span(1), True
            at = match.end()
        elif record.startswith('"', at):
            raise CorpusError(
                "it has a quotation mark that is not closed; double the quotation marks in its text"
            )
        end = record.find(delimiter, at)
        end = len(record) if end < 0 else end
        if not match:
            yield at, end, False
        elif record[at:end].strip():
            raise CorpusError(
                "it has text after a closing quotation mark; double the quotation marks in its text"
            )
        if end == len(record):
            return
        at = end + len(delimiter)
