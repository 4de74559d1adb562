"""Parties and deeds that a contrast leaves out: *Russia, not Ukraine*; *not Ukraine but Russia*; *everyone but Hungary*.

What is left out gets the relation ``contrast``, which no reader of participants follows. The party that is meant takes its
place in the clause where the one left out was named first. *Not only X but also Y* leaves nobody out.
"""

from __future__ import annotations

from itertools import pairwise

from ..resources import word_list
from .clause_repairs import swap
from .words import Word

__all__ = ["ADDING", "CONTRAST", "is_left_out", "repair_contrasts"]

CONTRAST = "contrast"
ADDING = "cc:preconj"  # the relation of *not* in *not only*

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET"})
_ARGUMENTS = ("nsubj", "obj", "iobj", "obl", "nmod")
_NOT = frozenset({"not", "n't"})
_NOBODY = frozenset({"no", "nobody", "none", "nothing"})
_HALVES = frozenset({"other", "rather", "apart", "aside"})  # of marks whose second word is a preposition
_WITH_NOUN = frozenset({"det", "amod", "compound", "flat", "nummod", "case", "acl", "appos", "nmod"})
_BEFORE_NOUN = frozenset({"ADV", "ADJ", "DET", "ADP", "PART"})


def repair_contrasts(words: list[Word]) -> None:
    """Mend the tree of one sentence in place, after its subjects and clauses."""
    for negation, adverb in pairwise(words):
        if negation.lower in _NOT and adverb.lower in word_list("focus_adverbs"):
            negation.relabel(ADDING)
        elif negation.lower == "but" and adverb.lower == "also":
            adverb.relabel(ADDING)  # it belongs to the pair and not to the phrase
    for place, word in enumerate(words):
        if word.lower == "but" and word.base == "cc":
            _mend_pair(word, words[:place], words[place + 1 :])
        elif word.lower == "than" and word.base == "mark":
            _mend_exception(word, words[:place])
    for word in words:
        pronoun = word.kid("nsubj") if word.base == "advcl" and word.head.copular else None
        if pronoun is not None and pronoun.lower in ("that", "who", "which"):
            word.relabel("acl:relcl")  # "it was Egypt rather than Qatar that hosted him"
    for word in words:
        if word.pos in _NOMINAL and not _is_clause(word):
            _leave_out(word)
    for word in words:
        _mend_cleft(word)


def is_left_out(word: Word) -> bool:
    """Tell whether a word is left out by a contrast, be it a party or a clause: *talked* ``rather than fought``."""
    return word.dep == CONTRAST or (_is_clause(word) and bool(_marks(word) & word_list("contrast_marks")))


def _is_clause(word: Word) -> bool:
    return word.pos in ("VERB", "AUX") or word.copular


def _marks(word: Word) -> set[str]:
    """Return the marks before a phrase, each joined with what belongs to it: ``rather_than``."""
    found = set()
    before = [w for w in word.kids("cc", "case", "mark", "advmod") if w.i < word.i]
    for mark in before:
        found.add("_".join([mark.lower, *(w.lower for w in mark.kids("fixed"))]))
    found.add("_".join(w.lower for w in before))
    if word.head.lower in _HALVES and word.head.i < word.i and before:
        found.add(f"{word.head.lower}_{before[0].lower}")
    return found


# --- not X but Y ------------------------------------------------------------------------------


def _mend_pair(but: Word, before: list[Word], after: list[Word]) -> None:
    """Coordinate what stands on both sides of *but*, and let the second take the place of a first that is negated."""
    second = _second(but, after)
    if second is None or any(w.lower in _NOT for w in second.kids("advmod") if w.dep != ADDING):
        return
    first = _first(but, before)
    listed = first is not None and first.base == "conj" and _own_negation(first) is None
    if first is not None and listed and _negation_of(first.head, but) is not None:
        first = first.head  # "neither Rome nor Paris but Bonn"
    if first is None or first is second or not _are_alike(first, second):
        return
    negation = _negation_of(first, but)
    negated = any(w.lower in _NOT for w in first.kids("advmod", "cc"))
    if negation is None and not negated and not _is_quantified(first):
        return
    _coordinate(first, second, but)
    if negation is not None:
        negation.attach(first, "advmod")
        _promote(second, first)


def _second(but: Word, after: list[Word]) -> Word | None:
    """Return the head of the nominal right after *but*, whatever the parser hung the conjunction on."""
    here = next((w for w in after if w.pos not in _BEFORE_NOUN), None)
    if here is None or here.pos not in _NOMINAL:
        return None
    while here.base in ("compound", "amod", "flat", "nummod") or here.dep == "nmod:poss":
        if here.head.i < but.i:
            break
        here = here.head
    return None if _is_clause(here) or here.pos not in _NOMINAL else here


def _first(but: Word, before: list[Word]) -> Word | None:
    """Return the head of the nominal that ends right before *but*."""
    last = next((w for w in reversed(before[-2:]) if w.text != ","), None)
    while last is not None and last.head is not last and last.head.i < but.i:
        above = last.head
        if last.base not in ("compound", "amod", "flat", "det", "nummod") and last.dep != "nmod:poss":
            break
        last = above
    return last if last is not None and last.pos in _NOMINAL else None


def _are_alike(first: Word, second: Word) -> bool:
    """Tell whether two nominals may stand in one place: the second is no subject of a clause that goes on."""
    if second.base not in ("nsubj", "nsubj:pass") or second.head is first:
        return True
    return second.head in (first.head, first) or second.head.head is first


def _negation_of(first: Word, but: Word) -> Word | None:
    """Return the *not* that holds of the first: its own, or that of its verb: *did not bomb Poland but Ukraine*."""
    own = _own_negation(first)
    if own is not None or first.base == "root":
        return own
    verb = first.head
    if first.base not in _ARGUMENTS or verb.pos not in ("VERB", "AUX") or first.i < verb.i:
        return None
    return next((w for w in verb.kids("advmod") if _negates(w) and w.i < but.i), None)


def _own_negation(word: Word) -> Word | None:
    negated = (w for w in word.kids("advmod", "cc") if _negates(w) or w.lower == "neither")
    return next((w for w in negated if w.i < word.i), None)


def _negates(adverb: Word) -> bool:
    """Tell whether an adverb is *not* or *no longer*, and none that adds: *not only*."""
    longer = adverb.lower == "longer" and any(w.lower == "no" for w in adverb.children)
    return (adverb.lower in _NOT and adverb.dep != ADDING) or longer


def _coordinate(first: Word, second: Word, but: Word) -> None:
    verb = second.head
    if second in first.ancestors():
        return
    if verb.head is first and verb.base == "conj" and second.base == "nsubj":
        swap(verb, first, "nsubj")
    second.attach(first, "conj")
    but.attach(second, "cc")


def _promote(second: Word, first: Word) -> None:
    """Put a conjunct in the place of the first, which a contrast leaves out."""
    if second.head is not first:
        return
    above, dep = first.head, first.dep
    if above is first:
        first.children.remove(second)
        second.head = second
        second.relabel("root")
    else:
        second.attach(above, dep)
    first.attach(second, CONTRAST)
    cased = second.kid("case") is not None
    for child in list(first.children):
        listed = child.base == "conj" and child.i < second.i
        inner = (
            listed or child.base in _WITH_NOUN or child.dep == "nmod:poss" or child.base in ("advmod", "cc")
        )
        if child.base == "case" and not cased:
            child.attach(second, "case")
        elif not inner or child.dep == "acl:relcl":
            child.attach(second, child.dep)


# --- who is left out --------------------------------------------------------------------------


def _leave_out(word: Word) -> None:
    """Take out of its clause whom a mark of contrast or exception stands before."""
    marks = _marks(word)
    negation = next((w for w in word.kids("advmod") if w.lower in _NOT and w.dep != ADDING), None)
    if word.base == "root" or word.dep == CONTRAST:
        return
    if negation is not None and negation.i < word.i:
        _negate(word, negation)
    elif marks & word_list("contrast_marks"):
        _set_beside(word)
    elif marks & (word_list("exception_marks") - {"but"}) or ("but" in marks and _is_quantified(word.head)):
        _except(word)


def _negate(word: Word, negation: Word) -> None:
    """Leave out what *not* stands before; of a subject or object alone the clause is denied: *not a single state*."""
    if word.base in ("conj", "appos") or (
        word.base in ("obl", "nmod") and word.label not in ("DATE", "TIME")
    ):
        _set_beside(word)
    elif word.base in ("nsubj", "obj") and word.head.pos in ("VERB", "AUX"):
        negation.attach(word.head, "advmod")


def _set_beside(word: Word) -> None:
    """Leave a word out, and give what the parser hung on it in a cleft to the one that is meant."""
    meant = word.head
    if word.base == "obl" or _is_clause(meant):
        _free_subject(word)
    if meant.copular:
        for clause in word.kids("acl"):
            if clause.dep == "acl:relcl":
                clause.attach(meant, clause.dep)
    word.relabel(CONTRAST)


def _free_subject(word: Word) -> None:
    """Give a verb without a subject what the parser joined to a phrase before it: *Unlike Rome, Paris paid*."""
    verb = word.head
    while verb.pos not in ("VERB", "AUX") and verb.head is not verb:
        verb = verb.head
    joined = next((w for w in word.kids("conj", "appos") if w.i < verb.i), None)
    if joined is None or verb.kid("nsubj") or word.i > verb.i or joined.kid("cc"):
        return
    if joined.i <= word.i + 1 + len(word.kids("punct")) + len(
        joined.kids("punct", "det", "compound", "amod")
    ):
        for later in word.kids("conj"):
            if later.i > joined.i:
                later.attach(joined, "conj")
        joined.attach(verb, "nsubj:pass" if verb.kid("aux:pass") else "nsubj")


def _except(word: Word) -> None:
    """Leave out an exception from all; an exception from nobody is the one who did it: *nobody but Hungary agreed*."""
    whole = word.head
    if whole.lower in _HALVES:
        whole = whole.head
    if _is_quantified(whole) and ({whole.lower, *(w.lower for w in whole.kids("det"))} & _NOBODY):
        for case in word.kids("case", "cc"):
            case.relabel("punct")
        word.attach(whole, "conj")
        _promote(word, whole)
        return
    _free_subject(word)
    word.relabel(CONTRAST)


def _is_quantified(word: Word) -> bool:
    return bool({word.lower, *(w.lower for w in word.kids("det"))} & word_list("quantifiers"))


def _mend_exception(than: Word, before: list[Word]) -> None:
    """Read *no state other than Hungary agreed*, where the parser sees a comparison between clauses."""
    verb, other = than.head, before[-1] if before else None
    exception = verb.kid("nsubj")
    if other is None or other.lower != "other" or exception is None or not than.i < exception.i < verb.i:
        return
    whole = other.head
    if verb.head not in (other, whole) or whole is verb or whole.i > verb.i or whole.base != "root":
        return
    verb.attach(whole, "acl")
    swap(verb, whole, "nsubj")
    exception.attach(other, "obl")
    than.attach(exception, "case")


# --- clefts -----------------------------------------------------------------------------------


def _mend_cleft(word: Word) -> None:
    """Deny what a negated cleft says: *it was not Ukraine that bombed the theatre*."""
    subject = word.kid("nsubj", "expl")
    negation = next((w for w in word.kids("advmod") if w.lower in _NOT and w.dep != ADDING), None)
    clause = next((w for w in word.kids("acl") if w.dep == "acl:relcl"), None)
    if subject is None or negation is None or clause is None or not word.copular:
        return
    if subject.lower == "it" and word.name is not None and _is_clause(clause):
        negation.attach(clause, "advmod")
