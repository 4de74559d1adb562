"""What a text takes for granted while it talks of something else: origins and offices.

*Russian S-400s* says where a product comes from, *President Erdogan* repeats an office that the document has
introduced before. Such claims are asserted by the document itself, whoever is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from ..ontology import Ontology
from ..resources import word_list
from ..types import Claim, Extraction, Proposition
from .claims import evidence_for
from .linking import Linker

__all__ = ["describe"]

_MADE_SOMEWHERE = ("WeaponSystem", "NewsOutlet", "Company")
_ORIGIN_CONFIDENCE = 0.7
_OFFICE_CONFIDENCE = 0.6
_PLACE_CONFIDENCE = 0.7
_ENDS_PLACE = re.compile(r"[,.;:)]|$|\s(?:on|for)?")


def describe(extraction: Extraction, linker: Linker, ontology: Ontology) -> Iterator[Claim]:
    """Yield the claims that noun phrases imply."""
    for proposition in extraction.propositions:
        if proposition.predicate.pos != "NOUN":
            continue
        yield from _origin(proposition, extraction, linker)
        yield from _office(proposition, extraction, linker, ontology)
        yield from _place(proposition, extraction, linker)
    yield from _places(extraction, linker)


def _origin(proposition: Proposition, extraction: Extraction, linker: Linker) -> Iterator[Claim]:
    """Read the nationality of a product or outlet: *Russian S-400 systems*, *the Turkish newspaper Daily Sabah*."""
    if proposition.rule == "copula":
        return
    titled = [e for a in proposition.fillers("nsubj") if (e := linker.argument(a)) is not None]
    named = linker.products.named_in(proposition) or linker.referent(proposition)
    things = titled or [e for e in [named or linker.weapon(proposition)] if e is not None]
    for thing in things:
        if linker.is_a(thing, _MADE_SOMEWHERE):
            for state in linker.products.nations_of(proposition):
                if linker.products.is_made_elsewhere(thing, state):
                    continue
                evidence = evidence_for(proposition, extraction, "nationality+product", _ORIGIN_CONFIDENCE)
                yield Claim(subject=thing, relation="originCountry", object=state, evidence=evidence)


def _place(proposition: Proposition, extraction: Extraction, linker: Linker) -> Iterator[Claim]:
    """Read where a place lies from the state before its kind: *the Georgian town of Gori*."""
    place = linker.place_called(proposition)
    if place is None or place.type == "State":
        return
    state = linker.names.state(linker.countries.of_phrase(proposition, ("amod", "nmod:poss")))
    if state is not None:
        evidence = evidence_for(proposition, extraction, "state+place", _PLACE_CONFIDENCE)
        yield Claim(subject=place, relation="locatedIn", object=state, evidence=evidence)


def _places(extraction: Extraction, linker: Linker) -> Iterator[Claim]:
    """Read where a place lies from the state named right behind it: *Geneva, Switzerland*, *Idlib in northern Syria*."""
    text = extraction.document.text
    for (inner, chain), (outer, _) in pairwise(linker.context.named):
        between, after = (
            text[inner.extent.end : outer.extent.start],
            text[outer.extent.end : outer.extent.end + 2],
        )
        if not (_lies_in().fullmatch(between) or (between == ", " and _ENDS_PLACE.match(after))):
            continue
        if not {inner.label, outer.label} <= {"GPE", "LOC"} or inner.sentence != outer.sentence:
            continue
        place, state = linker.chain(chain.id), linker.names.find(outer.text)
        if place is None or state is None or state.type != "State" or not linker.is_a(place, ("Place",)):
            continue
        if place.type == "State" or place.country not in (None, state.country):
            continue
        proposition = next((p for p in extraction.propositions if p.sentence == inner.sentence), None)
        if proposition is not None:
            evidence = evidence_for(proposition, extraction, "place+state", _PLACE_CONFIDENCE)
            yield Claim(subject=place, relation="locatedIn", object=state, evidence=evidence)


@cache
def _lies_in() -> re.Pattern[str]:
    """Return what stands between a place and its state: *Idlib* ``region in northwestern`` *Syria*."""
    kinds, areas = (
        "|".join(map(re.escape, sorted(word_list(name)))) for name in ("place_kinds", "area_adjectives")
    )
    return re.compile(rf"(?: (?:{kinds}))? in (?:the )?(?:(?:{areas})[ -])*", re.IGNORECASE)


def _office(
    proposition: Proposition, extraction: Extraction, linker: Linker, ontology: Ontology
) -> Iterator[Claim]:
    """Repeat an office that was given in full elsewhere in the document: *President Erdogan*."""
    relation = _office_relation(proposition, linker, ontology) if proposition.rule == "title" else None
    for argument in proposition.fillers("nsubj") if relation is not None else ():
        person = linker.argument(argument)
        state = linker.names.state(person.country) if person is not None and person.type == "Person" else None
        if person is not None and state is not None and relation is not None:
            evidence = evidence_for(proposition, extraction, "title", _OFFICE_CONFIDENCE)
            yield Claim(subject=person, relation=relation, object=state, evidence=evidence)


def _office_relation(proposition: Proposition, linker: Linker, ontology: Ontology) -> str | None:
    """Return the office of state that a title tells without saying whose: not that of a party or a deputy."""
    modifiers = [a for a in proposition.arguments if a.role in ("amod", "compound")]
    heads = [a.head for a in modifiers]
    chains = [chain for a in modifiers if (chain := linker.context.chain_of(a)) is not None]
    if any(head in word_list("deputy_words") for head in heads) or any(c.label == "ORG" for c in chains):
        return None
    noun = proposition.predicate.lemma
    charges = [a.head for a in proposition.fillers("nmod:of")]
    titles = [*(f"{noun} of {charge}" for charge in charges), *(f"{head} {noun}" for head in heads), noun]
    relation = next((ontology.offices[title] for title in titles if title in ontology.offices), None)
    return relation if relation is not None and ontology.relations[relation].range == ("State",) else None
