"""Score what questions are read as against what they ask for.

``python -m tests.questions.score [FILE...]`` prints the share that is read right, and what is wrong. The columns of a file: the question; ``ask`` as in
``kg.questions.Ask``, or ``unread`` where kg must say that it cannot read it; subject, relations and object with ``|`` between what is accepted, ``?`` for
the end that is asked for, ``-`` for one that may be anything; and what else must be read: ``begin=``, ``end=``, ``type=``, ``polarity=``, ``modality=``.
A question that begins with ``~`` is still read wrong.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import NamedTuple

from kg.errors import QueryError
from kg.evaluation.names import fold_name, is_same_name
from kg.pipeline.reading import Reader, open_reader
from kg.questions import End, Pattern, read_question

FOLDER = Path(__file__).parent
UNREAD = "unread"


class Case(NamedTuple):
    """A question and what it asks for."""

    question: str
    ask: str
    subject: str
    relations: str
    object: str
    more: dict[str, str]
    known: bool


def cases(path: Path) -> list[Case]:
    """Return the cases of a file in their order."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Case(
            row["question"].removeprefix("~"),
            row["ask"],
            row["subject"],
            row["relations"],
            row["object"],
            dict(each.split("=", 1) for each in (row["more"] or "").split()),
            row["question"].startswith("~"),
        )
        for row in rows
    ]


def faults(case: Case, pattern: Pattern | None, reader: Reader) -> list[str]:
    """Return the parts that are read otherwise than asked; nothing where all is right."""
    if case.ask == UNREAD or pattern is None:
        return [] if case.ask == UNREAD and pattern is None else [f"read: {pattern is not None}"]
    twins = [
        each for each in pattern.also if _things(each) == _things(pattern)
    ]  # the same said by another relation
    return min((_faults(case, each, reader) for each in (pattern, *twins)), key=len)


def _things(pattern: Pattern) -> set[str]:
    ends = (pattern.subject, pattern.object, *(end for _, end in pattern.roles))
    return {fold_name(end.name) for end in ends if end}


def _faults(case: Case, pattern: Pattern, reader: Reader) -> list[str]:
    wrong = [f"ask {pattern.ask}"] if pattern.ask not in case.ask.split("|") else []
    wrong += [
        f"{name} {end and end.name}"
        for name in ("subject", "object")
        if not _fits(getattr(case, name), end := getattr(pattern, name))
    ]
    accepted = case.relations.split("|")
    if case.relations != "-" and not any(
        _is_like(name, each, reader) for name in pattern.relations for each in accepted
    ):
        wrong.append(f"relations {'|'.join(pattern.relations)}")
    read = {
        "begin": pattern.begin.isoformat() if pattern.begin else "",
        "end": pattern.end.isoformat() if pattern.end else "",
        "polarity": pattern.polarity.value,
        "modality": pattern.modality.value,
    }
    wrong += [f"{name} {read[name]}" for name in read if read[name] != case.more.get(name, read[name])]
    wrong += [f"{name} {read[name]}" for name in ("begin", "end") if read[name] and name not in case.more]
    kind = case.more.get("type")
    if kind and not (
        pattern.kind
        and (reader.ontology.is_a(pattern.kind, kind) or reader.ontology.is_a(kind, pattern.kind))
    ):
        wrong.append(f"type {pattern.kind}")
    return wrong


def _fits(wanted: str, end: End | None) -> bool:
    if end is None:
        return any(each in ("?", "-") for each in wanted.split("|"))
    return any(is_same_name(end.name, each) for each in wanted.split("|"))


def _is_like(name: str, wanted: str, reader: Reader) -> bool:
    relations = reader.ontology.relations
    return name == wanted or (name in relations and wanted in relations[name].parents)


def read(question: str, reader: Reader) -> Pattern | None:
    """Return what a question is read as, nothing where it is not."""
    try:
        return read_question(question, reader)
    except QueryError:
        return None


def _report(path: Path, reader: Reader) -> None:
    found = cases(path)
    right = 0
    for case in found:
        pattern = read(case.question, reader)
        wrong = faults(case, pattern, reader)
        right += not wrong
        if wrong:
            print(f"  {case.question}\n      {'; '.join(wrong)}")
    print(f"{path.name}: {right} of {len(found)} right, {right / len(found):.2f}")


if __name__ == "__main__":
    own = open_reader()
    for name in sys.argv[1:] or sorted(str(path) for path in FOLDER.glob("*.tsv")):
        _report(Path(name), own)
