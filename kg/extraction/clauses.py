"""The participants of a predicate, as if every clause were a plain active main clause.

Passives are undone, subjects are shared along coordination, control, raising and participles, relative pronouns
give way to their antecedents, and every conjunct becomes a participant of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..resources import table, word_list
from .syntax import Word
from .words import is_reciprocal, may_act

__all__ = [
    "Participant",
    "case_of",
    "conjuncts",
    "is_clause",
    "is_predicate",
    "participants",
    "subjects",
    "takes_up",
]

_RELATIVES = frozenset({"who", "which", "that", "whom"})
_CONJUNCTIONS = frozenset({"while", "when", "if", "unless", "although", "though", "once", "until", "whether"})
_DEEP = 6  # how far subjects are looked for up the tree


class Participant(NamedTuple):
    """A role (see ``types.Argument``) and the head word that fills it."""

    role: str
    head: Word


def is_clause(word: Word) -> bool:
    """Return whether a word heads a clause: a verb, or something with a copula."""
    if word.copular:
        return True
    if word.pos == "VERB":
        return word.base not in ("compound", "case", "mark", "fixed", "flat", "cc") and not (
            word.base == "amod" and not word.kids("obj", "obl", "xcomp")
        )
    return word.pos == "AUX" and word.base not in ("aux", "cop") and bool(word.kids("nsubj", "expl", "obj"))


def is_predicate(word: Word) -> bool:
    """Return whether a word is read as a predicate: a clause, or a common noun that may have participants."""
    if is_clause(word):
        return True
    if word.pos == "NOUN":
        counted = word.label == "CARDINAL" and word.kid("nmod") is not None  # "thousands of farmers"
        return word.base not in ("compound", "fixed", "flat") and (counted or not word.label)
    described = any(c.label in ("NORP", "GPE") for c in word.kids("amod", "nmod:poss", "compound"))
    return described and word.label in ("PRODUCT", "ORG", "FAC") and word.base not in ("compound", "flat")


def conjuncts(word: Word) -> list[Word]:
    """Return a word and what is coordinated with it, in order, however deep the coordination."""
    found, stack = [], [word]
    while stack:
        here = stack.pop()
        found.append(here)
        stack.extend(
            c for c in here.children if c.base == "conj" and not (is_clause(c) and not is_clause(word))
        )
    found.sort(key=lambda w: w.i)
    return found


def case_of(word: Word) -> str:
    """Return the preposition of a phrase, multiword ones joined: ``in_favour_of``. A conjunct shares the first's."""
    parts: list[Word] = []
    for case in word.kids("case"):
        if case.lower in ("'s", "’s", "'"):
            continue
        parts += [case, *case.kids("fixed")]
    if parts:
        return "_".join(p.lower for p in sorted(parts, key=lambda p: p.i))
    return case_of(word.head) if word.base == "conj" and word.head is not word else ""


def participants(word: Word) -> list[Participant]:
    """Return the participants of a predicate in the order of the text, subjects first."""
    found = _of_clause(word) if is_clause(word) else _of_noun(word)
    if is_clause(word) and word.copular and word.pos in ("NOUN", "PROPN", "PRON"):
        found += _modifiers(word)
    unique = {(p.role, p.head.i): p for p in reversed(found)}
    return sorted(unique.values(), key=lambda p: (p.role != "nsubj", p.head.i, p.role))


def subjects(verb: Word, depth: int = 0) -> list[Word]:
    """Return the surface subjects of a clause, borrowed from above where it has none of its own."""
    own = [w for w in verb.children if w.base in ("nsubj", "csubj")]
    if own and _is_aim(own[0], verb):
        of = [w for w in own[0].kids("nmod") if case_of(w) == "of" and w.label]
        return _possessors(own[0], depth) or of
    if own:
        return [s for w in own for s in _resolved(w, verb)]
    if depth > _DEEP or verb.head is verb:
        return []
    above = verb.head
    match verb.base:
        case "conj":
            return subjects(above, depth + 1) if is_clause(above) else []
        case "xcomp":
            return _controllers(above, depth)
        case "advcl" if _is_kept_from(verb):
            return [w for kept in _resolved(above.kids("obj")[0], above) for w in _spread(kept, above, depth)]
        case "advcl" | "parataxis" if verb.tag in ("VBG", "VBN", "VB", "TO") or verb.kid("mark"):
            return subjects(above, depth + 1) if is_clause(above) else []
        case "acl":
            return _of_adnominal(verb, depth)
        case "ccomp" if above.dep == "acl:relcl" and any(w.lower in _RELATIVES for w in above.kids("obj")):
            return [above.head]  # "a unit which Washington believes backs rebels"
        case "ccomp" if verb.tag in ("VB", "VBG"):
            return _controllers(above, depth)
        case "obl" | "nmod" | "obj" | "nsubj" if verb.tag == "VBG":
            return subjects(above, depth + 1) if is_clause(above) else []
    return []


def _is_aim(subject: Word, verb: Word) -> bool:
    """Tell whether a clause says what somebody wants to do: *Athens's aim is to destabilise the region*."""
    infinitive = verb.tag == "VB" and verb.kid("cop") is not None
    return infinitive and subject.lemma in word_list("intentions")


def _resolved(word: Word, verb: Word) -> list[Word]:
    """Replace a relative pronoun by its antecedent and spread coordination."""
    if word.base == "expl" or word.lower == "there" or _is_expletive(word, verb):
        return []
    if word.lower in _RELATIVES:
        antecedent = _antecedent(verb)
        if antecedent is not None:
            return _all_of(antecedent, verb)
    return conjuncts(word)


def _all_of(antecedent: Word, verb: Word) -> list[Word]:
    """Return an antecedent with what is coordinated with it where the verb is plural: *Rome and Bonn, which are*."""
    finite = [w for w in (verb, *verb.kids("aux", "cop")) if w.lower in ("are", "were", "have")]
    first = antecedent.head if antecedent.base == "conj" else antecedent
    listed = conjuncts(first)
    return listed if finite and len(listed) > 1 and antecedent in listed else [antecedent]


def _is_expletive(word: Word, verb: Word) -> bool:
    """Tell whether *it* only stands for a clause: *it is claimed that*."""
    return word.lower == "it" and verb.passive and verb.kid("ccomp", "csubj") is not None


def _antecedent(verb: Word) -> Word | None:
    here = verb
    for _ in range(_DEEP):
        if here.dep == "acl:relcl":
            return here.head
        if here.base not in ("conj", "xcomp", "ccomp", "advcl") or here.head is here:
            return None
        here = here.head
    return None


def _controllers(governor: Word, depth: int) -> list[Word]:
    """Return who does the infinitive: the object if there is one, save under verbs like *promise*."""
    if governor.passive and governor.lemma in word_list("quoting_verbs"):
        return subjects(governor, depth + 1)
    if governor.lemma not in word_list("subject_control"):
        controlled = governor.kids("obj", "iobj")
        if controlled and is_clause(governor):
            return _spread(controlled[0], governor, depth)
        asked = _asked(governor)
        if asked is not None:
            return conjuncts(asked)
    return subjects(governor, depth + 1) if is_clause(governor) else _possessors(governor, depth)


def _spread(controlled: Word, governor: Word, depth: int) -> list[Word]:
    """Return a controlling object and what is coordinated with it; *each other* are those who do it."""
    if is_reciprocal(controlled):
        return subjects(governor, depth + 1)
    return conjuncts(controlled)


def _asked(governor: Word) -> Word | None:
    """Return who is called *on*, or appealed *to*, to do something."""
    wanted = _prepositions_of_control().get(governor.lemma, [])
    return next((w for w in governor.kids("obl") if case_of(w) in wanted), None)


@cache
def _prepositions_of_control() -> dict[str, list[str]]:
    return {verb: prepositions.split() for verb, prepositions in table("oblique_control")}


def _is_kept_from(verb: Word) -> bool:
    """Tell whether the object above does it: *prevents Iran from building*, *accused Iran of being a sponsor*."""
    marks = {mark.lower for mark in verb.kids("mark", "case")}
    above = verb.head
    return (
        any(w.tag == "VBG" for w in (verb, *verb.kids("cop")))
        and bool(marks & {"from", "of", "into", "for", "against"})
        and bool(above.kids("obj"))
    )


def _of_adnominal(verb: Word, depth: int) -> list[Word]:
    """Return the subject of a participle or infinitive that modifies a noun."""
    noun = verb.head
    if verb.dep == "acl:relcl":
        return []
    if verb.tag in ("VBG", "VBN", "VBD") and not any(w.lower == "to" for w in verb.kids("mark")):
        preposition = any(w.tag == "IN" for w in verb.kids("mark", "case"))
        return _possessors(noun, depth) if preposition else [noun]
    return _possessors(noun, depth)


def _possessors(noun: Word, depth: int) -> list[Word]:
    """Return whose plan, threat or decision it is: a possessor, a demonym, *by X*, or the holder of the noun."""
    for child in noun.children:
        if child.dep == "nmod:poss" or (child.base == "amod" and child.label in ("NORP", "GPE")):
            return conjuncts(child)
    by = [c for c in noun.kids("nmod") if case_of(c) in ("by", "from")]
    if by:
        return conjuncts(by[0])
    if noun.copular:
        return subjects(noun, depth + 1)
    compounds = [c for c in noun.kids("compound", "nmod") if may_act(c) and not c.kid("case")]
    if noun.base == "obl" and case_of(noun) == "as":
        return noun.head.kids("nsubj" if noun.head.passive else "obj")  # "saw the incident as an attempt to"
    if not compounds and noun.base in ("obj", "xcomp", "obl") and is_clause(noun.head):
        return subjects(noun.head, depth + 1)
    return compounds[:1]


def _of_clause(verb: Word) -> list[Participant]:
    passive = _is_passive(verb)
    found = [Participant(r, h) for r, h in _subject_roles(verb, passive)]
    for child in verb.children:
        found.extend(_dependent(verb, child, passive))
    found += _told_about(verb)
    if verb.dep == "acl:relcl" or (verb.base == "conj" and verb.head.dep == "acl:relcl"):
        found = list(_with_antecedent(verb, found, passive))
    if verb.pos == "VERB" and not any(p.role in ("obj", "ccomp", "xcomp") for p in found):
        found += _shared_object(verb)
    return found


def _told_about(verb: Word) -> list[Participant]:
    """Return what a tag comments on as its content: *The talks failed, Petrov said*."""
    if verb.base != "parataxis" or verb.lemma not in word_list("speech_verbs"):
        return []
    if verb.kid("ccomp", "xcomp") or takes_up(verb) or not is_clause(verb.head) or not verb.kid("nsubj"):
        return []
    return [Participant("ccomp", verb.head)] if verb.head.i < verb.i or verb.head.kid("nsubj") else []


def takes_up(verb: Word) -> bool:
    """Tell whether what a verb says takes up what was said: *Hamas denied* ``it``, *denied* ``the allegations``."""
    return any(
        word.lower in word_list("clause_pronouns") or word.lemma in word_list("reported_nouns")
        for word in verb.kids("obj")
    )


def _is_passive(verb: Word) -> bool:
    """Tell whether the subject undergoes it: also *founded in 1949, the alliance* and *were moved and questioned*."""
    if verb.passive or verb.tag not in ("VBN", "VBD") or verb.kid("nsubj", "aux"):
        return verb.passive
    if verb.tag == "VBD":  # taggers take the participle of "missiles made in Russia" for a past tense
        return verb.dep == "acl" and not verb.kid("obj", "mark")
    if verb.base == "conj":
        return verb.head.pos == "VERB" and _is_passive(verb.head)
    return verb.base == "acl" or (verb.base == "advcl" and not verb.kid("obj"))


def _subject_roles(verb: Word, passive: bool) -> Iterator[tuple[str, Word]]:
    for subject in subjects(verb):
        if subject is verb:
            continue
        if passive:
            yield ("iobj" if verb.kid("obj") else "obj"), subject
        else:
            yield "nsubj", subject


def _dependent(verb: Word, child: Word, passive: bool) -> Iterator[Participant]:
    if child.base in ("obj", "iobj"):
        for word in conjuncts(child):
            yield Participant(child.base, word)
            if not is_predicate(word):
                yield from (Participant(f"obl:{role}", w) for role, w in _beyond_name(word))
    elif (
        child.base in ("obl", "nmod")
        and child.dep != "nmod:poss"
        and (verb.pos != "NOUN" or child.base == "obl")
    ):
        for word in conjuncts(child):
            case = case_of(word)
            if passive and (case == "by" or child.dep == "obl:agent") and word.label not in ("DATE", "TIME"):
                yield Participant("nsubj", word)
            else:
                yield Participant(f"obl:{case}" if case else "obl:unmarked", word)
    elif child.base in ("xcomp", "ccomp"):
        for word in [child, *(c for c in child.kids("conj"))]:
            yield Participant(child.base, word)
    elif child.base == "advcl":
        mark = child.kid("mark") or child.kid("case")
        role = f"advcl:{mark.lower}" if mark else "advcl"
        if mark is not None and child.tag == "VBG" and mark.tag == "IN" and mark.lower not in _CONJUNCTIONS:
            role = f"obl:{mark.lower}"  # "threatened with suspending", "accused of spying"
        yield Participant(role, child)


def _beyond_name(name: Word) -> Iterator[tuple[str, Word]]:
    """Yield the phrases that the parser hangs on a name, with their prepositions: *sold 60 Mirages to Taiwan*.

    A name has no participants.
    """
    for phrase in name.kids("nmod"):
        case = case_of(phrase)
        if case and case != "of" and phrase.dep != "nmod:poss":
            yield from ((case, word) for word in conjuncts(phrase))


def _with_antecedent(verb: Word, found: list[Participant], passive: bool) -> Iterator[Participant]:
    """Put the antecedent where the relative pronoun stood, or into the gap of a reduced relative clause."""
    antecedent = _antecedent(verb)
    gap = antecedent is not None
    for participant in found:
        if antecedent is not None and participant.head.lower in _RELATIVES and participant.head.pos != "NOUN":
            yield Participant(participant.role, antecedent)
            gap = False
        else:
            gap = gap and participant.head is not antecedent
            yield participant
    has_object = any(p.role in ("obj", "ccomp", "xcomp") for p in found)
    if gap and antecedent is not None and verb.pos == "VERB" and not has_object and not passive:
        if any(p.role == "nsubj" for p in found):
            if any(w.lower in ("where", "when", "why", "how", "whose") for w in verb.subtree(("conj",))[:4]):
                return
            yield Participant("obj", antecedent)
        else:
            yield Participant("nsubj", antecedent)


def _shared_object(verb: Word) -> list[Participant]:
    """Return the object of a directly following conjunct: *bought and deployed the system*."""
    for child in verb.kids("conj"):
        if child.pos == "VERB" and child.i - verb.i <= 2 and not child.kid("nsubj"):
            return [Participant("obj", word) for obj in child.kids("obj") for word in conjuncts(obj)]
    return []


def _of_noun(noun: Word) -> list[Participant]:
    found = _modifiers(noun)
    if (noun.base == "appos" and noun.head.pos in ("PROPN", "NOUN") and not _is_headed(noun)) or (
        noun.base in ("nmod", "compound", "appos", "flat") and noun.dep == "nmod:desc"
    ):
        found.append(Participant("nsubj", noun.head))
    return found


def _is_headed(noun: Word) -> bool:
    """Tell whether a colon parts a noun from what stands before it: a speaker or a topic, *Pentagon: purchase ...*."""
    around = (*noun.children, *noun.head.children)
    return any(sign.text == ":" and noun.head.i < sign.i < noun.i for sign in around)


def _modifiers(noun: Word) -> list[Participant]:
    found: list[Participant] = []
    for child in noun.children:
        if child.dep == "nmod:poss":
            owner = _antecedent(noun.head) if child.lower == "whose" else None
            found += [Participant("nmod:poss", w) for w in conjuncts(owner or child)]
        elif (child.base == "nmod" and child.dep != "nmod:desc") or (
            child.base == "obl" and not noun.copular
        ):
            for word in conjuncts(child):
                case = case_of(word)
                found.append(Participant(f"nmod:{case}" if case else "compound", word))
                if case == "of" and word.name is not None:
                    found += (Participant(f"nmod:{role}", w) for role, w in _beyond_name(word))
        elif child.base in ("compound", "amod"):
            found += [Participant(child.base, w) for w in conjuncts(child)]
        elif child.base == "acl" and child.dep != "acl:relcl":
            mark = child.kid("mark")
            found.append(Participant("xcomp" if child.tag == "VB" or mark else "acl", child))
            if mark is not None and child.tag == "VBG":
                found.append(Participant(f"nmod:{mark.lower}", child))
        elif child.base in ("ccomp", "xcomp", "advcl") and not noun.copular:
            found.append(Participant("ccomp" if child.base == "ccomp" else "xcomp", child))
        elif child.base == "appos" and child.name is None and child.pos == "NOUN" and noun.name is None:
            continue
    return found
