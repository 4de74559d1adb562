"""Who denies or confirms what was said just before: *Israel said Hamas had refused. Hamas denied it*.

The answer is a claim of its own: the same deed of the same party, denied or confirmed by who is said to have done it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from ..ontology import Ontology
from ..resources import table
from ..types import (
    Argument,
    Claim,
    Entity,
    Extent,
    Extraction,
    Holder,
    Modality,
    Polarity,
    Proposition,
)  # fmt: skip
from .claims import evidence_for, holders_of
from .linking import Linker
from .parties import names_report, takes_up

__all__ = ["find_responses"]

_CONFIDENCE = 0.6
_REACH = 2  # sentences back
_MODALITY = {Polarity.NEGATIVE: Modality.DENIED, Polarity.POSITIVE: Modality.ASSERTED}
_RELATION = {Polarity.NEGATIVE: "denies", Polarity.POSITIVE: "confirms"}
_CHARGES = frozenset({"accuses", "criticizes", "investigates"})


class _Answer(NamedTuple):
    polarity: Polarity
    objects: frozenset[str]


def find_responses(
    claims: Sequence[Claim], extraction: Extraction, linker: Linker, ontology: Ontology
) -> Iterator[Claim]:
    """Yield what an answer says of the claims before it that others make of who answers."""
    locate = extraction.document.locate
    places = {locate(sentence.extent): index for index, sentence in enumerate(extraction.sentences)}
    for proposition in extraction.propositions:
        answer = _answers().get(proposition.predicate.lemma)
        if answer is None or not _is_answer(proposition, answer, extraction):
            continue
        evidence = evidence_for(proposition, extraction, f"{proposition.predicate.lemma}+it", _CONFIDENCE)
        here = (proposition.sentence, evidence.extent)
        for speaker in (e for argument in proposition.fillers("nsubj") for e in linker.entities(argument)):
            for claim in _nearest([c for c in claims if _is_said_of(c, speaker, ontology)], here, places):
                around = [h for h in holders_of(proposition, linker) if h not in claim.holders]
                yield replace(
                    claim,
                    evidence=evidence,
                    polarity=answer.polarity,
                    modality=_MODALITY[answer.polarity],
                    certainty=proposition.factuality.certainty,
                    holders=tuple(dict.fromkeys((Holder(speaker.name, speaker.id), *around))),
                    embedded_under=_RELATION[answer.polarity],
                )


@cache
def _answers() -> dict[str, _Answer]:
    rows = table("responses")
    return {
        lemma: _Answer(Polarity(polarity), frozenset(objects.split())) for lemma, polarity, objects in rows
    }


def _is_answer(proposition: Proposition, answer: _Answer, extraction: Extraction) -> bool:
    """Tell whether somebody plainly answers, and says nothing of his own what it is that he answers."""
    polarity, _, modality = proposition.factuality
    if polarity is not Polarity.POSITIVE or modality is not Modality.ASSERTED:
        return False
    if proposition.fillers("ccomp") or proposition.fillers("xcomp"):
        return False
    return any(
        "pronoun" in answer.objects
        if takes_up(argument)
        else "noun" in answer.objects and _is_report(argument, extraction)
        for argument in proposition.fillers("obj")
    )


def _is_report(argument: Argument, extraction: Extraction) -> bool:
    """Tell whether a noun takes up what was said: *the accusation*, not *the accusation of spying*."""
    if not names_report(argument) or argument.proposition is None:
        return False
    own = extraction.propositions[argument.proposition].arguments
    return not any(
        a.role in ("ccomp", "xcomp") or a.role.startswith(("acl", "nmod:of", "nmod:about")) for a in own
    )


def _is_said_of(claim: Claim, speaker: Entity, ontology: Ontology) -> bool:
    """Tell whether somebody else claims that the one who answers, or his country, did something."""
    relation = ontology.relations.get(claim.relation)
    if relation is None or relation.quad in (None, "state") or claim.relation in _CHARGES:
        return False
    same = claim.subject.id == speaker.id or (
        speaker.country is not None and claim.subject.country == speaker.country
    )
    others = [holder for holder in claim.holders if holder.entity != speaker.id]
    return same and claim.polarity is Polarity.POSITIVE and bool(others or claim.embedded_under in _CHARGES)


def _nearest(
    claims: Sequence[Claim], here: tuple[int, Extent], places: Mapping[Extent, int]
) -> Iterator[Claim]:
    """Yield the claims of the last sentence that has any before an answer, not far from it."""
    sentence, extent = here
    near: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        place = places.get(claim.evidence.sentence_extent)
        if (
            place is not None
            and sentence - _REACH <= place <= sentence
            and claim.evidence.extent.start < extent.start
        ):
            near[place].append(claim)
    yield from near[max(near)] if near else ()
