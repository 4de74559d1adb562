"""A graph whose every text is one that an article might smuggle in."""

from __future__ import annotations

from dataclasses import replace

from kg.assembly import assemble
from kg.types import Graph, Holder, Role

from ..builders import claim, document, entity
from ..store.conftest import USA

EVIL = (
    '"><script>alert(1)</script>',
    "</script><!-- ]]>",
    "\x00\x1b[31m\u2028\u202e",
    "../../etc/passwd",
    "a\\u0022,\n}]",
    "[[link]] #tag `code` | cell",
    "---\nkey: value\n---",
    "   ",
    "\ud83d",
)


def hostile_graph(text: str) -> Graph:
    """Return a company and a town of that name, one statement for and one against, both from a report full of it."""
    company, town = (replace(entity("x", kind), name=text, aliases=(text,)) for kind in ("Company", "City"))
    said = (Holder(text, None), Holder(text, None, True))
    told = claim(company, "buysFrom", USA, holders=said, roles=(Role("place", town),), condition=text)
    there = claim(USA, "locatedIn", town, at=99, polarity="negative", modality="denied", holders=said)
    told, there = (
        replace(each, evidence=replace(each.evidence, sentence=text, quote=text)) for each in (told, there)
    )
    address = f"javascript:{text}"
    report = replace(document("a"), title=text, publisher=text, source=text, author=text, url=address)
    return assemble([told, there], [report], relations={})
