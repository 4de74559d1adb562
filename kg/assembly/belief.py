"""How far the corpus believes a statement: docs/decisions/0002-belief.md gives the reasons and the alternatives.

A witness is an *origin*: a document together with its copies. It weighs as much as its best claim, in thousandths:
the reader's confidence times what the speaker's certainty is worth. The chance that every witness for the statement
is wrong is the product of their doubts (noisy-or); as logarithms, doubts add up. Hence the unit below, one
millionth of a halving of doubt: sums of integers come out the same in any order and any partition.

    for an outlet     its best witness in full, further ones a quarter: a paper that repeats itself is hardly two
    support, refute   S, R = the sum over outlets                       s, r = 1000 - 1000 * 2^(-S), likewise of R
    belief            s * (1 - r * R / (S + R))                         more support never lowers it, nor refutation raises it
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cache
from typing import NamedTuple

from ..resources import table
from ..types import IRI, Claim, Document, Statement

__all__ = ["REPEAT", "Witness", "find_witnesses", "score_belief", "weigh_sides"]

FULL = 1000  # belief and weights are thousandths
CEILING = 990  # nothing that was read is certain
HALVING = 1_000_000  # points that halve the doubt
REPEAT = 4  # a further witness of one outlet counts one in this many

_EXACT = Context(prec=40, rounding=ROUND_HALF_EVEN)  # decimal, because it is the same on every machine


class Witness(NamedTuple):
    """An origin that speaks for or against a statement, and how many points it is worth by itself."""

    origin: IRI
    outlet: str
    weight: int
    points: int


def score_belief(statement: Statement, documents: Mapping[IRI, Document]) -> int:
    """Return belief in thousandths. A statement that is only refuted has none."""
    support = _sum_points(find_witnesses(statement.supporting, documents))
    refute = _sum_points(find_witnesses(statement.refuting, documents))
    return weigh_sides(support, refute)


def weigh_sides(support: int, refute: int) -> int:
    """Return the belief that points for and against come to."""
    if not support:
        return 0
    believed, doubted, total = _chance(support), _chance(refute), support + refute
    return believed * (FULL * total - doubted * refute) // (FULL * total)


def find_witnesses(claims: Iterable[Claim], documents: Mapping[IRI, Document]) -> tuple[Witness, ...]:
    """Return one witness an origin, with the weight of its best claim, in the order of the origins' ids."""
    weights: dict[IRI, int] = {}
    outlets: dict[IRI, str] = {}
    for claim in claims:
        document = documents.get(claim.evidence.document)
        origin = (document.origin if document else None) or claim.evidence.document
        first = documents.get(origin) or document
        outlets[origin] = (first.publisher if first else None) or origin
        weights[origin] = max(weights.get(origin, 0), _weight(claim))
    return tuple(
        Witness(origin, outlets[origin], weights[origin], _points(weights[origin]))
        for origin in sorted(weights)
    )


def _sum_points(witnesses: Iterable[Witness]) -> int:
    best: dict[str, int] = {}
    total: dict[str, int] = {}
    for witness in witnesses:
        best[witness.outlet] = max(best.get(witness.outlet, 0), witness.points)
        total[witness.outlet] = total.get(witness.outlet, 0) + witness.points
    return sum(best[outlet] + (total[outlet] - best[outlet]) // REPEAT for outlet in best)


def _weight(claim: Claim) -> int:
    return min(
        round(claim.evidence.confidence * FULL) * _certainties()[claim.certainty.value] // FULL, CEILING
    )


@cache
def _certainties() -> Mapping[str, int]:
    return {certainty: int(weight) for certainty, weight in table("belief_weights")}


@cache
def _points(weight: int) -> int:
    """Return how often a witness of this weight halves the doubt, in millionths."""
    doubt = _EXACT.divide(Decimal(FULL - weight), Decimal(FULL))
    halvings = _EXACT.divide(-_EXACT.ln(doubt), _EXACT.ln(Decimal(2)))
    return int(_EXACT.multiply(halvings, Decimal(HALVING)).to_integral_value(ROUND_HALF_EVEN))


def _chance(points: int) -> int:
    """Return what is left of certainty after the doubt was halved so often, in thousandths."""
    doubt = _EXACT.power(Decimal(2), _EXACT.divide(Decimal(-points), Decimal(HALVING)))
    return FULL - int(_EXACT.multiply(doubt, Decimal(FULL)).to_integral_value(ROUND_HALF_EVEN))
