"""In what two graphs differ: as text for a terminal, JSON, and CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from ..assembly.differences import Change, ChangeKind, Difference, stance_of
from ..ids import local_name
from ..types import Claim, Conflict, Graph, Statement
from ..wording import count
from .listing import Known, claim_row, json_text, statement_row
from .passages import holders_of, marked
from .reports import guarded
from .rows import Row

__all__ = ["FORMATS", "Compared"]

_COLUMNS = (
    *("change", "statement", "subject", "relation", "object", "modality_a", "modality_b", "polarity_a"),
    *("polarity_b", "belief_a", "belief_b", "holders", "sentence", "source", "published"),
)


class Compared(NamedTuple):
    """Two graphs, what they are called, and in what they differ."""

    a: Graph
    b: Graph
    names: tuple[str, str]
    difference: Difference

    def known(self) -> Known:
        """Return what the ids in the changes refer to: in B, or in A where B has it not."""
        a, b = Known.of(self.a), Known.of(self.b)
        return Known({**a.names, **b.names}, {**a.statements, **b.statements}, {**a.documents, **b.documents})


def difference_text(compared: Compared) -> str:
    """Return the changes by kind, each with its first sentence, and how many there are."""
    known, (changes, gone, new) = compared.known(), compared.difference
    blocks = [
        f"{mark}: {name}, {count(len(graph.documents), 'document')}, {count(len(graph), 'statement')}"
        for mark, name, graph in zip("AB", compared.names, compared[:2], strict=True)
    ]
    for kind, group in groupby(changes, key=lambda change: change.kind):
        own = list(group)
        title = kind.value if kind in (ChangeKind.GONE, ChangeKind.NEW) else f"other {kind.value}"
        blocks += ["", f"{title}: {count(len(own), 'statement')}"]
        blocks += [line for change in own for line in _lines(change, known)]
    for title, clashes in (("conflicts only in A", gone), ("conflicts only in B", new)):
        if clashes:
            blocks += ["", f"{title}: {len(clashes)}", *(f"  {each.kind}: {each.reason}" for each in clashes)]
    total = count(len(changes), "statement")
    return "\n".join([*blocks, "", f"{total} and {count(len(gone) + len(new), 'conflict')} differ"])


def _lines(change: Change, known: Known) -> Iterator[str]:
    statement = change.newest
    subject, target = (known.names.get(each, each) for each in (statement.subject, statement.object))
    yield f"  {subject} - {statement.relation} - {target}   [{_told(change)}]  {local_name(statement.id)}"
    claim = _telling(change)
    said = f"{holders_of(claim)}: " if claim.holders else ""
    yield f"      {'-' if claim in statement.refuting else '+'} {said}{marked(claim.evidence)}"


def _told(change: Change) -> str:
    sides = [_figures(each) for each in (change.before, change.after) if each is not None]
    modality, stance, belief = (" -> ".join(dict.fromkeys(values)) for values in zip(*sides, strict=True))
    return f"{modality}, {stance}, belief {belief}"


def _figures(statement: Statement) -> tuple[str, str, str]:
    return (statement.modality.value, stance_of(statement).value, f"{statement.belief / 1000:.2f}")


def _telling(change: Change) -> Claim:
    """Return the first claim that only one side has, the first of all where both have the same."""
    old, new = ((*each.supporting, *each.refuting) if each else () for each in (change.before, change.after))
    own = [claim for claim in new or old if claim not in old] if old and new else []
    return (*own, *(new or old))[0]


def difference_json(compared: Compared) -> str:
    """Return the changes with both statements and all their claims, and the conflicts."""
    known, (changes, gone, new) = compared.known(), compared.difference
    rows: Row = {
        "a": compared.names[0],
        "b": compared.names[1],
        "changes": [
            {
                "change": change.kind.value,
                "a": _statement_row(change.before, known),
                "b": _statement_row(change.after, known),
            }
            for change in changes
        ],
        "conflicts_only_in_a": [_conflict_row(each) for each in gone],
        "conflicts_only_in_b": [_conflict_row(each) for each in new],
    }
    return json_text(rows)


def _statement_row(statement: Statement | None, known: Known) -> Row | None:
    if statement is None:
        return None
    sides = {"supporting": statement.supporting, "refuting": statement.refuting}
    claims = {name: [claim_row(each, known.document(each)) for each in side] for name, side in sides.items()}
    return {**statement_row(statement, known), "polarity": stance_of(statement).value, **claims}


def _conflict_row(clash: Conflict) -> Row:
    return {
        "id": clash.id,
        "kind": clash.kind.value,
        "reason": clash.reason,
        "statements": list(clash.statements),
        "holders": list(clash.holders),
    }


def difference_csv(compared: Compared) -> str:
    """Return a row a changed statement, then one a conflict; no text can be run as a formula."""
    known, (changes, gone, new) = compared.known(), compared.difference
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    rows = [_csv_row(change, known) for change in changes]
    for title, clashes in (("conflict only in A", gone), ("conflict only in B", new)):
        rows += [
            {"change": title, "statement": " ".join(each.statements), "relation": each.kind.value,
             "holders": "; ".join(each.holders), "sentence": each.reason}
            for each in clashes
        ]  # fmt: skip
    writer.writerows({name: guarded(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _csv_row(change: Change, known: Known) -> dict[str, str]:
    statement, claim = change.newest, _telling(change)
    document = known.document(claim)
    row = {
        "change": change.kind.value,
        "statement": statement.id,
        "subject": known.names.get(statement.subject, statement.subject),
        "relation": statement.relation,
        "object": known.names.get(statement.object, statement.object),
        "holders": "; ".join(holder.name for holder in claim.holders),
        "sentence": " ".join(claim.evidence.sentence.split()),
        "source": document.publisher or document.source,
        "published": document.published.isoformat() if document.published else "",
    }
    for side, each in (("a", change.before), ("b", change.after)):
        if each is not None:
            row[f"modality_{side}"] = each.modality.value
            row[f"polarity_{side}"] = stance_of(each).value
            row[f"belief_{side}"] = f"{each.belief / 1000:.2f}"
    return row


FORMATS: Mapping[str, Callable[[Compared], str]] = {
    "text": difference_text,
    "json": difference_json,
    "csv": difference_csv,
}
