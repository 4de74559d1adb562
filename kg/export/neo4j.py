"""A property graph for Neo4j: a script in Cypher for a running database, or tables for ``neo4j-admin database import``.

Entities are nodes with their class as a second label. Statements are relationships, named like the relation, with the
sentences for and against them as lists. The script may be run again: whatever has an id is found by it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ..types import Entity, Graph, Statement
from .properties import Value, entity_properties, statement_properties
from .reports import guarded

__all__ = ["quoted", "to_cypher", "write_cypher", "write_tables"]

NODES, RELATIONSHIPS = "nodes.csv", "relationships.csv"
ARRAY = ";"  # what neo4j-admin separates the parts of a list by
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_STATEMENT_COLUMNS: Mapping[str, str] = {
    "id": "string",
    "modality": "string",
    "plain": "boolean",
    "belief": "double",
    "support": "long",
    "refute": "long",
    "begins": "date",
    "ends": "date",
    "sentences": "string[]",
    "refuting_sentences": "string[]",
    "documents": "string[]",
}


def write_cypher(graph: Graph, path: Path) -> None:
    """Write a script for ``cypher-shell -f``."""
    path.write_text("".join(f"{line}\n" for line in to_cypher(graph)), encoding="utf-8")


def to_cypher(graph: Graph) -> Iterator[str]:
    """Yield the statements of the script, one a line."""
    yield "CREATE CONSTRAINT kg_entity IF NOT EXISTS FOR (e:Entity) REQUIRE e.id IS UNIQUE;"
    for entity in graph.entities:
        yield (
            f"MERGE (e:Entity {{id: {quoted(entity.id)}}}) "
            f"SET e:{_name(entity.type)}, e += {_map(entity_properties(entity))};"
        )
    for statement in graph.statements:
        ends = f"MATCH (a:Entity {{id: {quoted(statement.subject)}}}), (b:Entity {{id: {quoted(statement.object)}}})"
        kind = f"[r:{_name(statement.relation)} {{id: {quoted(statement.id)}}}]"
        yield f"{ends} MERGE (a)-{kind}->(b) SET r += {_map(statement_properties(statement))};"


def write_tables(graph: Graph, folder: Path) -> None:
    """Write a folder with ``nodes.csv`` and ``relationships.csv``. Text is guarded as in the table of reports."""
    folder.mkdir(exist_ok=True)
    nodes = ["id:ID", "name", "type", "country", "aliases:string[]", ":LABEL"]
    columns = [name if kind == "string" else f"{name}:{kind}" for name, kind in _STATEMENT_COLUMNS.items()]
    _write(folder / NODES, nodes, map(_node_row, graph.entities))
    _write(
        folder / RELATIONSHIPS, [":START_ID", ":END_ID", ":TYPE", *columns], map(_edge_row, graph.statements)
    )


def quoted(text: str) -> str:
    r"""Return text as a string of Cypher that nothing in it can end. Control characters are left out.

    Neo4j reads ``\\uXXXX`` before it looks for the ends of strings, so no text may bring such a spelling along.

    >>> print(quoted("it's"), quoted("a\\u0027"))
    'it\'s' 'a\\' + 'u0027'
    """
    spelled = "".join(_ESCAPES.get(character, character) for character in _FORBIDDEN.sub("", text))
    return "'" + spelled.replace("\\\\u", "\\\\' + 'u") + "'"


# --- Cypher -----------------------------------------------------------------------------------


def _map(properties: Mapping[str, Value]) -> str:
    return f"{{{', '.join(f'{name}: {_value(name, value)}' for name, value in properties.items())}}}"


def _value(name: str, value: Value) -> str:
    if isinstance(value, str):
        return f"date({quoted(value)})" if _STATEMENT_COLUMNS.get(name) == "date" else quoted(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    return f"[{', '.join(map(quoted, value))}]"


def _name(name: str) -> str:
    """Return the name of a label or a type; whatever is in it, it stays one name."""
    return f"`{name.replace('`', '``')}`".replace("\\", "")


# --- tables -----------------------------------------------------------------------------------


def _node_row(entity: Entity) -> list[str]:
    labels = ARRAY.join(("Entity", entity.type))
    return [entity.id, entity.name, entity.type, entity.country or "", _list(entity.aliases), labels]


def _edge_row(statement: Statement) -> list[str]:
    properties = {"id": statement.id, **statement_properties(statement)}
    cells = [_cell(properties.get(name, "")) for name in _STATEMENT_COLUMNS]
    return [statement.subject, statement.object, statement.relation, *cells]


def _cell(value: Value) -> str:
    if isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool | int | float) else _list(value)


def _list(texts: Sequence[str]) -> str:
    """Return texts as one cell; a semicolon within one becomes a comma, since nothing can escape it."""
    return ARRAY.join(text.replace(ARRAY, ",") for text in texts)


def _write(path: Path, header: list[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([" ".join(guarded(cell).split()) for cell in row] for row in rows)
