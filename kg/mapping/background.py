"""What a text takes for granted while it talks of something else: origins and offices.

*Russian S-400s* says where a product comes from, *President Erdogan* repeats an office that the document has
introduced before. Such claims are asserted by the document itself, whoever is quoted.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..ontology import Ontology
from ..resources import word_list
from ..types import Claim, Extraction, Proposition
from .claims import evidence_for
from .linking import Linker

__all__ = ["describe"]

_ORIGIN_CONFIDENCE = 0.7
_OFFICE_CONFIDENCE = 0.6


def describe(extraction: Extraction, linker: Linker, ontology: Ontology) -> Iterator[Claim]:
    """Yield the claims that noun phrases imply."""
    offices: dict[tuple[str, str], Claim] = {}
    for proposition in extraction.propositions:
        if proposition.predicate.pos != "NOUN":
            continue
        yield from _origin(proposition, extraction, linker)
        yield from _office(proposition, extraction, linker, ontology, offices)


def _origin(proposition: Proposition, extraction: Extraction, linker: Linker) -> Iterator[Claim]:
    """Read the nationality of a product or outlet: *Russian S-400 systems*, *the Turkish newspaper Daily Sabah*."""
    if proposition.rule == "copula":
        return
    titled = [e for a in proposition.fillers("nsubj") if (e := linker.argument(a)) is not None]
    things = titled or [
        e for e in [linker.products.named_in(proposition) or linker.referent(proposition)] if e is not None
    ]
    for thing in things:
        if linker.is_a(thing, ("WeaponSystem", "NewsOutlet")):
            for state in linker.products.nations_of(proposition):
                evidence = evidence_for(proposition, extraction, "nationality+product", _ORIGIN_CONFIDENCE)
                yield Claim(subject=thing, relation="originCountry", object=state, evidence=evidence)


def _office(
    proposition: Proposition,
    extraction: Extraction,
    linker: Linker,
    ontology: Ontology,
    offices: dict[tuple[str, str], Claim],
) -> Iterator[Claim]:
    """Repeat an office that was given in full elsewhere in the document: *President Erdogan*."""
    if proposition.rule != "title":
        return
    for argument in proposition.fillers("nsubj"):
        person = linker.argument(argument)
        if person is None or person.type != "Person" or person.country is None:
            continue
        state = linker.names.state(person.country)
        relation = _office_relation(proposition, ontology)
        if state is not None and relation is not None:
            evidence = evidence_for(proposition, extraction, "title", _OFFICE_CONFIDENCE)
            yield Claim(subject=person, relation=relation, object=state, evidence=evidence)


def _office_relation(proposition: Proposition, ontology: Ontology) -> str | None:
    """Return the office that a title alone tells, when its frames need nothing more."""
    modifiers = {a.head for a in proposition.arguments if a.role in ("amod", "compound")}
    if modifiers & word_list("deputy_words"):
        return None
    for frame in ontology.frames.get((proposition.predicate.lemma, "NOUN"), ()):
        relation = ontology.relations[frame.relation]
        if frame.relation != "headOf" and "headOf" not in relation.parents:
            continue
        if all(modifiers & heads for role, heads in frame.given.items() if not role.startswith("!")):
            return frame.relation if relation.range == ("State",) else None
    return None
