"""Matches become claims: with factuality, holders, time, condition and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile

from ..ontology import Ontology
from ..resources import word_list
from ..types import (
    Argument,
    Attribution,
    Claim,
    Entity,
    Evidence,
    Extent,
    Extraction,
    Holder,
    Modality,
    Polarity,
    Proposition,
    Role,
)  # fmt: skip
from .context import is_named
from .frames import Match
from .linking import Linker
from .paths import tells_when
from .presupposed import is_taken_for_granted

__all__ = ["content_name", "evidence_for", "holders_of", "make_claims"]

_BACKGROUND = frozenset({"nominal", "title", "apposition"})  # what a noun phrase takes for granted
_DEEDS = frozenset(
    {"AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "RETREAT", "SANCTION"}
)  # PLOVER types of what is done, and not only said
_ROLE_NAMES = frozenset({"theme", "counterparty", "place", "amount", "purpose", "instrument"})


def make_claims(
    extraction: Extraction, matches: Sequence[Match], linker: Linker, ontology: Ontology
) -> Iterator[Claim]:
    """Yield one claim for each match that has both ends."""
    holding: dict[int, Match] = {}
    for match in matches:
        for content in match.contents:
            holding.setdefault(content, match)
    for match in matches:
        proposition = extraction.propositions[match.proposition]
        target = match.object or _content_entity(match, extraction, linker)
        if target is None or target.id == match.subject.id:
            continue
        if not linker.is_a(target, ontology.relations[match.relation].range):
            continue
        above = holding.get(match.proposition) or _holder_above(proposition, extraction, holding)
        negated = above is not None and _is_negated(above, extraction)
        polarity, modality = _factuality(match, proposition, None if negated else above)
        relation = ontology.relations[match.relation]
        if (
            modality is Modality.ASSERTED
            and match.frame.lemma in word_list("unrealised")
            and relation.event in _DEEDS
        ):
            modality = Modality.THREATENED if match.frame.lemma == "threaten" else Modality.PLANNED
        held = relation.quad == "state" and match.frame.modality is None
        if held and proposition.rule in _BACKGROUND:
            polarity, modality = Polarity.POSITIVE, Modality.ASSERTED
        if is_taken_for_granted(proposition, match.relation) and (
            above is None or above.relation != "denies"
        ):
            polarity, modality = Polarity.POSITIVE, Modality.ASSERTED
        claim = Claim(
            subject=match.subject,
            relation=match.relation,
            object=target,
            evidence=evidence_for(proposition, extraction, match.frame.id, match.frame.confidence),
            roles=tuple(Role(name, entity) for name, entity in match.roles if name in _ROLE_NAMES),
            polarity=polarity,
            modality=modality,
            certainty=proposition.factuality.certainty,
            holders=_with_accuser(holders_of(proposition, linker), above),
            time=proposition.time,
            condition=proposition.condition.text if proposition.condition else None,
            embedded_under=above.relation if above is not None else None,
        )
        yield from _deployed(claim, proposition.predicate.lemma, linker, ontology)


def _deployed(claim: Claim, verb: str, linker: Linker, ontology: Ontology) -> list[Claim]:
    """Tell what is deployed where somebody brings it to a place: *sent troops to Syria* deploys troops."""
    if claim.relation != "mobilizes":
        return [claim]
    kinds = ontology.relations["deploys"].range
    brought = [r.filler for r in claim.roles if r.name == "theme" and linker.is_a(r.filler, kinds)]
    others = tuple(role for role in claim.roles if role.name not in ("theme", "place"))
    if not linker.is_a(claim.object, ("Place",)):
        plain = verb in word_list("deploying_verbs") and linker.is_a(claim.object, kinds)
        return [replace(claim, relation="deploys" if plain else claim.relation)]
    if not brought and claim.object.country is None:
        return []  # "the deployment in Europe" readies nothing that is told
    roles = (*others, Role("place", claim.object))
    return [replace(claim, relation="deploys", object=each, roles=roles) for each in brought] or [claim]


def evidence_for(proposition: Proposition, extraction: Extraction, rule: str, confidence: float) -> Evidence:
    """Return the evidence of a proposition: clause and sentence with offsets into the raw file."""
    document = extraction.document
    sentence = extraction.sentences[proposition.sentence].extent
    clause = Extent(max(proposition.extent.start, sentence.start), min(proposition.extent.end, sentence.end))
    located, around = document.locate(clause), document.locate(sentence)
    return Evidence(
        document=document.id,
        extent=located,
        quote=document.quote(located),
        sentence_extent=around,
        sentence=document.quote(around),
        rule=rule,
        confidence=confidence,
    )


def holders_of(proposition: Proposition, linker: Linker) -> tuple[Holder, ...]:
    """Return who says so, from the speaker outwards."""
    found: list[Holder] = []
    for attribution in proposition.attribution:
        if attribution.source is None and not attribution.text:
            continue
        entity = _voice(attribution, linker)
        if (
            attribution.anonymous
            and attribution.source is not None
            and not is_named(linker.context.chains[attribution.source])
        ):
            found.append(Holder(f"{linker.describe(attribution.source)} (unnamed)", None, True))
        elif entity is None:
            found.append(Holder(attribution.text, None, attribution.anonymous))
        else:
            found.append(Holder(entity.name, entity.id, False))
    return tuple(dict.fromkeys(found))


def _with_accuser(holders: tuple[Holder, ...], above: Match | None) -> tuple[Holder, ...]:
    """Put first who says so by accusing somebody of it."""
    if above is None or above.relation not in word_list("charging_relations"):
        return holders
    return tuple(dict.fromkeys((Holder(above.subject.name, above.subject.id), *holders)))


def _voice(attribution: Attribution, linker: Linker) -> Entity | None:
    """Return the speaker as an entity. A capital that speaks is its state, wherever it stands: *Seoul: ...*."""
    entity = linker.chain(attribution.source) if attribution.source is not None else None
    if entity is not None and linker.is_a(entity, ("Place",)) and linker.ontology.find_seat(entity.name):
        return linker.names.find(entity.name, acts=True)
    return entity


def _content_entity(match: Match, extraction: Extraction, linker: Linker) -> Entity | None:
    """Return the act that a frame without an object is about: *denied that talks were under way*."""
    if match.relation not in word_list("content_relations"):
        return None
    for content in match.contents:
        proposition = extraction.propositions[content]
        if proposition.rule == "nominal" and proposition.predicate.lemma in word_list("reported_nouns"):
            continue  # "denied reports that": what they report is meant
        name = content_name(proposition, match.subject, linker)
        if all(word.lower() in word_list("auxiliaries") for word in name.split()):
            continue  # "acknowledged they had": the clause was not read
        entity = _event_itself(proposition, linker) or linker.noun(proposition, name)
        if entity is not None:
            return entity
    return None


def _event_itself(proposition: Proposition, linker: Linker) -> Entity | None:
    """Return the event whose mere being is the content: *that such talks were being conducted*."""
    core = [a for a in proposition.arguments if a.role in ("nsubj", "obj", "iobj", "ccomp", "xcomp")]
    entity = linker.argument(core[0]) if len(core) == 1 else None
    return entity if entity is not None and linker.is_a(entity, ("Event", "Agreement")) else None


def content_name(proposition: Proposition, holder: Entity, linker: Linker) -> str:
    """Return a short name for what a clause says: its subject unless that is who says it, verb and object."""
    doers = [linker.argument(argument) for argument in proposition.fillers("nsubj")]
    own = any(doer is not None and doer.id == holder.id for doer in doers)
    verb = proposition.predicate
    words = verb.text.split()
    if own and verb.pos == "VERB":  # "denied that it had sent troops" is about "sent troops"
        words = list(dropwhile(lambda word: word.lower() in word_list("auxiliaries"), words)) or words
    elif verb.pos != "VERB" and proposition.rule != "nominal" and verb.lemma not in words:
        words.append(verb.lemma)
    doer = [] if own else [_called(a, linker) for a in proposition.fillers("nsubj")[:1]]
    done = [_called(a, linker) for a in proposition.fillers("obj")[:1] if a.head not in ("which", "that")]
    if done and not doer and not own and words[0].lower() in word_list("auxiliaries"):
        doer, done = done, []  # "its programme is aimed at", as the passive puts it
    elif doer and done and _is_turned(proposition):
        doer, done = done, ["by", *doer]
    return " ".join(" ".join([*doer, *words, *(done or _adverbial(proposition))]).split())


def _is_turned(proposition: Proposition) -> bool:
    """Tell whether a clause is passive and names its agent: *the town was taken by rebels*."""
    start = proposition.predicate.extent.start
    agent, patient = (proposition.fillers(role)[0].extent.start for role in ("nsubj", "obj"))
    return patient < start < agent


def _adverbial(proposition: Proposition) -> Iterator[str]:
    """Yield what completes a verb that has no object: *stay out of events*."""
    for argument in proposition.arguments:
        kind, _, preposition = argument.role.partition(":")
        if kind == "obl" and preposition not in ("", "unmarked") and not tells_when(argument, proposition):
            yield f"{preposition.replace('_', ' ')} {argument.text}"
            return


def _called(argument: Argument, linker: Linker) -> str:
    entity = linker.argument(argument)
    if entity is None or (entity.type == "State" and argument.proposition is not None):
        return argument.text  # a state's troops are sent, not the state
    return entity.name


def _holder_above(
    proposition: Proposition, extraction: Extraction, holding: dict[int, Match]
) -> Match | None:
    """Return the match that holds a proposition through verbs of its own: *wants to try to buy*."""
    here = proposition
    for _ in range(3):
        if here.embedded_under is None:
            return None
        above = extraction.propositions[here.embedded_under]
        if here.embedded_under in holding:
            return holding[here.embedded_under]
        here = above
    return None


def _is_negated(match: Match, extraction: Extraction) -> bool:
    """Tell whether a frame does not do to its content what it says: *did not deny*, *did not accuse*."""
    return extraction.propositions[match.proposition].factuality.polarity is Polarity.NEGATIVE


def _factuality(match: Match, proposition: Proposition, above: Match | None) -> tuple[Polarity, Modality]:
    """Join what the text says of the clause with what the frames say of it and of its content."""
    polarity, _, modality = proposition.factuality
    if match.frame.denied:
        return Polarity.POSITIVE, Modality.ASSERTED
    if match.frame.negative:
        polarity = Polarity.NEGATIVE if polarity is Polarity.POSITIVE else Polarity.POSITIVE
    if match.frame.modality is not None and modality is Modality.ASSERTED:
        modality = match.frame.modality
    content = above.frame.content if above is not None else None
    if content is not None and modality is Modality.ASSERTED and content.modality is not None:
        modality = content.modality
        if content.negate and polarity is Polarity.POSITIVE:
            polarity = Polarity.NEGATIVE
    return polarity, modality
