"""Claims against gold: annotated articles, and PLOVER records of one sentence each.

Article gold lists, segment by segment, what is claimed there; segments are characters of the raw file. A claim is
right when its relation and both names are. PLOVER gold marks one event in a sentence that may report more, so its
precision is a lower bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from ..mapping import countries_of, event_of
from ..ontology import Ontology
from ..types import Claim, Modality, Polarity
from .gold import GoldClaim, GoldEvent, Segment
from .names import fold_name, is_same_name

__all__ = [
    "ArticleScores",
    "EventScores",
    "Match",
    "Score",
    "match_claims",
    "score_articles",
    "score_events",
    "sum_scores",
]

T = TypeVar("T")
_GROWN = frozenset(
    {"candidateFor", "causesDeathOf", "causesHarmTo", "speaksFor"}
)  # gold older than they has none


class Score(NamedTuple):
    """How many are right, of how many that the system gave and gold has."""

    right: float
    system: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of what was given that is right."""
        return self.right / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        """The share of gold that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.system + self.gold) if self.right else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleScores:
    """What is found in annotated articles.

    ``near`` gives half for a relation one step away in the tree, ``manner`` counts polarity and modality on what is
    matched, ``plain`` is the precision of what is positive and asserted, ``furniture`` how much page furniture claims.
    """

    exact: Score
    near: Score
    manner: Score
    plain: Score
    furniture: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventScores:
    """By type of event, by pair of countries, and by both together."""

    type: Score
    pair: Score
    triple: Score


class Match(NamedTuple):
    """A gold claim and the claim that it was found as; ``exact`` or one step away in the tree of relations."""

    gold: GoldClaim
    claim: Claim
    exact: bool


class _Key(NamedTuple):
    relation: str
    subject: str
    object: str


# --- annotated articles -------------------------------------------------------------------------


def score_articles(
    segments: Sequence[Segment], claims: Mapping[str, Sequence[Claim]], ontology: Ontology
) -> ArticleScores:
    """Score the claims of documents, by the names of their files, against segments."""
    gold = system = furniture = plain = 0
    matches: list[Match] = []
    outside = _outside(segments)
    for segment in segments:
        found = _claims_in(segment, claims, ontology, outside)
        if segment.furniture:
            furniture += len(found)
            continue
        gold += len(segment.claims)
        system += len(found)
        plain += sum(_is_plain(claim) for claim in found)
        matches.extend(_match(segment.claims, found, ontology))
    exact = [match for match in matches if match.exact]
    manner = sum(_same_manner(match) for match in exact)
    right = sum(_is_plain(match.claim) and _is_plain(match.gold) for match in exact)
    return ArticleScores(
        exact=Score(len(exact), system, gold),
        near=Score((len(exact) + len(matches)) / 2, system, gold),
        manner=Score(manner, len(exact), len(exact)),
        plain=Score(right, plain, plain),
        furniture=furniture,
    )


def match_claims(
    segments: Iterable[Segment], claims: Mapping[str, Sequence[Claim]], ontology: Ontology
) -> Iterator[Match]:
    """Yield the gold claims outside furniture that were found, exactly or nearly, with what they were found as."""
    segments = tuple(segments)
    outside = _outside(segments)
    for segment in segments:
        if not segment.furniture:
            yield from _match(segment.claims, _claims_in(segment, claims, ontology, outside), ontology)


def _outside(segments: Iterable[Segment]) -> frozenset[str]:
    """Return the relations that were not asked for when gold was annotated."""
    annotated = {claim.relation for segment in segments for claim in segment.claims}
    return frozenset() if annotated & _GROWN else _GROWN


def _claims_in(
    segment: Segment, claims: Mapping[str, Sequence[Claim]], ontology: Ontology, outside: frozenset[str]
) -> list[Claim]:
    """Return the claims that begin in a segment, each once however often it is made there; open ones are none."""
    found: dict[tuple[_Key, Polarity, Modality], Claim] = {}
    for source, of_source in claims.items():
        if not Path(source).name.startswith(segment.document):
            continue
        for claim in of_source:
            inside = segment.extent.start <= claim.evidence.extent.start < segment.extent.end
            asked = ontology.relations[claim.relation].tier != "open" and claim.relation not in outside
            if inside and asked:
                relation, subject, object_ = _turn(
                    claim.relation, claim.subject.name, claim.object.name, ontology
                )
                key = _Key(relation, fold_name(subject), fold_name(object_))
                found.setdefault((key, claim.polarity, claim.modality), claim)
    return list(found.values())


def _match(gold: Sequence[GoldClaim], found: Sequence[Claim], ontology: Ontology) -> Iterator[Match]:
    """Pair gold with claims, one to one, in the order of gold."""
    free = [
        (_turn(claim.relation, claim.subject.name, claim.object.name, ontology), claim) for claim in found
    ]
    for wanted in gold:
        turned = _turn(wanted.relation, wanted.subject, wanted.object, ontology)
        named = [pair for pair in free if _same_ends(turned, pair[0])]
        exact = [pair for pair in named if pair[0].relation == turned.relation]
        near = exact or [pair for pair in named if _is_step(turned.relation, pair[0].relation, ontology)]
        if near:
            free.remove(near[0])
            yield Match(wanted, near[0][1], bool(exact))


def _turn(relation: str, subject: str, object_: str, ontology: Ontology) -> _Key:
    """Give the two directions of an inverse or symmetric relation one form."""
    known = ontology.relations.get(relation)
    if known is not None and known.inverse is not None and known.inverse < relation:
        relation, subject, object_ = known.inverse, object_, subject
    elif known is not None and known.symmetric and fold_name(subject) > fold_name(object_):
        subject, object_ = object_, subject
    return _Key(relation, subject, object_)


def _same_ends(gold: _Key, found: _Key) -> bool:
    return is_same_name(gold.subject, found.subject) and is_same_name(gold.object, found.object)


def _is_step(one: str, other: str, ontology: Ontology) -> bool:
    """Tell whether one relation stands right above the other, or both right below a third."""
    above, beside = _parent(one, ontology), _parent(other, ontology)
    return above == other or beside == one or (above is not None and above == beside)


def _parent(relation: str, ontology: Ontology) -> str | None:
    known = ontology.relations.get(relation)
    return known.parents[0] if known is not None and known.parents else None


_AS_ANNOTATED = {
    Modality.REQUESTED: Modality.POSSIBLE,
    Modality.OFFERED: Modality.POSSIBLE,
    Modality.QUESTIONED: Modality.POSSIBLE,
    Modality.COUNTERFACTUAL: Modality.CONDITIONAL,
}  # gold has fewer modalities than kg


def _same_manner(match: Match) -> bool:
    modality = _AS_ANNOTATED.get(match.claim.modality, match.claim.modality)
    return match.claim.polarity is match.gold.polarity and modality is match.gold.modality


def _is_plain(claim: Claim | GoldClaim) -> bool:
    return claim.polarity is Polarity.POSITIVE and claim.modality is Modality.ASSERTED


# --- PLOVER records -----------------------------------------------------------------------------


def score_events(
    gold: Sequence[GoldEvent], claims: Sequence[Sequence[Claim]], ontology: Ontology
) -> EventScores:
    """Score what each sentence claims against its record; records without two countries count for the type alone."""
    types: list[Score] = []
    pairs: list[Score] = []
    triples: list[Score] = []
    for record, of_record in zip(gold, claims, strict=True):
        found = _events(of_record, ontology)
        named = {event for event, _ in found}
        types.append(Score(record.event in named, len(named), 1))
        if not record.pairs:
            continue
        whole = {(event, (source, target)) for event, (source, target) in found if source and target}
        pairs.append(_one_right({pair for _, pair in whole}, record.pairs))
        triples.append(_one_right(whole, {(record.event, pair) for pair in record.pairs}))
    return EventScores(type=sum_scores(types), pair=sum_scores(pairs), triple=sum_scores(triples))


def _events(claims: Sequence[Claim], ontology: Ontology) -> set[tuple[str, tuple[str | None, str | None]]]:
    found = set()
    for claim in claims:
        event = event_of(claim, ontology.relations[claim.relation])
        if event is not None:
            found.add((event[0], countries_of(claim, ontology)))
    return found


def _one_right(found: AbstractSet[T], gold: AbstractSet[T]) -> Score:
    """Score against gold that counts once however many of its readings are found."""
    right = found & gold
    return Score(bool(right), len(found - right) + bool(right), 1)


def sum_scores(scores: Sequence[Score]) -> Score:
    """Return what several scores come to together."""
    return Score(sum(s.right for s in scores), sum(s.system for s in scores), sum(s.gold for s in scores))
