"""Who denies or confirms what was said of him just before."""

from __future__ import annotations

import pytest

from kg.types import Claim, Modality, Polarity

from . import reading

NAMES = {"Israel": "GPE", "Hamas": "ORG", "Ankara": "GPE", "Athens": "GPE", "Cyprus": "GPE", "Reuters": "ORG"}
LEMMAS = {
    "said": "say", "rejected": "reject", "denied": "deny", "confirmed": "confirm", "accused": "accuse",
    "attacks": "attack", "dismissed": "dismiss", "allegations": "allegation", "bought": "buy",
}  # fmt: skip
SAID = "Israel said Hamas had rejected the offer . "
SAID_HEADS = "nsubj:2 root nsubj:5 aux:5 ccomp:2 det:7 obj:5 punct:2 "


def claims_of(
    words: str, heads: str, pos: str = "", lemmas: dict[str, str] | None = None
) -> tuple[Claim, ...]:
    names = {name: label for name, label in NAMES.items() if name in words.split()}
    return reading.claims_of(words, heads, pos, names=names, lemmas=lemmas or LEMMAS)


def of(claims: tuple[Claim, ...], relation: str) -> list[tuple[Polarity, Modality, list[str]]]:
    found = [c for c in claims if c.relation == relation]
    return [(c.polarity, c.modality, [holder.name for holder in c.holders]) for c in found]


@pytest.mark.parametrize("verb", ["denied", "refuted", "disputed"])
@pytest.mark.parametrize("pronoun", ["it", "this"])
def test_a_denial_of_it_stands_beside_what_it_denies(verb: str, pronoun: str) -> None:
    claims = claims_of(
        SAID + f"Hamas {verb} {pronoun} .",
        SAID_HEADS + "nsubj:10 root obj:10 punct:10",
        ". . . . . . . . . . PRON .",
        lemmas={**LEMMAS, "refuted": "refute", "disputed": "dispute"},
    )
    assert of(claims, "rejects") == [
        (Polarity.POSITIVE, Modality.ASSERTED, ["Israel"]),
        (Polarity.NEGATIVE, Modality.DENIED, ["Hamas"]),
    ]


def test_a_denial_after_a_semicolon_is_no_word_of_the_first_speaker() -> None:
    claims = claims_of(
        "Israel said Hamas had rejected the offer ; Hamas denied it .",
        "nsubj:2 root nsubj:5 aux:5 ccomp:2 det:7 obj:5 punct:10 nsubj:10 parataxis:5 obj:10 punct:2",
        ". . . . . . . . . . PRON .",
        lemmas=LEMMAS,
    )
    assert of(claims, "rejects") == [
        (Polarity.POSITIVE, Modality.ASSERTED, ["Israel"]),
        (Polarity.NEGATIVE, Modality.DENIED, ["Hamas"]),
    ]


def test_an_accusation_is_the_accusers_word_and_its_denial_the_others() -> None:
    claims = claims_of(
        "Ankara accused Athens of attacks on Cyprus . Athens dismissed the allegations .",
        "nsubj:2 root obj:2 case:5 obl:2 case:7 nmod:5 punct:2 nsubj:10 root det:12 obj:10 punct:10",
        lemmas=LEMMAS,
    )
    assert of(claims, "attacks") == [
        (Polarity.POSITIVE, Modality.POSSIBLE, ["Turkey"]),
        (Polarity.NEGATIVE, Modality.DENIED, ["Greece"]),
    ]


def test_who_confirms_a_report_says_so_too() -> None:
    claims = claims_of(
        "Reuters said Ankara bought missiles . Ankara confirmed the report .",
        "nsubj:2 root nsubj:4 ccomp:2 obj:4 punct:2 nsubj:8 root det:10 obj:8 punct:8",
        lemmas={**LEMMAS, "missiles": "missile"},
    )
    assert of(claims, "buys") == [
        (Polarity.POSITIVE, Modality.ASSERTED, ["Reuters"]),
        (Polarity.POSITIVE, Modality.ASSERTED, ["Turkey"]),
    ]


@pytest.mark.parametrize(
    ("answer", "heads"),
    [
        ("Hamas did not deny it .", "nsubj:12 aux:12 advmod:12 root obj:12 punct:12"),  # says nothing
        ("Ankara denied it .", "nsubj:10 root obj:10 punct:10"),  # of somebody else
        ("Hamas denied the charge of theft .", "nsubj:10 root det:12 obj:10 case:14 nmod:12 punct:10"),
    ],
)
def test_what_does_not_answer_denies_nothing(answer: str, heads: str) -> None:
    claims = claims_of(SAID + answer, SAID_HEADS + heads, lemmas=LEMMAS)
    assert of(claims, "rejects") == [(Polarity.POSITIVE, Modality.ASSERTED, ["Israel"])]


def test_what_the_text_says_in_its_own_voice_is_nobodys_report() -> None:
    claims = claims_of(
        "Hamas rejected the offer . Hamas denied it .",
        "nsubj:2 root det:4 obj:2 punct:2 nsubj:7 root obj:7 punct:7",
        ". . . . . . . PRON .",
        lemmas=LEMMAS,
    )
    assert len(of(claims, "rejects")) == 1
