import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from kg.errors import QueryError
from kg.store import Store

ROW = """SELECT ?iri ?text ?tagged ?number ?decimal ?day ?truth ?none ?odd {
  VALUES (?iri ?text ?tagged ?number ?decimal ?day ?truth ?none ?odd) {
    (kg:threatens "a, \\"b\\"\\n" "x"@en 7 0.85 "2019-07-12"^^xsd:date true UNDEF "so"^^xsd:date)
  }
}"""


def test_a_row_is_read_as_plain_values(store: Store) -> None:
    (row,) = store.query(ROW)
    assert row == {
        "iri": "urn:kg:ontology:threatens",
        "text": 'a, "b"\n',
        "tagged": "x",
        "number": 7,
        "decimal": Decimal("0.85"),
        "day": date(2019, 7, 12),
        "truth": True,
        "none": None,
        "odd": "so",
    }


def test_a_row_is_shown_with_short_names(store: Store) -> None:
    (row,) = store.query(ROW).texts()
    assert row[0] == "kg:threatens"
    assert row[7] == ""


def test_the_truth_of_an_ask_is_the_truth_of_its_answer(store: Store) -> None:
    assert store.query("ASK { ?s ?p ?o }")
    no = store.query("ASK { <urn:none> ?p ?o }")
    assert not no
    assert list(no) == [{"answer": False}]
    assert json.loads(no.serialize("json")) == {"head": {}, "boolean": False}


def test_an_empty_table_is_false_and_has_columns(store: Store) -> None:
    empty = store.query("SELECT ?s { ?s a <urn:none> }")
    assert (bool(empty), len(empty), empty.columns) == (False, 0, ("s",))


def test_json_is_what_oxigraph_reads(store: Store) -> None:
    answer = store.query(ROW)
    read = parse_query_results(answer.serialize("json"), format=QueryResultsFormat.JSON)
    assert isinstance(read, QuerySolutions)
    assert [tuple(solution) for solution in read] == list(answer.rows)


def test_csv_is_what_csv_reads(store: Store) -> None:
    header, row = csv.reader(io.StringIO(store.query(ROW).serialize("csv"), newline=""))
    assert header[:2] == ["iri", "text"]
    assert row[:2] == ["urn:kg:ontology:threatens", 'a, "b"\n']


def test_triples_are_rows_and_turtle(store: Store) -> None:
    answer = store.query("CONSTRUCT { ?s rdf:predicate ?o ; rdfs:label 'x' } WHERE { ?s rdf:predicate ?o }")
    assert answer.columns == ("subject", "predicate", "object")
    written = answer.serialize("ttl")
    assert "@prefix kg: <urn:kg:ontology:> ." in written
    assert {quad.triple for quad in parse(written, format=RdfFormat.TURTLE)} == set(answer.triples)
    assert len(answer.triples) == len(answer)


def test_rows_are_no_triples(store: Store) -> None:
    with pytest.raises(QueryError, match="only CONSTRUCT and DESCRIBE give triples"):
        store.query(ROW).serialize("ttl")


def test_an_unknown_format_is_refused_with_those_there_are(store: Store) -> None:
    with pytest.raises(QueryError, match="no such format: xlsx; there are json, csv, ttl"):
        store.query(ROW).serialize("xlsx")


def test_columns_can_be_left_out(store: Store) -> None:
    answer = store.query("SELECT ?a ?b { VALUES (?a ?b) { (1 2) } }").without("a", "z")
    assert (answer.columns, list(answer.texts())) == (("b",), [("2",)])
