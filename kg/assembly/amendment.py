"""Corrections applied to claims, before anything is assembled from them.

Whatever assembles claims thus needs to know nothing of corrections, and no text is parsed again for one. Each claim is
first rejected or confirmed as it was read, then put in the corrected words; statements, whose ids are known only when
entities are resolved, come last.

To confirm is to vouch for the reading, not for what is said: the reader's confidence becomes 1, everything else that
belief rests on stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from ..errors import KGError
from ..ids import BASE, digest, fragment, local_name, slug
from ..ontology import Relation
from ..types import IRI, Claim, Decision, Document, Entity, Role
from .corrections import FILE, Action, Correction, entity_iri
from .corroboration import merge_claims
from .resolution import resolve_entities

__all__ = ["amend_claims", "decide"]

SURE = 1.0  # confidence in a reading that a person has confirmed

Touched = dict[Correction, set[IRI]]


def amend_claims(
    claims: Iterable[Claim],
    corrections: Sequence[Correction],
    documents: Sequence[Document],
    relations: Mapping[str, Relation],
) -> tuple[Iterable[Claim], tuple[Decision, ...]]:
    """Return the claims as corrected, and what each correction touched. Without corrections nothing is read."""
    if not corrections:
        return claims, ()
    touched: Touched = {correction: set() for correction in corrections}
    judged = tuple(_judge(claims, corrections, documents, touched))
    renamed = tuple(_rename(judged, corrections, documents, touched))
    kept = _judge_statements(renamed, corrections, documents, relations, touched)
    return kept, tuple(decide(correction, touched[correction]) for correction in touched)


def decide(correction: Correction, touched: Iterable[IRI]) -> Decision:
    """Return a correction with what it touched."""
    return Decision(
        id=correction.id,
        action=correction.action.value,
        text=str(correction),
        author=correction.author,
        day=correction.day,
        reason=correction.reason,
        touched=tuple(sorted(touched)),
    )


# --- claims and rules -------------------------------------------------------------------------


def _judge(
    claims: Iterable[Claim],
    corrections: Sequence[Correction],
    documents: Sequence[Document],
    touched: Touched,
) -> Iterator[Claim]:
    """Yield the claims that are not rejected, the confirmed ones as sure."""
    by_document: dict[IRI, list[Correction]] = defaultdict(list)
    for correction in corrections:
        if correction.action in (Action.REJECT, Action.CONFIRM) and correction.document is not None:
            for document in _addressed(correction.document, documents):
                by_document[document].append(correction)
    rules = [each for each in corrections if each.rule is not None]
    for claim in claims:
        said = [each for each in by_document.get(claim.evidence.document, ()) if _is_meant(claim, each)]
        said += [each for each in rules if fnmatchcase(claim.evidence.rule, each.rule or "")]
        for correction in said:
            touched[correction].add(fragment(claim.evidence.document, claim.evidence.extent))
        if any(each.action is Action.REJECT for each in said):
            continue
        yield _confirmed(claim) if said else claim


def _addressed(name: str, documents: Sequence[Document]) -> list[IRI]:
    return [document.id for document in documents if name in (document.id, document.source)]


def _confirmed(claim: Claim) -> Claim:
    return replace(claim, evidence=replace(claim.evidence, confidence=SURE))


def _is_meant(claim: Claim, correction: Correction) -> bool:
    """Return whether a correction is about a claim: another model may cut the clause a little differently."""
    evidence = claim.evidence
    if correction.start is not None:
        end = correction.end if correction.end is not None else correction.start + 1
        if evidence.extent.start >= end or evidence.extent.end <= correction.start:
            return False
    if correction.quote is not None:
        quotes = [_flat(quote) for quote in (evidence.quote, correction.quote)]
        if quotes[0] not in quotes[1] and quotes[1] not in quotes[0]:
            return False
    return (
        correction.relation in (None, claim.relation)
        and _is_named(claim.subject, correction.subject)
        and _is_named(claim.object, correction.object)
    )


def _flat(text: str) -> str:
    return " ".join(text.split())


def _is_named(entity: Entity, name: str | None) -> bool:
    """Return whether a name or id can be an entity's: of a person the surname will do, as in the text."""
    if name is None or name in (entity.id, entity.name):
        return True
    wanted = set(slug(local_name(name) if name.startswith(BASE) else name).split("_"))
    own = [set(slug(each).split("_")) for each in (local_name(entity.id), entity.name, *entity.aliases)]
    return any(wanted <= words or words <= wanted for words in own)


# --- entities ---------------------------------------------------------------------------------


def _rename(
    claims: Sequence[Claim],
    corrections: Sequence[Correction],
    documents: Sequence[Document],
    touched: Touched,
) -> Iterator[Claim]:
    """Yield claims about the entities that are meant."""
    merges = _find_merges(corrections)
    splits = {
        (entity_iri(each.entity), document): each
        for each in corrections
        if each.action is Action.SPLIT and each.entity
        for document in (_addressed(each.document, documents) if each.document else (None,))
    }
    looks: dict[IRI, list[Correction]] = defaultdict(list)
    for each in corrections:
        if each.action in (Action.RETYPE, Action.RELABEL) and each.entity:
            looks[entity_iri(each.entity)].append(each)

    usual = _usual_looks(claims, {into for _, into in merges.values()})

    def corrected(entity: Entity, document: IRI) -> Entity:
        split = splits.get((entity.id, document)) or splits.get((entity.id, None))
        if split is not None:
            entity = replace(entity, id=_own_id(entity.id, split), same_as=())
            touched[split].add(entity.id)
        while entity.id in merges:
            merge, into = merges[entity.id]
            touched[merge].update((entity.id, into))
            entity = _as_part(entity, into, usual.get(into))
        for look in looks.get(entity.id, ()):
            touched[look].add(entity.id)
            entity = _looking(entity, look)
        return entity

    if not (merges or splits or looks):
        yield from claims
        return
    for claim in claims:
        document = claim.evidence.document
        yield replace(
            claim,
            subject=corrected(claim.subject, document),
            object=corrected(claim.object, document),
            roles=tuple(Role(role.name, corrected(role.filler, document)) for role in claim.roles),
            holders=tuple(
                holder
                if holder.entity is None
                else holder._replace(entity=corrected(_as_entity(holder.entity, holder.name), document).id)
                for holder in claim.holders
            ),
        )


def _usual_looks(claims: Iterable[Claim], wanted: Collection[IRI]) -> dict[IRI, Entity]:
    """Return the things that others are merged into, as most claims have them."""
    votes: dict[IRI, Counter[Entity]] = defaultdict(Counter)
    for claim in claims if wanted else ():
        for entity in (claim.subject, claim.object, *(role.filler for role in claim.roles)):
            if entity.id in wanted:
                votes[entity.id][entity] += 1
    return {id: min(ballot, key=lambda each: (-ballot[each], repr(each))) for id, ballot in votes.items()}


def _as_part(entity: Entity, into: IRI, usual: Entity | None) -> Entity:
    """Return an entity as another that it is merged into; its own name becomes an alias."""
    if usual is None:
        return replace(entity, id=into)
    aliases = {*usual.aliases, *entity.aliases, entity.name} - {usual.name}
    return replace(usual, aliases=tuple(sorted(aliases)), country=usual.country or entity.country)


def _as_entity(id: IRI, name: str) -> Entity:
    return Entity(id=id, type="", name=name)


def _own_id(entity: IRI, split: Correction) -> IRI:
    """Return an id that resolution joins with no other; of one document's own where it is split there only."""
    place = f"-{digest(split.document)[:8]}" if split.document else ""
    own = (
        entity.rpartition("entity:")[2].partition(":")[2].replace(":", "-")
    )  # with the document that it is local to
    return IRI(f"{BASE}entity:individual:{own}{place}")


def _looking(entity: Entity, look: Correction) -> Entity:
    if look.type is not None:
        return replace(entity, type=look.type)
    label = look.label or entity.name
    return replace(entity, name=label, aliases=tuple(sorted({*entity.aliases, entity.name} - {label})))


def _find_merges(corrections: Iterable[Correction]) -> dict[IRI, tuple[Correction, IRI]]:
    merges: dict[IRI, tuple[Correction, IRI]] = {}
    for each in corrections:
        if each.action is not Action.MERGE or not each.entity or not each.into:
            continue
        entity, into = entity_iri(each.entity), entity_iri(each.into)
        if merges.get(entity, (each, into))[1] != into:
            raise KGError(f"{FILE}: {entity} is merged into two entities; delete one of the two")
        merges[entity] = each, into
    for start in merges:
        seen, here = {start}, merges[start][1]
        while here in merges:
            if here in seen:
                raise KGError(f"{FILE}: {start} is merged into itself; delete one of the merges")
            seen.add(here)
            here = merges[here][1]
    return merges


# --- statements -------------------------------------------------------------------------------


def _judge_statements(
    claims: tuple[Claim, ...],
    corrections: Sequence[Correction],
    documents: Sequence[Document],
    relations: Mapping[str, Relation],
    touched: Touched,
) -> tuple[Claim, ...]:
    """Return the claims without those of rejected statements, the confirmed ones as sure."""
    said: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        if correction.statement is not None:
            said[local_name(correction.statement)].append(correction)
    if not said:
        return claims
    resolved, _ = resolve_entities(claims, documents)
    rejected: set[Claim] = set()
    confirmed: set[Claim] = set()
    for statement in merge_claims(resolved, relations, {document.id: document for document in documents}):
        for correction in said.get(local_name(statement.id), ()):
            own = (*statement.supporting, *statement.refuting)
            (rejected if correction.action is Action.REJECT else confirmed).update(own)
            touched[correction].add(statement.id)
            touched[correction].update(fragment(each.evidence.document, each.evidence.extent) for each in own)
    return tuple(
        _confirmed(claim) if meant in confirmed else claim
        for claim, meant in zip(claims, resolved, strict=True)
        if meant not in rejected
    )
