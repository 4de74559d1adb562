"""Which entity a chain or an argument is: the gazetteer first, then class by head noun, then its own words.

Capitals and seats of power become the state where the extraction says that they act; demonyms with people who
act for their state (*Turkish officials*) become the state, other nouns (*Turkish factories*) do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ..ids import entity_id, local_id
from ..ontology import Ontology
from ..ontology.weapons import is_kind
from ..resources import word_list
from ..types import IRI, Argument, Chain, Entity, Extraction, MentionKind, Proposition
from .context import Context, is_named
from .countries import Countries
from .homonyms import read_homonyms
from .names import Names, clean, distinctive, is_counted, singular, without_form
from .products import Products

__all__ = ["Linker"]

_CLASS_OF_LABEL = {
    "PERSON": ("person", "Person"), "ORG": ("org", "Organization"), "GPE": ("place", "Place"),
    "LOC": ("place", "Place"), "FAC": ("place", "Facility"), "EVENT": ("event", "Event"),
    "PRODUCT": ("product", "WeaponSystem"), "NORP": ("group", "Group"), "MISC": ("thing", "Thing"),
}  # fmt: skip
_AT_HOME = ("Actor", "Place", "Facility", "Event")
_AT_HOME_WITH = ("Person", "Group", "GovernmentBody")
_BODIES = ("ArmedGroup", "InternationalOrganization", "NGO", "PoliticalParty", "Company", "University")
_EXAMPLES = ("nmod:such_as", "nmod:including", "nmod:like")
_MOVABLE = ("Product", "ArmedForce")  # whose names do not say where they happen to be: *a jet near Tehran*
_CLAUSAL = frozenset({"xcomp", "ccomp", "advcl", "acl"})


class Linker:
    """Entities of one document: chains by id, arguments by what their noun phrase adds."""

    def __init__(self, extraction: Extraction, ontology: Ontology) -> None:
        self.ontology = ontology
        self.context = Context(extraction)
        self.names = Names(ontology, read_homonyms(extraction, ontology))
        self.countries = Countries(self.context, self.names)
        self.products = Products(self.context, self.names, self.chain)
        self._entities: dict[IRI, Entity | None] = {}

    def argument(self, argument: Argument) -> Entity | None:
        """Return the entity that an argument names, None where it names none (a clause, an open pronoun)."""
        if argument.role.partition(":")[0] in _CLAUSAL:
            return None
        chain = self.context.chain_of(argument)
        if chain is not None and chain.label == "NORP" and is_counted(argument.text):
            return self._nationals(chain)
        if chain is not None and is_named(chain):
            return self.chain(chain.id)
        proposition = self.context.proposition_of(argument)
        if proposition is not None and proposition.predicate.pos == "NOUN":
            return self.noun(proposition, argument.text)
        if proposition is not None and proposition.predicate.pos == "VERB":
            return None
        if chain is not None:
            return self.chain(chain.id)
        return self.names.find(argument.text) if argument.text[:1].isupper() else None

    def entities(self, argument: Argument, *, in_person: bool = False) -> tuple[Entity, ...]:
        """Return the entities of an argument: *Turkish and Russian officials* are two states.

        ``in_person`` leaves them the people that they are.
        """
        proposition = self.context.proposition_of(argument)
        chain = self.context.chain_of(argument)
        if in_person and proposition is not None and proposition.predicate.lemma in _agents():
            people = None if is_named(chain) else self._people(proposition, argument.text)
            if people is not None:
                return (people,)
        if in_person and chain is not None and chain.label == "NORP" and _is_plural(chain):
            return (self._nationals(chain),)
        if proposition is not None and not is_named(chain):
            states = self._states_acting(proposition)
            if len(states) > 1:
                return states
        if chain is not None and chain.size > 1:
            return self._members(chain)
        single = self.argument(argument)
        examples = self._examples(proposition) if proposition is not None and not is_named(chain) else ()
        if examples and single is not None and " " not in single.name.partition(" such as ")[0]:
            return examples  # *groups* alone says nothing more
        return examples if single is None else (single, *examples)

    def _examples(self, proposition: Proposition) -> tuple[Entity, ...]:
        """Return who is named as an example of a group: *groups such as Hamas and Hezbollah*."""
        given = (a for role in _EXAMPLES for a in proposition.fillers(role))
        return tuple(dict.fromkeys(e for each in given for e in self.entities(each) if e.type != "Thing"))

    def chain(self, chain_id: IRI) -> Entity | None:
        """Return the entity of a chain."""
        if chain_id not in self._entities:
            self._entities[chain_id] = None  # a chain that is described by itself
            self._entities[chain_id] = self._link(self.context.chains[chain_id])
        return self._entities[chain_id]

    def referent(self, proposition: Proposition) -> Entity | None:
        """Return what the noun of a nominal proposition itself refers to: *the Turkish president* is a person."""
        chain = self.context.own_chain(proposition)
        if chain is not None and is_named(chain):
            return self.chain(chain.id)
        return self._counterpart(proposition)

    def weapon(self, proposition: Proposition) -> Entity | None:
        """Return the weapon that a phrase without a name of its own is about: *Russian bombers*."""
        if not self._is_weapon(proposition):
            return None
        text = self.context.extraction.document.text
        return self.noun(proposition, text[proposition.extent.start : proposition.predicate.extent.end])

    def noun(self, proposition: Proposition, text: str) -> Entity | None:
        """Return the entity of a noun phrase as such, by its head and modifiers."""
        head = proposition.predicate.lemma
        inner = self._content_of(proposition) if head in word_list("transparent_nouns") else None
        if inner is not None:
            return inner
        place = self.place_called(proposition)
        if place is not None:
            return place
        small = self.products.written_small(head)
        if small is not None:
            return small
        affair = self.products.affair(proposition)
        if affair is not None:
            return affair
        if self._is_weapon(proposition):
            product = self.products.named_in(proposition) or self.products.taken_up_by(proposition, text)
            if product is not None:
                return product
        home = self._home_of_owner(proposition) or self._counterpart(proposition)
        if home is not None:
            return home
        country = self.countries.of_phrase(proposition)
        if head in _agents() - word_list("home_nouns"):
            principal = self.principal(proposition)
            if principal is not None:
                return principal
        if head in word_list("state_agents") and not self.countries.is_of_others(proposition):
            owned = bool(proposition.fillers("nmod:poss"))  # *its troops* are not just anybody's
            if country is None and not owned:
                country = self.countries.at_home(proposition, owned=True)
            modifiers = (*proposition.fillers("amod"), *proposition.fillers("compound"))
            nations = (self.names.nation(argument.text) for argument in modifiers)
            state = next((nation for nation in nations if nation is not None), self.names.state(country))
            if state is not None and not self.countries.is_of_a_people(proposition):
                return state
        if country is None and not self.ontology.is_a(self.names.class_of(head) or "Thing", "Actor"):
            country = self.countries.concerned_by(proposition)
        return self._thing(text, head, country, proposition)

    def _is_weapon(self, proposition: Proposition) -> bool:
        """Tell whether a noun is one for weapons, by itself or with the noun before it: *jets*, *air defences*."""
        head = proposition.predicate.lemma
        nouns = [head, *(f"{argument.head} {head}" for argument in proposition.fillers("compound"))]
        return any(self.names.class_of(noun) == "WeaponSystem" for noun in nouns)

    def named_after(self, proposition: Proposition) -> Iterator[Entity]:
        """Yield the entities named in a noun phrase after its head; nationalities are no names."""
        for mention, chain in self.context.names_after_head(proposition):
            entity = self.chain(chain.id) if mention.label != "NORP" else None
            if entity is not None:
                yield entity

    def principal(
        self, proposition: Proposition, roles: Sequence[str] = ("compound", "amod", "nmod:of", "nmod:poss")
    ) -> Entity | None:
        """Return the body that is no state's and that somebody or something belongs to: *Hezbollah forces*, *NATO officials*."""
        for argument in (argument for role in roles for argument in proposition.fillers(role)):
            entity = self.argument(argument) if is_named(self.context.chain_of(argument)) else None
            if entity is not None and entity.type in _BODIES:
                return entity
        return None

    def describe(self, chain_id: IRI) -> str:
        """Return the fullest noun phrase of a chain without a name: *senior State Department official*."""
        chain = self.context.chains[chain_id]
        nominals = [m.text for m in chain.mentions if m.kind is MentionKind.NOMINAL]
        words = max(nominals, key=len) if nominals else chain.name
        return " ".join(w for w in clean(words).split() if w.lower() not in word_list("anonymous_cues"))

    def is_a(self, entity: Entity, classes: tuple[str, ...]) -> bool:
        """Tell whether an entity is of one of some classes; states are places too, and none asked is any.

        What has a name but only a wide class (an organisation of some kind) may be of a narrower one.
        """
        if not classes or "Thing" in classes or (entity.type == "State" and "Place" in classes):
            return True
        named = ":entity:thing:" not in entity.id
        if (entity.type == "Thing" and named) or classes == ("State",):
            return entity.type in classes
        return any(
            self.ontology.is_a(entity.type, wanted) or (named and self.ontology.is_a(wanted, entity.type))
            for wanted in classes
        )

    def _home_of_owner(self, proposition: Proposition) -> Entity | None:
        """Return the state of whose country or troops these are: *his country*, *their troops* where a state's speak."""
        head = proposition.predicate.lemma
        of_people = head in word_list("home_nouns")
        if not of_people and head not in word_list("state_agents"):
            return None
        owners = (
            self.argument(a) for a in proposition.fillers("nmod:poss") if a.head in word_list("pronouns")
        )
        owner = next((owner for owner in owners if owner is not None), None)
        if owner is None:
            return None
        at_home = of_people and any(self.ontology.is_a(owner.type, kind) for kind in _AT_HOME_WITH)
        return self.names.state(owner.country) if at_home or owner.type == "State" else None

    def place_called(self, proposition: Proposition) -> Entity | None:
        """Return the place whose name follows its kind: *the town of Gori*, *the neighbouring country of Tajikistan*."""
        if proposition.predicate.text.lower() not in word_list("place_kinds"):
            return None
        for argument in proposition.fillers("nmod:of"):
            chain = self.context.chain_of(argument)
            if chain is not None and is_named(chain) and chain.label in ("GPE", "LOC"):
                found = self.names.find(chain.name, acts=True) or self.chain(chain.id)
                if found is None or found.country is not None:
                    return found
                return replace(found, country=self.countries.of_phrase(proposition, ("amod", "nmod:poss")))
        return None

    def _counterpart(self, proposition: Proposition) -> Entity | None:
        """Return the one other state that was named, for *its ally* and *Ankara's neighbour*."""
        if proposition.predicate.text.lower() not in word_list("counterpart_nouns"):
            return None  # "its allies" are more than one
        owners = [self.argument(argument) for argument in proposition.fillers("nmod:poss")]
        owner = next((owner for owner in owners if owner is not None and owner.type == "State"), None)
        for sentence in (proposition.sentence, proposition.sentence - 1) if owner is not None else ():
            others = {
                state.id: state for state in self._states_before(proposition, sentence) if state != owner
            }
            if others:
                return next(iter(others.values())) if len(others) == 1 else None
        return None

    def _states_before(self, proposition: Proposition, sentence: int) -> Iterator[Entity]:
        for mention, _ in self.context.named:
            near = mention.sentence == sentence and mention.extent.end <= proposition.extent.start
            state = self.names.find(mention.text, acts=True) if near and mention.label != "NORP" else None
            if state is not None and state.type == "State":
                yield state

    def _members(self, group: Chain) -> tuple[Entity, ...]:
        """Return who *the two countries* are: the latest ones named that are different."""
        people = self.context.chains[group.candidates[0]].label == "PERSON"
        found: dict[IRI, Entity] = {}
        for candidate in group.candidates:
            entity = self.chain(candidate)
            fits = entity is not None and self.is_a(
                entity, ("Person",) if people else ("State", "ArmedGroup")
            )
            if entity is not None and fits and len(found) < group.size:
                found.setdefault(entity.id, entity)
        return tuple(found.values()) if len(found) == group.size else ()

    def _states_acting(self, proposition: Proposition) -> tuple[Entity, ...]:
        """Return whose people act: *Turkish and Russian officials*, *the ministers of France and Germany*."""
        head = proposition.predicate.lemma
        if head not in word_list("state_agents") and not self.names.is_office(head):
            return ()
        states = [self.names.nation(argument.text) for argument in proposition.fillers("amod")]
        owners = [*proposition.fillers("nmod:of"), *proposition.fillers("nmod:poss")]
        states += [owner for a in owners if (owner := self.argument(a)) is not None and owner.type == "State"]
        return tuple(dict.fromkeys(state for state in states if state is not None))

    def _nationals(self, chain: Chain) -> Entity:
        """Return the people that a demonym names: *detained five Iranians*, *an Iranian said*."""
        name = clean(chain.name)
        country = self.names.country_in(name)
        if not _is_plural(chain):
            document = self.context.extraction.document.id
            return Entity(id=local_id(document, "thing", name), type="Person", name=name, country=country)
        return Entity(id=entity_id("group", name), type="Group", name=name, country=country)

    def _people(self, proposition: Proposition, text: str) -> Entity | None:
        return self._thing(
            text, proposition.predicate.lemma, self.countries.of_phrase(proposition), proposition
        )

    def people(self) -> Entity:
        """Return the people of whom only the number is told: *injuring 28*."""
        document = self.context.extraction.document.id
        return Entity(id=local_id(document, "thing", "people"), type="Group", name="people")

    def _content_of(self, proposition: Proposition) -> Entity | None:
        """Return what a noun like *batch* or *group* is of."""
        for argument in (*proposition.fillers("nmod:of"), *proposition.fillers("compound")):
            known = argument.chain is not None or argument.proposition is not None
            entity = self.argument(argument) if known else None
            if entity is not None and (
                argument.role == "nmod:of" or self.ontology.is_a(entity.type, "Product")
            ):
                return entity
        return None

    def _link(self, chain: Chain) -> Entity | None:
        if is_named(chain):
            return self._named(chain)
        nominal = next((m for m in chain.mentions if m.kind is MentionKind.NOMINAL), None)
        if nominal is None:
            return None
        proposition = self.context.proposition_at(nominal)
        if proposition is not None and proposition.predicate.pos == "NOUN":
            return self.noun(proposition, nominal.text)
        return self._thing(nominal.text, nominal.lemma, None)

    def _named(self, chain: Chain) -> Entity:
        written = [m.text for m in chain.mentions if m.kind is MentionKind.NAME]
        for name in (chain.name, *written):
            found = self.names.find(name, acts=chain.stands_for is not None)
            person = chain.label == "PERSON" and " " not in name
            if found is not None and not (person and self.is_a(found, ("Place",))):
                return found  # "Jordan" is no state where it is a person
        kind, type_ = _CLASS_OF_LABEL.get(chain.label or "", ("thing", "Thing"))
        name = self._without_kind(clean(chain.name))
        if chain.label != "PERSON" or name.endswith((" Inc", " Corp", " Ltd")):
            name = without_form(name)
        designated = self.ontology.designate(name) or self.ontology.designate(singular(name))
        if chain.label == "PRODUCT" or designated:
            kind, type_, name = "product", designated or "WeaponSystem", singular(name)
        elif chain.label != "PERSON":
            type_ = self.names.class_of_name(name) or type_
            if kind == "thing" and self.ontology.is_a(type_, "Organization"):
                kind = "org"
        aliases = tuple(sorted({clean(n) for n in written} - {name}))
        country = self.countries.of_chain(chain, name)
        id = entity_id(kind, name)
        if kind == "org" and self.names.is_body_of_any(name):
            # its country tells which parliament, navy or court it is; without one only its report can
            document = self.context.extraction.document.id
            id = entity_id(kind, f"{country} {name}") if country else local_id(document, kind, name)
        return Entity(id=id, type=type_, name=name, country=country, aliases=aliases)

    def _without_kind(self, name: str) -> str:
        """Return a designation without the common noun that the recogniser took into it: *Rafale fighters*."""
        model, _, noun = name.rpartition(" ")
        return model if is_kind(singular(noun.lower()), model) else name

    def _thing(
        self, text: str, head: str, country: str | None, proposition: Proposition | None = None
    ) -> Entity | None:
        name = distinctive(clean(text))
        if not any(c.isalpha() for c in name):
            return None
        type_ = self.names.class_of(head) or "Thing"
        if any(self.ontology.is_a(type_, kind) for kind in _MOVABLE):
            name = _where().split(name)[0]
        if country is None and any(self.ontology.is_a(type_, kind) for kind in _AT_HOME):
            owned = not any(self.ontology.is_a(type_, kind) for kind in _AT_HOME_WITH)
            country = self.countries.at_home(
                proposition, owned=owned
            )  # a text that names one is about those there
        document = self.context.extraction.document.id
        known = self._is_identified(name)
        id = entity_id("thing", name) if known else local_id(document, "thing", name)
        return Entity(id=id, type=type_, name=name, country=country)

    def _is_identified(self, description: str) -> bool:
        """Tell whether a description says by a name which ones are meant: *Malian rebels*, *Haftar's forces*.

        What it does not say, *the rebels* of one report, nobody can tell from those of another.
        """
        return self.context.holds_name(description) or self.names.country_in(description) is not None


@cache
def _where() -> re.Pattern[str]:
    """Return where the part of a name begins that says where a thing is: *jet* ``near Tehran``."""
    before = word_list("locative_prepositions") | word_list("goal_prepositions")
    return re.compile(rf"(?<=\w) (?:{'|'.join(sorted(before))}) .*")


def _is_plural(chain: Chain) -> bool:
    """Tell whether a demonym counts people: *five Iranians*."""
    return any(mention.text.endswith("s") for mention in chain.mentions)


def _agents() -> frozenset[str]:
    """Return the nouns of people who act for whom they are of."""
    return word_list("state_agents") | word_list("body_agents")
