"""What a time expression says, before any calendar is opened: built by the grammar, read by the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from ..types import Certainty
from .time_spans import Days


class Amount(NamedTuple):
    """So many units: *two or three weeks* is 2 to 3; ``exact`` is false of *a few* and *about two*."""

    low: int
    high: int
    unit: str
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Fixed:
    """A stretch that needs no anchor (*the 1990s*), or, without days, one that has no date (*at 5 a.m.*)."""

    days: Days | None
    certainty: Certainty = Certainty.CERTAIN


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A year, a month or a day, as far as it was written. ``weekday`` counts from Monday, 0."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Yearly:
    """What comes round once a year: ``season 6``, ``quarter 3``, or a rule of ``time_named_days.tsv``."""

    rule: str


@dataclass(frozen=True, slots=True)
class Weekly:
    """What comes round once a week: a weekday, or with ``length`` 2 the weekend."""

    weekday: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Shift:
    """The calendar unit so many units from that of the anchor: *last month*, *two or three years ago*."""

    unit: str
    low: int
    high: int
    certainty: Certainty = Certainty.CERTAIN


@dataclass(frozen=True, slots=True)
class Rolling:
    """An amount of time up to the anchor or from it on: *over the past two years*, *in the coming days*."""

    amount: Amount
    sign: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """What lies ahead unless the clause looks back: *in two weeks*. ``doubtful`` unless a tense says so."""

    of: Node
    doubtful: bool = True


@dataclass(frozen=True, slots=True)
class Offset:
    """An amount before (-1) or after another time; ``base`` is ``None`` in *a year later*."""

    amount: Amount
    sign: int
    base: Node | None = None


@dataclass(frozen=True, slots=True)
class Which:
    """The last (-1), this (0) or next (1) of what comes round."""

    which: int
    of: Node


@dataclass(frozen=True, slots=True)
class Within:
    """The one of what comes round that lies in a stretch: *Tuesday of last week*, *July last year*."""

    inner: Node
    of: Node


@dataclass(frozen=True, slots=True)
class Part:
    """``early``, ``mid``, ``late``, ``start``, ``end``, ``first half``, ``second half``, its ``week``."""

    part: str
    of: Node


@dataclass(frozen=True, slots=True)
class Nth:
    """The number-th run of ``count`` units, or the number-th weekday, of a stretch; negative from its end."""

    number: int
    count: int
    unit: str
    of: Node
    weekday: int | None = None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class SoFar:
    """The part of a stretch before (-1) or after (1) the anchor: *earlier this year*."""

    sign: int
    of: Node
    certainty: Certainty = Certainty.PROBABLE


@dataclass(frozen=True, slots=True)
class Event:
    """A time told by what happened: *the coup*; its date where one is given: *the July 2016 coup*."""

    date: Node | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """An open stretch: ``by``, ``since``, ``until``, ``before`` or ``after`` a time."""

    relation: str
    of: Node


@dataclass(frozen=True, slots=True)
class Range:
    """From one time to another, both included."""

    first: Node
    last: Node
    certainty: Certainty = Certainty.CERTAIN


@dataclass(frozen=True, slots=True)
class Loose:
    """A time said to be rough: *around 2010*."""

    of: Node


@dataclass(frozen=True, slots=True)
class Undated:
    """A length of time or a repetition: *for three years*, *every Friday*. It has no date."""


Node: TypeAlias = (
    "Fixed | CalendarDate | Yearly | Weekly | Shift | Rolling | Ahead | Offset | Which | Within | Part | Nth"
    " | SoFar | Event | Bound | Range | Loose | Undated"
)
