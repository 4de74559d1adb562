"""Frequent errors of parsers that the tree itself gives away, mended before anything is read.

Small parsers trained on little newswire go wrong in the same few ways: they take what is said before *he said* for an
adverbial clause, hang a subject on an auxiliary, or make the main verb of a sentence a participle of its subject.
Each function mends one of them and leaves every tree alone that does not show it.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from ..resources import table, word_list
from .clause_repairs import repair_clauses, swap
from .contrasts import repair_contrasts
from .cues import governing_verbs
from .name_repairs import repair_names
from .subject_repairs import repair_subjects
from .verb_repairs import repair_verbs
from .words import FINITE, Word, people_nouns

__all__ = ["repair"]


def repair(words: list[Word]) -> None:
    """Mend the tree of one sentence in place."""
    repair_names(words)
    repair_verbs(words)
    for word in words:
        if word.pos == "PROPN" and word.name is None and word.lower in people_nouns():
            _mend_capital(word)
    _trim_names(words)
    _mend_designations(words)
    _mend_states(words)
    _join_directions(words)
    _join_peoples(words)
    _mend_names(words)
    for article in words:
        if article.base == "det" and article.i < article.head.i:
            _gather_modifiers(article, words)
    for word in words:
        if word.pos in ("ADV", "ADJ", "NOUN", "X") and (
            word.tag in ("VBD", "VBZ", "VBP") or word.kid("aux:pass")
        ):
            word.pos = "VERB"  # tagger and morphologiser disagree: the finite tag is the safer one
        if word.dep == "obj" and any(mark.tag == "IN" and mark.i < word.i for mark in word.kids("case")):
            word.relabel("obl")  # "sanctions on Ankara over its purchase"
        if word.dep == "obj" and word.head.lemma in word_list("naming_verbs"):
            _mend_second_object(word)
        if word.base == "advcl" and word.tag in _NOUNS and word.kid("case") and not word.kid(*_VERBAL):
            word.relabel("obl")  # "spoke by telephone"
        if word.base == "aux":
            _mend_auxiliary(word)
        elif word.label == "CARDINAL" and word.tag == "NNS":
            word.label, word.name = "", None  # *thousands* marched: people, not a number
        elif word.pos == "NUM" and word.base in ("obl", "obj", "nsubj", "nmod"):
            _mend_count(word)
        elif word.tag in FINITE and word.base in ("amod", "acl", "compound", "nmod", "csubj"):
            _mend_main_verb(word)
        elif word.tag == "VBG" and word.base == "amod":
            _mend_progressive(word)
    for before, word in pairwise(words):
        if word.lower == "that" and before.tag == "NNS":
            _mend_saying(before, words)
        elif word.lower in word_list("example_marks") and word.base == "case" and word.head.base == "obl":
            _mend_example(word.head, before, words)
        elif f"{before.lower} {word.lower}" in word_list("reciprocals"):
            _join_reciprocal(before, word)
    repair_subjects(words)
    repair_clauses(words)
    repair_contrasts(words)


def _gather_modifiers(article: Word, words: list[Word]) -> None:
    """Hang what stands between an article and its noun on that noun: *attacked the* ``Palestinian`` *parliament building*."""
    noun = article.head
    for word in words:
        if article.i < word.i < noun.i and word.dep == "amod" and not article.i < word.head.i <= noun.i:
            word.attach(noun, "amod")


_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_VERBAL = ("nsubj", "cop", "mark", "aux")


def _mend_capital(noun: Word) -> None:
    """Make a common noun of an office with a capital, if it stands as one: *the* ``President`` *of Russia*."""
    whose = any(w.label in ("NORP", "GPE", "ORG") for w in noun.kids("amod", "compound"))
    whose = whose or noun.base == "appos" or noun.kid("nmod", "appos", "nmod:poss") is not None
    if whose and noun.kid("det", "nmod:poss") and noun.base not in ("compound", "flat", "nmod:desc"):
        noun.pos, noun.lemma = "NOUN", noun.lower
        noun.tag = "NNS" if noun.tag == "NNPS" else "NN"


def _trim_names(words: list[Word]) -> None:
    """Give back the preposition that the recogniser took into a name: *asked* ``Washington`` *for batteries*."""
    for place, last in enumerate(words):
        span = last.name
        if span is None or last.tag != "IN" or last.i != span[1] - 1 or last.i == span[0]:
            continue
        for word in words[:place]:
            if word.name == span:
                word.name = (span[0], last.i)
        last.label, last.name = "", None
        noun = next((w for w in words[place + 1 : place + 4] if w.pos in ("NOUN", "PROPN")), None)
        while noun is not None and noun.base in ("compound", "amod", "flat") and noun.head.i > noun.i:
            noun = noun.head
        if noun is not None and last.base == "flat" and noun not in last.ancestors():
            last.attach(noun, "case")


def _mend_designations(words: list[Word]) -> None:
    """Make a name of what names a weapon, whatever the tagger takes it for: *Russian S-400 systems*."""
    for word in words:
        if word.label == "PRODUCT" and word.base == "nummod" and word.head.i > word.i:
            word.pos, word.tag = "PROPN", "NNP"
            word.relabel("compound")  # "S-400 components"
        stray = word.base in ("punct", "case") or (word.base == "flat" and word.head.name != word.name)
        if word.label != "PRODUCT" or not stray or word.head is word:
            continue
        word.pos, word.tag = "PROPN", "NNP"
        noun = next((w for w in words if word.i < w.i <= word.i + 2 and w.pos in ("NOUN", "PROPN")), None)
        while noun is not None and noun.base in ("compound", "amod", "flat") and noun.head.i > noun.i:
            noun = noun.head
        word.attach(noun or word.head, "compound" if noun is not None else "flat")


def _mend_states(words: list[Word]) -> None:
    """Label as a state what is named just like one: *Kenya* is no person, unless a title stands before it."""
    for place, word in enumerate(words):
        if word.text not in _states() or word.name != (word.i, word.i + 1):
            continue
        title = words[place - 1].lower if place else ""
        if title.rstrip(".") in word_list("forms_of_address"):
            word.label = "PERSON"  # "Mr. Jordan"
        elif word.label in ("PERSON", "ORG", "PRODUCT") and not (
            title.endswith(".") or title in word_list("title_words")
        ):
            word.label = "GPE"


def _join_directions(words: list[Word]) -> None:
    """Put into a country's name the direction that the recogniser left out: *South Korean* is not *Korean*."""
    for direction, name in pairwise(words):
        span = name.name
        if span is None or span[0] != name.i or direction.name is not None:
            continue
        if direction.text in word_list("name_directions") and name.label in ("NORP", "GPE"):
            direction.attach(name, "compound")
            for word in words:
                if direction.i <= word.i < span[1]:
                    word.label, word.name = name.label, (direction.i, span[1])


def _join_peoples(words: list[Word]) -> None:
    """Make one name of a people and the country it lives in: *Bosnian Serbs* are no Serbs of Serbia."""
    for before, people in pairwise(words):
        if people.label != "NORP" or people.name != (people.i, people.i + 1):
            continue
        plural = people.tag in ("NNS", "NNPS")
        inside = before.head is people and before.base in ("amod", "compound")
        if not plural and before.head is people.head and before.base == people.base == "amod":
            inside = before.label == "NORP"  # "Turkish Cypriot leaders"
            if inside:
                before.attach(people, "amod")
        if inside and (before.label in ("NORP", "GPE") or (plural and before.lower == "ethnic")):
            first = before.name[0] if before.name is not None else before.i
            for word in words:
                if first <= word.i <= people.i:
                    word.label, word.name = "NORP", (first, people.i + 1)


def _mend_names(words: list[Word]) -> None:
    """Keep the words of a name together: what the recogniser takes for one name is one phrase."""
    spans: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        if word.name is not None and word.label in ("PERSON", "ORG", "GPE", "PRODUCT"):
            spans.setdefault(word.name, []).append(word)
    for members in spans.values():
        inside = {w.i for w in members}
        outer = [w for w in members if w.head.i not in inside or w.head is w]
        if len(outer) < 2 or any(w.head is w for w in outer[1:]):
            continue
        first = outer[0]
        for stray in outer[1:]:
            above = stray.head
            if above is first or first in tuple(above.ancestors()):
                continue
            for child in list(stray.children):
                if child.i not in inside:
                    child.attach(above, child.dep)
            stray.attach(first, "flat")


def _mend_second_object(name: Word) -> None:
    """Make a predicate of what somebody or something is called: *called the deal* ``a mistake``."""
    if any(other.i < name.i for other in name.head.kids("obj")):
        name.relabel("xcomp")


def _mend_auxiliary(auxiliary: Word) -> None:
    """Hang on the verb what hangs on its auxiliary: ``Clinton has`` imposed."""
    for child in list(auxiliary.children):
        if child.base in ("nsubj", "obl", "obj", "csubj", "advcl"):
            child.attach(auxiliary.head, child.dep)


def _mend_count(number: Word) -> None:
    """Make a number that heads a phrase modify the noun after it: ``to 18`` rebels."""
    after = [w for w in number.head.children if w.i > number.i and w.pos in ("NOUN", "PROPN")]
    noun = after[0] if after else None
    if (
        noun is None
        or noun.i - number.i > 3
        or noun.kid("case", "det", "cc")
        or noun.base not in ("obj", "obl", "appos")
    ):
        return
    noun.relabel(number.dep)
    for case in number.kids("case"):
        case.attach(noun, "case")
    number.attach(noun, "nummod")


def _mend_main_verb(verb: Word) -> None:
    """Make a finite verb the head of its clause where it was read as a participle of a noun beside it."""
    noun = verb.head
    if verb.kid("mark") or verb.pos != "VERB":
        return
    subject = verb.kid("nsubj")
    if verb.base == "amod" and subject is not None and subject.i < verb.i < noun.i and noun.base == "root":
        swap(verb, noun, "obj")  # "Yeltsin hosted Hashimoto"
    elif verb.base == "amod" and subject is None and verb.tag == "VBD" and noun.i > verb.i:
        _mend_transitive(verb, noun)
    elif verb.base == "acl":
        first = noun.head if noun.base == "conj" else noun
        if _is_topless(first, verb):
            verb.attach(first, "acl")  # "the president and a group of deputies held talks"
            swap(verb, first, "nsubj")  # "Tutu on Sunday called for sanctions"


def _mend_transitive(verb: Word, patient: Word) -> None:
    """Make a sentence of a noun phrase and a past tense before a name: *The threat to Iran* ``worried`` *Oman*."""
    top = next((word for word in patient.ancestors() if word.head is word), patient)
    clause = top.copular or top.pos not in ("PROPN", "NOUN") or top.i > verb.i
    if patient.name is None or patient.kid("det") or top is patient or clause:
        return
    if top.kid("nsubj", "aux", "parataxis", "ccomp"):
        return
    verb.attach(top, "acl")
    swap(verb, top, "nsubj")
    patient.attach(verb, "obj")


def _mend_progressive(verb: Word) -> None:
    """Make a verb of a participle that follows *been*: ``has been pressuring`` workers to give in."""
    noun = verb.head
    been = next((word for word in noun.kids("cop") if word.lower == "been" and word.i == verb.i - 1), None)
    if been is None:
        return
    verb.pos = "VERB"
    swap(verb, noun, "obj")
    been.relabel("aux")
    for child in list(noun.children):
        if child.i < verb.i:
            child.attach(verb, child.dep)
        elif child.tag == "VB" and child.base in ("acl", "xcomp") and verb.lemma in governing_verbs():
            child.attach(verb, "xcomp")


def _is_topless(noun: Word, verb: Word) -> bool:
    """Tell whether a noun is the root of a sentence whose only verb can be the one that modifies it."""
    if (
        noun.base != "root"
        or noun.copular
        or noun.pos not in ("PROPN", "NOUN")
        or noun.i > verb.i
        or verb.tag == "VBG"
    ):
        return False
    others = [w for w in noun.children if w.base in ("nsubj", "aux", "parataxis", "ccomp") and w is not verb]
    by = any(case.lower == "by" for obl in verb.kids("obl") for case in obl.kids("case"))
    return not others and not by and bool(verb.kids("obj", "obl", "ccomp", "xcomp"))


def _mend_saying(word: Word, words: list[Word]) -> None:
    """Make a verb of what looks like a plural noun: *The White House denies that it knew*."""
    name = next((w for w in words if w.i == word.i - 1 and w.base == "compound" and w.head is word), None)
    clause = next((w for w in word.kids("ccomp", "acl", "acl:relcl") if w.kid("nsubj")), None)
    if word.base != "root" or name is None or clause is None:
        return
    lemma = word.lemma.removesuffix("ie") + "y" if word.lemma.endswith("ie") else word.lemma
    if lemma not in word_list("speech_verbs"):
        return
    word.lemma = lemma
    word.pos, word.tag = "VERB", "VBZ"
    clause.relabel("ccomp")
    for child in list(word.children):
        if child.i < name.i and child.base in ("det", "amod", "compound", "nmod", "case"):
            child.attach(name, child.dep)
    name.relabel("nsubj")


def _mend_example(example: Word, before: Word, words: list[Word]) -> None:
    """Hang an example on what it is one of, which ends before it: ``played in all matches, including the final``."""
    verb = example.head
    end = before.i if before.text != "," else before.i - 1
    last = next((word for word in words if word.i == end), before)
    line = [last, *last.ancestors()]
    if verb in line[1:]:
        whole = line[line.index(verb) - 1]
        if whole.pos in ("NOUN", "PROPN") and whole.base in ("obj", "obl", "nsubj"):
            example.attach(whole, "nmod")


def _join_reciprocal(each: Word, other: Word) -> None:
    """Keep *each other* together: ``attacked each`` other."""
    if other.head is not each and each.head is not other and each.head is not each:
        other.attach(each, "fixed")


@cache
def _states() -> frozenset[str]:
    return frozenset(row[3] for row in table("states") if " " not in row[3])
