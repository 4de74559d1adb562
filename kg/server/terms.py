"""What is shared by the views: addresses of things, and the values of an answer as words."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from ..export.rows import Row
from ..ids import BASE
from ..types import IRI

__all__ = ["address_of", "document_row", "flat", "id_of", "literal", "words_of"]


def address_of(iri: str) -> str:
    """Return the local address of something of the graph: ``/entity/state:tur`` for ``urn:kg:entity:state:tur``.

    >>> address_of("urn:kg:statement:5ca779a7a4450b04")
    '/statement/5ca779a7a4450b04'
    """
    kind, _, rest = iri.removeprefix(BASE).partition(":")
    return f"/{kind}/{rest}"


def id_of(kind: str, rest: str) -> IRI:
    """Return what has a local address; whatever could end an IRI is quoted.

    >>> id_of("entity", "thing:turkey's ships")
    'urn:kg:entity:thing:turkey%27s%20ships'
    """
    return IRI(f"{BASE}{kind}:{quote(rest, safe=':-_.~')}")


def document_row(row: Mapping[str, object]) -> Row:
    """Return the document of a row with the address of its page."""
    id, file = words_of(row["document"]), words_of(row["file"])
    title, outlet, day = (words_of(row.get(name)) for name in ("title", "publisher", "date"))
    return {
        "id": id,
        "address": address_of(id),
        "file": file,
        "title": title or file,
        "outlet": outlet,
        "published": day or None,
    }


def _id(thing: object) -> str:
    return str(thing["id"]) if isinstance(thing, dict) else ""


def words_of(value: object) -> str:
    """Return a value of an answer as words, nothing for what is unbound."""
    return "" if value is None else str(value)


def flat(value: object) -> str:
    """Return a text on one line; a space at its ends stays one."""
    text = words_of(value)
    lead, tail = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
    return f"{lead}{' '.join(text.split())}{tail}" if text.strip() else ""


def literal(words: str) -> str:
    """Return words as a SPARQL literal that nothing in them can end."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\r", " ")
    return f'"{escaped}"'
