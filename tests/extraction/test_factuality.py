"""Polarity, modality and certainty with their scope; what each cue does alone stands in ``propositions.md``."""

from __future__ import annotations

import pytest

from kg.extraction.conditions import find_condition
from kg.extraction.factuality import judge, weigh
from kg.extraction.syntax import read_trees
from kg.resources import table
from kg.types import Certainty, Factuality, Modality, Polarity

from .examples import doc_of
from .parses import parsed


def judged(brackets: str, word: str) -> Factuality:
    """Return the factuality of the predicate of that form."""
    tree = next(iter(read_trees(doc_of(brackets))))
    return judge([tree])[next(w.i for w in tree.words if w.text == word)]


def stands(brackets: str, word: str) -> str:
    """Return polarity and modality in two words."""
    factuality = judged(brackets, word)
    return f"{factuality.polarity} {factuality.modality}"


def test_a_plain_clause_is_a_certain_fact() -> None:
    assert judged("Police/nsubj arrested men/obj .", "arrested") == Factuality()


def test_going_on_to_do_something_is_doing_it() -> None:
    assert stands("Ankara/nsubj went on/advmod (xcomp to buy (obj jets)) .", "buy") == "positive asserted"
    assert stands("Ankara/nsubj *is going (xcomp to buy (obj jets)) .", "buy") == "positive planned"


def test_who_is_kept_from_something_does_not_do_it() -> None:
    kept = "Allies/nsubj keep Ankara/obj (advcl from/mark buying_VBG (obj jets)) ."
    assert stands(kept, "buying") == "negative asserted"
    assert stands("They/nsubj keep (xcomp buying_VBG (obj jets)) .", "buying") == "positive asserted"


def test_what_must_stop_is_asked_not_to_be() -> None:
    assert (
        stands("Ankara/nsubj must stop (xcomp bombing_VBG (obj towns)) .", "bombing") == "negative requested"
    )


def test_who_is_forced_to_do_something_does_it() -> None:
    assert stands("Floods/nsubj forced them/obj (xcomp to leave) .", "leave") == "positive asserted"
    assert stands("Floods/nsubj could force them/obj (xcomp to leave) .", "leave") == "positive possible"


# --- scope ----------------------------------------------------------------------------------------


def test_negation_of_the_main_clause_leaves_what_is_taken_for_granted() -> None:
    sentence = "Ankara/nsubj did not regret (obj its purchase (nmod of missiles)) ."
    assert stands(sentence, "purchase") == "positive asserted"


def test_negation_does_not_reach_a_relative_clause() -> None:
    sentence = "Police/nsubj did not find (obj the man (acl:relcl who/nsubj shot (obj the mayor))) ."
    assert stands(sentence, "shot") == "positive asserted"


def test_negation_does_not_reach_a_reason() -> None:
    sentence = "(nsubj The army) did not attack (advcl because it/nsubj lacked (obj tanks)) ."
    assert stands(sentence, "lacked") == "positive asserted"


def test_a_plan_reaches_through_what_is_planned() -> None:
    sentence = "Ankara/nsubj plans (xcomp to try (xcomp to buy (obj jets))) ."
    assert stands(sentence, "buy") == "positive possible"


def test_two_negations_cancel_out() -> None:
    assert stands("Ankara/nsubj did not refuse (xcomp to pay) .", "pay") == "positive asserted"
    assert stands("Nobody/nsubj refused (xcomp to pay) .", "pay") == "positive asserted"


def test_who_does_not_plan_to_plans_not_to() -> None:
    assert stands("Ankara/nsubj does not plan (xcomp to buy (obj jets)) .", "buy") == "negative planned"
    assert stands("Berlin/nsubj did not want (xcomp to send (obj tanks)) .", "send") == "negative possible"
    assert (
        stands("Ankara/nsubj *has (obj no plans_NOUN (acl to buy (obj jets))) .", "buy") == "negative planned"
    )


def test_who_does_not_believe_that_believes_that_not() -> None:
    sentence = "Petrov/nsubj does not believe (ccomp that (nsubj the talks) failed) ."
    assert stands(sentence, "failed") == "negative asserted"


def test_who_does_not_say_that_says_nothing_about_it() -> None:
    sentence = "Petrov/nsubj did not say (ccomp that (nsubj the talks) failed) ."
    assert judged(sentence, "failed").polarity is Polarity.POSITIVE


def test_a_modal_is_shared_by_bare_conjuncts_only() -> None:
    shared = "Ankara/nsubj will buy (conj and deploy_VB (obj the jets)) ."
    own = "Ankara/nsubj will buy (obj jets) , (conj and Athens/nsubj protested) ."
    assert stands(shared, "deploy") == "positive planned"
    assert stands(own, "protested") == "positive asserted"


def test_a_denial_turns_all_of_what_is_denied() -> None:
    sentence = (
        "Moscow/nsubj denied (ccomp that it/nsubj armed (obj rebels) (conj and trained_VBD them/obj)) ."
    )
    assert stands(sentence, "armed") == "negative denied"
    assert stands(sentence, "trained") == "negative denied"


def test_what_was_signed_in_a_contract_clause_is_no_plan() -> None:
    assert (
        stands("(nsubj The contract (acl signed_VBN (obl in May_NNP))) expired .", "signed")
        == "positive asserted"
    )
    assert (
        stands("(nsubj The deal (acl:relcl which/nsubj:pass was signed)) lapsed .", "signed")
        == "positive asserted"
    )


def test_the_first_to_do_it_has_done_it() -> None:
    sentence = "Ankara/nsubj was the first/amod buyer_NOUN (acl to sign (obj the accord)) ."
    assert stands(sentence, "sign") == "positive asserted"
    assert (
        stands("(nsubj The army) *has (obj tanks (acl to clear (obj the square))) .", "clear")
        == "positive planned"
    )


# --- conditions -------------------------------------------------------------------------------------


def test_a_condition_is_kept_as_its_words_and_their_place() -> None:
    doc = doc_of("Congress/nsubj will act (advcl if/mark Ankara/nsubj yields) .")
    tree = next(iter(read_trees(doc)))
    found = find_condition(tree.root)
    assert found is not None
    head, condition = found
    assert (head.text, condition.text) == ("yields", "if Ankara yields")
    assert doc.text[slice(*condition.extent)] == "if Ankara yields"


@pytest.mark.parametrize("mark", ["if", "unless", "provided", "assuming"])
def test_every_mark_of_a_condition_makes_one(mark: str) -> None:
    assert stands(f"Congress/nsubj will act (advcl {mark}/mark Ankara/nsubj yields) .", "yields") == (
        "positive conditional"
    )


def test_a_clause_of_time_or_reason_is_no_condition() -> None:
    for mark in ("because", "after", "when"):
        sentence = f"Congress/nsubj acted (advcl {mark}/mark Ankara/nsubj yielded) ."
        assert stands(sentence, "yielded") == "positive asserted"


def test_a_condition_reaches_what_is_promised_in_it() -> None:
    sentence = "Congress/nsubj will act (advcl if Ankara/nsubj promises (xcomp not to use (obj the jets))) ."
    assert stands(sentence, "use") == "negative conditional"


def test_would_is_conditional_with_a_condition_and_counterfactual_with_have() -> None:
    assert stands("Ankara/nsubj would pay (advcl if (nsubj prices) fell) .", "pay") == "positive conditional"
    assert stands("Ankara/nsubj would have paid .", "paid") == "positive counterfactual"
    assert stands("Ankara/nsubj would never have paid .", "paid") == "negative counterfactual"


# --- questions --------------------------------------------------------------------------------------


def test_a_question_leaves_nothing_certain() -> None:
    assert judged("Did Ankara/nsubj pay ?", "pay").certainty is Certainty.UNKNOWN


def test_a_question_in_quotes_is_one_though_the_sentence_is_not() -> None:
    sentence = '" (ccomp Did Ankara/nsubj pay) ? " (nsubj the reporter) asked .'
    assert stands(sentence, "pay") == "positive questioned"
    assert stands(sentence, "asked") == "positive asserted"


# --- the tables -------------------------------------------------------------------------------------


CUES = table("factuality_cues")
KINDS = {"that", "to", "ing", "nonfinite", "clause", "noun", "any", "subject", "self", "content", "setting"}


def test_every_cue_names_a_content_a_modality_and_a_certainty_that_there_are() -> None:
    for row in CUES:
        lemma, pos, kind, affirmed, negated, certainty = row
        assert lemma and pos in ("VERB", "NOUN", "ADJ", "ADV", "AUX", "SCONJ") and kind in KINDS, row
        effects = {effect.removeprefix("-") for effect in (affirmed, negated)}
        assert effects - {"", "fact"} <= {str(m) for m in Modality} and affirmed != "-", row
        assert certainty == "-" or certainty in {str(c) for c in Certainty}, row


def test_no_cue_stands_twice() -> None:
    keys = [row[:3] for row in CUES]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    "row", [r for r in CUES if r[1] == "AUX" and r[0] not in ("'d", "need", "ought")], ids=lambda r: r[0]
)
def test_every_modal_gives_its_modality(row: tuple[str, ...]) -> None:
    assert str(judged(f"Ankara/nsubj {row[0]}/aux pay .", "pay").modality) == row[3]


@pytest.mark.parametrize("negation", ["", "not"])
@pytest.mark.parametrize(
    "row",
    [r for r in CUES if r[1:3] in (("VERB", "any"), ("VERB", "to")) and " " not in r[0] and r[0] != "be"],
    ids=lambda r: r[0],
)
def test_every_verb_of_the_table_does_to_its_infinitive_what_the_table_says(
    row: tuple[str, ...], negation: str
) -> None:
    verb, effect = row[0], row[4] if negation else row[3]
    if (verb, row[1], "to") in {r[:3] for r in CUES} and row[2] == "any":
        return  # the narrower row counts
    doc = parsed(
        f"Ankara {negation or 'now'} {verb} to pay .",
        "nsubj:3 advmod:3 root mark:5 xcomp:3 punct:3", ". RB VBD TO VB .", f". . {verb} . . .",
    )  # fmt: skip
    tree = next(iter(read_trees(doc)))
    found = judge([tree])[tree.words[4].i]
    polarity = "negative" if effect.startswith("-") and effect != "-" else "positive"
    modality = "asserted" if effect in ("fact", "-") else effect.removeprefix("-")
    assert (str(found.modality), str(found.polarity)) == (modality, polarity)


@pytest.mark.parametrize("role", ["ccomp", "advcl"])
def test_what_is_to_be_found_out_is_open_wherever_its_clause_hangs(role: str) -> None:
    sentence = f"Officers/nsubj examine ({role} whether/mark Ankara/nsubj paid) ."
    assert stands(sentence, "paid") == "positive questioned"


@pytest.mark.parametrize(
    ("rating", "certainty"),
    [
        (2.4, Certainty.CERTAIN),
        (1.0, Certainty.PROBABLE),
        (0.2, Certainty.POSSIBLE),
        (-2.0, Certainty.UNKNOWN),
    ],
)
def test_a_rating_takes_certainty_from_a_plain_fact(rating: float, certainty: Certainty) -> None:
    assert weigh(Factuality(), rating) == Factuality(certainty=certainty)


def test_a_rating_changes_nothing_that_the_text_marks() -> None:
    planned = Factuality(modality=Modality.PLANNED)
    assert weigh(planned, -2.0) == planned
    assert weigh(Factuality(), None) == Factuality()
