"""Who acts in answer to a threat or request, and what an answer takes up."""

from __future__ import annotations

from ..ontology import Frame, Relation
from ..resources import word_list
from ..types import Entity, Extraction, Proposition
from .linking import Linker
from .parties import names_report, typed
from .paths import follow, link_of

__all__ = ["answering", "is_own", "takes_up_content"]


def answering(
    proposition: Proposition, extraction: Extraction, linker: Linker, relation: Relation
) -> list[Entity]:
    """Return at whom an act is aimed that is only named: who receives it, or acts in spite of a threat or at a request.

    *Georgia got a warning from Rome*; *despite the US pressure, Turkey*.
    """
    if proposition.predicate.pos != "NOUN" or proposition.embedded_under is None:
        return []
    above = extraction.propositions[proposition.embedded_under]
    link = link_of(proposition, above, extraction)
    if link is None:
        return []
    received = link.role == "obj" and above.predicate.lemma in word_list("receiving_verbs")
    answers = link.role.partition(":")[2] in word_list("answering_prepositions")
    if not received and not (answers and relation.quad in ("VCONF", "MCONF")):
        return []
    return typed(above.fillers("nsubj"), linker, relation.range)


def takes_up_content(frame: Frame, proposition: Proposition, extraction: Extraction) -> bool:
    """Tell whether an object is a word for what somebody says: *reports*, *the claim*."""
    objects = follow(["obj"], proposition, extraction, False) if "obj" in frame.object else ()
    return any(names_report(argument) for argument in objects)


def is_own(subject: Entity, target: Entity) -> bool:
    """Tell whether somebody speaks of his own country: *Turkey will retaliate, Cavusoglu warned* warns others."""
    return subject.country is not None and subject.country == target.country
