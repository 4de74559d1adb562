"""How far the corpus believes a statement: docs/decisions/0002-belief.md gives the reasons and the alternatives.

A witness (``witnesses``) is an origin with a weight in thousandths. The chance that every witness for the statement is
wrong is the product of their doubts (noisy-or); as logarithms, doubts add up. Hence the unit below, one millionth of
a halving of doubt: sums of integers come out the same in any order and any partition.

    for an outlet     its best witness in full, further ones a quarter: a paper that repeats itself is hardly two
    support, refute   S, R = the sum over outlets                       s, r = 1000 - 1000 * 2^(-S), likewise of R
    belief            s * (1 - r * R / (S + R))                         more support never lowers it, nor refutation raises it
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from ..types import IRI, Document, Statement
from .reliability import Reliability
from .witnesses import EXACT, FULL, HALVING, Witness, find_witnesses

__all__ = [
    "REPEAT",
    "Balance",
    "Witness",
    "balance",
    "find_witnesses",
    "score_belief",
    "sum_points",
    "weigh_sides",
]

REPEAT = 4  # a further witness of one outlet counts one in this many
_SAFE = 1e-6  # far more than floats of up to a thousand err


class Balance(NamedTuple):
    """What the two sides of a statement come to: points, the chances in thousandths that follow, and belief."""

    support: int
    refute: int
    believed: int
    doubted: int
    belief: int


def score_belief(
    statement: Statement, documents: Mapping[IRI, Document], reliability: Reliability | None = None
) -> int:
    """Return belief in thousandths. A statement that is only refuted has none."""
    sides = (statement.supporting, statement.refuting)
    return weigh_sides(*(sum_points(find_witnesses(side, documents, reliability)) for side in sides))


def weigh_sides(support: int, refute: int) -> int:
    """Return the belief that points for and against come to."""
    return balance(support, refute).belief


def balance(support: int, refute: int) -> Balance:
    """Return what points for and against come to."""
    believed, doubted, total = _chance(support), _chance(refute), support + refute
    belief = believed * (FULL * total - doubted * refute) // (FULL * total) if support else 0
    return Balance(support, refute, believed, doubted, belief)


def sum_points(witnesses: Iterable[Witness]) -> int:
    """Return the points of a side: of each outlet its best witness in full, the others in part."""
    best: dict[str, int] = {}
    total: dict[str, int] = {}
    for witness in witnesses:
        best[witness.outlet] = max(best.get(witness.outlet, 0), witness.points)
        total[witness.outlet] = total.get(witness.outlet, 0) + witness.points
    return sum(best[outlet] + (total[outlet] - best[outlet]) // REPEAT for outlet in best)


def _chance(points: int) -> int:
    """Return what is left of certainty after the doubt was halved so often, in thousandths.

    Decimals round alike on every machine, but take fifty times as long: they decide what floats come too near to a half for.
    """
    near: float = FULL * 2.0 ** (-points / HALVING)
    if abs(near % 1 - 0.5) > _SAFE:
        return FULL - round(near)
    return _exact_chance(points)


def _exact_chance(points: int) -> int:
    doubt = EXACT.power(Decimal(2), EXACT.divide(Decimal(-points), Decimal(HALVING)))
    return FULL - int(EXACT.multiply(doubt, Decimal(FULL)).to_integral_value(ROUND_HALF_EVEN))
