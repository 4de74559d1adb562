"""Why a statement is believed as far as it is: every sentence, every factor, every sum, down to the formula.

Points are halvings of doubt; all other figures are parts of one. Documents, origins and outlets are counted apart: forty
papers that print one wire are forty documents and one origin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from ..assembly.belief import REPEAT, Balance, balance, sum_points
from ..assembly.reliability import Reliability
from ..assembly.witnesses import CEILING, FULL, HALVING, Weighing, Witness, find_witnesses, weigh
from ..errors import KGError
from ..ids import fragment
from ..store.lookup import begun_id, with_id
from ..types import IRI, Claim, Decision, Document, Graph, Statement
from ..wording import count
from .listing import Known, claim_row, json_text, statement_row
from .passages import holders_of, marked
from .rows import Row
from .text import days, statement_line

__all__ = ["explain", "explain_json"]


def explain(graph: Graph, statement: str, reliability: Reliability | None = None) -> str:
    """Return the whole account of a statement; any form of its id, or a beginning of it, is enough."""
    return "\n".join(_Account(graph, _find(graph, statement), reliability or {}).lines())


def explain_json(graph: Graph, statement: str, reliability: Reliability | None = None) -> str:
    """Return the same as JSON; points are halvings of doubt, all other figures parts of one."""
    return json_text(_Account(graph, _find(graph, statement), reliability or {}).row())


def _find(graph: Graph, words: str) -> Statement:
    """Return the statement of an id in any form that is printed, or of a beginning that no other has."""
    known = {each.id: each for each in graph.statements}
    found = with_id(known, words) or begun_id(known, words)
    if not found:
        raise KGError(f"no statement {words!r} in this graph; kg show OUT NAME prints the ids of statements")
    return known[found[0]]


class _Account:
    """What is said of one statement."""

    def __init__(self, graph: Graph, statement: Statement, reliability: Reliability) -> None:
        self.statement = statement
        self.reliability = reliability
        self.names = {entity.id: entity.name for entity in graph.entities}
        self.documents: Mapping[IRI, Document] = {document.id: document for document in graph.documents}
        self.decisions = graph.decisions

    def lines(self) -> Iterator[str]:
        yield statement_line(self.statement, self.names)
        yield from (f"  {_decided(each)}" for each in self._on(self.statement.id))
        sides = (("+", "for", self.statement.supporting), ("-", "against", self.statement.refuting))
        points = []
        for mark, name, claims in sides:
            witnesses = find_witnesses(claims, self.documents, self.reliability)
            points.append(sum_points(witnesses))
            if claims:
                yield ""
                yield f"{name}: {self._count(claims, witnesses)}"
                yield from self._outlets(mark, claims, witnesses)
        yield ""
        yield from _formula(balance(*points))

    def row(self) -> Row:
        """Return the statement with both sides, each with its witnesses and claims, and the sums."""
        known = Known(self.names, {}, self.documents)
        sides: dict[str, Row] = {}
        points = []
        for name, claims in (("for", self.statement.supporting), ("against", self.statement.refuting)):
            witnesses = find_witnesses(claims, self.documents, self.reliability)
            points.append(sum_points(witnesses))
            sides[name] = {
                "points": points[-1] / HALVING,
                "witnesses": [_witness_row(each) for each in witnesses],
                "claims": [self._claim_row(claim, known) for claim in claims],
            }
        sums = balance(*points)
        return {
            **statement_row(self.statement, known),
            **sides,
            "believed": sums.believed / FULL,
            "doubted": sums.doubted / FULL,
            "decisions": [_decision_row(each) for each in self._on(self.statement.id)],
        }

    def _claim_row(self, claim: Claim, known: Known) -> Row:
        weighing = weigh(claim, self.documents, self.reliability)
        passage = fragment(claim.evidence.document, claim.evidence.extent)
        return {
            **claim_row(claim, known.document(claim)),
            "rule": claim.evidence.rule,
            "origin": weighing.origin,
            "confidence": weighing.confidence / FULL,
            "certainty": weighing.certainty / FULL,
            "reliability": weighing.reliability / FULL,
            "weight": weighing.weight / FULL,
            "decisions": [_decision_row(each) for each in self._on(passage)],
        }

    def _count(self, claims: tuple[Claim, ...], witnesses: tuple[Witness, ...]) -> str:
        documents = len({claim.evidence.document for claim in claims})
        outlets = len({witness.outlet for witness in witnesses})
        counted = ((documents, "document"), (len(witnesses), "origin"), (outlets, "outlet"))
        return ", ".join(count(*each) for each in counted)

    def _outlets(self, mark: str, claims: tuple[Claim, ...], witnesses: tuple[Witness, ...]) -> Iterator[str]:
        weighed = [weigh(claim, self.documents, self.reliability) for claim in claims]
        ordered = sorted(witnesses, key=lambda each: (each.outlet, -each.points, each.origin))
        for outlet, group in groupby(ordered, key=lambda each: each.outlet):
            own = list(group)
            yield f"  {self._called(outlet)}: {_points(sum_points(own))}{_repeated(own)}"
            for witness in own:
                yield f"    origin {self._origin(witness)}: weight {_part(witness.weight)}, {_points(witness.points)}"
                for weighing in weighed:
                    if weighing.origin == witness.origin:
                        yield from self._claim(mark, weighing)

    def _called(self, name: str) -> str:
        document = self.documents.get(IRI(name))
        return document.source if document else name

    def _origin(self, witness: Witness) -> str:
        known = witness.origin in self.documents
        return self._called(witness.origin) if known else f"{self._called(witness.outlet)}, as quoted"

    def _claim(self, mark: str, weighing: Weighing) -> Iterator[str]:
        claim = weighing.claim
        said = f"{holders_of(claim)}: " if claim.holders else ""
        yield f"      {mark} {said}{marked(claim.evidence)}"
        yield f"          {_provenance(claim, self.documents)}"
        yield (
            f"          weight {_part(weighing.weight)} = confidence {_part(weighing.confidence)} x "
            f"{claim.certainty} {_part(weighing.certainty)} x reliability {_part(weighing.reliability)}"
            f"{f', at most {_part(CEILING)}' if weighing.weight == CEILING else ''}"
        )
        passage = fragment(claim.evidence.document, claim.evidence.extent)
        yield from (f"          {_decided(each)}" for each in self._on(passage))

    def _on(self, target: IRI) -> Iterator[Decision]:
        return (each for each in self.decisions if target in each.touched)


def _witness_row(witness: Witness) -> Row:
    return {
        "origin": witness.origin,
        "outlet": witness.outlet,
        "weight": witness.weight / FULL,
        "points": witness.points / HALVING,
    }


def _decision_row(decision: Decision) -> Row:
    return {
        "id": decision.id,
        "action": decision.action,
        "author": decision.author,
        "day": decision.day.isoformat(),
        "reason": decision.reason,
    }


def _decided(decision: Decision) -> str:
    verb = {"confirm": "confirmed"}.get(decision.action, f"{decision.action}: touched")
    return f"{verb} by {decision.author} on {decision.day}: {decision.reason}"


def _provenance(claim: Claim, documents: Mapping[IRI, Document]) -> str:
    evidence = claim.evidence
    document = documents.get(evidence.document)
    parts = [
        (document.source if document else "") or evidence.document,
        f"characters {evidence.extent.start}-{evidence.extent.end}",
        f"{claim.polarity}, {claim.modality}, {claim.certainty}",
        f"rule {evidence.rule}",
        f"confidence {evidence.confidence:.2f}",
    ]
    if claim.time:
        parts.append(f"time {days(claim.time)} ({claim.time.text!r})")
    if claim.condition:
        parts.append(f"condition {claim.condition!r}")
    return "; ".join(parts)


def _repeated(witnesses: list[Witness]) -> str:
    return f" (the best origin in full, the others at 1/{REPEAT})" if witnesses[1:] else ""


def _formula(sums: Balance) -> Iterator[str]:
    yield (
        f"S = {_points(sums.support)}, s = 1 - 2^-S = {_part(sums.believed)}; "
        f"R = {_points(sums.refute)}, r = 1 - 2^-R = {_part(sums.doubted)}"
    )
    if not sums.support:
        yield "belief = 0, since nothing supports it"
        return
    yield (
        f"belief = s * (1 - r * R / (S + R)) = {_part(sums.believed)} * (1 - {_part(sums.doubted)} * "
        f"{_number(sums.refute)} / {_number(sums.support + sums.refute)}) = {_part(sums.belief)}"
    )


def _part(thousandths: int) -> str:
    return f"{thousandths / FULL:.3f}"


def _points(points: int) -> str:
    return f"{_number(points)} points"


def _number(points: int) -> str:
    return f"{points / HALVING:.6f}"
