"""What has been talked of so far: the chains under construction, and the ways to find one again.

Everything is found by a key (a name, a surname, initials, the head of a noun phrase, a word) or in the few sentences
that a pronoun looks back, so that a document costs as much by the sentence at its end as at its start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from ..ids import bare_surname, fold
from ..parsing.scores import WordScores
from ..resources import table
from ..types import Mention, MentionKind
from .persons import person_parts
from .syntax import Word

__all__ = [
    "DEMONYM",
    "Cluster",
    "Discourse",
    "initials",
    "is_demonym",
    "is_state",
    "modifiers_of",
    "name_key",
    "noun_labels",
    "origins_of",
    "states_shown",
]

DEMONYM = "demonym"  # the label of adjectives: *Turkish* names no people
_PARTICLE = 3  # letters of the longest word that is no name by itself: *da*, *bin*
_KEPT = 6  # the latest things of one head or label that are still looked at


@dataclass(slots=True, eq=False)
class Cluster:
    """A chain under construction."""

    label: str | None
    number: int  # in order of first mention
    mentions: list[Mention] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)  # the heads
    reading: str | None = None
    keys: set[str] = field(default_factory=set)  # names
    heads: set[str] = field(default_factory=set)  # of noun phrases
    modifiers: set[str] = field(default_factory=set)
    plural: bool = False
    titles: set[str] = field(default_factory=set)
    origins: set[str] = field(default_factory=set)  # demonyms and countries in its noun phrases
    owner: Cluster | None = None
    last: int = 0  # sentence of the latest mention
    position: int = 0  # word of the latest mention
    size: int = 1
    candidates: list[Cluster] = field(default_factory=list)
    subject: bool = False
    gender: str | None = None

    @property
    def kind(self) -> str | None:
        """The name label that fits: the recogniser's, or what the head nouns tell."""
        if self.label is not None:
            return self.label
        labels = noun_labels()
        return next((labels[head] for head in sorted(self.heads) if head in labels), None)


class Discourse:
    """The clusters of a document up to a word."""

    def __init__(self, scores: WordScores | None = None) -> None:
        self._scores = scores
        self.clusters: list[Cluster] = []
        self.by_name: dict[tuple[str, str | None], Cluster] = {}
        self.by_part: dict[str, Cluster] = {}  # first and last names of people, last words of other names
        self.by_initials: dict[str, Cluster] = {}
        self.voices: dict[tuple[str, int], Cluster] = {}  # I, we and you, by quotation
        self.awaited: dict[tuple[str, int], tuple[Word, Cluster]] = {}  # those of speakers named later
        self._by_head: dict[str, list[Cluster]] = {}
        self._by_surname: dict[str, list[Cluster]] = {}
        self._signs: frozenset[str] = frozenset()
        self._by_label: dict[str, list[Cluster]] = {}
        self._by_sentence: dict[int, list[Cluster]] = {}
        self._of_word: dict[int, Cluster] = {}

    def start(self, label: str | None, reading: str | None = None) -> Cluster:
        """Begin a new cluster."""
        cluster = Cluster(label, len(self.clusters), reading=reading)
        self.clusters.append(cluster)
        return cluster

    def link(self, word: Word, before: Word) -> float:
        """Return the score of a word for taking up one before it; 0 where no encoder has scored the words."""
        return self._scores.link(word.i, before.i) if self._scores is not None else 0.0

    def of_word(self, word: Word | None) -> Cluster | None:
        """Return the cluster that a head word belongs to."""
        return self._of_word.get(word.i) if word is not None else None

    def merge(self, cluster: Cluster, other: Cluster) -> None:
        """Move the mentions of a cluster to another; for the end, when nothing is looked up any more."""
        other.mentions = sorted([*other.mentions, *cluster.mentions], key=lambda m: (m.head, m.extent))
        cluster.mentions = []

    def headed(self, lemma: str) -> Iterator[Cluster]:
        """Yield the latest clusters that have a noun phrase with a head, the latest first."""
        yield from reversed(self._by_head.get(lemma, ()))

    def labelled(self, label: str) -> Iterator[Cluster]:
        """Yield the latest clusters with a label, the latest first."""
        yield from reversed(self._by_label.get(label, ()))

    def surnamed(self, surname: str) -> Iterator[Cluster]:
        """Yield the latest people of a surname, the latest first."""
        yield from reversed(self._by_surname.get(surname, ()))

    def note_signs(self, signs: frozenset[str]) -> None:
        """Take note of the states that the document shows to be meant, by the keys of their names."""
        self._signs = signs

    def knows_state(self, key: str) -> bool:
        """Tell whether the document shows that it talks of the state of a name."""
        return key in self._signs

    def near(self, sentence: int, reach: int) -> list[Cluster]:
        """Return the clusters mentioned in a sentence and some before it, each once."""
        found: dict[int, Cluster] = {}
        for index in range(sentence, sentence - reach - 1, -1):
            for cluster in self._by_sentence.get(index, ()):
                found.setdefault(cluster.number, cluster)
        return list(found.values())

    def join(self, cluster: Cluster, mention: Mention, word: Word) -> None:
        """Add a mention to a cluster."""
        cluster.mentions.append(mention)
        cluster.words.append(word)
        cluster.last, cluster.position = mention.sentence, word.i
        cluster.subject = word.base == "nsubj"
        cluster.gender = cluster.gender or _gender(word, mention)
        self._of_word[word.i] = cluster
        here = self._by_sentence.setdefault(mention.sentence, [])
        if not here or here[-1] is not cluster:
            here.append(cluster)
        if mention.kind is MentionKind.NAME:
            self._name(cluster, mention, word)
        if mention.kind is MentionKind.NOMINAL:
            cluster.heads.add(word.lemma)
            _raise(self._by_head.setdefault(word.lemma, []), cluster)
        if mention.kind is not MentionKind.PRONOUN:
            cluster.origins.update(origins_of(word))
            cluster.modifiers.update(modifiers_of(word))
        if cluster.label is not None:
            label = DEMONYM if cluster.label == "NORP" and word.pos == "ADJ" else cluster.label
            _raise(self._by_label.setdefault(label, []), cluster)

    def _name(self, cluster: Cluster, mention: Mention, word: Word) -> None:
        key = name_key(mention.text)
        cluster.keys.add(key)
        if cluster.label is None:
            cluster.label = mention.label
        cluster.titles.update(w.lemma for w in _title_words(word))
        if word.pos == "ADJ" and mention.label in ("NORP", None):
            return
        self.by_name.setdefault((key, cluster.reading), cluster)
        parts = key.split()
        if cluster.label == "PERSON":
            parts = person_parts(key)
            surname = bare_surname(parts[-1])
            self.by_part[parts[-1]] = self.by_part[surname] = self.by_part[parts[0]] = cluster
            for part in parts[1:-1]:
                if len(part) > _PARTICLE:
                    self.by_part.setdefault(part, cluster)  # *Lula* of *Luiz Inacio Lula da Silva*
            _raise(self._by_surname.setdefault(surname, []), cluster)
        elif len(parts) > 1:
            self.by_part[parts[-1]] = cluster
            self.by_part[word.lower] = cluster
            self.by_initials[initials(mention.text)] = cluster


def _gender(word: Word, mention: Mention) -> str | None:
    """Return the gender that a mention shows: by its pronoun, its head noun or a title."""
    words = (
        [word, *word.kids("compound", "flat", "appos")] if mention.kind is not MentionKind.PRONOUN else [word]
    )
    genders = _genders()
    return next((genders[w.lower] for w in words if w.lower in genders), None)


@cache
def _genders() -> dict[str, str]:
    return {row[0]: row[1] for row in table("gendered_words")}


def _raise(clusters: list[Cluster], cluster: Cluster) -> None:
    if cluster in clusters:
        clusters.remove(cluster)
    clusters.append(cluster)
    del clusters[:-_KEPT]


@cache
def noun_labels() -> dict[str, str]:
    """Return the name label of what a noun may take up again: *minister*, PERSON."""
    return {row[0]: row[1] for row in table("nominal_heads")}


def _title_words(word: Word) -> list[Word]:
    """Return the nouns that introduce or explain a name: *Foreign Minister X*, *X, the minister*."""
    return [w for w in word.children if w.pos in ("NOUN", "PROPN") and w.name is None and w.base != "conj"]


def origins_of(word: Word) -> set[str]:
    """Return the demonyms and countries in a noun phrase."""
    found = {
        fold(w.text) for w in word.subtree(("acl", "appos", "conj", "advcl")) if w.label in ("NORP", "GPE")
    }
    if word.label in ("NORP", "GPE"):
        found.discard(fold(word.text))
    return found


def modifiers_of(word: Word) -> set[str]:
    """Return the lemmas of what narrows a noun down."""
    return {
        w.lemma
        for w in word.children
        if w.base in ("amod", "compound", "nmod", "nummod", "acl") and w.dep != "nmod:poss"
    }


@cache
def name_key(text: str) -> str:
    """Return a name folded for comparison: no article, no plural of a designation (S-400s), no points; states by code."""
    key = fold(text).removeprefix("the ").removesuffix("'s").removesuffix("’s").strip().replace(".", "")
    if key.endswith("s") and any(c.isdigit() for c in key):
        return key[:-1]
    return _states().get(key, key) or fold(text)


@cache
def _states() -> dict[str, str]:
    """Return one name for all the names of a state."""
    found: dict[str, str] = {}
    for row in table("states"):
        if row[1] == "State":
            for name in (row[3], *row[4].split("|")):
                found.setdefault(fold(name).removeprefix("the ").replace(".", ""), fold(row[3]))
    return found


def is_state(key: str) -> bool:
    """Tell whether the key of a name is that of a state."""
    return key in _states()


@cache
def _demonyms() -> frozenset[str]:
    rows = (row for row in table("states") if row[1] == "State")
    return frozenset(fold(name) for row in rows for name in row[5].split("|") if name)


def states_shown(mentions: Iterable[tuple[Mention, bool]]) -> frozenset[str]:
    """Return the keys of the states that some names show by their people, their capital or as a place; see ``knows_state``."""
    shown = set()
    for mention, is_place in mentions:
        key = fold(mention.text).removeprefix("the ")
        shown.add(_signs().get(key))
        if is_place and is_state(key):
            shown.add(name_key(mention.text))
    return frozenset(key for key in shown if key is not None)


@cache
def _signs() -> dict[str, str]:
    """Return the state that a demonym or a capital is a sign of."""
    found: dict[str, str] = {}
    for row in table("states"):
        if row[1] == "State":
            for sign in (*row[5].split("|"), *row[6].split("|")):
                found.setdefault(fold(sign), fold(row[3]))
    found.pop("", None)
    return found


def is_demonym(key: str) -> bool:
    """Tell whether the key of a name is the adjective of a state: *turkish*."""
    return key in _demonyms()


def initials(text: str) -> str:
    """Return the capitals that a name is shortened to."""
    return "".join(word[0] for word in text.split() if word[0].isupper())
