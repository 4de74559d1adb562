"""What a name means in one document that elsewhere is a state's: *Georgia* beside Atlanta, *Paris* in Texas.

A document gives its names one sense each. The dateline, the towns, people and offices around a name decide; where
nothing speaks against the state, it is the state.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from ..ids import entity_id
from ..ontology import Actor, Ontology
from ..ontology.values import name_key
from ..resources import table
from ..types import Entity, Extraction, MentionKind

__all__ = ["Readings", "read_homonyms"]

Readings = Mapping[str, Entity]  # by the key of a name

_CUE, _TITLE, _REGIONS, _STATES = (
    3,
    2,
    3,
    2,
)  # what a cue and an American title weigh; other names count one each up to
_AMERICAN = re.compile(r"\b(?:Lt\. )?(?:Gov|Sen|Rep|Sens|Reps)\. [A-Z]")
_DATELINE = re.compile(r"\A\W*([A-Z][A-Z.' -]+[A-Z])\b[^\n]{0,60}? (?:-|--|–|—) ")
_LIES_IN = re.compile(r", ((?:[A-Z]\.){2}|W\.Va\.|[A-Z][a-z]+(?:\.|(?: [A-Z][a-z]+)?))")
_LISTED = re.compile(r",? (?:and|or)\b|, [A-Z][a-z]+(?: [A-Z][a-z]+)?,? (?:and|or)\b")


def read_homonyms(extraction: Extraction, ontology: Ontology) -> Readings:
    """Return the names of a document that mean something else than the gazetteer says, with what they mean."""
    text = extraction.document.text
    found: dict[str, Entity] = {}
    for row in table("homonyms"):
        names, state, type_, country, reading, own, cues, state_cues = row
        written = [name for name in names.split("|") if name in text or name.upper() in text]
        if not written:
            continue
        signs = _count(cues.split("|"), text)
        if own == "yes" and not signs:
            continue
        known = _state(ontology, state)
        against = (
            *state_cues.split("|"),
            *(known.demonyms if known else ()),
            *(known.seats[:1] if known else ()),
        )
        mine = _CUE * signs + (_american(text, names, ontology) if type_ == "Region" else 0)
        theirs = _CUE * _count(_capitals(against, written), text) + _others(
            extraction, {state, country}, ontology
        )
        place = _DATELINE.match(text)
        if place is not None:  # whose dateline it is has the say
            mine += 3 * _CUE * (place[1] in {cue.upper() for cue in cues.split("|")})
            theirs += 3 * _CUE * (place[1] in {cue.upper() for cue in _capitals(against, written)})
        if mine > theirs:
            found.update(dict.fromkeys(map(name_key, written), _entity(type_, country, reading, ontology)))
    return {**found, **_towns(extraction, ontology)}


def _count(cues: Iterable[str], text: str) -> int:
    """Return how many of some cues a text has, also in capitals."""
    return sum(_has(cue, text) for cue in cues)


def _has(cue: str, text: str) -> bool:
    return any(
        form in text and re.search(rf"(?<![\w-]){re.escape(form)}(?!\w)", text) is not None
        for form in {cue, cue.upper()}
    )


def _capitals(names: Iterable[str], written: Iterable[str]) -> list[str]:
    """Return names with their capitals, without those that are the homonym itself."""
    spelt = (name if name[:1].isupper() else name.title() for name in names)
    return [
        name
        for name in dict.fromkeys(spelt)
        if name and name not in written and name.rstrip("s") not in written
    ]


def _american(text: str, names: str, ontology: Ontology) -> int:
    """Return what offices and other states of the United States in a text weigh."""
    regions = (p.name for p in ontology.places if p.type == "Region" and p.country == "USA")
    others = sum(_has(region, text) for region in regions if region not in names)
    return _TITLE * bool(_AMERICAN.search(text)) + min(others, _REGIONS)


def _others(extraction: Extraction, apart: set[str], ontology: Ontology) -> int:
    """Return what the other states in a text weigh, without the United States."""
    names = {
        m.text
        for c in extraction.chains
        for m in c.mentions
        if m.kind is MentionKind.NAME and m.label == "GPE"
    }
    states = {
        a.country
        for name in sorted(names)
        if (a := ontology.find_actor(name)) is not None and a.type == "State"
    }
    return min(len(states - apart - {"USA", None}), _STATES)


def _state(ontology: Ontology, code: str) -> Actor | None:
    return next((actor for actor in ontology.actors if actor.id == entity_id("state", code)), None)


def _entity(type_: str, country: str, name: str, ontology: Ontology) -> Entity:
    state = _state(ontology, country) if type_ == "State" else None
    kind = {"State": "state", "Region": "place"}.get(type_, "thing")
    return Entity(
        id=state.id if state is not None else entity_id(kind, name),
        type=type_,
        name=name,
        country=country or None,
    )


def _towns(extraction: Extraction, ontology: Ontology) -> dict[str, Entity]:
    """Return the towns that a region after their name tells from a capital or state: *Paris, Texas*."""
    text = extraction.document.text
    found: dict[str, Entity] = {}
    for chain in extraction.chains:
        for mention in chain.mentions:
            if mention.kind is not MentionKind.NAME or mention.label == "PERSON":
                continue
            region = _LIES_IN.match(text, mention.extent.end)
            country = _country_of_region(region[1], ontology) if region is not None else None
            if region is None or country is None or _LISTED.match(text, region.end()):
                continue
            known = ontology.find_seat(mention.text) or ontology.find_actor(mention.text)
            known = known or ontology.find_place(mention.text)
            if known is None or known.country == country or known.type == "Region":
                continue
            shown = (*known.demonyms, known.name) if known.type == "State" else ()
            if _count(_capitals(shown, (mention.text,)), text):
                continue  # both may be meant
            name = f"{mention.text.title() if mention.text.isupper() else mention.text}, {region[1]}"
            entity = Entity(id=entity_id("place", name), type="City", name=name, country=country)
            found[name_key(mention.text)] = entity
    return found


def _country_of_region(name: str, ontology: Ontology) -> str | None:
    for part in (name, name.partition(" ")[0]):
        region = ontology.find_place(_abbreviations().get(part, part))
        if region is not None and region.type == "Region" and region.country:
            return region.country
    return "USA" if name in ("Georgia", "Washington") else None


@cache
def _abbreviations() -> dict[str, str]:
    return {row[0]: row[1] for row in table("region_abbreviations")}
