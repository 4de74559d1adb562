"""Frequent errors of parsers that the tree itself gives away, mended before anything is read.

Small parsers trained on little newswire go wrong in the same few ways: they take what is said before *he said* for an
adverbial clause, hang a subject on an auxiliary, or make the main verb of a sentence a participle of its subject.
Each function mends one of them and leaves every tree alone that does not show it.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from ..resources import table, word_list
from .subject_repairs import repair_subjects
from .verb_repairs import repair_verbs
from .words import Word, tellers

__all__ = ["repair"]


def repair(words: list[Word]) -> None:
    """Mend the tree of one sentence in place."""
    repair_verbs(words)
    _trim_names(words)
    _mend_designations(words)
    _mend_states(words)
    _join_directions(words)
    _join_peoples(words)
    _mend_names(words)
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
        elif word.tag in _FINITE and word.base in ("amod", "acl", "compound", "nmod", "csubj"):
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
    for word in words:
        if word.dep == "acl:relcl" or (word.base == "acl" and word.tag in _FINITE):
            _mend_content_clause(word)
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
    for word in words:
        if word.lemma in word_list("quoting_verbs"):
            _mend_quoting(word)
        elif word.base == "xcomp":
            _mend_chain(word)


_FINITE = frozenset({"VBD", "VBN", "VBZ", "VBP"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_VERBAL = ("nsubj", "cop", "mark", "aux")


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
        if word.label not in ("PERSON", "ORG", "PRODUCT") or word.text not in _states():
            continue
        title = words[place - 1].lower if place else ""
        titled = title.endswith(".") or title in word_list("title_words")
        if word.name == (word.i, word.i + 1) and not titled:
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
        _swap(verb, noun, "obj")  # "Yeltsin hosted Hashimoto"
    elif verb.base == "acl":
        first = noun.head if noun.base == "conj" else noun
        if _is_topless(first, verb):
            verb.attach(first, "acl")  # "the president and a group of deputies held talks"
            _swap(verb, first, "nsubj")  # "Tutu on Sunday called for sanctions"


def _mend_progressive(verb: Word) -> None:
    """Make a verb of a participle that follows *been*: ``has been pressuring`` workers to give in."""
    noun = verb.head
    been = next((word for word in noun.kids("cop") if word.lower == "been" and word.i == verb.i - 1), None)
    if been is None:
        return
    verb.pos = "VERB"
    _swap(verb, noun, "obj")
    been.relabel("aux")
    for child in list(noun.children):
        if child.i < verb.i:
            child.attach(verb, child.dep)
        elif child.tag == "VB" and child.base in ("acl", "xcomp") and verb.lemma in _infinitive_takers():
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


def _swap(verb: Word, noun: Word, role: str) -> None:
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


def _mend_content_clause(verb: Word) -> None:
    """Make a *that*-clause with its own subject content: ``told the agency that Turkey was ...``, *the claim by X that*."""
    that = next((w for w in verb.kids("mark", "obj") if w.lower == "that" and w.i < verb.i), None)
    heard = verb.head
    teller = heard.head
    if that is None or not verb.kids("nsubj") or not that.i > heard.i > teller.i:
        return
    told = teller.pos == "VERB" and heard.base in ("obj", "iobj", "obl") and that.base == "mark"
    told = told and (verb.kid("obj", "iobj") is not None or teller.lemma in tellers())
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
    if clause.inverted and not any(w.text == '"' for w in clause.head.children):
        return  # "should Moscow attack, the alliance will respond"
    spoken = clause.base in ("advcl", "parataxis") or (subject is not None and clause.pos == "VERB")
    if before and spoken and not clause.kid("mark") and clause.kid("nsubj", "expl") and not verb.kid("ccomp"):
        clause.relabel("ccomp")


def _mend_infinitive(verb: Word) -> bool:
    """Make an infinitive or gerund the complement of a verb that takes one: ``pressing Turkey not to use``."""
    governor = verb.head
    particle = governor.kid("compound:prt")
    takes = {governor.lemma, f"{governor.lemma} {particle.lower}" if particle else ""} & _infinitive_takers()
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
        _swap(verb, doer, "nsubj")


def _mend_kept_from(verb: Word) -> None:
    """Hang on the verb what its object is kept from: ``prevents Iran from building a bomb``."""
    noun = verb.head
    kept = any(mark.lower == "from" for mark in verb.kids("mark", "case"))
    if kept and noun.base == "obj" and noun.head.lemma in _infinitive_takers():
        verb.attach(noun.head, "advcl")


def _mend_trailing(participle: Word) -> None:
    """Hang a participle after a comma on the main verb: *tried to persuade Ankara to drop it*, ``pressuring`` *it*.

    One in what is said stays there where its subject can act.
    """
    while True:
        clause, above = participle.head, participle.head.head
        inner = clause.base in ("xcomp", "advcl") or (clause.base == "ccomp" and not _can_act(clause))
        if not inner or above.i > participle.i or above.pos != "VERB":
            return
        participle.attach(above, "advcl")


def _can_act(clause: Word) -> bool:
    doer = clause.kid("nsubj")
    return doer is None or bool(doer.label) or doer.pos == "PRON" or doer.kid("amod", "nmod:poss") is not None


def _mend_chain(verb: Word) -> None:
    """Hang an infinitive on the verb whose object does it: ``trying to force Turkey to abandon``."""
    for later in verb.head.kids("xcomp", "advcl"):
        takes = verb.lemma in _infinitive_takers() and verb.kid("obj", "iobj")
        if takes and later.i > verb.i and later.tag == "VB" and later.kid("nsubj") is None:
            later.attach(verb, "xcomp")


def _mend_quoting(verb: Word) -> None:
    """Make the object the one who says it: ``quoted an official as saying that``."""
    speaker = verb.kid("nsubj:pass") if verb.passive else verb.kid("obj")
    said, beside = verb.head, verb.base in ("conj", "parataxis") and not verb.kid("cc")
    if beside and said.i < verb.i and verb.kid("nsubj") and said.kid("nsubj"):
        _swap(verb, said, "ccomp")  # "The talks failed, Reuters quoted an official as saying"
    for clause in verb.kids("advcl", "xcomp", "ccomp", "obl"):
        if clause.i > verb.i and clause.tag == "VBG" and clause.kid("nsubj") is None and speaker is not None:
            clause.relabel("xcomp")
    fronted = [
        c for c in verb.kids("advcl", "parataxis") if c.i < verb.i and c.kid("nsubj") and not c.kid("mark")
    ]
    for clause in fronted:
        clause.relabel("ccomp")


@cache
def _states() -> frozenset[str]:
    return frozenset(row[3] for row in table("states") if " " not in row[3])


@cache
def _infinitive_takers() -> frozenset[str]:
    return frozenset(row[0] for row in table("factuality_cues") if row[1] == "VERB" and row[2] != "-")
