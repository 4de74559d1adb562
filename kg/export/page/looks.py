"""How classes look: colours that colour-blind readers tell apart, and a shape besides."""

from __future__ import annotations

from typing import NamedTuple

from ...resources import table


class Look(NamedTuple):
    """The look of a class. ``minor`` ones are hidden at first when hardly anything is said of them."""

    colour: str
    shape: str
    minor: bool


PLAIN = Look("#8a8f98", "dot", True)  # of a class that has no look of its own


def looks() -> dict[str, Look]:
    """Return the look of every class that has one, by name."""
    return {name: Look(colour, shape, minor == "yes") for name, colour, shape, minor in table("looks")}
