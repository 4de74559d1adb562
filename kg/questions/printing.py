"""Answers for people and programs: text with the sentences, and JSON."""

from __future__ import annotations

from collections.abc import Iterator

from ..export.listing import json_text
from ..export.passages import printable
from ..export.rows import Row
from ..export.text import days
from ..types import Interval, Modality, Polarity
from ..wording import count
from .answers import Answers, Passage
from .values import Ask, End, Pattern

__all__ = ["answers_json", "answers_text"]

_SHOWN = 3  # passages of one answer in the text; JSON has all


def answers_text(answers: Answers) -> str:
    """Return what was read, the answers with their sentences, and the query."""
    return "\n".join(_lines(answers))


def _lines(answers: Answers) -> Iterator[str]:
    yield f"read as: {_told(answers.pattern)}"
    yield from (f"note: {note}" for note in answers.notes)
    for given in answers.given:
        yield ""
        yield printable(given.answer)
        for passage in given.passages[:_SHOWN]:
            yield f"  {_line(passage, answers.pattern)}"
        if len(given.passages) > _SHOWN:
            yield f"    and {len(given.passages) - _SHOWN} more"
    yield ""
    yield _sum(answers)
    yield ""
    yield answers.sparql


def _line(passage: Passage, pattern: Pattern) -> str:
    mark = "+" if passage.side == "for" else "-"
    said = f"{passage.holder}: " if passage.holder else ""
    told = (
        [f"{passage.relation}{'' if passage.modality == 'asserted' else ' (' + passage.modality + ')'}"]
        if len(pattern.relations) != 1 or passage.relation not in pattern.relations
        else []
    )
    cited = ", ".join(filter(None, [*told, passage.source, str(passage.published or "")]))
    return printable(f"{mark} {said}{passage.sentence} ({cited})")


def _told(pattern: Pattern) -> str:
    """Return a pattern on one line: *? - threatens - Turkey, from 2019-01-01*."""

    def name(end: End | None) -> str:
        return end.name if end else "?"

    told = " or ".join(pattern.relations) or "anything"
    if pattern.ask is Ask.SAID:
        parts = [
            f"what {name(pattern.subject)} says" + (f" about {pattern.object.name}" if pattern.object else "")
        ]
    elif pattern.ask is Ask.ABOUT:
        parts = [
            f"what is said of {name(pattern.subject)}"
            + (f" and {pattern.object.name}" if pattern.object else "")
        ]
    else:
        asked = {
            Ask.TRUTH: "whether ",
            Ask.WHEN: "when ",
            Ask.WHERE: "where ",
            Ask.COUNT: "how often ",
            Ask.HOLDER: "who says that ",
            Ask.DENIER: "who denies that ",
        }
        gone = "not: " if pattern.polarity is Polarity.NEGATIVE else ""
        parts = [
            f"{asked.get(pattern.ask, '')}{gone}{name(pattern.subject)} - {told} - {name(pattern.object)}"
        ]
        if pattern.role:
            parts.append(f"{pattern.role} ?")
        parts += [f"{role} {end.name}" for role, end in pattern.roles]
        if pattern.modality is not Modality.ASSERTED:
            parts.append(str(pattern.modality))
    if pattern.kind:
        parts.append(f"a {pattern.kind}")
    if pattern.begin or pattern.end:
        parts.append(days(Interval(pattern.begin, pattern.end, "")))
    return ", ".join(parts)


def _sum(answers: Answers) -> str:
    passages = sum(len(given.passages) for given in answers.given)
    match answers.pattern.ask:
        case Ask.TRUTH if answers.given:
            sides = {given.answer: len(given.passages) for given in answers.given}
            return f"{count(sides.get('yes', 0), 'passage')} for yes, {sides.get('no', 0)} for no"
        case Ask.COUNT:
            return f"told of {count(len(answers.given), 'time')}, in {count(passages, 'passage')}"
        case _ if not answers.given:
            return "nothing in this graph answers that"
        case _:
            return f"{count(len(answers.given), 'answer')}, {count(passages, 'passage')}"


def answers_json(answers: Answers) -> str:
    """Return the same as JSON, with every passage."""
    pattern = answers.pattern
    ends = {"subject": pattern.subject, "object": pattern.object}
    return json_text(
        {
            "question": answers.question,
            "read_as": _told(pattern),
            "pattern": {
                "ask": pattern.ask.value,
                **{name: {"name": end.name, "id": end.id} if end else None for name, end in ends.items()},
                "relations": list(pattern.relations),
                "roles": {role: end.name for role, end in pattern.roles},
                "role": pattern.role or None,
                "kind": pattern.kind or None,
                "polarity": pattern.polarity.value,
                "modality": pattern.modality.value,
                "begin": pattern.begin.isoformat() if pattern.begin else None,
                "end": pattern.end.isoformat() if pattern.end else None,
            },
            "notes": list(answers.notes),
            "sparql": answers.sparql,
            "answers": [
                {"answer": given.answer, "id": given.id, "passages": [_row(each) for each in given.passages]}
                for given in answers.given
            ],
        }
    )


def _row(passage: Passage) -> Row:
    days_of = {name: getattr(passage, name) for name in ("begin", "end", "published")}
    return {**passage._asdict(), **{name: day.isoformat() if day else None for name, day in days_of.items()}}
