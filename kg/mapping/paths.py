"""Where in a proposition a frame finds its arguments.

Paths such as ``obj>nmod:on`` step from an argument to the arguments of the noun that it is. Prepositional phrases are
looked for at the verb, at its object and one noun further down, because parsers attach them to any of these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from ..resources import table, word_list
from ..types import Argument, Extraction, Proposition

__all__ = ["fillers_of", "follow", "has_given", "is_no_place", "link_of", "tells_when"]

_INSTEAD = {"xcomp": ("advcl:to",), "obj": ("iobj", "obl:unmarked")}  # what parsers take the one for


def fillers_of(
    paths: Sequence[str], proposition: Proposition, extraction: Extraction, *, widen: bool = True
) -> tuple[Argument, ...]:
    """Return the arguments at the first of some paths that leads anywhere."""
    for path in paths:
        found = follow(path.split(">"), proposition, extraction, widen)
        if found:
            return found
    return ()


def follow(
    steps: list[str], proposition: Proposition, extraction: Extraction, widen: bool
) -> tuple[Argument, ...]:
    """Return the arguments at the end of a path; ``widen`` looks where the parser may have hung them, too."""
    here: tuple[Argument, ...] = ()
    for role in (steps[0], *_INSTEAD.get(steps[0], ())):
        here = here or proposition.fillers(role)
        if steps[0] == "obj":
            here = tuple(argument for argument in here if not tells_when(argument, proposition))
    if not here and widen and len(steps) == 1:
        here = _elsewhere(steps[0], proposition, extraction)
    if len(steps) == 1:
        return here
    found: list[Argument] = []
    for argument in here:
        if argument.proposition is not None:
            inner = extraction.propositions[argument.proposition]
            found.extend(follow(steps[1:], inner, extraction, False) or _below(steps[1:], inner, extraction))
    # "a complaint accusing India" leads back to the complaint
    return tuple(
        a for a in found if a.proposition is None or extraction.propositions[a.proposition] is not proposition
    )


def _below(steps: list[str], noun: Proposition, extraction: Extraction) -> tuple[Argument, ...]:
    """Look for a prepositional phrase one noun further down: *the shipment of parts to Turkey*."""
    if len(steps) > 1 or not steps[0].startswith("nmod:") or steps[0] in ("nmod:of", "nmod:poss"):
        return ()
    inner = (
        extraction.propositions[a.proposition] for a in noun.fillers("nmod:of") if a.proposition is not None
    )
    return next((found for below in inner if (found := below.fillers(steps[0]))), ())


def _elsewhere(role: str, proposition: Proposition, extraction: Extraction) -> tuple[Argument, ...]:
    """Look for a role where the parser may have attached it: at the object, or at the verb above a noun."""
    kind, _, preposition = role.partition(":")
    if kind == "obl" and preposition:
        for argument in proposition.fillers("obj"):
            if argument.proposition is not None:
                thing, phrase = extraction.propositions[argument.proposition], f"nmod:{preposition}"
                found = thing.fillers(phrase) or _below([phrase], thing, extraction)
                if found:
                    return found
    if proposition.predicate.pos == "NOUN" and proposition.embedded_under is not None:
        above = extraction.propositions[proposition.embedded_under]
        noun = link_of(proposition, above, extraction)
        if above.predicate.pos != "VERB" or noun is None or noun.role != "obj":
            return ()
        light = above.predicate.lemma in word_list("light_verbs") - word_list("receiving_verbs")
        if light and role == "nsubj":
            return above.fillers("nsubj")
        if kind == "nmod" and preposition and preposition != "poss":
            found = above.fillers(f"obl:{preposition}")
            received = preposition == "from" and above.predicate.lemma in word_list("receiving_verbs")
            if light or received:
                return found
            return tuple(each for each in found if _follows(each, noun, preposition))
    return ()


def tells_when(argument: Argument, proposition: Proposition) -> bool:
    """Tell whether an argument is the time of its clause: *admitted the same evening that*."""
    return proposition.time is not None and argument.text in proposition.time.text


def link_of(proposition: Proposition, above: Proposition, extraction: Extraction) -> Argument | None:
    """Return the argument of the proposition above that a proposition is; none where it hangs on one of those."""
    for argument in above.arguments:
        if argument.proposition is not None and extraction.propositions[argument.proposition] is proposition:
            return argument
    return None


def _follows(phrase: Argument, noun: Argument, preposition: str) -> bool:
    """Tell whether a phrase stands right after a noun, with nothing between but its preposition."""
    return 0 < phrase.extent.start - noun.extent.end <= len(preposition) + 2


def has_given(given: Mapping[str, frozenset[str]], proposition: Proposition, extraction: Extraction) -> bool:
    """Tell whether a proposition has the heads in its roles that a frame asks for, and none where it forbids any."""
    for role, heads in given.items():
        if role.startswith("!"):
            forbidden = proposition.fillers(role[1:])
            if any(not heads or _is_among(f, heads) for f in forbidden):
                return False
            continue
        fillers = fillers_of((role,), proposition, extraction)
        if not any(_is_among(f, heads) for f in fillers):
            return False
    return True


def _is_among(filler: Argument, heads: frozenset[str]) -> bool:
    """Tell whether a head is asked for; plurals that the lemmatiser leaves alone (*troops*) count.

    ``NAME`` asks for a name of its own, ``*`` for anything.
    """
    words = (filler.head, filler.head.removesuffix("s"), filler.text.lower())
    if "NAME" in heads and filler.proposition is None and filler.text.removeprefix("the ")[:1].isupper():
        return True
    return "*" in heads or any(word in heads for word in words)


def is_no_place(argument: Argument) -> bool:
    """Tell whether a phrase with *in* is a time or a view: *later in the day*, *in his words*."""
    return argument.head in _units() or bool(
        {argument.head, argument.head + "s"} & word_list("viewpoint_nouns")
    )


@cache
def _units() -> frozenset[str]:
    return frozenset(row[0] for row in table("time_words") if row[1] in ("unit", "daypart"))
