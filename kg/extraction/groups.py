"""Who *both sides*, *the two countries* and *they* are: the parties that were named together last."""

from __future__ import annotations

from functools import cache

from ..resources import table, word_list
from ..types import Mention
from .clauses import case_of, conjuncts
from .discourse import Cluster, Discourse
from .syntax import Word

__all__ = ["find_pair", "gather", "is_where"]

_COUNTS = {"both": 2, "two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4}
_ACTORS = ("GPE", "NORP", "ORG")
_KEPT_WORDS = 4  # of a cluster, in which those named together are looked for
_REACH = 2  # sentences that *they* looks back for a pair


def gather(group: Cluster, word: Word, discourse: Discourse) -> None:
    """Give a group like *the two countries* or *both presidents* those that it may consist of."""
    label = _group_labels().get(word.lemma)
    size = max((_COUNTS.get(w.lower, 0) for w in word.children if w.base in ("nummod", "det")), default=0)
    if label is None or size < 2 or word.tag not in ("NNS", "NNPS"):
        return
    clusters = sorted(discourse.clusters, key=lambda c: (c.last, c.position), reverse=True)
    fits = [c for c in clusters if _may_belong(c, label, word.lemma)]
    paired = _coordinated(discourse, size, label, word.i, ("nsubj", "nmod", "obl", "amod"))
    fits = [*paired, *(c for c in fits if c not in paired)]
    if len(fits) >= size:
        group.size, group.candidates = size, fits[: 4 * size]


def find_pair(found: Cluster | None, mention: Mention, word: Word, discourse: Discourse) -> Cluster | None:
    """Return a group for *they* where two were named together, and nobody else is as likely to be meant.

    *Iran and Iraq signed a treaty. They will build a pipeline.* A single state is no *they*.
    """
    if word.lower != "they" or (found is not None and (found.kind != "GPE" or found.size > 1)):
        return None
    members = _coordinated(discourse, 2, "GPE", word.i, ("nsubj",))
    if not members or any(mention.sentence - member.last > _REACH for member in members):
        return None
    if any(w.head is word.head for member in members for w in member.words[-1:]):
        return None
    group = discourse.start(None)
    group.size, group.candidates, group.plural = 2, members, True
    return group


def _coordinated(
    discourse: Discourse, size: int, label: str, before: int, roles: tuple[str, ...]
) -> list[Cluster]:
    """Return the last parties that were named together: *Russia and Ukraine met*, *Rome held talks with Paris*."""
    kinds = ("PERSON",) if label == "PERSON" else _ACTORS
    best: tuple[int, list[Cluster]] = (-1, [])
    for cluster in discourse.clusters:
        if cluster.label not in kinds:
            continue
        for word in cluster.words[-_KEPT_WORDS:]:
            if word.base not in roles:
                continue
            joined = [discourse.of_word(w) for w in conjuncts(word)]
            if word.base == "nsubj" and len(joined) == 1:
                joined += [discourse.of_word(w) for w in _partners(word)]
            members = [c for c in joined if c is not None and c.label in kinds]
            if len(members) == size == len(joined) and best[0] < word.i < before:
                best = word.i, members[::-1]  # the latest first
    return best[1]


def _partners(subject: Word) -> list[Word]:
    """Return with whom the subject of a verb does something: *met with X*, *held talks with X*, *met X*."""
    verb = subject.head
    phrases = [*verb.kids("obl"), *(w for noun in verb.kids("obj") for w in noun.kids("nmod"))]
    found = [w for w in phrases if case_of(w) == "with"]
    met = verb.kids("obj") if verb.lemma in word_list("meeting_verbs") else []
    return [*found, *(w for w in met if w.name is not None)]


def _may_belong(cluster: Cluster, label: str, lemma: str) -> bool:
    if label == "PERSON":
        return cluster.label == "PERSON" and (
            lemma in cluster.titles or lemma in ("leader", "man", "official")
        )
    return cluster.label in ("GPE", "NORP") and not all(is_where(word) for word in cluster.words)


def is_where(word: Word) -> bool:
    """Tell whether a name only says where something is: *in Osaka, Japan*."""
    if word.base in ("appos", "conj", "flat") and word.head is not word:
        return is_where(word.head)
    return any(case.lower in word_list("locative_prepositions") for case in word.kids("case"))


@cache
def _group_labels() -> dict[str, str]:
    return {row[0]: row[1] for row in table("group_nouns")}
