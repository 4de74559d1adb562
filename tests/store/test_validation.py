from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.store import Store
from kg.store.validation import validate
from kg.types import Graph

SHAPES = """
@prefix kg: <urn:kg:ontology:> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
kg:StatementShape a sh:NodeShape ; sh:targetClass kg:Statement ;
    sh:property [ sh:path kg:belief ; sh:datatype xsd:decimal ; sh:maxInclusive 1 ; sh:minCount 1 ; sh:message "belief runs from 0 to 1" ] ;
    sh:property [ sh:path <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> ; sh:class kg:Actor ] .
"""


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    path = tmp_path / "shapes.ttl"
    path.write_text(SHAPES)
    return path


def test_a_good_graph_breaks_nothing(store: Store, shapes: Path) -> None:
    assert validate(store, shapes=shapes) == ()


def test_a_broken_shape_is_reported_in_words(graph: Graph, ontology: Path, shapes: Path) -> None:
    first, *others = graph.statements
    bad = replace(graph, statements=(replace(first, belief=2000), *others))
    (violation,) = validate(Store.create(None, bad, ontology=ontology), shapes=shapes)
    assert violation.focus == f"st:{first.id.rpartition(':')[2]}"
    assert (violation.path, violation.value, violation.message) == (
        "kg:belief",
        "2",
        "belief runs from 0 to 1",
    )


def test_missing_and_broken_shapes_are_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"none\.ttl: does not exist"):
        validate(store, shapes=tmp_path / "none.ttl")
    (tmp_path / "bad.ttl").write_text("kg:a kg:b")
    with pytest.raises(OntologyError, match=r"bad\.ttl: "):
        validate(store, shapes=tmp_path / "bad.ttl")
