"""Claims as the encoder reads them: pairs of words in a relation, with a probability.

Which pairs of a sentence are asked is told in ``pairs``. The relations are names; what they mean, and which words an
ontology takes for their ends, is the business of later rooms.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from .encoder import Analysis, Encoder
from .pairs import ENTS, describe, find_candidates, pair_up

__all__ = ["READINGS", "TAUGHT", "Reading", "read_claims"]

READINGS, TAUGHT = (
    "kg.readings",
    "kg.taught",
)  # keys of ``doc.user_data``: what was read, which relations are known
_LEAST = 0.02  # what is less likely is never of use


class Reading(NamedTuple):
    """A likely claim by tokens of the document; ``ancestor`` is the lowest one above both ends, mostly its verb or noun."""

    subject: int
    object: int
    ancestor: int
    relation: str
    probability: float
    negative: float  # the probability that it is said not to be so
    modality: str


def read_claims(
    doc: Doc, encoder: Encoder, analysis: Analysis, places: NDArray[np.int64]
) -> tuple[Reading, ...]:
    """Return the readings of a document whose names are known, in the order of the text."""
    relations = encoder.labels.get("claims", ())
    if not relations or not len(places):
        return ()
    parts = [encoder.labels["upos"][label] for label in analysis.upos]
    labels = [encoder.labels["relations"][label] for label in analysis.relations]
    number, names = _names(doc, places)
    rows, features = [], []
    starts = [place for place, start in enumerate(analysis.starts) if start]
    none = len(encoder.labels["relations"])
    for first, last in zip(starts, [*starts[1:], len(parts)], strict=True):
        heads = [head - first for head in analysis.heads[first:last]]
        kinds = [ENTS[name] for name in names[first:last]]
        found = find_candidates(parts[first:last], labels[first:last], heads, number[first:last], kinds)
        pairs = pair_up(heads, found)
        if len(pairs):
            features.append(describe(pairs, analysis.relations[first:last], names[first:last], none))
            rows.append(pairs[:, :3] + first)
    if not rows:
        return ()
    return _likely(
        encoder, np.concatenate(analysis.ends), np.concatenate(rows), np.concatenate(features), places
    )


def _likely(
    encoder: Encoder,
    ends: NDArray[np.float32],
    rows: NDArray[np.int64],
    features: NDArray[np.int64],
    places: NDArray[np.int64],
) -> tuple[Reading, ...]:
    scores = encoder.score_pairs(ends, rows, features)
    chances = 1 / (1 + np.exp(scores.relation[:, :1] - scores.relation[:, 1:]))
    polarity = 1 / (1 + np.exp(scores.polarity[:, 0] - scores.polarity[:, 1]))
    manner = scores.modality.argmax(1)
    pairs, classes = np.nonzero(chances >= _LEAST)
    modalities = encoder.labels["modalities"]
    return tuple(
        Reading(
            int(places[rows[pair, 0]]),
            int(places[rows[pair, 1]]),
            int(places[rows[pair, 2]]),
            encoder.labels["claims"][kind],
            round(float(chances[pair, kind]), 3),
            round(float(polarity[pair]), 3),
            modalities[manner[pair]],
        )
        for pair, kind in zip(pairs.tolist(), classes.tolist(), strict=True)
    )


def _names(doc: Doc, places: NDArray[np.int64]) -> tuple[list[int], list[int]]:
    """Return for each word the number of the name that it is in, -1 for none, and the class of its label."""
    inside: dict[int, tuple[int, int]] = {}
    for number, ent in enumerate(doc.ents):
        label = ENTS.index(ent.label_) if ent.label_ in ENTS else 0
        inside.update((place, (number, label)) for place in range(ent.start, ent.end))
    held = [inside.get(place, (-1, 0)) for place in places.tolist()]
    return [number for number, _ in held], [label for _, label in held]
