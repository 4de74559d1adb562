"""Whether it happened, according to the text: polarity, certainty and modality with their scope.

A clause starts from its own auxiliaries, negations and adverbs; then every governor on the way up to the root
adds what it does to its complement (``kg/data/factuality_cues.tsv``): *plan to*, *refuse to*, *the possibility
of*. The scale is FactBank's (Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ..resources import table, word_list
from ..types import Certainty, Condition, Factuality, Modality, Polarity
from .clauses import is_clause
from .contrasts import ADDING, is_left_out
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


_AIM = _Cue(Modality.PLANNED, False, None)  # what a thing is for: "tanks to clear the square"


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


@dataclass(slots=True)
class _Standing:
    """How a predicate stands so far, on the way from its clause up to the root."""

    negative: bool
    modality: Modality
    certainty: Certainty

    def share(self, word: Word, above: Word, here: Word) -> None:
        """Take the modal of the first conjunct: *will buy and deploy*."""
        bare = is_clause(word) and is_clause(above) and not here.kid("aux", "nsubj")
        if bare and self.modality is Modality.ASSERTED:
            self.modality, self.certainty = _own(above)

    def govern(self, cue: _Cue, above: Word, here: Word) -> None:
        """Let a governor have its effect on its complement."""
        if cue.modality and self.modality in (Modality.ASSERTED, Modality.PLANNED, Modality.POSSIBLE):
            self.modality = _combine(self.modality, cue.modality)
        negated = _negated(above)
        if cue.flips:
            self.negative ^= not negated  # "did not rule out", "did not fail to pay"
            if negated and self.modality is Modality.DENIED:
                self.modality = Modality.POSSIBLE
        elif negated and _is_negated_through(cue, above, here):
            self.negative = not self.negative  # "does not plan to buy"
        self.certainty = _weaker(self.certainty, cue.certainty)

    def borrow(self, above: Word, *, flipped: bool) -> None:
        """Take the modal of the clause above: *could try to buy*, *must stop bombing*, but not *must buy to sell*."""
        outer, sure = _own(above)
        kept = (Modality.ASSERTED,) if flipped else (Modality.ASSERTED, Modality.REQUESTED)
        if self.modality is Modality.ASSERTED and outer not in kept:
            self.modality, self.certainty = outer, _weaker(self.certainty, sure)


def judge(word: Word, tree: Tree) -> Factuality:
    """Return the factuality of the proposition whose predicate is ``word``."""
    standing = _Standing(_negated(word), *_own(word))
    here = word
    while here.head is not here:
        above = here.head
        if here.base == "conj":
            standing.share(word, above, here)
        elif not _climb(standing, above, here):
            break
        here = above
    if standing.modality is Modality.ASSERTED and _is_condition(word):
        standing.modality = Modality.CONDITIONAL
    if is_clause(word) and _is_asked(word, tree):
        standing.modality, standing.certainty = Modality.QUESTIONED, Certainty.UNKNOWN
    polarity = Polarity.NEGATIVE if standing.negative else Polarity.POSITIVE
    return Factuality(polarity, standing.certainty, standing.modality)


def _climb(standing: _Standing, above: Word, here: Word) -> bool:
    """Let the word above have its say; return whether what is above that can matter too."""
    cue, lent = _effect(above, here), _is_lent(here, above)
    if cue is None and not is_clause(here) and not lent:
        return False  # a noun that nobody plans or denies is taken for granted: "over its purchase of"
    if cue is not None:
        standing.govern(cue, above, here)
    if lent and not _has_negative_determiner(here):  # the *no* of "held no talks" has counted already
        standing.negative ^= _negated(above)
    content = here.base in _CONTENT and here.dep != "acl:relcl" and cue is not None
    if is_clause(above) and (content or lent):
        standing.borrow(above, flipped=cue is not None and cue.flips)
    if here.base == "advcl":
        _subordinate(standing, above, here)
    return here.base not in ("parataxis", "advcl") and here.dep != "acl:relcl"


def _subordinate(standing: _Standing, above: Word, here: Word) -> None:
    """Take conditions and purposes for what they are: *if prices rise*, *to clear the square*."""
    if standing.modality not in (Modality.ASSERTED, Modality.PLANNED):
        return
    if _is_condition(here):
        counter = _own(above)[0] is Modality.COUNTERFACTUAL
        standing.modality = Modality.COUNTERFACTUAL if counter else Modality.CONDITIONAL
    elif _is_infinitive(here):
        standing.modality = Modality.PLANNED


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
        if (
            found is None
            or (aux.lower == "'d" and word.tag == "VBN")
            or (aux.lower == "should" and word.inverted)
        ):
            continue
        modality, certainty = found
        if aux.lower in ("would", "'d", "could", "might", "should") and _perfect(word):
            modality = Modality.COUNTERFACTUAL if aux.lower != "might" else Modality.POSSIBLE
        elif aux.lower in ("would", "'d") and find_condition(word) is not None:
            modality = Modality.CONDITIONAL
    if any(w.lower == "going" for w in word.kids("aux")):
        modality, certainty = Modality.PLANNED, Certainty.PROBABLE
    if modality is Modality.ASSERTED:
        modality, certainty = _unmarked(word)
    for adverb in word.kids("advmod"):
        certainty = _weaker(certainty, _adverbs().get(adverb.lower))
    if certainty is Certainty.POSSIBLE and modality is Modality.ASSERTED:
        modality = Modality.POSSIBLE  # "perhaps"
    return modality, certainty


def _unmarked(word: Word) -> tuple[Modality, Certainty]:
    """Return what the form of a main clause says by itself: *Ankara to buy jets*, *stop the war*."""
    if word.base == "root" and word.tag == "VB" and word.pos == "VERB" and not word.kid("aux"):
        if _is_infinitive(word) and word.kid("nsubj"):
            return Modality.PLANNED, Certainty.PROBABLE
        if not word.kid("nsubj", "mark", "expl", "csubj"):
            return Modality.REQUESTED, Certainty.PROBABLE
    return Modality.ASSERTED, Certainty.CERTAIN


def _is_infinitive(word: Word) -> bool:
    return word.tag == "VB" and any(mark.lower == "to" for mark in word.kids("mark"))


def _perfect(word: Word) -> bool:
    return any(w.lower in ("have", "'ve", "of") for w in word.kids("aux"))


def _negated(word: Word) -> bool:
    """Tell whether a clause or nominal is negated: by an adverb, a determiner of a core argument, or *without*."""
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


def _is_lack(oblique: Word) -> bool:
    """Tell whether a phrase only says what is missing: *with no end in sight*, and not *under no circumstances*."""
    return any(case.lower in ("with", "for") for case in oblique.kids("case"))


def _is_lent(noun: Word, verb: Word) -> bool:
    """Tell whether a noun is the event that a light verb does or that is under way: *held talks*, *talks resumed*."""
    if is_clause(noun):
        return False
    if noun.base == "obj" or noun.dep == "nsubj:pass":
        return verb.lemma in word_list("light_verbs")
    if noun.base != "nsubj" or not is_clause(verb):
        return False
    particle = verb.kid("compound:prt", "obj", "advmod")
    said = {verb.lemma, f"{verb.lemma} {particle.lemma}" if particle else ""}
    return bool(said & word_list("occurrences"))


def _has_negative_determiner(noun: Word) -> bool:
    return any(
        d.lower in ("no", "neither") and d.dep in ("det", "advmod", "cc:preconj") for d in noun.children
    )


def _effect(above: Word, here: Word) -> _Cue | None:
    """Return what a governor does to its complement or nominal argument."""
    pos = "VERB" if above.pos in ("VERB", "AUX") else above.pos
    particle = above.kid("compound:prt")
    lemma = f"{above.lemma} {particle.lower}" if particle else above.lemma
    marks = {mark.lower for mark in here.kids("mark")}
    if "whether" in marks or ("if" in marks and here.base in ("ccomp", "csubj")):
        return _Cue(Modality.QUESTIONED, False, Certainty.UNKNOWN)
    if here.base == "advcl" and "against" in marks and above.lemma in word_list("dissuading_verbs"):
        return _Cue(Modality.REQUESTED if above.kid("obj") else Modality.PLANNED, True, None)
    cues = _cues().get((lemma, pos)) or (_cues().get((above.lemma, pos)) if not particle else None)
    if cues is None:
        return _AIM if here.dep == "acl" and _is_infinitive(here) and not _is_ranked(above) else None
    if is_clause(here):
        return _on_clause(cues, above, here, pos)
    if here.base == "nsubj" and above.copular and pos == "ADJ" and not above.kid("xcomp", "ccomp", "csubj"):
        return cues.clause  # "sanctions are unlikely"
    if (here.base in _NOMINAL and here.base != "nsubj") or (here.dep == "nsubj:pass"):
        return cues.nominal if _is_theme(above, here) else None
    return None


def _is_ranked(noun: Word) -> bool:
    """Tell whether an infinitive tells what was done: *the first country to buy*, *the only one to sign*."""
    words = {w.lower for w in noun.kids("amod", "advmod", "nummod")} | {noun.lower}
    return bool(words & word_list("ranks")) or any(w.tag == "JJS" for w in noun.kids("amod"))


def _on_clause(cues: _Cues, above: Word, here: Word, pos: str) -> _Cue | None:
    """Return what a governor does to a clause, where the clause is its content."""
    if here.dep == "acl:relcl" or (here.base == "ccomp" and above.lemma in word_list("reporting_only")):
        return None
    if above.lemma in ("be", "go", "have") and not _is_infinitive(here):
        return None  # "is to buy", "is going to buy", "has to buy"
    if above.lemma == "go" and any(word.lower == "on" for word in above.kids("advmod", "compound:prt")):
        return None  # "went on to buy"
    if here.base in ("xcomp", "ccomp", "csubj", "obj", "obl", "nmod"):
        return cues.clause
    if here.base == "acl":  # "a contract signed in May" is signed, "a plan to sign" is none yet
        return cues.clause if here.tag == "VB" or here.kid("mark", "case", "nsubj") or pos == "VERB" else None
    if here.base == "advcl" and pos in ("NOUN", "ADJ"):
        return cues.clause
    kept = any(mark.lower in ("from", "of") for mark in here.kids("mark", "case"))
    return cues.clause if here.base == "advcl" and (kept or (here.tag == "VB" and above.passive)) else None


def _is_negated_through(cue: _Cue, above: Word, here: Word) -> bool:
    """Tell whether the negation of a governor is one of its content: *does not plan to*, *has not threatened*."""
    if here.base in ("xcomp", "acl") or above.lemma in word_list("negation_raisers"):
        return here.base in _CONTENT
    aims = (Modality.PLANNED, Modality.REQUESTED, Modality.OFFERED, Modality.THREATENED)
    return cue.modality in aims and not is_clause(here)


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
        and (above.pos != "VERB" or case.lower in ("of", "for", "on", "about", "with", "to", "from"))
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
    if clause.base == "advcl" and clause.inverted:
        return True
    marks = [w for w in clause.kids("mark", "advmod", "case") if w.i < clause.i]
    words = {"_".join([m.lower, *(f.lower for f in m.kids("fixed"))]) for m in marks}
    return bool(words & word_list("condition_marks")) and clause.base == "advcl"


def _is_asked(word: Word, tree: Tree) -> bool:
    """Tell whether a clause is a question: the sentence is one, or the words that somebody asks."""
    if tree.words[-1].text == "?":
        return True
    here = word
    while here.head is not here and here.base in ("xcomp", "ccomp", "conj"):
        if here.base == "ccomp" and here.head.lemma in ("ask", "wonder", "inquire", "enquire"):
            last = max(w.i for w in here.subtree())
            return any(w.text == "?" and w.i <= last + 2 for w in tree.words if w.i > here.i)
        here = here.head
    return False
