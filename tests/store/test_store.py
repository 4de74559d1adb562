import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from kg.assembly import assemble
from kg.errors import QueryError, StoreError
from kg.store import Store, canonical_nquads, digest
from kg.store.checksums import write_checksums
from kg.store.engine import open_oxigraph
from kg.store.generations import hold_current, new_generation
from kg.types import Graph
from tests.builders import claim
from tests.store.conftest import SOFTWARE

COUNT = "SELECT (COUNT(*) AS ?n) { ?s a kg:Statement }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?c) < STR(?f) && STR(?f) < STR(?i)) }"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, graph: Graph, ontology: Path) -> Path:
    path = tmp_path_factory.mktemp("out") / "store"
    Store.create(path, graph, made_by=SOFTWARE, ontology=ontology)
    return path


def test_a_store_on_disk_holds_what_one_in_memory_holds(path: Path, store: Store) -> None:
    assert canonical_nquads(Store.open(path)) == canonical_nquads(store)
    assert len(Store.open(path)) == len(store)


def test_a_store_answers_over_all_its_graphs_with_kgs_prefixes(path: Path, graph: Graph) -> None:
    assert list(Store.open(path).query(COUNT)) == [{"n": len(graph)}]


def test_a_query_may_declare_a_prefix_otherwise(store: Store) -> None:
    assert not store.query("PREFIX kg: <urn:other:> ASK { ?s a kg:Statement }")


def test_a_store_is_opened_by_many_and_changed_by_none(path: Path) -> None:
    one, two = Store.open(path), Store.open(path)
    assert one.query(COUNT).rows == two.query(COUNT).rows
    with pytest.raises(QueryError, match="the store is only read"):
        one.query("DELETE WHERE { ?s ?p ?o }")


def test_a_reader_keeps_what_it_opened_while_the_store_is_rebuilt(
    tmp_path: Path, graph: Graph, ontology: Path
) -> None:
    readers = []
    for built in (graph, Graph()):
        with new_generation(tmp_path) as part:
            Store.create(part / "store", built, ontology=ontology)
        held = hold_current(tmp_path)
        readers.append(Store.open(held.folder / "store", held=held))
    counts = [list(reader.query(COUNT, timeout=60)) for reader in readers]
    assert counts == [[{"n": len(graph)}], [{"n": 0}]]
    assert list(Store.open(tmp_path / "store").query(COUNT)) == [{"n": 0}]


def test_equal_graphs_have_equal_digests_whatever_the_order_of_claims(graph: Graph, ontology: Path) -> None:
    claims = [each for s in graph.statements for each in (*s.supporting, *s.refuting)]
    digests = set()
    for seed in range(3):
        Random(seed).shuffle(claims)
        shuffled = assemble(claims, graph.documents[::-1], relations={})
        digests.add(digest(Store.create(None, shuffled, ontology=ontology)))
    assert len(digests) == 1


def test_unequal_graphs_have_unequal_digests(graph: Graph, store: Store, ontology: Path) -> None:
    first, *others = graph.statements
    changed = replace(graph, statements=(replace(first, belief=first.belief + 1), *others))
    assert digest(Store.create(None, changed, made_by=SOFTWARE, ontology=ontology)) != digest(store)


def test_canonical_lines_are_sorted_and_single(store: Store) -> None:
    lines = canonical_nquads(store).splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) == len(store)


@pytest.mark.parametrize(
    "sparql", ["nonsense", "SELECT * { ?s ?p }", "SELECT * { ?s none:p ?o }", "", "SELECT ("]
)
def test_what_is_no_sparql_is_one_line(store: Store, sparql: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(sparql)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("sparql", "says"),
    [
        ("SELECT * { ?s ?p }", "line 1, column 19, at its end: check what stands there"),
        ("SELECT ?s {\n ?s ?p ?o } LIMIT x", "line 2, column 19, before 'x': check what stands there"),
        ("SELECT * { ?s none:p ?o }", "before '?o }': Prefix not found"),
        (
            "SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c } GROUP BY ?b",
            "The SELECT contains a variable that is unbound",
        ),
        ("SELECT * { ?s ?p ?o } LIMIT " + "x" * 500, "before '" + "x" * 24 + "…'"),
    ],
)
def test_an_error_of_syntax_says_where_it_is_and_what_stands_there(
    store: Store, sparql: str, says: str
) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(sparql)
    assert says in str(caught.value)
    assert len(str(caught.value)) < 160


def test_a_query_can_choose_its_graphs_and_sees_no_others(store: Store) -> None:
    graphs = store.query("SELECT DISTINCT ?g { GRAPH ?g { ?e a kg:Evidence } }")
    count = "SELECT (COUNT(?e) AS ?n) {0} {{ ?e a kg:Evidence }}"
    one = [next(iter(store.query(count.format(f"FROM <{row['g']}>"))))["n"] for row in graphs]
    (whole,) = store.query(count.format(""))
    assert len(one) == 3
    assert sum(int(str(n)) for n in one) == whole["n"] == len(list(_evidence(store)))
    (other,) = store.query(count.format("FROM <http://127.0.0.1:9/>"))
    assert other["n"] == 0


def _evidence(store: Store) -> set[str]:
    return {str(quad.subject) for quad in store if str(quad.subject).startswith("<urn:kg:evidence:")}


def kept_file(store: Store) -> Path:
    assert store.folder is not None
    (path,) = store.folder.glob("triples-*.nt.zst")
    return path


def test_the_lines_beside_a_store_are_those_that_it_would_give(path: Path) -> None:
    store = Store.open(path)
    kept, file = store.lines(), kept_file(store)
    file.rename(file.with_name("away"))
    try:
        assert store.lines() == kept
        assert len(kept.splitlines()) == len(set(kept.splitlines())) > 200
    finally:
        file.with_name("away").rename(file)


def test_lines_of_a_store_that_was_changed_are_not_believed(
    tmp_path: Path, graph: Graph, ontology: Path
) -> None:
    store = Store.create(tmp_path / "store", graph, ontology=ontology)
    assert store.folder is not None
    folder, old = store.folder, kept_file(store)
    del store
    changed = Oxigraph(str(folder))
    changed.add(Quad(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c")))
    changed.flush()
    del changed
    assert old.exists()
    assert b"<urn:a> <urn:b> <urn:c> .\n" in Store(open_oxigraph(folder), folder).lines()


def test_a_store_can_be_backed_up_while_it_is_read(path: Path, tmp_path: Path) -> None:
    reader = Store.open(path)
    reader.back_up(tmp_path / "copy")
    copy = Store.open(tmp_path / "copy")
    assert canonical_nquads(copy) == canonical_nquads(reader)
    assert copy.lines() == reader.lines()


def test_a_store_in_memory_cannot_be_backed_up(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="only a store on disk"):
        store.back_up(tmp_path / "copy")


def test_a_value_is_bound_as_a_term_and_never_read_as_sparql(store: Store) -> None:
    evil = 'x" } INSERT DATA { <urn:a> <urn:b> <urn:c> } #'
    answer = store.query("SELECT ?name { ?s rdfs:label ?name }", parameters={"name": Literal(evil)})
    assert len(answer) == 0
    found = store.query("SELECT ?s ?name { ?s rdfs:label ?name }", parameters={"name": Literal("Turkey")})
    assert list(found) == [{"s": "urn:kg:entity:state:turkey", "name": "Turkey"}]


def test_a_value_for_a_variable_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="name"):
        store.query("SELECT ?s { ?s a kg:State }", parameters={"name": NamedNode("urn:a")})


def test_a_query_that_takes_too_long_is_stopped(path: Path) -> None:
    with pytest.raises(QueryError, match="stopped after 2 s"):
        Store.open(path).query(ENDLESS, timeout=2)


@pytest.mark.parametrize(
    "sparql",
    [
        COUNT,
        "ASK { ?s ?p ?o }",
        "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }",
        "SELECT ?s ?name { ?s rdfs:label ?name } ORDER BY ?s",
    ],
)
def test_a_time_limit_changes_no_answer(path: Path, sparql: str) -> None:
    parameters = {"name": Literal("Turkey")} if "?name" in sparql else {}
    store = Store.open(path)
    assert store.query(sparql, parameters=parameters, timeout=60) == store.query(
        sparql, parameters=parameters
    )


def test_an_error_under_a_time_limit_is_the_same_error(path: Path) -> None:
    store = Store.open(path)
    with pytest.raises(QueryError) as direct:
        store.query("SELECT nonsense")
    with pytest.raises(QueryError) as timed:
        store.query("SELECT nonsense", timeout=60)
    assert str(direct.value) == str(timed.value)


def test_a_store_in_memory_has_no_time_limit(store: Store) -> None:
    with pytest.raises(QueryError, match="a time limit needs a store on disk"):
        store.query(COUNT, timeout=1)


def test_a_damaged_store_is_named_with_the_remedy(tmp_path: Path, graph: Graph, ontology: Path) -> None:
    Store.create(tmp_path / "store", graph, ontology=ontology)
    (tmp_path / "store" / "CURRENT").write_text("nonsense\n")
    with pytest.raises(StoreError, match=r"store/CURRENT: damaged .*; build again"):
        Store.open(tmp_path / "store")
    write_checksums(tmp_path / "store")  # as if it had been written so
    with pytest.raises(StoreError, match=r"cannot be opened .*; build again"):
        Store.open(tmp_path / "store")


def test_a_store_where_a_file_stands_is_a_clear_error(tmp_path: Path, ontology: Path) -> None:
    (tmp_path / "store").write_text("")
    with pytest.raises(StoreError, match="store: cannot be written"):
        Store.create(tmp_path / "store", Graph(), ontology=ontology)


@pytest.mark.parametrize(
    "words",
    ["Turkey", "turkey", "  TURKEY ", "e:state:turkey", "urn:kg:entity:state:turkey", "Ankara", 'tur"kiye'],
)
def test_an_entity_is_found_by_what_people_call_it(store: Store, words: str) -> None:
    assert store.find_entity(words).name == "Turkey"


def test_a_main_name_goes_before_another_name(ontology: Path) -> None:
    from tests.builders import entity

    city, state = entity("Ankara", "City"), entity("Turkey", aliases=("Ankara",))
    store = Store.create(None, assemble([claim(state, "visits", city)], [], relations={}), ontology=ontology)
    assert store.find_entity("Ankara").id == city.id


def test_a_name_of_two_is_ambiguous_and_of_none_unknown(ontology: Path) -> None:
    from tests.builders import entity

    pair = claim(entity("Georgia", "State"), "visits", entity("Georgia", "Region"))
    store = Store.create(None, assemble([pair], [], relations={}), ontology=ontology)
    with pytest.raises(
        QueryError, match="'Georgia' can be e:region:georgia, e:state:georgia; ask for one of them"
    ):
        store.find_entity("Georgia")
    with pytest.raises(QueryError, match="nothing here is called 'Atlantis'"):
        store.find_entity("Atlantis")


def test_opening_a_store_loads_neither_rdflib_nor_pyshacl() -> None:
    script = "import sys, kg.store, kg.export; sys.exit(bool({'rdflib', 'pyshacl', 'networkx', 'pyarrow'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
