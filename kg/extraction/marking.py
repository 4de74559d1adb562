"""What a predicate says of itself: the auxiliaries, negations and adverbs of a clause, the adjectives of a noun."""

from __future__ import annotations

from ..types import Certainty, Factuality, Modality, Polarity
from .clauses import case_of, is_clause
from .composition import FACT, apply, compose
from .conditions import find_condition, subordinator_of
from .cues import Cue, find_content_cue, find_cue
from .negation import is_negated
from .syntax import Word

__all__ = ["marked", "modality_of"]


def marked(word: Word) -> Factuality:
    """Return the factuality of a predicate as if nothing stood above it."""
    own = modality_of(word) if is_clause(word) else FACT
    if is_negated(word):
        own = own._replace(polarity=Polarity.NEGATIVE)
    for modifier in word.kids("advmod", "amod", "compound"):
        cue = find_content_cue(modifier, "self") if modifier.base == "advmod" else _on_noun(word, modifier)
        if cue is not None:
            own = compose(apply(cue, FACT, "self"), own)
    if not is_clause(word) and (cue := subordinator_of(word)) is not None:
        own = compose(apply(cue, FACT, "self"), own)
    if _is_set_elsewhere(word):
        own = compose(Factuality(modality=Modality.COUNTERFACTUAL), own)
    return own


def modality_of(clause: Word) -> Factuality:
    """Return what the auxiliaries and the form of a clause say, its negation aside."""
    own = FACT
    for aux in clause.kids("aux"):
        cue = find_content_cue(aux, "self")
        if cue is None or _is_no_modal(aux, clause):
            continue
        own = apply(cue, FACT, "self")
        if aux.lower in ("would", "'d", "could", "might", "should") and _is_perfect(clause):
            own = own._replace(
                modality=Modality.COUNTERFACTUAL if aux.lower != "might" else Modality.POSSIBLE
            )
        elif aux.lower in ("would", "'d") and find_condition(clause) is not None:
            own = own._replace(modality=Modality.CONDITIONAL)
    if any(w.lower == "going" for w in clause.kids("aux")):
        own = Factuality(certainty=Certainty.PROBABLE, modality=Modality.PLANNED)
    return _unmarked(clause) if own == FACT and clause.base == "root" else own


def _is_no_modal(aux: Word, clause: Word) -> bool:
    return (aux.lower == "'d" and clause.tag == "VBN") or (aux.lower == "should" and clause.inverted)


def _is_perfect(clause: Word) -> bool:
    return any(w.lower in ("have", "'ve", "of") for w in clause.kids("aux"))


def _unmarked(clause: Word) -> Factuality:
    """Return what the form of a main clause says: *Ankara to buy jets*, *stop the war*, *if only it had paid*."""
    marks = {mark.lower for mark in clause.kids("mark")}
    if "if" in marks:
        return Factuality(modality=Modality.COUNTERFACTUAL)
    if clause.tag == "VB" and clause.pos == "VERB" and not clause.kid("aux"):
        if "to" in marks and clause.kid("nsubj"):
            return Factuality(certainty=Certainty.PROBABLE, modality=Modality.PLANNED)
        if not clause.kid("nsubj", "mark", "expl", "csubj"):
            return Factuality(certainty=Certainty.PROBABLE, modality=Modality.REQUESTED)
    return FACT


def _on_noun(noun: Word, modifier: Word) -> Cue | None:
    """Return what an adjective or participle does to the deed that a noun names: *planned*, *alleged*, *mock*."""
    if noun.pos not in ("NOUN", "PROPN") or (modifier.base == "compound" and modifier.pos != "ADJ"):
        return None
    undergone = modifier.pos != "VERB" or modifier.tag in ("VBN", "VBD")
    return find_cue(modifier, "noun") if undergone else None


def _is_set_elsewhere(word: Word) -> bool:
    """Tell whether it happens in a story, an exercise or a dream only: *in the film, Rome attacked Carthage*."""
    phrases = word.kids("obl", "nmod") if is_clause(word) or word.pos == "NOUN" else []
    return any(case_of(p) == "in" and find_content_cue(p, "setting") is not None for p in phrases)
