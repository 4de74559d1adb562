"""Clauses that the parser hung on the wrong word: what is said, what is asked for, what else the main verb does."""

from __future__ import annotations

from itertools import pairwise

from ..resources import word_list
from .cues import governing_verbs
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
            if word.dep == "acl" and any(w.lower in ("that", "which") for w in word.kids("obj")):
                word.relabel("acl:relcl")  # "a claim that Tehran denies"
        elif word.base == "advcl" and word.tag in ("VB", "VBG") and _mend_infinitive(word):
            continue
        elif word.base == "acl" and word.tag == "VBG":
            _mend_kept_from(word)
        elif word.base == "acl" and word.tag == "VB":
            _mend_announcement(word)
        elif word.base in ("advcl", "parataxis", "csubj", "nsubj") and word.head.lemma in word_list(
            "speech_verbs"
        ):
            _mend_fronted_speech(word)
    for before, word in pairwise(words):
        if word.tag == "VBG" and word.dep == "advcl" and before.text == ",":
            _mend_trailing(word)
        if word.lower in ("on", "to") and word.base == "case":
            _mend_blamed(word.head, words)
    for word in words:
        if word.lemma in word_list("quoting_verbs"):
            _mend_quoting(word)
        elif word.base == "xcomp":
            _mend_chain(word)


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


def _mend_fronted_speech(clause: Word) -> None:
    """Make the clause before a verb of saying its content: ``The talks failed, Reuters reported``."""
    verb = clause.head
    subject = next((w for w in verb.kids("nsubj") if w is not clause), None)
    before = clause.i < verb.i and (subject is None or clause.i < subject.i)
    doer = clause.kid("nsubj")
    asked = doer is not None and any(aux.i < doer.i for aux in clause.kids("aux", "cop"))
    if asked and not any(w.text == '"' for w in clause.head.children):
        return  # "should Moscow attack, the alliance will respond", "not only did it attack, it threatened"
    spoken = clause.base in ("advcl", "parataxis") or (subject is not None and clause.pos == "VERB")
    if before and spoken and not clause.kid("mark") and clause.kid("nsubj", "expl") and not verb.kid("ccomp"):
        clause.relabel("ccomp")


def _mend_infinitive(verb: Word) -> bool:
    """Make an infinitive or gerund the complement of a verb that takes one: ``pressing Turkey not to use``."""
    governor = verb.head
    particle = governor.kid("compound:prt")
    takes = {governor.lemma, f"{governor.lemma} {particle.lower}" if particle else ""} & governing_verbs()
    if governor.i > verb.i or verb.kid("nsubj") or not takes:
        return False
    if verb.tag == "VBG" and (
        verb.kid("mark", "case") or verb.i - governor.i > 1 + len(governor.kids("compound:prt"))
    ):
        return False
    verb.relabel("xcomp")
    return True


def _mend_announcement(verb: Word) -> None:
    """Make a sentence of a headline that says what is to come: ``Turkey to test`` missiles."""
    doer = verb.head
    named = doer.label in ("GPE", "ORG", "PERSON") and doer.head is doer
    if named and doer.i < verb.i and any(mark.lower == "to" for mark in verb.kids("mark")):
        swap(verb, doer, "nsubj")


def _mend_kept_from(verb: Word) -> None:
    """Hang on the verb what its object is kept from: ``prevents Iran from building a bomb``."""
    noun = verb.head
    kept = any(mark.lower == "from" for mark in verb.kids("mark", "case"))
    if kept and noun.base == "obj" and noun.head.lemma in governing_verbs():
        verb.attach(noun.head, "advcl")


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


def _mend_chain(verb: Word) -> None:
    """Hang an infinitive on the verb whose object does it: ``trying to force Turkey to abandon``."""
    for later in verb.head.kids("xcomp", "advcl"):
        takes = verb.lemma in governing_verbs() and verb.kid("obj", "iobj")
        if takes and later.i > verb.i and later.tag == "VB" and later.kid("nsubj") is None:
            later.attach(verb, "xcomp")


def _mend_quoting(verb: Word) -> None:
    """Make the object the one who says it: ``quoted an official as saying that``."""
    speaker = verb.kid("nsubj:pass") if verb.passive else verb.kid("obj")
    said, beside = verb.head, verb.base in ("conj", "parataxis") and not verb.kid("cc")
    if beside and said.i < verb.i and verb.kid("nsubj") and said.kid("nsubj"):
        swap(verb, said, "ccomp")  # "The talks failed, Reuters quoted an official as saying"
    for clause in verb.kids("advcl", "xcomp", "ccomp", "obl"):
        if clause.i > verb.i and clause.tag == "VBG" and clause.kid("nsubj") is None and speaker is not None:
            clause.relabel("xcomp")
    fronted = [
        c for c in verb.kids("advcl", "parataxis") if c.i < verb.i and c.kid("nsubj") and not c.kid("mark")
    ]
    for clause in fronted:
        clause.relabel("ccomp")
