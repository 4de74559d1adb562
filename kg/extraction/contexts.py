"""The context that a word makes for what it governs: its content, the deed that it names, its adverbial clauses."""

from __future__ import annotations

from ..resources import word_list
from ..types import Certainty, Factuality, Modality, Polarity
from .clauses import case_of, is_clause
from .composition import FACT, affirm, apply, compose
from .conditions import is_condition, subordinator_of
from .cues import Cue, Effect, find_content_cue, find_cue
from .marking import modality_of
from .negation import has_negative_determiner, is_negated
from .syntax import Word

__all__ = ["context_of"]

_CONTENT = frozenset({"xcomp", "ccomp", "acl", "csubj", "obj", "obl", "nmod", "nsubj"})
_NOMINAL = frozenset({"obj", "nmod", "obl", "iobj", "compound", "appos"})
_WH = frozenset({"who", "whom", "whose", "what", "which", "when", "where", "why", "how"})
_THEME_OF_NOUN = frozenset({"of", "for", "on", "about", "with", "to", "against", "from", "over"})
_THEME_OF_VERB = _THEME_OF_NOUN - {"against", "over"}

# What governors do that the table does not list: verbs of saying, of phase, and nouns with an infinitive.
_ASSERTED, _DENIED = (
    Effect(Polarity.POSITIVE, Modality.ASSERTED),
    Effect(Polarity.NEGATIVE, Modality.ASSERTED),
)
_REPORT = Cue(_ASSERTED, Effect(Polarity.POSITIVE, Modality.POSSIBLE))
_PHASE = Cue(_ASSERTED, _DENIED)
_AIM = Cue(Effect(Polarity.POSITIVE, Modality.PLANNED), Effect(Polarity.NEGATIVE, Modality.PLANNED))
_ASKED = Factuality(Polarity.POSITIVE, Certainty.UNKNOWN, Modality.QUESTIONED)
_UNREAL = Factuality(modality=Modality.COUNTERFACTUAL)


def context_of(above: Word, here: Word, standing: Factuality, context: Factuality) -> Factuality:
    """Return the context that a word makes: ``standing`` is how the word stands, ``context`` what it stands in itself."""
    if here.base == "conj":
        return _shared(above, here, context)
    if not is_clause(here):
        return _of_noun(above, here, standing)
    marks = {mark.lower for mark in here.kids("mark")}
    if "whether" in marks or ("if" in marks and here.base in ("ccomp", "csubj")):
        return _ASKED
    if here.base == "advcl":
        return _of_adverbial(above, here, standing)
    if here.dep == "acl:relcl" and not is_clause(above):
        return _of_relative(above, here, standing)
    return _of_content(above, here, standing) if here.base in _CONTENT else FACT


def _shared(above: Word, here: Word, context: Factuality) -> Factuality:
    """Give a conjunct the context of the first, and its modal: *will buy and deploy*, *did not buy or sell*."""
    if not (is_clause(here) and is_clause(above)) or here.kid("aux", "nsubj"):
        return context
    own = modality_of(above)
    if is_negated(above) and any(cc.lower == "or" for cc in here.kids("cc")):
        own = own._replace(polarity=Polarity.NEGATIVE)
    return compose(context, own)


# --- clauses as content ---------------------------------------------------------------------------


def _of_content(above: Word, here: Word, standing: Factuality) -> Factuality:
    kind = _form(here)
    participle = here.base == "acl" and here.tag in ("VBN", "VBG") and above.pos != "VERB"
    if participle and not here.kid("mark", "case", "nsubj"):  # "a contract signed in May" is signed
        said = here.tag == "VBG" and here.lemma in word_list("speech_verbs")  # "a post saying that"
        return apply(find_cue(above, "that") or _REPORT, standing, "that") if said else FACT
    cue = _said_to_be(above) or _on_subject(above, here) or find_cue(above, kind)
    if kind == "that" and here.base in ("ccomp", "csubj") and _is_wh(here):
        asked = cue is not None and cue.affirmed is not None and cue.affirmed.modality is Modality.QUESTIONED
        return _ASKED if asked else FACT
    return apply(cue or _unlisted(above, here, kind), standing, kind)


def _form(clause: Word) -> str:
    """Return the kind of a clause, as the table of cues names them."""
    verbs = (clause, *clause.kids("aux", "cop"))
    marks = {mark.lower for mark in clause.kids("mark")}
    if "to" in marks and any(w.tag == "VB" for w in verbs):
        return "to"
    if "that" in marks or {w.tag for w in verbs} & {"VBD", "VBZ", "VBP", "MD"}:
        return "that"
    return "to" if clause.tag == "VB" else "ing"


def _unlisted(above: Word, here: Word, kind: str) -> Cue:
    """Return the signature of a word that the table does not list."""
    if kind == "to" and here.base == "acl":
        return _PHASE if _is_ranked(above) else _AIM
    return _REPORT if kind == "that" else _PHASE


def _said_to_be(above: Word) -> Cue | None:
    """Return what an adverb says of what a verb reports: *falsely claimed*."""
    found = (find_content_cue(adverb, "content") for adverb in above.kids("advmod"))
    return next((cue for cue in found if cue is not None), None)


def _is_wh(clause: Word) -> bool:
    """Tell whether a clause asks for a detail of what is taken for granted: *did not say when it bought them*."""
    return any(
        w.lower in _WH for child in clause.children if child.i < clause.i for w in (child, *child.children)
    )


def _is_ranked(noun: Word) -> bool:
    """Tell whether an infinitive tells what was done: *the first country to buy*, *the only one to sign*."""
    words = {w.lower for w in noun.kids("amod", "advmod", "nummod")} | {noun.lower}
    return bool(words & word_list("ranks")) or any(w.tag == "JJS" for w in noun.kids("amod"))


def _of_relative(above: Word, here: Word, standing: Factuality) -> Factuality:
    """Read a relative clause as a fact, unless it is told in a story or is what a report says."""
    places = [w for w in here.kids("obl", "advmod") if w.lower in ("which", "where")]
    if places and find_content_cue(above, "setting") is not None:
        return _UNREAL
    complete = here.kid("mark") or (here.kid("nsubj") and len(here.kids("obj")) > 1)  # *that* is no pronoun
    cue = find_cue(above, "that") if complete else None
    return FACT if cue is None else apply(cue, standing, "that")


# --- adverbial clauses ----------------------------------------------------------------------------


def _of_adverbial(above: Word, here: Word, standing: Factuality) -> Factuality:
    """Read conditions, purposes, gerunds that complete a verb, and times that have not come."""
    marks = [w.lower for w in here.kids("mark", "case", "advmod") if w.i < here.i]
    if "against" in marks and above.lemma in word_list("dissuading_verbs"):
        modality = Modality.REQUESTED if above.kid("obj") else Modality.PLANNED
        against = Cue(Effect(Polarity.NEGATIVE, modality), Effect(Polarity.POSITIVE, modality))
        return apply(against, standing, "ing")
    subordinator = subordinator_of(here)
    if subordinator is not None:
        counter = is_condition(here) and modality_of(above).modality is Modality.COUNTERFACTUAL
        return _UNREAL if counter else apply(subordinator, FACT, "self")
    kind = _form(here)
    completes = above.pos in ("NOUN", "ADJ", "ADV") or set(marks) & word_list("content_prepositions")
    cue = find_cue(above, kind) if completes or (kind == "to" and above.passive) else None
    if cue is not None:
        return apply(cue, standing, kind)
    if kind == "to":
        return Factuality(modality=Modality.PLANNED)
    unreal = standing.modality not in (Modality.ASSERTED, Modality.DENIED)
    coming = kind == "ing" or (set(marks) & word_list("time_marks") and _is_present(here))
    return affirm(standing) if unreal and coming else FACT


def _is_present(clause: Word) -> bool:
    verbs = [*clause.kids("aux", "cop"), clause]
    return verbs[0].tag in ("VBZ", "VBP")


# --- nouns of deeds -------------------------------------------------------------------------------


def _of_noun(above: Word, here: Word, standing: Factuality) -> Factuality:
    """Take a noun for granted (*over its purchase of*) unless the word above says otherwise."""
    if has_negative_determiner(here):
        standing = affirm(standing)  # one *no* counts once
    cue = _on_subject(above, here) or _on_theme(above, here)
    if cue is not None:
        return apply(cue, standing, "noun")
    if _is_lent(here, above):
        return standing
    if here.base == "nmod" and above.lemma in word_list("transparent_nouns"):
        return standing
    core = here.base in ("nsubj", "obj") and is_clause(above)
    unreal = standing.modality not in (Modality.ASSERTED, Modality.DENIED)
    if core and unreal and _is_indefinite(here):  # "an attack could lead to war"
        return compose(affirm(standing), Factuality(modality=Modality.POSSIBLE))
    return FACT


def _is_lent(noun: Word, verb: Word) -> bool:
    """Tell whether a noun is the event that a light verb does or that there is: *held talks*, *talks resumed*."""
    if noun.base == "obj" or noun.dep == "nsubj:pass":
        return verb.lemma in word_list("light_verbs")
    if noun.base != "nsubj" or not is_clause(verb):
        return False
    said = {f"{verb.lemma} {part.lemma}" for part in verb.kids("compound:prt", "obj", "advmod")} | {
        verb.lemma
    }
    return verb.kid("expl") is not None or bool(said & word_list("occurrences"))


def _on_subject(above: Word, here: Word) -> Cue | None:
    """Return what is said of a subject: *sanctions are unlikely*, *the story is a hoax*, *the deal fell through*."""
    if here.base not in ("nsubj", "csubj") or here.dep in ("nsubj:pass", "csubj:pass"):
        return None
    said = above.kid("xcomp") if above.lemma in word_list("copular_verbs") else above
    if said is None or (is_clause(said) and not said.copular):
        return find_content_cue(above, "subject")
    if said.pos == "ADJ" and not (here.base == "nsubj" and said.kid("xcomp", "ccomp", "csubj", "advcl")):
        return find_cue(said, "subject")
    return find_content_cue(said, "subject")


def _on_theme(above: Word, here: Word) -> Cue | None:
    """Return what a word does to the deed that is its object or complement: *plan a purchase*, *fears of an attack*."""
    if (here.base not in _NOMINAL and here.dep != "nsubj:pass") or not _is_theme(above, here):
        return None
    adverb = _said_to_be(above) if above.lemma in word_list("speech_verbs") else None
    return adverb or find_cue(above, "noun")


def _is_theme(above: Word, here: Word) -> bool:
    """Tell whether a noun is what is planned, asked or threatened, and not its time, place or reason."""
    if here.base in ("obj", "appos") or here.dep == "nsubj:pass":
        return True
    if here.base == "compound":
        return above.pos == "NOUN"
    return case_of(here) in (_THEME_OF_VERB if above.pos == "VERB" else _THEME_OF_NOUN)


def _is_indefinite(noun: Word) -> bool:
    """Tell whether a noun speaks of no deed in particular: *an attack*, *any attack*, *strikes*."""
    if noun.pos != "NOUN" or noun.name is not None or noun.kid("nmod:poss"):
        return False
    determiners = {d.lower for d in noun.kids("det")}
    return not determiners or bool(determiners & {"a", "an", "any", "another", "some", "no"})
