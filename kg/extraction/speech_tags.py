"""Speech tags by their punctuation: *..., he said*, *said X*, *the minister told reporters: "..."*.

Newspapers set tags off by commas, quotation marks and colons, and they do it more reliably than a parser sees
what belongs to what around a quotation. So a tag is read from its segment of the sentence alone, and what is said
are stretches of text: the quotations beside the tag, or the sentence that the tag interrupts or ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ..resources import word_list
from ..types import Extent
from .words import Word, extent_of

__all__ = ["Tag", "find_tags", "named_in"]

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_NOMINAL = ("NOUN", "PROPN", "PRON")
_BREAKS = frozenset({",", ";", ":", '"', "``", "''", "--", "–", "—", "(", ")"})
_OPENERS = frozenset({"CC", "IN", "WDT", "WP", "WRB", "WP$"})
_TOUCHING = 3  # characters between a tag and its quotation: comma, blank, mark


class Tag(NamedTuple):
    """The speaker's head word, the verb, the characters of the tag and those of what is said."""

    source: Word
    cue: Word
    extent: Extent
    said: tuple[Extent, ...]
    quoted: bool


class _Clause(NamedTuple):
    """A tag before it is known what it belongs to: the words from first to last, and the speaker."""

    source: Word
    cue: Word
    words: Sequence[Word]


def find_tags(words: Sequence[Word], quotes: Sequence[Extent], text: str) -> list[Tag]:
    """Find the speech tags of a sentence, given its words, the quotations of the document and its text."""
    found: list[Tag] = []
    taken: set[int] = set()
    for at, word in enumerate(words):
        if word.i in taken or not _is_cue(words, at) or _quote_around(word.start, quotes) is not None:
            continue
        clause = _before(words, at, quotes) or _inverted(words, at, quotes)
        if clause is None:
            continue
        said, quoted = _said(clause, words, quotes, text)
        if said:
            found.append(Tag(clause.source, word, extent_of(clause.words), said, quoted))
            taken.update(w.i for w in clause.words)
    return found


def named_in(source: Word, words: Sequence[Word]) -> Word:
    """Return the head of the person's name that stands in apposition to a title: *the envoy, Dana Levi*."""
    if source.name is not None or source.pos == "PRON":
        return source
    for before, word in pairwise(words):
        beside = before.i == source.i and before.text != ","
        fresh = word.name is not None and word.name[0] == word.i
        fresh = fresh and (word.label == "PERSON" or (beside and word.label == "ORG"))
        if (
            fresh
            and before.i >= source.i
            and (before.text == "," or before.i == source.i)
            and word.i > source.i
        ):
            name = [w for w in words if w.name == word.name]
            return next((w for w in name if w.head not in name), word)
    return source


def _is_cue(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word is a finite verb of saying; a plural noun may be one where it ends its sentence."""
    word = words[at]
    if word.tag in ("NNS", "NNPS"):
        rest = words[at + 1 :]
        singular = word.lower.removesuffix("s")
        return singular in word_list("speech_verbs") and all(_ends(w) for w in rest)
    if word.lemma not in word_list("speech_verbs") or word.lemma in word_list("denying_verbs"):
        return False
    if word.tag in ("VBD", "VBZ", "VBP"):
        return True
    return word.tag == "VBN" and not any(
        c.base in ("aux", "cop") or c.dep == "aux:pass" for c in word.children
    )


def _segment(words: Sequence[Word], at: int, quotes: Sequence[Extent], step: int) -> list[Word]:
    """Return the words from one (not included) to the next mark on one side, in order."""
    found = []
    at += step
    while 0 <= at < len(words):
        word = words[at]
        if word.text in _BREAKS or _quote_around(word.start, quotes) is not None or _ends(word):
            break
        found.append(word)
        at += step
    return found[::step]


def _before(words: Sequence[Word], at: int, quotes: Sequence[Extent]) -> _Clause | None:
    """Read *the minister told reporters*: subject, verb and what little a tag has after it."""
    left = _segment(words, at, quotes, -1)
    core = [word for word in left if word.tag not in ("RB", "MD", "VBP", "VBZ", "VBD") or word.pos == "PRON"]
    while left and left[0].tag == "CC":
        left, core = left[1:], core[1:]
    if not core:
        left = _nominal_segments(words, at, quotes)
        core = left
    if not core or core[0].tag in _OPENERS or any(w.tag in _FINITE or w.tag.startswith("W") for w in left):
        return None
    source = _head(words[at], core)
    right = _segment(words, at, quotes, 1)
    if source is None or not _is_short(words[at], right):
        return None
    return _Clause(named_in(source, left), words[at], [*left, words[at], *right])


def _nominal_segments(words: Sequence[Word], at: int, quotes: Sequence[Extent]) -> list[Word]:
    """Return *the lawyer, Ana Petrovic,* before a verb that follows a comma: segments without a verb."""
    found: list[Word] = []
    here = at - 1
    for _ in range(3):
        if here < 0 or words[here].text != ",":
            break
        segment = _segment(words, here, quotes, -1)
        if not segment or any(w.pos in ("VERB", "AUX") for w in segment) or segment[0].tag in _OPENERS:
            break
        found = [*segment, words[here], *found]
        here -= len(segment) + 1
    return found if sum(word.text == "," for word in found) > 1 else []


def _inverted(words: Sequence[Word], at: int, quotes: Sequence[Extent]) -> _Clause | None:
    """Read *said Kenji Mori, who heads the regulator*: a verb right after a mark and then its subject."""
    if any(w.tag != "RB" for w in _segment(words, at, quotes, -1)):
        return None
    right = _segment(words, at, quotes, 1)
    relative = next((i for i, w in enumerate(right) if w.tag in ("WP", "WDT")), len(right))
    right, clause = right[:relative], right[relative:]
    if not right or right[0].tag in ("IN", "TO", "CC") or not _is_short(words[at], right, inverted=True):
        return None
    source = _head(words[at], right)
    if source is None or _is_announced(source, words[at]):
        return None
    after = [*clause, *_to_quote(words, words.index([*right, *clause][-1]) + 1, quotes)]
    return _Clause(named_in(source, [*right, *after]), words[at], [words[at], *right, *after])


def _is_announced(thing: Word, cue: Word) -> bool:
    """Tell whether what follows a verb is its object: *Iran, which denies the charge, announced sanctions*."""
    speakers = (word for word in cue.kids("nsubj") if word.i < cue.i)
    return (
        thing.base == "obj"
        and thing.head is cue
        and any(word.kid("acl", "appos") is not None for word in speakers)
    )


def _to_quote(words: Sequence[Word], at: int, quotes: Sequence[Extent]) -> list[Word]:
    """Return what follows an inverted tag up to a quotation, a colon, a conjunction or the end."""
    found = []
    for word in words[at:]:
        stop = word.text in (":", ";", "--") or _ends(word) or word.tag == "CC"
        if stop or _quote_around(word.start, quotes) is not None:
            break
        found.append(word)
    while found and found[-1].text == ",":
        found.pop()
    return found


def _head(cue: Word, words: Sequence[Word]) -> Word | None:
    """Return the speaker: the subject that the parser saw among some words, or the highest nominal of the first."""
    for child in cue.kids("nsubj"):
        if child in words:
            return child
    nominal = [word for word in words if word.pos in _NOMINAL]
    top = [word for word in nominal if word.head not in words or word.head is word]
    return next(iter(top or nominal), None)


def _is_short(cue: Word, right: Sequence[Word], *, inverted: bool = False) -> bool:
    """Tell whether what follows a verb of saying leaves its content open: no clause, and no thing said."""
    if any(w.tag in (*_FINITE, "WDT", "WP", "WRB") or w.lower in ("that", "whether", "if") for w in right):
        return False
    if inverted:
        return True
    return (
        not right
        or right[0].tag in ("IN", "TO", "RB", "VBG", "VBN")
        or bool(right[0].label in ("DATE", "TIME"))
    )


# --- what a tag belongs to ----------------------------------------------------------------------


def _said(
    clause: _Clause, words: Sequence[Word], quotes: Sequence[Extent], text: str
) -> tuple[tuple[Extent, ...], bool]:
    """Return the stretches that are said, and whether they are quoted; none where this is no tag after all."""
    tag = extent_of(clause.words)
    before = next((q for q in quotes if 0 <= tag.start - q.end <= _TOUCHING and text[q.end - 1] == '"'), None)
    after = next((q for q in quotes if 0 <= q.start - tag.end <= _TOUCHING), None)
    sentence = extent_of(words)
    gap = text[tag.end : after.start] if after is not None else ""
    if before is not None:
        opening = before
        if sentence.start < before.start and _has_verb(words, Extent(sentence.start, before.start)):
            opening = Extent(sentence.start, before.end)  # part quoted, part in other words
        follows = after is not None and "\n" not in gap
        return ((opening, after) if after is not None and follows else (opening,)), True
    if after is not None and "\n" not in gap and (":" in gap or "," in gap):
        lead = Extent(sentence.start, tag.start)
        resumed = text[: tag.start].rstrip().endswith(",") and _has_verb(words, lead)
        return ((lead, after) if resumed else (after,)), True
    return _unquoted(tag, words, text), False


def _unquoted(tag: Extent, words: Sequence[Word], text: str) -> tuple[Extent, ...]:
    sentence = extent_of(words)
    lead, rest = Extent(sentence.start, tag.start), Extent(tag.end, sentence.end)
    last = rest.end - rest.start <= 1
    if text[tag.end : tag.end + 1] == ":":
        return (rest,) if _has_verb(words, rest) else ()
    if not text[lead.start : lead.end].rstrip().endswith((",", "--", "–", "—")):
        return ()
    if _is_participial(words, lead):
        return ()
    if last:
        return (lead,) if _has_verb(words, lead) else ()
    if text[tag.end : tag.end + 1] != ",":
        return ()
    if _goes_on(words, lead, rest):
        return (lead, rest) if _has_verb(words, rest) or _has_verb(words, lead) else ()
    return (lead,)


def _goes_on(words: Sequence[Word], lead: Extent, rest: Extent) -> bool:
    """Tell whether a tag in the middle interrupts what is said: before it no whole clause, or after it no new one.

    A participle or an apposition after a whole clause is the text's own: *..., the army said, defying threats*.
    """
    before = [word for word in words if word.start < lead.end and word.text != '"']
    after = [word for word in words if word.start >= rest.start and word.text != ","]
    subordinate = bool(before) and (before[0].tag == "WRB" or before[0].lower in word_list("going_on"))
    whole = any(word.tag in _FINITE for word in before)
    return not whole or subordinate or (bool(after) and after[0].lower in word_list("going_on"))


def _has_verb(words: Sequence[Word], extent: Extent) -> bool:
    return any(
        word.tag in _FINITE or word.pos in ("VERB", "AUX")
        for word in words
        if extent.start <= word.start < extent.end
    )


def _is_participial(words: Sequence[Word], lead: Extent) -> bool:
    """Tell whether all before a tag is a participle that goes with it: *Having won, she asked for calm*."""
    before = [word for word in words if lead.start <= word.start < lead.end]
    if not before or before[0].tag not in ("VBG", "VBN"):
        return False
    comma = next((place for place, word in enumerate(before) if word.text == ","), len(before))
    return not any(word.tag in ("VBD", "VBZ", "VBP", "MD") for word in before[comma:])


def _quote_around(offset: int, quotes: Sequence[Extent]) -> Extent | None:
    return next((quote for quote in quotes if quote.start <= offset < quote.end), None)


def _ends(word: Word) -> bool:
    return word.text in (".", "!", "?")
