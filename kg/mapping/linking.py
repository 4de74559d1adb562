"""Which entity a chain or an argument is: the gazetteer first, then class by head noun, then its own words.

Capitals and seats of power become the state where the extraction says that they act; demonyms with people who
act for their state (*Turkish officials*) become the state, other nouns (*Turkish factories*) do not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

from ..ids import entity_id
from ..ontology import Actor, Ontology
from ..resources import table, word_list
from ..types import IRI, Argument, Chain, Entity, Extraction, Mention, MentionKind, Proposition

__all__ = ["Linker"]

_ARTICLES = re.compile(
    r"^(?:the|of|to|for|with|by|from|a|an|its|their|his|her|our|my|this|that|these|those|some|any|both|all)\s+",
    re.IGNORECASE,
)
_CLASS_OF_LABEL = {
    "PERSON": ("person", "Person"), "ORG": ("org", "Organization"), "GPE": ("place", "Place"),
    "LOC": ("place", "Place"), "FAC": ("place", "Facility"), "EVENT": ("event", "Event"),
    "PRODUCT": ("product", "WeaponSystem"), "NORP": ("group", "Group"), "MISC": ("thing", "Thing"),
}  # fmt: skip
_TRANSPARENT_DEPTH = 4


class Linker:
    """Entities of one document: chains by id, arguments by what their noun phrase adds."""

    def __init__(self, extraction: Extraction, ontology: Ontology) -> None:
        self.ontology = ontology
        self.extraction = extraction
        self.chains: dict[IRI, Chain] = {chain.id: chain for chain in extraction.chains}
        self._chain_at = {m.head.start: chain for chain in extraction.chains for m in chain.mentions}
        named = [(m, c) for c in extraction.chains for m in c.mentions if m.kind is MentionKind.NAME]
        self._named_mentions = sorted(named, key=lambda pair: pair[0].extent)
        self._name_starts = [mention.extent.start for mention, _ in self._named_mentions]
        self._at = {p.predicate.extent.start: p for p in extraction.propositions}
        self._entities: dict[IRI, Entity | None] = {}
        self._last_affair: dict[str, Entity] = {}
        self._countries = self._countries_of_people()

    def argument(self, argument: Argument) -> Entity | None:
        """Return the entity that an argument names, None where it names none (a clause, an open pronoun)."""
        if argument.role.partition(":")[0] in ("xcomp", "ccomp", "advcl", "acl"):
            return None
        chain = self.chains.get(argument.chain) if argument.chain else None
        proposition = self._proposition(argument.proposition)
        if chain is not None and _is_named(chain):
            return self.chain(chain.id)
        if proposition is not None and proposition.predicate.pos == "NOUN":
            return self._nominal(argument.text, proposition, 0)
        if proposition is not None and proposition.predicate.pos == "VERB":
            return None
        if chain is not None:
            return self.chain(chain.id)
        return self._by_name(argument.text) if argument.text[:1].isupper() else None

    def entities(self, argument: Argument) -> tuple[Entity, ...]:
        """Return the entities of an argument: *Turkish and Russian officials* are two states."""
        proposition = self._proposition(argument.proposition)
        chain = self.chains.get(argument.chain) if argument.chain else None
        if proposition is not None and not (chain is not None and _is_named(chain)):
            states = self._states_acting(proposition)
            if len(states) > 1:
                return states
        if chain is not None and chain.size > 1:
            return self._members(chain)
        single = self.argument(argument)
        return () if single is None else (single,)

    def _members(self, group: Chain) -> tuple[Entity, ...]:
        """Return who *the two countries* are: the latest ones named that are different."""
        wanted = self.chains[group.candidates[0]].label == "PERSON"
        found: dict[IRI, Entity] = {}
        for candidate in group.candidates:
            entity = self.chain(candidate)
            if (
                entity is not None
                and len(found) < group.size
                and entity.type == ("Person" if wanted else "State")
            ):
                found.setdefault(entity.id, entity)
        return tuple(found.values()) if len(found) == group.size else ()

    def _states_acting(self, proposition: Proposition) -> tuple[Entity, ...]:
        if proposition.predicate.lemma not in word_list("state_agents"):
            return ()
        found: dict[IRI, Entity] = {}
        for argument in proposition.fillers("amod"):
            actor = self.ontology.find_demonym(argument.text)
            if actor is not None and actor.type == "State":
                found.setdefault(actor.id, _entity(actor))
        return tuple(found.values())

    def chain(self, chain_id: IRI) -> Entity | None:
        """Return the entity of a chain."""
        if chain_id not in self._entities:
            self._entities[chain_id] = None  # a chain that is described by itself
            self._entities[chain_id] = self._link(self.chains[chain_id])
        return self._entities[chain_id]

    def product_in(self, proposition: Proposition) -> Entity | None:
        """Return the designated product that a noun phrase names before its head: *Russian S-400 air defence systems*."""
        for mention, chain in self._names_before_head(proposition):
            if chain.label == "PRODUCT" or self.ontology.designate(_singular(mention.text)):
                return self.chain(chain.id)
        return None

    def nationalities_in(self, proposition: Proposition) -> Iterator[Entity]:
        """Yield the states whose adjective stands before the head of a noun phrase."""
        for mention, _ in self._names_before_head(proposition):
            actor = self.ontology.find_demonym(mention.text)
            if actor is not None and actor.type == "State":
                yield _entity(actor)

    def named_in(self, proposition: Proposition) -> Iterator[Entity]:
        """Yield the entities named anywhere in a noun phrase but before its head."""
        first = bisect_left(self._name_starts, proposition.predicate.extent.end)
        for mention, chain in self._named_mentions[first:]:
            if mention.extent.start >= proposition.extent.end:
                break
            entity = self.chain(chain.id) if mention.label != "NORP" else None
            if entity is not None:
                yield entity

    def _names_before_head(self, proposition: Proposition) -> Iterator[tuple[Mention, Chain]]:
        first = bisect_left(self._name_starts, proposition.extent.start)
        for mention, chain in self._named_mentions[first:]:
            if mention.extent.start > proposition.predicate.extent.start:
                break
            yield mention, chain

    def is_named(self, chain_id: IRI) -> bool:
        """Tell whether a chain has a name in the document."""
        return _is_named(self.chains[chain_id])

    def describe(self, chain_id: IRI) -> str:
        """Return the fullest noun phrase of a chain without a name: *senior State Department official*."""
        nominals = [m.text for m in self.chains[chain_id].mentions if m.kind is MentionKind.NOMINAL]
        words = max(nominals, key=len) if nominals else self.chains[chain_id].name
        return " ".join(w for w in _clean(words).split() if w.lower() not in word_list("anonymous_cues"))

    def referent(self, proposition: Proposition) -> Entity | None:
        """Return what the noun of a nominal proposition itself refers to: *the Turkish president* is a person."""
        chain = self._chain_at.get(proposition.predicate.extent.start)
        if chain is not None and _is_named(chain):
            return self.chain(chain.id)
        return None

    def noun(self, proposition: Proposition, text: str) -> Entity | None:
        """Return the entity of a nominal proposition as such, for claims about an act or a thing."""
        return self._nominal(text, proposition, 0)

    def state_of(self, entity: Entity) -> Entity | None:
        """Return the state that an entity belongs to."""
        return _states(self.ontology).get(entity.country or "")

    def is_a(self, entity: Entity, classes: tuple[str, ...]) -> bool:
        """Tell whether an entity is of one of some classes; states are places too, and none asked is any."""
        if not classes or "Thing" in classes or (entity.type == "State" and "Place" in classes):
            return True
        if entity.type == "Thing" and ":entity:thing:" not in entity.id:
            return False
        named = ":entity:thing:" not in entity.id
        return any(
            self.ontology.is_a(entity.type, wanted) or (named and self.ontology.is_a(wanted, entity.type))
            for wanted in classes
        )

    def _proposition(self, index: int | None) -> Proposition | None:
        return None if index is None else self.extraction.propositions[index]

    def _link(self, chain: Chain) -> Entity | None:
        if _is_named(chain):
            return self._named(chain)
        nominal = next((m for m in chain.mentions if m.kind is MentionKind.NOMINAL), None)
        if nominal is None:
            return None
        proposition = self._at.get(nominal.head.start)
        if proposition is not None and proposition.predicate.pos == "NOUN":
            return self._nominal(nominal.text, proposition, 0)
        return self._thing(nominal.text, nominal.lemma, None)

    def _named(self, chain: Chain) -> Entity:
        names = [m.text for m in chain.mentions if m.kind is MentionKind.NAME]
        for name in (chain.name, *names):
            found = self._by_name(name, acts=chain.stands_for is not None)
            if found is not None:
                return found
        kind, type_ = _CLASS_OF_LABEL.get(chain.label or "", ("thing", "Thing"))
        name = _clean(chain.name)
        designated = self.ontology.designate(name) or self.ontology.designate(_singular(name))
        if chain.label == "PRODUCT" or designated:
            kind, type_, name = "product", designated or "WeaponSystem", _singular(name)
        elif chain.label != "PERSON":
            type_ = self._class_of_name(name) or type_
            if kind == "thing" and self.ontology.is_a(type_, "Organization"):
                kind = "org"
        country = self._countries.get(chain.id) or self._country_in(name) or self._country_of_owner(chain)
        aliases = tuple(sorted({_clean(n) for n in names} - {name}))
        return Entity(id=entity_id(kind, name), type=type_, name=name, country=country, aliases=aliases)

    def _by_name(self, name: str, *, acts: bool = False) -> Entity | None:
        """Look a name up; a seat of power is its state where it acts, demonyms are their state."""
        name = _clean(name)
        seat = self.ontology.find_seat(name)
        actor = self.ontology.find_actor(name) or self.ontology.find_demonym(name)
        if seat is not None and (acts or actor is None):
            if acts:
                return _entity(seat)
            place = self.ontology.find_place(name)
            if place is not None:
                return _entity(place)
            return Entity(id=entity_id("place", name), type="City", name=name, country=seat.country)
        if actor is None:
            actor = self.ontology.find_place(name)
        return _entity(actor) if actor is not None else None

    def _country_in(self, name: str) -> str | None:
        """Return the country that a name spells out: *Turkish Foreign Ministry*."""
        words = name.removesuffix("'s").split()
        for size in (3, 2, 1):
            for start in range(len(words) - size + 1):
                part = " ".join(words[start : start + size]).removesuffix("'s")
                actor = self.ontology.find_demonym(part) or self.ontology.find_actor(part)
                if actor is not None and actor.type == "State":
                    return actor.country
        return None

    def _countries_of_people(self) -> dict[IRI, str]:
        """Return the country of people who are introduced by it: *Turkish President X*, *X, the US envoy*."""
        found: dict[IRI, str] = {}
        for proposition in self.extraction.propositions:
            if (
                proposition.rule not in ("title", "apposition", "copula")
                or proposition.predicate.pos != "NOUN"
            ):
                continue
            for holder in proposition.fillers("nsubj"):
                if holder.chain is None or holder.chain in found:
                    continue
                country = self._country_of_modifiers(proposition)
                if country:
                    found[holder.chain] = country
        return found

    @cached_property
    def _only_country(self) -> str | None:
        """The country of the one state that the document names, None where it names several."""
        found = set()
        for chain in self.extraction.chains:
            if chain.label in ("GPE", "NORP") and _is_named(chain):
                entity = self._by_name(chain.name, acts=True)
                if entity is not None and entity.country:
                    found.add(entity.country)
        return found.pop() if len(found) == 1 else None

    def _country_of_owner(self, chain: Chain) -> str | None:
        """Return the country whose court, party or company a name is: *the Ivory Coast's Supreme Court*."""
        for mention in chain.mentions:
            proposition = self._at.get(mention.head.start)
            if mention.kind is MentionKind.NAME and proposition is not None and proposition.rule == "nominal":
                country = self._country_of_modifiers(proposition)
                if country:
                    return country
        return None

    def _country_of_modifiers(self, proposition: Proposition, depth: int = 0) -> str | None:
        """Return the country that a noun phrase names: *Turkish officials*, *leaders of Romania's government*."""
        for role in ("amod", "nmod:poss", "compound", "nmod:of", "nmod:in", "nmod:from"):
            for argument in proposition.fillers(role):
                chain = self.chains.get(argument.chain) if argument.chain else None
                named = self._by_name(chain.name, acts=True) if chain else None
                named = named or self._by_name(argument.text, acts=True)
                if named is not None and named.country:
                    return named.country
                inner = self._proposition(argument.proposition)
                if inner is not None and inner.predicate.pos == "NOUN" and depth < 3:
                    country = self._country_of_modifiers(inner, depth + 1)
                    if country:
                        return country
        return None

    def _class_of_name(self, name: str) -> str | None:
        """Return the class that the last words of a name tell: *Turkish Foreign Ministry*, *Bank of Ghana*."""
        words = name.lower().split()
        for start in range(len(words)):
            body = self.ontology.bodies.get(" ".join(words[start:]))
            if body is not None:
                return body
        head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
        return self._class_of(head)

    def _class_of(self, noun: str) -> str | None:
        return self.ontology.nouns.get(noun) or self.ontology.nouns.get(noun.removesuffix("s"))

    def _nominal(self, text: str, proposition: Proposition, depth: int) -> Entity | None:
        """Read a noun phrase by its head and modifiers."""
        head = proposition.predicate.lemma
        type_ = self._class_of(head)
        if depth < _TRANSPARENT_DEPTH and head in word_list("transparent_nouns"):
            for argument in (*proposition.fillers("nmod:of"), *proposition.fillers("compound")):
                known = argument.chain is not None or argument.proposition is not None
                inner = self.argument(argument) if known else None
                if inner is not None and (
                    argument.role == "nmod:of" or self.ontology.is_a(inner.type, "Product")
                ):
                    return inner
        affair = self._affair(proposition, head)
        if affair is not None:
            return affair
        if type_ == "WeaponSystem":
            product = self.product_in(proposition) or self._only_product_from(proposition, text)
            if product is not None:
                return product
        country = self._country_of_modifiers(proposition)
        if country is None and head in word_list("state_agents"):
            country = self._only_country
        if country and head in word_list("state_agents"):
            state = _states(self.ontology).get(country)
            if state is not None:
                return state
        return self._thing(text, head, country)

    def _affair(self, proposition: Proposition, head: str) -> Entity | None:
        """Return the deal, talks or programme about a product under one name: *its contract with Russia*.

        A phrase that does not say what it is about takes up the last such affair, or the product that the
        document talks of most.
        """
        kind = _affairs().get(head)
        if kind is None:
            return None
        product = self.product_in(proposition) or next(
            (e for e in self.named_in(proposition) if self.ontology.is_a(e.type, "Product")), None
        )
        vague = {a.role for a in proposition.arguments} <= {"nmod:poss", "nmod:with", "nmod:between", "amod"}
        if product is None and vague:
            product = self._last_affair.get(kind.type) or self._main_product()
        if product is None:
            return None
        self._last_affair[kind.type] = product
        name = f"{product.name} {kind.name}"
        return Entity(id=entity_id("affair", name), type=kind.type, name=name)

    def _only_product_from(self, proposition: Proposition, text: str) -> Entity | None:
        """Return the one product of a nation that a phrase like *the Russian systems* can take up."""
        if any(word in word_list("loose_modifiers") for word in text.lower().split()):
            return None
        nations = {state.id for state in self.nationalities_in(proposition)}
        found = {product.id: product for product, state in self.origins.items() if state in nations}
        return next(iter(found.values())) if len(found) == 1 else None

    @cached_property
    def origins(self) -> dict[Entity, IRI]:
        """The designated products whose nation the document tells, with the state."""
        found: dict[Entity, IRI] = {}
        for proposition in self.extraction.propositions:
            if proposition.predicate.pos != "NOUN":
                continue
            product = self.product_in(proposition) or self._designated(proposition)
            if product is not None:
                for state in self.nationalities_in(proposition):
                    found.setdefault(product, state.id)
        return found

    def _designated(self, proposition: Proposition) -> Entity | None:
        chain = self._chain_at.get(proposition.predicate.extent.start)
        if chain is None or not (chain.label == "PRODUCT" or self.ontology.designate(_singular(chain.name))):
            return None
        return self.chain(chain.id)

    def _main_product(self) -> Entity | None:
        """Return the product with the most mentions in the document, the first of several."""
        products = [c for c in self.extraction.chains if c.label == "PRODUCT"]
        most = max(products, key=lambda c: len(c.mentions), default=None)
        return self.chain(most.id) if most is not None else None

    def _thing(self, text: str, head: str, country: str | None) -> Entity | None:
        name = _distinctive(_clean(text))
        if not name or not any(c.isalpha() for c in name):
            return None
        type_ = self._class_of(head) or "Thing"
        if country is None and self.ontology.is_a(type_, "Actor"):
            country = self._only_country  # people of a text that names one country are at home there
        return Entity(id=entity_id("thing", name), type=type_, name=name, country=country)


class _Affair(NamedTuple):
    name: str
    type: str


@cache
def _affairs() -> dict[str, _Affair]:
    """Return the nouns for dealings about a product, with the one word that names them all."""
    return {lemma: _Affair(name, type_) for lemma, name, type_ in table("affairs")}


def _is_named(chain: Chain) -> bool:
    return any(m.kind is MentionKind.NAME for m in chain.mentions)


@cache
def _clean(name: str) -> str:
    """Return a name without leading articles, possessive ending and runs of blanks."""
    name = " ".join(name.replace("’", "'").split()).strip("\"' ,.;:")
    name = name.removesuffix("'s").removesuffix(" 's")
    while (match := _ARTICLES.match(name)) and len(name) > match.end():
        name = name[match.end() :]
    return name


def _distinctive(name: str) -> str:
    """Return a description without the modifiers that tell nothing: *other*, *several*, *more than 100*."""
    words = name.split()
    loose = word_list("loose_modifiers")
    kept = 0
    while kept < len(words) - 1 and (words[kept].lower() in loose or words[kept].replace(",", "").isdigit()
                                     or (words[kept].lower() == "than" and kept)):  # fmt: skip
        kept += 1
    return " ".join(words[kept:])


def _singular(name: str) -> str:
    """Return a designation without a plural s: S-400s > S-400, Patriots > Patriot."""
    return name[:-1] if name.endswith("s") and not name.endswith("ss") and len(name) > 3 else name


def _entity(actor: Actor) -> Entity:
    same = (IRI(f"http://www.wikidata.org/entity/{actor.wikidata}"),) if actor.wikidata else ()
    return Entity(id=actor.id, type=actor.type, name=actor.name, country=actor.country, same_as=same)


_STATES: dict[str, dict[str, Entity]] = {}  # by ontology digest


def _states(ontology: Ontology) -> dict[str, Entity]:
    """Return the states by country code."""
    if ontology.digest not in _STATES:
        states = [a for a in ontology.actors if a.type == "State" and a.country]
        states.sort(key=lambda a: a.id != entity_id("state", a.country or ""), reverse=True)
        _STATES[ontology.digest] = {
            a.country or "": _entity(a) for a in states
        }  # the present state comes last
    return _STATES[ontology.digest]
