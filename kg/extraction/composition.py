"""How factualities compose: content is put into the context that its governor makes."""

from __future__ import annotations

from ..types import Certainty, Factuality, Modality, Polarity
from .cues import Cue

__all__ = ["FACT", "OPEN", "affirm", "apply", "compose"]

FACT = Factuality()
OPEN = frozenset(
    {
        Modality.POSSIBLE,
        Modality.CONDITIONAL,
        Modality.COUNTERFACTUAL,
        Modality.QUESTIONED,
        Modality.REQUESTED,
    }
)  # in which nobody has said it yet: "may say that", "if he says that", "asked him to say that"
_CERTAINTIES = list(Certainty)


def compose(outer: Factuality, inner: Factuality) -> Factuality:
    """Put a factuality into a context: polarities multiply, the weaker certainty and the stronger modality win."""
    polarity = Polarity.POSITIVE if outer.polarity is inner.polarity else Polarity.NEGATIVE
    certainty = max(outer.certainty, inner.certainty, key=_CERTAINTIES.index)
    modality = _combine(outer.modality, inner.modality)
    if modality is Modality.DENIED and polarity is Polarity.POSITIVE:
        modality = Modality.ASSERTED  # "denied that it had not paid"
    return Factuality(polarity, certainty, modality)


def _combine(outer: Modality, inner: Modality) -> Modality:
    """Return the modality of what stands in a context: the stronger departure from fact."""
    if Modality.ASSERTED in (outer, inner):
        return inner if outer is Modality.ASSERTED else outer
    if inner is Modality.POSSIBLE and outer in (Modality.PLANNED, Modality.REQUESTED):
        return inner
    return outer if inner in (Modality.PLANNED, Modality.POSSIBLE) else inner


def apply(cue: Cue, standing: Factuality, kind: str) -> Factuality:
    """Return the context that a governor of some standing makes for content of a kind (see ``cues``)."""
    effect = cue.affirmed if standing.polarity is Polarity.POSITIVE else cue.negated
    if effect is None or (effect.taken and standing.modality is not Modality.COUNTERFACTUAL):
        return FACT
    outer = affirm(standing)
    if outer.modality is Modality.DENIED and effect.polarity is Polarity.POSITIVE:
        outer = FACT  # the negated effect has reckoned with it
    if kind == "that" and effect.modality is Modality.ASSERTED:
        outer = outer._replace(modality=Modality.POSSIBLE) if outer.modality in OPEN else FACT
    certainty = cue.certainty or Certainty.CERTAIN
    return compose(outer, Factuality(effect.polarity, certainty, effect.modality))


def affirm(standing: Factuality) -> Factuality:
    """Return a standing without its negation."""
    return standing._replace(polarity=Polarity.POSITIVE)
