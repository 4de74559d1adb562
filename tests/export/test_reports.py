"""Reports of events as tables: complete, typed, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.assembly import assemble
from kg.export import write
from kg.export.reports import Report, find_reports, guarded, unguarded
from kg.ontology import Ontology, load_ontology
from kg.types import Graph

from ..builders import claim, document, entity
from ..store.conftest import TURKEY, USA, sample_graph


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def of(graph: Graph, ontology: Ontology, relation: str) -> list[Report]:
    return [report for report in find_reports(graph, ontology) if report.relation == relation]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_is_one_row_for_each_report(ontology: Ontology) -> None:
    graph = sample_graph()
    reports = list(find_reports(graph, ontology))
    assert len(reports) == sum(len(s.supporting) + len(s.refuting) for s in graph.statements)
    assert len({report.evidence for report in reports}) == len(reports)


def test_a_row_says_who_did_what_to_whom_when_and_who_says_so(ontology: Ontology) -> None:
    (first,) = [r for r in of(sample_graph(), ontology, "threatensSanctions") if r.document == "a.txt"]
    assert (first.source, first.source_country, first.target, first.target_country) == (
        USA,
        "USA",
        TURKEY,
        "TUR",
    )
    assert (first.event, first.polarity, first.modality) == ("THREATEN", "positive", "asserted")
    assert first.cameo.split() == list(ontology.relations["threatensSanctions"].cameo)
    assert first.cameo
    assert (first.begins, first.published) == (date(2019, 10, 14), date(2019, 10, 14))
    assert (first.holder, first.holder_id, first.reported_by) == (
        "Mike Pompeo", "urn:kg:entity:person:mike_pompeo", "Reuters",
    )  # fmt: skip
    assert first.quote == first.sentence[: first.end - first.start]


def test_a_denial_is_a_row_without_an_event(ontology: Ontology) -> None:
    denial = next(r for r in of(sample_graph(), ontology, "negotiatesWith") if r.polarity == "negative")
    assert (denial.event, denial.mode, denial.cameo) == (None, None, "")
    assert denial.holder == "Mevlut Cavusoglu"


def test_csv_comes_back_as_it_was(tmp_path: Path, ontology: Ontology) -> None:
    write(sample_graph(), tmp_path / "graph.csv")
    rows = read(tmp_path / "graph.csv")
    wanted = [
        {name: "" if value is None else str(value) for name, value in report._asdict().items()}
        for report in find_reports(sample_graph(), ontology)
    ]
    assert [{name: unguarded(cell) for name, cell in row.items()} for row in rows] == wanted


def test_parquet_comes_back_as_it_was_with_its_types(tmp_path: Path, ontology: Ontology) -> None:
    write(sample_graph(), tmp_path / "graph.parquet")
    table = pq.read_table(tmp_path / "graph.parquet")
    assert [Report(**row) for row in table.to_pylist()] == list(find_reports(sample_graph(), ontology))
    kinds = {
        name: str(table.schema.field(name).type)
        for name in ("begins", "start", "belief", "anonymous", "quote")
    }
    assert kinds == {"begins": "date32[day]", "start": "int64", "belief": "double", "anonymous": "bool", "quote": "string"}  # fmt: skip


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_the_same_graph_is_the_same_file_also_without_a_claim(tmp_path: Path, suffix: str) -> None:
    for graph in (sample_graph(), Graph()):
        write(graph, tmp_path / f"one{suffix}")
        write(graph, tmp_path / f"two{suffix}")
        assert (tmp_path / f"one{suffix}").read_bytes() == (tmp_path / f"two{suffix}").read_bytes() != b""


HOSTILE = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "＝1+1"]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_is_a_formula(tmp_path: Path, name: str) -> None:
    one = entity("x", "Company")
    told = claim(replace(one, name=name), "buysFrom", USA)
    told = replace(told, evidence=replace(told.evidence, sentence=name, quote=name))
    graph = assemble([told], [replace(document("a"), title=name, publisher=name, source=name)], relations={})
    write(graph, tmp_path / "graph.csv")
    (row,) = read(tmp_path / "graph.csv")
    for column in ("source", "sentence", "quote", "title", "publisher", "document"):
        assert row[column] == f"'{name}"
    assert not any(cell[:1] in "=+-@\t\r\n＝" for cell in row.values() if cell)


@given(st.text())
def test_the_guard_can_be_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
