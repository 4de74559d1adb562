"""What is put into the gap of a question, so that the reader of claims meets a whole sentence."""

from __future__ import annotations

from collections.abc import Iterator

from ..ontology import Ontology
from ..resources import table
from .surface import Form

__all__ = ["class_of", "fillers_of"]


def fillers_of(form: Form, ontology: Ontology) -> list[str]:
    """Return what is put into the gap: names of several kinds, and the noun of *which companies* itself."""
    if form.number:
        return [f"fifty {form.noun}"]
    rows = table("question_fillers")
    kind = class_of(form.noun, ontology)
    if form.noun:
        fits = [
            name
            for _, known, name in rows
            if kind and (ontology.is_a(known, kind) or ontology.is_a(kind, known))
        ]
        return list(dict.fromkeys([*fits, f"the {form.noun}"]))
    return [name for which, _, name in rows if which == ("what" if form.thing else "who")]


def class_of(noun: str, ontology: Ontology) -> str:
    """Return the class that the last noun of *foreign ministers* asks for, nothing where it is any thing."""
    head = noun.split(" of ")[0].split(" in ")[0].rsplit(" ", 1)[-1].lower()
    known: dict[str, str] = dict(table("question_classes"))  # type: ignore[arg-type]  # rows of two
    forms = tuple(_singulars(head))
    return next((table[form] for table in (known, ontology.nouns) for form in forms if form in table), "")


def _singulars(noun: str) -> Iterator[str]:
    yield noun
    if noun.endswith("ies"):
        yield f"{noun[:-3]}y"
    if noun.endswith("es"):
        yield noun[:-2]
    if noun.endswith("s"):
        yield noun[:-1]
