"""What the page tells, as JSON: entities, statements, their evidence and where it was read.

Keys are short words because they are repeated thousands of times. Things refer to each other by position.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypedDict

from ...analysis import most_central
from ...analysis.network import words
from ...ids import home_of, local_name
from ...types import IRI, Claim, Document, Entity, Graph, Modality, Statement
from ..passages import web_address
from ..text import citation
from .looks import PLAIN, looks

_MOST_STATEMENTS = 5000  # more make a page that no browser likes; the store has them all
_MOST_CLAIMS = 25  # shown for and against one statement


class Source(TypedDict):
    """A document, as a card of evidence cites it."""

    file: str
    title: str
    outlet: str
    date: str
    url: str


class Thing(TypedDict):
    """An entity. ``report`` is the document that it is known from, where it has no name."""

    id: str
    name: str
    type: str
    country: str
    report: str
    aliases: list[str]
    same: list[str]


class Saying(TypedDict):
    """One claim. ``at`` is its sentence and the part to mark, in UTF-16 units, as scripts count."""

    source: int
    at: tuple[int, int, int]
    where: tuple[int, int]
    holders: list[tuple[str, int, bool]]
    polarity: str
    modality: str
    certainty: str
    condition: str
    time: str
    rule: str
    confidence: float


class Said(TypedDict):
    """A statement. ``day`` is when it holds or, failing that, when it was first reported."""

    id: str
    subject: int
    relation: str
    object: int
    modality: str
    status: str
    belief: float
    plain: bool
    begin: str
    end: str
    time: str
    day: str
    roles: list[tuple[str, str, int]]
    support: int
    refute: int
    pro: list[Saying]
    con: list[Saying]


class Kind(TypedDict):
    """A class of entities and how it looks."""

    label: str
    colour: str
    shape: str


class Clash(TypedDict):
    """A conflict."""

    id: str
    kind: str
    statements: list[int]
    holders: list[str]
    reason: str


class Content(TypedDict):
    """All that the page knows."""

    title: str
    counts: dict[str, int]
    central: list[int]
    kinds: dict[str, Kind]
    relations: dict[str, str]
    sources: list[Source]
    sentences: list[str]
    entities: list[Thing]
    statements: list[Said]
    conflicts: list[Clash]


def trim(graph: Graph) -> Graph:
    """Return what fits on a page: the best supported statements and every entity these name."""
    ranked = sorted(graph.statements, key=lambda each: (-_claims(each), -each.belief, each.id))
    statements = sorted(ranked[:_MOST_STATEMENTS], key=lambda each: each.id)
    known = {entity.id: entity for entity in graph.entities}
    ends = {end for each in statements for end in (each.subject, each.object)}
    entities = tuple(
        known.get(end) or Entity(id=end, type="Thing", name=local_name(end)) for end in sorted(ends)
    )
    kept = {each.id for each in statements}
    conflicts = tuple(clash for clash in graph.conflicts if kept.issuperset(clash.statements))
    return Graph(
        documents=graph.documents, entities=entities, statements=tuple(statements), conflicts=conflicts
    )


def tell(graph: Graph, trimmed: Graph, title: str) -> Content:
    """Return the content of the page for what was kept of a graph."""
    cited = _Cited(trimmed)
    statements = [_said(each, cited) for each in trimmed.statements]
    reports = {local_name(document.id): citation(document) for document in graph.documents}
    return {
        "title": title,
        "counts": {
            "documents": len(graph.documents),
            "entities": len(graph.entities),
            "statements": len(graph.statements),
            "conflicts": len(graph.conflicts),
        },
        "central": [cited.entities[ranked.entity.id] for ranked in most_central(trimmed, limit=12)],
        "kinds": _kinds(trimmed),
        "relations": {each.relation: words(each.relation) for each in trimmed.statements},
        "sources": [_source(document) for document in cited.documents],
        "sentences": list(cited.sentences),
        "entities": [_thing(entity, reports) for entity in trimmed.entities],
        "statements": statements,
        "conflicts": [
            {
                "id": clash.id,
                "kind": clash.kind.value,
                "statements": [cited.statements[each] for each in clash.statements],
                "holders": list(clash.holders),
                "reason": clash.reason,
            }
            for clash in trimmed.conflicts
        ],
    }


def _kinds(graph: Graph) -> dict[str, Kind]:
    known = looks()
    used = sorted({entity.type for entity in graph.entities})
    found = {name: known.get(name, PLAIN) for name in used}
    order = list(known)
    used.sort(key=lambda name: order.index(name) if name in known else len(order))
    return {
        name: {"label": words(name), "colour": found[name].colour, "shape": found[name].shape}
        for name in used
    }


def status(statement: Statement) -> str:
    """Return how the corpus as a whole takes a statement, in one word.

    Stated as fact; disputed; refuted (rather not believed, with evidence against); open (planned, threatened,
    possible ...); weak (asserted but hardly believed, though nobody speaks against it).
    """
    if statement.refuting:
        return "disputed" if statement.supporting and statement.belief >= 500 else "refuted"
    if statement.modality is not Modality.ASSERTED:
        return "open"
    return "stated" if statement.plain else "weak"


class _Cited:
    """Numbers for what statements refer to; documents and sentences get theirs when they are first cited."""

    def __init__(self, graph: Graph) -> None:
        self.entities = {entity.id: index for index, entity in enumerate(graph.entities)}
        self.statements = {statement.id: index for index, statement in enumerate(graph.statements)}
        self.documents: list[Document] = []
        self.sentences: dict[str, int] = {}
        self._known = {document.id: document for document in graph.documents}
        self._sources: dict[IRI, int] = {}

    def source(self, document: IRI) -> int:
        if document not in self._sources:
            self._sources[document] = len(self.documents)
            self.documents.append(self._known.get(document) or Document(id=document, text=""))
        return self._sources[document]

    def sentence(self, text: str) -> int:
        return self.sentences.setdefault(text, len(self.sentences))


def _said(statement: Statement, cited: _Cited) -> Said:
    time = statement.time
    begin = time.begin.isoformat() if time and time.begin else ""
    return {
        "id": statement.id,
        "subject": cited.entities[statement.subject],
        "relation": statement.relation,
        "object": cited.entities[statement.object],
        "modality": statement.modality.value,
        "status": status(statement),
        "belief": statement.belief / 1000,
        "plain": statement.plain,
        "begin": begin,
        "end": time.end.isoformat() if time and time.end else "",
        "time": time.text if time else "",
        "day": begin or _first_reported(statement, cited),
        "roles": [
            (role.name, role.filler.name, cited.entities.get(role.filler.id, -1)) for role in statement.roles
        ],
        "support": len(statement.supporting),
        "refute": len(statement.refuting),
        "pro": [_saying(claim, cited) for claim in statement.supporting[:_MOST_CLAIMS]],
        "con": [_saying(claim, cited) for claim in statement.refuting[:_MOST_CLAIMS]],
    }


def _saying(claim: Claim, cited: _Cited) -> Saying:
    evidence = claim.evidence
    mark = _mark(evidence.sentence, evidence.quote, evidence.extent.start - evidence.sentence_extent.start)
    return {
        "source": cited.source(evidence.document),
        "at": (cited.sentence(evidence.sentence), mark.start, mark.end),
        "where": evidence.extent,
        "holders": [
            (holder.name, cited.entities.get(holder.entity, -1) if holder.entity else -1, holder.anonymous)
            for holder in claim.holders
        ],
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "certainty": claim.certainty.value,
        "condition": claim.condition or "",
        "time": claim.time.text if claim.time else "",
        "rule": evidence.rule,
        "confidence": round(evidence.confidence, 3),
    }


class _Mark(NamedTuple):
    start: int
    end: int


def _mark(sentence: str, quote: str, start: int) -> _Mark:
    """Return where a quote stands in its sentence, in UTF-16 units; nowhere when it does not.

    >>> _mark("😀 Ankara refused.", "refused", 9)
    _Mark(start=10, end=17)
    """
    if start < 0 or not sentence.startswith(quote, start):
        start = sentence.find(quote)
    if start < 0:
        return _Mark(0, 0)
    return _Mark(_units(sentence[:start]), _units(sentence[: start + len(quote)]))


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text) + sum(char > "\uffff" for char in text)


def _first_reported(statement: Statement, cited: _Cited) -> str:
    claims: Iterable[Claim] = (*statement.supporting, *statement.refuting)
    published = [cited.documents[cited.source(claim.evidence.document)].published for claim in claims]
    return min((day.isoformat() for day in published if day), default="")


def _source(document: Document) -> Source:
    return {
        "file": document.source or local_name(document.id),
        "title": document.title or "",
        "outlet": document.publisher or "",
        "date": document.published.isoformat() if document.published else "",
        "url": web_address(document.url),
    }


def _thing(entity: Entity, reports: Mapping[str, str]) -> Thing:
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type,
        "country": entity.country or "",
        "report": reports.get(home_of(entity.id) or "", ""),
        "aliases": _others(entity.aliases, entity.name),
        "same": [address for address in map(web_address, entity.same_as) if address],
    }


def _others(aliases: Sequence[str], name: str) -> list[str]:
    return [alias for alias in aliases if alias != name]


def _claims(statement: Statement) -> int:
    return len(statement.supporting) + len(statement.refuting)
