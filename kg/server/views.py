"""What the pages of the explorer show, asked of the store: an actor, a statement, a document, conflicts, a search.

Each view is a few queries that begin with what is asked about, so that their cost does not grow with the graph, and gives values that
are shown as a page or as JSON alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from ..errors import KGError
from ..export.passages import web_address
from ..export.rows import Row
from ..ids import fold, home_of
from ..store import Store
from ..store.lookup import names_in
from ..store.vocabulary import ALIAS, LABEL, PREFIXES, shorten
from ..types import IRI
from ..wording import likeness
from .terms import address_of, document_row, flat, id_of, literal, words_of

__all__ = ["SHOWN", "MissingError", "Views"]

_QUICK = 600_000  # triples of a graph whose sentences are looked through in a tenth of a second
SHOWN = 100  # statements on one page of an actor
_NEWEST, _CENTRAL, _CLASHES, _FOUND = 10, 24, 6, 25
_WIDE = frozenset({"Actor", "Thing"})  # classes that say little of what they hold
_STATEMENT = (
    "?statement rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; kg:modality ?put ; kg:belief ?belief . "
    "?subject rdfs:label ?subject_name . ?object rdfs:label ?object_name . "
    "OPTIONAL { ?statement kg:begins ?begins } OPTIONAL { ?statement kg:ends ?ends } "
)
_EVIDENCE = (
    "?evidence kg:sentence ?sentence ; nif:anchorOf ?quote ; nif:beginIndex ?at ; kg:sentenceBegin ?begun ; kg:modality ?said ; "
    "kg:certainty ?sure ; kg:rule ?rule ; kg:confidence ?confidence ; prov:wasDerivedFrom ?document . ?document dcterms:source ?file . "
    "OPTIONAL { ?document dcterms:title ?title } OPTIONAL { ?document dcterms:publisher ?publisher } "
    "OPTIONAL { ?document dcterms:issued ?date } OPTIONAL { ?evidence kg:holder ?holder } "
    "OPTIONAL { ?evidence prov:wasAttributedTo ?speaker } "
)
_LINKS = "?statement ?link ?evidence . FILTER(?link IN (kg:supportedBy, kg:refutedBy)) "  # a VALUES of both would read all evidence


class MissingError(KGError):
    """Nothing of that id is in the graph."""


class Views:
    """The views of one generation of a graph; what is the same for all readers is worked out once."""

    def __init__(self, store: Store) -> None:
        self.store = store

    # --- the start ------------------------------------------------------------------------------

    @cached_property
    def front(self) -> Row:
        """How much there is, who is spoken of most, the newest documents, and where reports clash."""
        return {
            "documents": self._count("kg:Document"),
            "statements": self._count("kg:Statement"),
            "entities": len(self._names),
            "central": self._central(),
            "newest": self._newest(),
            "conflicts": self.conflicts(limit=_CLASHES),
            "clashes": self._count("kg:Conflict"),
        }

    def _count(self, kind: str) -> int:
        return int(words_of(next(iter(self.store.query(f"SELECT (COUNT(?x) AS ?n) {{ ?x a {kind} }}")))["n"]))

    def _central(self) -> list[Row]:
        rows = self.store.query(
            "SELECT ?thing (COUNT(?statement) AS ?n) { ?statement rdf:subject|rdf:object ?thing ; kg:modality ?put ; rdf:predicate ?how "
            f"FILTER(?how != kg:relatedTo) }} GROUP BY ?thing ORDER BY DESC(?n) ?thing LIMIT {8 * _CENTRAL}"
        )
        known = ((str(row["thing"]), int(words_of(row["n"]))) for row in rows)
        named = [(id, n) for id, n in known if home_of(IRI(id)) is None and id in self._names]
        return [{**self._thing(id), "statements": n} for id, n in named[:_CENTRAL]]

    def _newest(self) -> list[Row]:
        rows = self.store.query(
            "SELECT ?document ?file ?title ?publisher ?date { ?document a kg:Document ; dcterms:source ?file . "
            "OPTIONAL { ?document dcterms:title ?title } OPTIONAL { ?document dcterms:publisher ?publisher } "
            f"OPTIONAL {{ ?document dcterms:issued ?date }} }} ORDER BY DESC(?date) ?file LIMIT {_NEWEST}"
        )
        return [document_row(row) for row in rows]

    # --- names ----------------------------------------------------------------------------------

    @cached_property
    def _names(self) -> dict[str, str]:
        return {str(id): name for id, name in names_in(self.store.oxigraph)(LABEL)}

    @cached_property
    def _folded(self) -> list[tuple[str, str]]:
        names = names_in(self.store.oxigraph)
        called = [(fold(name), str(id)) for property in (LABEL, ALIAS) for id, name in names(property)]
        return sorted(set(called))

    @cached_property
    def _size(self) -> int:
        return len(self.store)

    def _thing(self, id: str) -> Row:
        return {"id": id, "name": self._names.get(id, shorten(id)), "address": address_of(id)}

    def search(self, words: str, *, sentences: bool = False) -> Row:
        """Return who or what is called so or nearly so, what stands between two things that several words name, and sentences.

        In a large graph sentences are looked through only where nothing else is found or they are asked for: each is read.
        """
        key = fold(words)
        found = self._alike(key)
        between: list[Row] = []
        if " " in key and not any(fold(str(each["name"])) == key for each in found):
            parts = [self._alike(part)[:1] for part in key.split() if len(part) > 2]
            things = list({words_of(each["id"]): each for part in parts for each in part}.values())
            found = list({words_of(each["id"]): each for each in (*things, *found)}.values())[:_FOUND]
            if len(things) == 2:
                between = self._between(*(words_of(each["id"]) for each in things))
        look = sentences or not found or self._size <= _QUICK
        return {
            "query": words,
            "things": found,
            "between": between,
            "sentences": self._sentences(words) if look else [],
            "looked": look,
        }

    def named(self, words: str) -> str | None:
        """Return the id of the thing that is most likely called so, or that has this local id."""
        own = id_of("entity", words)
        if own in self._names:
            return own
        found = self._alike(fold(words))
        return words_of(found[0]["id"]) if found else None

    def _alike(self, key: str) -> list[Row]:
        if not key:
            return []
        scored: dict[str, float] = {}
        within = [(name, id) for name, id in self._folded if key in name]
        for name, id in within or self._folded:
            score = likeness(key, name)
            if score:
                scored[id] = max(score, scored.get(id, 0.0))
        best = sorted(
            scored,
            key=lambda id: (-scored[id], home_of(IRI(id)) is not None, len(self._names.get(id) or id), id),
        )
        return [self._thing(id) for id in best[:_FOUND]]

    def _between(self, one: str, other: str) -> list[Row]:
        return self._statements(
            f"{{ VALUES ?subject {{ <{one}> }} VALUES ?object {{ <{other}> }} {_STATEMENT} }} UNION "
            f"{{ VALUES ?subject {{ <{other}> }} VALUES ?object {{ <{one}> }} {_STATEMENT} }}"
        )

    def _sentences(self, words: str) -> list[Row]:
        text = literal(words.lower())
        rows = self.store.query(
            f"SELECT ?sentence ?document ?file ?title ?publisher ?date {{ {{ SELECT DISTINCT ?sentence ?document {{ ?evidence kg:sentence ?sentence ; "
            f"prov:wasDerivedFrom ?document FILTER(CONTAINS(LCASE(?sentence), {text})) }} LIMIT {_FOUND} }} ?document dcterms:source ?file . "
            "OPTIONAL { ?document dcterms:title ?title } OPTIONAL { ?document dcterms:publisher ?publisher } OPTIONAL { ?document dcterms:issued ?date } }"
            " ORDER BY ?date ?file ?sentence"
        )
        return [{"sentence": flat(row["sentence"]), "document": document_row(row)} for row in rows]

    def check(self, id: str) -> None:
        """Raise MissingError where the graph tells nothing of an id."""
        if not self.store.query(f"ASK {{ <{id}> ?property ?value }}"):
            raise MissingError(f"nothing in this graph has the id {shorten(id)}; search for a name")

    # --- an actor or thing ----------------------------------------------------------------------

    def entity(self, id: str, *, start: int = 0) -> Row:
        """Return an entity with what is said of it, what it says and denies, and its offices."""
        facts: dict[str, list[str]] = defaultdict(list)
        for row in self.store.query(f"SELECT ?property ?value {{ <{id}> ?property ?value }}"):
            facts[shorten(words_of(row["property"]))].append(words_of(row["value"]))
        if id not in self._names:
            raise MissingError(f"nothing in this graph has the id {shorten(id)}; search for a name")
        types = {
            shorten(each).removeprefix("kg:") for each in facts["rdf:type"] if each.startswith(PREFIXES["kg"])
        }
        offices, of = self._told_of(id)
        return {
            **self._thing(id),
            "types": sorted(types - _WIDE) or sorted(types),
            "aliases": sorted(facts["skos:altLabel"]),
            "same_as": sorted(filter(web_address, facts["owl:sameAs"])),
            "offices": self._details(offices[:SHOWN]),
            "said_of": self._details(of[start : start + SHOWN]),
            "count": len(of),
            "start": start,
            "more": start + SHOWN if len(of) > start + SHOWN else None,
            "says": self._says(id, "kg:supportedBy"),
            "denies": self._says(id, "kg:refutedBy"),
        }

    def _told_of(self, id: str) -> tuple[list[str], list[str]]:
        """Return the statements of offices and all others about a thing, those that are believed most first."""
        rows = self.store.query(
            f"SELECT DISTINCT ?statement ?predicate ?belief {{ {{ ?statement rdf:subject <{id}> }} UNION {{ ?statement rdf:object <{id}> }} "
            "?statement rdf:predicate ?predicate ; kg:belief ?belief . FILTER(?predicate != kg:relatedTo) } ORDER BY DESC(?belief) ?statement"
        )
        offices: list[str] = []
        of: list[str] = []
        for row in rows:
            held = shorten(words_of(row["predicate"])).removeprefix("kg:") in _OFFICES
            (offices if held else of).append(words_of(row["statement"]))
        return offices, of

    def _details(self, ids: Sequence[str]) -> list[Row]:
        nodes = " ".join(f"<{id}>" for id in ids)
        return self._statements(f"VALUES ?statement {{ {nodes} }} {_STATEMENT}") if nodes else []

    def _says(self, id: str, link: str) -> list[Row]:
        return self._statements(
            f"?evidence prov:wasAttributedTo <{id}> . ?statement {link} ?evidence . {_STATEMENT} FILTER(?predicate != kg:relatedTo)"
        )

    def _statements(self, where: str) -> list[Row]:
        """Return statements, those that are believed most first."""
        rows = self.store.query(
            f"SELECT DISTINCT ?statement ?subject ?subject_name ?predicate ?object ?object_name ?put ?belief ?begins ?ends {{ {where} }}"
        )
        found = {words_of(row["statement"]): self._statement(row) for row in rows}
        return sorted(
            found.values(), key=lambda each: (-float(words_of(each["belief"])), words_of(each["id"]))
        )

    def _statement(self, row: Mapping[str, object]) -> Row:
        return {
            "id": words_of(row["statement"]),
            "address": address_of(words_of(row["statement"])),
            "subject": self._thing(words_of(row["subject"])),
            "relation": shorten(words_of(row["predicate"])).removeprefix("kg:"),
            "object": self._thing(words_of(row["object"])),
            "modality": shorten(words_of(row["put"])).removeprefix("kg:"),
            "belief": float(words_of(row["belief"])),
            "begin": words_of(row.get("begins")) or None,
            "end": words_of(row.get("ends")) or None,
        }

    # --- a statement, a document, conflicts -----------------------------------------------------

    def statement(self, id: str) -> Row:
        """Return a statement with every passage for and against it."""
        (found,) = self._statements(f"VALUES ?statement {{ <{id}> }} {_STATEMENT}") or (None,)
        if found is None:
            raise MissingError(
                f"no statement has the id {shorten(id)}; open the page of somebody and choose one"
            )
        rows = self.store.query(
            f"SELECT * {{ VALUES ?statement {{ <{id}> }} {_LINKS} {_EVIDENCE} }} ORDER BY ?date ?file ?at ?evidence"
        )
        sides: dict[str, list[Row]] = {"for": [], "against": []}
        for row in rows:
            side = "for" if words_of(row["link"]).endswith("supportedBy") else "against"
            sides[side].append(self._passage(row))
        return {**found, **sides}

    def _passage(self, row: Mapping[str, object]) -> Row:
        sentence, quote = words_of(row["sentence"]), words_of(row["quote"])
        start = int(words_of(row["at"])) - int(words_of(row["begun"]))
        if start < 0 or not sentence.startswith(quote, start):
            start = max(sentence.find(quote), 0)
        end = start + len(quote)
        return {
            "before": flat(sentence[:start]),
            "quote": flat(sentence[start:end]),
            "after": flat(sentence[end:]),
            "holder": words_of(row.get("holder")),
            "speaker": address_of(words_of(row["speaker"])) if row.get("speaker") else None,
            "modality": shorten(words_of(row["said"])).removeprefix("kg:"),
            "rule": words_of(row["rule"]),
            "confidence": float(words_of(row["confidence"])),
            "document": document_row(row),
        }

    def document(self, id: str) -> Row:
        """Return a document with its sentences that make claims, in their order, each with the statements that it supports or refutes."""
        rows = list(
            self.store.query(
                "SELECT ?document ?file ?title ?publisher ?date ?url ?author { "
                f"VALUES ?document {{ <{id}> }} ?document dcterms:source ?file . OPTIONAL {{ ?document dcterms:title ?title }} "
                "OPTIONAL { ?document dcterms:publisher ?publisher } OPTIONAL { ?document dcterms:issued ?date } "
                "OPTIONAL { ?document schema:url ?url } OPTIONAL { ?document dcterms:creator ?author } }"
            )
        )
        if not rows:
            raise MissingError(f"no document has the id {shorten(id)}; search for a word of it")
        claims = self.store.query(
            "SELECT ?evidence ?link ?holder ?begun ?sentence ?statement ?subject ?subject_name ?predicate ?object ?object_name ?put ?belief "
            f"?begins ?ends {{ ?evidence prov:wasDerivedFrom <{id}> ; kg:sentenceBegin ?begun ; kg:sentence ?sentence . {_LINKS} {_STATEMENT} "
            "OPTIONAL { ?evidence kg:holder ?holder } FILTER(?predicate != kg:relatedTo) } ORDER BY ?begun ?evidence"
        )
        sentences: dict[int, Row] = {}
        for row in claims:
            begun = int(words_of(row["begun"]))
            at = sentences.setdefault(
                begun, {"place": begun, "sentence": flat(row["sentence"]), "claims": []}
            )
            side = "for" if words_of(row["link"]).endswith("supportedBy") else "against"
            listed: list[Row] = at["claims"]  # type: ignore[assignment]  # made a line above
            listed.append({**self._statement(row), "side": side, "holder": words_of(row.get("holder"))})
        first = rows[0]
        return {
            **document_row(first),
            "author": words_of(first.get("author")),
            "url": web_address(words_of(first.get("url"))),
            "sentences": list(sentences.values()),
        }

    def conflicts(self, *, limit: int | None = None) -> list[Row]:
        """Return what sources contradict each other about: both sides with holder and sentence."""
        cut = f"LIMIT {limit}" if limit else ""
        rows = self.store.query(
            f"SELECT ?conflict ?kind ?reason ?side ?statement ?holder ?sentence ?document ?file ?title ?publisher ?date {{ {{ SELECT ?conflict ?kind ?reason "
            f"{{ ?conflict kg:conflictKind ?kind ; rdfs:comment ?reason }} ORDER BY ?kind ?reason ?conflict {cut} }} "
            "?conflict kg:hasSide ?side . ?side kg:involves ?statement ; kg:restsOn ?evidence . ?evidence kg:sentence ?sentence ; "
            "prov:wasDerivedFrom ?document . ?document dcterms:source ?file . OPTIONAL { ?evidence kg:holder ?holder } "
            "OPTIONAL { ?document dcterms:title ?title } OPTIONAL { ?document dcterms:publisher ?publisher } OPTIONAL { ?document dcterms:issued ?date } }"
            " ORDER BY ?kind ?reason ?conflict ?side ?date ?file ?sentence"
        )
        found: dict[str, Row] = {}
        sides: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in rows:
            id = words_of(row["conflict"])
            found.setdefault(
                id, {"id": id, "kind": words_of(row["kind"]), "reason": words_of(row["reason"]), "sides": []}
            )
            sides[id, words_of(row["side"])].append(
                {
                    "statement": address_of(words_of(row["statement"])),
                    "holder": words_of(row.get("holder")),
                    "sentence": flat(row["sentence"]),
                    "document": document_row(row),
                }
            )
        for (id, _), passages in sides.items():
            listed: list[list[Row]] = found[id]["sides"]  # type: ignore[assignment]  # made above
            listed.append(passages)
        return list(found.values())


_OFFICES = frozenset(
    {
        "headOf",
        "headOfStateOf",
        "ministerOf",
        "foreignMinisterOf",
        "defenceMinisterOf",
        "representsAbroad",
        "speaksFor",
        "candidateFor",
    }
)
