"""What a possessive takes for granted: *threatened to abandon its purchase* is said of somebody who bought."""

from __future__ import annotations

from ..resources import word_list
from ..types import Proposition

__all__ = ["is_taken_for_granted"]


def is_taken_for_granted(deed: Proposition, relation: str) -> bool:
    """Tell whether a noun phrase presupposes the deed it names (Levinson 1983), whatever becomes of it.

    A *planned* or *possible* purchase is none.
    """
    if relation not in word_list("presupposed_deeds") or deed.rule != "nominal":
        return False
    modified = any(argument.role == "amod" and argument.chain is None for argument in deed.arguments)
    return bool(deed.fillers("nmod:poss")) and not modified
