"""Claims of the learned reader beside those of the frames: what both find is surer, what one finds must be sure enough.

The reader knows how English says the relations of the inventory; the frames know what a user has written down. Each
reading becomes a claim between the entities of its two arguments, with the factuality and the holders that the
text gives to the proposition that tells it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from ..ontology import Ontology, Relation
from ..resources import table, word_list
from ..types import (
    Argument,
    Certainty,
    Claim,
    Entity,
    Extent,
    Extraction,
    Modality,
    Polarity,
    Proposition,
    Reading,
)
from .claims import content_name, evidence_for, holders_of
from .frames import is_deputy
from .linking import Linker
from .names import distinctive
from .parties import typed

__all__ = ["add_readings"]

_ALONE = 0.7  # the probability from which on a reading is a claim by itself
_SURE = 0.85  # the probability of a reading beside a frame that says the same of somebody else
_DOUBTED = 0.02  # the probability below which a frame is not believed
_FIRM = 0.6  # the confidence of a frame that is believed whatever the reader says
_FAINT = 0.3  # the probability below which a reading makes no frame surer
_NEGATIVE = 0.5
_GOVERNED = frozenset({"City", "Region"})
_GUESSED = frozenset({"Place", "Event", "Facility", "Group", "Product", "WeaponSystem"})


def add_readings(
    claims: Sequence[Claim],
    known: Sequence[Claim],
    extraction: Extraction,
    linker: Linker,
    ontology: Ontology,
) -> list[Claim]:
    """Return the claims of the frames that the reader does not doubt, and those that neither they nor ``known`` hold."""
    if not extraction.taught:
        return list(claims)
    unsure = {claim.evidence.sentence_extent for claim in claims if _is_unsure(claim)}
    read = list(_claims(extraction, linker, ontology, unsure))
    agreed = {key: claim.evidence.confidence for claim in read for key in _keys(claim, ontology)}
    kept = [
        _surer(claim, agreed.get(_key(claim), 0.0))
        for claim in claims
        if claim.relation not in extraction.taught or not _is_doubted(claim, agreed.get(_key(claim), 0.0))
    ]
    said = _Said.by(kept, known, ontology)
    return [*kept, *(claim for claim in read if claim.evidence.confidence >= _ALONE and said.leaves(claim))]


class _Said(NamedTuple):
    """What is said without the reader, sentence by sentence."""

    ends: frozenset[tuple[object, ...]]  # what a frame says of two ends is what is said of them
    turned: frozenset[tuple[object, ...]]  # and it says who does it
    objects: frozenset[tuple[object, ...]]  # subject and relation of those that have an object
    offices: frozenset[tuple[object, ...]]

    @classmethod
    def by(cls, kept: Sequence[Claim], known: Sequence[Claim], ontology: Ontology) -> _Said:
        both = (*kept, *known)
        return cls(
            frozenset(key[:3] for claim in both for key in _keys(claim, ontology)),
            frozenset((at, other, one, relation) for at, one, other, relation in map(_key, both)),
            frozenset((key[0], key[1], key[3]) for claim in kept for key in _keys(claim, ontology)),
            frozenset(_office(claim) for claim in both if claim.relation in _one_holder()),
        )

    def leaves(self, claim: Claim) -> bool:
        """Tell whether nothing that is said speaks against a reading."""
        key = _key(claim)
        if key[:3] in self.ends or key in self.turned or _office(claim) in self.offices:
            return False
        return claim.evidence.confidence >= _SURE or (key[0], key[1], key[3]) not in self.objects


def _office(claim: Claim) -> tuple[object, ...]:
    return claim.evidence.sentence_extent, claim.relation, claim.object.id


@cache
def _one_holder() -> frozenset[str]:
    """Return the relations of which a thing has one subject at a time: a state one head."""
    return frozenset(name for name, side in table("one_at_a_time") if side == "subject")


def _is_unsure(claim: Claim) -> bool:
    """Tell whether a claim is a plain fact that a frame read and is not sure of."""
    plain = claim.polarity is Polarity.POSITIVE and claim.modality is Modality.ASSERTED
    return plain and ">" in claim.evidence.rule and claim.evidence.confidence < _FIRM


def _is_doubted(claim: Claim, probability: float) -> bool:
    """Tell whether the reader, who was asked about the two ends, sees nothing of what an unsure frame read."""
    return probability < _DOUBTED and _is_unsure(claim)


def _keys(claim: Claim, ontology: Ontology) -> Iterator[tuple[object, ...]]:
    """Yield the key of a claim, and that of its mirror image where the relation is symmetric."""
    key = _key(claim)
    yield key
    if ontology.relations[claim.relation].symmetric:
        yield (key[0], key[2], key[1], key[3])


def _surer(claim: Claim, probability: float) -> Claim:
    confidence = claim.evidence.confidence
    joined = max(confidence, 1 - (1 - confidence) * (1 - probability))
    return replace(claim, evidence=replace(claim.evidence, confidence=round(joined, 3)))


def _key(claim: Claim) -> tuple[object, ...]:
    return claim.evidence.sentence_extent, claim.subject.id, claim.object.id, claim.relation


def _claims(
    extraction: Extraction, linker: Linker, ontology: Ontology, unsure: set[Extent]
) -> Iterator[Claim]:
    """Yield what the readings claim; of several wordings of one claim the most probable.

    Faint readings are linked only in the sentences where a frame is ``unsure``: nothing else asks for them.
    """
    best: dict[tuple[object, ...], Claim] = {}
    located = (
        [extraction.document.locate(sentence.extent) for sentence in extraction.sentences] if unsure else []
    )
    for reading in extraction.readings:
        relation = ontology.relations.get(reading.relation)
        sentence = extraction.propositions[reading.proposition].sentence
        faint = reading.probability < _FAINT and not (unsure and located[sentence] in unsure)
        if relation is None or faint:
            continue
        for claim in _of_reading(reading, relation, extraction, linker):
            known = best.get(_key(claim))
            if known is None or known.evidence.confidence < claim.evidence.confidence:
                best[_key(claim)] = claim
    yield from best.values()


def _of_reading(
    reading: Reading, relation: Relation, extraction: Extraction, linker: Linker
) -> Iterator[Claim]:
    proposition = extraction.propositions[reading.proposition]
    office = linker.ontology.is_below(relation.name, "headOf")
    if office and is_deputy(proposition):
        return
    polarity, certainty, modality = proposition.factuality
    background = _is_background(relation, reading, proposition)
    if modality is Modality.ASSERTED or background:
        modality = reading.modality
    if background:
        certainty = Certainty.CERTAIN
    if reading.negative > _NEGATIVE:
        polarity = Polarity.NEGATIVE
    evidence = evidence_for(proposition, extraction, f"reader:{relation.name}", reading.probability)
    in_person = relation.name in word_list("bodily_relations")
    for subject in _ends(reading.subject, relation.domain, linker, in_person):
        for target in _ends(reading.object, relation.range, linker, in_person) or _content(
            reading.object, subject, linker, relation
        ):
            if subject.id != target.id and not (office and _is_foreign(subject, target)):
                yield Claim(
                    subject=subject,
                    relation=relation.name,
                    object=target,
                    evidence=evidence,
                    polarity=polarity,
                    modality=modality,
                    certainty=certainty,
                    holders=holders_of(proposition, linker),
                    time=proposition.time,
                    condition=proposition.condition.text if proposition.condition else None,
                )


def _is_background(relation: Relation, reading: Reading, proposition: Proposition) -> bool:
    """Tell whether a state of things is told inside one phrase of a clause: *to take over* ``a hospital in Devonport``."""
    ends = (reading.subject, reading.object)
    joined = any(end.extent == argument.extent for end in ends for argument in proposition.arguments)
    return relation.event is None and (proposition.rule == "nominal" or not joined)


def _is_foreign(person: Entity, state: Entity) -> bool:
    """Tell whether somebody is of another state, whose office he cannot hold: *President Biden, welcome to Korea*."""
    return state.type == "State" and person.country not in (None, state.country)


def _ends(argument: Argument, classes: tuple[str, ...], linker: Linker, in_person: bool) -> list[Entity]:
    """Return the entities of an argument that a relation takes; an adjective of nationality is its state."""
    if in_person and _is_number(argument, linker):
        return [linker.people()]  # *killing* ``28``
    found = typed([argument], linker, classes, in_person=in_person)
    if found:
        return found
    state = linker.names.nation(argument.text)
    if state is not None:
        return [state] if linker.is_a(state, classes) else []
    return [told for e in linker.entities(argument) if (told := _as_told(e, classes, linker)) is not None]


def _is_number(argument: Argument, linker: Linker) -> bool:
    """Tell whether an argument only counts somebody who is mentioned nowhere else."""
    chain = linker.context.chain_of(argument)
    alone = chain is None or len(chain.mentions) == 1
    return alone and distinctive(f"{argument.text} people") == "people"


def _as_told(entity: Entity, classes: tuple[str, ...], linker: Linker) -> Entity | None:
    """Return an entity of unknown kind as one of the kind that the relation takes: what *is a member* of it is a body.

    What the recogniser guessed of a name is no knowledge either, unless it took it for a person. A town or a province acts
    by its government, unless it is called like a state: too much would hang on which one is meant.
    """
    guessed = entity.type in _GUESSED and linker.names.find(entity.name) is None
    if "Actor" in classes and entity.type in _GOVERNED:
        return entity if linker.ontology.find_actor(entity.name) is None else None
    if not classes or not (entity.type == "Thing" or guessed):
        return None
    return replace(entity, type="Organization" if classes[0] == "Actor" else classes[0])


def _content(argument: Argument, subject: Entity, linker: Linker, relation: Relation) -> Iterable[Entity]:
    """Return the act that a clause tells, for relations to an act: *promised to withdraw its troops*."""
    proposition = linker.context.proposition_of(argument)
    if proposition is None or proposition.predicate.pos != "VERB":
        return ()
    entity = linker.noun(proposition, content_name(proposition, subject, linker))
    return (entity,) if entity is not None and linker.is_a(entity, relation.range) else ()
