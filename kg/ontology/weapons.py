"""Which common nouns can stand for which designated weapons: *the plane* is no S-400."""

from __future__ import annotations

import re

from ..resources import table

__all__ = ["can_take_up", "is_kind"]


def can_take_up(noun: str, name: str) -> bool:
    """Tell whether a noun may be used of a weapon: not if it is one for other kinds alone. Unknown names may be anything."""
    rows = table("weapon_kinds")
    known = any(_names(names, name) for _, names, _ in rows)
    common = any(noun in nouns.split("|") for _, _, nouns in rows)
    return not (known and common) or is_kind(noun, name)


def is_kind(noun: str, name: str) -> bool:
    """Tell whether a noun says what a weapon is: the Rafale is a *fighter*."""
    return any(_names(names, name) and noun in nouns.split("|") for _, names, nouns in table("weapon_kinds"))


def _names(pattern: str, name: str) -> bool:
    return re.fullmatch(f"(?:{pattern})s?", name) is not None
