"""What words do to the factuality of their content: the table ``kg/data/factuality_cues.tsv``, whose head explains it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ..resources import table
from ..types import Certainty, Modality, Polarity
from .words import Word

__all__ = ["Cue", "Effect", "find_content_cue", "find_cue", "find_subordinator", "governing_verbs"]

_POS = {"AUX": "VERB", "PROPN": "NOUN"}
_KINDS = {
    "to": ("to", "nonfinite", "clause", "any"),
    "ing": ("ing", "nonfinite", "clause", "any"),
    "that": ("that", "clause", "any"),
    "noun": ("noun", "any"),
    "subject": ("subject", "clause", "any"),
}
_PARTS = (
    "compound:prt",
    "advmod",
    "obj",
    "xcomp",
)  # what may make a cue of more than one word: "rule out", "have yet"


class Effect(NamedTuple):
    """How content stands under a governor; ``taken`` if it is taken for granted whatever stands above."""

    polarity: Polarity
    modality: Modality
    taken: bool = False


class Cue(NamedTuple):
    """The signature of a governor: its effect where it is affirmed and where it is negated."""

    affirmed: Effect | None
    negated: Effect | None
    certainty: Certainty | None = None


def find_cue(word: Word, kind: str) -> Cue | None:
    """Return what a word does to content of a kind: ``to``, ``ing``, ``that``, ``noun`` or ``subject``."""
    return _look_up(word, _KINDS[kind])


def find_content_cue(word: Word, kind: str) -> Cue | None:
    """Return what a word does in a part of its own: ``self``, ``content`` or ``setting``."""
    return _look_up(word, (kind,))


def find_subordinator(words: Sequence[Word]) -> Cue | None:
    """Return what a conjunction or preposition of these words, or of the first of them, does."""
    for length in range(len(words), 0, -1):
        cue = _cues().get((" ".join(word.lower for word in words[:length]), "SCONJ", "self"))
        if cue is not None:
            return cue
    return None


def _look_up(word: Word, kinds: tuple[str, ...]) -> Cue | None:
    for key in _keys(word):
        for kind in kinds:
            cue = _cues().get((*key, kind))
            if cue is not None:
                return cue
    return None


def _keys(word: Word) -> Iterator[tuple[str, str]]:
    """Yield the entries that a word may stand under, the longest first."""
    pos = "AUX" if word.base == "aux" else _POS.get(word.pos, word.pos)
    if pos == "NOUN":
        case = " ".join(case.lower for case in word.kids("case") if case.i < word.i)
        yield f"{case.removesuffix(' of')} {word.lemma}", pos
    yield from ((f"{word.lemma} {part.lower}", pos) for part in word.kids(*_PARTS))
    gerunds = (clause for clause in word.kids("advcl", "xcomp") if clause.tag == "VBG")
    yield from (
        (f"{word.lemma} {mark.lower}", pos) for clause in gerunds for mark in clause.kids("mark", "case")
    )
    if not word.kid("compound:prt"):
        yield word.lemma, pos
        if word.lower != word.lemma:
            yield word.lower, pos


@cache
def governing_verbs(*modalities: Modality) -> frozenset[str]:
    """Return the verbs that put an infinitive or gerund under one of some modalities, or under any."""
    forms = {*_KINDS["to"], *_KINDS["ing"]}
    verbs = [
        (lemma, cue.affirmed)
        for (lemma, pos, kind), cue in _cues().items()
        if pos == "VERB" and kind in forms
    ]
    return frozenset(
        lemma for lemma, effect in verbs if effect and (not modalities or effect.modality in modalities)
    )


@cache
def _cues() -> dict[tuple[str, str, str], Cue]:
    return {
        (lemma, pos, kind): Cue(_effect(affirmed), _effect(negated), None if sure == "-" else Certainty(sure))
        for lemma, pos, kind, affirmed, negated, sure in table("factuality_cues")
    }


def _effect(written: str) -> Effect | None:
    if written == "-":
        return None
    if written == "fact":
        return Effect(Polarity.POSITIVE, Modality.ASSERTED, taken=True)
    polarity = Polarity.NEGATIVE if written.startswith("-") else Polarity.POSITIVE
    return Effect(polarity, Modality(written.removeprefix("-")))
