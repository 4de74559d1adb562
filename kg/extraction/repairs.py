"""Frequent errors of parsers that the tree itself gives away, mended before anything is read.

Small parsers trained on little newswire go wrong in the same few ways: they take what is said before *he said* for an
adverbial clause, hang a subject on an auxiliary, or make the main verb of a sentence a participle of its subject.
Each function mends one of them and leaves every tree alone that does not show it.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from ..resources import table, word_list
from .clause_repairs import repair_clauses
from .contrasts import repair_contrasts
from .name_repairs import repair_names
from .subject_repairs import repair_subjects
from .words import Word, people_nouns

__all__ = ["repair"]


def repair(words: list[Word]) -> None:
    """Mend the tree of one sentence in place."""
    repair_names(words)
    for word in words:
        if word.pos == "VERB" and word.copular:
            _mend_predicate(word)
        if word.base in ("obj", "xcomp") and word.head.lemma in word_list("giving_verbs"):
            _mend_gift(word, words)
        if word.pos == "VERB" and word.lemma in word_list("verbs_with_of"):
            _mend_of(word)
        if word.base == "ccomp" and any(mark.lower in _REASONS for mark in word.kids("mark")):
            word.relabel("advcl")  # nobody says or thinks *since it has them itself*
    for word in words:
        if word.pos == "PROPN" and word.name is None and word.lower in people_nouns():
            _mend_capital(word)
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
        if word.base == "nmod" and word.head.name is not None and word.head.base == "obl":
            _mend_agent(word)
        if word.base == "advcl" and word.tag in _NOUNS and word.kid("case") and not word.kid(*_VERBAL):
            word.relabel("obl")  # "spoke by telephone"
        if word.base == "aux":
            _mend_auxiliary(word)
        elif word.label == "CARDINAL" and word.tag == "NNS":
            word.label, word.name = "", None  # *thousands* marched: people, not a number
    for before, word in pairwise(words):
        if word.lower in word_list("example_marks") and word.base == "case" and word.head.base == "obl":
            _mend_example(word.head, before, words)
    repair_subjects(words)
    repair_clauses(words)
    repair_contrasts(words)


_REASONS = frozenset({"since", "because", "after", "although", "though", "while"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_VERBAL = ("nsubj", "cop", "mark", "aux")


def _mend_predicate(word: Word) -> None:
    """Read a verb with a copula as the adjective that its tag says, or as a passive: *the reports* ``were fabricated``."""
    if word.tag.startswith("JJ"):
        word.pos = "ADJ"
    elif word.tag in ("VBN", "VBD"):
        for child in word.kids("cop"):
            child.relabel("aux:pass")
        for child in word.kids("nsubj"):
            child.relabel("nsubj:pass")


def _mend_gift(gift: Word, words: list[Word]) -> None:
    """Take who is given an amount or goods out of it: *lent Egypt 1.3 billion dollars*."""
    if gift.base == "xcomp":
        if gift.pos == "NOUN" and gift.head.passive and not gift.copular:
            gift.relabel("obj")  # "Morocco was sold helicopters"
        return
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


def _mend_capital(noun: Word) -> None:
    """Make a common noun of an office with a capital, if it stands as one: *the* ``President`` *of Russia*."""
    whose = any(w.label in ("NORP", "GPE", "ORG") for w in noun.kids("amod", "compound"))
    whose = whose or noun.base == "appos" or noun.kid("nmod", "appos", "nmod:poss") is not None
    if whose and noun.kid("det", "nmod:poss") and noun.base not in ("compound", "flat", "nmod:desc"):
        noun.pos, noun.lemma = "NOUN", noun.lower
        noun.tag = "NNS" if noun.tag == "NNPS" else "NN"


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


def _mend_agent(agent: Word) -> None:
    """Hang on a passive verb who does it, and not on the name before: *was extradited to Germany* ``by Poland``."""
    verb = agent.head.head
    if verb.passive and any(case.lower == "by" for case in agent.kids("case")):
        agent.attach(verb, "obl")


def _mend_auxiliary(auxiliary: Word) -> None:
    """Hang on the verb what hangs on its auxiliary: ``Clinton has`` imposed."""
    for child in list(auxiliary.children):
        if child.base in ("nsubj", "obl", "obj", "csubj", "advcl"):
            child.attach(auxiliary.head, child.dep)


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


@cache
def _states() -> frozenset[str]:
    return frozenset(row[3] for row in table("states") if " " not in row[3])
