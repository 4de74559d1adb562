"""What leaders and ministers do for their state: *Erdogan is ready to buy the missiles* makes Turkey the buyer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..ontology import Ontology
from ..resources import word_list
from ..types import IRI, Claim, Entity

__all__ = ["for_states", "leaders_in"]

_OFFICES = ("headOf", "representsAbroad")
_ARMS = ("WeaponSystem", "State", "ArmedForce", "Group")


def leaders_in(claims: Iterable[Claim], ontology: Ontology) -> dict[IRI, Entity]:
    """Return the states of those whom a document calls the head, a minister or an envoy of one."""
    return {
        claim.subject.id: claim.object
        for claim in claims
        if any(ontology.is_below(claim.relation, office) for office in _OFFICES)
        and claim.object.type == "State"
    }


def for_states(claims: Iterable[Claim], leaders: Mapping[IRI, Entity], ontology: Ontology) -> Iterator[Claim]:
    """Yield the claims, with the state in the place of its leader where he trades or arms: nobody buys jets himself.

    ``leaders`` are as :func:`leaders_in` returns them.
    """
    for claim in claims:
        state = leaders.get(claim.subject.id)
        arms = any(ontology.is_a(claim.object.type, kind) for kind in _ARMS)
        acts = claim.relation in word_list("state_acts") and arms
        if state is not None and acts and state.id != claim.object.id:
            yield replace(claim, subject=state)
        else:
            yield claim
