"""An updated graph is the graph that a build from scratch gives, to the byte, whatever changed."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from kg.assembly import assemble
from kg.pipeline import KnowledgeGraph, build, changes, open_graph
from kg.records import read_claims, read_documents
from tests.commands import CORPUS, fingerprint

from .corpora import TEXTS, write

WRITTEN = ("manifest.json", "documents.parquet", "errors.jsonl")


def everything(out: Path) -> dict[str, object]:
    return {**fingerprint(out), **{name: (out / name).read_bytes() for name in WRITTEN}}


@pytest.fixture
def updates(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each build since changed the graph that was there, and did not assemble all of it anew."""
    found: list[bool] = []
    whole = changes.assemble_changed

    def noted(*arguments: Any) -> changes.Changed | None:
        changed = whole(*arguments)
        found.append(changed is not None)
        return changed

    monkeypatch.setattr("kg.pipeline.writing.assemble_changed", noted)
    monkeypatch.setattr(changes, "MOST", 1)  # these corpora are small
    return found


@pytest.mark.parametrize("name", ["wire.txt", "denial.txt", "namesake.txt"])
def test_one_more_document_gives_the_graph_of_all(name: str, updates: list[bool], tmp_path: Path) -> None:
    write(tmp_path / "some", *(TEXTS.keys() - {name}))
    build(tmp_path / "some", tmp_path / "updated")
    build(write(tmp_path / "all"), tmp_path / "updated")
    assert updates == [True]
    build(tmp_path / "all", tmp_path / "scratch")
    assert everything(tmp_path / "updated") == everything(tmp_path / "scratch")


@pytest.mark.parametrize("name", ["wire.txt", "denial.txt", "namesake.txt"])
def test_a_document_less_gives_the_graph_of_the_others(
    name: str, updates: list[bool], tmp_path: Path
) -> None:
    build(write(tmp_path / "corpus"), tmp_path / "updated")
    (tmp_path / "corpus" / name).unlink()
    build(tmp_path / "corpus", tmp_path / "updated")
    assert updates == [True]
    build(tmp_path / "corpus", tmp_path / "scratch")
    assert everything(tmp_path / "updated") == everything(tmp_path / "scratch")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Plains Herald", "Harbour Times"),  # another outlet: another witness
        ("2019-07-13", "2018-07-13"),  # an older copy is the original
        ("Iran accused Israel", "Israel accused Iran"),
        ("Mevlut Cavusoglu", "Mevlut Kavusoglu"),  # the short name is no longer his
        ("The next delivery", "Another title"),
    ],
)
def test_a_changed_document_gives_the_graph_of_what_it_is_now(
    old: str, new: str, updates: list[bool], tmp_path: Path
) -> None:
    build(write(tmp_path / "corpus"), tmp_path / "updated")
    for path in (tmp_path / "corpus").iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    build(tmp_path / "corpus", tmp_path / "updated")
    assert updates == [True]
    build(tmp_path / "corpus", tmp_path / "scratch")
    assert everything(tmp_path / "updated") == everything(tmp_path / "scratch")


def test_a_long_history_of_changes_leaves_no_trace(updates: list[bool], tmp_path: Path) -> None:
    chance = random.Random(5)
    reports = sorted(path for path in CORPUS.iterdir() if path.suffix in (".md", ".txt"))
    folder = tmp_path / "corpus"
    folder.mkdir()
    present: set[Path] = set()
    for _ in range(6):
        for report in chance.sample(reports, 4):
            if report in present and len(present) > 6:
                (folder / report.name).unlink()
                present.remove(report)
            else:
                shutil.copyfile(report, folder / report.name)
                present.add(report)
        build(folder, tmp_path / "updated")
    assert any(updates)
    build(folder, tmp_path / "scratch")
    assert everything(tmp_path / "updated") == everything(tmp_path / "scratch")


def test_the_graph_in_the_ledger_is_what_plain_python_assembles(built: KnowledgeGraph) -> None:
    opened = open_graph(built.path)
    claims = read_claims(sorted((built.path / "claims").iterdir()))
    documents = tuple(read_documents(built.path / "documents.parquet"))
    assert opened.graph == assemble(claims, documents, relations=opened.ontology.relations)
    assert len(opened) == len(opened.graph) > 0


def test_nothing_changed_writes_the_same_files_again(updates: list[bool], tmp_path: Path) -> None:
    build(write(tmp_path / "corpus"), tmp_path / "out")
    before = everything(tmp_path / "out")
    build(tmp_path / "corpus", tmp_path / "out")
    assert updates == [True]
    assert everything(tmp_path / "out") == before


@pytest.mark.parametrize("damage", ["turtle", "store", "segment"])
def test_a_graph_that_was_tampered_with_is_written_anew(
    damage: str, updates: list[bool], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build(write(tmp_path / "corpus"), out)
    before = everything(out)
    if damage == "turtle":
        (out / "graph.ttl").write_text("# edited by hand\n", encoding="utf-8")
    elif damage == "store":
        shutil.rmtree((out / "store").resolve())
    else:
        next((out / "claims").iterdir()).unlink()
    build(tmp_path / "corpus", out)
    assert updates == ([True] if damage == "segment" else [])
    assert everything(out) == before


RELABEL = """
[[relabel]]
entity = "state:rus"
label = "Russian Federation"
author = "A. Editor"
date = 2026-01-02
reason = "house style"
"""


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("sources.toml", None, '"Harbour Times" = "E"\n'),
        ("sources.toml", '"Harbour Times" = "E"\n', '"Harbour Times" = "B"\n'),
        ("sources.toml", '"Harbour Times" = "E"\n', None),
        ("corrections.toml", None, RELABEL),
        ("corrections.toml", RELABEL, None),
    ],
)
def test_what_is_written_beside_the_documents_is_in_force_and_undone_by_the_next_build(
    name: str, before: str | None, after: str | None, tmp_path: Path
) -> None:
    beside = write(tmp_path / "corpus") / name
    for text in (before, after):
        beside.unlink(missing_ok=True)
        if text is not None:
            beside.write_text(text, encoding="utf-8")
        build(tmp_path / "corpus", tmp_path / "updated")
    build(tmp_path / "corpus", tmp_path / "scratch")
    assert everything(tmp_path / "updated") == everything(tmp_path / "scratch")


def test_an_update_and_a_removal_keep_what_is_written_beside_the_documents(
    updates: list[bool], tmp_path: Path
) -> None:
    write(tmp_path / "some", *(TEXTS.keys() - {"denial.txt"}))
    for folder in (tmp_path / "some", write(tmp_path / "all")):
        (folder / "sources.toml").write_text('"Harbour Times" = "E"\n', encoding="utf-8")
    build(tmp_path / "some", tmp_path / "updated")
    few = everything(tmp_path / "updated")
    build(tmp_path / "all", tmp_path / "updated")
    assert updates == [True]
    build(tmp_path / "all", tmp_path / "scratch")
    assert everything(tmp_path / "updated") == everything(tmp_path / "scratch")
    open_graph(tmp_path / "updated").remove("denial.txt")
    assert everything(tmp_path / "updated") == few
