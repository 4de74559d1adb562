"""Who does a deed that is only named: *talks on the sale to Turkey* are held by who would sell.

A noun has no subject of its own. As with infinitives the verb above lends it one: mostly its subject, of verbs
that judge (*accused Athens of attacks*) their object, of verbs that look on (*condemned the attack*) nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ..ontology import Relation
from ..resources import table, word_list
from ..types import Argument, Entity, Extraction, Proposition
from .linking import Linker
from .parties import typed
from .paths import link_of

__all__ = ["controllers", "owners_of_deeds"]

_DEEPEST = 3
_OWNING = ("amod", "nmod:poss", "compound", "nmod:by", "nmod:from")  # *a bomb in Beirut* is not Lebanon's
_MEETING = "CONSULT"  # of a meeting that somebody's deed came after or fell into he was a part


def controllers(
    proposition: Proposition, extraction: Extraction, linker: Linker, relation: Relation
) -> list[Entity]:
    """Return who does the act that a noun names, as far as the words above it tell; seldom more than one."""
    here = proposition
    receivers = {e.id for e in linker.named_after(proposition)}
    for _ in range(_DEEPEST):
        if here.embedded_under is None:
            return []
        above = extraction.propositions[here.embedded_under]
        holders = _holders(above, here, extraction, relation)
        if holders is None:
            return []
        found = [e for e in typed(holders, linker, relation.domain) if linker.is_a(e, ("Actor",))]
        if found:
            able = [e for e in found if e.id not in receivers]
            return _by_origin(able, proposition, linker, relation) if len(able) > 1 else able
        lends = word_list("light_verbs") - word_list("receiving_verbs")
        if above.predicate.pos != "NOUN" and above.predicate.lemma not in lends:
            return []
        here = above
    return []


def owners_of_deeds(arguments: Sequence[Argument], linker: Linker, classes: tuple[str, ...]) -> list[Entity]:
    """Return whose attacks some subjects are, states or armed groups: whose missiles kill, who fires them kills."""
    deeds = [linker.context.proposition_of(argument) for argument in arguments]
    found = [
        linker.principal(deed, _OWNING) or linker.names.state(linker.countries.of_phrase(deed, _OWNING))
        for deed in deeds
        if deed is not None and deed.predicate.pos == "NOUN" and deed.predicate.lemma in word_list("assaults")
    ]
    found += [maker for deed in deeds if deed is not None for maker in _enactors(deed, linker)]
    return [owner for owner in found if owner is not None and linker.is_a(owner, classes)]


def _enactors(law: Proposition, linker: Linker) -> list[Entity]:
    """Return who makes a law: *the Senate passed a bill that would punish Turkey*."""
    if law.predicate.lemma not in word_list("enactments") or law.embedded_under is None:
        return []
    above = linker.context.extraction.propositions[law.embedded_under]
    link = link_of(law, above, linker.context.extraction)
    if link is None or link.role != "obj" or above.predicate.lemma not in word_list("enacting_verbs"):
        return []
    return typed(above.fillers("nsubj"), linker, ("Actor",))


def _holders(
    above: Proposition, deed: Proposition, extraction: Extraction, relation: Relation
) -> list[Argument] | None:
    """Return whose a deed may be by the word above it; None where it is nobody's that is named there."""
    lemma, pos = above.predicate.lemma, above.predicate.pos
    if pos == "NOUN":
        if lemma not in word_list("controlling_nouns"):
            return None
        return [*above.fillers("nsubj"), *above.fillers("nmod:poss"), *above.fillers("nmod:between")]
    link = link_of(deed, above, extraction)
    if lemma in word_list("receiving_verbs") and link is not None and link.role == "obj":
        return list(above.fillers("obl:from")) or None
    if lemma in word_list("judging_verbs") and link is not None and link.role == "obj":
        return [*above.fillers("obl:on"), *above.fillers("obl:to")]  # "blamed the attack on Iran"
    kind, _, preposition = link.role.partition(":") if link is not None else ("", "", "")
    whose = _whose(preposition)
    if lemma in word_list("judging_verbs") and (link is None or "judged" in whose):
        return list(above.fillers("obj"))
    looks_on = lemma in word_list("onlooking_verbs") or lemma in word_list("judging_verbs")
    if lemma in word_list("warning_verbs"):
        looks_on = deed.predicate.lemma not in word_list("own_measures")
        whose = ("subject",)
    if looks_on or (kind == "obl" and "subject" not in whose):
        met = relation.event == _MEETING and kind == "obl" and link is not None and _is_new(link)
        return list(above.fillers("nsubj")) if met else None
    return list(above.fillers("nsubj"))


def _is_new(argument: Argument) -> bool:
    """Tell whether a phrase names what was not spoken of: *after talks with*, not *after the talks with*."""
    return argument.text.partition(" ")[0].lower() != "the"


@cache
def _prepositions() -> dict[str, tuple[str, ...]]:
    return {preposition: tuple(whose.split()) for preposition, whose in table("control_prepositions")}


def _whose(preposition: str) -> tuple[str, ...]:
    return _prepositions().get(preposition, ())


def _by_origin(
    parties: list[Entity], proposition: Proposition, linker: Linker, relation: Relation
) -> list[Entity]:
    """Tell seller from buyer by where the product comes from; nobody where that does not tell."""
    products = [e for a in proposition.arguments for e in linker.entities(a)]
    makers = {linker.products.origins.get(product) for product in products}
    supplies = relation.name in word_list("supplying_relations")
    fitting = [p for p in parties if (p.id in makers) == supplies]
    return fitting if len(fitting) == 1 else []
