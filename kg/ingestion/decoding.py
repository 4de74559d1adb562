"""Bytes to characters. Evidence counts the characters of the decoded file, so decoding must be repeatable.

A UTF-8 file is decoded as ``utf-8`` (a byte order mark stays, as the first character), one with a UTF-16 or
UTF-32 mark by that name; line ends are kept. What is none of these is Windows-1252 unless it cannot be.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from charset_normalizer import from_bytes

from ..errors import CorpusError

_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"


class Encoding(NamedTuple):
    """How to decode a file: the arguments of ``bytes.decode``."""

    name: str
    errors: str = "strict"


def detect_encoding(stream: BinaryIO) -> Encoding:
    """Return how a file is encoded, reading all of it in pieces; raise CorpusError if it is no text."""
    sample = _rewound(stream).read(_CHUNK)
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return _require(stream, Encoding(name))
    _refuse_binary(stream)
    if _decodes(stream, Encoding("utf-8")):
        return Encoding("utf-8")
    if _nearly_utf8(sample):
        return Encoding("utf-8", "replace")
    marked = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    best = from_bytes(sample[:100_000]).best()
    guessed = [Encoding(best.encoding)] if best else []
    latin = [Encoding("cp1252")]
    for encoding in latin + guessed if marked < 0.2 * len(sample) else guessed + latin:
        if _decodes(stream, encoding):
            return encoding
    raise CorpusError("its characters cannot be decoded; save it as UTF-8")


def _require(stream: BinaryIO, encoding: Encoding) -> Encoding:
    if _decodes(stream, encoding):
        return encoding
    raise CorpusError(f"it is marked as {encoding.name} but cannot be decoded as such; save it as UTF-8")


def _refuse_binary(stream: BinaryIO) -> None:
    for chunk in _chunks(stream):
        control = len(chunk) - len(chunk.translate(None, _CONTROL))
        if b"\0" in chunk or control > 0.02 * len(chunk) + 1:
            raise CorpusError("it is binary, not text; convert it to plain text first")


def _decodes(stream: BinaryIO, encoding: Encoding) -> bool:
    decoder = codecs.getincrementaldecoder(encoding.name)(encoding.errors)
    try:
        for chunk in _chunks(stream):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _nearly_utf8(sample: bytes) -> bool:
    """Tell whether a few damaged bytes are all that keeps a file from being UTF-8."""
    text = sample.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    whole = sum(not char.isascii() for char in text) - damaged
    return damaged <= 0.1 * whole


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    _rewound(stream)
    while chunk := stream.read(_CHUNK):
        yield chunk


def _rewound(stream: BinaryIO) -> BinaryIO:
    stream.seek(0)
    return stream
