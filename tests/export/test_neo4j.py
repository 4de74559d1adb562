"""The property graph: what is written is read back by a reader of Cypher and by the rules of neo4j-admin."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.assembly import assemble
from kg.export import write
from kg.export.neo4j import quoted, to_cypher
from kg.export.reports import unguarded
from kg.types import Graph

from ..builders import claim, entity
from ..store.conftest import USA, sample_graph
from .javascript import run

EVIL = [
    "it's",
    "'}) DETACH DELETE e //",
    "\\",
    "\\'",
    "a\\u0027}) MATCH (n) DETACH DELETE n //",
    "\\\\u0027",
    "\u0027\u005cu0027",
    'two\nlines\r\n\ttab "quotes" `ticks`',
    "/* comment */ // ; $parameter {map}",
    "Çavuşoğlu \U0001f680 \u2028",
]

_TOKEN = re.compile(r"'(?:[^'\\]|\\.)*'|`(?:[^`]|``)*`|[\w.]+|[(){}\[\]:;,+=<>-]|(?P<other>\S)", re.DOTALL)
_ESCAPED = {"\\\\": "\\", "\\'": "'", "\\n": "\n", "\\r": "\r", "\\t": "\t"}


def hostile_graph() -> Graph:
    """Return a graph whose names and sentences try to break out."""
    told = []
    for number, text in enumerate(EVIL):
        one = replace(entity(f"Company {number}", "Company"), name=text, aliases=(f"{text};{text}",))
        said = claim(one, "buysFrom", USA, at=number)
        told.append(replace(said, evidence=replace(said.evidence, sentence=text)))
    return assemble(told, [], relations={})


def decoded(cypher: str) -> str:
    """Decode what Neo4j decodes before it reads anything else: its escapes of characters by their numbers."""
    return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda match: chr(int(match[1], 16)), cypher)


def tokens(cypher: str) -> list[str]:
    found = []
    for match in _TOKEN.finditer(decoded(cypher)):
        assert not match["other"], f"{match['other']!r} stands outside of strings in {cypher}"
        found.append(match[0])
    return found


def strings(cypher: str) -> list[str]:
    """Return the strings of a statement, those joined by + as one."""
    found, joined = [], False
    for token in tokens(cypher):
        if token.startswith("'"):
            text = re.sub(r"\\.", lambda match: _ESCAPED[match[0]], token[1:-1])
            found.append(found.pop() + text if joined else text)
        joined = token == "+" and bool(found)
    return found


def shape(cypher: str) -> list[str]:
    """Return a statement without what its strings say, and with strings joined by + as one."""
    plain = ["'" if token.startswith("'") else token for token in tokens(cypher)]
    return re.sub(r"'(?: \+ ')+", "'", " ".join(plain)).split()


@pytest.mark.parametrize("text", EVIL)
def test_a_string_holds_what_it_was_given(text: str) -> None:
    assert strings(quoted(text)) == [text]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])) | st.text("\\u0027'`}\n", max_size=12))
def test_any_text_is_one_string(text: str) -> None:
    assert strings(quoted(text)) == [text]


def test_hostile_texts_change_no_statement() -> None:
    graph = hostile_graph()
    for line, harmless in zip(to_cypher(graph), to_cypher(_renamed(graph)), strict=True):
        assert shape(line) == shape(harmless)


def _renamed(graph: Graph) -> Graph:
    entities = tuple(replace(each, name="x", aliases=("x",) * len(each.aliases)) for each in graph.entities)
    return replace(graph, entities=entities)


def test_every_entity_and_statement_is_there_once(tmp_path: Path) -> None:
    graph = sample_graph()
    write(graph, tmp_path / "graph.cypher")
    lines = (tmp_path / "graph.cypher").read_text(encoding="utf-8").splitlines()
    assert all(line.endswith(";") for line in lines)
    nodes = [line for line in lines if line.startswith("MERGE ")]
    edges = [line for line in lines if line.startswith("MATCH ")]
    assert [strings(line)[0] for line in nodes] == [each.id for each in graph.entities]
    assert [tuple(strings(line)[:3]) for line in edges] == [
        (s.subject, s.object, s.id) for s in graph.statements
    ]
    for line, statement in zip(edges, graph.statements, strict=True):
        assert {claim.evidence.sentence for claim in statement.supporting} <= set(strings(line))


LINT = """
const { lintCypherQuery, parseStatementsStrs } = require('@neo4j-cypher/language-support');
const lines = JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'));
const wrong = lines.flatMap(line => lintCypherQuery(line, {}).diagnostics
  .filter(found => found.severity === 1).map(found => line + ' >>> ' + found.message));
console.log(JSON.stringify({ wrong, several: lines.filter(line => parseStatementsStrs(line).length !== 1) }));
"""


def test_the_parser_of_neo4j_takes_every_statement(tmp_path: Path) -> None:
    lines = [*to_cypher(hostile_graph()), *list(to_cypher(sample_graph()))[:8]]
    (tmp_path / "lines.json").write_text(json.dumps(lines))
    found = json.loads(run(LINT, str(tmp_path / "lines.json"), needs="@neo4j-cypher/language-support"))
    assert found == {"wrong": [], "several": []}


def rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("graph", [sample_graph(), hostile_graph()], ids=["sample", "hostile"])
def test_tables_hold_every_node_and_relationship(tmp_path: Path, graph: Graph) -> None:
    write(graph, tmp_path / "graph.neo4j")
    nodes, edges = (
        rows(tmp_path / "graph.neo4j" / "nodes.csv"),
        rows(tmp_path / "graph.neo4j" / "relationships.csv"),
    )
    assert [row["id:ID"] for row in nodes] == [each.id for each in graph.entities]
    assert [unguarded(row["name"]) for row in nodes] == [
        " ".join(each.name.split()) for each in graph.entities
    ]
    assert [row[":LABEL"].split(";") for row in nodes] == [["Entity", each.type] for each in graph.entities]
    known = {row["id:ID"] for row in nodes}
    assert all({row[":START_ID"], row[":END_ID"]} <= known for row in edges)
    for row, statement in zip(edges, graph.statements, strict=True):
        assert (row[":START_ID"], row[":TYPE"], row[":END_ID"]) == (statement.subject, statement.relation, statement.object)  # fmt: skip
        assert (row["id"], row["modality"]) == (statement.id, statement.modality)
        assert float(row["belief:double"]) == statement.belief / 1000
        assert row["plain:boolean"] == str(statement.plain).lower()
        sentences = dict.fromkeys(claim.evidence.sentence for claim in statement.supporting)
        assert len(list(filter(None, row["sentences:string[]"].split(";")))) == len(sentences)
