"""What the pages of the explorer show, asked of the store: an actor, a statement, a document, conflicts, a search.

Each view is a few queries that begin with what is asked about, so that their cost does not grow with the graph, and gives values that
are shown as a page or as JSON alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple
from urllib.parse import quote

from ..errors import KGError
from ..export.page.looks import looks
from ..export.passages import web_address
from ..export.rows import Row
from ..ids import BASE, fold, home_of
from ..store import Store
from ..store.lookup import names_in
from ..store.vocabulary import ALIAS, LABEL, PREFIXES, shorten
from ..types import IRI
from ..wording import likeness

__all__ = ["MOST", "SHOWN", "MissingError", "Selection", "Views", "address_of", "id_of"]

MOST = 150  # things in one drawing
_STEPS, _FRONTIER, _PATHS = (
    4,
    400,
    5,
)  # of a way from one thing to another; things looked at a step; ways that are told
_READ, _FEW, _EDGES = (
    700,
    20,
    300,
)  # statements that are read for a step of a drawing, of one thing at least; drawn at most
_QUICK = 600_000  # triples of a graph whose sentences are looked through in a tenth of a second
_WIDTH = 20  # things of a hop whose neighbours are looked at
SHOWN = 100  # statements on one page of an actor
_NEWEST, _CENTRAL, _CLASHES, _FOUND = 10, 24, 6, 25
_ABOVE = frozenset(
    {"Actor", "Event", "GovernmentBody", "Organization", "Place", "Product", "Thing"}
)  # have narrower ones
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


class Selection(NamedTuple):
    """Which statements are drawn: those of a modality, of a relation, and with ends that have names of their own."""

    modality: str = ""
    relation: str = ""
    unnamed: bool = False

    def filters(self) -> str:
        """Return what chooses them in a query; a name that is no word chooses nothing."""
        found = "FILTER(?predicate != kg:relatedTo)"
        for variable, name in (("put", self.modality), ("predicate", self.relation)):
            found += f" FILTER(?{variable} = kg:{name})" if name.isalnum() and name.isascii() else ""
        return found

    def admits(self, id: str) -> bool:
        """Tell whether a thing is drawn."""
        return self.unnamed or home_of(IRI(id)) is None


NOTHING = Selection()
ASSERTED = Selection(modality="asserted")


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
        return int(_words(next(iter(self.store.query(f"SELECT (COUNT(?x) AS ?n) {{ ?x a {kind} }}")))["n"]))

    def _central(self) -> list[Row]:
        rows = self.store.query(
            "SELECT ?thing (COUNT(?statement) AS ?n) { ?statement rdf:subject|rdf:object ?thing ; kg:modality ?put ; rdf:predicate ?how "
            f"FILTER(?how != kg:relatedTo) }} GROUP BY ?thing ORDER BY DESC(?n) ?thing LIMIT {8 * _CENTRAL}"
        )
        known = ((str(row["thing"]), int(_words(row["n"]))) for row in rows)
        named = [(id, n) for id, n in known if home_of(IRI(id)) is None and id in self._names]
        return [{**self._thing(id), "statements": n} for id, n in named[:_CENTRAL]]

    def _newest(self) -> list[Row]:
        rows = self.store.query(
            "SELECT ?document ?file ?title ?publisher ?date { ?document a kg:Document ; dcterms:source ?file . "
            "OPTIONAL { ?document dcterms:title ?title } OPTIONAL { ?document dcterms:publisher ?publisher } "
            f"OPTIONAL {{ ?document dcterms:issued ?date }} }} ORDER BY DESC(?date) ?file LIMIT {_NEWEST}"
        )
        return [_document(row) for row in rows]

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
            things = list({_words(each["id"]): each for part in parts for each in part}.values())
            found = list({_words(each["id"]): each for each in (*things, *found)}.values())[:_FOUND]
            if len(things) == 2:
                between = self._between(*(_words(each["id"]) for each in things))
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
        return _id(found[0]) if found else None

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
        text = _literal(words.lower())
        rows = self.store.query(
            f"SELECT ?sentence ?document ?file ?title ?publisher ?date {{ {{ SELECT DISTINCT ?sentence ?document {{ ?evidence kg:sentence ?sentence ; "
            f"prov:wasDerivedFrom ?document FILTER(CONTAINS(LCASE(?sentence), {text})) }} LIMIT {_FOUND} }} ?document dcterms:source ?file . "
            "OPTIONAL { ?document dcterms:title ?title } OPTIONAL { ?document dcterms:publisher ?publisher } OPTIONAL { ?document dcterms:issued ?date } }"
            " ORDER BY ?date ?file ?sentence"
        )
        return [{"sentence": _flat(row["sentence"]), "document": _document(row)} for row in rows]

    def check(self, id: str) -> None:
        """Raise MissingError where the graph tells nothing of an id."""
        if not self.store.query(f"ASK {{ <{id}> ?property ?value }}"):
            raise MissingError(f"nothing in this graph has the id {shorten(id)}; search for a name")

    # --- an actor or thing ----------------------------------------------------------------------

    def entity(self, id: str, *, start: int = 0) -> Row:
        """Return an entity with what is said of it, what it says and denies, and its offices."""
        facts: dict[str, list[str]] = defaultdict(list)
        for row in self.store.query(f"SELECT ?property ?value {{ <{id}> ?property ?value }}"):
            facts[shorten(_words(row["property"]))].append(_words(row["value"]))
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
            held = shorten(_words(row["predicate"])).removeprefix("kg:") in _OFFICES
            (offices if held else of).append(_words(row["statement"]))
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
        found = {_words(row["statement"]): self._statement(row) for row in rows}
        return sorted(found.values(), key=lambda each: (-float(_words(each["belief"])), _words(each["id"])))

    def _statement(self, row: Mapping[str, object]) -> Row:
        return {
            "id": _words(row["statement"]),
            "address": address_of(_words(row["statement"])),
            "subject": self._thing(_words(row["subject"])),
            "relation": shorten(_words(row["predicate"])).removeprefix("kg:"),
            "object": self._thing(_words(row["object"])),
            "modality": shorten(_words(row["put"])).removeprefix("kg:"),
            "belief": float(_words(row["belief"])),
            "begin": _words(row.get("begins")) or None,
            "end": _words(row.get("ends")) or None,
        }

    # --- the surroundings -----------------------------------------------------------------------

    def neighbourhood(self, id: str, *, hops: int = 1, chosen: Selection = NOTHING) -> Row:
        """Return who is next to somebody, hop by hop, the best connected first, and what is said between all of them.

        At most ``MOST`` things are drawn; ``left_out`` counts those next to the first that find no room.
        """
        self.check(id)
        shown, edge = [id], [id]
        left_out = 0
        for hop in range(hops):
            new = [other for other in self._next_to(edge[:_WIDTH], chosen) if other not in shown]
            room = MOST - len(shown)
            left_out += max(0, len(new) - room) if not hop else 0
            edge = new[:room]
            shown += edge
        return {
            "of": self._thing(id),
            "nodes": self._drawn(shown),
            "edges": list(self._among(shown, chosen)),
            "left_out": left_out,
        }

    def _next_to(self, ids: Sequence[str], chosen: Selection) -> list[str]:
        """Return what statements join to some things, that which most belief joins first."""
        weights: dict[str, float] = defaultdict(float)
        for id in ids:
            for _, here, there, belief in self._of(id, ("subject", "object"), chosen, _READ // len(ids)):
                weights[there if here == id else here] += belief + 0.1
        return sorted(filter(chosen.admits, weights), key=lambda other: (-weights[other], other))

    def _around(self, ids: Sequence[str], chosen: Selection) -> list[Row]:
        found = (
            each
            for id in ids
            for each in self._of(id, ("subject", "object"), chosen, max(_READ // len(ids), _FEW))
        )
        return self._details(list(dict.fromkeys(each[0] for each in found)))

    def _among(self, ids: Sequence[str], chosen: Selection) -> list[Row]:
        """Return the statements between some things, those that are believed most where there are too many to draw."""
        known = set(ids)
        found: list[tuple[str, str, str, float]] = []
        for id in ids:  # the best connected first, as long as there is room
            found += self._of(id, ("subject",), chosen, max(2 * _READ - len(found), _FEW))
        inside = sorted((-belief, statement) for statement, _, there, belief in found if there in known)
        return self._details([statement for _, statement in inside[:_EDGES]])

    def _of(
        self, id: str, ends: Sequence[str], chosen: Selection, most: int
    ) -> Iterator[tuple[str, str, str, float]]:
        """Yield at most so many statements of a thing at each end: its id, subject, object and belief.

        Who is in tens of thousands of statements is looked at in part; that keeps a drawing quick.
        """
        for end in ends:
            other = "object" if end == "subject" else "subject"
            rows = self.store.query(
                f"SELECT ?statement ?{other} ?belief {{ ?statement rdf:{end} <{id}> ; rdf:{other} ?{other} ; kg:belief ?belief ; kg:modality ?put ; "
                f"rdf:predicate ?predicate . {chosen.filters()} }} LIMIT {most}"
            )
            for row in rows:
                pair = (id, _words(row["object"])) if end == "subject" else (_words(row["subject"]), id)
                yield (_words(row["statement"]), *pair, float(_words(row["belief"])))

    def _drawn(self, ids: Sequence[str]) -> list[Row]:
        """Return things as they are drawn: by the narrowest of their classes that has a look."""
        types: dict[str, set[str]] = defaultdict(set)
        nodes = " ".join(f"<{id}>" for id in ids)
        for row in self.store.query(f"SELECT ?thing ?type {{ VALUES ?thing {{ {nodes} }} ?thing a ?type }}"):
            types[str(row["thing"])].add(shorten(str(row["type"])).removeprefix("kg:"))
        known = looks()
        found = []
        for id in ids:
            narrow = sorted(
                (kind for kind in known if kind in types[id]), key=lambda kind: (kind in _ABOVE, kind)
            )
            kind = narrow[0] if narrow else "Thing"
            found.append(
                {**self._thing(id), "type": kind, "colour": known[kind].colour, "shape": known[kind].shape}
            )
        return found

    # --- from one to another --------------------------------------------------------------------

    def paths(self, one: str, other: str) -> Row:
        """Return the shortest ways from one thing to another over what is asserted and believed, each step with a sentence.

        Of several the one whose weakest step is believed most comes first.
        """
        for id in (one, other):
            self.check(id)
        before: dict[str, list[tuple[str, Row]]] = {one: []}
        edge = [one]
        for _ in range(_STEPS):
            found: dict[str, list[tuple[str, Row]]] = defaultdict(list)
            for each in self._around(edge, ASSERTED):
                ends = (_id(each["subject"]), _id(each["object"]))
                for here, there in (ends, ends[::-1]):
                    if here in before and there not in before:
                        found[there].append((here, each))
            before |= found
            edge = sorted(found)[:_FRONTIER]
            if other in found or not edge:
                break
        ways = sorted(
            self._ways_to(other, one, before),
            key=lambda way: (-min(float(_words(s["belief"])) for s in way), str(way)),
        )
        return {
            "from": self._thing(one),
            "to": self._thing(other),
            "paths": [
                [{**step, "passage": self._first_passage(_words(step["id"]))} for step in way]
                for way in ways[:_PATHS]
            ],
        }

    def _ways_to(
        self, id: str, start: str, before: Mapping[str, list[tuple[str, Row]]]
    ) -> Iterator[list[Row]]:
        """Yield the ways that end in a thing; of parallel statements only that which is believed most."""
        if id == start:
            return
        best: dict[str, Row] = {}
        for here, step in before.get(id, ()):
            if here not in best or float(_words(step["belief"])) > float(_words(best[here]["belief"])):
                best[here] = step
        for here, step in islice(best.items(), _PATHS):
            if here == start:
                yield [step]
            else:
                yield from ([*way, step] for way in self._ways_to(here, start, before))

    def _first_passage(self, id: str) -> Row | None:
        passages: list[Row] = self.statement(id)["for"]  # type: ignore[assignment]  # a list, as it was made
        return passages[0] if passages else None

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
            side = "for" if _words(row["link"]).endswith("supportedBy") else "against"
            sides[side].append(self._passage(row))
        return {**found, **sides}

    def _passage(self, row: Mapping[str, object]) -> Row:
        sentence, quote = _words(row["sentence"]), _words(row["quote"])
        start = int(_words(row["at"])) - int(_words(row["begun"]))
        if start < 0 or not sentence.startswith(quote, start):
            start = max(sentence.find(quote), 0)
        end = start + len(quote)
        return {
            "before": _flat(sentence[:start]),
            "quote": _flat(sentence[start:end]),
            "after": _flat(sentence[end:]),
            "holder": _words(row.get("holder")),
            "speaker": address_of(_words(row["speaker"])) if row.get("speaker") else None,
            "modality": shorten(_words(row["said"])).removeprefix("kg:"),
            "rule": _words(row["rule"]),
            "confidence": float(_words(row["confidence"])),
            "document": _document(row),
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
            begun = int(_words(row["begun"]))
            at = sentences.setdefault(
                begun, {"place": begun, "sentence": _flat(row["sentence"]), "claims": []}
            )
            side = "for" if _words(row["link"]).endswith("supportedBy") else "against"
            listed: list[Row] = at["claims"]  # type: ignore[assignment]  # made a line above
            listed.append({**self._statement(row), "side": side, "holder": _words(row.get("holder"))})
        first = rows[0]
        return {
            **_document(first),
            "author": _words(first.get("author")),
            "url": web_address(_words(first.get("url"))),
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
            id = _words(row["conflict"])
            found.setdefault(
                id, {"id": id, "kind": _words(row["kind"]), "reason": _words(row["reason"]), "sides": []}
            )
            sides[id, _words(row["side"])].append(
                {
                    "statement": address_of(_words(row["statement"])),
                    "holder": _words(row.get("holder")),
                    "sentence": _flat(row["sentence"]),
                    "document": _document(row),
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


def _document(row: Mapping[str, object]) -> Row:
    id, file = _words(row["document"]), _words(row["file"])
    title, outlet, day = (_words(row.get(name)) for name in ("title", "publisher", "date"))
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


def _words(value: object) -> str:
    return "" if value is None else str(value)


def _flat(value: object) -> str:
    text = _words(value)
    lead, tail = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
    return f"{lead}{' '.join(text.split())}{tail}" if text.strip() else ""


def _literal(words: str) -> str:
    """Return words as a SPARQL literal that nothing in them can end."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\r", " ")
    return f'"{escaped}"'
