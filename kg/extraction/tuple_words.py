"""Which words of a phrase are written: what an open tuple shows of a subject, a relation or an object.

Phrases keep determiners, possessors and restrictive phrases; they leave relative clauses, appositions, the
other conjuncts and commas at their edges to tuples of their own. A phrase of more than ``LONGEST`` words is
written nowhere, so that the cost of a sentence grows with its length and not with its depth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..resources import word_list
from .words import Word

__all__ = [
    "LONGEST", "case_words", "clause_words", "is_close", "noun_words", "relation_words", "words_text",
]  # fmt: skip

LONGEST = 120  # words; what is longer is no argument that anybody would read

_HEAD_DROPS = frozenset([
    "appos", "parataxis", "conj", "cc", "cop", "mark", "aux", "nsubj", "csubj", "advcl", "expl", "case", "dep",
    "discourse", "list", "vocative", "orphan", "contrast",
])  # fmt: skip
_INNER_DROPS = frozenset(["parataxis", "discourse", "list", "vocative"])
_AFTER = frozenset(["nmod", "acl", "obl", "xcomp", "ccomp", "advcl"])
_PARTNERS = {
    "``": ("''", "”", '"'), "''": ("``", '"', "“"), '"': ('"', "''", "``"), "“": ("”",), "”": ("“",),
    "(": (")",), ")": ("(",), "-LRB-": ("-RRB-",), "-RRB-": ("-LRB-",), "[": ("]",), "]": ("[",),
    "{": ("}",), "}": ("{",),
}  # fmt: skip
_SEPARATORS = frozenset([",", "(", "-LRB-", "--", "-", ":", "–", "—"])
_OPENERS = frozenset(["cc", "mark"])  # what they open is not there
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
    for adverb in adverbs:
        negates = adverb.i <= head.i + 1 and adverb.lower in word_list("negations")
        before = adverb.i == low - 1 and adverb.lower not in word_list("linking_adverbs")
        if low <= adverb.i <= head.i or negates or before:
            words.append(adverb)
    return sorted(words, key=lambda word: word.i)


def _copula_words(head: Word) -> list[Word]:
    """Return the forms of *be* with their adverbs; the one right before an adjective says its degree."""
    words = [child for child in head.children if child.base in ("cop", "aux")]
    copula = min(child.i for child in words if child.base == "cop")
    for adverb in head.children:
        if adverb.base != "advmod" or adverb.children or not copula - 2 < adverb.i < head.i:
            continue
        degree = adverb.i == head.i - 1 and head.pos in ("ADJ", "ADV")
        if not degree or adverb.lower in word_list("negations"):
            words.append(adverb)
    return sorted(words, key=lambda word: word.i)


def case_words(head: Word) -> list[Word]:
    """Return the preposition of a phrase with its fixed parts, in order; a possessive mark is none."""
    words: list[Word] = []
    for child in head.children:
        if child.base == "case" and child.tag != "POS":
            words += child.subtree() if child.children else [child]
    return sorted(words, key=lambda word: word.i)


def noun_words(
    head: Word, *, whole: bool = False, without: Word | None = None, cut: bool = False
) -> list[Word]:
    """Return the words of a noun phrase without preposition, conjuncts, appositions and relative clauses.

    ``whole`` keeps the conjuncts, ``without`` leaves out one branch, ``cut`` stops before the first
    prepositional phrase or clause after the head. A phrase that is too long is empty.
    """
    said = {word.i for word in _copula_words(head)} if head.copular else frozenset()
    stack = [
        child
        for child in head.children
        if child is not without
        and child.i not in said
        and _belongs(head, child, whole=whole)
        and not (cut and child.i > head.i and child.base in _AFTER)
    ]
    if head.base == "conj" and head.kid("nmod:poss", "det") is None:
        stack += [child for child in head.head.children if child.dep == "nmod:poss"]
    found = [head]
    while stack:
        word = stack.pop()
        found.append(word)
        if len(found) > LONGEST:
            return []
        stack += [child for child in word.children if child is not without and _stays_inside(child)]
    found.sort(key=lambda word: word.i)
    return _trim(found)


def _belongs(head: Word, child: Word, *, whole: bool) -> bool:
    """Tell whether a branch right below the head of a noun phrase is written with it."""
    if child.base == "appos":
        return is_close(child)
    if child.base in _HEAD_DROPS:
        return whole and child.base in ("conj", "cc")
    if child.dep == "acl:relcl" or child.tag == "WRB":
        return False
    if head.copular and child.base in ("obl", "ccomp", "xcomp"):
        return False
    if child.i < head.i and child.dep in ("nmod", "obl", "advcl") and case_words(child):
        return False  # of another phrase: English puts none before the noun
    if child.base == "advmod":
        return child.lower not in word_list("linking_adverbs")
    if child.i > head.i and child.base in ("acl", "nmod") and not is_close(child):
        return child.base == "nmod" and not _is_aside(child)
    return True


def _stays_inside(child: Word) -> bool:
    if child.dep == "acl:relcl":
        return is_close(child)
    return child.base not in _INNER_DROPS


def _is_aside(phrase: Word) -> bool:
    asides = word_list("asides") | word_list("example_marks")
    return any(case.lower in asides for case in phrase.kids("case"))


def is_close(modifier: Word) -> bool:
    """Tell whether no comma parts a modifier from its noun: *the film Jaws*, but not *Jaws, the film*."""
    return not any(
        mark.base == "punct" and mark.i < modifier.i and mark.text in _SEPARATORS
        for mark in modifier.children
    )


def clause_words(head: Word, *, without: Iterable[Word] = ()) -> list[Word]:
    """Return the words of a clause that stands as an argument; a clause that is too long is empty."""
    left = set(without)
    found: list[Word] = []
    stack = [head]
    while stack:
        word = stack.pop()
        found.append(word)
        if len(found) > LONGEST:
            return []
        stack += [
            child
            for child in word.children
            if child.base != "parataxis"
            and child not in left
            and not (child.base == "cc" and child.i < head.i)
        ]
    found.sort(key=lambda word: word.i)
    return _trim(found)


def _trim(words: list[Word]) -> list[Word]:
    """Return words without punctuation at the edges; quotes and brackets stay where both of them are inside."""
    counts: dict[str, int] = {}
    for word in words:
        counts[word.text] = counts.get(word.text, 0) + 1
    first, last = 0, len(words)
    while first < last and (_is_edge(words[first], counts) or words[first].base == "cc"):
        first += 1
    while last > first and (_is_edge(words[last - 1], counts) or words[last - 1].base in _OPENERS):
        last -= 1
    if last - first > 2 and words[first].text in ("(", "-LRB-") and words[last - 1].text in (")", "-RRB-"):
        first, last = first + 1, last - 1
    return words[first:last]


def _is_edge(word: Word, counts: dict[str, int]) -> bool:
    if word.pos != "PUNCT" or word.text in _MONEY:
        return False
    partners = _PARTNERS.get(word.text, ())
    return not any(counts.get(mark, 0) > (mark == word.text) for mark in partners)
