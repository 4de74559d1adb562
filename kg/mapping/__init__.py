"""From the text's words to the ontology's: propositions become claims. Knows no syntax tree."""

from __future__ import annotations

from ..ontology import Ontology
from ..types import Claim, Extraction
from .background import describe
from .claims import make_claims
from .demands import find_demands
from .events import countries_of, event_of
from .frames import match_frames
from .implied import imply
from .linking import Linker
from .readings import add_readings
from .responses import find_responses
from .state_acts import for_states, leaders_in
from .unmapped import find_unmapped

__all__ = ["countries_of", "event_of", "map_extraction"]


def map_extraction(extraction: Extraction, ontology: Ontology) -> tuple[Claim, ...]:
    """Return the claims that an extraction makes in the terms of an ontology, in the order of the text."""
    linker = Linker(extraction, ontology)
    matches, read = match_frames(extraction, linker, ontology)
    stated = [*make_claims(extraction, matches, linker, ontology), *find_demands(extraction, linker)]
    stated += find_responses(stated, extraction, linker, ontology)
    offices = list(describe(extraction, linker, ontology))
    stated = add_readings(stated, offices, extraction, linker, ontology)
    stated = list(for_states(stated, leaders_in([*stated, *offices], ontology), ontology))
    claims = [*stated, *imply(stated, ontology), *offices]
    claims += find_unmapped(extraction, linker, read)
    best = {
        (c.evidence.sentence_extent, c.subject.id, c.relation, c.object.id, c.polarity, c.modality): c
        for c in sorted(claims, key=lambda c: c.evidence.confidence)
    }  # said twice in one sentence is said once, with the surer reading
    return tuple(
        sorted(best.values(), key=lambda c: (c.evidence.extent, c.relation, c.subject.id, c.object.id))
    )
