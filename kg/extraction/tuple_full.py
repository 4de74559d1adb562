"""The full profile: n-ary tuples in the style of CaRB's annotators, with what a phrase implies.

The preposition of the first argument belongs to the relation, times and places come last. What stands between
commas, before a name or before *'s* is said with *is* and *has*, which are the only words that are
not in the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..resources import word_list
from ..types import OpenTuple
from .clauses import is_clause
from .tuple_frames import Frame, Rank, Slot, read_frame, spread
from .tuple_words import case_words, clause_words, is_close, noun_words, words_text
from .words import Word, extent_of

__all__ = ["fillers", "make", "subject_words", "write_full"]

_MOST = 1024  # tuples of one clause whose subjects and objects are both coordinated
_TIMES = frozenset(["DATE", "TIME"])
_PLACES = frozenset(["GPE", "LOC"])
_SOMEWHERE = frozenset(["GPE", "LOC", "FAC", "ORG"])


def write_full(word: Word) -> Iterator[OpenTuple]:
    """Yield the tuples that a word states as the head of a clause or a noun phrase."""
    if is_clause(word):
        frame = read_frame(word)
        if frame is not None and frame.subjects:
            yield from _write_clause(frame)
            yield from _write_further(frame)
    if word.pos in ("NOUN", "PROPN"):
        yield from _write_implied(word)


def make(
    subject: Sequence[Word], relation: str, object: str, rest: tuple[str, ...], rule: str, at: Word
) -> OpenTuple:
    """Return a tuple without its confidence, which the rule decides."""
    return OpenTuple(words_text(subject), relation, object, rest, rule, 0.0, extent_of([at, *subject]))


# --- clauses ----------------------------------------------------------------------------------


def _write_clause(frame: Frame) -> Iterator[OpenTuple]:
    relation = words_text(frame.relation)
    if frame.head.base == "acl" and frame.head.tag in ("VBN", "VBG") and frame.head.kid("aux") is None:
        relation = f"is {relation}"
    if not frame.slots:
        yield from _write_bare(frame, relation)
        return
    first, *others = frame.slots
    if first.preposition:
        relation += f" {words_text(first.preposition)}"
    rest = tuple(text for text in map(_slot_text, others) if text)
    objects = [words_text(filler) for filler in fillers(first)]
    for subject in subject_words(frame, len(objects)):
        for filler in objects:
            yield make(subject, relation, filler, rest, frame.rule, frame.head)


def _write_bare(frame: Frame, relation: str) -> Iterator[OpenTuple]:
    """Write a clause without arguments; the auxiliary stands for the relation where there is one."""
    last = max((n for n, word in enumerate(frame.relation) if word.base == "aux"), default=-1)
    split = last >= 0 and frame.relation[-1] is frame.head
    for subject in subject_words(frame, 1):
        if split:
            said, rest = frame.relation[: last + 1], frame.relation[last + 1 :]
            yield make(subject, words_text(said), words_text(rest), (), f"{frame.rule}-split", frame.head)
        else:
            yield make(subject, relation, "", (), f"{frame.rule}-bare", frame.head)


def _write_further(frame: Frame) -> Iterator[OpenTuple]:
    """Write the second and further prepositional phrases of a clause without object as first arguments."""
    if not frame.slots or frame.slots[0].clausal or any(slot.rank == Rank.OBJECT for slot in frame.slots):
        return
    further = [slot for slot in frame.slots if slot.rank == Rank.OBLIQUE][1:]
    for slot in further:
        relation = words_text([*frame.relation, *slot.preposition])
        for subject in subject_words(frame, len(slot.heads)):
            for filler in fillers(slot):
                yield make(subject, relation, words_text(filler), (), "further", frame.head)


def subject_words(frame: Frame, objects: int) -> list[list[Word]]:
    """Return the words of each subject, or of all together where one by one would be wrong or too many."""
    first = frame.subjects[0]
    if len(frame.subjects) > 1 and (objects > 1 or _acts_as_one(frame)):
        together = noun_words(first, whole=True, without=frame.head)
        if together:
            return [together]
    most = frame.subjects if objects <= 1 else frame.subjects[: max(_MOST // objects, 1)]
    found = [noun_words(subject, without=frame.head) for subject in most]
    return [words for words in found if words]


def _acts_as_one(frame: Frame) -> bool:
    """Tell whether coordinated subjects are one thing: their verb is singular, or nothing joins them."""
    joints = {joint.lower for subject in frame.subjects for joint in subject.kids("cc")}
    if not joints:
        return True
    singular = any(word.tag == "VBZ" or word.lower == "was" for word in frame.relation)
    return singular and not joints & {"or", "nor"}


def fillers(slot: Slot) -> list[list[Word]]:
    """Return the words of each filler of a slot."""
    if slot.clausal:
        found = [clause_words(slot.heads[0], without=slot.preposition)]
    else:
        found = [noun_words(head) for head in slot.heads]
    return [words for words in found if words]


def _slot_text(slot: Slot) -> str:
    if slot.clausal:
        words = clause_words(slot.heads[0], without=slot.preposition)
    else:
        words = noun_words(slot.heads[0], whole=True)
    return words_text([*slot.preposition, *words]) if words else ""


# --- what phrases imply -----------------------------------------------------------------------


def _write_implied(word: Word) -> Iterator[OpenTuple]:
    for child in word.children:
        if child.base == "appos" and child.pos in ("NOUN", "PROPN", "NUM") and not is_close(child):
            yield from _write_apposition(word, child)
        elif child.dep == "nmod:poss" and child.pos in ("NOUN", "PROPN"):
            for holder in spread(child):
                owner, thing = noun_words(holder), noun_words(word, without=child)
                if owner and thing:
                    yield make(owner, "has", words_text(thing), (), "possessive", word)
        elif child.dep == "nmod:desc" and child.pos in ("NOUN", "PROPN"):
            yield from _write_title(word, child)
        elif child.base == "nmod" and child.i > word.i:
            yield from _write_modifier(word, child)


def _write_apposition(word: Word, value: Word) -> Iterator[OpenTuple]:
    if (value.label in _TIMES) != (word.label in _TIMES):
        return
    named = value.pos == "PROPN" and word.pos == "NOUN"
    subject, object = (value, word) if named else (word, value)
    words, said = noun_words(subject), noun_words(object)
    if not words or not said:
        return
    if value.label in _PLACES and word.label in _SOMEWHERE:
        yield make(words, "is in", words_text(said), (), "place", value)  # "Pleasant Grove, Utah"
    else:
        yield make(words, "is", words_text(said), (), "apposition", value)


def _write_modifier(word: Word, value: Word) -> Iterator[OpenTuple]:
    case = case_words(value)
    if not case:
        return
    if case[0].lower in word_list("example_marks"):
        for example in spread(value):
            subject, said = noun_words(word, without=value), noun_words(example)
            if subject and said:
                yield make(subject, words_text(case), words_text(said), (), "example", value)
    elif value.label in _PLACES and word.label in _SOMEWHERE and [mark.lower for mark in case] == ["in"]:
        subject, said = noun_words(word, without=value), noun_words(value)
        if subject and said:
            yield make(subject, "is in", words_text(said), (), "place", value)


def _write_title(name: Word, title: Word) -> Iterator[OpenTuple]:
    if title.lower in word_list("title_words") or title.lower.endswith("."):
        return
    words, said = noun_words(name, without=title), title.subtree()
    if words and name.pos == "PROPN" and len(said) < len(words) + 8:
        yield make(words, "is", words_text(said), (), "title", title)
