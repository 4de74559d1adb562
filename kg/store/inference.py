"""What follows from the ontology, written out, so that a query needs no property paths.

Super-relations, symmetric and inverse relations of plain triples; super-relations as further event types of statements;
superclasses of things. All of it stands in one graph of its own, apart from what was read. Evidence is not reasoned about.

What a relation entails depends on the ontology alone, so it is worked out once for each relation and then written with
the data in one go: rules in SPARQL over the loaded store give the same triples for ten times the work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import BlankNode, NamedNode, Quad, parse

from ..errors import OntologyError
from ..types import IRI, Graph
from .vocabulary import EVENT_TYPE, INFERRED_GRAPH, ONTOLOGY_GRAPH, TYPE, named

__all__ = ["Hierarchy", "inferred_quads", "read_hierarchy", "read_ontology"]

FILES = ("kg.ttl", "relations.ttl")
STATEMENT_TYPES = (named("kg:Statement"), named("rdf:Statement"), named("sem:Event"))

Pairs = Mapping[NamedNode, tuple[NamedNode, ...]]


class Hierarchy(NamedTuple):
    """The part of an ontology that things follow from: what stands directly above or opposite each term."""

    classes: Pairs
    relations: Pairs
    mirrors: Pairs  # the inverses of a relation, itself if it is symmetric


class Entailed(NamedTuple):
    """A relation that another entails, with subject and object as they are or turned."""

    relation: NamedNode
    turned: bool


def read_ontology(folder: Path, extra: Iterable[Path] = ()) -> tuple[Quad, ...]:
    """Return the classes and relations of an ontology, and of a user's own files or folders, in their graph.

    Anonymous parts (disjointness, lists) are left out: no query asks for them, and the store has no blank nodes.
    """
    return tuple(
        Quad(quad.subject, quad.predicate, quad.object, ONTOLOGY_GRAPH)
        for path in (*(folder / name for name in FILES), *_own_files(extra))
        for quad in _parse(path)
        if not isinstance(quad.subject, BlankNode) and not isinstance(quad.object, BlankNode)
    )


def _own_files(extra: Iterable[Path]) -> Iterator[Path]:
    for place in extra:
        if place.is_dir():
            yield from sorted(place.glob("*.ttl"))
        elif place.suffix == ".ttl":
            yield place


def _parse(path: Path) -> list[Quad]:
    try:
        return list(parse(path=str(path)))
    except FileNotFoundError as error:
        raise OntologyError(f"{path}: does not exist; name another, or reinstall kg") from error
    except (SyntaxError, ValueError) as error:
        raise OntologyError(f"{path.name}: {error}") from error


def read_hierarchy(ontology: Iterable[Quad]) -> Hierarchy:
    """Return what an ontology says on subclasses, subproperties, symmetry and inverses."""
    classes: dict[NamedNode, set[NamedNode]] = {}
    relations: dict[NamedNode, set[NamedNode]] = {}
    mirrors: dict[NamedNode, set[NamedNode]] = {}
    for quad in ontology:
        one, other = quad.subject, quad.object
        if not isinstance(one, NamedNode) or not isinstance(other, NamedNode):
            continue
        if quad.predicate == named("rdfs:subClassOf"):
            classes.setdefault(one, set()).add(other)
        elif quad.predicate == named("rdfs:subPropertyOf"):
            relations.setdefault(one, set()).add(other)
        elif quad.predicate == named("owl:inverseOf"):
            mirrors.setdefault(one, set()).add(other)
            mirrors.setdefault(other, set()).add(one)
        elif quad.predicate == TYPE and other == named("owl:SymmetricProperty"):
            mirrors.setdefault(one, set()).add(one)
    return Hierarchy(_sorted(classes), _sorted(relations), _sorted(mirrors))


def inferred_quads(graph: Graph, hierarchy: Hierarchy) -> Iterator[Quad]:
    """Yield what follows from a graph and is not said in it, in the order of the graph."""
    classes_above = cache(lambda name: _above(named(f"kg:{name}"), hierarchy.classes))
    relations_above = cache(lambda name: _above(named(f"kg:{name}"), hierarchy.relations))
    further = [kind for kind in classes_above("Statement") if kind not in STATEMENT_TYPES]
    for entity in graph.entities:
        for kind in classes_above(entity.type):
            yield Quad(NamedNode(entity.id), TYPE, kind, INFERRED_GRAPH)
    for statement in graph.statements:
        node = NamedNode(statement.id)
        for kind in further:
            yield Quad(node, TYPE, kind, INFERRED_GRAPH)
        for event in relations_above(statement.relation):
            yield Quad(node, EVENT_TYPE, event, INFERRED_GRAPH)
    yield from _plain_quads(graph, hierarchy)


def _plain_quads(graph: Graph, hierarchy: Hierarchy) -> Iterator[Quad]:
    entailed_by = cache(lambda name: _entailed(named(f"kg:{name}"), hierarchy))
    plain = [(each.subject, each.relation, each.object) for each in graph.statements if each.plain]
    said: set[tuple[IRI, NamedNode, IRI]] = {(one, named(f"kg:{name}"), other) for one, name, other in plain}
    for subject, name, object in plain:
        for relation, turned in entailed_by(name):
            one, other = (object, subject) if turned else (subject, object)
            if (one, relation, other) not in said:
                yield Quad(NamedNode(one), relation, NamedNode(other), INFERRED_GRAPH)


def _above(term: NamedNode, parents: Pairs) -> tuple[NamedNode, ...]:
    """Return whatever stands above a term, at any height, without itself."""
    found: dict[NamedNode, None] = {}
    open_ = list(parents.get(term, ()))
    while open_:
        parent = open_.pop()
        if parent != term and parent not in found:
            found[parent] = None
            open_.extend(parents.get(parent, ()))
    return tuple(sorted(found, key=str))


def _entailed(relation: NamedNode, hierarchy: Hierarchy) -> tuple[Entailed, ...]:
    """Return all that one plain triple entails: up to wider relations, across to inverse ones, and so on."""
    start = Entailed(relation, False)
    found = {start}
    open_ = [start]
    while open_:
        term, turned = open_.pop()
        next_ = {Entailed(parent, turned) for parent in hierarchy.relations.get(term, ())}
        next_ |= {Entailed(mirror, not turned) for mirror in hierarchy.mirrors.get(term, ())}
        open_.extend(next_ - found)
        found |= next_
    return tuple(sorted(found - {start}, key=lambda each: (str(each.relation), each.turned)))


def _sorted(pairs: Mapping[NamedNode, set[NamedNode]]) -> Pairs:
    return {one: tuple(sorted(others, key=str)) for one, others in pairs.items()}
