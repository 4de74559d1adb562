"""Errors of name recognisers that the words give away, mended before the tree of a sentence is read.

A recogniser cuts *Czech Republic* into a nationality and a republic, takes *CEO* into a person's name and leaves *Ltd.*
beside a company's. What is mended here holds for any pipeline: official names come from the tables of actors, the
rest from classes of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from ..name_tokens import is_person_part
from ..resources import table, word_list
from .words import Word

__all__ = ["person_titles", "repair_names"]

_DASHES = frozenset(["-", "--", "–", "—"])
_LONGEST = 7  # words of an official name


def repair_names(words: Sequence[Word]) -> None:
    """Mend the names of one sentence in place."""
    _label_people(words)
    _join_forms(words)
    _join_official(words)
    _join_institutions(words)
    _join_numbers(words)
    _label_companies(words)
    for span in _spans(words, "PERSON"):
        _free_titles(span)


def _label_people(words: Sequence[Word]) -> None:
    """Make a person's name of what holds a given name of two syllables, a nickname or a surname set first."""
    for place, part in enumerate(words):
        if not is_person_part(part.text):
            continue
        first = last = place
        if not part.text[0].isupper() or "," not in part.text:
            first = place - 1 if place and words[place - 1].pos == "PROPN" else place
            nickname = not part.text[0].isalpha()
            last = place + 1 if nickname and place + 1 < len(words) else place
        inside = [w for w in words if w.name is not None and w.name in (words[first].name, words[last].name)]
        before = min([words[first].i, *(w.i for w in inside if w.label == "PERSON")])
        after = max([words[last].i, *(w.i for w in inside if w.label == "PERSON")])
        _name(words, before, after + 1, "PERSON")


def _join_forms(words: Sequence[Word]) -> None:
    """Put the legal form into the name of a company: *Huawei Technologies Co., Ltd*."""
    forms = word_list("company_forms")
    for place, form in enumerate(words):
        if form.text not in forms or not place:
            continue
        before = words[place - 1]
        if before.text == "," and place > 1:
            before = words[place - 2]
        company = before.label == "ORG" or (
            before.pos == "PROPN" and form.text.endswith((".", "nc", "td", "LC", "bH"))
        )
        if not company or (before.name is not None and before.name == form.name):
            continue
        start = before.name[0] if before.name is not None else before.i
        head = _head(words, start, before.i + 1)
        _name(words, start, form.i + 1, "ORG")
        if form.head is not head and head.head is not form:
            form.attach(head, "flat")


def _join_official(words: Sequence[Word]) -> None:
    """Make one name of the words of an official name: *Russian Federation*, *Lebanese Forces*."""
    for place, first in enumerate(words):
        if not first.text[0].isupper():
            continue
        for size in range(min(_LONGEST, len(words) - place), 1, -1):
            part = words[place : place + size]
            label = _official().get(" ".join(word.text for word in part))
            if label is not None:
                if _may_join(part):
                    _name(words, part[0].i, part[-1].i + 1, label)
                break


def _join_institutions(words: Sequence[Word]) -> None:
    """Put the nationality into the name of an institution: *Norwegian Refugee Council*, but not *Czech minister*."""
    for place, first in enumerate(words):
        if first.label != "NORP" or first.tag in ("NNS", "NNPS") or not first.text[0].isupper():
            continue
        part = [first]
        for word in words[place + 1 : place + 4]:
            if (
                word.label not in ("ORG", "GPE", "NORP", "LOC", "")
                or not word.text[0].isupper()
                or word.pos == "PUNCT"
            ):
                break
            part.append(word)
        while len(part) > 1 and part[-1].lower not in word_list("named_institutions"):
            part.pop()
        if len(part) > 1 and part[-1].pos in ("PROPN", "NOUN") and _may_join(part):
            _name(words, part[0].i, part[-1].i + 1, "ORG")


def _may_join(part: Sequence[Word]) -> bool:
    """Tell whether words are not yet one name and none of them is part of a name that reaches beyond them."""
    start, end = part[0].i, part[-1].i + 1
    spans = {word.name for word in part}
    return spans != {(start, end)} and all(s is None or (start <= s[0] and s[1] <= end) for s in spans)


def _join_numbers(words: Sequence[Word]) -> None:
    """Make a name of a text and its number, which is neither a date nor a count: *Resolution 1929*."""
    for text, number in pairwise(words):
        if text.lower not in _texts() or not text.text[0].isupper() or not number.text[0].isdigit():
            continue
        if text.end + 1 != number.start or (text.name is not None and text.name == number.name):
            continue
        if number.head.i > number.i:
            continue  # it counts what follows
        if text.head is number:
            _take_place(text, number)
        elif number.head is not text:
            number.attach(text, "flat")
        number.relabel("flat")
        _name(words, text.i, number.i + 1, "MISC")


def _label_companies(words: Sequence[Word]) -> None:
    """Take for a company of one word whom a company noun introduces: *the Swedish firm Ericsson*."""
    for noun, name in pairwise(words):
        alone = name.label == "PERSON" and name.name == (name.i, name.i + 1)
        if alone and name.head is noun and noun.lower in _companies():
            _name(words, name.i, name.i + 1, "ORG")


def _free_titles(span: Sequence[Word]) -> None:
    """Give back the titles that stand before a person's name: *CEO*, *Rabbi*, *Prime Minister*, *House Speaker*."""
    count = _title_words(span)
    titles, rest = span[:count], span[count:]
    if not titles or not rest or not rest[0].text[0].isupper():
        return  # all title, or one of office: *Emperor of the United States*
    head, inside = rest[0], {word.i for word in span}
    outer = next((w for w in span if w.head.i not in inside or w.head is w), rest[0])
    if outer in titles:
        _take_place(head, outer)
    for word in rest[1:]:
        if word.head in titles:
            word.attach(head, "flat")
    last = titles[-1]
    for title in titles:
        title.label, title.name = "", None
        if title is not last:
            title.attach(last, "compound")
    if last.base != "nmod:desc" or last.head not in rest:
        last.attach(head, "nmod:desc")
    for word in rest:
        word.name = (rest[0].i, rest[-1].i + 1)


def _title_words(span: Sequence[Word]) -> int:
    """Return how many words at the beginning of a name are titles, or modify one that follows."""
    count = 0
    for place, word in enumerate(span):
        if word.lower in person_titles() and all(w.head in span[: place + 1] for w in span[:place]):
            count = place + 1
        elif word.base not in ("compound", "amod"):
            break
    return count


def _take_place(word: Word, above: Word) -> None:
    """Let a word take the place of one that it hangs below, with all that hangs there."""
    top, dep = above.head, above.dep
    word.head.children.remove(word)
    word.head = word
    if top is above:
        word.relabel("root")
    else:
        top.children.remove(above)
        word.head = top
        word.relabel(dep)
        top.children.append(word)
        top.children.sort(key=lambda w: w.i)
    above.head = word
    above.relabel("nmod:desc")
    for child in list(above.children):
        child.head = word
        word.children.append(child)
    above.children = []
    word.children.append(above)
    word.children.sort(key=lambda w: w.i)


def _spans(words: Sequence[Word], label: str) -> list[list[Word]]:
    spans: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        if word.name is not None and word.label == label:
            spans.setdefault(word.name, []).append(word)
    return list(spans.values())


def _head(words: Sequence[Word], start: int, end: int) -> Word:
    inside = [word for word in words if start <= word.i < end]
    return next((w for w in inside if not start <= w.head.i < end or w.head is w), inside[-1])


def _name(words: Sequence[Word], start: int, end: int, label: str) -> None:
    """Make one name of some words; a nationality in it says no longer what kind."""
    head = _head(words, start, end)
    for word in words:
        if not start <= word.i < end:
            if word.name is not None and word.name[0] < end and word.name[1] > start:
                word.name = (word.name[0], start) if word.i < start else (end, word.name[1])
            continue
        word.label, word.name = label, (start, end)
        if word.pos == "ADJ":
            word.pos, word.tag = "PROPN", "NNP"
        if word.base == "amod":
            word.relabel("compound")
        if word is head and word.pos == "NOUN":
            word.pos = "PROPN"


@cache
def person_titles() -> frozenset[str]:
    """Return the words before a person's name that say what he is."""
    people = frozenset(row[0] for row in table("nouns") if row[1] == "Person")
    titles = word_list("title_words") | word_list("courtesy_titles")
    return (people - word_list("titles_as_names")) | titles


@cache
def _texts() -> frozenset[str]:
    """Return the nouns for texts that bear numbers: *resolution*."""
    return frozenset(row[0] for row in table("nouns") if row[1] in ("Law", "Agreement"))


@cache
def _companies() -> frozenset[str]:
    return frozenset(row[0] for row in table("nouns") if row[1] in ("Company", "NewsOutlet"))


@cache
def _official() -> dict[str, str]:
    """Return the names of several words that states and organisations have, with the label of each."""
    found: dict[str, str] = {}
    for name, label, column in (("states", "GPE", 3), ("organizations", "ORG", 2)):
        for row in table(name):
            for written in (
                (row[column], *row[column + 1].split("|")) if len(row) > column + 1 else (row[column],)
            ):
                if " " in written and written[0].isupper():
                    found.setdefault(written, label)
    return found
