"""What is said to the press to tell it nothing: *declined to comment*, *would not discuss it*."""

from __future__ import annotations

from ..resources import table
from ..types import Extraction, Proposition

__all__ = ["is_press_formula"]


def is_press_formula(proposition: Proposition, extraction: Extraction) -> bool:
    """Tell whether a predicate, with the infinitive below it or the verb above, only withholds a comment."""
    pairs = table("press_formulas")
    below = [argument.proposition for argument in proposition.fillers("xcomp")]
    lemma = proposition.predicate.lemma
    if any((lemma, extraction.propositions[n].predicate.lemma) in pairs for n in below if n is not None):
        return True
    above = proposition.embedded_under
    return above is not None and (extraction.propositions[above].predicate.lemma, lemma) in pairs
