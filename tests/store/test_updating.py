"""A changed copy of a store: right, and out of the way of those who read the one before."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import StoreError
from kg.store import Store, canonical_nquads, to_quads
from kg.store.updating import update_store
from kg.types import Graph

from ..builders import document

SAID = NamedNode("urn:kg:ontology:said")


def quad(number: int, graph: str | None = None) -> Quad:
    about = NamedNode(f"urn:kg:test:{number}")
    return Quad(about, SAID, Literal(str(number)), NamedNode(graph) if graph else None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Store.create(tmp_path / "store", Graph(documents=(document("a"), document("b"))))
    return tmp_path / "store"


def test_quads_are_taken_out_and_put_in(path: Path, tmp_path: Path) -> None:
    update_store(path, tmp_path / "2", [], [quad(1), quad(2, "urn:kg:g")])
    store = update_store(tmp_path / "2", tmp_path / "3", [quad(1)], [quad(3)])
    found = {each for each in store if each.predicate == SAID}
    assert found == {quad(2, "urn:kg:g"), quad(3)}


def test_the_store_that_is_changed_stays_as_it_was(path: Path, tmp_path: Path) -> None:
    reader = Store.open(path)
    before = canonical_nquads(reader)
    gone = list(to_quads(Graph(documents=(document("a"),))))
    changed = canonical_nquads(update_store(path, tmp_path / "2", gone, [quad(1)]))
    assert canonical_nquads(reader) == canonical_nquads(Store.open(path)) == before != changed


def test_a_graph_without_quads_is_no_graph_any_more(path: Path, tmp_path: Path) -> None:
    gone = document("a").id
    store = update_store(path, tmp_path / "2", list(to_quads(Graph(documents=(document("a"),)))), [])
    assert NamedNode(gone) not in set(store.oxigraph.named_graphs())
    assert NamedNode(document("b").id) in set(store.oxigraph.named_graphs())


def test_a_change_that_fails_leaves_nothing(path: Path, tmp_path: Path) -> None:
    def full(_: Store) -> None:
        raise OSError(28, "No space left on device")

    before = canonical_nquads(Store.open(path))
    with pytest.raises(StoreError, match=r"No space left on device.*what was there before is kept"):
        update_store(path, tmp_path / "2", [], [quad(1)], before=full)
    assert canonical_nquads(Store.open(path)) == before
    assert [each.name for each in tmp_path.iterdir()] == ["store"]
