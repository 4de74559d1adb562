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
from .alignment import Aligned, Edit, align, cut, edit, keep
from .documents import LONGEST_RAW, TOO_LONG
from .metadata import find_field

_NO_TEXT = (
    "it has no text; call the field text, body, content or article, and give it a string or a list of strings"
)
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)")
_BLANK = re.compile(r"[ \t\r\n\ufeff]*")
_CLOSING = re.compile(r'[^"]*+(?:""[^"]*+)*+"')
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_LONGEST_NUMBER = 1000  # digits; what is longer is no number that anybody counts with
_MOST_AGAIN, _TIMES_AGAIN = (
    2 * LONGEST_RAW,
    4,
)  # characters read again: at most so many, and so many times the file
_NAME = 80  # characters of a name that are shown
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
    notes: tuple[str, ...] = ()


class Content(NamedTuple):
    """What a record says: its text, its other fields by name, and what of it was passed over."""

    body: Aligned
    fields: dict[str, str]
    notes: tuple[str, ...] = ()


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
        if isinstance(record, BadRow):
            yield record
            continue
        where = f"line {record.number}"
        if record.text is None:
            yield BadRow(where, TOO_LONG)
        elif record.text.strip():
            yield _row(where, record.text, record.offset, read)


def _row(where: str, line: str, offset: int, read: Callable[[str, int], Content]) -> Row | BadRow:
    raw = line.rstrip("\r\n")
    try:
        content = read(raw, offset)
    except CorpusError as error:
        return BadRow(where, str(error))
    return Row(where, raw, offset, *content)


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
    fields: dict[str, str] = {}
    texts: dict[str, list[tuple[Extent, str]]] = {}
    notes: list[str] = []
    for key, value, place in _members(raw, 0):
        if isinstance(value, str) and raw[place.start] != '"' and len(value) > _LONGEST_NUMBER:
            notes.append(
                f"{key[:_NAME]} is a number of {len(value):,} digits, which was passed over; correct it"
            )
        elif isinstance(value, str) and value.strip():
            fields[key] = value
            if raw[place.start] == '"':
                texts[key] = [(Extent(place.start + 1, place.end - 1), "")]
        elif isinstance(value, list) and (parts := list(_parts(raw, place.start))):
            texts[key] = parts
            if all(isinstance(part, str) for part in value):
                fields[key] = ", ".join(value)
    name = find_field(texts, "text")
    if name is None:
        raise CorpusError(_NO_TEXT)
    fields.pop(name, None)
    body = keep(align(raw, offset), texts[name])
    escapes = (Edit(*match.span(), _unescape(match.group())) for match in _ESCAPE.finditer(body.text))
    return Content(edit(body, escapes), fields, tuple(notes))


def _parts(raw: str, at: int) -> Iterator[tuple[Extent, str]]:
    """Yield where the strings in a list stand, and what goes before each.

    Strings side by side are paragraphs. Objects with a text are parts of a line that are set in another way, as in chats.
    """
    plain = False
    for value, place in _elements(raw, at):
        if isinstance(value, str) and raw[place.start] == '"':
            if place.end - place.start > 2:
                yield Extent(place.start + 1, place.end - 1), "\n\n" if plain else ""
            plain = True
        elif isinstance(value, dict):
            for key, inner, found in _members(raw, place.start, inside=True):
                if key == "text" and isinstance(inner, str) and raw[found.start] == '"' and inner:
                    yield Extent(found.start + 1, found.end - 1), ""
            plain = False


def _elements(raw: str, at: int) -> Iterator[tuple[object, Extent]]:
    """Yield the elements of a list that is known to be whole, and where they stand."""
    at = _past_blanks(raw, at + 1)
    while raw[at] != "]":
        value, end = _DECODER.raw_decode(raw, at)
        yield value, Extent(at, end)
        at = _past_blanks(raw, end)
        at = _past_blanks(raw, at + 1) if raw[at] == "," else at


def _members(raw: str, at: int, *, inside: bool = False) -> Iterator[tuple[str, object, Extent]]:
    """Yield the members of an object: key, value and where the value stands; numbers as they are written."""
    at = _past_blanks(raw, at)
    try:
        if raw[at] != "{":
            raise CorpusError("it is not a JSON object; put one object with a text on each line")
        at = _past_blanks(raw, at + 1)
        while raw[at] != "}":
            key, at = _DECODER.raw_decode(raw, at)
            at = _expect(raw, ":", at)
            value, end = _DECODER.raw_decode(raw, at)
            yield str(key), value, Extent(at, end)
            at = _past_blanks(raw, end)
            if raw[at] != "}":
                at = _expect(raw, ",", at)
        if not inside and _past_blanks(raw, at + 1) < len(raw):
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


def _records(lines: Iterator[Line], delimiter: str) -> Iterator[Line | BadRow]:
    """Yield records, which may run over lines inside quotes.

    A quote that is not closed, or not as it should be, spoils only its own line: the rest is read again. Where that would
    cost many times the file, its quotation marks tell nothing, and it is not read further.
    """
    waiting = deque[Line]()
    done = again = open_to = (
        0  # open_to: the last line up to which a quotation mark that opens is known not to close
    )

    def next_line() -> Line | None:
        return waiting.popleft() if waiting else next(lines, None)

    while first := next_line():
        group, size = [first], len(first.text or "")
        inside = _open_after(first.text, delimiter, False) and first.number > open_to
        while inside and size <= LONGEST_RAW and (line := next_line()):
            group.append(line)
            size += len(line.text or "")
            inside = _open_after(line.text, delimiter, inside)
        texts = [line.text for line in group if line.text is not None]
        whole = "".join(texts) if len(texts) == len(group) else None
        if len(group) > 1 and (inside or whole is None or not _is_record(whole, delimiter)):
            waiting.extendleft(reversed(group[1:]))
            open_to, again = (group[-1].number, again) if inside else (open_to, again + size)
            whole = first.text
        done += len(whole or "")
        yield Line(first.number, first.offset, whole)
        if again > _MOST_AGAIN + _TIMES_AGAIN * done:
            yield BadRow(
                f"line {first.number + 1}",
                "too many quotation marks above are not closed as they should be, and nothing from here on was read; "
                "double the quotation marks in its texts",
            )
            return


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
