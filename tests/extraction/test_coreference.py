"""Which mentions are one thing: each way of taking something up again, in parses written by hand."""

from __future__ import annotations

import time

import pytest
from spacy.tokens import Doc

from kg.extraction.attribution import find_speech
from kg.extraction.coreference import resolve_coreference
from kg.extraction.mentions import find_mentions
from kg.extraction.syntax import read_trees
from kg.types import IRI, Chain

from .parses import parsed


def chains(*sentences: Doc) -> tuple[Chain, ...]:
    """Return the chains of a document made of sentences."""
    doc = Doc.from_docs(list(sentences)) if len(sentences) > 1 else sentences[0]
    trees = list(read_trees(doc))
    return resolve_coreference(
        trees, find_mentions(trees), find_speech(trees, doc.text), IRI("urn:kg:document:t")
    )


def together(*sentences: Doc) -> list[list[str]]:
    """Return the texts of the mentions of every chain of several."""
    return [[m.text for m in chain.mentions] for chain in chains(*sentences) if len(chain.mentions) > 1]


AKAR_SPOKE = parsed(
    "Hulusi Akar spoke", "nsubj:3 flat:1 root", "PROPN PROPN .", names={"Hulusi Akar": "PERSON"}
)


def test_a_surname_takes_up_the_full_name() -> None:
    left = parsed("Akar left", "nsubj:2 root", "PROPN .", names={"Akar": "PERSON"})
    assert together(AKAR_SPOKE, left) == [["Hulusi Akar", "Akar"]]


def test_another_first_name_is_another_person() -> None:
    left = parsed("Ali Akar left", "nsubj:3 flat:1 root", "PROPN PROPN .", names={"Ali Akar": "PERSON"})
    assert together(AKAR_SPOKE, left) == []


def test_capitals_take_up_the_name_they_shorten() -> None:
    full = parsed(
        "The Bank of New Harbour closed", "det:2 nsubj:6 case:5 amod:5 nmod:2 root", "DET PROPN ADP PROPN PROPN .",
        names={"Bank of New Harbour": "ORG"},
    )  # fmt: skip
    short = parsed("BNH reopened", "nsubj:2 root", "PROPN .", names={"BNH": "ORG"})
    assert together(full, short) == [["Bank of New Harbour", "BNH"]]


def test_all_names_of_a_state_are_one() -> None:
    long = parsed("America won", "nsubj:2 root", "PROPN .", names={"America": "GPE"})
    short = parsed("USA lost", "nsubj:2 root", "PROPN .", names={"USA": "GPE"})
    assert together(long, short) == [["America", "USA"]]


def test_an_adjective_takes_up_nothing() -> None:
    doc = parsed(
        "Turkish men met Turkish women", "amod:2 nsubj:3 root amod:5 obj:3", "", names={"Turkish": "NORP"}
    )
    assert together(doc) == []


def test_a_place_that_acts_is_kept_apart_from_the_place() -> None:
    doc = parsed("Ankara opened parks in Ankara", "nsubj:2 root obj:2 case:5 obl:2", "PROPN . NOUN . PROPN")
    assert together(doc) == []


@pytest.mark.parametrize(("article", "same"), [("the", True), ("this", True), ("such", True), ("a", False)])
def test_a_definite_noun_phrase_takes_up_the_same_noun(article: str, same: bool) -> None:
    first = parsed("They signed a deal", "nsubj:2 root det:4 obj:2")
    then = parsed(f"Critics hate {article} deal", "nsubj:2 root det:4 obj:2", ". . DET NOUN")
    assert (["a deal", f"{article} deal"] in together(first, then)) is same


def test_a_modifier_that_is_new_makes_it_another_thing() -> None:
    first = parsed("They signed a deal", "nsubj:2 root det:4 obj:2")
    then = parsed("Critics hate the naval deal", "nsubj:2 root det:5 amod:5 obj:2")
    assert together(first, then) == []


def test_things_of_two_owners_are_two_things() -> None:
    doc = parsed(
        "He lost his hat and she lost her hat", "nsubj:2 root nmod:poss:4 obj:2 cc:7 nsubj:7 conj:2 nmod:poss:9 obj:7",
        "PRON . PRON NOUN . PRON VERB PRON NOUN",
    )  # fmt: skip
    assert all("his hat" not in chain for chain in together(doc))


def test_a_title_takes_up_the_person_who_was_given_it() -> None:
    first = parsed(
        "Minister Hulusi Akar spoke", "compound:2 nsubj:4 flat:2 root", "NOUN PROPN PROPN .", "minister . . .",
        names={"Hulusi Akar": "PERSON"},
    )  # fmt: skip
    then = parsed("The minister left", "det:2 nsubj:3 root")
    assert together(first, then) == [["Hulusi Akar", "The minister"]]


def test_the_country_is_a_state_and_the_city_is_none() -> None:
    first = parsed(
        "Lodz prospers in Poland",
        "nsubj:2 root case:4 obl:2",
        "PROPN . . PROPN",
        names={"Lodz": "GPE", "Poland": "GPE"},
    )
    assert together(first, parsed("The city grows", "det:2 nsubj:3 root")) == [["Lodz", "The city"]]
    assert together(first, parsed("The country grows", "det:2 nsubj:3 root")) == [["Poland", "The country"]]


def test_an_apposition_and_a_predicate_are_what_they_explain_unless_denied() -> None:
    apposition = parsed("Akar , a general , left", "nsubj:6 punct:4 det:4 appos:1 punct:4 root", "PROPN . . NOUN . .",
                        names={"Akar": "PERSON"})  # fmt: skip
    predicate = parsed(
        "Akar is a general", "nsubj:4 cop:4 det:4 root", "PROPN . . .", names={"Akar": "PERSON"}
    )
    denied = parsed(
        "Akar is not a general",
        "nsubj:5 cop:5 advmod:5 det:5 root",
        "PROPN . . . .",
        names={"Akar": "PERSON"},
    )
    assert together(apposition) == [["Akar", "a general"]]
    assert together(predicate) == [["Akar", "a general"]]
    assert together(denied) == []


def test_a_pronoun_agrees_in_kind_and_gender() -> None:
    first = parsed(
        "Mrs. Green met John in Cairo", "compound:2 nsubj:3 root obj:3 case:6 obl:3", "PROPN PROPN . PROPN . PROPN",
        names={"Green": "PERSON", "John": "PERSON", "Cairo": "GPE"},
    )  # fmt: skip
    assert ["Green", "She"] in together(first, parsed("She left", "nsubj:2 root"))
    assert ["Cairo", "It"] in together(first, parsed("It slept", "nsubj:2 root"))
    he = together(first, parsed("He saw her", "nsubj:2 root obj:2", "PRON . PRON"))
    assert ["John", "He"] in he
    assert ["Green", "her"] in he


def test_arguments_of_one_verb_are_different() -> None:
    doc = parsed("Akar saw him", "nsubj:2 root obj:2", "PROPN . PRON", names={"Akar": "PERSON"})
    assert together(doc) == []


def test_the_one_acted_upon_has_the_reason() -> None:
    doc = parsed(
        "America sanctioned Turkey over its purchase", "nsubj:2 root obj:2 case:6 nmod:poss:6 obl:2",
        "PROPN . PROPN . PRON NOUN", names={"America": "GPE", "Turkey": "GPE"},
    )  # fmt: skip
    assert together(doc) == [["Turkey", "its"]]


def test_the_first_person_in_a_quotation_is_the_speaker() -> None:
    doc = parsed(
        '" I agree , " Akar said', "punct:3 nsubj:3 ccomp:7 punct:3 punct:3 nsubj:7 root", '. PRON . . . PROPN VBD',
        ". . . . . . say", names={"Akar": "PERSON"},
    )  # fmt: skip
    assert sorted(together(doc)[0]) == ["Akar", "I"]


def test_one_voice_is_one_person_where_no_speaker_is_told() -> None:
    first = parsed("I left", "nsubj:2 root", "PRON .")
    then = parsed("They saw me", "nsubj:2 root obj:2", ". . PRON")
    assert together(first, then) == [["I", "me"]]


def test_a_relative_pronoun_is_no_mention() -> None:
    doc = parsed("Men who lie lose", "nsubj:4 nsubj:3 acl:relcl:1 root", "NOUN WP . .")
    assert [[m.text for m in chain.mentions] for chain in chains(doc)] == [["Men"]]


def test_a_group_has_candidates_and_no_members_of_its_own() -> None:
    first = parsed(
        "Egypt met Sudan", "nsubj:2 root obj:2", "PROPN . PROPN", names={"Egypt": "GPE", "Sudan": "GPE"}
    )
    then = parsed("The two countries agreed", "det:3 nummod:3 nsubj:4 root", ". NUM NNS .", ". . country .")
    group = chains(first, then)[-1]
    assert (group.name, group.size, len(group.candidates)) == ("The two countries", 2, 2)


def test_long_documents_cost_as_much_by_the_sentence_as_short_ones() -> None:
    sentence = parsed(
        "Akar showed the minister his plan", "nsubj:2 root det:4 iobj:2 nmod:poss:6 obj:2", "PROPN . . NOUN PRON NOUN",
        names={"Akar": "PERSON"},
    )  # fmt: skip

    def spent(count: int) -> float:
        doc = Doc.from_docs([sentence] * count)
        trees = list(read_trees(doc))
        mentions, speech = find_mentions(trees), find_speech(trees, doc.text)
        start = time.process_time()
        resolve_coreference(trees, mentions, speech, IRI("urn:kg:document:t"))
        return time.process_time() - start

    spent(50)
    assert spent(1000) < 15 * spent(200) + 0.05  # linear is 5 times, quadratic 25


def test_nobody_is_a_noun_phrase_beside_himself() -> None:
    refused = parsed(
        "Britain recognised the government",
        "nsubj:2 root det:4 obj:2",
        "PROPN VERB . NOUN",
        names={"Britain": "GPE"},
    )
    assert together(refused) == []


@pytest.mark.parametrize(("noun", "same"), [("agency", True), ("hospital", False)])
def test_a_body_that_is_named_by_its_kind_is_no_other_body(noun: str, same: bool) -> None:
    named = parsed("Ofgem wrote", "nsubj:2 root", "PROPN .", names={"Ofgem": "ORG"})
    again = parsed(f"the {noun} closed", "det:2 nsubj:3 root", ". NOUN .")
    assert bool(together(named, again)) is same


@pytest.mark.parametrize(("verb", "one"), [("expelled", "Ankara"), ("met", "Oslo")])
def test_what_is_judged_did_what_came_before(verb: str, one: str) -> None:
    judged = parsed(
        f"Oslo {verb} Ankara after it bought missiles", "nsubj:2 root obj:2 mark:6 nsubj:6 advcl:2 obj:6",
        "PROPN . PROPN . PRON . .", f". {'expel' if verb == 'expelled' else 'meet'} . . . . .",
        names={"Oslo": "GPE", "Ankara": "GPE"},
    )  # fmt: skip
    assert together(judged) == [[one, "it"]]


def test_initials_may_be_those_of_any_body() -> None:
    named = parsed("ECB wrote", "nsubj:2 root", "PROPN .", names={"ECB": "ORG"})
    again = parsed("the bank closed", "det:2 nsubj:3 root", ". NOUN .")
    assert together(named, again) == [["ECB", "the bank"]]


def test_who_speaks_is_not_who_is_named_in_his_words() -> None:
    told = parsed(
        "Biden would lose , he said", "nsubj:3 aux:3 ccomp:6 punct:3 nsubj:6 root",
        "PROPN . . . PRON .", names={"Biden": "PERSON"},
    )  # fmt: skip
    assert together(told) == []


def test_what_it_said_of_the_missile_is_not_said_by_the_missile() -> None:
    spoke = parsed("Rostec answered", "nsubj:2 root", "PROPN .", names={"Rostec": "ORG"})
    said = parsed(
        "Iskander , it said , is harmless", "nsubj:7 punct:1 nsubj:4 acl:relcl:1 punct:1 cop:7 root",
        "PROPN . PRON VERB . . ADJ", names={"Iskander": "PRODUCT"},
    )  # fmt: skip
    assert together(spoke, said) == [["Rostec", "it"]]


def test_a_second_conjunct_is_the_firsts() -> None:
    doc = parsed(
        "Sanctions hit    Rostec and  its        director",
        "nsubj:2   root   obj:2  cc:6 nmod:poss:6 conj:3",
        "NOUN VERB PROPN CCONJ PRON NOUN",
        names={"Rostec": "ORG"},
    )
    assert ["Rostec", "its"] in together(doc)


def test_a_measure_hangs_on_what_the_one_it_strikes_does() -> None:
    doc = parsed(
        "America threatened to     impose  sanctions on     Turkey if     it      buys    missiles",
        "nsubj:2 root       mark:4 xcomp:2 obj:4     case:7 obl:4  mark:10 nsubj:10 advcl:4 obj:10",
        "PROPN VERB PART VERB NOUN ADP PROPN SCONJ PRON VERB NOUN",
        "America threaten to impose sanction on Turkey if it buy missile",
        names={"America": "GPE", "Turkey": "GPE"},
    )
    assert ["Turkey", "it"] in together(doc)


def test_who_is_made_to_do_something_does_it_to_his_own() -> None:
    doc = parsed(
        "America forced Turkey to     abandon its        deal",
        "nsubj:2 root   obj:2  mark:5 xcomp:2 nmod:poss:7 obj:5",
        "PROPN VERB PROPN PART VERB PRON NOUN",
        "America force Turkey to abandon its deal",
        names={"America": "GPE", "Turkey": "GPE"},
    )
    assert ["Turkey", "its"] in together(doc)
