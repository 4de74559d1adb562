"""Statements as a data frame, where a library for that is installed."""

from __future__ import annotations

import sys
from datetime import date

import pytest

from kg.assembly import assemble
from kg.errors import KGError
from kg.export.dataframes import statement_columns, to_pandas, to_polars
from kg.types import Graph
from tests.builders import claim, document, holder, interval

CONVERT = {"pandas": to_pandas, "polars": to_polars}


def graph() -> Graph:
    claims = (
        claim("Turkey", "asks", "Russia", holders=(holder("Mike Pence"),), time=interval("2019-07-12")),
        claim("Turkey", "asks", "Russia", document="b", polarity="negative"),
        claim("Russia", "buys", "Turkey"),
    )
    return assemble(claims, [document("a"), document("b")], relations={})


def test_a_statement_is_a_row_and_its_evidence_is_counted() -> None:
    columns = statement_columns(graph())
    assert {len(values) for values in columns.values()} == {len(graph().statements)}
    row = {name: values[columns["relation"].index("asks")] for name, values in columns.items()}
    assert (row["subject"], row["object"], row["modality"]) == ("Turkey", "Russia", "asserted")
    assert (row["supporting"], row["refuting"], row["documents"]) == (1, 1, 2)
    assert (row["holders"], row["begin"]) == (["Mike Pence"], date(2019, 7, 12))
    assert 0 < row["belief"] < 1


def test_an_empty_graph_has_the_columns() -> None:
    assert set(map(len, statement_columns(Graph()).values())) == {0}


@pytest.mark.parametrize("library", CONVERT)
def test_a_library_that_is_not_installed_is_one_line_with_the_remedy(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(KGError, match=rf"to_{library}\(\) needs {library}; run: pip install {library}$"):
        CONVERT[library](graph())


@pytest.mark.parametrize("library", CONVERT)
def test_a_data_frame_has_a_row_a_statement(library: str) -> None:
    pytest.importorskip(library, reason=f"{library} is no dependency, only who asks for its frames has it")
    frame = CONVERT[library](graph())
    assert len(frame) == len(graph().statements)
    assert list(frame.columns) == list(statement_columns(graph()))
