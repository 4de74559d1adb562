"""Designated products, where they come from, and the deals, talks and programmes about them.

*Its contract with Russia*, *the S-400 deal* and *the agreement* are one affair: it is named by the product, and a
phrase that does not say which product takes up the affair told last, or the product that is talked of most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from typing import NamedTuple

from ..ids import entity_id
from ..ontology.weapons import can_take_up
from ..resources import table, word_list
from ..types import IRI, Chain, Entity, Modality, Proposition
from .context import Context
from .names import Names, clean

__all__ = ["Products"]

_SPELT_OUT = 4  # letters: "US" and "USA" serve as adjectives, names do not
_TOPICAL = ("obl:for", "obl:on", "obl:over", "obl:about")
_VAGUE = frozenset({"nmod:poss", "nmod:with", "nmod:between", "amod"})


class Products:
    """The products of one document. ``link`` turns chains into entities."""

    def __init__(self, context: Context, names: Names, link: Callable[[IRI], Entity | None]) -> None:
        self._context = context
        self._names = names
        self._link = link

    def named_in(self, proposition: Proposition) -> Entity | None:
        """Return the product that a noun phrase names before its head: *Russian S-400 air defence systems*."""
        for mention, chain in self._context.names_before_head(proposition):
            if chain.label == "PRODUCT" or self._names.is_designation(mention.text):
                return self._link(chain.id)
        return None

    def written_small(self, noun: str) -> Entity | None:
        """Return the product of the document whose name somebody wrote without its capital: *deploy patriots*."""
        return next((self._link(c.id) for c in self._products if clean(c.name).lower() == noun), None)

    def nations_of(self, proposition: Proposition) -> Iterator[Entity]:
        """Yield the states whose adjective stands before the head of a noun phrase: *Russian*, also *US* and *UK*."""
        for mention, _ in self._context.names_before_head(proposition):
            state = self._names.nation(mention.text)
            letters = mention.text.replace(".", "")
            if state is None and letters.isupper() and len(letters) < _SPELT_OUT:
                found = self._names.find(mention.text)
                state = found if found is not None and found.type == "State" else None
            if state is not None:
                yield state

    def is_made_elsewhere(self, product: Entity, state: Entity) -> bool:
        """Tell whether another state is known to make a product: *the US S-400 ultimatum*."""
        maker = _origin_of(product.name)
        return maker is not None and maker != state.country

    def taken_up_by(self, proposition: Proposition, text: str) -> Entity | None:
        """Return the one product of a nation that a phrase like *the Russian systems* can take up."""
        if any(word in word_list("loose_modifiers") for word in text.lower().split()):
            return None
        nations = {state.id for state in self.nations_of(proposition)}
        noun = proposition.predicate.lemma
        found = {
            product.id: product
            for product, state in self.origins.items()
            if state in nations and can_take_up(noun, product.name)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def affair(self, proposition: Proposition) -> Entity | None:
        """Return the deal, talks or programme that a noun phrase names, None where it is about no product."""
        return self._affairs.get(proposition.predicate.extent.start)

    @cached_property
    def origins(self) -> dict[Entity, IRI]:
        """The products whose nation the document or common knowledge tells, with the state."""
        found: dict[Entity, IRI] = {}
        for proposition in self._context.extraction.propositions:
            if proposition.predicate.pos == "NOUN":
                product = self.named_in(proposition) or self._designated(self._context.own_chain(proposition))
                for state in self.nations_of(proposition) if product is not None else ():
                    if product is not None:
                        found.setdefault(product, state.id)
        for chain in self._products:
            product = self._link(chain.id)
            maker = self._names.state(_origin_of(product.name)) if product is not None else None
            if product is not None and maker is not None:
                found.setdefault(product, maker.id)
        return found

    @cached_property
    def _products(self) -> list[Chain]:
        return [chain for chain in self._context.extraction.chains if chain.label == "PRODUCT"]

    @cached_property
    def _affairs(self) -> dict[int, Entity]:
        """The affairs by where their noun stands, read in the order of the text."""
        found: dict[int, Entity] = {}
        last: dict[str, Entity] = {}
        programme: Entity | None = None  # unlike a deal, it is there whatever is planned with it
        for number, proposition in enumerate(self._context.extraction.propositions):
            kind = _kinds().get(proposition.predicate.lemma) if proposition.predicate.pos == "NOUN" else None
            known = last.get(kind.type) if kind is not None else None
            if known is None and kind is not None and kind.type == "Programme":
                known = programme
            product = self._topic(proposition, known) if kind is not None else None
            if kind is not None and product is not None:
                above = self._context.extraction.propositions[
                    proposition.embedded_under if proposition.embedded_under is not None else number
                ]
                programme = product if kind.type == "Programme" else programme
                if above.factuality.modality is Modality.ASSERTED:
                    last[kind.type] = product  # a deal that is only planned is not the one meant later
                name = f"{product.name} {kind.name}"
                found[proposition.predicate.extent.start] = Entity(
                    id=entity_id("affair", name), type=kind.type, name=name
                )
        return found

    def _topic(self, proposition: Proposition, last: Entity | None) -> Entity | None:
        named = (
            self.named_in(proposition) or self._named_after(proposition) or self._named_beside(proposition)
        )
        if named is not None or not {a.role for a in proposition.arguments} <= _VAGUE:
            return named
        if last is not None or not self._products:
            return last
        here = proposition.predicate.extent.start
        before = [c for c in self._products if c.mentions[0].extent.start < here]
        most = max(before or self._products, key=lambda c: (len(c.mentions), c.mentions[0].extent.start))
        return self._link(most.id)

    def _named_beside(self, proposition: Proposition) -> Entity | None:
        """Return the product of a phrase that the parser hangs on the verb: *signed a contract on Friday for S-400s*."""
        above = proposition.embedded_under
        if above is None:
            return None
        verb = self._context.extraction.propositions[above]
        for role in _TOPICAL:
            for argument in verb.fillers(role):
                inner = self._context.proposition_of(argument)
                own = self._designated(self._context.chain_of(argument))
                found = own or (inner and (self.named_in(inner) or self._named_after(inner)))
                if found:
                    return found
        return None

    def _named_after(self, proposition: Proposition) -> Entity | None:
        for _, chain in self._context.names_after_head(proposition):
            entity = self._designated(chain)
            if entity is not None:
                return entity
        return None

    def _designated(self, chain: Chain | None) -> Entity | None:
        if chain is None or not (chain.label == "PRODUCT" or self._names.is_designation(clean(chain.name))):
            return None
        return self._link(chain.id)


class _Kind(NamedTuple):
    name: str
    type: str


@cache
def _kinds() -> dict[str, _Kind]:
    """Return the nouns for dealings about a product, with the one word that names them all."""
    return {lemma: _Kind(name, type_) for lemma, name, type_ in table("affairs")}


@cache
def _origin_of(name: str) -> str | None:
    """Return the country that makes the weapon of this name, where it is common knowledge."""
    return next((row[1] for row in table("product_origins") if re.fullmatch(row[0], name)), None)
