"""Files that were read before are known by their content, and by nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.ingestion import find_copies
from kg.pipeline.corpus import Shelf, add_texts, find_corpus, read_corpus, read_files
from kg.pipeline.segments import Segment
from kg.types import IRI, Document

from .corpora import TEXTS, write


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write(tmp_path / "corpus")


def read(corpus: Path, before: Shelf | None = None) -> tuple[Shelf, tuple[Document, ...]]:
    shelf = Shelf(before.readings, sketches=dict(before.sketches)) if before else Shelf()
    return shelf, read_files(find_corpus([corpus]), shelf)[0]


def test_a_file_that_was_read_before_comes_without_its_text(corpus: Path) -> None:
    first, whole = read(corpus)
    os.utime(corpus / "wire.txt", (0, 0))
    (corpus / "talks.txt").write_text(TEXTS["talks.txt"][3] + " Really.\n", encoding="utf-8")
    second, known = read(corpus, first)
    assert [each.source for each in known if each.text] == ["talks.txt"]
    assert {each.source: each.origin for each in known if not each.text} == {
        each.source: each.origin for each in whole if each.source != "talks.txt"
    }
    assert len(second.readings.keys() - first.readings.keys()) == 1
    assert len(second.readings) == len(TEXTS)


def test_texts_are_added_where_they_are_wanted(corpus: Path) -> None:
    first, whole = read(corpus)
    shelf, known = read(corpus, first)
    segments, lost = add_texts([Segment(each, "") for each in known], shelf)
    assert [segment.document for segment in segments] == list(whole)
    assert not lost


def test_a_file_that_changes_meanwhile_is_a_failure_of_its_own(corpus: Path) -> None:
    first, _ = read(corpus)
    shelf, known = read(corpus, first)
    (corpus / "wire.txt").write_text("Something else stands here now.\n", encoding="utf-8")
    (corpus / "talks.txt").unlink()
    segments, lost = add_texts([Segment(each, "") for each in known], shelf)
    assert len(segments) == len(known) - 2
    assert {failure.message for _, failure in lost} == {
        "talks.txt: it changed while it was read; build again",
        "wire.txt: it changed while it was read; build again",
    }


def test_copies_are_known_by_sketches_alone(corpus: Path) -> None:
    documents, _ = read_corpus([corpus])
    sketches: dict[IRI, bytes] = {}
    expected = find_copies(documents, sketches)
    bare = [Document(id=each.id, text="", source=each.source, published=each.published) for each in documents]
    found = find_copies(bare, sketches)
    assert [each.origin for each in found] == [each.origin for each in expected]
    assert len({each.origin for each in expected}) < len(expected)


def test_a_file_that_could_not_be_read_is_tried_again(corpus: Path) -> None:
    (corpus / "empty.txt").write_bytes(b"")
    shelf = Shelf()
    _, failures = read_files(find_corpus([corpus]), shelf)
    assert len(failures) == 1
    assert len(shelf.readings) == len(TEXTS)
