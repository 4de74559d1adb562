"""Identifiers made from content: the same text gets the same IRI on every machine and in every run."""

from __future__ import annotations

import os
import unicodedata
from hashlib import blake2b
from urllib.parse import quote

from .types import IRI, Extent

ONTOLOGY = "urn:kg:ontology:"  # the vocabulary; fixed, so that queries are portable
_ARTICLES = ("al-", "el-", "ad-", "as-", "ash-", "an-", "ar-", "az-")
BASE = os.environ.get("KG_BASE", "urn:kg:")  # everything minted from a corpus


def digest(*parts: str, size: int = 8) -> str:
    """Return a hexadecimal BLAKE2b digest of ``size`` bytes over the parts, in order."""
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def mint(kind: str, *parts: str) -> IRI:
    """Return an opaque IRI for the thing named by ``parts``.

    >>> mint("statement", "a", "b")
    'urn:kg:statement:f84c4d669fe0d410'
    """
    return IRI(f"{BASE}{kind}:{digest(*parts)}")


def term(name: str) -> IRI:
    """Return the IRI of an ontology term.

    >>> term("threatensSanctions")
    'urn:kg:ontology:threatensSanctions'
    """
    return IRI(ONTOLOGY + name)


def local_name(iri: str) -> str:
    """Return what follows the last separator of an IRI.

    >>> local_name("urn:kg:ontology:State")
    'State'
    """
    return iri[max(iri.rfind(mark) for mark in ":/#") + 1 :]


def bare_surname(name: str) -> str:
    """Return a surname without the Arabic article that it may stand without.

    >>> bare_surname("el-sisi")
    'sisi'
    """
    article = next((a for a in _ARTICLES if name.startswith(a) and len(name) > len(a) + 1), "")
    return name[len(article) :]


def entity_id(kind: str, name: str) -> IRI:
    """Return the readable IRI of an entity; accents, case and spacing of the name do not matter.

    >>> entity_id("person", "Mevlüt  Çavuşoğlu")
    'urn:kg:entity:person:mevlut_cavusoglu'
    """
    return IRI(f"{BASE}entity:{kind}:{slug(name)}")


def local_id(document: IRI, kind: str, name: str) -> IRI:
    """Return the IRI of something that has no name, as one document describes it: another's is not known to be the same.

    >>> local_id(IRI("urn:kg:document:5ca779a7a4450b04"), "thing", "rebels")
    'urn:kg:entity:thing:5ca779a7a4450b04:rebels'
    """
    return IRI(f"{BASE}entity:{kind}:{local_name(document)}:{slug(name)}")


def home_of(entity: IRI) -> str | None:
    """Return the last part of the IRI of the document that something is local to, nothing of what has a name.

    >>> home_of(IRI("urn:kg:entity:thing:5ca779a7a4450b04:rebels"))
    '5ca779a7a4450b04'
    """
    parts = entity.rpartition("entity:")[2].split(":")
    return parts[1] if len(parts) == 3 else None


def moved_home(entity: IRI, document: str) -> IRI:
    """Return what something local is called in another document."""
    start, _, name = entity.rpartition(":")
    return IRI(f"{start.rpartition(':')[0]}:{document}:{name}")


def slug(name: str) -> str:
    """Return a name folded to an IRI-safe key: no accents, lower case, underscores.

    >>> slug("Recep Tayyip Erdoğan")
    'recep_tayyip_erdogan'
    """
    folded = fold(name)
    return quote("_".join(folded.split()), safe="-_.~")


_TRANSLATE = str.maketrans(
    {"ı": "i", "İ": "i", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "ß": "ss", "đ": "d", "æ": "ae"}
)


def fold(name: str) -> str:
    """Return a name without accents, case, typographic quotes or runs of space.

    >>> fold("Mevlüt Çavuşoğlu")
    'mevlut cavusoglu'
    """
    decomposed = unicodedata.normalize("NFKD", name.translate(_TRANSLATE))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(plain.casefold().replace("’", "'").replace("‘", "'").split())


def fragment(document: IRI, extent: Extent) -> IRI:
    """Return the IRI of a passage (RFC 5147): characters of the raw file, half open.

    >>> fragment(IRI("urn:kg:document:1"), Extent(0, 8))
    'urn:kg:document:1#char=0,8'
    """
    return IRI(f"{document}#char={extent.start},{extent.end}")
