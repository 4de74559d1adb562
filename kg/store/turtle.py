"""Turtle for people and for diffs: one block a subject, sorted, the same bytes for the same triples."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from .vocabulary import PREFIXES, TYPE

__all__ = ["pretty", "sort_lines", "to_turtle"]

_TYPE = f" {TYPE} ".encode()
_HEADER = re.compile(rb"(?:@prefix [^\n]*\n)*")
_END = re.compile(rb"( \.\n|^\}\n)", re.MULTILINE)


def to_turtle(triples: Iterable[Triple]) -> bytes:
    """Return Turtle of triples, sorted here."""
    return pretty(sorted(set(triples), key=_order), RdfFormat.TURTLE)


def pretty(triples: Iterable[Triple] | Iterable[Quad], format: RdfFormat) -> bytes:
    """Return Turtle or TriG of what is already sorted. Oxigraph's list of prefixes has no order; ours has."""
    written = serialize(triples, format=format, prefixes=dict(PREFIXES)) or b""
    header = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(PREFIXES))
    return header.encode() + b"\n" + _END.sub(rb"\1\n", _HEADER.sub(b"", written, count=1))


def sort_lines(lines: Iterable[bytes]) -> list[bytes]:
    """Return lines of N-Triples without doubles, by subject, its types first."""
    return sorted(set(lines), key=lambda line: line.replace(_TYPE, b" ! ", 1))


def _order(triple: Triple) -> bytes:
    return str(triple).encode().replace(_TYPE, b" ! ", 1)
