"""Match propositions to the frames of their predicates; domain and range decide between them.

Paths such as ``obj>nmod:on`` step from an argument to the arguments of the noun that it is. Prepositional
phrases are looked for at the verb and at its object alike, because parsers attach them to either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, permutations
from typing import NamedTuple

from ..ontology import Frame, Ontology, Relation
from ..resources import word_list
from ..types import Argument, Entity, Extraction, Modality, Polarity, Proposition
from .answering import answering, is_own, takes_up_content
from .control import controllers, owners_of_deeds
from .linking import Linker
from .matches import THREAT, Match, is_forsworn, names_deed, specialise
from .particles import with_particle
from .parties import is_reciprocal, owners, parties, takes_up, typed
from .paths import fillers_of, follow, has_given, is_no_place
from .press import is_press_formula
from .presupposed import is_taken_for_granted

__all__ = ["Match", "Matches", "is_deputy", "match_frames"]


_TOPICS = frozenset({"for", "on", "about", "over", "of", "regarding", "concerning"})
_CONSULTATION = "CONSULT"
_REQUEST = "REQUEST"
_REASONS = frozenset({"for", "over"})  # of hostile acts: *sanctions over the purchase*


class Matches(NamedTuple):
    """What fits, and the numbers of all propositions that were read, be it as part of another one's frame."""

    found: tuple[Match, ...]
    read: frozenset[int]


def match_frames(extraction: Extraction, linker: Linker, ontology: Ontology) -> Matches:
    """Return the frames that fit, the most specific relation of each predicate and pair."""
    found: list[Match] = []
    for number, proposition in enumerate(extraction.propositions):
        candidates = [
            match
            for reading in (proposition, *with_particle(proposition, ontology))
            for frame in _frames(reading, ontology)
            for match in _match(number, reading, frame, extraction, linker, ontology)
        ]
        found.extend(_most_specific(candidates, ontology.relations))
    found += _complete(found, extraction, linker, ontology)
    found = [_aimed(match, found, extraction, linker, ontology) for match in found]
    spent = [tuple(_spent(match, extraction)) for match in found]
    nouns = {noun for those in spent for noun in those}
    kept = [
        _with_topics(m, s, extraction, ontology)
        for m, s in zip(found, spent, strict=True)
        if m.proposition not in nouns
        or is_taken_for_granted(extraction.propositions[m.proposition], m.relation)
    ]
    read = frozenset({match.proposition for match in found} | nouns)
    return Matches(specialise(kept, extraction, ontology), read)


def _complete(
    found: Sequence[Match], extraction: Extraction, linker: Linker, ontology: Ontology
) -> list[Match]:
    """Read contents that leave their object to the frame above: *threatened Ankara with suspending deliveries*."""
    known = {match.proposition for match in found}
    added: list[Match] = []
    for above in found:
        if above.object is None or not linker.is_a(above.object, ("Actor",)):
            continue
        for number in above.contents:
            if number in known:
                continue
            proposition = extraction.propositions[number]
            candidates = [
                Match(number, frame, frame.relation, subject, above.object, (), ())
                for frame in _frames(proposition, ontology)
                if frame.given and frame.object != ("obj",) and has_given(frame.given, proposition, extraction)
                and linker.is_a(above.object, ontology.relations[frame.relation].range)
                for subject in _subjects(frame, proposition, extraction, linker, ontology.relations[frame.relation])
                if subject.id != above.object.id
            ]  # fmt: skip
            added.extend(_most_specific(candidates, ontology.relations))
            known.add(number)
    return added


def _aimed(
    match: Match, found: Sequence[Match], extraction: Extraction, linker: Linker, ontology: Ontology
) -> Match:
    """Aim a threat at whom its clause's neighbour strikes: *suspended Turkey's participation and threatened sanctions*."""
    proposition = extraction.propositions[match.proposition]
    if match.object is not None or ontology.relations[match.relation].event != THREAT:
        return match
    for other in found:
        beside = extraction.propositions[other.proposition]
        if (
            other.object is not None
            and other.subject.id == match.subject.id
            and beside.sentence == proposition.sentence
            and (proposition.rule == "verb-conj" or beside.rule == "verb-conj")
            and ontology.relations[other.relation].quad in ("VCONF", "MCONF")
            and linker.is_a(other.object, ("State", "Organization"))
        ):
            return match._replace(object=other.object)
    return match


def _with_topics(match: Match, nouns: Sequence[int], extraction: Extraction, ontology: Ontology) -> Match:
    """Add what an act is about to its content: the purchase of *signed a contract for the purchase*."""
    if not nouns:
        return match
    hostile = ontology.relations[match.relation].quad in ("VCONF", "MCONF")
    topics_after = _TOPICS - _REASONS if hostile else _TOPICS
    held = [extraction.propositions[n] for n in (*nouns, match.proposition)]
    topics = [
        argument.proposition
        for proposition in held
        for argument in proposition.arguments
        if argument.role.partition(":")[2] in topics_after and argument.proposition is not None
    ]
    return match._replace(contents=tuple(dict.fromkeys([*match.contents, *topics])))


def _spent(match: Match, extraction: Extraction) -> Iterator[int]:
    """Yield what a frame reads together with its verb: the deal of *signed a deal* is not read again.

    A clause that is its content is: who *threatens to suspend* Turkey has the suspension in store.
    """
    proposition = extraction.propositions[match.proposition]
    if proposition.predicate.pos != "VERB":
        return
    for role, heads in match.frame.given.items():
        if role.startswith("!") or "*" in heads:
            continue
        for filler in fillers_of((role,), proposition, extraction):
            inner = filler.proposition
            if inner is None or filler.head not in heads:
                continue
            content = match.frame.content is not None and role in match.frame.content.roles
            if not content or extraction.propositions[inner].predicate.pos == "NOUN":
                yield inner


def _frames(proposition: Proposition, ontology: Ontology) -> tuple[Frame, ...]:
    return ontology.frames.get((proposition.predicate.lemma, proposition.predicate.pos), ())


def _match(
    number: int,
    proposition: Proposition,
    frame: Frame,
    extraction: Extraction,
    linker: Linker,
    ontology: Ontology,
) -> Iterator[Match]:
    if not has_given(frame.given, proposition, extraction) or is_press_formula(proposition, extraction):
        return
    if frame.denied and proposition.factuality.polarity is not Polarity.NEGATIVE:
        return
    relation = ontology.relations[frame.relation]
    if is_deputy(proposition) and ontology.is_below(frame.relation, "headOf"):
        return
    subjects = _subjects(frame, proposition, extraction, linker, relation)
    if not subjects:
        return
    contents = _contents(frame, proposition, extraction)
    if names_deed(relation.name, ontology) and is_forsworn(number, contents, extraction):
        return
    if proposition.predicate.lemma in word_list("questioning_verbs") and any(
        extraction.propositions[content].factuality.modality is Modality.QUESTIONED for content in contents
    ):
        return  # who asks a question asks nobody to do anything
    roles = _roles(frame, proposition, extraction, linker)
    if frame.reciprocal:
        if len(subjects) < 2:
            subjects = parties(_at(frame.subject, proposition, extraction), linker, relation)
        yield from _pairs(number, frame, relation, subjects, roles, contents)
        return
    if any(is_reciprocal(argument) for argument in _at(frame.object, proposition, extraction)):
        if len(subjects) < 2:
            subjects = parties(_at(frame.subject, proposition, extraction), linker, relation)
        pairs = combinations if relation.symmetric else permutations
        for left, right in pairs(subjects, 2):
            yield Match(number, frame, relation.name, left, right, roles, contents)
        return
    objects = _objects(frame, proposition, extraction, linker, relation)
    clauses = [number for number in contents if extraction.propositions[number].rule != "nominal"]
    told = clauses and relation.name in word_list("content_relations")
    if told and takes_up_content(frame, proposition, extraction):
        objects = []  # "denied reports that it had sent troops" is about the troops
    aimed = [] if objects else answering(proposition, extraction, linker, relation)
    if not objects and relation.symmetric and len(subjects) > 1:
        yield from _pairs(number, frame, relation, subjects, roles, contents)
        return
    if not objects and not aimed and (frame.object not in ((), ("",)) and not contents):
        return
    reported = relation.event == THREAT and any(path.startswith("ccomp") for path in frame.object)
    for subject in subjects:
        aims = objects or [t for t in aimed if relation.event == _REQUEST or not is_own(subject, t)]
        if not aims:
            yield Match(number, frame, relation.name, subject, None, roles, contents)
        for target in aims:
            if target.id != subject.id and not (reported and is_own(subject, target)):
                others = tuple(r for r in roles if r[1].id not in (subject.id, target.id))
                yield Match(number, frame, relation.name, subject, target, others, contents)


def is_deputy(proposition: Proposition) -> bool:
    """Tell whether a title is that of a deputy or of somebody who held it once: *Vice President*, *ex-minister*."""
    modifiers = (a.head for a in proposition.arguments if a.role in ("amod", "compound"))
    return any(head in word_list("deputy_words") for head in modifiers)


def _names_no_deed(proposition: Proposition, linker: Linker) -> bool:
    """Tell whether a noun is a thing or a person: who *has a base in Syria* does not stand there, *has leaders* leads not."""
    kind = linker.names.class_of(proposition.predicate.lemma) if proposition.predicate.pos == "NOUN" else None
    return kind is not None and any(
        linker.ontology.is_a(kind, wide) for wide in ("Place", "Product", "Person")
    )


def _subjects(
    frame: Frame, proposition: Proposition, extraction: Extraction, linker: Linker, relation: Relation
) -> list[Entity]:
    widen = not _names_no_deed(proposition, linker)
    for path in frame.subject:
        arguments = follow(path.split(">"), proposition, extraction, widen)
        entities = typed(arguments, linker, relation.domain) or owners_of_deeds(
            arguments, linker, relation.domain
        )
        if entities:
            return entities
    if proposition.predicate.pos == "NOUN" and "nsubj" in frame.subject:
        own = linker.referent(proposition)
        if own is not None and linker.is_a(own, relation.domain):
            return [own]
    if proposition.predicate.pos == "NOUN" and relation.event is not None:
        return controllers(proposition, extraction, linker, relation)
    return []


def _objects(
    frame: Frame, proposition: Proposition, extraction: Extraction, linker: Linker, relation: Relation
) -> list[Entity]:
    range_ = relation.range if frame.object_class is None else (frame.object_class,)
    for path in frame.object:
        if not path:
            continue
        arguments = follow(path.split(">"), proposition, extraction, True)
        if relation.name in word_list("content_relations"):  # "denied it" is no denial of a state
            arguments = tuple(argument for argument in arguments if not takes_up(argument))
        if relation.event == _CONSULTATION:
            arguments = tuple(a for a in arguments if a.head not in word_list("press_words"))
        entities = typed(arguments, linker, range_, in_person=relation.name in word_list("bodily_relations"))
        if relation.name == "denies" and path == "obj":
            entities = [
                entity for entity in entities if entity.type != "State"
            ]  # "Yemen, which Tehran denies"
        if entities:
            return [_at_home(e, path, frame, proposition, extraction, linker) for e in entities]
    return owners(_at(frame.object, proposition, extraction), linker, relation)


def _at_home(
    entity: Entity, path: str, frame: Frame, proposition: Proposition, extraction: Extraction, linker: Linker
) -> Entity:
    """Give a thing the country of those whose it is, where the frame says who may be: *the government's bill*."""
    if entity.country is not None or ":entity:thing:" not in entity.id:
        return entity
    beyond = [longer for longer in frame.object if longer.startswith(f"{path}>")]
    holders = typed(_at(beyond, proposition, extraction), linker, ("Actor",))
    country = next((holder.country for holder in holders if holder.country is not None), None)
    return entity if country is None else replace(entity, country=country)


def _at(paths: Sequence[str], proposition: Proposition, extraction: Extraction) -> list[Argument]:
    return [a for path in paths if path for a in follow(path.split(">"), proposition, extraction, True)]


def _roles(
    frame: Frame, proposition: Proposition, extraction: Extraction, linker: Linker
) -> tuple[tuple[str, Entity], ...]:
    found: list[tuple[str, Entity]] = []
    for name in sorted(frame.roles):
        for argument in fillers_of(frame.roles[name], proposition, extraction):
            if name == "place" and is_no_place(argument):
                continue
            found.extend((name, entity) for entity in linker.entities(argument))
    return tuple(found)


def _contents(frame: Frame, proposition: Proposition, extraction: Extraction) -> tuple[int, ...]:
    if frame.content is None:
        return ()
    found: list[int] = []
    for role in frame.content.roles:
        for argument in follow(role.split(">"), proposition, extraction, False):
            if argument.proposition is not None:
                found.append(argument.proposition)
    return tuple(dict.fromkeys(found))


def _pairs(
    number: int,
    frame: Frame,
    relation: Relation,
    subjects: Sequence[Entity],
    roles: tuple[tuple[str, Entity], ...],
    contents: tuple[int, ...],
) -> Iterator[Match]:
    """Pair coordinated subjects: *X and Y agreed*."""
    for first, left in enumerate(subjects):
        for right in subjects[first + 1 :]:
            yield Match(number, frame, relation.name, left, right, roles, contents)


def _is_content(broad: Match, narrow: Match) -> bool:
    """Tell whether a broad reading has for its object what a narrow one knows the aim of: *threats of sanctions*."""
    things = [":entity:thing:" in m.object.id for m in (broad, narrow) if m.object is not None]
    return things == [True, False]


def _conditions(match: Match) -> int:
    """Return how many things a frame asks for."""
    return sum(not role.startswith("!") for role in match.frame.given)


def _most_specific(candidates: Sequence[Match], relations: Mapping[str, Relation]) -> list[Match]:
    """Drop a reading whose relation is a broader one of another reading of the same predicate and subject."""
    kept: list[Match] = []
    for match in candidates:
        same = [m for m in candidates if m is not match and m.subject.id == match.subject.id]
        target = match.object.id if match.object else None
        broader = any(
            match.relation in relations[m.relation].parents
            and (
                (target in (None, m.object.id) or _is_content(match, m))
                if m.object
                else _conditions(m) >= _conditions(match)
            )
            for m in same
        )
        known = any(
            k.relation == match.relation and k.subject.id == match.subject.id
            and (target is None or (k.object is not None and (k.object.id == target or k.frame.id != match.frame.id)))
            for k in kept
        )  # fmt: skip
        rival = any(
            m.object is not None and m.object.id == target and m.frame.confidence > match.frame.confidence
            and match.relation not in relations[m.relation].parents
            and m.relation not in relations[match.relation].parents
            and len(m.frame.given) > len(match.frame.given)
            for m in same
        )  # fmt: skip
        if not broader and not known and not rival:
            kept.append(match)
    return kept
