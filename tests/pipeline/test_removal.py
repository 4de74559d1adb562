"""A document taken out again: nothing is left of it, and nothing else is gone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import kg
from kg.errors import StoreError
from kg.ids import local_name
from kg.pipeline import KnowledgeGraph, build, open_graph, remove
from tests.commands import CORPUS
from tests.commands import kg as run

from .corpora import TEXTS, write
from .test_changes import everything


@pytest.mark.parametrize("name", ["wire.txt", "copy.txt", "denial.txt"])
def test_what_is_left_is_what_a_build_without_the_document_gives(name: str, tmp_path: Path) -> None:
    build(write(tmp_path / "all"), tmp_path / "out")
    remove(tmp_path / "out", name)
    build(write(tmp_path / "others", *(TEXTS.keys() - {name})), tmp_path / "scratch")
    assert everything(tmp_path / "out") == everything(tmp_path / "scratch")
    assert (tmp_path / "all" / name).exists()


def test_a_document_of_the_sample_reports_can_be_removed(built: KnowledgeGraph, tmp_path: Path) -> None:
    out, others = (
        shutil.copytree(built.path, tmp_path / "out", symlinks=True),
        shutil.copytree(CORPUS, tmp_path / "corpus"),
    )
    (others / "2019-08-28-fighters-at-maks.md").unlink()
    left = open_graph(out).remove("2019-08-28-fighters-at-maks.md")
    assert left.report is not None
    assert (left.report.documents, left.report.parsed) == (15, 0)
    build(others, tmp_path / "scratch")
    assert everything(out) == everything(tmp_path / "scratch")


def test_a_later_build_of_its_folder_takes_it_in_again(tmp_path: Path) -> None:
    corpus, out = write(tmp_path / "corpus"), tmp_path / "out"
    build(corpus, out)
    before = everything(out)
    remove(out, "denial.txt")
    assert everything(out) != before
    build(corpus, out)
    assert everything(out) == before


def test_what_was_added_to_the_ontology_stays(tmp_path: Path) -> None:
    extra = tmp_path / "own.ttl"
    extra.write_text("# nothing new\n", encoding="utf-8")
    corpus, out = write(tmp_path / "corpus"), tmp_path / "out"
    made = build(corpus, out, ontology=[extra])
    remove(out, "denial.txt")
    remove(out, "talks.txt")
    assert [path.name for path in (out / "ontology").iterdir()] == ["00-own.ttl"]
    assert open_graph(out).ontology.digest == made.ontology.digest


def test_the_command_takes_an_id_its_last_part_or_a_path(tmp_path: Path) -> None:
    corpus, out = write(tmp_path / "corpus"), tmp_path / "out"
    documents = {each.source: each.id for each in build(corpus, out).graph.documents}
    for name in (
        documents["wire.txt"],
        local_name(documents["copy.txt"]),
        "talks.txt",
        corpus / "denial.txt",
    ):
        done = run("remove", out, name)
        assert done.returncode == 0, done.stderr
    assert {each.source for each in open_graph(out).graph.documents} == {"namesake.txt", "delivery.txt"}
    assert "2 documents" in done.stderr
    assert "takes it in again" in done.stderr


def test_an_unknown_document_is_an_error_that_names_those_near(tmp_path: Path) -> None:
    build(write(tmp_path / "corpus"), tmp_path / "out")
    before = everything(tmp_path / "out")
    done = run("remove", tmp_path / "out", "denail.txt")
    assert done.returncode == 2
    assert done.stderr.startswith("kg: no document is called denail.txt; near to it come denial.txt (")
    assert len(done.stderr.splitlines()) == 1
    assert everything(tmp_path / "out") == before


def test_a_name_that_two_documents_have_is_refused(tmp_path: Path) -> None:
    for folder, name in (("x", "wire.txt"), ("y", "denial.txt")):
        write(tmp_path / "corpus" / folder, name)
        (tmp_path / "corpus" / folder / name).rename(tmp_path / "corpus" / folder / "a.txt")
    build(tmp_path / "corpus", tmp_path / "out")
    with pytest.raises(StoreError, match=r"several documents are called a\.txt: x/a\.txt \(.*y/a\.txt"):
        remove(tmp_path / "out", "a.txt")
    assert len(remove(tmp_path / "out", "x/a.txt").graph.documents) == 1


def test_the_last_document_is_not_removed(tmp_path: Path) -> None:
    kg.build(write(tmp_path / "corpus", "wire.txt"), tmp_path / "out")
    with pytest.raises(StoreError, match="the only document"):
        remove(tmp_path / "out", "wire.txt")


def test_where_no_graph_is_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no graph"):
        remove(tmp_path / "none", "a.txt")
    assert not (tmp_path / "none").exists()
