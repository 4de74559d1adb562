"""Which country somebody or something belongs to, as far as the document tells."""

from __future__ import annotations

from functools import cached_property

from ..resources import word_list
from ..types import IRI, Argument, Chain, MentionKind, Proposition
from .context import Context, is_named
from .names import Names

__all__ = ["Countries"]

_ROLES = ("amod", "nmod:poss", "compound", "nmod:of", "nmod:in", "nmod:from")
_OWNING = ("amod", "nmod:poss", "compound", "nmod:of")
_INTRODUCING = frozenset({"title", "apposition", "copula"})
_OF_STATES = ("GovernmentBody", "State")
_DEPTH = 3


class Countries:
    """Countries of the chains and noun phrases of one document."""

    def __init__(self, context: Context, names: Names) -> None:
        self._context = context
        self._names = names

    def of_chain(self, chain: Chain, name: str) -> str | None:
        """Return the country of something named: by introduction, by its name, by its owner or a description."""
        if chain.label == "NORP" and " " in name:
            return self._names.home_of_people(name)
        spelt = None if chain.label == "PERSON" or _is_water(chain) else self._names.country_in(name)
        country = self._introduced.get(chain.id) or spelt or self._of_owner(chain)
        if country is None and chain.label == "PERSON":
            country = self._described(chain) or self._names.country_of_leader(
                name, titled=chain.id in self._titled
            )
        return country

    def of_phrase(
        self, proposition: Proposition, roles: tuple[str, ...] = _ROLES, depth: int = 0
    ) -> str | None:
        """Return the country that a noun phrase names: *Turkish officials*, *leaders of Romania's government*."""
        for role in roles:
            for argument in proposition.fillers(role):
                chain = self._context.chain_of(argument)
                if chain is not None and chain.label == "PERSON":
                    continue  # Jim Jordan's voters are no Jordanians
                named = self._names.find(chain.name, acts=True) if chain else None
                named = named or self._names.find(_of_participle(argument.text), acts=True)
                if named is not None and named.country:
                    return named.country
                spelt = self._names.country_in(argument.text) if role in ("amod", "compound") else None
                if spelt is not None:
                    return spelt  # "US Predator attacks"
                inner = self._context.proposition_of(argument)
                if inner is not None and inner.predicate.pos == "NOUN" and depth < _DEPTH:
                    country = self.of_phrase(inner, roles, depth + 1)
                    if country:
                        return country
        return None

    def is_of_others(self, proposition: Proposition) -> bool:
        """Tell whether people act for no state: *union leaders*, *the provincial government*, *officials from Texas*."""
        for argument in (
            a for role in ("compound", "nmod:of", "nmod:from") for a in proposition.fillers(role)
        ):
            kind = self._names.class_of(argument.head.lower()) or "Thing"
            if self._names.ontology.is_a(kind, "Actor") and not any(
                self._names.ontology.is_a(kind, k) for k in _OF_STATES
            ):
                return True
        if any(
            a.text.lower() in word_list("local_adjectives") or a.text.endswith("-born")
            for a in proposition.fillers("amod")
        ):
            return True
        places = (
            self._context.chain_of(a) for role in ("nmod:from", "nmod:in") for a in proposition.fillers(role)
        )
        named = [
            self._names.find(chain.name, acts=True)
            for chain in places
            if chain is not None and is_named(chain)
        ]
        return any(place is not None and place.type != "State" for place in named)

    def is_of_a_people(self, proposition: Proposition) -> bool:
        """Tell whether a noun is that of a people in a country and not of its state: *Syrian Kurdish officials*."""
        chains = (self._context.chain_of(argument) for argument in proposition.fillers("amod"))
        return any(
            chain is not None
            and chain.label == "NORP"
            and " " in chain.name
            and not self._names.nation(chain.name)
            for chain in chains
        )

    def concerned_by(self, proposition: Proposition) -> str | None:
        """Return the first country that a noun phrase names in whatever role: *aid to Albanian rebels*."""
        names = (*self._context.names_before_head(proposition), *self._context.names_after_head(proposition))
        for _, chain in names:
            entity = self._names.find(chain.name, acts=True) if chain.label != "PERSON" else None
            if entity is not None and entity.country:
                return entity.country
        return None

    def at_home(self, proposition: Proposition | None, *, owned: bool = False) -> str | None:
        """Return the country of the one state that the document names, None where that is the other party of a deed.

        *Hackers attacked Estonia* tells not where they come from, nor *Pakistan accused the minister* his country. What
        is ``owned``, like troops, may be that of the state that does something with it: *Turkey sent troops*.
        """
        if self.only is None or proposition is None:
            return self.only
        chain = self._context.own_chain(proposition)
        keys = (proposition.predicate.extent.start, chain.id if chain is not None else None)
        for clause, mine in (place for key in keys for place in self._places.get(key, ())):
            others = [a for a in clause.arguments if a is not mine and not _is_local(a.role)]
            if _acts(mine.role):
                parties = [self._country_of(a) for a in others]
            else:
                parties = [self._state_of(a) for a in others if _acts(a.role) and not owned]
                parties += [self._state_of(a) for a in clause.fillers("obl:to")]  # *sent troops to Mali*
            if self.only in parties:
                return None
        return self.only

    @cached_property
    def _places(self) -> dict[int | str | None, list[tuple[Proposition, Argument]]]:
        """Where in its clauses something stands, by its chain and by the start of its noun."""
        found: dict[int | str | None, list[tuple[Proposition, Argument]]] = {}
        for clause in self._context.extraction.propositions:
            for argument in clause.arguments:
                inner = self._context.proposition_of(argument)
                keys = {argument.chain, inner.predicate.extent.start if inner is not None else None}
                for key in keys - {None}:
                    found.setdefault(key, []).append((clause, argument))
        return found

    def _state_of(self, argument: Argument) -> str | None:
        """Return the country of an argument that is named like one."""
        chain = self._context.chain_of(argument)
        if chain is None or not is_named(chain) or chain.label not in ("GPE", "NORP"):
            return None
        entity = self._names.find(chain.name, acts=True)
        return entity.country if entity is not None else None

    def _country_of(self, argument: Argument) -> str | None:
        """Return the country that an argument is or is of."""
        state = self._state_of(argument)
        inner = self._context.proposition_of(argument)
        if state is not None or inner is None or inner.predicate.pos != "NOUN":
            return state
        return self.of_phrase(inner, _OWNING)

    @cached_property
    def only(self) -> str | None:
        """The country of the one state that the document names, None where it names several."""
        found = set()
        for chain in self._context.chains.values():
            if chain.label in ("GPE", "NORP") and is_named(chain):
                entity = self._names.find(chain.name, acts=True)
                if entity is not None and entity.country:
                    found.add(entity.country)
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _introduced(self) -> dict[IRI, str]:
        """The countries of people who are introduced by it: *Turkish President X*, *X, the US envoy*."""
        found: dict[IRI, str] = {}
        for proposition in self._context.extraction.propositions:
            if proposition.rule not in _INTRODUCING or proposition.predicate.pos != "NOUN":
                continue
            noun = proposition.predicate.lemma
            if not (self._names.is_person(noun) or self._names.is_body(noun)):
                continue  # "who was in the American capital"
            country = self.of_phrase(proposition)
            for holder in proposition.fillers("nsubj") if country else ():
                if holder.chain is not None and country is not None:
                    found.setdefault(holder.chain, country)
        return found

    @cached_property
    def _titled(self) -> frozenset[IRI]:
        """The people whom the document gives a title of office."""
        titles = (
            proposition
            for proposition in self._context.extraction.propositions
            if proposition.rule == "title" and self._names.is_office(proposition.predicate.lemma)
        )
        return frozenset(a.chain for title in titles for a in title.fillers("nsubj") if a.chain is not None)

    def _of_owner(self, chain: Chain) -> str | None:
        """Return the country whose court, party or company a name is: *the Ivory Coast's Supreme Court*."""
        for mention in chain.mentions:
            proposition = self._context.proposition_at(mention)
            if mention.kind is MentionKind.NAME and proposition is not None and proposition.rule == "nominal":
                country = self.of_phrase(proposition)
                if country:
                    return country
        return None

    def _described(self, chain: Chain) -> str | None:
        """Return the country that a later description gives somebody: *the Turkish president*."""
        for mention in chain.mentions:
            proposition = self._context.proposition_at(mention)
            if mention.kind is MentionKind.NOMINAL and proposition is not None:
                country = self.of_phrase(proposition)
                if country:
                    return country
        return None


def _is_water(chain: Chain) -> bool:
    """Tell whether a name is that of a water between countries: the *South China Sea* is not China's."""
    return chain.label == "LOC" and any(word.lower() in word_list("waters") for word in chain.name.split())


def _acts(role: str) -> bool:
    return role.startswith("nsubj") or role in ("obl:by", "obl:agent")


def _is_local(role: str) -> bool:
    return role.partition(":")[2] in word_list("locative_prepositions")


def _of_participle(modifier: str) -> str:
    """Return whose somebody is said to be: *Vietnamese* of *Vietnamese-led*; any other modifier as it is."""
    whose, hyphen, participle = modifier.rpartition("-")
    return whose if hyphen and participle in word_list("belonging_participles") else modifier
