"""Verbs that taggers take for plural nouns, and question words that recognisers take for first names.

*Ankara plans to buy jets* and *if Moscow attacks* have no other verb to hold them together: a noun has no *if*, and
*promises not to operate* no determiner. Trees with a verb of their own in the place are left alone.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from ..resources import word_list
from ..types import Modality
from .cues import governing_verbs
from .words import Word

__all__ = ["repair_verbs"]

_SUBORDINATORS = frozenset({"if", "unless", "because", "although", "though", "while", "whether", "once"})
_REASONS = frozenset({"since", "because", "after", "although", "though", "while"})
_LEFT = ("det", "amod", "compound", "nmod", "nummod", "case", "nmod:poss", "flat")


def repair_verbs(words: list[Word]) -> None:
    """Mend the tree of one sentence in place, before anything else is."""
    for word in words:
        if word.pos == "VERB" and word.copular:
            _mend_predicate(word)
    _mend_question(words)
    for noun in words:
        if noun.tag == "NNS" and noun.pos == "NOUN":
            _mend_promise(noun)
            _mend_subordinate(noun)
            _mend_plan(noun, words)
        if noun.base in ("obj", "iobj"):
            _mend_request(noun)
        if noun.base in ("obj", "xcomp") and noun.head.lemma in word_list("giving_verbs"):
            if noun.base == "xcomp" and noun.pos == "NOUN" and noun.head.passive and not noun.copular:
                noun.relabel("obj")  # "Morocco was sold helicopters"
            if noun.base == "obj":
                _mend_recipient(noun, words)
    for before, participle in pairwise(words):
        if participle.tag == "VBN" and participle.base == "amod":
            _mend_second_verb(participle, before)
    for verb in words:
        if verb.base == "ccomp" and any(mark.lower in _REASONS for mark in verb.kids("mark")):
            verb.relabel("advcl")  # nobody says or thinks *since it has them itself*
        if verb.pos == "VERB" and verb.lemma in word_list("verbs_with_of"):
            _mend_of(verb)


def _mend_predicate(word: Word) -> None:
    """Read a verb with a copula as the adjective that its tag says, or as a passive: *the reports* ``were fabricated``."""
    if word.tag.startswith("JJ"):
        word.pos = "ADJ"
    elif word.tag in ("VBN", "VBD"):
        for child in word.kids("cop"):
            child.relabel("aux:pass")
        for child in word.kids("nsubj"):
            child.relabel("nsubj:pass")


def _mend_question(words: list[Word]) -> None:
    """Part an auxiliary from the name after it: *Will Turkey buy jets?*."""
    first = words[0]
    if first.base != "aux" or first.head.i < first.i or words[-1].text != "?" or len(words) < 3:
        return
    if first.name is not None:
        for word in words[1 : first.name[1] - first.i]:
            word.name = (first.i + 1, first.name[1])
        first.name, first.label = None, ""
    for child in list(first.children):
        child.attach(
            first.head, "nsubj" if not first.head.kid("nsubj") and child.pos != "PUNCT" else child.dep
        )


def _mend_promise(noun: Word) -> None:
    """Put a verb above the infinitive whose subject it seems to be: *if Ankara promises not to operate it*."""
    infinitive = noun.head
    if (
        noun.base != "nsubj"
        or infinitive.i < noun.i
        or noun.lemma not in governing_verbs()
        or noun.kid("det", "cc")
    ):
        return
    if infinitive.tag != "VB" or not any(mark.lower == "to" for mark in infinitive.kids("mark")):
        return
    doer = _before(noun)
    if doer is None:
        return
    above, dep = infinitive.head, infinitive.dep
    noun.attach(above if above is not infinitive else noun, dep)
    infinitive.attach(noun, "xcomp")
    for child in list(infinitive.children):
        if child.i < noun.i:
            child.attach(noun, child.dep)
    _make_verb(noun, doer)


def _mend_subordinate(noun: Word) -> None:
    """Make a clause of a noun that has a conjunction: *if Moscow attacks*."""
    if not any(mark.lower in _SUBORDINATORS for mark in noun.kids("mark")) or noun.copular:
        return
    doer = _before(noun)
    if doer is None or noun.kid("acl", "nmod") not in (None, doer) or noun.head is noun:
        return
    if noun.base not in ("ccomp", "advcl"):
        noun.relabel("advcl")
    _make_verb(noun, doer)


def _mend_plan(noun: Word, words: list[Word]) -> None:
    """Make the head of a sentence without a verb its verb: *Ankara plans to buy jets*."""
    infinitive = next((c for c in noun.kids("acl") if c.i > noun.i and c.tag == "VB"), None)
    if noun.base != "root" or infinitive is None or noun.lemma not in governing_verbs() or noun.copular:
        return
    doer = _before(noun)
    finite = any(w.tag in ("VBD", "VBZ", "VBP", "MD") and w.head is noun for w in words)
    if doer is None or finite or noun.kid("nsubj") not in (None, doer):
        return
    infinitive.relabel("xcomp")
    _make_verb(noun, doer)


def _mend_request(noun: Word) -> None:
    """Hang on the verb what somebody is told to do: *told reporters to leave*."""
    verb = noun.head
    if verb.lemma not in _askers() or not (
        noun.base == "iobj" or noun.label in ("PERSON", "GPE", "ORG", "NORP")
    ):
        return
    for infinitive in noun.kids("acl"):
        if (
            infinitive.dep == "acl"
            and infinitive.tag == "VB"
            and infinitive.kid("mark")
            and not verb.kid("xcomp")
        ):
            infinitive.attach(verb, "xcomp")


def _mend_recipient(gift: Word, words: list[Word]) -> None:
    """Take who is given an amount or goods out of it: *lent Egypt 1.3 billion dollars*."""
    after = [word for word in words if gift.head.i < word.i < gift.i]
    after = after[after[0].lower == "the" :] if after else after
    if not after or after[0].name is None or after[0].label not in ("GPE", "ORG", "PERSON"):
        return
    name = [word for word in after if word.name == after[0].name]
    amount = after[len(name) :]
    counted = bool(amount) and (amount[0].tag in ("CD", "$") or amount[0].pos == "DET")
    goods = (
        gift.tag == "NNS" and name[0].label == "GPE" and not name[0].text.isupper()
    )  # "sold Armenia tanks"
    if counted or goods:
        inside = {word.i for word in name}
        head = next(word for word in name if word.head.i not in inside)
        head.attach(gift.head, "iobj")


def _mend_of(verb: Word) -> None:
    """Hang on the verb what its object is accused of: ``Athens of attacks``, ``of attacking`` ships."""
    for accused in verb.kids("obj", "nsubj:pass"):
        below = [deeper for name in accused.kids("nmod") if name.name for deeper in name.kids("nmod", "acl")]
        for charge in [*accused.kids("nmod", "acl"), *below]:
            own = accused.name is None and charge.label in (
                "GPE",
                "NORP",
                "ORG",
                "PERSON",
            )  # the king of Norway
            if not own and any(mark.lower == "of" for mark in charge.kids("case", "mark")):
                charge.attach(verb, "obl" if charge.base == "nmod" else "advcl")
    for noun in verb.kids("obl"):
        preposition, deed = noun.kid("case"), noun.kid("amod")
        if (
            preposition
            and deed
            and deed.tag == "VBG"
            and deed.i == preposition.i + 1
            and preposition.lower == "of"
        ):
            deed.attach(verb, "advcl")
            deed.pos = "VERB"
            preposition.attach(deed, "mark")
            noun.attach(deed, "obj")


def _mend_second_verb(participle: Word, before: Word) -> None:
    """Join to the verb what seems to modify a bare noun after *and*: *suspended the deal and* ``threatened`` *sanctions*."""
    noun, listed = participle.head, participle.head.head
    verb = listed
    while verb.pos not in ("VERB", "AUX") and verb.head is not verb:
        verb = verb.head
    if (
        noun.base != "conj"
        or noun.kid("det", "nmod:poss")
        or verb.tag != "VBD"
        or before.base != "cc"
        or participle.lemma not in word_list("predicative_participles")
    ):
        return
    participle.pos, participle.tag = "VERB", "VBD"
    participle.attach(verb, "conj")
    before.attach(participle, "cc")
    noun.attach(participle, "obj")


def _before(noun: Word) -> Word | None:
    """Return the noun right before another, which is its subject if that is a verb."""
    return next(
        (
            c
            for c in noun.children
            if c.i == noun.i - 1 and c.pos in ("NOUN", "PROPN", "PRON") and not c.kid("case")
        ),
        None,
    )


def _make_verb(noun: Word, doer: Word) -> None:
    noun.pos, noun.tag = "VERB", "VBZ"
    doer.relabel("nsubj")
    for child in list(noun.children):
        if child.i < doer.i and (child.base in _LEFT or child.dep in _LEFT):
            child.attach(doer, child.dep)


@cache
def _askers() -> frozenset[str]:
    return governing_verbs(Modality.REQUESTED) - word_list("subject_control")
