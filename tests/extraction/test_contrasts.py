"""Whom a contrast or an exception leaves out, and whom it does not."""

from __future__ import annotations

import pytest

from kg.extraction.contrasts import is_left_out

from .test_clauses import roles, word


@pytest.mark.parametrize(
    ("brackets", "expected"),
    [
        (
            "(nsubj Russia (conj (cc rather than/fixed) Ukraine)) bombed Poland/obj .",
            ["nsubj Russia", "obj Poland"],
        ),
        (
            "(nsubj Russia (conj and/cc not/advmod Ukraine)) bombed Poland/obj .",
            ["nsubj Russia", "obj Poland"],
        ),
        ("(nsubj Russia (appos not/advmod Ukraine)) bombed Poland/obj .", ["nsubj Russia", "obj Poland"]),
        (
            "Russia/nsubj bombed (obj Poland (conj but/cc not/advmod Ukraine)) .",
            ["nsubj Russia", "obj Poland"],
        ),
        (
            "Russia/nsubj bombed (obj not/advmod Poland (conj but/cc Ukraine)) .",
            ["nsubj Russia", "obj Ukraine"],
        ),
        (
            "Russia/nsubj did/aux not/advmod *bomb_VB (obj Poland (conj but/cc Ukraine)) .",
            ["nsubj Russia", "obj Ukraine"],
        ),
        (
            "Theatres/nsubj:pass were/aux:pass *bombed_VBN (obl:agent by/case Russia (conj but/cc not/advmod by/case Ukraine)) .",
            ["nsubj Russia", "obj Theatres"],
        ),
        ("(nsubj Everyone (conj but/cc Hungary)) condemned Russia/obj .", ["nsubj Everyone", "obj Russia"]),
        ("(nsubj Nobody (nmod except/case Hungary)) backed Russia/obj .", ["nsubj Hungary", "obj Russia"]),
        (
            "(nsubj not/advmod only/advmod Ghana (conj but/cc also/advmod Togo)) backed Benin/obj .",
            ["nsubj Ghana", "nsubj Togo", "obj Benin"],
        ),
        (
            "Italy/nsubj backed (obj Croatia (conj and/cc Serbia)) .",
            ["nsubj Italy", "obj Croatia", "obj Serbia"],
        ),
    ],
)
def test_who_is_left_out_is_no_participant(brackets: str, expected: list[str]) -> None:
    verb = next(
        text
        for text in ("bombed", "bomb", "condemned", "backed")
        if text in brackets.replace("*", " ").replace("_", " ").split()
    )
    assert roles(brackets, verb) == expected


def test_the_one_meant_in_a_cleft_has_the_clause() -> None:
    brackets = (
        "It/nsubj was/cop *Russia (appos not/advmod Ukraine (acl:relcl that/nsubj bombed Poland/obj)) ."
    )
    assert "nsubj Russia" in roles(brackets, "bombed")


def test_a_clause_after_rather_than_was_not_done() -> None:
    brackets = "Israel/nsubj talked (conj (cc rather than/fixed) fought) ."
    assert is_left_out(word(brackets, "fought"))
    assert not is_left_out(word(brackets, "talked"))
