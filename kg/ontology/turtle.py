"""Read Turtle into plain dictionaries, and the classes and relations out of them.

Turtle is read with Oxigraph's parser, which is fast enough to read at every start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyoxigraph

from ..errors import OntologyError
from ..ids import ONTOLOGY, local_name
from .values import Relation

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

Node = dict[str, list[str]]  # predicate > objects, in the order of the file
Turtle = dict[str, Node]  # subject > node


def read_turtle(path: Path) -> Turtle:
    """Return the triples of a file; literals lose their language and datatype."""
    nodes: Turtle = {}
    try:
        for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE):
            value = quad.object.value
            nodes.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(value)
    except (SyntaxError, OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path.name}: {error}; mend the Turtle") from error
    return nodes


def merge(files: Iterable[Turtle]) -> Turtle:
    """Return one description of every IRI, whichever files speak of it."""
    merged: Turtle = {}
    for nodes in files:
        for subject, node in nodes.items():
            target = merged.setdefault(subject, {})
            for predicate, objects in node.items():
                known = target.setdefault(predicate, [])
                known.extend(value for value in objects if value not in known)
    return merged


def first(node: Mapping[str, Sequence[str]], predicate: str) -> str | None:
    """Return the first object of a predicate."""
    return next(iter(node.get(predicate, ())), None)


def read_classes(nodes: Turtle) -> dict[str, tuple[str, ...]]:
    """Return every class of ours with itself and the classes above it, the nearest first."""
    above = {
        local_name(iri): _own(node.get(RDFS + "subClassOf", ()))
        for iri, node in nodes.items()
        if OWL + "Class" in node.get(RDF + "type", ()) and iri.startswith(ONTOLOGY)
    }
    _check_known("class", above, above)
    return {name: (name, *ancestors(name, above)) for name in above}


def read_relations(nodes: Turtle, classes: Mapping[str, tuple[str, ...]]) -> dict[str, Relation]:
    """Return every relation of ours. The vocabulary of statements (``kg:tier "term"``) is not among them."""
    found = {local_name(iri): node for iri, node in nodes.items() if _is_relation(iri, node)}
    above = {name: _parents(name, node, found) for name, node in found.items()}
    _check_known("relation", above, found)
    inverses = _inverses(found)
    events = {iri: first(node, SKOS + "notation") for iri, node in nodes.items()}
    relations = {}
    for name, node in found.items():
        for side in ("domain", "range"):
            _check_known(f"{side} of", {name: _classes(node, side)}, classes)
        relations[name] = _relation(name, node, ancestors(name, above), inverses.get(name), events)
    return relations


def ancestors(name: str, above: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return everything above a name, nearest first; a circle is an error."""
    found: list[str] = []
    level = list(above[name])
    while level:
        if name in level:
            raise OntologyError(
                f"kg:{name} is above itself; take out one subClassOf or subPropertyOf of the circle"
            )
        found.extend(parent for parent in level if parent not in found)
        level = [parent for child in level for parent in above.get(child, ()) if parent not in found]
    return tuple(found)


def _relation(
    name: str, node: Node, parents: tuple[str, ...], inverse: str | None, events: Mapping[str, str | None]
) -> Relation:
    types = node[RDF + "type"]
    modes = node.get(ONTOLOGY + "ploverMode", [])
    event = first(node, ONTOLOGY + "ploverEvent")
    if event is not None and not events.get(event):
        raise OntologyError(
            f"kg:{name}: kg:ploverEvent {local_name(event)} is no event class; kg.ttl lists them"
        )
    return Relation(
        name=name,
        label=first(node, RDFS + "label") or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower(),
        parents=parents,
        domain=_classes(node, "domain"),
        range=_classes(node, "range"),
        symmetric=OWL + "SymmetricProperty" in types,
        inverse=inverse,
        functional=OWL + "FunctionalProperty" in types,
        event=events[event] if event else None,
        mode=modes[0] if len(modes) == 1 else None,
        cameo=tuple(node.get(ONTOLOGY + "cameo", ())),
        quad=first(node, ONTOLOGY + "quad"),
        tier=first(node, ONTOLOGY + "tier") or "extension",
        comment=first(node, RDFS + "comment") or "",
    )


def _is_relation(iri: str, node: Node) -> bool:
    is_property = OWL + "ObjectProperty" in node.get(RDF + "type", ())
    return is_property and iri.startswith(ONTOLOGY) and first(node, ONTOLOGY + "tier") != "term"


def _parents(name: str, node: Node, relations: Mapping[str, Node]) -> tuple[str, ...]:
    stated = _own(node.get(RDFS + "subPropertyOf", ()))
    if stated or first(node, ONTOLOGY + "tier") is not None:
        return stated
    # a user's relation with no place in the tree: queries for its root must still find it
    root = "interactsWith" if ONTOLOGY + "ploverEvent" in node else "relatedTo"
    return (root,) if root in relations and root != name else ()


def _inverses(relations: Mapping[str, Node]) -> dict[str, str]:
    inverses: dict[str, str] = {}
    for name, node in relations.items():
        for other in _own(node.get(OWL + "inverseOf", ())):
            inverses[name] = other
            inverses.setdefault(other, name)
    return inverses


def _classes(node: Node, side: str) -> tuple[str, ...]:
    includes = _own(node.get(f"{ONTOLOGY}{side}Includes", ()))
    return includes or _own(node.get(RDFS + side, ()))


def _own(iris: Iterable[str]) -> tuple[str, ...]:
    return tuple(local_name(iri) for iri in iris if iri.startswith(ONTOLOGY))


def _check_known(what: str, used: Mapping[str, Sequence[str]], known: Mapping[str, object]) -> None:
    for name, others in used.items():
        for other in others:
            if other not in known:
                raise OntologyError(
                    f"{what} kg:{name}: kg:{other} is not defined; declare it or mend the name"
                )
