"""Clauses that parsers hang on the wrong word: what somebody is told, what is asked for, what else the main verb does."""

from __future__ import annotations

from itertools import pairwise

from ..resources import word_list
from .cues import find_cue, governing_verbs
from .words import FINITE, Word

__all__ = ["repair_clauses", "swap"]


def repair_clauses(words: list[Word]) -> None:
    """Mend the tree of one sentence in place, after its subjects."""
    _lower_negation(words)
    for word in words:
        if word.base == "appos" and word.lemma in word_list("reported_nouns") and word.head.label:
            _mend_charge(word)
        if word.dep == "acl:relcl" or (word.base == "acl" and word.tag in FINITE):
            _mend_content_clause(word)
            _mend_told(word)
            if word.dep == "acl" and any(w.lower in ("that", "which") for w in word.kids("obj")):
                word.relabel("acl:relcl")  # "a claim that Tehran denies"
        elif word.base == "advcl" and word.tag in ("VB", "VBG"):
            _mend_infinitive(word)
    for before, word in pairwise(words):
        told = word.dep == "obl:unmarked" and word.kid("acl") is not None and not word.head.kid("obj")
        if told and find_cue(word, "that") is not None:
            word.relabel("obj")  # "dismissed as fiction a report that"
        if word.tag == "VBG" and word.dep == "advcl" and before.text == ",":
            _mend_trailing(word)
        if word.lower in ("on", "to") and word.base == "case":
            _mend_blamed(word.head, words)


def _lower_negation(words: list[Word]) -> None:
    """Hang a negation on the infinitive that it stands before: *promised* ``never`` *to attack* denies the attack."""
    for negation, mark in pairwise(words):
        infinitive = mark.head
        before = negation.lower in ("never", "not") and mark.lower == "to" and mark.base == "mark"
        after = negation.head is infinitive.head and negation.i > negation.head.i
        if before and after and infinitive.base == "xcomp":
            negation.attach(infinitive, "advmod")


def _mend_charge(charge: Word) -> None:
    """Hang on the verb what is no apposition of a name: *threatened Greece,* ``a charge`` *it denies*."""
    verb = charge.head
    while verb.pos not in ("VERB", "AUX") and verb.head is not verb:
        verb = verb.head
    if verb.pos == "VERB":
        charge.attach(verb, "obl:unmarked")


def swap(verb: Word, noun: Word, role: str) -> None:
    """Let a verb take the place of the noun above it, which becomes its argument."""
    above, dep = noun.head, noun.dep
    noun.children.remove(verb)
    verb.head = verb
    if above is noun:
        verb.relabel("root")
    else:
        verb.attach(above, dep)
        noun.head.children.remove(noun)
    noun.head = verb
    noun.relabel(role)
    verb.children.append(noun)
    verb.children.sort(key=lambda word: word.i)
    for child in list(noun.children):
        if (child.i > verb.i and role == "nsubj") or (
            child.base in ("punct", "advcl", "parataxis") and child.i > verb.i
        ):
            child.attach(verb, child.dep if child.base != "nmod" else "obl")


def _mend_content_clause(verb: Word) -> None:
    """Make a *that*-clause with its own subject content: ``told the agency that Turkey was ...``, *the claim by X that*."""
    that = next((w for w in verb.kids("mark", "obj") if w.lower == "that" and w.i < verb.i), None)
    heard = verb.head
    teller = heard.head
    if that is None or not verb.kids("nsubj") or not that.i > heard.i > teller.i:
        return
    told = teller.pos == "VERB" and heard.base in ("obj", "iobj", "obl") and that.base == "mark"
    told = told and (verb.kid("obj", "iobj") is not None or teller.lemma in word_list("speech_verbs"))
    by = any(case.lower in ("by", "from", "of") for case in heard.kids("case"))
    claimed = (
        teller.lemma in word_list("speech_nouns") and heard.base == "nmod" and by and heard.label == "PERSON"
    )
    if told or claimed:
        that.relabel("mark")
        verb.attach(teller, "ccomp")


def _mend_told(verb: Word) -> None:
    """Make content of a clause that lacks nothing: *the story* ``that Egypt bought submarines`` is not a bought story."""
    that = next((w for w in verb.kids("obj", "obl") if w.lower == "that" and w.i < verb.i), None)
    whole = verb.kid("nsubj") is not None and any(w is not that for w in verb.kids("obj"))
    if that is not None and whole and find_cue(verb.head, "that") is not None:
        that.relabel("mark")
        verb.relabel("acl")


def _mend_infinitive(verb: Word) -> None:
    """Make an infinitive or gerund the complement of a verb that takes one: ``pressing Turkey not to use``."""
    governor = verb.head
    particle = governor.kid("compound:prt")
    takes = {governor.lemma, f"{governor.lemma} {particle.lower}" if particle else ""} & governing_verbs()
    if governor.i > verb.i or verb.kid("nsubj") or not takes:
        return
    if verb.tag == "VBG" and (
        verb.kid("mark", "case") or verb.i - governor.i > 1 + len(governor.kids("compound:prt"))
    ):
        return
    verb.relabel("xcomp")


def _mend_blamed(blamed: Word, words: list[Word]) -> None:
    """Hang on the verb who is to blame: *blamed the attack on the embassy* ``on Iran``, the last such phrase."""
    verb = next((w for w in blamed.ancestors() if w.lemma in word_list("blaming_verbs")), None)
    if verb is None or blamed.base != "nmod" or blamed.i < verb.i or verb.pos != "VERB":
        return
    deed = verb.kid("obj", "nsubj:pass")
    later = [w for w in words if w.i > blamed.i and w.lower in ("on", "to") and w.head in verb.subtree()]
    if deed is not None and not later and not verb.kids("iobj") and blamed in deed.subtree():
        blamed.attach(verb, "obl")


def _mend_trailing(participle: Word) -> None:
    """Hang a participle after a comma on the main verb: *tried to persuade Ankara to drop it*, ``pressuring`` *it*.

    One in what is said stays there where its subject can act.
    """
    while True:
        clause, above = participle.head, participle.head.head
        while above.pos in ("NOUN", "PROPN") and above.head is not above:
            above = above.head  # "announced its decision to suspend it, adding that"
        inner = clause.base in ("xcomp", "advcl") or (clause.base == "acl" and clause.tag == "VB")
        inner = inner or (clause.base == "ccomp" and not _can_act(clause))
        listed = clause.tag == "VBG"  # "accused of violating rights, ignoring the law"
        if not inner or listed or above.i > participle.i or above.pos != "VERB":
            return
        participle.attach(above, "advcl")


def _can_act(clause: Word) -> bool:
    doer = clause.kid("nsubj")
    return doer is None or bool(doer.label) or doer.pos == "PRON" or doer.kid("amod", "nmod:poss") is not None
