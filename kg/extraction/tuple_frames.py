"""The clause as an n-ary frame: surface subjects, the words of the relation, and its arguments in order.

Here the passive stays a passive: a tuple says what the sentence says, in its order of words. Chains of verbs
(*tried to find*) are one relation; coordination is kept as alternatives of a slot, so that each profile can
spread it as it needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..resources import word_list
from .clauses import is_clause, subjects
from .tuple_words import case_words, noun_words, relation_words
from .words import Word

__all__ = ["Frame", "Rank", "Slot", "read_frame", "spread"]

_NO_FILLER = frozenset(["who", "which", "that", "what", "there", "whom", "where", "when", "how", "why"])
_PRONOUNS = frozenset(["who", "which", "that", "whom"])  # in a relative clause they stand for the antecedent
_TIMES = frozenset(["DATE", "TIME"])
_LONGEST_CHAIN = 4


class Rank:
    """The order in which slots are written; within a rank the order of the text holds."""

    OBJECT = 0
    OBLIQUE = 1
    LATER = 2  # clauses, and times after the verb
    FRONTED = 3  # what stands before the verb, and phrases without a preposition
    CLAUSE = 4


class Slot(NamedTuple):
    """An argument: when it is written, its preposition or conjunction, the heads that fill it."""

    rank: int
    preposition: tuple[Word, ...]
    heads: tuple[Word, ...]
    clausal: bool = False


class Frame(NamedTuple):
    """A clause read on its surface. ``relation`` are the words without the preposition of an argument."""

    head: Word
    subjects: tuple[Word, ...]
    relation: tuple[Word, ...]
    slots: tuple[Slot, ...]
    rule: str


def read_frame(head: Word) -> Frame | None:
    """Return the frame of a clause, or None where its relation is told as part of another's."""
    if _continues(head.head, head):
        return None
    chain = _chain(head)
    relation = _chain_words(chain)
    inside = {word.i for word in relation}
    doers = tuple(s for s in _subjects(head) if s.i not in inside and not _is_empty(s, head))
    slots = sorted(_slots(chain), key=lambda slot: (slot.rank, slot.heads[0].i))
    if _describes(chain[-1], slots):
        inside |= {word.i for word in noun_words(chain[-1], whole=True)}
        relation = sorted({*relation, *noun_words(chain[-1], whole=True)}, key=lambda word: word.i)
        slots = [slot for slot in slots if slot.heads[0] is not chain[-1]]
    if head.base == "conj" and is_clause(head.head) and head.kid("nsubj") is None:
        slots += _shared(head.head)
    return Frame(head, doers, tuple(relation), tuple(slots), _rule(head))


def spread(head: Word) -> tuple[Word, ...]:
    """Return what is coordinated with a head, itself first; the parts of one name stay together."""
    found, stack = [], [head]
    while stack:
        here = stack.pop()
        found.append(here)
        for child in here.children:
            if (
                child.base != "conj"
                or (is_clause(child) and not is_clause(head))
                or child.kid("nsubj", "expl")
            ):
                continue
            if child.name is None or child.name != here.name:
                stack.append(child)
    found.sort(key=lambda word: word.i)
    return tuple(found)


def _rule(head: Word) -> str:
    kind = "copula" if head.copular else "verb"
    if head.dep == "acl:relcl":
        return f"{kind}-relative"
    if head.base not in ("acl", "advcl"):
        return f"{kind}-{head.base}"
    if head.tag == "VBG" and any(
        child.tag == "IN"
        and child.base in ("mark", "case")
        and child.lower not in word_list("participle_marks")
        for child in head.children
    ):
        return f"{kind}-{head.base}-gerund"
    if head.tag == "VB" and head.kid("nsubj", "aux", "cop") is None:
        return f"{kind}-{head.base}-infinitive"
    return f"{kind}-{head.base}-{'participle' if head.tag in ('VBG', 'VBN') else 'clause'}"


# --- the subject ------------------------------------------------------------------------------


def _subjects(head: Word) -> tuple[Word, ...]:
    own = head.kid("nsubj", "csubj")
    if own is not None and not _is_empty(own, head):
        return spread(own)
    expletive = head.kid("expl")
    if expletive is not None and expletive.lower == "it":
        return (expletive,)
    return tuple(subjects(head))


def _is_empty(word: Word, head: Word) -> bool:
    """Tell whether a subject refers to nothing by itself: a relative or interrogative pronoun, or *there*."""
    if word.lower not in _NO_FILLER:
        return False
    return word.lower != "that" or head.dep == "acl:relcl" or word.tag == "WDT"


# --- the relation -----------------------------------------------------------------------------


def _chain(head: Word) -> list[Word]:
    chain = [head]
    while len(chain) < _LONGEST_CHAIN:
        inner = next((child for child in chain[-1].children if _continues(chain[-1], child)), None)
        if inner is None:
            break
        chain.append(inner)
    return chain


def _continues(verb: Word, inner: Word) -> bool:
    """Tell whether a clause is said in one relation with its governor: *tried to find*, *is supposed to make*."""
    if inner.base == "advcl":
        marks = inner.kids("mark")
        return inner.tag == "VB" and verb.passive and bool(marks) and marks[0].i == verb.i + 1
    if inner.base != "xcomp" or not is_clause(inner) or inner.i < verb.i or inner.kid("nsubj") is not None:
        return False
    if verb.kid("obj") is not None or not is_clause(verb):
        return False
    return not verb.copular or verb.pos in ("ADJ", "ADV")


def _chain_words(chain: list[Word]) -> list[Word]:
    words: list[Word] = []
    for number, verb in enumerate(chain):
        words += relation_words(verb)
        if verb.copular and verb is not chain[-1]:
            words += noun_words(verb)
        if number:
            words += [child for child in verb.children if child.base == "mark" and child.i < verb.i]
    head = chain[0]
    alike = head.base == "conj" and head.tag in ("VBN", "VBG", "VB") and head.head.tag == head.tag
    if alike and head.kid("aux", "nsubj", "cop") is None:
        words += head.head.kids("aux")  # "was built and sold"
    return sorted(dict.fromkeys(words), key=lambda word: word.i)


def _describes(word: Word, slots: list[Slot]) -> bool:
    """Tell whether an adjective is said of the subject with a phrase that completes it: *is subject to*."""
    if len(slots) < 2 or word.pos != "ADJ" or not word.copular:
        return False
    return bool(slots[1].preposition) and slots[1].rank == Rank.OBLIQUE and slots[1].heads[0].i > word.i


# --- the arguments ----------------------------------------------------------------------------


def _slots(chain: list[Word]) -> Iterator[Slot]:
    head, last = chain[0], chain[-1]
    if last.copular:
        case = case_words(last)
        yield Slot(Rank.OBLIQUE if case else Rank.OBJECT, tuple(case), spread(last))
    for number, verb in enumerate(chain):
        inner = chain[number + 1] if number + 1 < len(chain) else None
        for child in verb.children:
            if child is not inner and (child.lower not in _NO_FILLER or child.children):
                yield from _slot(verb, child)
    if head.dep == "acl:relcl":
        yield from _gap(last, head)


def _slot(verb: Word, child: Word) -> Iterator[Slot]:
    after = child.i > verb.i
    match child.base:
        case "obj" | "iobj":
            yield Slot(Rank.OBJECT, (), spread(child))
        case "obl":
            yield from _oblique(child, after=after)
        case "ccomp":
            mark = [word for word in child.kids("mark") if word.lower == "that"]
            yield Slot(Rank.LATER, tuple(mark), (child,), True)
        case "xcomp":
            yield Slot(Rank.LATER, (), (child,), child.pos == "VERB" or child.copular)
        case "advmod" if after and child.lower not in _NO_FILLER and child not in relation_words(verb):
            yield Slot(Rank.FRONTED, (), (child,))
        case "advcl" if after and (child.tag == "VB" or _is_marked(child)):
            yield Slot(Rank.CLAUSE, (), (child,), True)
        case _:
            return


def _oblique(child: Word, *, after: bool) -> Iterator[Slot]:
    case = tuple(case_words(child))
    if is_clause(child) and not child.copular:
        yield Slot(Rank.LATER, case, (child,), True)
    elif not case or not after:
        yield Slot(Rank.FRONTED, case, spread(child))
    elif case[0].lower not in word_list("example_marks"):
        yield Slot(Rank.LATER if child.label in _TIMES else Rank.OBLIQUE, case, spread(child))


def _is_marked(clause: Word) -> bool:
    return any(child.base == "mark" or child.tag == "WRB" for child in clause.children)


def _gap(verb: Word, head: Word) -> Iterator[Slot]:
    """Yield the antecedent of a relative clause as the object that the clause lacks."""
    own = head.kid("nsubj")
    if own is None or own.lower in _PRONOUNS or verb.copular or verb.passive:
        return
    if verb.kid("obj", "ccomp", "xcomp") is None and not any(
        child.lower in _NO_FILLER - _PRONOUNS for child in verb.children
    ):
        yield Slot(Rank.OBJECT, (), (head.head,))


def _shared(verb: Word) -> list[Slot]:
    """Return what stands before the first of coordinated verbs: it is said of the others too."""
    found: list[Slot] = []
    for child in verb.children:
        if child.i > verb.i:
            break
        if child.base == "obl":
            found += [slot for slot in _slot(verb, child) if slot.rank == Rank.FRONTED]
    return found
