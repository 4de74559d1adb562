"""Propositions in the words of the sentence: subject, relation, object and further arguments.

One frame per clause is written in one of two profiles, ``full`` and ``folded``. Which rules a profile has and how sure
they are stands in ``kg/data/tuple_rules.tsv``: the share of what gold has of the tuples of a rule, measured on
the development sentences of CaRB, and half of that for rules that say again what a surer one has said. A rule
without a row is not written.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from ..resources import table
from ..types import OpenTuple
from .syntax import Tree
from .tuple_folded import write_folded
from .tuple_full import write_full
from .tuple_words import relation_words, words_text

__all__ = ["Profile", "relation_words", "render_tuples", "words_text"]

Profile = Literal["full", "folded"]

_WRITERS = {"full": write_full, "folded": write_folded}


def render_tuples(tree: Tree, profile: Profile = "full") -> Mapping[int, tuple[OpenTuple, ...]]:
    """Return the open tuples of a sentence by the index of the word that states them."""
    confidences = _confidences(profile)
    write = _WRITERS[profile]
    written: dict[int, tuple[OpenTuple, ...]] = {}
    seen: set[tuple[str, str, str]] = set()
    for word in tree.words:
        kept = []
        for made in write(word):
            key = (made.subject, made.relation, made.object)
            if made.rule in confidences and key not in seen and made.subject and made.relation:
                seen.add(key)
                kept.append(made._replace(confidence=confidences[made.rule]))
        if kept:
            written[word.i] = tuple(kept)
    return written


@cache
def _confidences(profile: Profile) -> dict[str, float]:
    return {rule: float(value) for rule, of, value in table("tuple_rules") if of == profile}
