"""The clause as an n-ary frame: surface subjects, the words of the relation, and its arguments in order.

Here the passive stays a passive: a tuple says what the sentence says, in its order of words. Chains of verbs
(*tried to find*) are one relation; coordination is kept as alternatives of a slot, so that both profiles can
spread it as they need.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..resources import word_list
from .clauses import is_clause, subjects
from .syntax import Tree, Word
from .tuple_words import case_words, clause_words, noun_words, relation_words

__all__ = ["Frame", "Slot", "read_frame", "spread"]

OBJECT, OBLIQUE, CLAUSE, LATE = range(4)  # the order in which slots are written
_NO_FILLER = frozenset(["who", "which", "that", "what", "there", "whom", "where", "when", "how", "why"])
_TIMES = frozenset(["DATE", "TIME"])
_LONGEST_CHAIN = 4


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


def spread(head: Word) -> tuple[Word, ...]:
    """Return what is coordinated with a head, itself first; the parts of one name stay together."""
    found, stack = [], [head]
    while stack:
        here = stack.pop()
        found.append(here)
        for child in here.children:
            if child.base != "conj" or (is_clause(child) and not is_clause(head)):
                continue
            if child.name is None or child.name != here.name:
                stack.append(child)
    found.sort(key=lambda word: word.i)
    return tuple(found)


def read_frame(head: Word) -> Frame | None:
    """Return the frame of a clause, or None where its relation is told as part of another's."""
    if head.base == "xcomp" and _continues(head.head, head):
        return None
    chain = _chain(head)
    relation = _chain_words(chain)
    inside = {word.i for word in relation}
    if head.base == "conj" and head.tag in ("VBN", "VBG", "VB") and not head.kid("aux", "nsubj", "cop") and head.head.tag == head.tag:
        relation = sorted([*relation, *head.head.kids("aux")], key=lambda w: w.i)
    slots = sorted(_slots(chain), key=lambda slot: (slot.rank, slot.heads[0].i))
    if _describes(chain[-1], slots):
        relation = sorted({*relation, *noun_words(chain[-1], whole=True)}, key=lambda w: w.i)
        slots = [s for s in slots if s.heads[0] is not chain[-1]]
    doers = tuple(s for s in _subjects(head) if s.i not in inside and not _is_relative(s, head))
    if head.base == "conj" and head.head is not head and is_clause(head.head) and not head.kid("nsubj"):
        slots += [s for c in head.head.children if c.i < head.head.i for s in _slot(head.head, c) if s.rank == LATE]
    return Frame(head, doers, tuple(relation), tuple(slots), _rule(head))


def _rule(head: Word) -> str:
    kind = "copula" if head.copular else "verb"
    if head.dep == "acl:relcl":
        return f"{kind}-relative"
    if head.base in ("acl", "advcl"):
        if head.tag == "VBG" and any(c.tag == "IN" and c.base in ("mark", "case") and c.lower not in ("while", "when", "although", "as", "though") for c in head.children):
            return f"{kind}-{head.base}-gerund"
        return f"{kind}-{head.base}-{'participle' if head.tag in ('VBG', 'VBN') else 'clause'}"
    return f"{kind}-{head.base}"


def _describes(word: Word, slots: list[Slot]) -> bool:
    """Tell whether an adjective is said of the subject with a phrase that completes it: *is subject to*."""
    if not word.copular or word.pos != "ADJ" or len(slots) < 2:
        return False
    follows = slots[1]
    return bool(follows.preposition) and follows.rank == OBLIQUE and follows.heads[0].i > word.i


def _is_relative(word: Word, head: Word) -> bool:
    """Tell whether a subject refers to nothing by itself: a relative or interrogative pronoun, or *there*."""
    if word.lower not in _NO_FILLER:
        return False
    return word.lower != "that" or head.dep == "acl:relcl" or word.tag == "WDT"


def _subjects(head: Word) -> list[Word]:
    own = [child for child in head.children if child.base in ("nsubj", "csubj")]
    if own and not _is_relative(own[0], head):
        return [word for child in own[:1] for word in spread(child)]
    expletive = head.kid("expl")
    if expletive is not None and expletive.lower == "it":
        return [expletive]
    return subjects(head)


def _chain(head: Word) -> list[Word]:
    chain = [head]
    while len(chain) < _LONGEST_CHAIN:
        inner = [
            child for child in chain[-1].children if child.base == "xcomp" and _continues(chain[-1], child)
        ]
        if not inner:
            break
        chain.append(inner[0])
    return chain


def _continues(verb: Word, inner: Word) -> bool:
    """Tell whether an open complement is said in one relation with its governor: *tried to find*."""
    if not is_clause(inner) or inner.i < verb.i or inner.kid("nsubj") is not None:
        return False
    if verb.kid("obj") is not None or not is_clause(verb):
        return False
    return not (verb.copular and verb.pos not in ("ADJ", "ADV"))


def _chain_words(chain: list[Word]) -> list[Word]:
    words: list[Word] = []
    for number, verb in enumerate(chain):
        words += relation_words(verb)
        if verb.copular and verb is not chain[-1]:
            words += noun_words(verb)
        if number:
            words += [child for child in verb.children if child.base == "mark" and child.i < verb.i]
    return sorted(dict.fromkeys(words), key=lambda word: word.i)


def _slots(chain: list[Word]) -> Iterator[Slot]:
    head = chain[0]
    last = chain[-1]
    if last.copular:
        case = case_words(last)
        yield Slot(OBLIQUE if case else OBJECT, tuple(case), spread(last))
    for number, verb in enumerate(chain):
        inner = chain[number + 1] if number + 1 < len(chain) else None
        for child in verb.children:
            if child is not inner:
                yield from _slot(verb, child)
    if head.dep == "acl:relcl":
        yield from _gap(chain[-1], head)


def _slot(verb: Word, child: Word) -> Iterator[Slot]:
    if child.lower in _NO_FILLER and not child.children:
        return
    match child.base:
        case "obj":
            yield Slot(OBJECT, (), spread(child))
        case "iobj":
            yield Slot(OBJECT, (), spread(child))
        case "obl":
            case = case_words(child)
            if case and case[0].lower in ("including","such"):
                return
            first = bool(case) and child.i > verb.i
            if is_clause(child) and not child.copular:
                yield Slot(CLAUSE, tuple(case), (child,), True)
            else:
                yield Slot((OBLIQUE if child.label not in _TIMES else CLAUSE) if first else LATE, tuple(case), spread(child))
        case "ccomp":
            mark = [c for c in child.children if c.base == "mark" and c.lower == "that"]
            yield Slot(CLAUSE, tuple(mark), (child,), True)
        case "xcomp":
            yield Slot(CLAUSE, (), (child,), child.pos == "VERB" or child.copular)
        case "advmod" if child.i > verb.i and child not in relation_words(verb) and child.lower not in _NO_FILLER:
            yield Slot(LATE, (), (child,))
        case "advcl" if child.i > verb.i and (child.tag == "VB" or child.kid("mark")):
            yield Slot(LATE + 1, (), (child,), True)
        case _:
            return


def _gap(verb: Word, head: Word) -> Iterator[Slot]:
    """Yield the antecedent of a relative clause as the object that the clause lacks."""
    own = head.kid("nsubj")
    if (
        own is None
        or own.lower in ("who", "which", "that")
        or verb.kid("obj", "ccomp", "xcomp")
        or verb.passive
    ):
        return
    if verb.copular or any(c.lower in _NO_FILLER - {"who", "which", "that", "whom"} for c in verb.children):
        return
    yield Slot(OBJECT, (), (head.head,))
