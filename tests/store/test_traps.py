"""The traps that the guide warns of: each is one, and the way around it is none."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.pipeline import KnowledgeGraph
from kg.store import Answer
from kg.store.guard import computed
from tests.commands import ROOT

GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
SECTION = re.search(r"^### Traps in SPARQL\n(.*?)^## ", GUIDE, re.MULTILINE | re.DOTALL)
TRAP = re.compile(
    r"^\*\*(.+?)\.\*\*.*?```sparql\n# wrong\n(.*?)```\s*```sparql\n# right\n(.*?)```",
    re.MULTILINE | re.DOTALL,
)
TRAPS = TRAP.findall(SECTION[1]) if SECTION else []
WARNED = ("Dates and durations", "Aggregates over gaps", "Concatenated IRIs", "Dates and now")


def tells_nothing(sparql: str, answer: Answer) -> bool:
    return not answer.rows or bool(computed(sparql).intersection(answer.unbound()))


def test_the_guide_has_its_traps() -> None:
    assert {*WARNED} < {title for title, _, _ in TRAPS}


@pytest.mark.parametrize(("title", "wrong", "right"), TRAPS)
def test_a_trap_is_one_and_there_is_a_way_around_it(
    title: str, wrong: str, right: str, built: KnowledgeGraph
) -> None:
    trapped, answered = built.query(wrong), built.query(right)
    if title == "Rows and things":
        (many,), (few,) = ([row["n"] for row in answer] for answer in (trapped, answered))
        assert isinstance(many, int)
        assert isinstance(few, int)
        assert many > few == len(built)
    else:
        assert tells_nothing(wrong, trapped)
        assert not tells_nothing(right, answered)


@pytest.mark.parametrize(("title", "wrong", "right"), [trap for trap in TRAPS if trap[0] in WARNED])
def test_a_computed_column_without_a_value_is_warned_of(
    title: str, wrong: str, right: str, built: KnowledgeGraph
) -> None:
    (column,) = computed(wrong)
    trapped = CliRunner().invoke(app, ["query", str(built.path), wrong])
    assert trapped.exit_code == 0
    assert f"?{column} has no value in any row" in trapped.stderr
    assert not CliRunner().invoke(app, ["query", str(built.path), right]).stderr


def test_what_a_query_only_asks_for_is_no_computed_column() -> None:
    asked = 'SELECT ?a ("x AS ?b" AS ?c) (COUNT(?d) as ?e) { ?a ?p ?o # AS ?f\n OPTIONAL { ?a kg:ends ?d } BIND(1 AS ?g) }'
    assert computed(asked) == {"c", "e", "g"}
