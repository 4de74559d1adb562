"""Who fills a slot: the entities of arguments, or whose thing or people an argument is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..ontology import Relation
from ..resources import word_list
from ..types import Argument, Entity
from .linking import Linker

__all__ = ["is_reciprocal", "names_report", "owners", "parties", "takes_up", "typed"]

_ROLES = ("nmod:poss", "nmod:by", "nmod:from", "amod", "compound", "nmod:of", "nmod:in")
_PERSONAL = frozenset({"AGREE", "CONSULT", "SUPPORT"})  # one talks and agrees with people, not through things
_OWNING = frozenset({"State", "InternationalOrganization", "ArmedGroup"})


def typed(
    arguments: Sequence[Argument], linker: Linker, classes: tuple[str, ...], *, in_person: bool = False
) -> list[Entity]:
    """Return the entities of arguments that are of some classes; modifiers count only when they are actors."""
    found: dict[str, Entity] = {}
    for argument in arguments:
        if is_reciprocal(argument) or argument.text.lower() in word_list("office_domains"):
            continue  # a secretary of state is no head of a state
        if argument.head in word_list("time_nouns"):
            continue
        for entity in linker.entities(argument, in_person=in_person):
            if argument.role in ("amod", "compound") and not _acts_through(entity, linker, argument):
                continue
            if linker.is_a(entity, classes):
                found.setdefault(entity.id, entity)
    return list(found.values())


def takes_up(argument: Argument) -> bool:
    """Tell whether an argument is a bare pronoun that may stand for a whole clause."""
    return argument.text.lower() in word_list("clause_pronouns")


def names_report(argument: Argument) -> bool:
    """Tell whether an argument is a word for what somebody says: *reports*, *the claim*."""
    reported = word_list("reported_nouns")
    return argument.head in reported or argument.head.removesuffix("s") in reported


def is_reciprocal(argument: Argument) -> bool:
    """Tell whether an argument is *each other*, or something of theirs."""
    return any(argument.text.lower().startswith(phrase) for phrase in word_list("reciprocals"))


def _acts_through(entity: Entity, linker: Linker, modifier: Argument) -> bool:
    """Tell whether a modifier may stand for the noun: *Russian planes* are Russia's, *Kurdish fighters* not the Kurds.

    Who is only counted does nothing: *the sixteen-member summit*.
    """
    counted = ":entity:thing:" in entity.id and "-" in modifier.text
    return linker.is_a(entity, ("Actor", "Product")) and entity.type != "Group" and not counted


def owners(arguments: Iterable[Argument], linker: Linker, relation: Relation) -> list[Entity]:
    """Return whose thing is dealt with where an actor must be: *sanctions on Iran's oil industry*."""
    in_person = relation.event in _PERSONAL or relation.name in word_list("bodily_relations")
    if relation.range != ("Actor",) or in_person:
        return []
    groups = _groups(arguments, linker, relation.range)
    return next((found for group in groups if (found := [e for e in group if e.type in _OWNING])), [])


def parties(arguments: Iterable[Argument], linker: Linker, relation: Relation) -> list[Entity]:
    """Return whose people do it to each other: *the foreign ministers of Greece and Turkey met*."""
    groups = _groups(arguments, linker, relation.domain)
    states = ([e for e in group if e.type == "State"] for group in groups)
    return next((found for found in states if len(found) > 1), [])


def _groups(
    arguments: Iterable[Argument], linker: Linker, classes: tuple[str, ...]
) -> Iterator[list[Entity]]:
    """Yield who modifies a noun, role by role."""
    for argument in arguments:
        noun = linker.context.proposition_of(argument)
        if noun is not None and noun.predicate.pos == "NOUN":
            for role in _ROLES:
                yield typed(noun.fillers(role), linker, classes)
