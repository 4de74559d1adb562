"""Clauses that say under which condition, as if or instead of what something is so."""

from __future__ import annotations

from ..types import Condition, Modality, Polarity
from .cues import Cue, Effect, find_subordinator
from .syntax import Word, extent_of

__all__ = ["find_condition", "is_condition", "subordinator_of"]

_INVERTED = Cue(Effect(Polarity.POSITIVE, Modality.CONDITIONAL), None)


def find_condition(word: Word) -> tuple[Word, Condition] | None:
    """Return the conditional clause that a proposition hangs on, with its head."""
    here = word
    for _ in range(6):
        for child in here.kids("advcl"):
            if is_condition(child) and child is not word:
                words = [w for w in child.subtree() if w.pos != "PUNCT"]
                return child, Condition(" ".join(w.text for w in words), extent_of(words))
        if here.head is here or here.base not in ("xcomp", "ccomp", "conj"):
            return None
        here = here.head
    return None


def is_condition(clause: Word) -> bool:
    """Tell whether an adverbial clause is a condition: by its conjunction, or its word order (*should Moscow attack*)."""
    cue = subordinator_of(clause) if clause.base == "advcl" else None
    return cue is not None and cue.affirmed is not None and cue.affirmed.modality is Modality.CONDITIONAL


def subordinator_of(word: Word) -> Cue | None:
    """Return what the conjunction or preposition before a clause or noun does to it: *if*, *as though*, *instead of*."""
    if word.inverted and word.base == "advcl":
        return _INVERTED
    marks = [w for w in word.kids("mark", "advmod", "case", "cc") if w.i < word.i]
    for first in range(len(marks)):
        found = find_subordinator([w for mark in marks[first:] for w in (mark, *mark.kids("fixed"))])
        if found is not None:
            return found
    return None
