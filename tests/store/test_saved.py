import pytest
from pyoxigraph import Store as Oxigraph

from kg.errors import QueryError
from kg.store import SavedQuery, Store, load_queries, load_query
from kg.store.vocabulary import PREFIXES

VALUES = {"entity": "Turkey", "one": "Ankara", "other": "e:state:russia", "holder": "mevlut cavusoglu"}
QUERIES = load_queries()


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_saved_query_is_valid_and_has_a_title_in_prose(query: SavedQuery) -> None:
    Oxigraph().query(query.sparql, prefixes=dict(PREFIXES))
    assert query.title[0].isupper()
    assert " " in query.title
    assert "ORDER BY" in query.sparql


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_saved_query_answers_and_leaves_out_its_parameters(query: SavedQuery, store: Store) -> None:
    names = {parameter.name for parameter in query.parameters}
    answer = store.ask_saved(query.name, {name: VALUES[name] for name in names})
    assert not names & set(answer.columns)
    assert answer.columns


def rows(store: Store, name: str, columns: str, **values: str) -> list[tuple[object, ...]]:
    return [tuple(row[column] for column in columns.split()) for row in store.ask_saved(name, values)]


def test_who_threatens_whom_knows_the_kinds_of_threat_and_shows_the_sentence(store: Store) -> None:
    found = rows(store, "who-threatens-whom", "who relation whom modality sentence source")
    sanctions = (
        "United States",
        "threatensSanctions",
        "Turkey",
        "asserted",
        "United States threatensSanctions Turkey.",
    )
    assert [row for row in found if row[1] == "threatensSanctions"] == [
        (*sanctions, "Reuters"),
        (*sanctions, "copy.txt"),
        (*sanctions, "AFP"),
    ]
    assert ("threatens", "Reuters") in {(row[1], row[5]) for row in found}


def test_who_denies_what_names_the_speaker(store: Store) -> None:
    assert rows(store, "who-denies-what", "who subject_name relation object_name") == [
        ("Mevlut Cavusoglu", "Russia", "negotiatesWith", "Turkey")
    ]


def test_what_was_bought_knows_buyer_product_and_seller(store: Store) -> None:
    assert rows(store, "what-was-bought", "buyer product seller modality") == [
        ("Turkey", "S-400", "Russia", "asserted"),
        ("Turkey", "Su-35", None, "planned"),
    ]


def test_claims_about_an_entity_show_both_sides(store: Store) -> None:
    found = rows(store, "claims-about", "relation side", entity="Turkey")
    assert len(found) == 10
    assert {("negotiatesWith", "for"), ("negotiatesWith", "against")} <= set(found)


def test_statements_by_holder_show_what_he_denies(store: Store) -> None:
    assert rows(store, "statements-by-holder", "relation side", holder="Mevlut Cavusoglu") == [
        ("negotiatesWith", "against")
    ]


def test_the_timeline_runs_forward(store: Store) -> None:
    days = [str(row[0]) for row in rows(store, "timeline", "begins")]
    assert days == sorted(days) == ["2017-09-01", "2019-10-14"]


def test_conflicts_are_listed_with_the_reason(store: Store) -> None:
    ((kind, relation, reason),) = rows(store, "conflicts", "kind relation reason")
    assert (kind, relation) == ("denial", "negotiatesWith")
    assert "Mevlut Cavusoglu (2019-10-16)" in str(reason)


def test_a_copy_is_a_document_but_no_further_origin(store: Store) -> None:
    first = rows(store, "most-supported", "relation origins documents")[0]
    assert first == ("threatensSanctions", 2, 3)


def test_a_threat_of_one_witness_is_unverified(store: Store) -> None:
    assert rows(store, "unverified-threats", "who relation whom source") == [
        ("United States", "threatens", "Turkey", "a.txt")
    ]


def test_office_holders_of_every_rank_are_listed_once(store: Store) -> None:
    assert rows(store, "office-holders", "who relation of") == [
        ("Mevlut Cavusoglu", "foreignMinisterOf", "Turkey")
    ]


def test_an_unknown_query_is_refused_with_those_there_are(store: Store) -> None:
    for name in ("who-loves-whom", "../saved", ""):
        with pytest.raises(QueryError, match="there are: alliances, claims-about"):
            store.ask_saved(name)


def test_a_missing_or_needless_value_is_named(store: Store) -> None:
    with pytest.raises(QueryError, match="claims-about needs a value for entity"):
        store.ask_saved("claims-about")
    with pytest.raises(QueryError, match="conflicts takes no entity; it takes: nothing"):
        store.ask_saved("conflicts", {"entity": "Turkey"})


def test_parameters_say_what_they_want() -> None:
    (parameter,) = load_query("claims-about").parameters
    assert parameter == ("entity", "entity", "its name or IRI")
