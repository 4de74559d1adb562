"""Which mentions refer to one thing: names by form, nominals by head and origin, pronouns by agreement and salience.

A deterministic cascade in reading order (after the sieves of Lee et al. 2013): exact and partial names first,
then noun phrases, then pronouns, each to the nearest candidate that agrees, subjects before others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..ids import bare_surname, fragment
from ..ontology.weapons import can_take_up
from ..parsing.scores import WordScores
from ..resources import word_list
from ..types import IRI, Chain, Mention, MentionKind
from .attribution import SpeechMap
from .discourse import (
    DEMONYM,
    Cluster,
    Discourse,
    initials,
    is_demonym,
    is_state,
    modifiers_of,
    name_key,
    noun_labels,
    origins_of,
    states_shown,
)
from .groups import find_pair, gather, is_where
from .metonymy import reading_of
from .persons import person_parts, same_bearer
from .pronouns import find_antecedent, join_speakers
from .syntax import Tree, Word

__all__ = ["resolve_coreference"]

_DEFINITE = frozenset(["the", "this", "that", "these", "those", "both"])
_POINTING = frozenset(["this", "that", "these", "those", "such", "said"])
_INDEFINITE = frozenset(
    ["a", "an", "any", "every", "each", "no", "another", "some", "other", "many", "few", "several", "more", "most", "all",
     "what", "which", "much", "either", "neither", "half", "own", "certain", "different", "various"]
)  # fmt: skip
_NEGATIONS = frozenset(["not", "n't", "never", "no", "neither"])


def resolve_coreference(
    trees: Sequence[Tree],
    mentions: Sequence[Mention],
    speech: SpeechMap,
    document: IRI,
    scores: WordScores | None = None,
) -> tuple[Chain, ...]:
    """Group mentions into chains; a lone mention is a chain of one. Chains stand in order of first mention."""
    discourse = Discourse(scores)
    named = [m for m in mentions if m.kind is MentionKind.NAME and m.label != "PERSON"]
    discourse.note_signs(states_shown((m, is_where(_head(m, trees[m.sentence]))) for m in named))
    for mention in mentions:
        tree = trees[mention.sentence]
        word = _head(mention, tree)
        match mention.kind:
            case MentionKind.NAME:
                cluster = _name(mention, word, tree, discourse)
            case MentionKind.NOMINAL:
                cluster = _nominal(word, discourse, speech)
            case MentionKind.PRONOUN:
                cluster = find_antecedent(mention, word, discourse, speech)
                cluster = find_pair(cluster, mention, word, discourse) or cluster
        if cluster is None:
            cluster = discourse.start(mention.label)
            if mention.kind is MentionKind.NOMINAL:
                gather(cluster, word, discourse)
                cluster.owner = discourse.of_word(word.kid("nmod:poss"))
            cluster.plural = word.tag in ("NNS", "NNPS") or word.lower in ("they", "them", "their")
        discourse.join(cluster, mention, word)
    join_speakers(discourse)
    clusters = [cluster for cluster in discourse.clusters if cluster.mentions]
    clusters.sort(key=lambda cluster: (cluster.mentions[0].head, cluster.mentions[0].extent))
    return tuple(_chain(cluster, document) for cluster in clusters)


def _head(mention: Mention, tree: Tree) -> Word:
    return next(word for word in tree.words if word.start == mention.head.start)


# --- names ------------------------------------------------------------------------------------


def _name(mention: Mention, word: Word, tree: Tree, discourse: Discourse) -> Cluster | None:
    if word.pos == "ADJ" and mention.label in ("NORP", None):
        return None  # "Turkish" says what kind, and takes up nothing
    key = name_key(mention.text)
    reading = reading_of(word, mention.text, tree)
    person = _namesake(key, mention, word, discourse)
    if person is not None:
        return person
    known = discourse.by_name.get((key, reading))
    if known is not None:
        return known
    found = _introduced(mention, word, discourse)
    if found is None and mention.label in ("PERSON", None):
        found = _same_person(key, mention, discourse)
    if found is None and mention.label not in ("PERSON", "GPE", "NORP"):
        found = _same_body(key, mention, word, discourse)
    if found is None and reading is not None:
        found = discourse.start(mention.label, reading)
    return found


def _introduced(mention: Mention, word: Word, discourse: Discourse) -> Cluster | None:
    """Return what a name in apposition or predicate names: *the defence minister, X*; *the winner was X*."""
    if word.base == "appos" and word.head.i < word.i and word.head.tag == "NN":
        cluster = discourse.of_word(word.head)
    elif word.copular and word.kid("case") is None and mention.label != "NORP":
        cluster = _subject_of(word, discourse)
    else:
        return None
    if cluster is None or cluster.keys or cluster.kind not in (None, mention.label):
        return None
    return cluster


def _namesake(key: str, mention: Mention, word: Word, discourse: Discourse) -> Cluster | None:
    """Return the person of the document who is called like a state: *Jordan* after *Jim Jordan*.

    Nobody is meant where the document knows the state by another sign: its people, its capital or a place in it.
    """
    if mention.label not in ("GPE", "ORG", None) or " " in key or not is_state(key):
        return None
    cluster = discourse.by_part.get(key)
    if cluster is None or cluster.label != "PERSON" or is_where(word):
        return None
    return None if discourse.knows_state(key) else cluster


def _same_person(key: str, mention: Mention, discourse: Discourse) -> Cluster | None:
    parts = person_parts(key)
    while len(parts) > 1 and parts[0] in word_list("title_words"):
        parts = parts[1:]
    if mention.label is None and len(parts) > 1:
        return None
    if len(parts) == 1:
        cluster = discourse.by_part.get(bare_surname(parts[0]))
        return cluster if cluster is not None and cluster.label == "PERSON" else None
    bearers = discourse.surnamed(bare_surname(parts[-1]))
    found = [c for c in bearers if all(same_bearer(key, other) for other in sorted(c.keys))]
    return found[0] if len(found) == 1 else None  # "John Hartwell" is neither John A. nor John B.


def _same_body(key: str, mention: Mention, word: Word, discourse: Discourse) -> Cluster | None:
    """Find the longer name of a body, or the letters it goes by: *NHC*, *the Commission*."""
    short = mention.text.replace(".", "")
    if len(short) > 1 and short.isupper():
        cluster = discourse.by_initials.get(short)
        if cluster is not None:
            return cluster
    mine = initials(mention.text)
    if len(mine) > 1 and " " in key:
        cluster = discourse.by_name.get((mine.lower(), None))
        if cluster is not None:
            return cluster
    if " " not in key and len(key) > 3 and any(w.lower in _DEFINITE for w in word.kids("det")):
        cluster = discourse.by_part.get(key)
        if cluster is not None and cluster.label != "PERSON":
            return cluster
    return next(
        (
            c
            for c in discourse.labelled("ORG")
            if len(key) > 4 and any(k.startswith(key + " ") for k in sorted(c.keys))
        ),
        None,
    )


# --- noun phrases -----------------------------------------------------------------------------


def _nominal(word: Word, discourse: Discourse, speech: SpeechMap) -> Cluster | None:
    """Find what a noun phrase takes up again, None when it is new."""
    explained = _explained(word, discourse)
    if explained is not None:
        return explained
    if word.base == "appos" or (word.copular and word.base != "nsubj"):
        return None
    determiners = {
        w.lower for w in word.children if w.base in ("det", "amod", "nummod") or w.dep == "det:predet"
    }
    if determiners & _INDEFINITE:
        return None
    owner = word.kid("nmod:poss")
    if owner is None and not determiners and word.lemma in word_list("adverbial_nouns"):
        return None
    definite = bool(determiners & _DEFINITE)
    if definite:
        found = _named_before(word, discourse, speech)
        if found is not None:
            return found
    return _same_noun(word, owner, discourse, pointing=bool(determiners & _POINTING))


def _explained(word: Word, discourse: Discourse) -> Cluster | None:
    """Return what a noun phrase is said to be: as its apposition, or by a copula."""
    if word.base == "appos" and word.head.i < word.i:
        cluster = discourse.of_word(word.head)
    elif word.copular and word.kid("case") is None:
        cluster = _subject_of(word, discourse)
    else:
        return None
    if cluster is None or cluster.plural != (word.tag in ("NNS", "NNPS")):
        return None
    kind = noun_labels().get(word.lemma)
    if cluster.kind is not None and kind is not None and cluster.kind != kind:
        return None
    return cluster


def _subject_of(predicate: Word, discourse: Discourse) -> Cluster | None:
    """Return what a predicate noun is said of, None where it is denied."""
    if any(w.lower in _NEGATIONS for w in predicate.children):
        return None
    return discourse.of_word(predicate.kid("nsubj"))


def _same_noun(word: Word, owner: Word | None, discourse: Discourse, *, pointing: bool) -> Cluster | None:
    """Find the latest thing of the same head noun that nothing said of it keeps apart."""
    plural = word.tag == "NNS"
    modifiers, origins = modifiers_of(word), origins_of(word)
    possessor = discourse.of_word(owner)
    for cluster in discourse.headed(word.lemma):
        if cluster.plural != plural or not (pointing or modifiers <= cluster.modifiers):
            continue
        if origins and cluster.origins and not origins & cluster.origins:
            continue
        if owner is not None and cluster.owner is not None and cluster.owner is not possessor:
            continue
        return cluster
    return None


def _named_before(word: Word, discourse: Discourse, speech: SpeechMap) -> Cluster | None:
    """Find whom a definite noun phrase describes: *the president*, *the country*, *the Russian system*."""
    label = noun_labels().get(word.lemma)
    if label is None or (word.tag == "NNS" and label != "PRODUCT"):
        return None
    if label == "GPE":
        own = _country_of_speaker(word, discourse, speech)
        if own is not None:
            return own
    origins = origins_of(word)
    modified = any(_narrows(w, word) for w in word.children)
    candidates = _candidates(label, discourse)
    if label == "GPE" and word.base == "nsubj":
        candidates = sorted(candidates, key=_prominence, reverse=True)
    for cluster in candidates:
        if origins and cluster.origins and not origins & cluster.origins:
            continue
        if _is_fellow(word, cluster):
            continue
        if label == "PERSON":
            if word.lemma in cluster.titles and (not origins or origins & cluster.origins):
                return cluster
        elif label == "ORG":
            if not modified and _fits_body(word.lemma, cluster):
                return cluster
        elif label == "GPE":
            people = cluster.label == "NORP" and (
                cluster.plural
                or not (word.lemma in word_list("state_nouns") or _is_of_subject(cluster, word))
            )
            if not modified and not people and _fits_place(word.lemma, cluster):
                return cluster
        elif label == "LOC" and cluster.label == "GPE":
            if not modified and word.lemma in word_list("region_nouns") and not _is_state(cluster):
                return cluster
        elif (not modified or origins & cluster.origins) and _can_be(word, cluster):
            return cluster
    return None


def _prominence(cluster: Cluster) -> tuple[int, int, int]:
    """Rank whom the subject of a sentence may take up: named last, as the subject of a clause or in its phrase."""
    here = [w for w, m in zip(cluster.words, cluster.mentions, strict=True) if m.sentence == cluster.last]
    inside = any(w.base in ("nmod", "amod", "compound") and w.head.base == "nsubj" for w in here)
    return cluster.last, 2 if any(w.base == "nsubj" for w in here) else int(inside), cluster.position


def _is_of_subject(cluster: Cluster, word: Word) -> bool:
    """Tell whether a nationality is that of the subject before: *the Greek premier met X. The government said*."""
    mine = _is_state(cluster) and word.base == "nsubj" and word.lemma in word_list("state_agents")
    return mine and _prominence(cluster)[1] > 0


def _narrows(modifier: Word, noun: Word) -> bool:
    """Tell whether a modifier says which one is meant; a clause after a comma only adds something."""
    if modifier.base == "acl":
        return not any(
            p.text == "," and noun.i < p.i < modifier.i for p in (*noun.children, *modifier.children)
        )
    return modifier.base in ("amod", "compound", "nmod", "nummod")


def _candidates(label: str, discourse: Discourse) -> Iterable[Cluster]:
    """Return what a noun of a kind may stand for, the latest first; at last a country of which only an adjective tells."""
    if label == "LOC":
        both = [*discourse.labelled("LOC"), *discourse.labelled("GPE")]
        return sorted(both, key=lambda cluster: (cluster.last, cluster.position), reverse=True)
    return [*discourse.labelled(label), *(discourse.labelled(DEMONYM) if label == "GPE" else ())]


def _can_be(noun: Word, weapon: Cluster) -> bool:
    """Tell whether a noun can mean a named weapon: *the aircraft* is no missile system."""
    names = [mention.text for mention in weapon.mentions if mention.kind is MentionKind.NAME]
    return not names or any(can_take_up(noun.lemma, name) for name in names)


def _is_fellow(word: Word, cluster: Cluster) -> bool:
    """Tell whether a cluster is a participant of the verb that a noun phrase hangs on: nobody does it to himself so."""
    return word.head is not word and any(other.head is word.head for other in cluster.words[-3:])


def _fits_body(noun: str, cluster: Cluster) -> bool:
    """Tell whether a name can be that of such a body: a hospital is called one, or by its initials."""
    if noun not in word_list("named_bodies"):
        return True
    return any(noun in key for key in cluster.keys) or any(word.text.isupper() for word in cluster.words)


def _fits_place(noun: str, cluster: Cluster) -> bool:
    """Tell whether a place is a state where the noun says so, and none where it says that it is a town."""
    state = _is_state(cluster)
    if noun in word_list("state_nouns"):
        return state
    return not state or noun not in word_list("town_nouns")


def _is_state(cluster: Cluster) -> bool:
    return any(is_state(key) or is_demonym(key) for key in sorted(cluster.keys))


def _country_of_speaker(word: Word, discourse: Discourse, speech: SpeechMap) -> Cluster | None:
    """Return the country of the person who says *the country*, if the text tells it."""
    source = next((s.source for s in speech.around(word) if s.source is not None), None)
    speaker = discourse.of_word(source)
    if speaker is None or speaker.label != "PERSON" or not speaker.origins:
        return None
    for cluster in discourse.clusters:
        if cluster.label in ("NORP", "GPE") and cluster.keys & speaker.origins:
            return cluster
    return None


# --- chains -----------------------------------------------------------------------------------


def _chain(cluster: Cluster, document: IRI) -> Chain:
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


def _chain_id(cluster: Cluster, document: IRI) -> IRI:
    """Return an id from the first mention: inside one extraction, characters of the cleaned text."""
    return fragment(document, cluster.mentions[0].extent)
