"""One relation between the same two things, at one time or at several: which claims are of one occasion.

A claim of an event that says when gives the days on which it can have been. Days that do not overlap are two occasions.
They are found as stabbing points are, in the order of the last days: as few as possible, and the claims of each have days
in common. Which there are depends on the set of days alone.

What fits several (*in 2018*, where two meetings of that year are known) belongs to the one nearest to the day of its
document. What says no day belongs to one that its document can mean by that: the last one before it was published, or, of what
is to come, the next one after, within ``WINDOW`` days. If there is none, it stays without a day.

An occasion is the days that its claims have in common, as far as these fit no other. All days are ordinals. ``place_all`` does to columns of numbers what ``Occasions.place`` does to one claim, and the tests hold
the two together.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..types import Interval, Modality

__all__ = [
    "AHEAD",
    "EVER",
    "NEVER",
    "UNKNOWN",
    "Days",
    "Numbers",
    "Occasions",
    "Placed",
    "Told",
    "days_of",
    "find_all",
    "name_of",
    "place_all",
]

Numbers = NDArray[np.int64]

NEVER, EVER = 0, 1 << 22  # before the first day that there is, and after the last
UNKNOWN = -1  # stands in a column for a day or an occasion that there is not
_APART = 1 << 24  # more days than there are between the columns of two groups
WINDOW = 31  # days between an event and a report that does not say when it was
LEEWAY = 1  # days by which the clocks of reporter and reported differ
AHEAD = frozenset(
    {
        Modality.PLANNED,
        Modality.REQUESTED,
        Modality.OFFERED,
        Modality.THREATENED,
        Modality.POSSIBLE,
        Modality.CONDITIONAL,
    }
)  # modalities of what is to come; the others tell what was


class Days(NamedTuple):
    """First and last day of a time, both included."""

    first: int
    last: int


def days_of(time: Interval | None) -> Days | None:
    """Return the days of a time, nothing where it names none."""
    if time is None or (time.begin is None and time.end is None):
        return None
    first = NEVER if time.begin is None else time.begin.toordinal()
    last = EVER if time.end is None else time.end.toordinal()
    return Days(first, last) if first <= last else Days(last, first)


def name_of(occasion: Days) -> str:
    """Return the day that tells an occasion from others of its relation."""
    return date.fromordinal(occasion.first if occasion.last == EVER else occasion.last).isoformat()


class Occasions(tuple[Days, ...]):
    """The occasions of one relation, in the order of time."""

    __slots__ = ()

    @classmethod
    def of(cls, times: Iterable[Days]) -> Occasions:
        """Return as few occasions as the times allow."""
        found: list[Days] = []
        for first, last in sorted(set(times), key=lambda time: (time.last, -time.first)):
            if not found or first > found[-1].last:
                found.append(Days(first, last))
            else:
                found[-1] = Days(max(first, found[-1].first), found[-1].last)
        return cls(found)

    def place(self, time: Days | None, published: int | None, *, ahead: bool) -> Days | None:
        """Return the occasion that a claim is of, nothing where it is of none that is known."""
        if time is not None:
            return self._nearest(time, published)
        if published is None:
            return None
        return self._next(published) if ahead else self._last(published)

    def _nearest(self, time: Days, published: int | None) -> Days:
        """Return of the occasions that a time admits the one that ends nearest to a day, or the first."""
        lasts = [each.last for each in self]
        low, high = bisect_left(lasts, time.first), bisect_right(lasts, time.last) - 1
        if published is None:
            return self[low]
        after = min(max(bisect_left(lasts, published), low), high)
        before = max(after - 1, low)
        return self[before if published - lasts[before] <= lasts[after] - published else after]

    def _last(self, published: int) -> Days | None:
        at = bisect_right([each.first for each in self], published + LEEWAY) - 1
        return self[at] if at >= 0 and self[at].last >= published - WINDOW else None

    def _next(self, published: int) -> Days | None:
        at = bisect_left([each.last for each in self], published - LEEWAY)
        return self[at] if at < len(self) and self[at].first <= published + WINDOW else None


# --- the same for columns ---------------------------------------------------------------------


class Placed(NamedTuple):
    """The occasions of many groups one after the other: the number of the group, first and last day of each."""

    group: Numbers
    first: Numbers
    last: Numbers


class Told(NamedTuple):
    """Claims as columns: number of the group, days of the time and of the document, whether of what is to come."""

    group: Numbers
    first: Numbers
    last: Numbers
    published: Numbers
    ahead: NDArray[np.bool_]


def find_all(group: Numbers, first: Numbers, last: Numbers) -> Placed:
    """Return the occasions of groups, given the times in each; the groups are numbered in order."""
    order = np.lexsort((-first, last, group))
    groups: list[int] = []
    firsts: list[int] = []
    lasts: list[int] = []
    for at, begin, end in zip(
        group[order].tolist(), first[order].tolist(), last[order].tolist(), strict=True
    ):
        if not groups or groups[-1] != at or begin > lasts[-1]:
            groups.append(at)
            firsts.append(begin)
            lasts.append(end)
        elif begin > firsts[-1]:
            firsts[-1] = begin
    return Placed(*(np.array(column, dtype=np.int64) for column in (groups, firsts, lasts)))


def place_all(told: Told, known: Placed) -> Numbers:
    """Return where in the columns of the occasions each claim belongs, ``UNKNOWN`` where to none."""
    base = told.group * _APART
    firsts, lasts = known.group * _APART + known.first, known.group * _APART + known.last
    day = base + told.published
    low = np.searchsorted(lasts, base + told.first, "left")
    high = np.searchsorted(lasts, base + told.last, "right") - 1
    after = np.minimum(np.maximum(np.searchsorted(lasts, day, "left"), low), high)
    before = np.maximum(after - 1, low)
    nearest = np.where(day - lasts[before] <= lasts[after] - day, before, after)
    dated = np.where(told.published == UNKNOWN, low, nearest)
    earlier = np.searchsorted(firsts, day + LEEWAY, "right") - 1
    later = np.searchsorted(lasts, day - LEEWAY, "left")
    chosen = np.where(told.ahead, later, earlier)
    there = np.clip(chosen, 0, len(lasts) - 1)
    fits = (chosen == there) & (known.group[there] == told.group) & (told.published != UNKNOWN)
    fits &= np.where(told.ahead, firsts[there] <= day + WINDOW, lasts[there] >= day - WINDOW)
    return np.where(told.first != UNKNOWN, dated, np.where(fits, there, UNKNOWN)).astype(np.int64)
