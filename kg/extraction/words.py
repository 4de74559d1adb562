"""A token in its tree: the questions that every reading step asks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from ..resources import table, word_list
from ..types import Extent

__all__ = ["FINITE", "Word", "extent_of", "is_reciprocal", "may_act", "people_nouns"]

FINITE = frozenset({"VBD", "VBN", "VBZ", "VBP"})  # tags of verbs that may head a clause


class Word:
    """A token in its tree. ``base`` is the relation without its subtype, ``label`` the name recogniser's."""

    __slots__ = (
        "base", "children", "dep", "end", "head", "i", "label", "lemma", "lower", "name", "pos", "start",
        "tag", "text",
    )  # fmt: skip

    def __init__(self, i: int, text: str, lemma: str, pos: str, tag: str, start: int) -> None:
        self.i = i
        self.text = text
        self.lower = text.lower()
        self.lemma = lemma.lower()
        self.pos = pos
        self.tag = tag
        self.start = start
        self.end = start + len(text)
        self.label = ""
        self.name: tuple[int, int] | None = None  # first and last word (exclusive) of the name it is part of
        self.dep = self.base = "root"
        self.head: Word = self
        self.children: list[Word] = []

    def __repr__(self) -> str:
        return f"{self.text}/{self.pos}/{self.dep}"

    def relabel(self, dep: str) -> None:
        """Change the relation to the head."""
        self.dep = dep
        self.base = dep.partition(":")[0]

    def attach(self, head: Word, dep: str) -> None:
        """Move the word with all below it to another head; nothing can hang on what hangs on it."""
        if head is not self and self in head.ancestors():
            return
        if self.head is not self:
            self.head.children.remove(self)
        self.head = head
        self.relabel(dep)
        if head is not self:
            head.children.append(self)
            head.children.sort(key=lambda word: word.i)

    def kids(self, *relations: str) -> list[Word]:
        """Return the dependents in any of some relations, subtypes included, in order."""
        return [child for child in self.children if child.base in relations or child.dep in relations]

    def kid(self, *relations: str) -> Word | None:
        """Return the first dependent in any of some relations, or None."""
        for child in self.children:
            if child.base in relations or child.dep in relations:
                return child
        return None

    def subtree(self, drop: Iterable[str] = ()) -> list[Word]:
        """Return the word and all below it in order, without branches in the dropped relations."""
        drop = frozenset(drop)
        found, stack = [], [self]
        while stack:
            word = stack.pop()
            found.append(word)
            stack.extend(c for c in word.children if c.base not in drop and c.dep not in drop)
        found.sort(key=lambda word: word.i)
        return found

    def ancestors(self) -> Iterator[Word]:
        """Yield the head, its head and so on, up to the root."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    @property
    def passive(self) -> bool:
        """Whether the clause of this verb is passive."""
        return any(c.dep in ("aux:pass", "nsubj:pass", "csubj:pass") for c in self.children)

    @property
    def inverted(self) -> bool:
        """Whether the clause is a condition by its word order: *had the pilot turned*, *should Moscow attack*."""
        subject = self.kid("nsubj")
        return subject is not None and any(
            c.lower in ("had", "should", "were") and c.i < subject.i for c in self.kids("aux", "cop")
        )

    @property
    def copular(self) -> bool:
        """Whether the word is a predicate through a copula."""
        return "cop" in [child.base for child in self.children]  # asked so often that a generator would show


def extent_of(words: Iterable[Word]) -> Extent:
    """Return the smallest extent that covers some words."""
    words = list(words)
    return Extent(min(word.start for word in words), max(word.end for word in words))


@cache
def people_nouns() -> frozenset[str]:
    """Return the nouns that a person may be called by: *minister*."""
    return frozenset(lemma for lemma, label in table("nominal_heads") if label == "PERSON")


def may_act(word: Word) -> bool:
    """Tell whether a noun or name is somebody's, who may do what a noun behind it names: *rebel attempts to attack*."""
    if word.label in ("GPE", "ORG", "PERSON") or word.lemma in people_nouns():
        return True
    return word.lemma in word_list("state_agents") or word.lemma in word_list("body_agents")


def is_reciprocal(word: Word) -> bool:
    """Tell whether a phrase is *each other* or *one another*, whichever word the parser makes its head."""
    pair = sorted([word, *word.kids("det", "amod", "flat", "fixed", "nmod")], key=lambda w: w.i)
    return " ".join(w.lower for w in pair) in word_list("reciprocals")
