"""Which PLOVER event a claim reports: the relation's type, shifted by modality.

PLOVER codes announced cooperation as AGREE and announced harm as THREATEN, and has no events that did not happen:
negated, merely possible, conditional, requested or questioned ones have none.
"""

from __future__ import annotations

from functools import cache

from ..ontology import Relation
from ..resources import table
from ..types import Claim, Modality, Polarity

__all__ = ["event_of"]

_REAL = frozenset({Modality.ASSERTED, Modality.PLANNED, Modality.OFFERED, Modality.THREATENED})


@cache
def _shifts() -> dict[tuple[str, str], str]:
    return {(event, modality): becomes for event, modality, becomes in table("plover_shifts")}


def event_of(claim: Claim, relation: Relation) -> tuple[str, str | None] | None:
    """Return the PLOVER event type and mode that a claim reports, None where it reports none."""
    if relation.event is None or claim.polarity is Polarity.NEGATIVE or claim.modality not in _REAL:
        return None
    shifted = _shifts().get((relation.event, claim.modality))
    return (shifted, None) if shifted is not None else (relation.event, relation.mode)
