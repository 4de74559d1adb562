"""Verbs whose particle the parser took for a preposition: *brushed aside the offer*, *wrote off a debt*."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..ontology import Ontology
from ..types import Proposition

__all__ = ["with_particle"]

_PARTICLES = frozenset(
    {"obl:off", "obl:aside", "obl:up", "obl:down", "obl:out", "obl:away", "obl:back", "obl:over", "obl:in"}
)


def with_particle(proposition: Proposition, ontology: Ontology) -> Iterator[Proposition]:
    """Yield a proposition without an object as the particle verbs that the lexicon knows."""
    verb = proposition.predicate
    if verb.pos != "VERB" or proposition.fillers("obj"):
        return
    for role in dict.fromkeys(a.role for a in proposition.arguments if a.role in _PARTICLES):
        lemma = f"{verb.lemma} {role.removeprefix('obl:')}"
        if (lemma, "VERB") in ontology.frames:
            turned = tuple(a._replace(role="obj") if a.role == role else a for a in proposition.arguments)
            yield replace(proposition, predicate=verb._replace(lemma=lemma), arguments=turned)
