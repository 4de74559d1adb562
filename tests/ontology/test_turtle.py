"""Classes and relations out of Turtle, and what is said when the Turtle is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology import load_ontology

from .folder import loaded_with, shipped


def test_superclasses_run_from_the_class_to_the_top() -> None:
    chain = shipped().superclasses["Ministry"]
    assert chain == ("Ministry", "GovernmentBody", "Organization", "Actor", "Thing")


def test_parents_run_from_the_nearest_to_the_farthest() -> None:
    parents = shipped().relations["threatensSanctions"].parents
    assert parents == ("threatens", "conflictsVerballyWith", "interactsWith")


def test_a_relation_knows_its_event_mode_codes_and_symmetry() -> None:
    relations = shipped().relations
    visits = relations["visits"]
    assert (visits.event, visits.mode, visits.cameo, visits.quad) == ("CONSULT", "visit", ("042",), "VCOOP")
    assert visits.range == ("Place", "Actor")
    assert relations["meets"].mode is None
    assert relations["negotiatesWith"].symmetric
    assert not relations["incompatibleWith"].symmetric


def test_inverses_are_known_from_both_sides() -> None:
    relations = shipped().relations
    assert relations["sellsTo"].inverse == "buysFrom"
    assert relations["buysFrom"].inverse == "sellsTo"


def test_terms_for_statements_and_evidence_are_no_relations() -> None:
    assert not {"supportedBy", "polarity", "roleTheme", "origin"} & set(shipped().relations)


def test_two_loads_are_equal() -> None:
    assert load_ontology() == shipped()


def test_the_digest_changes_with_a_users_file(tmp_path: Path) -> None:
    assert loaded_with(tmp_path, "kg:duelsWith a owl:ObjectProperty .").digest != shipped().digest


def test_a_users_relation_without_a_parent_is_found_from_the_root(tmp_path: Path) -> None:
    found = loaded_with(
        tmp_path,
        "kg:extraditesTo a owl:ObjectProperty ; kg:ploverEvent kg:CooperateEvent . kg:cousinOf a owl:ObjectProperty .",
    )
    assert found.relations["extraditesTo"].parents == ("interactsWith",)
    assert found.relations["extraditesTo"].label == "extradites to"
    assert found.relations["extraditesTo"].event == "COOPERATE"
    assert found.relations["cousinOf"].parents == ("relatedTo",)


def test_a_user_adds_a_class(tmp_path: Path) -> None:
    found = loaded_with(tmp_path, "kg:Embassy a owl:Class ; rdfs:subClassOf kg:Agency .")
    assert found.is_a("Embassy", "Organization")


@pytest.mark.parametrize(
    ("turtle", "words"),
    [
        ("kg:a a owl:ObjectProperty ; rdfs:subPropertyOf kg:nothing .", ("kg:a", "kg:nothing", "declare it")),
        ("kg:a a owl:ObjectProperty ; rdfs:range kg:Nothing .", ("range of kg:a", "kg:Nothing")),
        (
            "kg:a a owl:ObjectProperty ; rdfs:subPropertyOf kg:b . kg:b a owl:ObjectProperty ; rdfs:subPropertyOf kg:a .",
            ("kg:a", "above itself", "circle"),
        ),
        ("kg:A a owl:Class ; rdfs:subClassOf kg:A .", ("kg:A", "above itself")),
        ("kg:A a owl:Class ; rdfs:subClassOf kg:Nothing .", ("class kg:A", "kg:Nothing")),
        ("kg:a a owl:ObjectProperty ; kg:ploverEvent kg:State .", ("kg:a", "State", "no event class")),
        ("kg:a a owl:ObjectProperty", ("mine.ttl", "mend the Turtle")),
    ],
)
def test_a_wrong_ontology_is_refused_with_file_or_term_and_remedy(
    tmp_path: Path, turtle: str, words: tuple[str, ...]
) -> None:
    with pytest.raises(OntologyError) as raised:
        loaded_with(tmp_path, turtle)
    assert all(word in str(raised.value) for word in words), raised.value
    assert "\n" not in str(raised.value)


def test_a_folder_without_turtle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"holds no \*\.ttl"):
        load_ontology(tmp_path)


def test_an_extra_folder_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="no such ontology"):
        load_ontology(extra=[tmp_path / "gone"])
