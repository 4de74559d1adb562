import pytest
from pyoxigraph import Store as Oxigraph

from kg.errors import QueryError
from kg.store.guard import check_query, opening_brace, variables

CALL = "SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }"

NETWORK = [
    f"SELECT * {{ {CALL} }}",
    "SELECT * { service silent <http://127.0.0.1:9/> { ?a ?b ?c } }",
    "SELECT*{SERVICE<http://127.0.0.1:9/>{?a ?b ?c}}",
    f"SELECT * {{ # comment\n {CALL} }}",
    f"SELECT * {{ <urn:a\\u0041#> <urn:b> ?c . {CALL} }}",
    f"SELECT * {{ ?a ?b 1e5 {CALL} }}",
    f"SELECT * {{ ?a ?b 1e5{CALL} }}",
    f"SELECT * {{ ?a ?b true{CALL} }}",
    f"SELECT * {{ ?a ?b '\\u0022' . {CALL} FILTER(?b != \"\\u0022\") }}",
    f"SELECT * {{ ?a ?b '''x'y''' . {CALL} }}",
    f'SELECT * {{ ?a ?b """x"y\\"""" . {CALL} }}',
    f"SELECT * {{ FILTER(1<2) {CALL} FILTER(3>2) }}",
    f"SELECT * {{ ?a ?b 'it''s' . {CALL} }}".replace("''", ""),
    f"PREFIX x: <urn:#> SELECT * {{ ?a x:b 'c'@en . {CALL} }}",
    f"ASK {{ {{ SELECT * {{ {CALL} }} }} }}",
    "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICE ex:sparql { ?a ?b ?c } }",
    "SELECT * { VALUES ?u { <http://127.0.0.1:9/> } SERVICE ?u { ?a ?b ?c } }",
]
HARMLESS = [
    "SELECT ?service { ?service ?b ?c }",
    "SELECT * { ?a <urn:SERVICE> ?c }",
    "PREFIX service: <urn:x:> SELECT * { ?a service:SERVICE ?c }",
    "SELECT * { ?a ?b 'SERVICE <urn:x> {}' } # SERVICE",
    'SELECT * { ?a ?b """ a " SERVICE """ }',
    "SELECT * { ?a ?b 'x'@service }",
    "PREFIX insert: <urn:x:> SELECT * { ?a insert:delete ?load }",
    "CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }",
    "DESCRIBE <urn:x>",
    "# INSERT\nSELECT (1 AS ?insert) {}",
]
UPDATES = [
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "prefix x: <urn:x> delete where { ?a ?b ?c }",
    "LOAD <http://127.0.0.1:9/>",
    "CLEAR ALL",
    "DROP GRAPH <urn:a>",
    "WITH <urn:a> DELETE { ?a ?b ?c } WHERE { ?a ?b ?c }",
    "COPY <urn:a> TO <urn:b>",
]


@pytest.mark.parametrize("sparql", NETWORK)
def test_a_query_cannot_reach_the_network(sparql: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is off"):
        check_query(sparql)


@pytest.mark.parametrize("sparql", HARMLESS)
def test_the_word_alone_is_no_offence(sparql: str) -> None:
    check_query(sparql)
    Oxigraph().query(sparql)  # and the query is a valid one


@pytest.mark.parametrize("sparql", UPDATES)
def test_an_update_is_refused_by_name(sparql: str) -> None:
    with pytest.raises(QueryError, match="is not a query: the store is only read"):
        check_query(sparql)


@pytest.mark.parametrize(
    "sparql", ["", "nonsense", "PREFIX select: <urn:x>", "# SELECT", "'SELECT'", "?select"]
)
def test_what_has_no_verb_is_no_query(sparql: str) -> None:
    with pytest.raises(QueryError, match="has neither SELECT, ASK, CONSTRUCT nor DESCRIBE"):
        check_query(sparql)


def test_variables_and_the_first_brace_are_found_where_they_count() -> None:
    sparql = "PREFIX a: <urn:x?x> # { ?y\nSELECT ?s ('{ ?z' AS $t) { ?s ?p ?o }"
    assert variables(sparql) == {"s", "t", "p", "o"}
    assert opening_brace(sparql) == sparql.index("{ ?s ?p")
    assert opening_brace("DESCRIBE <urn:a> # {") is None
