"""Place names that act: *Ankara refused* is a government, *in Ankara* is a city.

The reading of one mention is decided by its own clause; which government is meant is a question for the
gazetteer and so for the mapping. Only names that can stand for a government are asked about.
"""

from __future__ import annotations

from functools import cache

from ..ids import fold
from ..resources import table, word_list
from .syntax import Tree, Word

__all__ = ["reading_of"]

_DASHES = frozenset(["-", "--", "–", "—"])
_DATELINE = 10  # words from the start of a sentence to the dash that ends its dateline


@cache
def _seats() -> frozenset[str]:
    """Return the folded names of capitals and of seats of power."""
    names = (name for row in table("states") for name in (*row[6].split("|"), *row[7].split("|")) if name)
    return frozenset(fold(name) for name in names)


def reading_of(head: Word, text: str, tree: Tree) -> str | None:
    """Return ``government`` where a capital acts or is acted upon, ``None`` where it is a place.

    A capital is a place after a locative preposition, as the modifier of a local noun, as the goal or source of
    a motion, under what falls on places only, in a dateline, and where it is called a city; it acts otherwise.
    """
    if fold(text) not in _seats() or _in_dateline(head, text, tree):
        return None
    return "government" if _acts(head, tree) else None


def _acts(head: Word, tree: Tree, depth: int = 0) -> bool:
    while head.base == "flat" and head.head is not head:
        head = head.head
    above = head.head
    if any(w.lower in word_list("area_adjectives") for w in head.kids("amod", "compound", "advmod")):
        return False
    if head.dep == "nmod:poss":
        return not _is_in(above, "local_nouns")
    if head.base in ("compound", "amod", "nmod:desc"):
        return _modifies_actor(head, above)
    if head.base == "conj":
        return _acts_like_first(head, tree, depth)
    if head.base in ("nsubj", "csubj"):
        return _acts_as_subject(head, above)
    if head.base in ("obj", "iobj"):
        return not _befalls_place(above)
    case = head.kid("case")
    return head.base == "root" if case is None else _acts_after(_preposition(head, case), head)


def _in_dateline(head: Word, text: str, tree: Tree) -> bool:
    """Tell whether a name opens a dateline: *ANKARA (Reuters) -*, *BRUSSELS, June 3 -*."""
    start = tree.words[0].start
    if head.start - start > len(text):
        return False
    after = [word for word in tree.words if word.start > head.start and word.start >= start + len(text)]
    dashes = [i for i, word in enumerate(after[:_DATELINE]) if word.text in _DASHES and _is_apart(word, tree)]
    if not after or not dashes:
        return False
    between = after[: dashes[0]]
    return all(word.pos != "VERB" for word in between) and (
        not between or between[0].text in ("(", ",") or between[0].pos == "PROPN"
    )


def _is_apart(dash: Word, tree: Tree) -> bool:
    """Tell whether a dash has blanks around it, and so does not join two words."""
    before, after = tree.by_index.get(dash.i - 1), tree.by_index.get(dash.i + 1)
    return before is not None and before.end < dash.start and (after is None or dash.end < after.start)


def _is_in(word: Word, name: str) -> bool:
    """Tell whether a word, or it with the noun before it (*conference call*), is in a list."""
    words = word_list(name)
    if word.lemma in words or word.lower in words:
        return True
    return any(f"{part.lemma} {word.lemma}" in words for part in word.kids("compound", "amod"))


def _modifies_actor(head: Word, above: Word) -> bool:
    case = above.kid("case")
    if above.pos in ("ADV", "ADJ") and case is not None and case.i < head.i:
        return _acts_after(case.lower, head)  # the parser hung the name on what follows it
    return above.pos != "PROPN" and not _is_in(above, "local_nouns") and not _is_in(above, "venue_nouns")


def _acts_like_first(head: Word, tree: Tree, depth: int) -> bool:
    """Read a later conjunct as the name before it; the parser may have joined it to what holds that name."""
    before = [word for word in tree.words if head.head.i <= word.i < head.i]
    named = [word for word in before if fold(word.text) in _seats() or word.label in ("GPE", "LOC")]
    case = head.kid("case")
    if case is not None:
        return _acts_after(_preposition(head, case), head)
    if named and depth < 10:
        return _acts(named[-1], tree, depth + 1)
    return _acts(head.head, tree, depth + 1) if depth < 10 else True


def _acts_as_subject(head: Word, verb: Word) -> bool:
    if head.dep == "nsubj:pass" or verb.passive:
        return not _befalls_place(verb)
    return not (verb.copular and _is_in(verb, "local_nouns"))


def _befalls_place(verb: Word) -> bool:
    """Tell whether what a verb does, it does to places: *left Kabul*, *hit by a storm*, but not *hit by tariffs*."""
    if verb.lemma in word_list("visiting_verbs"):
        return True
    if verb.lemma not in word_list("impact_verbs"):
        return False
    if verb.passive:
        causes = [w for w in verb.kids("obl") if w.kid("case") is not None]
    else:
        causes = verb.kids("nsubj")
    return any(_is_in(cause, "physical_causes") for cause in causes)


def _preposition(head: Word, case: Word) -> str:
    """Return the preposition next to a name: *out of*, *from outside Kyiv* are told by their last word."""
    last = head.kids("case")[-1]
    return last.lower if last.i < head.i and last.lower not in ("'s", "’s", "of") else case.lower


def _acts_after(preposition: str, head: Word) -> bool:
    above = head.head
    if preposition in word_list("locative_prepositions"):
        return preposition in ("at", "in") and _is_in(above, "aimed_words")
    if preposition in ("to", "into", "onto", "for"):
        return not (_moves(above) or _carried(above))
    if preposition == "from":
        return not (_moves(above) or _carried(above) or _comes(above))
    if preposition in ("between", "until", "toward", "towards"):
        return not (_moves(above) or _is_in(above, "local_nouns"))
    if preposition in ("on", "upon", "against"):
        return not _is_in(above, "assaults")
    if preposition == "of":
        return not _is_in(above, "local_nouns")
    return True


def _moves(above: Word) -> bool:
    """Tell whether a verb or noun of motion governs a phrase, also past its object: *moved its seat to Nairobi*."""
    if _is_in(above, "motion_words"):
        return True
    inside = above.pos == "NOUN" and above.base in ("obj", "nsubj") and above.head.pos == "VERB"
    return inside and above.base == "obj" and _is_in(above.head, "motion_words")


def _carried(above: Word) -> bool:
    """Tell whether a verb takes people or vehicles somewhere: *sent planes to Kabul*, but not *sold planes to Kabul*."""
    trades = above.lemma in word_list("giving_verbs") - word_list("carrying_verbs")
    return (
        above.pos == "VERB"
        and not trades
        and any(_is_in(thing, "travellers") for thing in (*above.kids("obj"), *above.kids("nsubj:pass")))
    )


def _comes(above: Word) -> bool:
    """Tell whether a noun is somebody or something that has come: *tourists from Vienna*."""
    return above.pos == "NOUN" and _is_in(above, "travellers")
