"""What the ledger keeps comes back as it was, and nobody sees half of it."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from kg.assembly import Vote
from kg.assembly.corroboration import merge_claims
from kg.errors import StoreError
from kg.pipeline import KnowledgeGraph
from kg.pipeline.ledger import Ledger, load_documents
from kg.pipeline.segments import Segment
from kg.pipeline.values import dump_statement, load_statement
from kg.types import IRI, Entity, Interval, Role, Statement
from tests.builders import claim, document, entity, holder, interval


def loaded(statement: Statement) -> Statement:
    claims = (*statement.supporting, *statement.refuting)
    things: list[Entity] = [each for said in claims for each in (said.subject, said.object)]
    things += [role.filler for said in claims for role in said.roles]
    return load_statement(statement.id, dump_statement(statement), {each.id: each for each in things})


def test_statements_come_back_as_they_were(built: KnowledgeGraph) -> None:
    entities = {each.id: each for each in built.graph.entities}
    for statement in built.graph.statements:
        assert load_statement(statement.id, dump_statement(statement), entities) == statement


@pytest.mark.parametrize(
    "time",
    [
        None,
        interval("2019-07-12"),
        Interval(date(2019, 7, 1), None, "since July"),
        Interval(None, None, "ever"),
    ],
)
def test_whatever_a_claim_can_say_comes_back(time: Interval | None) -> None:
    said = claim(
        "Turkey",
        "buys",
        "S-400\n\u2028",
        confidence=0.1 + 0.2,
        roles=(Role("theme", entity("Su-35")), Role("place", entity("Ankara"))),
        modality="threatened",
        certainty="possible",
        holders=(holder("an official", anonymous=True), holder("Erdogan")),
        time=time,
        condition="if it is switched on",
        embedded_under="threatens",
    )
    denied = claim("Turkey", "buys", "S-400\n\u2028", at=90, polarity="negative", modality="threatened")
    (statement,) = merge_claims([said, denied], {}, {})
    assert loaded(statement) == statement


def test_a_ledger_gives_back_what_it_was_given(tmp_path: Path) -> None:
    segments = [
        Segment(document("b", published=date(2019, 7, 12), publisher="Reuters", origin="a"), "b.parquet"),
        Segment(document("a"), "a.parquet"),
    ]
    votes = {Vote(IRI("urn:kg:entity:state:tur"), "name", "Turkey"): 3}
    with Ledger.write(tmp_path / "l.sqlite") as ledger:
        ledger.set_state({"code": "1"})
        ledger.set_segments(segments)
        ledger.set_readings({"x": "[]", "y": "[]"})
        ledger.set_sketches({IRI("urn:a"): b"\x00\x01"})
        ledger.set_votes(votes)
        ledger.set_conflicts(b"")
        ledger.put_statements([("1", "one"), ("2", "two")])
    with Ledger.write(tmp_path / "m.sqlite", tmp_path / "l.sqlite") as ledger:
        ledger.set_readings({"y": "[]", "z": "[]"})
        ledger.put_statements([("2", "zwei"), ("3", "three")], gone=["1"])
    with Ledger.open(tmp_path / "l.sqlite") as first, Ledger.open(tmp_path / "m.sqlite") as second:
        assert dict(first.statements()) == {"1": "one", "2": "two"}
        assert dict(second.statements()) == {"2": "zwei", "3": "three"}
        assert second.count_statements() == 2
        assert second.readings().keys() == {"y", "z"}
        assert (second.state(), second.votes(), second.sketches()) == (
            {"code": "1"},
            votes,
            {"urn:a": b"\x00\x01"},
        )
        assert set(second.segments()) == set(segments)


def test_what_fails_half_way_is_not_in_the_ledger(tmp_path: Path) -> None:
    with Ledger.write(tmp_path / "l.sqlite") as ledger:
        ledger.put_statements([("1", "one")])
    with pytest.raises(KeyError), Ledger.write(tmp_path / "m.sqlite", tmp_path / "l.sqlite") as ledger:
        ledger.put_statements([("2", "two")])
        raise KeyError
    with Ledger.open(tmp_path / "m.sqlite") as ledger:
        assert dict(ledger.statements()) == {"1": "one"}


def test_a_ledger_of_another_version_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "l.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with (
        pytest.raises(StoreError, match="another version of kg; build again"),
        Ledger.open(tmp_path / "l.sqlite"),
    ):
        pass


@pytest.mark.parametrize("line", ["", "{}", "[]", '["a","buys","b","rumoured",0,null,[],[],[]]', "[1,2]"])
def test_a_damaged_statement_is_an_error_with_the_remedy(line: str) -> None:
    with pytest.raises(StoreError, match="build again with --force"):
        load_statement("urn:kg:statement:1", line, {})


@pytest.mark.parametrize(
    "line", ["", "[[]]", '[["id", "source", null, "July", null, null, null, "en", "", 0]]']
)
def test_damaged_documents_are_an_error_with_the_remedy(line: str) -> None:
    with pytest.raises(StoreError, match="build again with --force"):
        load_documents(line)


def test_the_ledger_of_a_graph_names_its_segments(built: KnowledgeGraph) -> None:
    with Ledger.open(built.path / "ledger.sqlite") as ledger:
        assert {each.name for each in ledger.segments()} == {
            path.name for path in (built.path / "claims").iterdir()
        }
        assert all(json.loads(line) for _, line in ledger.statements())
