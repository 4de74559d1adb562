"""A folder of notes: everything is there and linked, and no text of an article makes markup, a link or a path."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kg.errors import StoreError
from kg.export import write
from kg.export.index import one_line
from kg.ontology import Ontology, load_ontology
from kg.types import Graph

from ..store.conftest import sample_graph
from .hostile import EVIL, hostile_graph

LINK = re.compile(r"(?<!\\)\[\[([^\]|]+)\|([^\]]+)\]\]")


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def notes(folder: Path) -> dict[str, str]:
    """Return the text of each note by its place."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.md"))
    }


def properties(note: str) -> dict[str, object]:
    head = note.split("---\n")[1]
    return {name: json.loads(value) for name, value in (line.split(": ", 1) for line in head.splitlines())}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("notes") / "graph.obsidian"
    write(sample_graph(), folder, ontology=ontology)
    return notes(folder)


def test_every_thing_and_report_has_a_note(sample: dict[str, str]) -> None:
    graph = sample_graph()
    heads = {place: properties(note) for place, note in sample.items() if place != "conflicts.md"}
    assert {head["id"] for place, head in heads.items() if place.startswith("things/")} == {each.id for each in graph.entities}  # fmt: skip
    assert {head["id"] for place, head in heads.items() if place.startswith("reports/")} == {each.id for each in graph.documents}  # fmt: skip
    (turkey,) = (head for head in heads.values() if head["id"] == "urn:kg:entity:state:turkey")
    assert (turkey["aliases"], turkey["country"]) == (["Turkey", "Ankara", 'Tür"kiye'], "TUR")


def test_every_link_leads_to_a_note(sample: dict[str, str]) -> None:
    links = [target for note in sample.values() for target, _ in LINK.findall(note)]
    assert len(links) > 50
    assert {f"{target}.md" for target in links} <= sample.keys()


def test_a_note_has_each_statement_with_mode_time_and_both_sides(sample: dict[str, str]) -> None:
    (turkey,) = (note for place, note in sample.items() if place.startswith("things/turkey-"))
    lines = turkey.splitlines()
    (at,) = (number for number, line in enumerate(lines) if "negotiates with" in line)
    assert "2019-09-01 to 2019-09-30" in lines[at]
    assert "theme: [[things/" in lines[at]
    assert lines[at + 1].startswith("- for: »Turkey negotiatesWith Russia.« [[reports/")
    assert lines[at + 2].startswith("- against: Mevlut Cavusoglu: »Russia negotiatesWith Turkey.« [[reports/")
    statements = {line.rpartition(" ^")[2]: line for line in lines if " ^" in line}
    for statement in sample_graph().statements:
        if line := statements.get(statement.id.rpartition(":")[2]):
            assert line.startswith("*") == (not statement.plain)
    assert len(statements) > 3


def test_conflicts_have_a_note_with_both_sides(sample: dict[str, str]) -> None:
    assert sample["conflicts.md"].count("\n## ") == len(sample_graph().conflicts) > 0
    assert "\n- for: " in sample["conflicts.md"] and "\n- against: " in sample["conflicts.md"]


@pytest.mark.parametrize("text", EVIL)
def test_hostile_text_is_text(text: str, tmp_path: Path, ontology: Ontology) -> None:
    check(hostile_graph(text), tmp_path / "graph.obsidian", ontology)


@given(st.text(st.sampled_from("[]|#!`<>-*_\\\n:\u2028^%$&= ax/.") | st.characters(codec=None), max_size=12))
def test_any_text_is_text(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology, text: str) -> None:
    check(hostile_graph(text), tmp_path_factory.getbasetemp() / "any.obsidian", ontology)


def check(graph: Graph, folder: Path, ontology: Ontology) -> None:
    """Assert that notes have the links, lines and markup that they would have without the text."""
    write(graph, folder, ontology=ontology)
    found = notes(folder)
    assert len(found) == len(graph.entities) + len(graph.documents) + 1
    assert all(re.fullmatch(r"(things|reports)/[a-z0-9-]+\.md|conflicts\.md", place) for place in found)
    for place, note in found.items():
        body = note.split("---\n", 2)[2] if place != "conflicts.md" else note
        assert all(
            re.match(r"#{1,2} |- (for|against): |\[\[|\*\w+:\* \[\[|$", line) for line in body.split("\n")
        )
        bare = re.sub(r"\\.", "", LINK.sub("", body))
        bare = re.sub(r"(?m)^#{1,2} |^\*\w+:\* | \^[0-9a-f]+$", "", bare)
        assert not set(bare) & set("[]<>#`*_|^%$!=~{}&")
        assert {f"{target}.md" for target, _ in LINK.findall(body)} <= found.keys()


@pytest.mark.parametrize("text", EVIL)
def test_a_reader_of_markdown_shows_the_text_as_it_was(text: str, tmp_path: Path, ontology: Ontology) -> None:
    """It is the reader that ``rich`` brings; links of Obsidian are text to it."""
    write(hostile_graph(text), tmp_path / "graph.obsidian", ontology=ontology)
    shown = []
    for note in notes(tmp_path / "graph.obsidian").values():
        for token in MarkdownIt("commonmark").parse(note.split("---\n", 2)[-1]):
            if token.type == "inline":
                kinds = {child.type for child in token.children or ()}
                assert kinds <= {"text", "text_special", "em_open", "em_close", "softbreak"}
                shown.append("".join(child.content for child in token.children or ()))
    assert sum(f"»{one_line(text)}«" in line for line in shown) >= 2


def test_the_same_graph_is_the_same_folder(tmp_path: Path, ontology: Ontology) -> None:
    for graph in (sample_graph(), Graph()):
        one, two = tmp_path / "one.obsidian", tmp_path / "two.obsidian"
        write(graph, one, ontology=ontology)
        write(graph, two, ontology=ontology)
        assert notes(one) == notes(two)


def test_a_second_export_takes_its_own_notes_away_and_no_others(tmp_path: Path, ontology: Ontology) -> None:
    folder, outside = tmp_path / "graph.obsidian", tmp_path / "outside.md"
    write(sample_graph(), folder, ontology=ontology)
    mine = folder / "things" / "mine.md"
    for path in (mine, outside):
        path.write_text("mine")
    with (folder / ".kg-notes").open("a") as file:
        file.write("\n../outside.md")  # nothing outside is ever touched
    write(Graph(), folder, ontology=ontology)
    assert set(notes(folder)) == {"conflicts.md", "things/mine.md"}
    assert outside.exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, ontology: Ontology) -> None:
    folder = tmp_path / "graph.obsidian"
    folder.mkdir()
    (folder / "diary.md").write_text("dear")
    with pytest.raises(StoreError, match="holds other files; name a folder that is new"):
        write(sample_graph(), folder, ontology=ontology)
    assert [path.name for path in folder.iterdir()] == ["diary.md"]
