"""How reliable an outlet is, as the user rates it: ``sources.toml`` beside the documents.

    Reuters = "A"                  # a letter of the Admiralty code, A to F
    "Daily Rumour" = 350           # or thousandths

Whoever is not rated is taken at his word, as is F, which means that nobody can tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from ..errors import KGError
from ..ids import fold
from ..resources import table
from ..settings import read_toml

__all__ = ["NEUTRAL", "RATINGS", "Reliability", "load_reliability", "outlet_of"]

RATINGS = "sources.toml"  # looked for beside the documents
NEUTRAL = 1000  # thousandths: nothing is taken off

Reliability = Mapping[str, int]  # folded name of an outlet > thousandths


def load_reliability(path: Path) -> dict[str, int]:
    """Read ratings of outlets, or raise KGError with the line and the remedy."""
    rated: dict[str, int] = {}
    for outlet, rating in read_toml(path).items():
        key = fold(outlet_of(outlet) or outlet)
        if key in rated:
            raise KGError(
                f"{path}: {outlet!r} is rated twice, once by another of its names; delete one of the two"
            )
        rated[key] = _thousandths(rating, f"{path}: {outlet!r}")
    return rated


def _thousandths(rating: object, where: str) -> int:
    grades = _grades()
    if isinstance(rating, str) and rating.upper() in grades:
        return grades[rating.upper()]
    if isinstance(rating, int) and not isinstance(rating, bool) and 0 <= rating <= NEUTRAL:
        return rating
    raise KGError(
        f"{where} is rated {rating!r}; write a letter from A to F or thousandths from 0 to {NEUTRAL}"
    )


def weakest(outlets: Iterable[str], reliability: Reliability) -> int:
    """Return how reliable a chain of outlets is: as much as the weakest of them."""
    return min((reliability.get(fold(outlet_of(name) or name), NEUTRAL) for name in outlets), default=NEUTRAL)


def outlet_of(name: str) -> str | None:
    """Return the outlet that is known by a name, under its first name; nothing for the name of anybody else.

    >>> outlet_of("AFP") == outlet_of("Agence France-Presse"), outlet_of("Ankara")
    (True, None)
    """
    return _outlets().get(fold(name))


@cache
def _outlets() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for _, _, name, *names in table("outlets"):
        for each in (name, *(names[0].split("|") if names else ())):
            known.setdefault(fold(each), name)
    return known


@cache
def _grades() -> Mapping[str, int]:
    return {grade: int(weight) for grade, weight in table("reliability_grades")}
