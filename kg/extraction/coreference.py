"""Which mentions refer to one thing: names by form, nominals by head and origin, pronouns by agreement and salience.

A deterministic cascade in reading order (after the sieves of Lee et al. 2013): exact and partial names first,
then definite noun phrases, then pronouns, each to the nearest candidate that agrees, subjects before others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from ..ids import fold, fragment
from ..resources import table
from ..types import IRI, Chain, Mention, MentionKind
from .attribution import SpeechMap
from .clauses import case_of
from .metonymy import reading_of
from .syntax import Tree, Word

__all__ = ["resolve_coreference"]

_FIRST_PLURAL = frozenset(["we", "us", "our", "ourselves"])
_FIRST = frozenset(["i", "me", "my"])
_HUMAN = frozenset(["he", "she", "him", "her", "his", "himself", "herself"])
_THING = frozenset(["it", "its", "itself"])
_PLURAL = frozenset(["they", "them", "their", "themselves"])
_COUNTS = {"both": 2, "two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4}
_REACH = 3  # sentences that a pronoun looks back


@dataclass(slots=True)
class _Cluster:
    """A chain under construction."""

    mentions: list[Mention]
    words: list[Word]  # the heads
    label: str | None
    reading: str | None = None
    keys: set[str] = field(default_factory=set)
    plural: bool = False
    titles: set[str] = field(default_factory=set)
    origins: set[str] = field(default_factory=set)  # demonyms and countries in its noun phrases
    last: int = 0  # sentence of the latest mention
    position: int = 0  # word of the latest mention
    size: int = 1
    candidates: list[_Cluster] = field(default_factory=list)
    subject: bool = False


def resolve_coreference(
    trees: Sequence[Tree], mentions: Sequence[Mention], speech: SpeechMap, document: IRI
) -> tuple[Chain, ...]:
    """Group mentions into chains; a lone mention is a chain of one. Chains stand in order of first mention."""
    at = {word.start: word for tree in trees for word in tree.words}
    clusters: list[_Cluster] = []
    by_key: dict[tuple[str, str | None], _Cluster] = {}
    labels = _head_labels()
    for mention in mentions:
        word = at[mention.head.start]
        match mention.kind:
            case MentionKind.NAME:
                cluster = _name(mention, word, trees[mention.sentence], clusters, by_key)
            case MentionKind.NOMINAL:
                cluster = _nominal(mention, word, clusters, labels, speech)
            case MentionKind.PRONOUN:
                cluster = _pronoun(mention, word, clusters, speech)
        if cluster is None:
            cluster = _Cluster([], [], mention.label)
            if mention.kind is MentionKind.NOMINAL:
                _gather(cluster, word, clusters)
            cluster.plural = word.tag in ("NNS", "NNPS") or word.lower in _PLURAL
            clusters.append(cluster)
        _join(cluster, mention, word)
        if mention.kind is MentionKind.NAME:
            by_key.setdefault((_key(mention.text), cluster.reading), cluster)
    return tuple(_chain(cluster, document) for cluster in clusters if cluster.mentions)


@cache
def _head_labels() -> dict[str, str]:
    return {row[0]: row[1] for row in table("nominal_heads")}


def _join(cluster: _Cluster, mention: Mention, word: Word) -> None:
    cluster.mentions.append(mention)
    cluster.words.append(word)
    cluster.last, cluster.position = mention.sentence, word.i
    cluster.subject = word.base == "nsubj"
    if mention.kind is MentionKind.NAME:
        cluster.keys.add(_key(mention.text))
        if cluster.label is None:
            cluster.label = mention.label
        cluster.titles.update(w.lemma for w in _title_words(word))
    if mention.kind is not MentionKind.PRONOUN:
        cluster.origins.update(_origins(word))
    if mention.kind is MentionKind.NOMINAL:
        cluster.keys.add(word.lemma)


def _title_words(word: Word) -> list[Word]:
    """Return the nouns that introduce or explain a name: *Foreign Minister X*, *X, the minister*."""
    return [w for w in word.children if w.pos in ("NOUN", "PROPN") and w.name is None and w.base != "conj"]


def _origins(word: Word) -> set[str]:
    found = {
        fold(w.text) for w in word.subtree(("acl", "appos", "conj", "advcl")) if w.label in ("NORP", "GPE")
    }
    if word.label in ("NORP", "GPE"):
        found.discard(fold(word.text))
    return found


def _key(text: str) -> str:
    """Return a name folded for comparison: no article, no plural of a designation (S-400s), no points."""
    key = fold(text).removeprefix("the ").removesuffix("'s").replace(".", "")
    return key[:-1] if key.endswith("s") and any(c.isdigit() for c in key) else key


def _name(
    mention: Mention,
    word: Word,
    tree: Tree,
    clusters: list[_Cluster],
    by_key: dict[tuple[str, str | None], _Cluster],
) -> _Cluster | None:
    key = _key(mention.text)
    reading = reading_of(word, mention.text, tree)
    known = by_key.get((key, reading))
    if known is not None:
        return known
    found = None
    if (mention.label in ("PERSON", None) and key.isascii()) or mention.label == "PERSON":
        found = _same_person(key, mention, clusters)
    if found is None and mention.label in ("ORG", None):
        found = _same_organisation(key, mention.text, clusters)
    if found is None and reading is not None:
        found = _Cluster([], [], mention.label, reading)
        clusters.append(found)
    return found


def _same_person(key: str, mention: Mention, clusters: list[_Cluster]) -> _Cluster | None:
    parts = key.split()
    if mention.label is None and len(parts) > 1:
        return None
    for cluster in reversed(clusters):
        if cluster.label != "PERSON":
            continue
        for other in cluster.keys:
            names = other.split()
            if len(parts) == 1 and len(names) > 1 and names[-1] == key:
                return cluster
            if len(parts) > 1 and names[-1] == parts[-1] and (len(names) == 1 or names[0] == parts[0]):
                return cluster
    return None


def _same_organisation(key: str, text: str, clusters: list[_Cluster]) -> _Cluster | None:
    short = text.replace(".", "")
    for cluster in reversed(clusters):
        if cluster.label != "ORG":
            continue
        for mention in cluster.mentions:
            if mention.kind is not MentionKind.NAME:
                continue
            initials = "".join(w[0] for w in mention.text.split() if w[0].isupper())
            if len(short) > 1 and short.isupper() and short == initials:
                return cluster
            mine = "".join(w[0] for w in text.split() if w[0].isupper())
            if len(mine) > 1 and mention.text.replace(".", "") == mine and len(text.split()) > 1:
                return cluster
            if len(key) > 4 and _key(mention.text).startswith(key + " "):
                return cluster
    return None


def _nominal(
    mention: Mention, word: Word, clusters: list[_Cluster], labels: dict[str, str], speech: SpeechMap
) -> _Cluster | None:
    """Find what a definite noun phrase takes up again, None when it is new."""
    if word.base == "appos" or (word.copular and word.base != "nsubj"):
        return None
    determiner = next((w.lower for w in word.children if w.base == "det"), "")
    if determiner not in ("the", "this", "that", "these", "those", "both"):
        return None
    label = labels.get(word.lemma)
    plural = word.tag == "NNS"
    if label == "GPE" and not plural:
        own = _country_of_speaker(word, clusters, speech)
        if own is not None:
            return own
    origins = _origins(word)
    modified = any(w.base in ("amod", "compound", "nmod", "acl", "nummod") for w in word.children)
    for cluster in _recent(clusters, mention.sentence, 12 if label else 4):
        if origins and cluster.origins and not origins & cluster.origins:
            continue
        if label == "PERSON" and cluster.label == "PERSON" and not plural:
            if word.lemma in cluster.titles and (not origins or origins & cluster.origins):
                return cluster
            continue
        if label and cluster.label == label and not plural and not modified and label in ("GPE", "ORG"):
            return cluster
        if label == "PRODUCT" and cluster.label == "PRODUCT" and (not modified or origins & cluster.origins):
            return cluster
        same_head = word.lemma in cluster.keys and cluster.mentions[0].kind is MentionKind.NOMINAL
        if same_head and cluster.plural == plural and (not modified or origins & cluster.origins):
            return cluster
    return None


def _gather(group: _Cluster, word: Word, clusters: list[_Cluster]) -> None:
    """Give a group like *the two countries* or *both presidents* those that it may consist of."""
    label = _group_labels().get(word.lemma)
    size = max((_COUNTS.get(w.lower, 0) for w in word.children if w.base in ("nummod", "det")), default=0)
    if label is None or size < 2 or word.tag not in ("NNS", "NNPS"):
        return
    fits = [c for c in _recent(clusters, 10**9, 10**9) if _may_belong(c, label, word.lemma)]
    if len(fits) >= size:
        group.size, group.candidates = size, fits[: 4 * size]


def _may_belong(cluster: _Cluster, label: str, lemma: str) -> bool:
    if label == "PERSON":
        return cluster.label == "PERSON" and (
            lemma in cluster.titles or lemma in ("leader", "man", "official")
        )
    return cluster.label in ("GPE", "NORP")


@cache
def _group_labels() -> dict[str, str]:
    return {row[0]: row[1] for row in table("group_nouns")}


def _country_of_speaker(word: Word, clusters: list[_Cluster], speech: SpeechMap) -> _Cluster | None:
    """Return the country of the person who says *the country*, if the text tells it."""
    source = next((s.source for s in speech.around(word) if s.source is not None), None)
    speaker = _of_word(source, clusters) if source is not None else None
    if speaker is None or speaker.label != "PERSON":
        return None
    for cluster in clusters:
        if cluster.label in ("NORP", "GPE") and cluster.keys & speaker.origins:
            return cluster
    return None


def _recent(clusters: list[_Cluster], sentence: int, reach: int) -> list[_Cluster]:
    near = [c for c in clusters if sentence - c.last <= reach]
    return sorted(near, key=lambda c: (c.last, c.position), reverse=True)


def _pronoun(mention: Mention, word: Word, clusters: list[_Cluster], speech: SpeechMap) -> _Cluster | None:
    lower = word.lower
    if lower in _FIRST or lower in _FIRST_PLURAL:
        return _speaker(word, clusters, speech, plural=lower in _FIRST_PLURAL)
    if lower in ("who", "which", "that") and word.base != "det":
        antecedent = _relative_antecedent(word)
        return _of_word(antecedent, clusters) if antecedent is not None else None
    candidates = [c for c in clusters if 0 <= mention.sentence - c.last <= _REACH and _agrees(c, lower)]
    if lower in ("this", "that", "these", "those"):
        return None
    if not candidates:
        return None
    own = _clause_heads(word)
    excluded = _governed_with(word)
    scored = [
        (_salience(c, mention, word, own), c.position, number)
        for number, c in enumerate(candidates)
        if not any(w.i in excluded for w in c.words)
    ]
    return candidates[max(scored)[2]] if scored else None


def _agrees(cluster: _Cluster, pronoun: str) -> bool:
    if pronoun in _HUMAN:
        return cluster.label == "PERSON" or (
            cluster.label is None and not cluster.plural and _noun_label(cluster) == "PERSON"
        )
    if cluster.label == "NORP" and not cluster.plural:
        return False  # an adjective: "Russian"
    if pronoun in _THING:
        if cluster.plural or cluster.label in ("PERSON", "NORP"):
            return False
        return cluster.label in ("GPE", "ORG", "PRODUCT", "LOC", "FAC", "EVENT", "MISC") or (
            cluster.label is None and _noun_label(cluster) != "PERSON"
        )
    if pronoun in _PLURAL:
        return (
            cluster.plural
            or cluster.label in ("ORG", "NORP", "PRODUCT")
            or (cluster.label is None and _noun_label(cluster) == "PERSON")
        )
    return False


def _noun_label(cluster: _Cluster) -> str | None:
    labels = _head_labels()
    return next((labels[w.lemma] for w in cluster.words if w.lemma in labels), None)


def _salience(cluster: _Cluster, mention: Mention, word: Word, own: set[int]) -> float:
    """Score a candidate: near, subject, named, and best of all subject of the same sentence's main clause."""
    score = -2.0 * (mention.sentence - cluster.last)
    affected = _affected(word)
    if affected:
        score += 4.0 if any(w.i in affected for w in cluster.words) else 0.0
    elif cluster.subject:
        score += 1.5
    if cluster.label is not None:
        score += 1.0
    if cluster.reading or cluster.label in ("GPE", "PERSON"):
        score += 0.5
    if any(w.base == "nsubj" and w.head.i in own for w in cluster.words):
        score += 2.0
    return score


def _affected(word: Word) -> set[int]:
    """Return whom a clause acts upon, for a possessive in its reason: *sanctions on Ankara over its purchase*.

    Reasons given with *over* and *for* are those of the one acted upon (implicit causality, Garvey and Caramazza 1974).
    """
    reason = word.head
    if (
        word.base == "nsubj"
        and reason.base == "advcl"
        and any(m.lower in ("if", "unless") for m in reason.kids("mark"))
    ):
        patients = reason.head.kids("obj", "iobj") if reason.head.pos == "VERB" else []
        return {w.i for w in patients}  # threats and requests hang on what the one addressed does
    if word.dep != "nmod:poss" or reason.base != "obl" or case_of(reason) not in ("over", "for"):
        return set()
    verb = reason.head
    verbs = [verb, *verb.kids("xcomp"), *([verb.head] if verb.base == "xcomp" else [])]
    return {
        other.i
        for v in verbs
        for other in v.children
        if other is not reason
        and (
            other.base in ("obj", "iobj")
            or (other.base == "obl" and case_of(other) in ("on", "against", "at"))
        )
    }


def _clause_heads(word: Word) -> set[int]:
    return {above.i for above in word.ancestors()}


def _governed_with(word: Word) -> set[int]:
    """Return the words a personal pronoun can't refer to: its fellow arguments of one verb, and what holds it."""
    if word.base in ("nsubj", "obj", "iobj"):
        return {
            w.i for w in word.head.children if w.base in ("nsubj", "obj", "iobj", "obl") and w is not word
        }
    if word.dep == "nmod:poss":
        return {word.head.i}
    if word.base in ("obl", "nmod"):
        return {word.head.i, *(w.i for w in word.head.children if w.base in ("obj", "nsubj"))}
    return set()


def _relative_antecedent(word: Word) -> Word | None:
    for above in word.ancestors():
        if above.dep == "acl:relcl":
            return above.head
    return None


def _of_word(word: Word, clusters: list[_Cluster]) -> _Cluster | None:
    for cluster in reversed(clusters):
        if word in cluster.words:
            return cluster
    return None


def _speaker(word: Word, clusters: list[_Cluster], speech: SpeechMap, *, plural: bool) -> _Cluster | None:
    """Return whom *I* or *we* in a quotation is: the speaker, or for *we* the country or body they speak for."""
    around = speech.around(word)
    source = next((s.source for s in around if s.source is not None), None)
    if source is None:
        return None
    speaker = _of_word(source, clusters)
    if not plural or speaker is None:
        return speaker
    for head in [*speaker.words]:
        for part in [*head.subtree(("acl", "conj", "advcl", "punct"))]:
            if part is not head and part.label in ("NORP", "GPE", "ORG"):
                for cluster in reversed(clusters):
                    if any(w is part for w in cluster.words) and cluster is not speaker:
                        return cluster
    return speaker


def _chain(cluster: _Cluster, document: IRI) -> Chain:
    names = [m for m in cluster.mentions if m.kind is MentionKind.NAME]
    nominals = [m for m in cluster.mentions if m.kind is MentionKind.NOMINAL]
    best = max(names, key=lambda m: (len(m.text.split()), -m.extent.start)) if names else None
    best = best or (nominals or cluster.mentions)[0]
    return Chain(
        id=_chain_id(cluster, document),
        name=best.text,
        label=cluster.label,
        mentions=tuple(cluster.mentions),
        stands_for=cluster.reading,
        candidates=tuple(_chain_id(c, document) for c in cluster.candidates),
        size=cluster.size,
    )


def _chain_id(cluster: _Cluster, document: IRI) -> IRI:
    """Return an id from the first mention: inside one extraction, characters of the cleaned text."""
    return fragment(document, cluster.mentions[0].extent)
