"""Propositions in the words of the sentence: subject, relation, object and further arguments.

One frame per clause is written in one of two profiles. ``full`` is n-ary, as CaRB's annotators write: the preposition
of the first argument belongs to the relation, times and places come last, and what a possessive, an apposition or
a title implies is said with *has* and *is*. ``folded`` is binary, for graphs. Which rule is written in
which profile, and how sure it is, stands in ``kg/data/tuple_rules.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from ..resources import table
from ..types import OpenTuple
from .clauses import is_clause
from .syntax import Tree, Word, extent_of
from .tuple_frames import CLAUSE, LATE, OBJECT, OBLIQUE, Frame, Slot, read_frame, spread
from .tuple_words import is_close, case_words, clause_words, noun_words, relation_words, words_text

__all__ = ["Profile", "relation_words", "render_tuples", "words_text"]

Profile = Literal["full", "folded"]
_MOST = 60  # tuples of one clause; past that coordinations are written whole


def render_tuples(tree: Tree, profile: Profile = "full") -> Mapping[int, tuple[OpenTuple, ...]]:
    """Return the open tuples of a sentence by the index of the word that states them."""
    confidences = _confidences(profile)
    written: dict[int, tuple[OpenTuple, ...]] = {}
    seen: set[tuple[str, str, str, tuple[str, ...]]] = set()
    for word in tree.words:
        kept = []
        for made in _of_word(word):
            key = (made.subject, made.relation, made.object, made.arguments)
            confidence = confidences.get(made.rule, 0.0)
            if confidence and key not in seen:
                seen.add(key)
                kept.append(made._replace(confidence=confidence))
        if kept:
            written[word.i] = tuple(kept)
    return written


@cache
def _confidences(profile: Profile) -> dict[str, float]:
    return {rule: float(value) for rule, of, value in table("tuple_rules") if of == profile}


def _of_word(word: Word) -> Iterator[OpenTuple]:
    if is_clause(word):
        frame = read_frame(word)
        if frame is not None and frame.subjects:
            yield from _write_full(frame)
            yield from _folds(frame)
        there = word.kid("expl")
        if there is not None and there.lower == "there":
            subject = word if word.copular else word.kid("nsubj")
            if subject is not None:
                for w in spread(subject):
                    yield _tuple([there], words_text(relation_words(word)), words_text(noun_words(w)), (), "there", word)
    if word.pos in ("NOUN", "PROPN"):
        yield from _implied(word)


def _tuple(
    subject: Sequence[Word], relation: str, object: str, rest: tuple[str, ...], rule: str, at: Word
) -> OpenTuple:
    return OpenTuple(words_text(subject), relation, object, rest, rule, 0.0, extent_of([at, *subject]))


def _write_full(frame: Frame) -> Iterator[OpenTuple]:
    relation = list(frame.relation)
    subjects = _subjects(frame)
    if not frame.slots:
        aux = [w for w in relation if w.base == "aux"]
        if aux and relation[-1] is frame.head:
            cutat = max(i for i,w in enumerate(relation) if w.base=="aux")+1
            for subject in subjects:
                yield _tuple(subject, words_text(relation[:cutat]), words_text(relation[cutat:]), (), frame.rule + "-split", frame.head)
            return
        for subject in subjects:
            yield _tuple(subject, words_text(relation), "", (), frame.rule + "-bare", frame.head)
        return
    first, *others = frame.slots
    rest = tuple(t for t in (_slot_text(slot) for slot in others) if t)
    name = words_text(relation)
    if frame.head.base=="acl" and frame.head.tag in ("VBN","VBG") and not frame.head.kid("aux"): name="is "+name
    if first.preposition:
        name += " " + words_text(first.preposition)
    for subject in subjects:
        for filler in _fillers(first):
            yield _tuple(subject, name, words_text(filler), rest, frame.rule, frame.head)


def _subjects(frame):
    if len(frame.subjects)>1 and _together(frame):
        return [noun_words(frame.subjects[0], whole=True, without=frame.head)]
    return [noun_words(s, without=frame.head) for s in frame.subjects]

def _together(frame):
    finite = [w for w in frame.relation if w.tag=="VBZ" or w.lower in ("is","was","has","does")]
    if finite and not any(c.lower in ("or","nor") for s in frame.subjects for c in s.kids("cc")):
        return True
    return not any(s.kids("cc") for s in frame.subjects) or (len(frame.slots)>0 and len(frame.slots[0].heads)>1)

def _folds(frame: Frame) -> Iterator[OpenTuple]:
    """Write the further prepositional arguments with what stands before them in the relation."""
    relation = words_text(frame.relation)
    subjects = _subjects(frame)
    core = next((slot for slot in frame.slots if slot.rank == OBJECT), None)
    said = relation
    if core is not None:
        said = " ".join([relation, words_text(noun_words(core.heads[0], whole=True))])
    elif frame.slots and frame.slots[0].clausal:
        return
    kind = "verb" if not frame.head.copular else "copula"
    obl = [slot for slot in frame.slots if slot.rank == OBLIQUE]
    for slot in obl if core is not None else obl[1:]:
        for subject in subjects:
            for head in slot.heads:
                yield _tuple(subject, f"{said} {words_text(slot.preposition)}", words_text(noun_words(head)), (), f"fold-{kind}-{'object' if core else 'second'}", frame.head)
    if core is not None and not core.heads[1:]:
        first = True
        for child in core.heads[0].children:
            case = case_words(child) if child.base == "nmod" and child.i > child.head.i else []
            if case and first:
                first = False
                words = [w for w in noun_words(core.heads[0]) if w.i < case[0].i]
                rest = tuple(t for t in (_slot_text(slot) for slot in frame.slots if slot is not core) if t)
                for subject in subjects:
                    for head in spread(child):
                        yield _tuple(subject, f"{relation} {words_text(words)} {words_text(case)}", words_text(noun_words(head)), rest, f"fold-{kind}-nmod-{'of' if case[0].lower=='of' else 'other'}", frame.head)


def _fillers(slot: Slot) -> list[list[Word]]:
    if slot.clausal:
        words = clause_words(slot.heads[0], without=slot.preposition)
        return [words] if words else []
    return [noun_words(head) for head in slot.heads]


def _slot_text(slot: Slot) -> str:
    if slot.clausal:
        words = clause_words(slot.heads[0], without=slot.preposition)
    else:
        words = noun_words(slot.heads[0], whole=True)
    if not words:
        return ""
    return " ".join(t for t in (words_text(slot.preposition), words_text(words)) if t)


def _past(word: Word) -> bool:
    """Tell whether the clause around a word is told in the past."""
    here = word
    while True:
        if is_clause(here) and here is not word:
            finite = [w for w in (here, *here.kids("aux", "cop")) if w.tag in ("VBD", "VBZ", "VBP", "MD")]
            if finite:
                return min(finite, key=lambda w: w.i).tag == "VBD"
        if here.head is here:
            return False
        here = here.head


def _plural(word: Word) -> bool:
    return word.tag in ("NNS", "NNPS") or word.kid("conj") is not None


def _be(word: Word, at: Word) -> str:
    if _past(at):
        return "were" if _plural(word) else "was"
    return "are" if _plural(word) else "is"


def _have(word: Word, at: Word) -> str:
    if _past(at):
        return "had"
    return "have" if _plural(word) else "has"


def _implied(word: Word) -> Iterator[OpenTuple]:
    for child in word.children:
        if child.base == "appos" and not is_close(child) and (child.label in ("DATE","TIME")) == (word.label in ("DATE","TIME")) and child.pos in ("NOUN", "PROPN", "NUM"):
            first, second = (child, word) if child.pos=="PROPN" and word.pos=="NOUN" else (word, child)
            yield _tuple(noun_words(first), "is", words_text(noun_words(second)), (), "apposition", second)
        elif child.dep == "nmod:poss" and child.pos in ("NOUN", "PROPN"):
            yield _tuple(
                noun_words(child), _have(child,word), words_text(noun_words(word, without=child)), (), "possessive", word
            )
        elif child.base == "nmod" and child.i > word.i and child.dep != "nmod:desc":
            case = case_words(child)
            if case:
                yield _tuple(
                    noun_words(word, cut=True),
                    _be(word,word)+" " + words_text(case),
                    words_text(noun_words(child)),
                    (),
                    "nmod-" + words_text(case).lower()
                    if words_text(case).lower() in ("of", "in", "for", "with", "on", "at", "to", "from")
                    else "nmod-other",
                    child,
                )
        elif child.base == "amod":
            yield _tuple(noun_words(word, without=child), "is", words_text([child]), (), "amod", child)
        elif child.base == "compound" and child.pos in ("NOUN", "PROPN") and word.pos in ("NOUN", "PROPN"):
            yield _tuple([word], "is of", words_text([child]), (), "compound", child)
