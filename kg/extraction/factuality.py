"""Whether it happened, according to the text: polarity, certainty and modality with their scope.

Factuality composes along the governing chain (Saurí and Pustejovsky 2009; Nairn, Condoravdi and Karttunen 2006). From
the root of a sentence down to a predicate, each word makes a context for its content (``contexts``), which follows from
how the word stands itself and from its signature in ``kg/data/factuality_cues.tsv`` (``cues``). What the content says of
itself (``marking``) is put into that context (``composition``). Where all this finds a plain fact, a rating that the encoder
learnt from people has the last word on how certain it is (``weigh``). Verbs, nouns, adjectives and adverbs are treated alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..parsing.scores import WordScores
from ..resources import word_list
from ..types import Certainty, Factuality, Modality, Polarity
from .clauses import is_clause
from .composition import FACT, OPEN, compose
from .contexts import context_of
from .cues import find_cue
from .marking import marked
from .syntax import Tree, Word

__all__ = ["is_held", "judge", "weigh"]

# The ratings, on a scale from -3 to 3, above which something is so sure: the best of six tried on the train file of UDS-IH2.
_LEAST = {Certainty.CERTAIN: 1.5, Certainty.PROBABLE: 0.8, Certainty.POSSIBLE: 0.0}
_ASKED = (Certainty.UNKNOWN, Modality.QUESTIONED)


def judge(trees: Iterable[Tree], scores: WordScores | None = None) -> dict[int, Factuality]:
    """Return how each word of some sentences stands as a predicate, by its number."""
    return {
        i: weigh(standing, scores.rating(i)) if scores else standing
        for tree in trees
        for i, standing in _judged(tree)
    }


def weigh(standing: Factuality, rating: float | None) -> Factuality:
    """Take certainty from a plain fact of which the encoder thinks that it may not have happened; nothing is made surer."""
    if rating is None or standing != FACT:
        return standing
    doubts = (certainty for certainty, least in _LEAST.items() if rating > least)
    return standing._replace(certainty=next(doubts, Certainty.UNKNOWN))


def is_held(cue: Word, standing: Factuality) -> bool:
    """Tell whether who utters a verb of saying stands by its content: not who *did not confirm* it or was *asked to*."""
    if (
        standing.modality is Modality.DENIED
        or not is_clause(cue)
        or cue.lemma not in word_list("speech_verbs")
    ):
        return True
    if standing.polarity is Polarity.NEGATIVE:
        found = find_cue(cue, "that")  # who does not believe it holds that it is not so
        return found is not None and found.negated is not None and found.negated.polarity is Polarity.NEGATIVE
    return standing.modality not in OPEN


def _judged(tree: Tree) -> Iterator[tuple[int, Factuality]]:
    """Put each word, from the roots down, into the context that the word above makes."""
    stack = [(word, FACT, marked(word)) for word in tree.words if word.head is word]
    while stack:
        word, context, standing = stack.pop()
        asked = is_clause(word) and _is_asked(word, tree)
        yield word.i, Factuality(standing.polarity, *_ASKED) if asked else standing
        for child in word.children:
            inner = context_of(word, child, standing, context)
            stack.append((child, inner, compose(inner, marked(child))))


def _is_asked(word: Word, tree: Tree) -> bool:
    """Tell whether a clause is a question: the sentence is one, or the words that somebody asks."""
    if tree.words[-1].text == "?":
        return True
    here = word
    while here.head is not here and here.base in ("xcomp", "ccomp", "conj"):
        if here.base == "ccomp" and here.head.lemma in ("ask", "wonder", "inquire", "enquire"):
            last = max(w.i for w in here.subtree())
            return any(w.text == "?" and w.i <= last + 2 for w in tree.words if w.i > here.i)
        here = here.head
    return False
