"""What a claim says along with itself: the content of a threat, the other party of a deal.

*Threats of sanctions* name sanctions as threatened; *a contract with Russia for the purchase of missiles* names
the seller. Nothing is added that the sentence says otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ..ontology import Ontology
from ..resources import table
from ..types import Claim, Entity, Extent, Modality, Polarity, Role

__all__ = ["imply"]

_PARTY = "counterparty"
_TYPED = 0.9  # of the confidence of the claim that implies it


@cache
def _shortcuts() -> dict[str, str]:
    return {row[0]: row[1] for row in table("shortcuts")}


def imply(claims: Sequence[Claim], ontology: Ontology) -> Iterator[Claim]:
    """Yield what the claims of one document imply, sentence by sentence."""
    by_sentence: dict[Extent, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_sentence[claim.evidence.sentence_extent].append(claim)
    for together in by_sentence.values():
        said = {(c.subject.id, c.relation, c.object.id) for c in together}
        for claim in together:
            for implied in (
                *_threatened(claim, ontology),
                *_completed(claim, together, ontology),
                *_bought(claim, together),
            ):
                key = (implied.subject.id, implied.relation, implied.object.id)
                if key not in said:
                    said.add(key)
                    yield implied


def _threatened(claim: Claim, ontology: Ontology) -> Iterator[Claim]:
    """Return the deed that a threat names: who threatens sanctions has sanctions in store."""
    for (general, content), narrow in sorted(ontology.specialisations.items()):
        if narrow == claim.relation and general == "threatens" and narrow != "threatensToSuspend":
            modality = Modality.THREATENED if claim.modality is Modality.ASSERTED else claim.modality
            yield _like(claim, claim.subject, content, claim.object, modality=modality, under=claim.relation)


def _completed(claim: Claim, together: Sequence[Claim], ontology: Ontology) -> Iterator[Claim]:
    """Return the deed with the other party of the act that it is the content of."""
    shortcut = _shortcuts().get(claim.relation)
    if shortcut is None or claim.embedded_under is None:
        return
    if any(c.relation == shortcut and c.subject.id == claim.subject.id for c in together):
        return
    for act in together:
        friendly = ontology.relations[act.relation].quad == "VCOOP"
        if act.relation != claim.embedded_under or act.polarity is Polarity.NEGATIVE or not friendly:
            continue
        other = _other_party(act, claim.subject)
        if other is not None and any(ontology.is_a(other.type, kind) for kind in ("State", "Organization")):
            yield _like(claim, claim.subject, shortcut, other, modality=claim.modality, under=act.relation)
            return


def _bought(claim: Claim, together: Sequence[Claim]) -> Iterator[Claim]:
    """Return the purchase that a sale to somebody is: *the sale of 36 jets to Turkey*."""
    if claim.relation != "sells" or claim.polarity is Polarity.NEGATIVE:
        return
    for act in together:
        same = (act.evidence.extent, act.modality) == (claim.evidence.extent, claim.modality)
        if act.relation == "sellsTo" and act.subject.id == claim.subject.id and same:
            modality = Modality.POSSIBLE if claim.modality is Modality.OFFERED else claim.modality
            kept = (role for role in claim.roles if role.name != _PARTY)
            bought = replace(claim, roles=(*kept, Role(_PARTY, claim.subject)))
            yield _like(
                bought, act.object, "buys", claim.object, modality=modality, under=claim.embedded_under
            )


def _other_party(act: Claim, party: Entity) -> Entity | None:
    if party.id == act.subject.id:
        return act.object
    return act.subject if party.id == act.object.id else None


def _like(
    claim: Claim, subject: Entity, relation: str, target: Entity, *, modality: Modality, under: str | None
) -> Claim:
    evidence = claim.evidence
    implied = replace(
        evidence, rule=f"{evidence.rule}+implied", confidence=round(evidence.confidence * _TYPED, 3)
    )
    return replace(
        claim,
        subject=subject,
        relation=relation,
        object=target,
        evidence=implied,
        modality=modality,
        embedded_under=under,
    )
