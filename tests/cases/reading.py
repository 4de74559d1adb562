"""Sentences by kind of fault, with what kg must claim of each and what it must not.

Every ``KIND.tsv`` has three columns: text, must, must_not. A cell holds patterns separated by `` ;; ``; the fields of a
pattern are separated by `` | ``: subject, relation, object, polarity, modality, holder. Each field may use ``*``; ``-`` is a
holder that is not there (the document itself); what is left out at the end may be anything. Named fields may follow:
``place=Oslo`` is a role that is filled so, ``place=-`` one that is not filled; ``subject.country=FRA`` and
``object.country=-`` look at the country. A text that begins with ``~`` is still read wrong: its test fails on the day that it
is read right, so that the mark goes.

``python -m tests.cases.reading [KIND...]`` prints the share that is read right by kind, and what is wrong.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language

from kg.nlp import load_model
from kg.ontology import Ontology, load_ontology
from kg.pipeline import extract_documents
from kg.types import IRI, Claim, Document, Run

FOLDER = Path(__file__).parent
ABSENT = "-"
_FIELDS = 6


class Case(NamedTuple):
    """A sentence of one kind; ``known`` says that it is known to be read wrong."""

    kind: str
    text: str
    must: tuple[str, ...]
    must_not: tuple[str, ...]
    known: bool


def kinds() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.tsv"))


def cases(kind: str) -> list[Case]:
    """Return the cases of a kind in the order of its file."""
    with (FOLDER / f"{kind}.tsv").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Case(
            kind,
            row["text"].removeprefix("~"),
            _patterns(row["must"]),
            _patterns(row["must_not"]),
            row["text"].startswith("~"),
        )
        for row in rows
    ]


def read(texts: Sequence[str], nlp: Language, ontology: Ontology) -> Iterator[tuple[Claim, ...]]:
    """Yield the claims of each text, read as a document of its own."""
    documents = [
        Document(
            id=IRI(f"urn:kg:document:{number}"),
            text=text,
            raw=text,
            runs=(Run(0, len(text), 0, len(text)),),
            source=f"{number}.txt",
        )
        for number, text in enumerate(texts)
    ]
    for _, claims in extract_documents(documents, nlp, ontology):
        yield claims


def faults(case: Case, claims: Sequence[Claim]) -> list[str]:
    """Return the patterns that should fit a claim and fit none, and those that fit one and should not."""
    missing = [f"missing: {p}" for p in case.must if not any(fits(p, c) for c in claims)]
    return missing + [f"wrong: {p}" for p in case.must_not if any(fits(p, c) for c in claims)]


def fits(pattern: str, claim: Claim) -> bool:
    """Tell whether a claim is as a pattern says."""
    fields = [field.strip() for field in pattern.split(" | ")]
    plain = [field for field in fields if "=" not in field]
    named = [field.partition("=") for field in fields if "=" in field]
    if len(plain) > _FIELDS:
        raise ValueError(f"{pattern}: more than {_FIELDS} fields")
    said = (
        claim.subject.name,
        claim.relation,
        claim.object.name,
        str(claim.polarity),
        str(claim.modality),
        claim.holders[0].name if claim.holders else None,
    )
    return all(map(_is_like, plain, said)) and all(_has(claim, name, value) for name, _, value in named)


def _patterns(cell: str | None) -> tuple[str, ...]:
    return tuple(pattern.strip() for pattern in (cell or "").split(" ;; ") if pattern.strip())


def _is_like(field: str, value: str | None) -> bool:
    if field == "*":
        return True
    return field == ABSENT if value is None else fnmatchcase(value, field)


def _has(claim: Claim, name: str, value: str) -> bool:
    countries = {"subject.country": claim.subject.country, "object.country": claim.object.country}
    if name in countries:
        return _is_like(value, countries[name])
    filled = [role.filler.name for role in claim.roles if role.name == name]
    return not filled if value == ABSENT else any(_is_like(value, each) for each in filled)


def _report(chosen: Sequence[str]) -> None:
    nlp, ontology = load_model(), load_ontology()
    for kind in chosen or kinds():
        found = cases(kind)
        right = 0
        for case, claims in zip(found, read([c.text for c in found], nlp, ontology), strict=True):
            wrong = faults(case, claims)
            right += not wrong
            if wrong:
                print(f"  {case.text}", *wrong, *map(_shown, claims), sep="\n      ")
        print(f"{kind}: {right} of {len(found)} right, {right / len(found):.2f}")


def _shown(claim: Claim) -> str:
    roles = " ".join(f"{role.name}={role.filler.name}" for role in claim.roles)
    holder = claim.holders[0].name if claim.holders else ABSENT
    ends = (f"{claim.subject.name} [{claim.subject.country or ABSENT}]", claim.relation, claim.object.name)
    return f"is: {' | '.join((*ends, str(claim.polarity), str(claim.modality), holder))} {roles}".rstrip()


if __name__ == "__main__":
    _report(sys.argv[1:])
