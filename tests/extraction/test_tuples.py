"""Open tuples over parses written by hand: what is said, in which profile, and that long sentences end."""

from __future__ import annotations

import time

import pytest
from spacy.tokens import Doc

from kg.extraction.syntax import read_trees
from kg.extraction.tuples import Profile, render_tuples

from .parses import parsed


def written(doc: Doc, profile: Profile = "full") -> list[str]:
    """Return the tuples of a parse as lines."""
    return [
        " | ".join([made.subject, made.relation, made.object, *made.arguments])
        for tree in read_trees(doc)
        for tuples in render_tuples(tree, profile).values()
        for made in tuples
    ]


POLICE = parsed("Police arrested two men in Izmir .", "nsubj:2 root nummod:4 obj:2 case:6 obl:2 punct:2")


def test_the_object_comes_first_and_the_place_after_it() -> None:
    assert written(POLICE) == ["Police | arrested | two men | in Izmir"]


def test_the_folded_profile_takes_the_object_into_the_relation() -> None:
    assert written(POLICE, "folded") == [
        "Police | arrested | two men",
        "Police | arrested two men in | Izmir",
    ]


def test_the_preposition_of_the_first_argument_belongs_to_the_relation() -> None:
    doc = parsed("Talks led to peace .", "nsubj:2 root case:4 obl:2 punct:2")
    assert written(doc) == ["Talks | led to | peace"]


def test_negation_and_modals_stay_in_the_relation() -> None:
    doc = parsed("Ankara will not buy jets .", "nsubj:4 aux:4 advmod:4 root obj:4 punct:4")
    assert written(doc) == ["Ankara | will not buy | jets"]


def test_verb_chains_stay_together() -> None:
    doc = parsed("Ankara tried to buy jets .", "nsubj:2 root mark:4 xcomp:2 obj:4 punct:2", ". VBD . VB . .")
    assert written(doc) == ["Ankara | tried to buy | jets"]


def test_coordinated_subjects_each_get_a_tuple_unless_the_verb_is_singular() -> None:
    rows = "nsubj:4 cc:3 conj:1 root obj:4 punct:4"
    assert written(parsed("Rome and Ankara signed treaties .", rows)) == [
        "Rome | signed | treaties",
        "Ankara | signed | treaties",
    ]
    assert written(parsed("Research and Development signs treaties .", rows)) == [
        "Research and Development | signs | treaties"
    ]


def test_a_relative_clause_takes_the_antecedent_and_leaves_the_subject() -> None:
    doc = parsed(
        "The man who sold arms fled Rome .",
        "det:2 nsubj:6 nsubj:4 acl:relcl:2 obj:4 root obj:6 punct:6",
    )
    assert written(doc) == ["The man | sold | arms", "The man | fled | Rome"]


def test_an_apposition_says_what_something_is_in_the_full_profile_only() -> None:
    doc = parsed(
        "Ankara , the capital , hosted talks .",
        "nsubj:6 punct:4 det:4 appos:1 punct:4 root obj:6 punct:6",
        "PROPN . . . . . . .",
    )
    assert written(doc) == ["Ankara | is | the capital", "Ankara | hosted | talks"]
    assert written(doc, "folded") == ["Ankara | hosted | talks"]


def test_examples_are_said_of_what_they_are_examples_of() -> None:
    doc = parsed(
        "Rome bought weapons such as missiles and drones .",
        "nsubj:2 root obj:2 case:6 fixed:4 nmod:3 cc:8 conj:6 punct:2",
    )
    assert [line for line in written(doc) if line.startswith("weapons")] == [
        "weapons | such as | missiles",
        "weapons | such as | drones",
    ]


def test_an_example_that_hangs_on_the_verb_goes_to_the_phrase_that_ends_before_it() -> None:
    doc = parsed(
        "He played in all games , including the final .",
        "nsubj:2 root case:5 det:5 obl:2 punct:9 case:9 det:9 obl:2 punct:2",
    )
    assert written(doc) == ["He | played in | all games", "all games | including | the final"]


def test_a_town_is_in_the_country_after_the_comma_and_not_the_country() -> None:
    doc = parsed(
        "Konya , Turkey , hosted talks .",
        "nsubj:5 punct:3 appos:1 punct:1 root obj:5 punct:5",
        "PROPN . PROPN . . . .",
        names={"Konya": "GPE", "Turkey": "GPE"},
    )
    assert written(doc) == ["Konya | is in | Turkey", "Konya | hosted | talks"]


def test_a_named_body_is_in_the_town_of_its_name() -> None:
    doc = parsed(
        "The Institute in Konya closed .",
        "det:2 nsubj:5 case:4 nmod:2 root punct:5",
        "DET PROPN . PROPN . .",
        names={"Institute": "ORG", "Konya": "GPE"},
    )
    assert "The Institute | is in | Konya" in written(doc)


def test_a_passive_and_the_infinitive_right_after_it_are_one_relation() -> None:
    doc = parsed(
        "Ankara is known to buy jets .",
        "nsubj:pass:3 aux:pass:3 root mark:5 advcl:3 obj:5 punct:3",
        ". . VBN TO VB . .",
    )
    assert written(doc) == ["Ankara | is known to buy | jets"]


def test_a_coordinated_clause_with_its_own_expletive_is_not_said_of_the_first_subject() -> None:
    doc = parsed(
        "One cause is greed and it is hard to see .",
        "nummod:2 nsubj:4 cop:4 root cc:8 expl:8 cop:8 conj:4 mark:10 csubj:8 punct:4",
        ". . . NOUN . . . ADJ . VB .",
    )
    assert "One cause | is | greed" in written(doc)
    assert not [line for line in written(doc) if line.startswith("One cause") and "hard" in line]


def test_an_inverted_quote_is_the_object_of_saying() -> None:
    doc = parsed(
        "Talks failed , said Rome .",
        "nsubj:2 ccomp:4 punct:2 root nsubj:4 punct:4",
        ". VBD . VBD PROPN .",
        ". fail . say . .",
    )
    assert "Rome | said | Talks failed" in written(doc)


def test_every_tuple_has_a_rule_and_its_confidence() -> None:
    tuples = [t for tree in read_trees(POLICE) for group in render_tuples(tree).values() for t in group]
    assert [t.rule for t in tuples] == ["verb-root"]
    assert all(0 < t.confidence < 1 for t in tuples)


@pytest.mark.parametrize("profile", ["full", "folded"])
@pytest.mark.parametrize("items", [500])
def test_five_hundred_items_on_both_sides_neither_hang_nor_explode(profile: Profile, items: int) -> None:
    names = [f"item{n}" for n in range(items)]
    left = ["nsubj:" + str(items + 2)] + ["conj:1"] * (items - 1) + ["cc:1"]
    right = [f"obj:{items + 2}"] + [f"conj:{items + 3}"] * (items - 1)
    doc = parsed(" ".join([*names, "and", "saw", *names]), " ".join([*left, "root", *right]))
    start = time.process_time()
    assert 0 < len(written(doc, profile)) <= 3 * items
    assert time.process_time() - start < 10


@pytest.mark.parametrize("profile", ["full", "folded"])
def test_sixty_clauses_inside_one_another_end(profile: Profile) -> None:
    words, heads = [], []
    for n in range(60):
        words += ["Rome", "said"]
        heads += [f"nsubj:{2 * n + 2}", "root" if n == 0 else f"ccomp:{2 * n}"]
    start = time.process_time()
    assert len(written(parsed(" ".join(words), " ".join(heads)), profile)) <= 120
    assert time.process_time() - start < 5
