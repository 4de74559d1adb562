"""Whether it happened, according to the text: polarity, certainty and modality with their scope.

A clause starts from its own auxiliaries, negations and adverbs; then every governor on the way up to the root
adds what it does to its complement (``kg/data/factuality_cues.tsv``): *plan to*, *refuse to*, *the possibility
of*. The scale is FactBank's (Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ..resources import table, word_list
from ..types import Certainty, Condition, Factuality, Modality, Polarity
from .clauses import is_clause
from .syntax import Tree, Word, extent_of

__all__ = ["find_condition", "judge"]

_CONTENT = frozenset({"xcomp", "ccomp", "acl", "csubj", "advcl"})
_NOMINAL = frozenset({"obj", "nmod", "obl", "nsubj", "iobj", "compound", "appos"})


class _Cue(NamedTuple):
    modality: Modality | None
    flips: bool
    certainty: Certainty | None


class _Cues(NamedTuple):
    clause: _Cue | None
    nominal: _Cue | None


@cache
def _cues() -> dict[tuple[str, str], _Cues]:
    found = {}
    for lemma, pos, clause, clause_polarity, nominal, nominal_polarity, certainty in table("factuality_cues"):
        sure = None if certainty == "-" else Certainty(certainty)
        found[lemma, pos] = _Cues(_cue(clause, clause_polarity, sure), _cue(nominal, nominal_polarity, sure))
    return found


def _cue(modality: str, polarity: str, certainty: Certainty | None) -> _Cue | None:
    if modality == "-" and polarity == "-" and certainty is None:
        return None
    return _Cue(None if modality == "-" else Modality(modality), polarity == "negative", certainty)


@cache
def _modals() -> dict[str, tuple[Modality, Certainty]]:
    return {
        lemma: (Modality(modality), Certainty(certainty)) for lemma, modality, certainty in table("modals")
    }


@cache
def _adverbs() -> dict[str, Certainty]:
    return {lemma: Certainty(certainty) for lemma, certainty in table("certainty_adverbs")}


def judge(word: Word, tree: Tree) -> Factuality:
    """Return the factuality of the proposition whose predicate is ``word``."""
    negative = _negated(word)
    modality, certainty = _own(word)
    here = word
    while here.head is not here:
        above = here.head
        if here.base == "conj":
            if (
                is_clause(word)
                and is_clause(above)
                and modality is Modality.ASSERTED
                and not here.kid("aux", "nsubj")
            ):
                modality, certainty = _own(above)  # "will buy and deploy"
            here = above
            continue
        cue = _effect(above, here)
        if cue is None and not is_clause(here) and not _is_lent(here, above):
            break  # a noun that nobody plans or denies is taken for granted: "over its purchase of"
        if cue is not None:
            if cue.modality and modality in (Modality.ASSERTED, Modality.PLANNED, Modality.POSSIBLE):
                modality = _combine(modality, cue.modality)
            negative ^= cue.flips
            if cue.flips and cue.modality is Modality.POSSIBLE and _negated(above):
                negative = not negative  # "did not rule out"
            certainty = _weaker(certainty, cue.certainty)
        if _is_lent(here, above):
            negative ^= _negated(above)
        content = here.base in _CONTENT and here.dep != "acl:relcl" and cue is not None
        if is_clause(above) and (content or _is_lent(here, above)):
            outer, sure = _own(above)
            if modality is Modality.ASSERTED and outer not in (Modality.ASSERTED, Modality.REQUESTED):
                modality, certainty = outer, _weaker(certainty, sure)
        if here.base == "advcl" and _is_condition(here) and modality in (Modality.ASSERTED, Modality.PLANNED):
            modality = Modality.CONDITIONAL
        if here.base in ("parataxis", "advcl") or here.dep == "acl:relcl":
            break
        here = above
    if modality is Modality.ASSERTED and _is_condition(word):
        modality = Modality.CONDITIONAL
    if tree.words[-1].text == "?" and not _inside_quote_of_other(word, tree) and is_clause(word):
        modality, certainty = Modality.QUESTIONED, Certainty.UNKNOWN
    return Factuality(Polarity.NEGATIVE if negative else Polarity.POSITIVE, certainty, modality)


def find_condition(word: Word) -> tuple[Word, Condition] | None:
    """Return the conditional clause that a proposition hangs on, with its head."""
    here = word
    for _ in range(6):
        for child in here.kids("advcl"):
            if _is_condition(child) and child is not word:
                words = [w for w in child.subtree() if w.pos != "PUNCT"]
                return child, Condition(" ".join(w.text for w in words), extent_of(words))
        if here.head is here or here.base not in ("xcomp", "ccomp", "conj"):
            return None
        here = here.head
    return None


def _own(word: Word) -> tuple[Modality, Certainty]:
    """Return what a clause's own auxiliaries and adverbs say."""
    modality, certainty = Modality.ASSERTED, Certainty.CERTAIN
    for aux in word.kids("aux"):
        found = _modals().get(aux.lower)
        if found is None or (aux.lower == "'d" and word.tag == "VBN"):
            continue
        modality, certainty = found
        if aux.lower in ("would", "'d", "could", "might", "should") and _perfect(word):
            modality = Modality.COUNTERFACTUAL if aux.lower != "might" else Modality.POSSIBLE
        elif aux.lower in ("would", "'d") and find_condition(word) is not None:
            modality = Modality.CONDITIONAL
    if any(w.lower == "going" for w in word.kids("aux")):
        modality, certainty = Modality.PLANNED, Certainty.PROBABLE
    for adverb in word.kids("advmod"):
        certainty = _weaker(certainty, _adverbs().get(adverb.lower))
    return modality, certainty


def _perfect(word: Word) -> bool:
    return any(w.lower in ("have", "'ve", "of") for w in word.kids("aux"))


def _negated(word: Word) -> bool:
    """Tell whether a clause or nominal is negated: by an adverb, a determiner of a core argument, or *without*."""
    negations = word_list("negations")
    count = 0
    for child in word.children:
        if child.base in ("advmod", "cc", "mark", "case", "det", "aux") and child.lower in negations:
            if child.lower == "nor" and child.base == "cc":
                continue
            count += 1
        elif child.base in ("nsubj", "obj") or (child.base == "obl" and is_clause(word)):
            count += child.lower in ("nobody", "nothing", "none") or _has_negative_determiner(child)
    if (
        word.base == "conj"
        and any(c.lower in ("nor", "not") for c in word.kids("cc", "advmod"))
        and not count
    ):
        count += 1
    if any(c.lower == "longer" and any(g.lower == "no" for g in c.children) for c in word.kids("advmod")):
        count += 1
    if not is_clause(word) and any(c.base == "case" and c.lower in ("instead",) for c in word.children):
        count += 1
    return count % 2 == 1


def _is_lent(noun: Word, verb: Word) -> bool:
    """Tell whether a noun is the event that a light verb does: *held talks*, *signed a contract*."""
    return noun.base == "obj" and not is_clause(noun) and verb.lemma in word_list("light_verbs")


def _has_negative_determiner(noun: Word) -> bool:
    return any(
        d.lower in ("no", "neither") and d.dep in ("det", "advmod", "cc:preconj") for d in noun.children
    )


def _effect(above: Word, here: Word) -> _Cue | None:
    """Return what a governor does to its complement or nominal argument."""
    pos = "VERB" if above.pos in ("VERB", "AUX") else above.pos
    particle = above.kid("compound:prt")
    lemma = f"{above.lemma} {particle.lower}" if particle else above.lemma
    cues = _cues().get((lemma, pos)) or (_cues().get((above.lemma, pos)) if not particle else None)
    if cues is None:
        return None
    if is_clause(here):
        if here.base == "ccomp" and above.lemma in word_list("reporting_only"):
            return None
        if here.base in ("xcomp", "ccomp", "csubj", "obj", "obl", "nmod"):
            return cues.clause
        if here.base in ("acl", "advcl") and here.dep != "acl:relcl" and pos in ("NOUN", "ADJ"):
            return cues.clause
        if here.base == "acl" or (
            here.base == "advcl" and here.tag == "VB" and pos == "VERB" and above.passive
        ):
            return cues.clause  # "jets scheduled to be delivered"
        return None
    if (here.base in _NOMINAL and here.base != "nsubj") or (here.dep == "nsubj:pass"):
        return cues.nominal if _is_theme(above, here) else None
    return None


def _is_theme(above: Word, here: Word) -> bool:
    """Tell whether a noun is what is planned, asked or threatened, and not its time, place or reason."""
    if here.base in ("obj", "appos") or here.dep == "nsubj:pass":
        return True
    if here.base == "compound":
        return above.pos == "NOUN"
    case = here.kid("case")
    return (
        case is not None
        and case.lower in ("of", "for", "on", "about", "with", "to", "against", "from", "over")
        and (above.pos != "VERB" or case.lower in ("for", "on", "about", "with", "to", "from"))
    )


def _combine(inner: Modality, outer: Modality) -> Modality:
    """Return the modality of a complement under a governor: the stronger departure from fact wins."""
    if outer is Modality.ASSERTED:
        return inner
    if inner is Modality.POSSIBLE and outer in (Modality.PLANNED, Modality.REQUESTED):
        return inner
    return outer


def _weaker(left: Certainty, right: Certainty | None) -> Certainty:
    order = list(Certainty)
    return left if right is None else max(left, right, key=order.index)


def _is_condition(clause: Word) -> bool:
    if clause.base not in ("advcl", "xcomp", "ccomp", "acl", "root", "conj"):
        return False
    marks = [w for w in clause.kids("mark", "advmod", "case") if w.i < clause.i]
    words = {"_".join([m.lower, *(f.lower for f in m.kids("fixed"))]) for m in marks}
    return bool(words & word_list("condition_marks")) and clause.base == "advcl"


def _inside_quote_of_other(word: Word, tree: Tree) -> bool:
    """Tell whether the question mark belongs to a quotation that the word is not part of."""
    quotes = [w.i for w in tree.words if w.text == '"']
    return bool(quotes) and tree.words[-1].text != "?" and word.i > quotes[-1]
