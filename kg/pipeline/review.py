"""What a person should look at, and the answers as corrections: the questions of ``kg review``.

Three things are uncertain: who is meant by part of a name, statements that are hardly believed, and passages that the
reader is not sure to have read right. What a correction in force has settled is not asked again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ..assembly.corrections import FILE, Action, load_corrections
from ..errors import StoreError
from ..export.passages import holders_of, marked
from ..export.text import statement_line
from ..ids import fold, fragment
from ..types import IRI, Claim, Entity, Graph, Modality, Statement
from .graph import KnowledgeGraph

__all__ = ["Question", "find_questions", "review", "write_answer"]

Row = Mapping[str, str | int]

DOUBTFUL = 500  # belief in thousandths below which a statement is looked at
UNSURE = 0.5  # confidence below which a passage is
_SHOWN = 2  # sentences shown of a statement or a name


class Question(NamedTuple):
    """What to ask, and the correction that each answer makes."""

    text: str
    yes: Row
    no: Row


def review(graph: KnowledgeGraph, path: Path, *, author: str, day: date, ask: Callable[[str], str]) -> int:
    """Ask one question after the other and write each answer at once; return how many were written.

    ``ask`` gives what is answered to a prompt, nothing at the end of the input.
    """
    written = 0
    for question in find_questions(graph.graph, graph.read_claims()):
        answer = ask(f"\n{question.text}\n[y]es, [n]o, [s]kip, [q]uit: ").lower()[:1]
        if answer in ("", "q"):
            break
        if answer in ("y", "n"):
            row = question.yes if answer == "y" else question.no
            write_answer(path, row, author=author, day=day, reason=ask("Why? ") or "read in kg review")
            written += 1
    return written


def find_questions(graph: Graph, read: Iterable[Claim]) -> Iterator[Question]:
    """Yield questions about a graph, given the claims as they were read, before names were resolved."""
    settled = {target for decision in graph.decisions for target in decision.touched}
    yield from _ask_names(graph, read, settled)
    yield from _ask_statements(graph, settled)
    yield from _ask_passages(graph, settled)


def _ask_names(graph: Graph, read: Iterable[Claim], settled: set[IRI]) -> Iterator[Question]:
    known = {entity.id for entity in graph.entities}
    full: dict[str, list[Entity]] = {}
    for entity in graph.entities:
        for alias in entity.aliases:
            full.setdefault(fold(alias), []).append(entity)
    joined: dict[IRI, tuple[str, list[Claim]]] = {}
    for claim in read:
        for id, name in _named(claim):
            if id not in known and id not in settled:
                joined.setdefault(id, (name, []))[1].append(claim)
    for id, (name, claims) in sorted(joined.items()):
        longer = [each for each in full.get(fold(name), ()) if _ends_in(each.name, name)]
        if len(longer) == 1:
            sentences = "\n".join(f"  {marked(claim.evidence)}" for claim in claims[:_SHOWN])
            yield Question(
                f"Is {name!r} the same as {longer[0].name!r}?\n{sentences}",
                {"action": Action.MERGE, "entity": id, "into": longer[0].id},
                {"action": Action.SPLIT, "entity": id},
            )


def _named(claim: Claim) -> Iterator[tuple[IRI, str]]:
    for entity in (claim.subject, claim.object, *(role.filler for role in claim.roles)):
        yield entity.id, entity.name
    for holder in claim.holders:
        if holder.entity is not None:
            yield holder.entity, holder.name


def _ends_in(full: str, part: str) -> bool:
    return fold(full).split()[-len(fold(part).split()) :] == fold(part).split()


def _ask_statements(graph: Graph, settled: set[IRI]) -> Iterator[Question]:
    names = {entity.id: entity.name for entity in graph.entities}
    doubtful = [each for each in graph.statements if _is_doubtful(each) and each.id not in settled]
    for statement in sorted(doubtful, key=lambda each: (each.belief, each.id)):
        yield Question(
            f"Do the reports say this?\n{statement_line(statement, names)}\n{_sentences(statement)}",
            {"action": Action.CONFIRM, "statement": statement.id},
            {"action": Action.REJECT, "statement": statement.id},
        )


def _sentences(statement: Statement) -> str:
    sides = (("+", statement.supporting), ("-", statement.refuting))
    return "\n".join(f"  {mark} {_said(claim)}" for mark, claims in sides for claim in claims[:_SHOWN])


def _ask_passages(graph: Graph, settled: set[IRI]) -> Iterator[Question]:
    names = {entity.id: entity.name for entity in graph.entities}
    unsure = {
        claim: statement
        for statement in graph.statements
        if statement.id not in settled and not _is_doubtful(statement)
        for claim in (*statement.supporting, *statement.refuting)
        if claim.evidence.confidence < UNSURE
    }
    for claim in sorted(
        unsure, key=lambda each: (each.evidence.confidence, each.evidence.document, repr(each))
    ):
        if fragment(claim.evidence.document, claim.evidence.extent) not in settled:
            where = _address(claim)
            yield Question(
                f"Does the passage say this?\n{statement_line(unsure[claim], names)}\n  {_said(claim)}",
                {"action": Action.CONFIRM, **where},
                {"action": Action.REJECT, **where},
            )


def _is_doubtful(statement: Statement) -> bool:
    return (
        statement.modality is Modality.ASSERTED and bool(statement.supporting) and statement.belief < DOUBTFUL
    )


def _said(claim: Claim) -> str:
    return f"{holders_of(claim)}: {marked(claim.evidence)}" if claim.holders else marked(claim.evidence)


def _address(claim: Claim) -> dict[str, str | int]:
    evidence = claim.evidence
    return {
        "document": evidence.document,
        "quote": evidence.quote,
        "start": evidence.extent.start,
        "end": evidence.extent.end,
        "subject": claim.subject.id,
        "relation": claim.relation,
        "object": claim.object.id,
    }


def write_answer(path: Path, row: Row, *, author: str, day: date, reason: str) -> None:
    """Add a correction at the end of a file; what stands there stays as it is, comments included."""
    if path.exists():
        load_corrections(path)  # nothing is added to what cannot be read
    signed = {**row, "author": author, "reason": reason}
    lines = [f"{name} = {_toml(value)}" for name, value in signed.items() if name != "action"]
    block = "\n".join((f"[[{row['action']}]]", *lines, f"date = {day.isoformat()}", ""))
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
        with path.open("a", encoding="utf-8") as file:
            file.write(gap + block)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror}); choose another {FILE}") from error


def _toml(value: str | int) -> str:
    """Return a value as TOML: its basic strings are those of JSON, but for the character of deletion."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
