"""What a question asks for: a claim of which one part is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ..types import IRI, Modality, Polarity

__all__ = ["Ask", "End", "Pattern"]


class Ask(StrEnum):
    """Which part of a claim is asked for, or what of the claims that fit."""

    SUBJECT = "subject"
    OBJECT = "object"
    ROLE = "role"
    TRUTH = "truth"
    WHEN = "when"
    WHERE = "where"
    COUNT = "count"
    HOLDER = "holder"  # who says so
    DENIER = "denier"
    SAID = "said"  # all that somebody says, about something or at all
    ABOUT = "about"  # all that is said of one thing, or between two


class End(NamedTuple):
    """A thing that the question names; ``named`` where it has a name of its own, which *the rebels* have not."""

    name: str
    id: IRI
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A claim with a gap. ``subject`` and ``object`` are None where they are asked for, or may be anything.

    ``relations`` are the likeliest first, and stand for all that are narrower. ``role`` is the role asked for. ``kind`` is a class that
    the answer must be of. ``begin`` and ``end`` are days, both included.
    """

    ask: Ask
    subject: End | None = None
    relations: tuple[str, ...] = ()
    object: End | None = None
    roles: tuple[tuple[str, End], ...] = ()
    role: str = ""
    kind: str = ""
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ASSERTED
    begin: date | None = None
    end: date | None = None
    also: tuple[Pattern, ...] = ()  # other claims that say the same: who buys a thing, beside of whom
    unread: tuple[str, ...] = ()  # names in the question that no part of the pattern holds
