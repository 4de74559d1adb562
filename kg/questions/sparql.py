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
_OFFICES = "kg:headOf kg:representsAbroad kg:speaksFor"  # whoever holds one of these speaks for the body
_NODE = "?statement rdf:subject ?subject ; rdf:object ?object . ?subject rdfs:label ?subject_name . ?object rdfs:label ?object_name ."
_READ = "?statement rdf:predicate ?predicate ; kg:modality ?put ; kg:belief ?belief ."
_LAST = "9999-12-31"
_ANSWER = {Ask.SUBJECT: "subject", Ask.OBJECT: "object", Ask.ROLE: "filler", Ask.WHERE: "place"}


def to_sparql(
    pattern: Pattern, ids: dict[End, Sequence[IRI]], *, roles: bool = True, any_mode: bool = False
) -> str:
    """Return the query; ``ids`` are the entities of the graph that each named end may be.

    ``any_mode`` takes plans and threats as well; without ``roles`` it does not matter who else took part. Each row is a passage for or against a statement, with the answer that it gives, if an entity is asked for.
    """
    ways = [
        [_NODE, *_ends(each if roles else replace(each, roles=()), ids)] for each in (pattern, *pattern.also)
    ]
    which = (
        ways[0]
        if len(ways) == 1
        else [f"{{ {' '.join(ways[0])} }}", *(f"UNION {{ {' '.join(way)} }}" for way in ways[1:])]
    )
    lines = [*which, _READ, *_kind(pattern), *_said(pattern, ids), *_fixed(pattern, any_mode)]
    shown = " ".join(f"?{name}" for name in COLUMNS)
    body = "\n".join(f"  {line}" for line in lines)
    return f"SELECT DISTINCT {shown} WHERE {{\n{body}\n}} ORDER BY ?answer_name ?date ?source ?sentence ?statement"


def _ends(pattern: Pattern, ids: dict[End, Sequence[IRI]]) -> Iterator[str]:
    """Yield what holds the relation and the ends to one pattern, and names the answer."""
    if pattern.relations:
        names = " ".join(f"kg:{name}" for name in pattern.relations)
        yield f"?statement sem:eventType ?asked . VALUES ?asked {{ {names} }}"
    else:
        yield "?statement rdf:predicate ?any . FILTER(?any != kg:relatedTo)"
    both = {"subject": pattern.subject, "object": pattern.object}
    if pattern.ask is Ask.ABOUT:
        yield from _about(pattern, ids)
    elif pattern.ask is not Ask.SAID:
        for variable, end in both.items():
            yield from _bound(variable, end, ids)
        for role, end in pattern.roles:
            yield from _with_role(role, end, ids)
    if pattern.ask is Ask.ROLE:
        yield f"?statement {shorten(role_property(pattern.role).value)} ?filler . ?filler rdfs:label ?filler_name ."
    if pattern.ask is Ask.WHERE:
        yield f"?statement {shorten(role_property('place').value)} ?place . ?place rdfs:label ?place_name ."
    answer = _ANSWER.get(pattern.ask)
    if answer:
        yield f"BIND(?{answer} AS ?answer) BIND(?{answer}_name AS ?answer_name)"


def _bound(variable: str, end: End | None, ids: dict[End, Sequence[IRI]]) -> Iterator[str]:
    """Yield what makes a variable one of the entities of an end, or something described in its words."""
    if end is None:
        return
    if ids.get(end):
        yield f"VALUES ?{variable} {{ {_nodes(ids[end])} }}"
    else:
        yield f"FILTER(CONTAINS(LCASE(?{variable}_name), {_words(end)}))"


def _with_role(role: str, end: End, ids: dict[End, Sequence[IRI]]) -> Iterator[str]:
    """Yield what asks for a further participant: in its role, or somebody of that description."""
    property = shorten(role_property(role).value)
    variable = f"?{role}_filler"
    wanted = (
        f"VALUES {variable} {{ {_nodes(ids[end])} }}"
        if ids.get(end)
        else f"{variable} rdfs:label {variable}_name FILTER(CONTAINS(LCASE({variable}_name), {_words(end)}))"
    )
    yield f"?statement {property} {variable} . {wanted}"


def _about(pattern: Pattern, ids: dict[End, Sequence[IRI]]) -> Iterator[str]:
    one, other = pattern.subject, pattern.object
    if one is None:
        return
    if other is None:
        yield (
            f"{{ {' '.join(_bound('subject', one, ids))} }} UNION {{ {' '.join(_bound('object', one, ids))} }}"
            if ids.get(one)
            else (
                f"FILTER(CONTAINS(LCASE(?subject_name), {_words(one)}) || CONTAINS(LCASE(?object_name), {_words(one)}))"
            )
        )
        return
    yield f"FILTER(({_is('subject', one, ids)} && {_is('object', other, ids)}) || ({_is('subject', other, ids)} && {_is('object', one, ids)}))"


def _is(variable: str, end: End, ids: dict[End, Sequence[IRI]]) -> str:
    if ids.get(end):
        return f"?{variable} IN ({', '.join(map(_node, ids[end]))})"
    return f"CONTAINS(LCASE(?{variable}_name), {_words(end)})"


def _kind(pattern: Pattern) -> Iterator[str]:
    if pattern.kind and pattern.ask in _ANSWER:
        yield f"?answer a kg:{pattern.kind} ."


def _said(pattern: Pattern, ids: dict[End, Sequence[IRI]]) -> Iterator[str]:
    """Yield the evidence on the side that is asked for, who says so, and where."""
    supporting, refuting = (
        '{ ?statement kg:supportedBy ?evidence BIND("for" AS ?side) }',
        '{ ?statement kg:refutedBy ?evidence BIND("against" AS ?side) }',
    )
    if pattern.ask is Ask.DENIER or pattern.polarity is Polarity.NEGATIVE:
        yield refuting
    elif pattern.ask is Ask.HOLDER:
        yield supporting
    else:
        yield f"{supporting} UNION {refuting}"
    yield "?evidence kg:sentence ?sentence ; nif:beginIndex ?at ; prov:wasDerivedFrom ?document ."
    yield "?document dcterms:source ?file . OPTIONAL { ?document dcterms:publisher ?publisher } OPTIONAL { ?document dcterms:issued ?date }"
    yield "OPTIONAL { ?evidence kg:holder ?words } OPTIONAL { ?evidence prov:wasAttributedTo ?speaker . ?speaker rdfs:label ?name }"
    yield "BIND(COALESCE(?publisher, ?file) AS ?source) BIND(COALESCE(?name, ?words) AS ?holder)"
    if pattern.ask in (Ask.HOLDER, Ask.DENIER):
        yield "BIND(?speaker AS ?answer) BIND(COALESCE(?holder, ?source) AS ?answer_name)"
    if pattern.ask is Ask.SAID and pattern.subject is not None:
        who, topic = pattern.subject, pattern.object
        if ids.get(who):
            yield f"FILTER(?speaker IN ({', '.join(map(_node, ids[who]))}) || (BOUND(?speaker) && EXISTS {{ {_officer(ids[who])} }}))"
        else:
            yield f"FILTER(CONTAINS(LCASE(?holder), {_words(who)}))"
        if topic is not None:
            yield f"FILTER({_is('subject', topic, ids)} || {_is('object', topic, ids)} || CONTAINS(LCASE(?sentence), {_words(topic)}))"


def _officer(bodies: Sequence[IRI]) -> str:
    """Return what makes a speaker one of those who head a state or body, speak for it or represent it."""
    return f"VALUES ?held {{ {_OFFICES} }} VALUES ?body {{ {_nodes(bodies)} }} ?post sem:eventType ?held ; rdf:subject ?speaker ; rdf:object ?body"


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
