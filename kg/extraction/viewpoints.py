"""Whose view a clause gives that no verb of saying governs: *as the minister put it*, *in Israel's view*, *Rome: ...*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ..resources import table, word_list
from .words import FINITE, Word, people_nouns

__all__ = ["Viewpoint", "find_headline", "find_viewpoints"]

_OPENERS = frozenset({"in", "by", "from", "to", "on"})  # *in his view*, *by all accounts*, *to his mind*
_IT = frozenset({"it", "things", "matters"})
_LONGEST_NAME = 5  # words beside the colon of a headline
_NAMES = ("PERSON", "ORG", "GPE", "NORP")


class Viewpoint(NamedTuple):
    """Who sees or says it so, the word that tells, and the head of the clause that is seen so."""

    source: Word
    cue: Word
    clause: Word
    named: bool = False  # whoever he is, he is not kept unnamed


def find_viewpoints(words: Sequence[Word]) -> Iterator[Viewpoint]:
    """Yield the viewpoints of a sentence in the order of the text."""
    for word in words:
        source = None
        if word.base == "advcl" and word.tag in FINITE:
            source = _of_clause(word)
        elif word.pos == "NOUN" and word.base in ("obl", "nmod"):
            source = _of_phrase(word)
        clause = _clause_above(word) if source is not None else None
        if source is not None and clause is not None and clause is not source:
            yield Viewpoint(source, word, clause)


def _of_clause(verb: Word) -> Word | None:
    """Return the subject of *as X put it*, *as X said*."""
    marks = [w for w in verb.kids("mark", "advmod", "case") if w.i < verb.i]
    if verb.lemma not in word_list("viewpoint_verbs") or [w.lower for w in marks] != ["as"]:
        return None
    if marks[0].kid("fixed", "advmod"):
        return None  # "as long as the truce holds"
    objects = verb.kids("obj", "iobj", "ccomp", "xcomp", "nsubj:pass")
    if any(w.lower not in _IT for w in objects) or verb.passive:
        return None
    return verb.kid("nsubj")


def _of_phrase(noun: Word) -> Word | None:
    """Return whose view, words or account it is, where the phrase names somebody who can have one."""
    listed = word_list("viewpoint_nouns")
    if noun.lemma not in listed and noun.lower not in listed:
        return None
    if not any(case.lower in _OPENERS for case in noun.kids("case")):
        return None
    owners = noun.kids("nmod:poss")
    if not owners and noun.kid("det"):
        owners = [w for w in noun.kids("nmod") if any(c.lower == "of" for c in w.kids("case"))]
    return next((owner for owner in owners if _can_see(owner)), None)


def _can_see(owner: Word) -> bool:
    if owner.label in _NAMES or owner.lower in ("his", "her", "their", "its", "our", "my"):
        return True
    return owner.lemma in _bodies()


@cache
def _bodies() -> frozenset[str]:
    """Return the nouns for people and bodies: *minister*, *court*."""
    return frozenset(
        lemma for lemma, label in table("nominal_heads") if label in ("PERSON", "ORG")
    ) | word_list("headline_sources")


def _clause_above(word: Word) -> Word | None:
    for above in word.ancestors():
        if above.pos in ("VERB", "AUX") or above.copular:
            return above
    return None


# --- headlines --------------------------------------------------------------------------------


def find_headline(words: Sequence[Word]) -> Iterator[Viewpoint]:
    """Read *Erdogan: Turkey will not give up the missiles* as speech of the name before the colon.

    At the other end it may be a noun: *floods kill 40: officials*.
    """
    colons = [at for at, word in enumerate(words) if word.text in (":", "-", "–", "—")]
    if not colons or words[-1].text in (".", "!", '"'):
        return
    first, last = words[: colons[0]], words[colons[-1] + 1 :]
    if 0 < len(first) <= _LONGEST_NAME and _is_heading_name(first) and words[colons[0]].text == ":":
        content = _clause_among(words[colons[0] + 1 :])
        if content is not None:
            yield Viewpoint(_top(first), words[colons[0]], content, True)
    elif 0 < len(last) <= _LONGEST_NAME and all(word.pos in ("NOUN", "PROPN", "ADJ") for word in last):
        content, source = _clause_among(words[: colons[-1]]), _top(last)
        known = source.lemma in word_list("headline_sources") or source.lemma in people_nouns()
        if content is not None and known:
            yield Viewpoint(source, words[colons[-1]], content)


def _is_heading_name(words: Sequence[Word]) -> bool:
    """Tell whether words before a colon name a speaker and are no kicker: *Update: ...*."""
    if words[-1].label in ("PERSON", "ORG", "GPE"):
        return all(word.name or word.pos in ("NOUN", "ADJ") for word in words)
    named = words[0].tag in ("NNP", "NNPS") or words[0].label == "NORP"
    nominal = all(word.pos in ("PROPN", "ADJ", "NOUN") for word in words)
    return named and nominal and not any(word.lower in word_list("headline_kickers") for word in words)


def _clause_among(words: Sequence[Word]) -> Word | None:
    """Return the highest verb or copular predicate with a subject among some words."""
    predicates = [w for w in words if (w.pos == "VERB" or w.copular) and (w.kid("nsubj") or w.copular)]
    return next((w for w in predicates if w.head is w or w.head not in predicates), None)


def _top(words: Sequence[Word]) -> Word:
    return next((word for word in words if word.head is word or word.head not in words), words[-1])
