"""Who witnesses a statement, and what each witness weighs: every input of belief by its name.

A witness is an *origin*. Claims whose words come from one outlet (*Reuters reported*, *an official told AFP*) have that
outlet for their origin, whoever prints them, and so have those of a document by an agency (*ANKARA (Reuters) -*): three
sites that quote one agency are one witness. Any other claim has the document, or the one that this is a copy of.

A claim weighs the reader's confidence times what the speaker's certainty and the outlets' reliability are worth, in
thousandths; a witness weighs as much as its best claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cache
from typing import NamedTuple

from ..ids import mint
from ..resources import table
from ..types import IRI, Claim, Document, Holder
from .reliability import Reliability, outlet_of, weakest

__all__ = ["Weighing", "Witness", "find_witnesses", "points_of", "weigh", "wire_of"]

FULL = 1000  # belief and weights are thousandths
CEILING = 990  # nothing that was read is certain
HALVING = 1_000_000  # points that halve the doubt
EXACT = Context(prec=40, rounding=ROUND_HALF_EVEN)  # decimal, because it is the same on every machine


class Weighing(NamedTuple):
    """All that goes into the weight of one claim; the factors are thousandths."""

    claim: Claim
    origin: IRI
    outlet: str
    confidence: int
    certainty: int
    reliability: int

    @property
    def weight(self) -> int:
        """The product of the factors, at most the ceiling."""
        return min(self.confidence * self.certainty * self.reliability // (FULL * FULL), CEILING)


class Witness(NamedTuple):
    """An origin that speaks for or against a statement, and how many points it is worth by itself."""

    origin: IRI
    outlet: str
    weight: int
    points: int


def find_witnesses(
    claims: Iterable[Claim], documents: Mapping[IRI, Document], reliability: Reliability | None = None
) -> tuple[Witness, ...]:
    """Return one witness an origin, with the weight of its best claim, in the order of the origins' ids."""
    best: dict[IRI, Weighing] = {}
    for claim in claims:
        weighing = weigh(claim, documents, reliability or {})
        known = best.setdefault(weighing.origin, weighing)
        if weighing.weight > known.weight:
            best[weighing.origin] = weighing
    return tuple(
        Witness(origin, best[origin].outlet, best[origin].weight, points_of(best[origin].weight))
        for origin in sorted(best)
    )


def weigh(claim: Claim, documents: Mapping[IRI, Document], reliability: Reliability) -> Weighing:
    """Return where a claim comes from and what it weighs."""
    document = documents.get(claim.evidence.document)
    publisher = document.publisher if document else None
    wire = wire_of(claim.holders) or (_wire_copied(document) if document else None)
    if wire is not None:
        origin, outlet = mint("wire", wire), wire
    else:
        origin = (document.origin if document else None) or claim.evidence.document
        first = documents.get(origin) or document
        outlet = _named(first) or origin
    through = [*(outlet_of(holder.name) for holder in claim.holders), wire, publisher]
    return Weighing(
        claim=claim,
        origin=origin,
        outlet=outlet,
        confidence=round(claim.evidence.confidence * FULL),
        certainty=_certainties()[claim.certainty.value],
        reliability=weakest(filter(None, through), reliability),
    )


def _wire_copied(document: Document) -> str | None:
    """Return the agency that a document is by and another outlet has printed: *ANKARA (Reuters) -* elsewhere."""
    agency = outlet_of(document.author) if document.author else None
    return agency if agency != _named(document) else None


def _named(document: Document | None) -> str | None:
    return (outlet_of(document.publisher) or document.publisher) if document and document.publisher else None


def wire_of(holders: Iterable[Holder]) -> str | None:
    """Return the outlet that a chain of holders comes from: the one nearest to the speaker."""
    return next(filter(None, (outlet_of(holder.name) for holder in holders)), None)


@cache
def _certainties() -> Mapping[str, int]:
    return {certainty: int(weight) for certainty, weight in table("belief_weights")}


@cache
def points_of(weight: int) -> int:
    """Return how often a witness of this weight halves the doubt, in millionths."""
    doubt = EXACT.divide(Decimal(FULL - weight), Decimal(FULL))
    halvings = EXACT.divide(-EXACT.ln(doubt), EXACT.ln(Decimal(2)))
    return int(EXACT.multiply(halvings, Decimal(HALVING)).to_integral_value(ROUND_HALF_EVEN))
