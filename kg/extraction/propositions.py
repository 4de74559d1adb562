"""Clauses and nominals as predicates with arguments: what a text states, in its own words.

A proposition is made for every clause, for every common noun that has participants or is one, for
appositions and for the titles before names. The mapping later decides which of them say something the ontology
has a word for; nothing is thrown away here but bare nouns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..parsing.scores import WordScores
from ..types import (
    IRI,
    Argument,
    Attribution,
    Chain,
    Extent,
    Factuality,
    Interval,
    OpenTuple,
    Predicate,
    Proposition,
)
from .attribution import SpeechMap
from .clauses import Participant, case_of, is_clause, is_predicate, participants
from .composition import FACT
from .conditions import find_condition
from .factuality import is_held, judge
from .mentions import is_beside, phrase
from .syntax import Tree, Word, extent_of
from .tuples import Profile, relation_words, render_tuples, words_text
from .words import people_nouns

__all__ = ["argument_of", "find_propositions"]

_CLAUSAL = ("xcomp", "ccomp", "acl")
_BACKGROUND = frozenset({"title", "apposition"})
_TITLED = frozenset({"PERSON", "ORG", "PRODUCT"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "ADJ"})
_HOLDING = ("obj", "obl", "nmod", "iobj")


class _Reading(NamedTuple):
    """A predicate with its participants, before it is numbered."""

    tree: Tree
    head: Word
    participants: tuple[Participant, ...]
    rule: str
    factuality: Factuality = FACT


def find_propositions(
    trees: Sequence[Tree],
    chains: Sequence[Chain],
    speech: SpeechMap,
    times: Sequence[tuple[Extent, Interval]],
    profile: Profile = "full",
    scores: WordScores | None = None,
) -> tuple[Proposition, ...]:
    """Return the propositions of a document in the order of their predicates."""
    standings = judge(trees, scores)
    speech = speech.where(lambda report: is_held(report.cue, standings.get(report.cue.i, FACT)))
    readings = [
        reading
        if reading.rule in _BACKGROUND
        else reading._replace(factuality=standings.get(reading.head.i, FACT))
        for tree in trees
        for reading in _readings(tree)
    ]
    numbers = {reading.head.i: number for number, reading in enumerate(readings)}
    chain_at = {mention.head.start: chain.id for chain in chains for mention in chain.mentions}
    above = _governors(readings, numbers)
    dated = _attach_times(trees, times, numbers)
    written = _written(trees, numbers, profile)
    return tuple(
        _proposition(reading, number, numbers, chain_at, above, dated, speech, written)
        for number, reading in enumerate(readings)
    )


def _readings(tree: Tree) -> Iterator[_Reading]:
    titles = {title.head.i: title for title in _titles(tree)}
    for word in tree.words:
        if word.i in titles:
            yield titles[word.i]
        elif is_clause(word):
            rule = "copula" if word.copular else f"verb-{word.base}"
            yield _Reading(tree, word, tuple(participants(word)), rule)
        elif is_predicate(word):
            found = tuple(participants(word))
            if found or word.base in ("obj", "obl", "nsubj", "nmod"):
                yield _Reading(tree, word, found, "apposition" if word.base == "appos" else "nominal")


def _titles(tree: Tree) -> Iterator[_Reading]:
    """Read the nouns before a person's name: *Turkish Foreign Minister Mevlut Cavusoglu*."""
    seen: set[tuple[int, int]] = set()
    for word in tree.words:
        if word.label not in _TITLED or word.name is None or word.name in seen:
            continue
        seen.add(word.name)
        inside = [tree.by_index[i] for i in range(*word.name) if i in tree.by_index]
        head = next((w for w in inside if w.head not in inside), inside[0])
        office = next((w for w in head.kids("nmod:desc") if _is_office(w)), None)
        if office is not None:  # "President of Turkey Recep Tayyip Erdogan"
            yield _Reading(tree, office, tuple(participants(office)), "title")
            continue
        before = _left_of(tree, word.name[0])
        if not before or before[-1].name is not None or before[-1].pos not in ("NOUN", "PROPN"):
            continue
        title = before[-1]
        if head.base == "appos" and title.base == "nmod" and title.head is head.head:
            continue  # "the head of the exporter Aleksandr Mikheev" is no exporter
        found = [Participant("nsubj", head)]
        for left in before[:-1]:
            if left.name is not None and left.head.name == left.name and left.head is not left:
                continue  # its name counts once
            if left.label == "NORP" or left.pos == "ADJ":
                found.append(Participant("amod", left))
            elif left.pos in ("NOUN", "PROPN"):
                found.append(Participant("compound", left))
        for holder in (title, head):
            found += [Participant("nmod:poss", w) for w in holder.children if w.dep == "nmod:poss"]
            found += [p for p in participants(title) if p.role.startswith("nmod:") and p not in found]
        yield _Reading(tree, title, tuple(dict.fromkeys(found)), "title")


def _is_office(title: Word) -> bool:
    """Tell whether a title says of what: *President of Turkey*."""
    return title.lemma in people_nouns() and any(case_of(phrase) == "of" for phrase in title.kids("nmod"))


def _left_of(tree: Tree, first: int) -> list[Word]:
    """Return the nouns and adjectives that stand directly before a word, at most six."""
    found: list[Word] = []
    i = first - 1
    while len(found) < 6:
        word = tree.by_index.get(i)
        if word is None or word.pos not in ("NOUN", "PROPN", "ADJ") or word.label == "PERSON":
            break
        found.insert(0, word)
        i -= 1
    return found


def _written(
    trees: Sequence[Tree], numbers: Mapping[int, int], profile: Profile
) -> dict[int, tuple[OpenTuple, ...]]:
    """Return the open tuples of each predicate; what a bare name implies goes to the predicate above it."""
    written: dict[int, tuple[OpenTuple, ...]] = {}
    for tree in trees:
        for i, tuples in render_tuples(tree, profile).items():
            word = tree.by_index[i]
            while word.i not in numbers and word.head is not word:
                word = word.head
            written[word.i] = written.get(word.i, ()) + tuples
    return written


def _governors(readings: Sequence[_Reading], numbers: Mapping[int, int]) -> dict[int, int]:
    """Return for each content head the number of the proposition that holds it, clauses before nominals."""
    above: dict[int, int] = {}
    for roles in (_CLAUSAL, _HOLDING):
        for number, reading in enumerate(readings):
            for participant in reading.participants:
                i = participant.head.i
                held = participant.role.partition(":")[0] in roles
                if held and i in numbers and numbers[i] != number and i not in above:
                    above[i] = number
    return above


def _attach_times(
    trees: Sequence[Tree], times: Sequence[tuple[Extent, Interval]], numbers: Mapping[int, int]
) -> dict[int, Interval]:
    """Give each time expression to the predicate that it modifies; the first one of a predicate counts."""
    dated: dict[int, Interval] = {}
    words = [word for tree in trees for word in tree.words]
    position = 0
    for extent, interval in times:
        while position < len(words) and words[position].end <= extent.start:
            position += 1
        inside = []
        for word in words[position : position + 40]:
            if word.start >= extent.end:
                break
            inside.append(word)
        head = next((w for w in inside if w.head not in inside), None)
        while head is not None and head.i not in numbers and head.head is not head:
            head = head.head
        if head is None or head.i not in numbers:
            continue
        if head in inside:
            head = next((w for w in head.ancestors() if w.i in numbers), head)
        known = dated.get(head.i)
        if known is None or (known.begin is None and known.end is None):
            dated[head.i] = interval
    return dated


def _proposition(
    reading: _Reading,
    number: int,
    numbers: Mapping[int, int],
    chain_at: Mapping[int, IRI],
    above: Mapping[int, int],
    dated: Mapping[int, Interval],
    speech: SpeechMap,
    written: Mapping[int, tuple[OpenTuple, ...]],
) -> Proposition:
    head = reading.head
    background = reading.rule in _BACKGROUND
    conditional = None if background else find_condition(head)
    arguments = tuple(argument_of(p, numbers, chain_at) for p in reading.participants)
    if reading.rule == "title":
        arguments = tuple(_by_name(argument, reading) for argument in arguments)
    return Proposition(
        sentence=reading.tree.index,
        extent=_extent(reading),
        predicate=_predicate(head),
        arguments=arguments,
        factuality=reading.factuality,
        attribution=() if background else _attribution(head, speech, chain_at),
        time=_time(head, dated),
        condition=conditional[1] if conditional and conditional[0].i != head.i else None,
        embedded_under=above.get(head.i),
        rule=reading.rule,
        tuples=written.get(head.i, ()),
    )


def argument_of(
    participant: Participant, numbers: Mapping[int, int], chain_at: Mapping[int, IRI]
) -> Argument:
    """Return a participant as a value; ``numbers`` are propositions by word, ``chain_at`` chains by where a head begins."""
    head = participant.head
    words = _argument_words(participant)
    return Argument(
        role=participant.role,
        extent=extent_of(words),
        text=words_text(words),
        head=head.lemma,
        chain=chain_at.get(_name_head(head)),
        proposition=numbers.get(head.i),
    )


def _by_name(argument: Argument, reading: _Reading) -> Argument:
    """Leave the title out of who bears it."""
    head = next((p.head for p in reading.participants if p.role == "nsubj"), None)
    if argument.role != "nsubj" or head is None or head.name is None:
        return argument
    words = [w for w in reading.tree.words if head.name[0] <= w.i < head.name[1]]
    return argument._replace(extent=extent_of(words), text=words_text(words))


def _argument_words(participant: Participant) -> list[Word]:
    """Return the words of an argument: a clause whole but for asides, of a phrase what names it."""
    role, head = participant.role.partition(":")[0], participant.head
    if not is_clause(head) or (role not in ("xcomp", "ccomp", "advcl", "acl") and head.base != "csubj"):
        inner = [
            w
            for child in head.kids("nmod")
            if not is_beside(child)
            for conjunct in child.kids("conj")
            if conjunct.pos in _NOMINAL
            for w in _coordinated(conjunct)
        ]
        return sorted([*phrase(head), *inner], key=lambda w: w.i) if inner else phrase(head)
    words = [w for w in head.subtree(("parataxis",)) if w.text != '"']
    while len(words) > 1 and words[0].base in ("cc", "punct"):
        words = words[1:]
    while len(words) > 1 and words[-1].base == "punct":
        words = words[:-1]
    return words


def _coordinated(conjunct: Word) -> list[Word]:
    """Return a conjunct inside a phrase, its conjunction included: talks between Serbia *and Kosovo*."""
    words = [*phrase(conjunct), *conjunct.kids("cc"), *conjunct.kids("case")]
    return words + [w for further in conjunct.kids("conj") for w in _coordinated(further)]


def _name_head(head: Word) -> int:
    """Return where the name of a person stands that hangs on its title: *Ambassador to Berlin Ana Ruiz*."""
    if head.name is None and head.pos in ("NOUN", "PROPN"):
        for child in head.kids("appos", "flat", "nmod"):
            if child.label == "PERSON" and child.i > head.i and not child.kid("case", "cc"):
                return child.start
    return head.start


def _predicate(head: Word) -> Predicate:
    particle = head.kid("compound:prt")
    lemma = f"{head.lemma} {particle.lower}" if particle else head.lemma
    pos = {"AUX": "VERB", "PROPN": "NOUN", "NUM": "NOUN", "PRON": "NOUN"}.get(head.pos, head.pos)
    words = relation_words(head)
    return Predicate(lemma, pos, Extent(head.start, head.end), words_text(words))


def _extent(reading: _Reading) -> Extent:
    head = reading.head
    if is_clause(head):
        words = [
            w for w in head.subtree(("parataxis", "conj", "discourse")) if w.text not in ('"', ".", "?", "!")
        ]
        words = words or [head]
    else:
        words = phrase(head)
    heads = [p.head for p in reading.participants if reading.rule in ("title", "apposition")]
    return extent_of([*words, *(w for h in heads for w in phrase(h))])


def _attribution(head: Word, speech: SpeechMap, chain_at: Mapping[int, IRI]) -> tuple[Attribution, ...]:
    found = []
    for report in speech.around(head):
        source = report.source
        found.append(
            Attribution(
                source=chain_at.get(source.start) if source is not None else None,
                text=words_text(phrase(source)) if source is not None else "",
                cue=report.cue.lemma,
                extent=Extent(report.cue.start, report.cue.end),
                quoted=report.quoted,
                anonymous=report.anonymous,
            )
        )
    return tuple(found)


def _time(head: Word, dated: Mapping[int, Interval]) -> Interval | None:
    """Return when a predicate held: its own time, or that of the verb it completes or is the object of."""
    here = head
    for _ in range(3):
        if here.i in dated:
            return dated[here.i]
        if here.base not in ("obj", "xcomp") or here.head is here:
            return None
        here = here.head
    return None
