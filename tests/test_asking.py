"""Commands that show what a graph holds: as text and as JSON, in any form of an id, and with what may have been meant."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import kg
from kg.cli import app
from kg.pipeline import KnowledgeGraph
from kg.types import Statement

from .commands import kg as run
from .test_cli import Cli, cli

__all__ = ["cli"]


@pytest.fixture
def statement(built: KnowledgeGraph) -> Statement:
    return max(built.graph.statements, key=lambda each: (len(each.supporting), len(each.refuting)))


def test_the_version_is_told(cli: Cli) -> None:
    assert cli("--version") == (0, f"kg {kg.__version__}\n", "")


# --- JSON -------------------------------------------------------------------------------------


def test_show_as_json_has_what_the_text_has(cli: Cli, out: Path) -> None:
    (found,) = json.loads(cli("show", out, "Turkey", "--json").out)
    text = cli("show", out, "Turkey").out
    assert found["name"] == "Turkey"
    ids = [each["statement"].rpartition(":")[2] for each in found["statements"]]
    assert ids == re.findall(r"belief .*\]  (\w+)$", text, re.MULTILINE)
    assert found["count"] == len(ids) > 10


def test_explain_as_json_has_the_weights_and_the_sums(cli: Cli, out: Path, statement: Statement) -> None:
    found = json.loads(cli("explain", out, statement.id, "--json").out)
    assert (found["statement"], found["belief"]) == (statement.id, statement.belief / 1000)
    assert len(found["for"]["claims"]) == len(statement.supporting)
    origins = {each["origin"] for each in found["for"]["witnesses"]}
    assert {each["origin"] for each in found["for"]["claims"]} == origins
    assert all(0 < each["weight"] <= each["confidence"] for each in found["for"]["claims"])
    best = max(each["points"] for each in found["for"]["witnesses"])
    assert best <= found["for"]["points"]


def test_conflicts_as_json_are_those_of_the_format(cli: Cli, out: Path, built: KnowledgeGraph) -> None:
    found = cli("conflicts", out, "--json")
    assert found == cli("conflicts", out, "--format", "json")
    assert len(json.loads(found.out)) == len(built.graph.conflicts)
    assert cli("conflicts", out, "--json", "--format", "html") == (
        2, "", "kg: --json and --format html: give one of them\n",
    )  # fmt: skip


def test_no_violations_are_an_empty_list(cli: Cli, out: Path) -> None:
    assert cli("validate", out, "--json") == (0, "[]\n", "0 violations\n")


# --- a part of it -----------------------------------------------------------------------------


def test_show_can_be_told_which_part_to_show(cli: Cli, out: Path) -> None:
    arguments = ("--relation", "threatens", "--as", "object", "--limit", "1", "--json")
    (found,) = json.loads(cli("show", out, "Turkey", *arguments).out)
    (statement,) = found["statements"]
    assert found["count"] > 1
    assert statement["object"] == "Turkey"
    assert statement["relation"].startswith("threatens") or statement["relation"] == "warns"


def test_show_tells_what_somebody_says(cli: Cli, out: Path) -> None:
    shown = cli("show", out, "Recep Tayyip Erdogan", "--as", "holder").out
    said = [line for line in shown.splitlines() if line.startswith(("  +", "  -"))]
    assert said
    assert all("Erdogan" in line.partition(": ")[0] for line in said)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "OUT", "Turkye"), "nothing called 'Turkye' in this graph; did you mean Turkey"),
        (("show", "OUT", "Turkey", "-r", "threatns"), "no relation is called 'threatns'; did you mean threatens"),
        (("query", "OUT", "--saved", "who-threaten-whom"), "no saved query is called 'who-threaten-whom'; did you mean who-threatens-whom"),
        (("query", "OUT", "--saved", "claims-about", "-b", "entity=Turkye"), "nothing here is called 'Turkye'; did you mean Turkey"),
        (("show", "OUTS", "Turkey"), "OUTS holds no graph; did you mean OUT?"),
        (("build", "OUTS"), "no such file or folder: OUTS; did you mean OUT?"),
    ],
)  # fmt: skip
def test_an_error_says_what_may_have_been_meant(
    cli: Cli, out: Path, arguments: tuple[str, ...], message: str
) -> None:
    said = cli(*(each.replace("OUT", str(out)) for each in arguments))
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"kg: {message.replace('OUT', str(out))}")
    assert len(said.err.splitlines()) == 1


# --- ids --------------------------------------------------------------------------------------


def test_a_statement_is_explained_by_every_form_of_its_id(cli: Cli, out: Path, statement: Statement) -> None:
    local = statement.id.rpartition(":")[2]
    whole = cli("explain", out, statement.id)
    assert whole.code == 0
    for form in (local, f"st:{local}", f"<{statement.id}>", local[:12], f"st:{local[:12]}"):
        assert cli("explain", out, form) == whole
    assert cli("explain", out, local[:2]).code == 2, "too short to be meant"


def test_an_entity_is_shown_by_every_form_of_its_id(cli: Cli, out: Path) -> None:
    whole = cli("show", out, "urn:kg:entity:state:tur")
    for form in ("e:state:tur", "<urn:kg:entity:state:tur>", "state:tur", "turkey"):
        assert cli("show", out, form) == whole


# --- differences ------------------------------------------------------------------------------


def test_a_graph_does_not_differ_from_itself(cli: Cli, out: Path) -> None:
    said = cli("diff", out, out)
    assert said.out.splitlines()[-1] == "0 statements and 0 conflicts differ"


def test_what_was_learnt_since_a_day_is_told_with_the_conflict_it_makes(cli: Cli, out: Path) -> None:
    found = json.loads(
        cli("diff", out, "--since", "2019-10-01", "--as-of", "2020-01-01", "--format", "json").out
    )
    assert {each["change"] for each in found["changes"]} >= {"only in B", "polarity"}
    (talks,) = (each for each in found["changes"] if each["change"] == "polarity")
    assert (talks["a"]["polarity"], talks["b"]["polarity"]) == ("denied", "disputed")
    assert talks["b"]["relation"] == "negotiatesWith"
    assert [each["kind"] for each in found["conflicts_only_in_b"]] == ["denial"]
    days = {claim["published"] for each in found["changes"] if each["b"] for claim in each["b"]["supporting"]}
    assert max(day for day in days if day) <= "2020-01-01"


def test_two_outlets_of_one_graph_are_compared(cli: Cli, out: Path) -> None:
    found = json.loads(
        cli("diff", out, "--outlet", "daily marmara", "--against", "Neva Dispatch", "--format", "json").out
    )
    assert (found["a"], found["b"]) == ("Daily Marmara", "Neva Dispatch")
    for side, outlet in (("a", "Daily Marmara"), ("b", "Neva Dispatch")):
        claims = [
            claim
            for each in found["changes"]
            if each[side]
            for claim in (*each[side]["supporting"], *each[side]["refuting"])
        ]
        assert {claim["outlet"] for claim in claims} == {outlet}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "give one of: a second folder, --outlet, --since or --as-of"),
        (("OUT", "--since", "2019-10-01"), "give one of"),
        (("OUT", "--against", "Daily Marmara"), "--against needs --outlet"),
        (("--outlet", "marmara"), "no document of this graph is by 'marmara'; did you mean Daily Marmara?"),
        (("--since", "autumn"), "--since autumn: write YYYY-MM-DD"),
        (("--since", "2020-01-01", "--as-of", "2019-01-01"), "--as-of 2019-01-01 is before --since 2020-01-01"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_one_line(
    cli: Cli, out: Path, arguments: tuple[str, ...], message: str
) -> None:
    said = cli("diff", out, *(each.replace("OUT", str(out)) for each in arguments))
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"kg: {message}")
    assert len(said.err.splitlines()) == 1


# --- the terminal -----------------------------------------------------------------------------


@pytest.mark.parametrize("columns", ["60", "100", "200"])
def test_a_table_fits_the_terminal(out: Path, columns: str) -> None:
    done = run("query", out, "--saved", "who-threatens-whom", env={"COLUMNS": columns})
    assert max(map(len, done.stdout.splitlines())) <= int(columns)


# --- completion -------------------------------------------------------------------------------


def completed(words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what bash is offered for the last word."""
    monkeypatch.setenv("_KG_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split(" ")) - 1))
    with pytest.raises(SystemExit):
        app([], prog_name="kg")
    return capsys.readouterr().out.split()


def test_saved_queries_are_completed(
    out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert completed(f"kg query {out} --saved who-th", capsys, monkeypatch) == ["who-threatens-whom"]


def test_names_are_completed_without_spaces_and_can_be_shown(
    cli: Cli, out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert completed(f"kg show {out} recep", capsys, monkeypatch) == ["recep_Tayyip_Erdogan"]
    monkeypatch.delenv("_KG_COMPLETE")
    assert cli("show", out, "recep_Tayyip_Erdogan") == cli("show", out, "Recep Tayyip Erdogan")


def test_relations_are_completed(
    out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = completed(f"kg show {out} Turkey --relation threatensS", capsys, monkeypatch)
    assert "threatensSanctions" in found


def test_nothing_is_completed_where_no_graph_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert completed(f"kg show {tmp_path} Tur", capsys, monkeypatch) == []


# --- Python -----------------------------------------------------------------------------------


def test_find_takes_names_as_people_write_them(built: KnowledgeGraph) -> None:
    assert built.find("erdogan")[0].name == "Recep Tayyip Erdogan"
    assert built.find("TÜRKYE")[0].name == "Turkey"
    assert built.find("Atlantis of old") == ()
    assert len(built.find("a", limit=2)) <= 2


def test_reprs_are_short_and_say_what_it_is(built: KnowledgeGraph, statement: Statement) -> None:
    assert repr(built) == f"<KnowledgeGraph {str(built.path)!r}, generation 000001: {len(built)} statements>"
    assert re.fullmatch(r"<Graph: \d+ statements about \d+ entities>", repr(built.graph))
    assert repr(built.query("ASK {}")) == "<Answer: 1 row of answer>"
    assert statement.id in repr(statement)
    assert max(map(len, map(repr, (statement, built.graph.documents[0])))) < 1000
