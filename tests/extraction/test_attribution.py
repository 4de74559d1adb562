"""Who says so, on parses written out: sources, chains, silence, and what is nobody's word but the text's."""

from __future__ import annotations

import pytest

from kg.types import Attribution, Proposition

from .examples import doc_of, propositions_of


def proposition(brackets: str, word: str) -> Proposition:
    """Return the proposition whose predicate is that word."""
    doc = doc_of(brackets)
    return next(p for p in propositions_of(doc) if doc.text[slice(*p.predicate.extent)] == word)


def sources(brackets: str, word: str) -> list[str]:
    """Return who says so, from the speaker outwards."""
    return [attribution.text for attribution in proposition(brackets, word).attribution]


def only(brackets: str, word: str) -> Attribution:
    """Return the one attribution that there is."""
    (attribution,) = proposition(brackets, word).attribution
    return attribution


DIRECT = '" (ccomp (nsubj The talks) failed) , " Petrov/nsubj said .'
INDIRECT = "Petrov/nsubj said (ccomp that (nsubj the talks) failed) ."


# --- sources ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "brackets",
    [
        DIRECT,
        INDIRECT,
        "Petrov/nsubj said (ccomp (nsubj the talks) failed) .",
        '" (ccomp (nsubj The talks) failed) , " said Petrov/nsubj .',
        "(nsubj The talks) failed , (parataxis Petrov/nsubj said) .",
        "(nsubj The talks) failed , (parataxis said_VBD Petrov/nsubj) .",
        "(advcl (nsubj The talks) failed) , Petrov/nsubj said .",
        "(nsubj The talks) failed , (obl (case *according_ADP to/fixed_ADP) Petrov) .",
        "Petrov/dep : (nsubj Talks) failed",
        "Petrov/nsubj spoke , (advcl saying (ccomp (nsubj the talks) failed)) .",
        "Petrov/nsubj said (ccomp (nsubj the king) died (conj and that/mark (nsubj the talks) failed)) .",
    ],
)
def test_every_form_of_report_gives_its_speaker(brackets: str) -> None:
    assert sources(brackets, "failed") == ["Petrov"]


@pytest.mark.parametrize(
    ("brackets", "expected"),
    [
        (
            "Reuters/nsubj reported (ccomp that Petrov/nsubj said (ccomp (nsubj talks) failed)) .",
            ["Petrov", "Reuters"],
        ),
        (
            "(obl (case *According_ADP to/fixed_ADP) Reuters) , Petrov/nsubj said (ccomp (nsubj talks) failed) .",
            ["Petrov", "Reuters"],
        ),
        (
            "Reuters/nsubj quoted Petrov/obj (xcomp as/mark saying (ccomp (nsubj talks) failed)) .",
            ["Petrov", "Reuters"],
        ),
        (
            "(nsubj Talks) failed , (parataxis Reuters/nsubj reported , (advcl citing Petrov/obj)) .",
            ["Petrov", "Reuters"],
        ),
        (
            "Reuters/nsubj reported (ccomp that Petrov/nsubj denied (ccomp that Ruiz/nsubj said (ccomp (nsubj talks) failed))) .",
            ["Ruiz", "Petrov", "Reuters"],
        ),
    ],
)
def test_a_chain_runs_from_the_speaker_outwards(brackets: str, expected: list[str]) -> None:
    assert sources(brackets, "failed") == expected


def test_what_the_text_says_by_itself_has_no_source() -> None:
    assert sources("(nsubj The talks) failed .", "failed") == []


def test_that_somebody_said_it_is_not_said_by_them() -> None:
    assert sources(INDIRECT, "said") == []
    assert sources(DIRECT, "said") == []


def test_a_passive_without_an_agent_is_said_by_nobody_named() -> None:
    attribution = only("It/expl is claimed (ccomp that (nsubj the talks) failed) .", "failed")
    assert (attribution.source, attribution.text) == (None, "")


@pytest.mark.parametrize("verb", ["vowed", "threatened", "agreed", "refused", "offered"])
def test_who_means_to_do_something_does_not_report_it(verb: str) -> None:
    assert sources(f"Petrov/nsubj {verb} (xcomp to leave) .", "leave") == []


def test_who_claims_to_have_done_it_reports_it() -> None:
    assert sources("Petrov/nsubj claimed (xcomp to have left_VBN) .", "left") == ["Petrov"]


def test_who_denies_doing_it_reports_it() -> None:
    assert sources("Moscow/nsubj denied (xcomp arming (obj the rebels)) .", "arming") == ["Moscow"]


def test_a_relative_clause_in_a_report_is_reported_too() -> None:
    sentence = "Petrov/nsubj said (ccomp (nsubj the man (acl:relcl who/nsubj fled)) died) ."
    assert sources(sentence, "fled") == ["Petrov"]


def test_what_stands_beside_a_report_is_not_reported() -> None:
    sentence = "Petrov/nsubj said (ccomp (nsubj the talks) failed) (conj and Ruiz/nsubj resigned) ."
    assert sources(sentence, "resigned") == []


# --- what is kept of a report -----------------------------------------------------------------------


def test_the_cue_is_kept_with_its_place() -> None:
    attribution = only(INDIRECT, "failed")
    assert attribution.cue == "say"
    assert doc_of(INDIRECT).text[slice(*attribution.extent)] == "said"


def test_a_source_is_the_chain_of_its_mention() -> None:
    assert only(INDIRECT, "failed").source is not None


def test_quoted_words_are_marked_as_such() -> None:
    assert only(DIRECT, "failed").quoted
    assert not only(INDIRECT, "failed").quoted


def test_unnamed_sources_are_marked_as_such() -> None:
    unnamed = "(nsubj An unnamed/amod official) said (ccomp (nsubj the talks) failed) ."
    assert only(unnamed, "failed").anonymous
    assert not only(INDIRECT, "failed").anonymous


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    text = f'{DIRECT} || " We/nsubj will return (obl to the table) . "'
    assert sources(text, "return") == ["Petrov"]
    assert only(text, "return").quoted


@pytest.mark.parametrize(("sign", "speakers"), [(":", ["Petrov"]), (";", [])])
def test_a_semicolon_ends_what_is_said_and_a_colon_begins_it(sign: str, speakers: list[str]) -> None:
    assert (
        sources(f"Petrov/nsubj promised talks/obj {sign} (parataxis (nsubj the strike) failed) .", "failed")
        == speakers
    )
