"""Graphs of networkx made from ours. Attributes are text and numbers only, so that every writer takes them."""

from __future__ import annotations

import networkx as nx

from ..ids import local_name
from ..types import IRI, Entity, Graph, Statement


def to_networkx(graph: Graph, *, plain_only: bool = False) -> nx.MultiDiGraph[IRI]:
    """Return entities as nodes and statements as edges keyed by their id.

    What is not stated (a country, a date) has no attribute. ``plain_only`` leaves out statements that are
    not also plain triples, and the entities that only those mention.
    """
    statements = [statement for statement in graph.statements if statement.plain or not plain_only]
    named = {entity.id: entity for entity in graph.entities}
    used = {end for statement in statements for end in (statement.subject, statement.object)}
    network: nx.MultiDiGraph[IRI] = nx.MultiDiGraph()
    for node in sorted(used if plain_only else used | named.keys()):
        network.add_node(node, **node_attributes(node, named.get(node)))
    for statement in statements:
        attributes = edge_attributes(statement)
        network.add_edge(statement.subject, statement.object, key=statement.id, **attributes)
    return network


def to_weighted(graph: Graph) -> nx.DiGraph[IRI]:
    """Return one edge per ordered pair of entities; ``weight`` is the number of claims between them."""
    network: nx.DiGraph[IRI] = nx.DiGraph()
    network.add_nodes_from(entity.id for entity in graph.entities)
    for statement in graph.statements:
        pair = (statement.subject, statement.object)
        known = int(network.edges[pair]["weight"]) if network.has_edge(*pair) else 0
        claims = len(statement.supporting) + len(statement.refuting)
        network.add_edge(*pair, weight=known + max(claims, 1))
    return network


def node_attributes(node: IRI, entity: Entity | None) -> dict[str, str]:
    """Return what a node has, also one that the graph does not describe."""
    if entity is None:
        return {"label": local_name(node), "type": "Thing"}
    attributes = {"label": entity.name, "type": entity.type}
    if entity.country is not None:
        attributes["country"] = entity.country
    return attributes


def edge_attributes(statement: Statement) -> dict[str, str | int | float | bool]:
    """Return what an edge has; what is not stated has no attribute."""
    attributes: dict[str, str | int | float | bool] = {
        "statement": statement.id,
        "relation": statement.relation,
        "label": words(statement.relation),
        "modality": statement.modality.value,
        "belief": statement.belief / 1000,
        "support": len(statement.supporting),
        "refute": len(statement.refuting),
        "plain": statement.plain,
    }
    if statement.time is not None and statement.time.begin is not None:
        attributes["begin"] = statement.time.begin.isoformat()
    if statement.time is not None and statement.time.end is not None:
        attributes["end"] = statement.time.end.isoformat()
    return attributes


def words(name: str) -> str:
    """Return the name of a relation or class as it is read.

    >>> words("threatensSanctions"), words("WeaponSystem"), words("NGO")
    ('threatens sanctions', 'weapon system', 'NGO')
    """
    out: list[str] = []
    for before, char in zip(" " + name, name, strict=False):
        if char.isupper() and before.islower():
            out.append(" ")
        out.append(char)
    return " ".join(
        word if word.isupper() and len(word) > 1 else word.lower() for word in "".join(out).split()
    )
