"""Corrections as people write them: the tables of ``corrections.toml``, checked where they come in.

    [[reject]]  [[confirm]]     a claim (document and quote), a statement (its id) or all that a rule reads
    [[merge]]   entity, into    [[split]]   entity, perhaps document    what is one thing, and what is another
    [[retype]]  entity, type    [[relabel]] entity, label

Each has an author, a date and a reason. Deleting the table undoes it. Claims are addressed by what outlives a model:
the document, the words, and what they are read as.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from pathlib import Path

from ..errors import KGError
from ..ids import BASE, mint
from ..settings import read_toml
from ..types import IRI

__all__ = ["FILE", "Action", "Correction", "check_classes", "load_corrections", "read_corrections", "to_rows"]

FILE = "corrections.toml"  # looked for beside the documents


class Action(StrEnum):
    """What a correction does."""

    REJECT = "reject"
    CONFIRM = "confirm"
    MERGE = "merge"
    SPLIT = "split"
    RETYPE = "retype"
    RELABEL = "relabel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One table of the file. What is ``None`` is not asked for."""

    action: Action
    author: str
    day: date
    reason: str
    document: str | None = None  # id or file name
    quote: str | None = None
    start: int | None = None  # characters of the raw file, where the quote is found more than once
    end: int | None = None
    subject: str | None = None  # id or name
    relation: str | None = None
    object: str | None = None
    rule: str | None = None  # a closing * stands for any ending
    statement: str | None = None
    entity: str | None = None
    into: str | None = None
    type: str | None = None
    label: str | None = None

    @property
    def id(self) -> IRI:
        """An IRI made from all that is written."""
        return mint("correction", *(str(getattr(self, field.name)) for field in fields(self)))

    def __str__(self) -> str:
        parts = [
            f"{name} {getattr(self, name)!r}"
            for name in TARGET
            if getattr(self, name) is not None and name not in ("start", "end")
        ]
        return f"{self.action} {', '.join(parts)}"


ALWAYS = ("author", "date", "reason")
CLAIM = ("document", "quote", "start", "end", "subject", "relation", "object")
TARGET = (*CLAIM, "rule", "statement", "entity", "into", "type", "label")
NEEDED: Mapping[Action, tuple[str, ...]] = {
    Action.MERGE: ("entity", "into"),
    Action.SPLIT: ("entity",),
    Action.RETYPE: ("entity", "type"),
    Action.RELABEL: ("entity", "label"),
}
ALLOWED: Mapping[Action, tuple[str, ...]] = {
    Action.REJECT: (*CLAIM, "rule", "statement"),
    Action.CONFIRM: (*CLAIM, "rule", "statement"),
    Action.SPLIT: ("entity", "document"),
}


def load_corrections(path: Path) -> tuple[Correction, ...]:
    """Read a file of corrections, or raise KGError with the table and the remedy."""
    return tuple(_read_tables(read_toml(path), str(path)))


def _read_tables(tables: Mapping[str, object], place: str) -> Iterator[Correction]:
    for action, rows in tables.items():
        if action not in set(Action) or not isinstance(rows, list):
            known = " ".join(f"[[{each}]]" for each in Action)
            raise KGError(f"{place}: there is no [[{action}]]; write one of {known}")
        yield from read_corrections(({"action": action, **row} for row in rows), place)


def read_corrections(rows: Iterable[Mapping[str, object]], place: str) -> Iterator[Correction]:
    """Yield corrections from rows as ``to_rows`` makes them; ``place`` is named in errors."""
    for number, row in enumerate(rows, 1):
        action = Action(str(row["action"]))
        where = f"{place}: [[{action}]] {number}"
        _check_keys(row, action, where)
        yield Correction(
            action=action,
            author=str(row["author"]),
            day=_day(row["date"], where),
            reason=str(row["reason"]),
            document=_text(row, "document", where),
            quote=_text(row, "quote", where),
            start=_number(row, "start", where),
            end=_number(row, "end", where),
            subject=_text(row, "subject", where),
            relation=_text(row, "relation", where),
            object=_text(row, "object", where),
            rule=_text(row, "rule", where),
            statement=_text(row, "statement", where),
            entity=_text(row, "entity", where),
            into=_text(row, "into", where),
            type=_text(row, "type", where),
            label=_text(row, "label", where),
        )


def _check_keys(row: Mapping[str, object], action: Action, where: str) -> None:
    given = {name for name, value in row.items() if value is not None and name != "action"}
    for name in (*ALWAYS, *NEEDED.get(action, ())):
        if name not in given or not str(row[name]).strip():
            raise KGError(f'{where} has no {name}; add {name} = "..."')
    allowed = (*ALLOWED.get(action, NEEDED.get(action, ())), *ALWAYS)
    for name in sorted(given - set(allowed)):
        raise KGError(f"{where} cannot have {name}; it takes {', '.join(allowed)}")
    if action in (Action.REJECT, Action.CONFIRM):
        kinds = sum(name in given for name in ("rule", "statement", "document"))
        claim = {"quote", "start"} & given
        if kinds != 1 or (claim and "document" not in given) or ("document" in given and not claim):
            raise KGError(f"{where} names no one target; give document and quote, or rule, or statement")


def _text(row: Mapping[str, object], name: str, where: str) -> str | None:
    value = row.get(name)
    if value is None or isinstance(value, str):
        return value
    raise KGError(f"{where}: {name} is {value!r}; write a string")


def _number(row: Mapping[str, object], name: str, where: str) -> int | None:
    value = row.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise KGError(f"{where}: {name} is {value!r}; write a number")


def _day(value: object, where: str) -> date:
    try:
        return value if type(value) is date else date.fromisoformat(str(value))
    except ValueError as error:
        raise KGError(f"{where}: date is {value!r}; write YYYY-MM-DD") from error


def check_classes(corrections: Iterable[Correction], classes: Collection[str]) -> None:
    """Raise KGError where something is to be of a class that the ontology does not have."""
    for correction in corrections:
        if correction.type is not None and correction.type not in classes:
            raise KGError(
                f"{FILE}: {correction}: the ontology has no class {correction.type}; see kg.ttl for those it has"
            )


def to_rows(corrections: Sequence[Correction]) -> list[dict[str, object]]:
    """Return corrections as plain rows for JSON, without what is not given."""
    rows = []
    for correction in corrections:
        row = {
            name: value for name, value in asdict(correction).items() if value is not None and name != "day"
        }
        rows.append({**row, "action": correction.action.value, "date": correction.day.isoformat()})
    return rows


def entity_iri(name: str) -> IRI:
    """Return the IRI of an entity that is given by it or by its end.

    >>> entity_iri("person:erdogan")
    'urn:kg:entity:person:erdogan'
    """
    return IRI(name if name.startswith(BASE) else f"{BASE}entity:{name}")
