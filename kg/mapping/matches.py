"""What fits a proposition, and how its content narrows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..ontology import Frame, Ontology
from ..types import Entity, Extraction, Polarity

__all__ = ["THREAT", "Match", "specialise"]

THREAT = "THREATEN"


class Match(NamedTuple):
    """A frame that fits a proposition, with the entities in its slots."""

    proposition: int
    frame: Frame
    relation: str
    subject: Entity
    object: Entity | None
    roles: tuple[tuple[str, Entity], ...]
    contents: tuple[int, ...]  # propositions that the frame holds as content


def specialise(matches: Sequence[Match], extraction: Extraction, ontology: Ontology) -> tuple[Match, ...]:
    """Narrow a relation by its content: a threat whose content is sanctions threatens sanctions."""
    by_proposition: dict[int, list[Match]] = {}
    for match in matches:
        by_proposition.setdefault(match.proposition, []).append(match)
    found: list[Match] = []
    for match in matches:
        narrowed = match
        for content in match.contents:
            if is_forsworn(match.proposition, (content,), extraction):
                continue
            for inner in by_proposition.get(content, ()):
                if match.object is not None and inner.subject.id == match.object.id:
                    continue  # who is warned against an attack is not threatened with one
                if match.object is None and not _is_his(inner.subject, match.subject):
                    continue  # who warns that another could attack threatens nobody
                for name in (inner.relation, *ontology.relations[inner.relation].parents):
                    relation = ontology.specialisations.get((match.relation, name))
                    if relation is not None and narrowed.relation == match.relation:
                        target = match.object or inner.object
                        narrowed = match._replace(relation=relation, object=target)
        found.append(narrowed)
    return tuple(found)


def _is_his(doer: Entity, speaker: Entity) -> bool:
    """Tell whether a deed is that of the one who speaks of it, or of his country."""
    return doer.id == speaker.id or (doer.country is not None and doer.country == speaker.country)


def names_deed(relation: str, ontology: Ontology) -> bool:
    """Tell whether a relation says with what somebody threatens: *threatensForce* and not *threatens*."""
    return ontology.relations[relation].event == THREAT and relation in ontology.specialisations.values()


def is_forsworn(number: int, contents: Sequence[int], extraction: Extraction) -> bool:
    """Tell whether somebody says that he will not do the content: who *promised not to attack* threatens nobody."""
    return not _is_negative(number, extraction) and any(_is_negative(n, extraction) for n in contents)


def _is_negative(number: int, extraction: Extraction) -> bool:
    return extraction.propositions[number].factuality.polarity is Polarity.NEGATIVE
