"""Which words of a phrase are written: what an open tuple shows of a subject, a relation or an object.

Phrases keep determiners, possessors and restrictive phrases; they leave relative clauses, appositions, the
other conjuncts and commas at their edges to tuples of their own. Walks stop at ``LONGEST`` words, so that the
cost of a sentence grows with its length and not with its depth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..resources import word_list
from .syntax import Word

__all__ = ["LONGEST", "case_words", "clause_words", "noun_words", "relation_words", "trim", "words_text"]

LONGEST = 120  # words; what is longer is no argument that anybody would read

_HEAD_DROPS = frozenset(
    ["appos", "parataxis", "conj", "cc", "cop", "mark", "aux", "nsubj", "csubj", "advcl", "expl", "case"]
    + ["dep", "discourse", "list", "vocative", "orphan"]
)
_INNER_DROPS = frozenset(["parataxis", "discourse", "list", "vocative"])
_PARTNERS = {
    "``": ("''", "”", '"'), "''": ("``", '"', "“"), '"': ('"', "''", "``"), "“": ("”",), "”": ("“",),
    "(": (")",), ")": ("(",), "-LRB-": ("-RRB-",), "-RRB-": ("-LRB-",), "[": ("]",), "]": ("[",), "{": ("}",), "}": ("{",),
}  # fmt: skip
_SEPARATORS = frozenset([",", "(", "-LRB-", "--", "-", ":", "–", "—"])
_MONEY = frozenset(["$", "#", "£", "€"])


def words_text(words: Sequence[Word]) -> str:
    """Return words as text, with blanks where the source has them and where words were left out."""
    parts: list[str] = []
    before: Word | None = None
    for word in words:
        if before is not None and (before.end != word.start or before.i + 1 != word.i):
            parts.append(" ")
        parts.append(word.text)
        before = word
    return "".join(parts)


def relation_words(head: Word) -> list[Word]:
    """Return the words that say the relation: auxiliaries, negation, adverbs between, verb, particle."""
    if head.copular:
        return _copula_words(head)
    words = [head]
    adverbs = []
    for child in head.children:
        if child.base == "aux" or child.dep == "compound:prt":
            words.append(child)
        elif child.base == "advmod" and not child.children:
            adverbs.append(child)
    low = min(word.i for word in words)
    negations = word_list("negations")
    for adverb in adverbs:
        inside = low <= adverb.i <= head.i or (adverb.lower in negations and adverb.i <= head.i + 1)
        if inside or (adverb.i == low - 1 and adverb.lower not in word_list("linking_adverbs")):
            words.append(adverb)
    return sorted(words, key=lambda word: word.i)


def _copula_words(head: Word) -> list[Word]:
    words = [child for child in head.children if child.base in ("cop", "aux")]
    copula = min(child.i for child in words if child.base == "cop")
    for adverb in head.children:
        if adverb.base == "advmod" and adverb in _copula_adverbs(head, copula):
            words.append(adverb)
    return sorted(words, key=lambda word: word.i)


def _copula_adverbs(head: Word, copula: int) -> list[Word]:
    """Return the adverbs that belong to *be*; the one right before an adjective says its degree."""
    negations = word_list("negations")
    found = []
    for adverb in head.children:
        if adverb.base != "advmod" or adverb.children or not copula - 2 < adverb.i < head.i:
            continue
        degree = adverb.i == head.i - 1 and head.pos in ("ADJ", "ADV")
        if adverb.lower in negations or not degree:
            found.append(adverb)
    return found


def case_words(head: Word) -> list[Word]:
    """Return the preposition of a phrase with its fixed parts, in order; a possessive mark is none."""
    words: list[Word] = []
    for child in head.children:
        if child.base == "case" and child.tag != "POS":
            words.append(child)
            words.extend(child.subtree()) if child.children else None
    return sorted(dict.fromkeys(words), key=lambda word: word.i)


def noun_words(
    head: Word, *, whole: bool = False, without: Word | None = None, cut: bool = False
) -> list[Word]:
    """Return the words of a noun phrase without preposition, conjuncts, appositions and relative clauses.

    ``whole`` keeps the conjuncts, ``without`` leaves out one branch, ``cut`` stops before the first
    prepositional phrase or clause after the head.
    """
    dropped = {word.i for word in _copula_words(head)} if head.copular else frozenset()
    found = [head]
    stack: list[Word] = []
    for child in head.children:
        if child is without or child.i in dropped or child.dep == "acl:relcl":
            continue
        if child.tag == "WRB" or (child.base == "advmod" and child.lower in word_list("linking_adverbs")):
            continue
        if child.base == "appos" and is_close(child):
            stack.append(child)
            continue
        if child.base in _HEAD_DROPS and not (whole and child.base in ("conj", "cc")):
            continue
        if child.i > head.i and child.base in ("acl", "nmod") and not is_close(child):
            if child.base == "acl" or any(c.lower in ("such","including","like","especially","with") for c in child.kids("case")):
                continue
        if head.copular and child.base in ("obl", "ccomp", "xcomp"):
            continue
        if cut and child.i > head.i and child.base in ("nmod", "acl", "obl", "xcomp", "ccomp", "advcl"):
            continue
        stack.append(child)
    if head.base == "conj" and not head.kid("nmod:poss", "det"):
        stack += [c for c in head.head.children if c.dep == "nmod:poss"]
    while stack and len(found) < LONGEST:
        word = stack.pop()
        found.append(word)
        stack.extend(
            child
            for child in word.children
            if child.base not in _INNER_DROPS and child.dep != "acl:relcl" and child is not without
        )
    found.sort(key=lambda word: word.i)
    return trim(found)


def clause_words(head: Word, *, without: Iterable[Word] = ()) -> list[Word]:
    """Return the words of a clause that stands as an argument; nothing when it is too long."""
    left = set(without)
    found, stack = [], [head]
    while stack:
        word = stack.pop()
        found.append(word)
        if len(found) > LONGEST:
            return []
        stack.extend(
            child
            for child in word.children
            if child.base != "parataxis" and child not in left and not (child.base == "cc" and child.i < head.i)
        )
    found.sort(key=lambda word: word.i)
    return trim(found)


def trim(words: list[Word]) -> list[Word]:
    """Return words without punctuation at the edges; quotes and brackets stay where both of them are inside."""
    first, last = 0, len(words)
    while first < last and _is_edge(words, first, first, last):
        first += 1
    while last > first and _is_edge(words, last - 1, first, last):
        last -= 1
    if last - first > 2 and words[first].text in ("(", "-LRB-") and words[last - 1].text in (")", "-RRB-"):
        first, last = first + 1, last - 1
    return words[first:last]


def _is_edge(words: list[Word], i: int, first: int, last: int) -> bool:
    word = words[i]
    if word.pos != "PUNCT" or word.text in _MONEY:
        return False
    partners = _PARTNERS.get(word.text)
    return partners is None or not any(w.text in partners for w in words[first:last] if w is not word)


def is_close(apposition: Word) -> bool:
    """Tell whether an apposition is part of its noun phrase: *the film Jaws*, but not *Jaws, the film*."""
    return not any(
        mark.base == "punct" and mark.i < apposition.i and mark.text in _SEPARATORS
        for mark in apposition.children
    )
