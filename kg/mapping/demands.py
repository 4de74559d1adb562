"""Demands that are made by saying what somebody must do: *Berlin said Athens should pay*."""

from __future__ import annotations

from collections.abc import Iterator

from ..resources import word_list
from ..types import Claim, Entity, Extraction, Modality, Proposition
from .answering import is_own
from .claims import evidence_for
from .linking import Linker

__all__ = ["find_demands"]

_CONFIDENCE = 0.6


def find_demands(extraction: Extraction, linker: Linker) -> Iterator[Claim]:
    """Yield a demand for each reported clause in which the speaker obliges somebody else."""
    for proposition in extraction.propositions:
        words = {word.lower() for word in proposition.predicate.text.split()}
        obliges = words & word_list("obligation_words") or (
            proposition.predicate.lemma in word_list("obligation_verbs")
            and proposition.fillers("xcomp")
            and proposition.factuality.modality is not Modality.POSSIBLE
        )
        if proposition.predicate.pos == "NOUN" or not obliges:
            continue
        speaker = _speaker(proposition, linker)
        if speaker is None or not linker.is_a(speaker, ("Actor",)):
            continue
        for argument in proposition.fillers("nsubj"):
            for asked in linker.entities(argument):
                own = asked.id == speaker.id or (asked.type == "State" and is_own(speaker, asked))
                if not own and linker.is_a(asked, ("Actor",)):
                    evidence = evidence_for(proposition, extraction, "said+must", _CONFIDENCE)
                    yield Claim(subject=speaker, relation="asks", object=asked, evidence=evidence)


def _speaker(proposition: Proposition, linker: Linker) -> Entity | None:
    """Return who says it; a quotation without a named speaker asks nothing of anybody."""
    for attribution in proposition.attribution[:1]:
        if attribution.source is not None:
            return linker.chain(attribution.source)
    return None
