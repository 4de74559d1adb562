"""What counts as a mention, and where it begins and ends."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extraction.mentions import find_mentions
from kg.extraction.syntax import read_trees

from .parses import parsed


def mentions(doc: Doc) -> list[tuple[str, str]]:
    """Return the text and kind of each mention."""
    return [(m.text, m.kind.value) for m in find_mentions(list(read_trees(doc)))]


def test_names_noun_phrases_and_pronouns_are_mentions() -> None:
    doc = parsed("Ada gave the old man it", "nsubj:2 root det:5 amod:5 iobj:2 obj:2", "PROPN . . . . .",
                 names={"Ada": "PERSON"})  # fmt: skip
    assert mentions(doc) == [("Ada", "name"), ("the old man", "nominal"), ("it", "pronoun")]


def test_a_title_is_no_part_of_a_name() -> None:
    doc = parsed("President Ada Lee spoke", "compound:2 nsubj:4 flat:2 root", "PROPN PROPN PROPN .",
                 names={"President Ada Lee": "PERSON"})  # fmt: skip
    assert mentions(doc) == [("Ada Lee", "name")]


def test_a_conjunction_and_a_possessive_ending_are_no_part_of_a_name() -> None:
    doc = parsed("Neither Kyiv 's envoy came", "cc:preconj:2 nmod:poss:4 case:2 nsubj:5 root", ". PROPN PART . .",
                 names={"Neither Kyiv 's": "GPE"})  # fmt: skip
    assert ("Kyiv", "name") in mentions(doc)


def test_a_name_that_the_recogniser_missed_takes_its_capitals_with_it() -> None:
    doc = parsed("Downing Street declined", "amod:2 nsubj:3 root", "NNP PROPN .")
    assert mentions(doc) == [("Downing Street", "name")]


def test_clauses_and_appositions_are_no_part_of_a_noun_phrase() -> None:
    doc = parsed("Men who lie , liars , lose", "nsubj:7 nsubj:3 acl:relcl:1 punct:5 appos:1 punct:5 root",
                 "NOUN WP . . NOUN . .")  # fmt: skip
    assert mentions(doc) == [("Men", "nominal"), ("liars", "nominal")]


def test_amounts_and_dates_are_no_mentions() -> None:
    doc = parsed("It rose Monday", "nsubj:2 root obl:unmarked:2", "", names={"Monday": "DATE"})
    assert mentions(doc) == [("It", "pronoun")]


def test_relative_and_expletive_pronouns_are_no_mentions() -> None:
    doc = parsed("There is news that hurts", "expl:2 root nsubj:2 nsubj:5 acl:relcl:3", "PRON VERB . WDT .")
    assert mentions(doc) == [("news", "nominal")]


def test_dates_and_judgements_are_no_part_of_what_a_thing_is_called() -> None:
    doc = parsed("They cancelled the purchase in May as folly", "nsubj:2 root det:4 obj:2 case:6 nmod:4 case:8 nmod:4",
                 names={"May": "DATE"})  # fmt: skip
    assert ("the purchase", "nominal") in mentions(doc)


def test_a_title_is_no_mention_beside_the_name_that_bears_it() -> None:
    doc = parsed("Vice President Lee spoke", "compound:2 nmod:desc:3 nsubj:4 root", "PROPN PROPN PROPN .",
                 names={"Lee": "PERSON"})  # fmt: skip
    assert mentions(doc) == [("Lee", "name")]


def test_a_full_stop_that_the_recogniser_took_for_a_name_is_none() -> None:
    doc = parsed("Ada paid .", "nsubj:2 root punct:2", "PROPN . PROPN", names={"Ada": "PERSON", ".": "ORG"})
    assert mentions(doc) == [("Ada", "name")]
