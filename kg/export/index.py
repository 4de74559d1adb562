"""What writers look up in a graph, and text as other programs can take it: one line, no control characters."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TextIO, TypeVar

from ..ids import local_name
from ..ontology import Ontology
from ..resources import table
from ..types import IRI, Claim, Document, Entity, Graph, Modality, Statement
from .passages import holders_of
from .text import citation

__all__ = [
    "Index",
    "alpha2",
    "claims_of",
    "one_line",
    "replacing",
    "wikidata",
    "write_lines",
    "write_wrapped",
]

T = TypeVar("T")

# what XML 1.0 admits in no spelling: control characters, halves of characters, two non-characters; further controls of
# terminals, and marks that reverse the text around them
_FORBIDDEN = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)
_ESCAPES = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&"}
_WIKIDATA = re.compile(r"/(Q\d+)$")


@dataclass(frozen=True, slots=True)
class Index:
    """A graph by its ids, with the words for its relations."""

    entities: Mapping[IRI, Entity]
    documents: Mapping[IRI, Document]
    ontology: Ontology

    @classmethod
    def of(cls, graph: Graph, ontology: Ontology) -> Index:
        """Return the index; whatever a statement is about is in it, also if the graph does not describe it."""
        entities = {each.id: each for each in graph.entities}
        for statement in graph.statements:
            for role in statement.roles:
                entities.setdefault(role.filler.id, role.filler)
            for end in (statement.subject, statement.object):
                if end not in entities:
                    entities[end] = Entity(id=end, type="Thing", name=local_name(end))
        return cls(entities, {each.id: each for each in graph.documents}, ontology)

    def name(self, entity: IRI) -> str:
        """Return the name of an entity on one line; its id where nothing of the name can be written."""
        return one_line(self.entities[entity].name) or local_name(entity)

    def document(self, claim: Claim) -> Document:
        """Return the document that a claim stands in."""
        document = claim.evidence.document
        return self.documents.get(document) or Document(id=document, text="")

    def relation(self, name: str) -> str:
        """Return the words for a relation."""
        known = self.ontology.relations.get(name)
        return known.label if known else name

    def reading(self, statement: Statement) -> str:
        """Return a statement as a reader may take it: an edge that is no fact says so before anything else."""
        said = f"{self.name(statement.subject)} {self.relation(statement.relation)} {self.name(statement.object)}"
        return f"{mode}: {said}" if (mode := mode_of(statement)) else said

    def roles(self, statement: Statement) -> list[str]:
        """Return the further participants in words, each on a line."""
        return [one_line(f"{role.name}: {role.filler.name}") for role in statement.roles]

    def cited(self, claim: Claim) -> str:
        """Return a claim on one line: who says so, the sentence, and where it stands."""
        speaker = one_line(holders_of(claim))
        said = f"{speaker}: " if speaker else ""
        return f"{said}{one_line(claim.evidence.sentence)} ({one_line(citation(self.document(claim)))})"

    def nearest(self, kind: str, choices: Mapping[str, T], default: T) -> T:
        """Return what the narrowest class of ``choices`` that a class belongs to stands for; list narrow ones first."""
        above = self.ontology.superclasses.get(kind, (kind,))
        return next((choice for name, choice in choices.items() if name in above), default)


def mode_of(statement: Statement) -> str:
    """Return what keeps a statement from being a fact (``planned``, ``denied``, ``doubtful``), nothing of a plain one."""
    if statement.plain:
        return ""
    if statement.modality is not Modality.ASSERTED:
        return statement.modality.value
    return "doubtful" if statement.supporting else "denied"


def claims_of(statement: Statement) -> tuple[Claim, ...]:
    """Return the claims for a statement, then those against it."""
    return (*statement.supporting, *statement.refuting)


def one_line(text: str | None) -> str:
    r"""Return text as one line without what XML, and so most programs, cannot carry; nothing for no text.

    >>> one_line("An\x00kara\n & <co>")
    'Ankara & <co>'
    """
    return " ".join(_FORBIDDEN.sub("", text or "").split())


def wikidata(entity: Entity) -> str | None:
    """Return the number of an entity in Wikidata."""
    found = (_WIKIDATA.search(each) for each in entity.same_as)
    return next((match[1] for match in found if match), None)


@cache
def _letters() -> dict[str, str]:
    return {each[0]: each[1] for each in table("alpha2")}


def alpha2(country: str | None) -> str | None:
    """Return the two letters of a country, nothing for what belongs to none.

    >>> alpha2("TUR"), alpha2("IGO")
    ('TR', None)
    """
    return _letters().get(country or "")


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """Open a text file that stands in the place of ``path`` once it is whole, and leaves nothing if it fails."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_lines(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """Write JSON lines; characters outside ASCII stay as they are."""
    with replacing(path) as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


def write_wrapped(path: Path, *parts: str | Iterable[Mapping[str, object]]) -> None:
    """Write JSON in parts: text as it is, objects one a line with commas between them.

    Marks that could end a script of a web page are escaped: JSON is often put into one.
    """
    with replacing(path) as file:
        for part in parts:
            if isinstance(part, str):
                file.write(part)
                continue
            before = "\n"
            for row in part:
                file.write(before + json.dumps(row, ensure_ascii=False).translate(_ESCAPES))
                before = ",\n"
            file.write("\n")
