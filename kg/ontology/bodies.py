"""Read the names of public bodies that any state has: *Turkish Foreign Ministry*, *the parliament of Iraq*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..ids import entity_id, fold
from .values import Actor, Ontology, name_key

_MINISTRY = (
    re.compile(r"(?P<of>.+) (?:ministry|department)"),
    re.compile(r"(?:ministry|department) (?:of|for) (?P<of>.+)"),
)
_POSSESSIVE = re.compile(r"(.+?)['’]s? (.+)")
_LONGEST_OWNER = 4


def find_body(name: str, ontology: Ontology, *, owner: Actor | None = None) -> Actor | None:
    """Return the body that a name means, made up from the body and its owner where no table has it.

    ``owner`` is whose body it is where the name does not say; without one a bare *Foreign Ministry* has no country.
    """
    known = ontology.find_actor(name)
    if known is not None:
        return known if known.type != "State" else None
    for possessor, rest in _readings(name, ontology):
        named = ontology.find_actor(rest)
        if named is not None and possessor is not None and named.country == possessor.country:
            return named
        key = name_key(rest)
        if key in ontology.body_names:
            return _make(ontology.body_names[key], ontology.bodies[key], possessor or owner)
        ministry = _ministry(rest)
        if ministry is not None:
            return _make(ministry, "Ministry", possessor or owner)
    return None


def _readings(name: str, ontology: Ontology) -> Iterator[tuple[Actor | None, str]]:
    """Yield whose and what: the longest owner first, the name without an owner last."""
    possessive = _POSSESSIVE.fullmatch(name)
    if possessive and (owner := _owner(possessive[1], ontology)):
        yield owner, possessive[2]
    words = name.split()
    if words and words[0].lower() == "the":
        words = words[1:]
    for count in range(min(_LONGEST_OWNER, len(words) - 1), 0, -1):
        if owner := _owner(" ".join(words[:count]), ontology):
            yield owner, " ".join(words[count:])
    for at in range(len(words) - 1, 0, -1):
        if words[at] in ("of", "in") and (owner := _owner(" ".join(words[at + 1 :]), ontology)):
            yield owner, " ".join(words[:at])
    yield None, " ".join(words)


def _owner(name: str, ontology: Ontology) -> Actor | None:
    return ontology.find_demonym(name) or ontology.find_actor(name) or ontology.find_seat(name)


def _ministry(name: str) -> str | None:
    found = next((match for pattern in _MINISTRY if (match := pattern.fullmatch(name.lower()))), None)
    return f"{found['of'].title()} Ministry" if found else None


def _make(body: str, kind: str, owner: Actor | None) -> Actor:
    name = f"{body} of {owner.name}" if owner else body
    country = owner.country if owner else None
    return Actor(id=entity_id("org", name), type=kind, name=name, names=(fold(name),), country=country)
