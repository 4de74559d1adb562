"""What stands between two named actors in words that no relation has: kept as it is said, never forced.

Such a claim is ``relatedTo``, with the words as its rule (``open:share a stage with``). It is asserted with little
confidence, so that it never becomes a plain triple by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..resources import word_list
from ..types import Argument, Claim, Entity, Extraction, Proposition
from .claims import evidence_for, holders_of
from .linking import Linker
from .parties import takes_up

__all__ = ["find_unmapped"]

_CONFIDENCE = 0.3
_SUBJECTS = ("nsubj",)


def find_unmapped(extraction: Extraction, linker: Linker, read: Collection[int]) -> Iterator[Claim]:
    """Yield an open claim for each clause between two named actors that no frame has read."""
    for number, proposition in enumerate(extraction.propositions):
        if number in read or proposition.predicate.pos != "VERB":
            continue
        for subject in _named(proposition, _SUBJECTS, linker):
            for argument, target in _others(proposition, linker):
                heard = proposition.predicate.lemma in word_list("speech_verbs")
                if target.id != subject.id and not (heard and target.type == "NewsOutlet"):
                    yield _claim(proposition, extraction, linker, subject, argument, target)


def _named(proposition: Proposition, roles: tuple[str, ...], linker: Linker) -> Iterator[Entity]:
    for argument in proposition.arguments:
        if argument.role in roles:
            yield from (e for e in linker.entities(argument) if _is_actor(e, linker))


def _others(proposition: Proposition, linker: Linker) -> Iterator[tuple[Argument, Entity]]:
    for argument in proposition.arguments:
        if takes_up(argument):
            continue
        if argument.role in ("obj", "iobj") or argument.role.startswith("obl:"):
            yield from ((argument, e) for e in linker.entities(argument) if _is_actor(e, linker))


def _is_actor(entity: Entity, linker: Linker) -> bool:
    """Tell whether an entity has a name and acts; descriptions would link anything with anything."""
    return ":entity:thing:" not in entity.id and linker.is_a(entity, ("Actor",))


def _claim(
    proposition: Proposition,
    extraction: Extraction,
    linker: Linker,
    subject: Entity,
    argument: Argument,
    target: Entity,
) -> Claim:
    preposition = argument.role.partition(":")[2].replace("_", " ")
    words = " ".join(w for w in (proposition.predicate.lemma, preposition) if w)
    return Claim(
        subject=subject,
        relation="relatedTo",
        object=target,
        evidence=evidence_for(proposition, extraction, f"open:{words}", _CONFIDENCE),
        polarity=proposition.factuality.polarity,
        modality=proposition.factuality.modality,
        certainty=proposition.factuality.certainty,
        holders=holders_of(proposition, linker),
        time=proposition.time,
        condition=proposition.condition.text if proposition.condition else None,
    )
