"""Cytoscape JSON (``.cyjs``), which Cytoscape Desktop opens and cytoscape.js draws as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..ontology import Ontology
from ..types import Graph
from .index import Index, mode_of, one_line, write_wrapped
from .properties import Value, entity_properties, statement_properties

__all__ = ["write_cyjs"]

Element = dict[str, dict[str, Value]]


def write_cyjs(graph: Graph, path: Path, ontology: Ontology) -> None:
    """Write one node or edge a line. What Cytoscape labels an edge with says in front what is no fact (*planned: …*)."""
    index = Index.of(graph, ontology)
    head = {"format_version": "1.0", "generated_by": "kg", "target_cytoscapejs_version": "~3.0"}
    before = f'{json.dumps(head)[:-1]}, "data": {{"name": "kg"}}, "elements": {{"nodes": ['
    write_wrapped(path, before, _nodes(index), '], "edges": [', _edges(graph, index), "]}}\n")


def _nodes(index: Index) -> Iterator[Element]:
    for entity in index.entities.values():
        yield _element({"id": entity.id, **entity_properties(entity), "name": index.name(entity.id)})


def _edges(graph: Graph, index: Index) -> Iterator[Element]:
    for statement in graph.statements:
        mode, relation = mode_of(statement), index.relation(statement.relation)
        ends = {"id": statement.id, "source": statement.subject, "target": statement.object}
        labels = {
            "interaction": f"{mode}: {relation}" if mode else relation,
            "name": index.reading(statement),
        }
        kinds = {"relation": statement.relation}
        yield _element({**ends, **labels, **kinds, **statement_properties(statement)})


def _element(data: Mapping[str, Value]) -> Element:
    """Return an element with text of one line; an empty list is left out, since Cytoscape guesses types of columns."""
    flat: dict[str, Value] = {}
    for name, value in data.items():
        if isinstance(value, str):
            flat[name] = one_line(value)
        elif isinstance(value, int | float):
            flat[name] = value
        elif texts := [one_line(each) for each in value]:
            flat[name] = texts
    return {"data": flat}
