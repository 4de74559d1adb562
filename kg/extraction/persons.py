"""Names of people: which parts they have, and whether two of them can be one person's."""

from __future__ import annotations

from ..ids import bare_surname

__all__ = ["person_parts", "same_bearer"]

_GENERATIONS = frozenset(["jr", "sr", "ii", "iii", "iv"])


def person_parts(key: str) -> list[str]:
    """Return the parts of a folded name without what says of where and of which generation somebody is.

    >>> person_parts("john hartwell jr of boston")
    ['john', 'hartwell']
    """
    parts = key.partition(" of ")[0].partition(" the ")[0].replace(",", "").split()
    kept = [part for part in parts if part not in _GENERATIONS]
    return kept or parts


def same_bearer(one: str, other: str) -> bool:
    """Tell whether two folded names can be one person's: no two generations, given names or sets of initials.

    >>> same_bearer("george w bush", "george h w bush"), same_bearer("george bush", "george w bush")
    (False, True)
    """
    if _differ(_generation(one), _generation(other)):
        return False
    first, second = person_parts(one), person_parts(other)
    if bare_surname(first[-1]) != bare_surname(second[-1]):
        return 1 in (len(first), len(second)) and first[0] == second[0]
    if len(first) == 1 or len(second) == 1:
        return True
    given = first[0] == second[0] or _shortens(first[0], second[0]) or _shortens(second[0], first[0])
    return given and not _differ(_initials(first), _initials(second))


def _differ(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return bool(one and other) and one != other


def _shortens(short: str, name: str) -> bool:
    return len(short) == 1 and name.startswith(short)


def _initials(parts: list[str]) -> tuple[str, ...]:
    return tuple(part for part in parts[1:-1] if len(part) == 1)


def _generation(key: str) -> tuple[str, ...]:
    return tuple(part for part in key.replace(",", "").split() if part in _GENERATIONS)
