"""Whether a clause or a nominal is negated by words of its own."""

from __future__ import annotations

from ..resources import word_list
from .clauses import is_clause
from .contrasts import ADDING, is_left_out
from .syntax import Word

__all__ = ["has_negative_determiner", "is_negated"]

_NOBODY = frozenset({"nobody", "nothing", "none"})
_SCARCE = frozenset({"few", "little", "scant"})


def is_negated(word: Word) -> bool:
    """Tell whether an adverb, the determiner of a core argument, *without* or *neither* negates; two cancel out."""
    negations = word_list("negations")
    count = int(is_left_out(word))
    for child in word.children:
        if child.dep == ADDING:
            continue
        if child.base in ("advmod", "cc", "mark", "case", "det", "aux") and child.lower in negations:
            if child.lower == "nor" and child.base == "cc":
                continue
            count += 1
        elif child.base in ("nsubj", "obj") or (
            child.base == "obl" and is_clause(word) and not _is_lack(child)
        ):
            count += child.lower in _NOBODY or has_negative_determiner(child)
    if not is_clause(word):
        count += any(d.lower not in negations and _is_negative(d, word) for d in word.kids("det", "amod"))
    if (
        word.base == "conj"
        and not count
        and any(c.lower in ("nor", "not") for c in word.kids("cc", "advmod"))
    ):
        count += 1
    if any(c.lower == "longer" and any(g.lower == "no" for g in c.children) for c in word.kids("advmod")):
        count += 1
    return count % 2 == 1


def has_negative_determiner(noun: Word) -> bool:
    """Tell whether there is none of what a noun names, or next to none: *no attack*, *little evidence*, *few believe*."""
    return (noun.lower == "few" and not noun.kids("det")) or any(_is_negative(d, noun) for d in noun.children)


def _is_negative(determiner: Word, noun: Word) -> bool:
    if determiner.dep not in ("det", "advmod", "cc:preconj", "amod"):
        return False
    if determiner.lower in _SCARCE:  # "a few", "the little boy"
        return determiner.dep != "advmod" and len(noun.kids("det", "nmod:poss")) == (determiner.base == "det")
    return determiner.lower in ("no", "neither") and determiner.dep != "amod"


def _is_lack(oblique: Word) -> bool:
    """Tell whether a phrase only says what is missing: *with no end in sight*, and not *under no circumstances*."""
    return any(case.lower in ("with", "for") for case in oblique.kids("case"))
