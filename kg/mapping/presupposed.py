"""What a possessive takes for granted: *threatened to abandon its purchase* is said of somebody who bought."""

from __future__ import annotations

from ..resources import word_list
from ..types import Certainty, Modality, Polarity, Proposition

__all__ = ["is_taken_for_granted"]


def is_taken_for_granted(deed: Proposition, relation: str) -> bool:
    """Tell whether a noun phrase presupposes the deed it names (Levinson 1983), whatever becomes of it.

    A *planned* or *possible* purchase is none, nor one that is planned or is said not to take place.
    """
    if relation not in word_list("presupposed_deeds") or deed.rule != "nominal":
        return False
    polarity, certainty, modality = deed.factuality
    if polarity is Polarity.NEGATIVE or certainty is Certainty.UNKNOWN:
        return False
    if modality not in (Modality.ASSERTED, Modality.POSSIBLE):
        return False
    modified = any(argument.role == "amod" and argument.chain is None for argument in deed.arguments)
    return bool(deed.fillers("nmod:poss")) and not modified
