"""Propositions in the words of the sentence: subject, relation, object and further arguments.

The conventions are those of CaRB-like gold: the preposition of the first argument belongs to the relation, verb
chains and negation stay together, every conjunct gets a tuple of its own, times and places come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..types import OpenTuple
from .clauses import Participant, case_of, is_clause
from .mentions import phrase
from .syntax import Tree, Word, extent_of

__all__ = ["relation_words", "render_tuples", "words_text"]

_CONFIDENCE = {
    "root": 0.9,
    "conj": 0.85,
    "ccomp": 0.8,
    "acl:relcl": 0.8,
    "xcomp": 0.6,
    "advcl": 0.7,
    "acl": 0.65,
}
_NO_SUBJECT = frozenset(["who", "which", "that", "what", "there", "whom"])
_LOOSE = frozenset(["when", "where", "how", "why", "then", "however", "so", "also", "therefore"])


class _Slot(NamedTuple):
    """An argument to be written: rank for order, preposition, words of each alternative."""

    rank: int
    place: int
    preposition: str
    fillers: tuple[tuple[Word, ...], ...]


def words_text(words: Sequence[Word]) -> str:
    """Return words as text, with blanks where the source has them and where words were left out."""
    parts: list[str] = []
    for before, word in zip([None, *words], words, strict=False):
        if before is not None and (before.end < word.start or before.i + 1 != word.i):
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)


def relation_words(head: Word) -> list[Word]:
    """Return the words that say the relation: auxiliaries, negation, adverbs between, verb, particle."""
    if head.copular:
        copula = head.kids("cop")
        between = [
            w for w in head.kids("advmod")
            if w.lower in ("not", "n't", "never") or (copula[0].i < w.i < head.i and not w.children)
        ]  # fmt: skip
        return _ordered([*copula, *head.kids("aux"), *between])
    words = [head, *head.kids("aux"), *head.kids("compound:prt")]
    low = min(w.i for w in words)
    for adverb in head.kids("advmod"):
        if adverb.children:
            continue
        inside = low <= adverb.i <= head.i or adverb.lower in ("not", "n't", "never")
        before = adverb.i == low - 1 and adverb.lower not in _LOOSE
        if inside or before:
            words.append(adverb)
    return _ordered(words)


def render_tuples(head: Word, found: Sequence[Participant], rule: str, tree: Tree) -> tuple[OpenTuple, ...]:
    """Return the open tuples of a proposition in the full profile."""
    if rule == "apposition":
        return _apposition(head)
    if rule in ("title", "nominal"):
        return ()
    if head.base == "xcomp" and head.pos == "VERB" and head.kid("mark") and is_clause(head.head):
        return ()  # written with its governor: "tried to find"
    chain = _verb_chain(head)
    slots = _slots(chain, found)
    if not slots:
        return ()
    relation = _chain_words(chain)
    confidence = _CONFIDENCE.get(head.dep, _CONFIDENCE.get(head.base, 0.7))
    extent = extent_of(head.subtree(("parataxis", "conj")))
    written: dict[tuple[str, ...], OpenTuple] = {}
    for subject in (p.head for p in found if p.role == ("nsubj" if not _passive(head, found) else "obj")):
        if subject.lower in _NO_SUBJECT or subject.i in {w.i for w in relation}:
            continue
        rest = tuple(_with_preposition(s.preposition, s.fillers[0]) for s in slots[1:])
        for filler in slots[0].fillers:
            text = " ".join(t for t in (words_text(relation), slots[0].preposition) if t)
            made = OpenTuple(_noun_text(subject), text, words_text(filler), rest, rule, confidence, extent)
            written.setdefault((made.subject, made.relation, made.object), made)
    return tuple(written.values())


def _passive(head: Word, found: Sequence[Participant]) -> bool:
    """Tell whether the surface subject stands in the object role."""
    if not head.passive and not (head.tag == "VBN" and head.base == "acl"):
        return False
    return any(p.role == "obj" for p in found)


def _verb_chain(head: Word) -> list[Word]:
    chain = [head]
    while len(chain) < 4:
        inner = [
            w for w in chain[-1].kids("xcomp")
            if w.pos == "VERB" and w.kid("mark") and not chain[-1].kid("obj") and not w.kid("nsubj")
        ]  # fmt: skip
        if not inner or (chain[-1].copular and chain[-1].pos in ("NOUN", "PROPN")):
            break
        chain.append(inner[0])
    return chain


def _chain_words(chain: Sequence[Word]) -> list[Word]:
    words: list[Word] = []
    for number, verb in enumerate(chain):
        if number == 0 and verb.copular and len(chain) > 1:
            words += phrase(verb)
        words += relation_words(verb)
        if number:
            words += verb.kids("mark")
    drop = {w.i for w in chain[0].kids("mark")}
    return _ordered(w for w in words if w.i not in drop)


def _slots(chain: Sequence[Word], found: Sequence[Participant]) -> list[_Slot]:
    slots: list[_Slot] = []
    head, last = chain[0], chain[-1]
    if head.copular and last is head:
        case = words_text(head.kids("case"))
        slots.append(_Slot(1 if case else 0, head.i, case, tuple(_noun(w) for w in _conjuncts(head))))
    for verb in dict.fromkeys((head, last)):
        for child in verb.children:
            slot = _slot(verb, child, chain)
            if slot is not None:
                slots.append(slot)
    if head.dep == "acl:relcl":
        own = {c.i for c in head.children}
        gaps = [
            p.head for p in found if p.role == "obj" and p.head.i not in own and not _passive(head, found)
        ]
        slots += [_Slot(0, g.i, "", (_noun(g),)) for g in gaps]
    return sorted(slots, key=lambda slot: (slot.rank, slot.place))


def _slot(verb: Word, child: Word, chain: Sequence[Word]) -> _Slot | None:
    if child.base in ("obj", "iobj") and child.lower not in _NO_SUBJECT:
        rank = 0 if child.base == "obj" else 2
        return _Slot(rank, child.i, "", tuple(_noun(w) for w in _conjuncts(child)))
    if child.base == "obl" and child.lower not in _NO_SUBJECT:
        preposition = case_of(child).replace("_", " ")
        first = bool(preposition) and child.i > verb.i
        return _Slot(1 if first else 3, child.i, preposition, tuple(_noun(w) for w in _conjuncts(child)))
    if child.base == "ccomp" or (child.base == "xcomp" and child not in chain):
        rank = 2 if verb.kid("obj") else 0
        words = tuple(w for w in child.subtree(("parataxis",)) if w.pos != "PUNCT")
        return _Slot(rank, child.i, "", (words,)) if words else None
    return None


def _conjuncts(word: Word) -> list[Word]:
    return [word, *(c for c in word.kids("conj") if not c.kid("nsubj"))]


def _apposition(head: Word) -> tuple[OpenTuple, ...]:
    subject, value = _noun_text(head.head), words_text(phrase(head))
    if not subject or not value:
        return ()
    extent = extent_of([*phrase(head.head), *phrase(head)])
    return (OpenTuple(subject, "is", value, (), "apposition", 0.5, extent),)


def _noun(head: Word) -> tuple[Word, ...]:
    if is_clause(head) and not head.copular:
        return tuple(w for w in head.subtree(("parataxis",)) if w.base != "case" or w.head is not head)
    words = head.subtree(
        (
            "acl:relcl",
            "appos",
            "parataxis",
            "conj",
            "cc",
            "cop",
            "mark",
            "aux",
            "nsubj",
            "advcl",
            "dep",
            "expl",
        )
    )
    own_case = {w.i for w in head.kids("case") for w in w.subtree()}
    kept = [w for w in words if w.i not in own_case]
    return tuple(_trim(kept))


def _trim(words: list[Word]) -> list[Word]:
    while words and words[0].pos == "PUNCT" and words[0].text not in ("$", "#"):
        words = words[1:]
    while words and words[-1].pos == "PUNCT":
        words = words[:-1]
    return [w for w in words if w.text not in (",", ";", ":")]


def _noun_text(head: Word) -> str:
    return words_text(_noun(head))


def _with_preposition(preposition: str, words: Sequence[Word]) -> str:
    return " ".join(t for t in (preposition, words_text(words)) if t)


def _ordered(words: Iterable[Word]) -> list[Word]:
    return sorted(dict.fromkeys(words), key=lambda w: w.i)
