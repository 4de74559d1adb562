"""Subjects and relative clauses that small parsers lose, found again from the words around the verb.

A finite verb without a subject is nearly always an error of the parser, and what it took for something else stands
right before it; a clause whose subject is *which* or *who* belongs to the noun before the pronoun.
"""

from __future__ import annotations

from itertools import pairwise, takewhile

from ..resources import word_list
from .words import Word, people_nouns

__all__ = ["repair_subjects"]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
_INSIDE = frozenset({"flat", "compound", "fixed", "case", "nummod", "amod", "det"})


def repair_subjects(words: list[Word]) -> None:
    """Mend the tree of one sentence in place."""
    for title, of in pairwise(words):
        if of.lower == "of" and title.name is None and title.lemma in people_nouns():
            _mend_office(title, of, words)
    for word in words:
        if word.base == "appos":
            _mend_list(word)
            if word.label == "PERSON":
                _mend_apposition(word)
        if word.pos == "VERB" and not word.kid("nsubj", "csubj", "expl"):
            _mend_subject(word)
            if word.base == "conj" and word.tag in _FINITE:
                _mend_resumed(word)
        if word.lemma in word_list("disposed_adjectives"):
            for pronoun in word.kids("expl"):
                pronoun.relabel("nsubj")
        if word.lemma in word_list("speech_verbs") and word.tag in _FINITE and not word.kid("nsubj"):
            _mend_reduced(word)
        subjects = word.kids("nsubj")
        if len(subjects) > 1:
            _mend_title(subjects[0], subjects[1])


def _mend_title(title: Word, name: Word) -> None:
    """Make one subject of a title and the name after it: ``the newspaper Daily Sabah`` cited."""
    first = name.name[0] if name.name is not None else name.i
    if title.i == first - 1 and title.pos == "NOUN" and name.label in ("ORG", "PERSON"):
        title.attach(name, "nmod:desc")


def _mend_apposition(name: Word) -> None:
    """Hang a person's name on his office and not on its country: *the head of the agency* ``Ismail Demir``."""
    place = name.head
    office = place.head
    held = office.tag == "NN" and office.lemma in people_nouns()
    thing = place.pos == "NOUN" and place.lemma not in people_nouns()
    if held and place.base == "nmod" and (thing or place.label in ("GPE", "NORP", "ORG")):
        name.attach(office, "appos")


def _mend_office(title: Word, of: Word, words: list[Word]) -> None:
    """Take a person out of his office: *Secretary of State* ``Antony Blinken``, *President of Turkey* ``R. T. Erdogan``."""
    after = [word for word in words if word.i > of.i]
    domain = [*takewhile(_is_domain, after)] or [*takewhile(lambda word: word.label == "GPE", after)]
    name = [
        *takewhile(lambda word: word.pos == "PROPN" and word.label in ("", "PERSON"), after[len(domain) :])
    ]
    if not domain or not name or name[-1].label != "PERSON" or title.head is title:
        return
    top = name[0]
    if title.head is not top and top not in title.head.ancestors():
        top.attach(title.head, title.dep)
        title.attach(top, "nmod:desc")
    for word in name:
        word.label, word.name = "PERSON", (top.i, name[-1].i + 1)
        if word is not top:
            word.attach(top, "flat")
    head = domain[-1]
    head.attach(title, "nmod")
    for word in (of, *domain[:-1]):
        word.attach(head, "case" if word is of else "compound")
    for word in domain:
        if word.label == "PERSON":
            word.label, word.name = "", None


def _is_domain(word: Word) -> bool:
    return word.lower in word_list("office_domains") and word.pos in ("NOUN", "PROPN")


def _mend_list(item: Word) -> None:
    """Make the second of three items what it is: ``Reuters, Bloomberg and the Times``."""
    last = item.kid("conj") or next((c for c in item.head.kids("conj") if c.i > item.i), None)
    if last is None or last.kid("cc") is None or item.pos != item.head.pos or item.i < item.head.i:
        return
    described = {"a", "an"} if item.pos == "NOUN" else {"a", "an", "the"}
    if not any(child.lower in described for child in item.children):
        item.relabel("conj")


def _mend_subject(verb: Word) -> None:
    """Give a finite clause its subject where the parser took it for something else: ``About 800 have left``."""
    finite = [word.i for word in (verb, *verb.kids("aux")) if word.tag in _FINITE]
    if not finite or verb.base in ("xcomp", "conj") or verb.dep == "acl:relcl":
        return
    for child in reversed(verb.children):
        if child.i >= min(finite):
            continue
        bare = child.base in ("obl", "compound", "dep", "obj") and not child.kid("case", "mark")
        if bare and child.pos in _NOMINAL and child.label not in ("DATE", "TIME"):
            child.relabel("nsubj:pass" if verb.kid("aux:pass") else "nsubj")
            return
        if child.base not in ("advmod", "aux"):
            break


def _mend_reduced(verb: Word) -> None:
    """Give a verb of saying its subject, and that its participle: *officials* ``briefed on the matter`` *said*."""
    for clause in verb.kids("ccomp", "csubj", "advcl", "nsubj", "parataxis"):
        doer = clause.kid("nsubj")
        inside = clause.subtree()
        if (
            doer is None
            or clause.tag not in ("VBD", "VBN")
            or clause.kid("obj", "aux", "mark", "cop", "xcomp")
        ):
            continue
        if doer.i == clause.i - 1 and inside[-1].i == verb.i - 1 and inside[-1].text != ",":
            doer.attach(verb, "nsubj")
            clause.attach(doer, "acl")
            clause.tag = "VBN"
            for child in clause.kids("ccomp", "parataxis", "punct"):
                if child.i < doer.i:
                    child.attach(verb, child.dep)
            return


def _mend_resumed(verb: Word) -> None:
    """Join to *said* what the speaker did next: *said Ankara would not yield and accused Washington*.

    A finite verb does not go on after a modal; after other auxiliaries it may, so there only verbs of speech are moved.
    """
    said = verb.head
    speaking = said.head
    if said.base != "ccomp" or speaking.lemma not in word_list("speech_verbs") or verb.tag != speaking.tag:
        return
    modal = said.tag == "VB" and any(word.tag == "MD" for word in said.kids("aux"))
    helped = said.tag in ("VBN", "VBG") and said.kid("aux") is not None
    speaks = verb.lemma in word_list("speech_verbs") | word_list("judging_verbs")
    if (modal or (helped and speaks)) and not verb.kid("aux", "mark") and speaking.kid("nsubj"):
        verb.attach(speaking, "conj")
