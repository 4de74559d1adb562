"""A pattern of a claim as a SPARQL query over the statements of a graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..store.quads import role_property
from ..store.vocabulary import shorten
from ..types import IRI, Modality, Polarity
from .values import Ask, End, Pattern

__all__ = ["COLUMNS", "to_sparql"]

COLUMNS = (
    "answer", "answer_name", "subject_name", "relation", "object_name", "modality", "side", "holder", "belief", "begins", "ends",
    "sentence", "source", "date", "statement",
)  # fmt: skip
_PASSAGE = "?evidence kg:sentence ?sentence ; nif:beginIndex ?at ; prov:wasDerivedFrom ?document . ?document dcterms:source ?file ."
_OFFICES = "kg:headOf kg:representsAbroad kg:speaksFor"  # whoever holds one of these speaks for the body
_NODE = (
    "?statement rdf:subject ?subject ; rdf:object ?object ; rdf:predicate ?predicate ; kg:modality ?put ; kg:belief ?belief . "
    "?subject rdfs:label ?subject_name . ?object rdfs:label ?object_name ."
)
_LINKS = "?statement ?link ?evidence . FILTER(?link IN (kg:supportedBy, kg:refutedBy))"  # a VALUES of both would read all evidence
_LAST = "9999-12-31"
_ANSWER = {Ask.SUBJECT: "subject", Ask.OBJECT: "object", Ask.ROLE: "filler", Ask.WHERE: "place"}


def to_sparql(
    pattern: Pattern, ids: dict[End, Sequence[IRI]], *, roles: bool = True, any_mode: bool = False
) -> str:
    """Return the query; ``ids`` are the entities of the graph that each named end may be.

    ``any_mode`` takes plans and threats as well; without ``roles`` it does not matter who else took part. Each row is a
    passage for or against a statement, with the answer that it gives, if an entity is asked for. Every group begins with
    what it chooses by and has no sub-query, so that the store reads no more than it must.
    """
    if pattern.ask is Ask.SAID:
        rest = f"{_LINKS} {_NODE} {_PASSAGE} FILTER(?predicate != kg:relatedTo)"
        ways = [f"{speaker} {rest}" for speaker in _speakers(pattern, ids)]
    else:
        chosen = (each if roles else replace(each, roles=()) for each in (pattern, *pattern.also))
        ways = [way for each in chosen for way in _ways(each, ids)]
    which = ways[0] if len(ways) == 1 else "\n  UNION ".join(f"{{ {way} }}" for way in ways)
    lines = [which, *_kind(pattern), *_said(pattern, ids), *_fixed(pattern, any_mode)]
    shown = " ".join(f"?{name}" for name in COLUMNS)
    body = "\n".join(f"  {line}" for line in lines)
    return f"SELECT DISTINCT {shown} WHERE {{\n{body}\n}} ORDER BY ?answer_name ?date ?source ?sentence ?statement"


def _ways(pattern: Pattern, ids: dict[End, Sequence[IRI]]) -> Iterator[str]:
    """Yield groups that choose the statements of one pattern, and name the answer: one group, or one for each direction."""
    ends = {"subject": pattern.subject, "object": pattern.object}
    pairs = (
        [ends, {"subject": pattern.object, "object": pattern.subject}] if pattern.ask is Ask.ABOUT else [ends]
    )
    for pair in pairs:
        parts = [_values(name, end, ids) for name, end in pair.items()]
        if pattern.relations:
            parts.append(
                f"VALUES ?asked {{ {' '.join(f'kg:{name}' for name in pattern.relations)} }} ?statement sem:eventType ?asked ."
            )
        parts += [_NODE, *(_words_of(name, end, ids) for name, end in pair.items())]
        parts += ["" if pattern.relations else "FILTER(?predicate != kg:relatedTo)"]
        parts += [_with_role(role, end, ids) for role, end in pattern.roles]
        if pattern.ask is Ask.ROLE:
            parts.append(
                f"?statement {shorten(role_property(pattern.role).value)} ?filler . ?filler rdfs:label ?filler_name ."
            )
        if pattern.ask is Ask.WHERE:
            parts.append(
                f"?statement {shorten(role_property('place').value)} ?place . ?place rdfs:label ?place_name ."
            )
        parts += [_LINKS, _PASSAGE]  # before a BIND, which would part them from what chooses
        answer = _ANSWER.get(pattern.ask)
        if answer:
            parts.append(f"BIND(?{answer} AS ?answer) BIND(?{answer}_name AS ?answer_name)")
        yield " ".join(filter(None, parts))


def _values(variable: str, end: End | None, ids: dict[End, Sequence[IRI]]) -> str:
    """Return what makes a variable one of the entities of an end, where the graph has any."""
    return f"VALUES ?{variable} {{ {_nodes(ids[end])} }}" if end is not None and ids.get(end) else ""


def _words_of(variable: str, end: End | None, ids: dict[End, Sequence[IRI]]) -> str:
    """Return what makes a variable something described in the words of an end, where the graph has no entity of that name."""
    return "" if end is None or ids.get(end) else f"FILTER(CONTAINS(LCASE(?{variable}_name), {_words(end)}))"


def _with_role(role: str, end: End, ids: dict[End, Sequence[IRI]]) -> str:
    """Return what asks for a further participant: in its role, or somebody of that description."""
    filler = f"{role}_filler"
    label = "" if ids.get(end) else f"?{filler} rdfs:label ?{filler}_name ."
    parts = (
        _values(filler, end, ids),
        f"?statement {shorten(role_property(role).value)} ?{filler} .",
        label,
        _words_of(filler, end, ids),
    )
    return " ".join(filter(None, parts))


def _speakers(pattern: Pattern, ids: dict[End, Sequence[IRI]]) -> list[str]:
    """Return what chooses the evidence that somebody is the source of, of a state or body whoever heads it or speaks for it."""
    bodies = ids.get(pattern.subject) if pattern.subject else None
    if not bodies:
        words = _words(pattern.subject) if pattern.subject else '""'
        return [f"?evidence kg:holder ?by . FILTER(CONTAINS(LCASE(?by), {words}))"]
    nodes = _nodes(bodies)
    officers = f"VALUES ?held {{ {_OFFICES} }} VALUES ?body {{ {nodes} }} ?post rdf:object ?body ; sem:eventType ?held ; rdf:subject ?by ."
    return [f"{by} ?evidence prov:wasAttributedTo ?by ." for by in (f"VALUES ?by {{ {nodes} }}", officers)]


def _is(variable: str, end: End, ids: dict[End, Sequence[IRI]]) -> str:
    if ids.get(end):
        return f"?{variable} IN ({', '.join(map(_node, ids[end]))})"
    return f"CONTAINS(LCASE(?{variable}_name), {_words(end)})"


def _kind(pattern: Pattern) -> Iterator[str]:
    if pattern.kind and pattern.ask in _ANSWER:
        yield f"?answer a kg:{pattern.kind} ."


def _said(pattern: Pattern, ids: dict[End, Sequence[IRI]]) -> Iterator[str]:
    """Yield the evidence on the side that is asked for, who says so, and where."""
    if pattern.ask is Ask.DENIER or pattern.polarity is Polarity.NEGATIVE:
        yield "FILTER(?link = kg:refutedBy)"
    elif pattern.ask is Ask.HOLDER:
        yield "FILTER(?link = kg:supportedBy)"
    yield 'BIND(IF(?link = kg:supportedBy, "for", "against") AS ?side)'
    yield "OPTIONAL { ?document dcterms:publisher ?publisher } OPTIONAL { ?document dcterms:issued ?date }"
    yield "OPTIONAL { ?evidence kg:holder ?words } OPTIONAL { ?evidence prov:wasAttributedTo ?speaker OPTIONAL { ?speaker rdfs:label ?name } }"
    yield "BIND(COALESCE(?publisher, ?file) AS ?source) BIND(COALESCE(?name, ?words) AS ?holder)"
    if pattern.ask in (Ask.HOLDER, Ask.DENIER):
        yield "BIND(?speaker AS ?answer) BIND(COALESCE(?holder, ?source) AS ?answer_name)"
    if pattern.ask is Ask.SAID and pattern.object is not None:
        topic = pattern.object
        yield f"FILTER({_is('subject', topic, ids)} || {_is('object', topic, ids)} || CONTAINS(LCASE(?sentence), {_words(topic)}))"


def _fixed(pattern: Pattern, any_mode: bool) -> Iterator[str]:
    yield "BIND(STRAFTER(STR(?predicate), STR(kg:)) AS ?relation) BIND(STRAFTER(STR(?put), STR(kg:)) AS ?modality)"
    yield "OPTIONAL { ?statement kg:begins ?begins } OPTIONAL { ?statement kg:ends ?ends }"
    if not any_mode and pattern.ask not in (Ask.ABOUT, Ask.SAID):
        wanted = Modality.ASSERTED if pattern.modality is Modality.DENIED else pattern.modality
        yield f"FILTER(?put = kg:{wanted})"
    if pattern.ask is Ask.WHEN:
        yield "FILTER(BOUND(?begins) || BOUND(?ends) || BOUND(?date))"
    if pattern.begin or pattern.end:  # what happened then; of what has no day, what was reported then
        yield f'BIND(COALESCE(?begins, ?ends, ?date) AS ?from) BIND(COALESCE(?ends, IF(BOUND(?begins), "{_LAST}"^^xsd:date, ?date)) AS ?to)'
    if pattern.begin:
        yield f'FILTER(?to >= "{pattern.begin}"^^xsd:date)'
    if pattern.end:
        yield f'FILTER(?from <= "{pattern.end}"^^xsd:date)'


def _nodes(ids: Sequence[IRI]) -> str:
    return " ".join(map(_node, ids))


def _node(iri: IRI) -> str:
    short = shorten(iri)
    return (
        short
        if short != iri and short.replace(":", "").replace("_", "").isalnum() and short.isascii()
        else f"<{iri}>"
    )


def _words(end: End) -> str:
    """Return the words of an end as a literal: small letters, without the ending of a plural."""
    words = end.name.lower().removeprefix("the ").replace("\\", "").replace('"', "")
    return f'"{words[:-1] if words.endswith("s") and len(words) > 3 else words}"'
