"""What one graph says and another does not: two corpora, two outlets, or one corpus at two times.

Statements are the same if they have the same id. A part of a graph keeps the ids of the whole, so that its statements can be
told apart from those of another part; belief and conflicts are worked out from what the part alone holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from ..ontology import Relation
from ..types import IRI, Claim, Conflict, Document, Graph, Statement
from .belief import score_belief
from .conflicts import find_conflicts
from .reliability import Reliability

__all__ = ["Change", "ChangeKind", "Difference", "Stance", "compare", "part_of", "stance_of"]


class ChangeKind(StrEnum):
    """In what two graphs differ about a statement; of several the first counts."""

    GONE = "only in A"
    NEW = "only in B"
    MODALITY = "modality"
    POLARITY = "polarity"
    BELIEF = "belief"


class Stance(StrEnum):
    """Whether a statement is said to be so, said not to be so, or both."""

    AFFIRMED = "affirmed"
    DENIED = "denied"
    DISPUTED = "disputed"


class Change(NamedTuple):
    """A statement as it is in A and in B; nothing where it is not there."""

    kind: ChangeKind
    before: Statement | None
    after: Statement | None

    @property
    def newest(self) -> Statement:
        """The statement in B, or in A where B has it not."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change needs a statement")
        return found


class Difference(NamedTuple):
    """All in which two graphs differ, the changes by kind and then by the ids of their statements."""

    changes: tuple[Change, ...]
    gone_conflicts: tuple[Conflict, ...]
    new_conflicts: tuple[Conflict, ...]


def compare(a: Graph, b: Graph) -> Difference:
    """Return in what B differs from A. Belief has changed when its two decimals have."""
    before = {each.id: each for each in a.statements}
    after = {each.id: each for each in b.statements}
    order = list(ChangeKind)
    changes = sorted(_changes(before, after), key=lambda each: (order.index(each.kind), each.newest.id))
    clashes_a, clashes_b = (
        {(each.kind, frozenset(each.statements)): each for each in graph.conflicts} for graph in (a, b)
    )
    gone = (each for key, each in clashes_a.items() if key not in clashes_b)
    new = (each for key, each in clashes_b.items() if key not in clashes_a)
    return Difference(tuple(changes), tuple(gone), tuple(new))


def _changes(before: Mapping[IRI, Statement], after: Mapping[IRI, Statement]) -> Iterator[Change]:
    gone = {id: each for id, each in before.items() if id not in after}
    new = {id: each for id, each in after.items() if id not in before}
    for old, now in _moved(gone, new):
        del gone[old.id], new[now.id]
        yield Change(ChangeKind.MODALITY, old, now)
    yield from (Change(ChangeKind.GONE, each, None) for each in gone.values())
    yield from (Change(ChangeKind.NEW, None, each) for each in new.values())
    for id in before.keys() & after.keys():
        old, now = before[id], after[id]
        if stance_of(old) is not stance_of(now):
            yield Change(ChangeKind.POLARITY, old, now)
        elif f"{old.belief / 1000:.2f}" != f"{now.belief / 1000:.2f}":
            yield Change(ChangeKind.BELIEF, old, now)


def _moved(gone: Mapping[IRI, Statement], new: Mapping[IRI, Statement]) -> list[tuple[Statement, Statement]]:
    """Return the pairs that say the same in another modality, where there is one such statement on each side."""
    olds, news = (_by_words(each.values()) for each in (gone, new))
    pairs = ((olds[words], news[words]) for words in olds.keys() & news.keys())
    return [(old[0], now[0]) for old, now in pairs if len(old) == len(now) == 1]


def _by_words(statements: Iterable[Statement]) -> dict[tuple[str, str, str], list[Statement]]:
    found: dict[tuple[str, str, str], list[Statement]] = {}
    for each in statements:
        found.setdefault((each.subject, each.relation, each.object), []).append(each)
    return found


def stance_of(statement: Statement) -> Stance:
    """Return on which sides a statement has claims."""
    if not statement.refuting:
        return Stance.AFFIRMED
    return Stance.DISPUTED if statement.supporting else Stance.DENIED


def part_of(
    graph: Graph,
    keep: Callable[[Document], bool],
    relations: Mapping[str, Relation],
    reliability: Reliability | None = None,
) -> Graph:
    """Return the graph as some of its documents alone tell it: their claims, the belief and the conflicts that follow."""
    documents = {each.id: each for each in graph.documents if keep(each)}

    def kept(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        return tuple(claim for claim in claims if claim.evidence.document in documents)

    cut = (replace(s, supporting=kept(s.supporting), refuting=kept(s.refuting)) for s in graph.statements)
    statements = tuple(
        replace(each, belief=score_belief(each, documents, reliability))
        for each in cut
        if each.supporting or each.refuting
    )
    return replace(
        graph,
        documents=tuple(documents.values()),
        statements=statements,
        conflicts=find_conflicts(statements, documents, graph.entities, relations),
    )
