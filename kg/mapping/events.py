"""Which PLOVER event a claim reports: the relation's type, shifted by modality.

PLOVER codes announced cooperation as AGREE, announced harm as THREATEN and cooperation that will not be as REJECT. It has no
events that did not happen: other negated, merely possible, conditional, requested or questioned ones have none.
"""

from __future__ import annotations

from functools import cache

from ..ontology import Ontology, Relation
from ..resources import table
from ..types import Claim, Entity, Modality, Polarity

__all__ = ["countries_of", "event_of"]

_REAL = frozenset({Modality.ASSERTED, Modality.PLANNED, Modality.OFFERED, Modality.THREATENED})
_CIVIC = frozenset({"REQUEST", "PROTEST"})  # events between people and their own government


@cache
def _shifts() -> dict[tuple[str, str], str]:
    return {(event, modality): becomes for event, modality, becomes in table("plover_shifts")}


def countries_of(claim: Claim, ontology: Ontology) -> tuple[str | None, str | None]:
    """Return the countries of subject and object as a coder of events would put them down.

    An actor of unknown country who deals with somebody or something inside a country is taken to be at home
    there (*the rebels* and *the judge*, *the workers* and *the police*); one who deals with a state is not. What
    people of a country ask for or protest against without saying from whom is a matter of the country where they
    do it, or of theirs; what is deployed concerns the country where it is brought. This is a reading of the event, no fact about the actor: the graph does not hold it.
    """
    subject, target = claim.subject, claim.object
    named = ":entity:person:" in subject.id  # a name that the text places nowhere tells no country
    actor = ontology.is_a(subject.type, "Actor") and not named
    if subject.country is None and actor and _is_inside(target, ontology):
        return target.country, target.country
    relation = ontology.relations.get(claim.relation)
    civic = relation is not None and relation.event in _CIVIC
    place = next((role.filler.country for role in claim.roles if role.name == "place"), None)
    if target.country is None and civic and place is not None:
        return subject.country, place
    if relation is not None and relation.event == "MOBILIZE" and place is not None:
        return subject.country, place
    domestic = civic or ontology.is_a(target.type, "Actor")
    if target.country is None and domestic and _is_inside(subject, ontology):
        return subject.country, subject.country
    return subject.country, target.country


def _is_inside(entity: Entity, ontology: Ontology) -> bool:
    """Tell whether somebody or a place lies in one country without being its state."""
    code = entity.country
    if not any(ontology.is_a(entity.type, wanted) for wanted in ("Actor", "Place")):
        return False
    return entity.type != "State" and code is not None and code not in ("IGO", "NGO", "IMG", "MNC")


def event_of(claim: Claim, relation: Relation) -> tuple[str, str | None] | None:
    """Return the PLOVER event type and mode that a claim reports, None where it reports none."""
    if relation.event is None or claim.modality not in _REAL:
        return None
    if claim.polarity is Polarity.NEGATIVE:
        refused = _shifts().get((relation.event, f"not {claim.modality}"))
        return None if refused is None else (refused, None)
    shifted = _shifts().get((relation.event, claim.modality))
    return (shifted, None) if shifted is not None else (relation.event, relation.mode)
