"""Whom a pronoun stands for: the speaker, or the most salient of those that agree in the sentences before.

Salience follows Lappin and Leass (1994) in small: near before far, subjects before objects, named before unnamed, the
subject of a clause above first of all; fellow arguments of one verb are left out (principle B).
"""

from __future__ import annotations

from functools import cache

from ..resources import table, word_list
from ..types import Mention, MentionKind
from .attribution import SpeechMap
from .clauses import case_of, subjects
from .discourse import Cluster, Discourse
from .mentions import PAIRED
from .syntax import Word

__all__ = ["find_antecedent", "join_speakers"]

_FIRST_PLURAL = frozenset(["we", "us", "our", "ours", "ourselves"])
_FIRST = frozenset(["i", "me", "my", "mine", "myself"])
_SECOND = frozenset(["you", "your", "yours", "yourself"])
_MALE = frozenset(["he", "him", "his", "himself"])
_FEMALE = frozenset(["she", "her", "hers", "herself"])
_HUMAN = _MALE | _FEMALE
_THING = frozenset(["it", "its", "itself"])
_PLURAL = frozenset(["they", "them", "their", "theirs", "themselves"])
_REACH = 3  # sentences that a pronoun looks back
_LATEST = 8  # mentions of a candidate that are looked at
_INTRODUCED = 20  # mentions among which a speaker's country or body is told
_AFTER = ("after", "because", "since")  # why somebody is judged: *removed Turkey after it took delivery*
_CAUSES = (*_AFTER, "when")  # what is answered: *when Ankara bought it, Rome ended its part*
_UPON = ("on", "against", "at", "to")  # whom a measure strikes: *impose sanctions on Turkey if it buys*
_MANY = 5  # mentions that make a topic


def find_antecedent(mention: Mention, word: Word, discourse: Discourse, speech: SpeechMap) -> Cluster | None:
    """Return the cluster that a pronoun belongs to, None when it begins one."""
    lower = word.lower
    if lower in _FIRST or lower in _FIRST_PLURAL or lower in _SECOND:
        return _voice(word, discourse, speech)
    if lower in PAIRED:
        return _of_pair(mention, word, discourse)
    if lower in _HUMAN or lower in _PLURAL or lower in _THING:
        return _of_first_conjunct(word, discourse) or _most_salient(mention, word, discourse)
    return None


# --- first and second person ------------------------------------------------------------------


def _voice(word: Word, discourse: Discourse, speech: SpeechMap) -> Cluster | None:
    """Return whom *I*, *we* and *you* are: by the speaker if one is told, else the same all through a quotation."""
    lower = word.lower
    person = "i" if lower in _FIRST else "we" if lower in _FIRST_PLURAL else "you"
    source = _source(word, speech) if person != "you" else None
    known = _speaks_for(source, discourse, plural=person == "we")
    if known is not None:
        return known
    if source is not None and source.i > word.i:
        if (person, source.i) not in discourse.awaited:
            discourse.awaited[person, source.i] = source, discourse.start(None)
        return discourse.awaited[person, source.i][1]
    voice = (person, speech.quote_at(word.start))
    if voice not in discourse.voices:
        discourse.voices[voice] = discourse.start(None)
        discourse.voices[voice].plural = person == "we"
    return discourse.voices[voice]


def join_speakers(discourse: Discourse) -> None:
    """Give those named after their words what they said of themselves: *"I agree," she said*."""
    for (person, _), (source, cluster) in discourse.awaited.items():
        speaker = _speaks_for(source, discourse, plural=person == "we")
        if speaker is not None and speaker is not cluster:
            discourse.merge(cluster, speaker)


def _source(word: Word, speech: SpeechMap) -> Word | None:
    return next((s.source for s in speech.around(word) if s.source is not None), None)


def _speaks_for(source: Word | None, discourse: Discourse, *, plural: bool) -> Cluster | None:
    """Return whom *I* or *we* in a quotation is: the speaker, or for *we* the country or body they speak for."""
    speaker = discourse.of_word(source)
    if speaker is None or not plural:
        return speaker
    for head in speaker.words[:_INTRODUCED]:
        for part in head.subtree(("acl", "conj", "advcl", "punct")):
            if part is not head and part.label in ("NORP", "GPE", "ORG"):
                cluster = discourse.of_word(part)
                if cluster is not None and cluster is not speaker:
                    return cluster
    return speaker


# --- third person -----------------------------------------------------------------------------


def _of_pair(mention: Mention, word: Word, discourse: Discourse) -> Cluster | None:
    """Return the second of two that were named last for *the latter*, the first for *the former*."""
    named = (w for cluster in discourse.near(mention.sentence, 1) for w in cluster.words[-_LATEST:])
    seconds = [
        w for w in named if w.base == "conj" and w.i < word.i and discourse.of_word(w.head) is not None
    ]
    if not seconds:
        return None
    second = max(seconds, key=lambda w: w.i)
    return discourse.of_word(second if word.lower == "latter" else second.head)


def _of_first_conjunct(word: Word, discourse: Discourse) -> Cluster | None:
    """Return whose a second conjunct is: the first one's, as in *the agency and its head*."""
    noun = word.head
    if word.dep != "nmod:poss" or noun.base != "conj" or noun.head.pos not in ("NOUN", "PROPN"):
        return None
    cluster = discourse.of_word(noun.head)
    return cluster if cluster is not None and _agrees(cluster, word.lower) else None


def _most_salient(mention: Mention, word: Word, discourse: Discourse) -> Cluster | None:
    own = {above.i for above in word.ancestors()}
    excluded = _governed_with(word)
    affected = _affected(word)
    best: tuple[float, int] | None = None
    found = None
    for cluster in discourse.near(mention.sentence, _REACH):
        if not _agrees(cluster, word.lower) or any(w.i in excluded for w in cluster.words[-_LATEST:]):
            continue
        learned = max(discourse.link(word, before) for before in cluster.words[-_LATEST:])
        salience = _salience(cluster, mention, word, own, affected) + _weights()["learned"] * learned
        score = (salience, cluster.position)
        if best is None or score > best:
            best, found = score, cluster
    return found


def _agrees(cluster: Cluster, pronoun: str) -> bool:
    kind = cluster.kind
    if pronoun in _HUMAN:
        gender = "m" if pronoun in _MALE else "f"
        return kind == "PERSON" and not cluster.plural and cluster.gender in (None, gender)
    if kind == "NORP" and not cluster.plural:
        return False  # an adjective: "Russian"
    if pronoun in _THING:
        one = not cluster.plural or cluster.label == "GPE"  # the United States and its ally
        return one and kind not in ("PERSON", "NORP")
    return (
        cluster.plural or kind in ("ORG", "NORP", "PRODUCT") or (kind == "PERSON" and cluster.label is None)
    )


def _salience(cluster: Cluster, mention: Mention, word: Word, own: set[int], affected: set[int]) -> float:
    """Add up the weights of what speaks for a candidate (``salience`` in ``data/words``), and the distance against it."""
    latest = cluster.words[-1]
    holds = {
        "affected": any(w.i in affected for w in cluster.words[-_LATEST:]) if affected else False,
        "subject": latest.base == "nsubj" and not affected,
        "subject above": not affected
        and any(w.base == "nsubj" and w.head.i in own for w in cluster.words[-_LATEST:]),
        "oblique": latest.base in ("obl", "nmod") and not affected,
        "same role": latest.base == word.base,
        "same sentence": mention.sentence == cluster.last,
        "named": cluster.label is not None,
        "state or person": cluster.reading is not None or cluster.label in ("GPE", "PERSON"),
        "pronoun": cluster.mentions[-1].kind is MentionKind.PRONOUN,
        "same pronoun": any(w.lower == word.lower for w in cluster.words[-_LATEST:]),
    }
    weights = _weights()
    score = sum(weights[feature] for feature, held in holds.items() if held)
    score += weights["mention"] * min(len(cluster.mentions), _MANY)
    return score + weights["sentence back"] * (mention.sentence - cluster.last)


@cache
def _weights() -> dict[str, float]:
    return {row[0]: float(row[1]) for row in table("salience")}


def _affected(word: Word) -> set[int]:
    """Return whom a clause acts upon, for a possessive in its reason: *sanctions on Ankara over its purchase*.

    Reasons given with *over* and *for* are those of the one acted upon (implicit causality, Garvey and Caramazza 1974).
    """
    reason = word.head
    if (
        word.base == "nsubj"
        and reason.base == "advcl"
        and any(m.lower in ("if", "unless", *_AFTER) for m in reason.kids("mark"))
    ):
        verb = reason.head
        if verb.lemma not in word_list("judging_verbs") and any(
            m.lower in _AFTER for m in reason.kids("mark")
        ):
            return set()
        if verb.tag == "VBG" and verb.base in ("advcl", "xcomp") and verb.head.kid("obj", "iobj"):
            verb = verb.head  # "threatened Ankara with suspending the delivery if it"
        patients = verb.kids("obj", "iobj") if verb.pos == "VERB" else []
        struck = [w for above in (verb, *patients) for w in above.kids("obl", "nmod") if case_of(w) in _UPON]
        return {w.i for w in (*patients, *struck)}  # threats and requests hang on what the one addressed does
    if word.dep == "nmod:poss" and reason.base == "obj" and reason.lemma in word_list("withdrawn_rights"):
        causes = [c for c in reason.head.kids("advcl") if any(m.lower in _CAUSES for m in c.kids("mark"))]
        return {doer.i for cause in causes for doer in cause.kids("nsubj")}
    if word.dep == "nmod:poss" and reason.base == "obj" and reason.head.base == "xcomp":
        governor = reason.head.head  # "forced Ankara to abandon its deal": who does it owns it
        if governor.lemma not in word_list("subject_control"):
            return {w.i for w in governor.kids("obj", "iobj")}
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


def _named_in_words_of(speaker: Word) -> set[int]:
    """Return the names in what a pronoun says, which are not his (principle C): *Biden would lose, he said*."""
    verb = speaker.head
    if speaker.base != "nsubj":
        return set()
    said = [w for w in verb.kids("ccomp") if w.i < speaker.i]
    names = {w.i for clause in said for w in clause.subtree() if w.pos == "PROPN"}
    return names | (
        {verb.head.i} if verb.dep == "acl:relcl" else set()
    )  # "the missile, it said, is harmless"


def _judges(reason: Word) -> set[int]:
    """Return who punishes or blames for a reason, which is never his own: *Rome imposed sanctions over its purchase*."""
    verb = reason.head
    if reason.base != "obl" or case_of(reason) not in ("over", "for", "of") or verb is reason:
        return set()
    measures = {w.lemma for w in verb.kids("obj")} & word_list("own_measures")
    if verb.lemma not in word_list("judging_verbs") and not measures:
        return set()
    return {doer.i for doer in subjects(verb)}


def _governed_with(word: Word) -> set[int]:
    """Return the words a personal pronoun can't refer to: its fellow arguments of one verb, and what holds it."""
    if word.base in ("nsubj", "obj", "iobj"):
        beside = {
            w.i for w in word.head.children if w.base in ("nsubj", "obj", "iobj", "obl") and w is not word
        }
        doers = {doer.i for doer in subjects(word.head)} if word.base != "nsubj" else set()
        return beside | doers | _named_in_words_of(word)
    if word.dep == "nmod:poss":
        return {word.head.i, *_judges(word.head)}
    if word.base in ("obl", "nmod"):
        return {word.head.i, *(w.i for w in word.head.children if w.base in ("obj", "nsubj"))}
    return set()
