"""A question as plain sentences with a slot: *Whom did Turkey threaten?* as *Turkey did threaten {}*.

Only the order of words changes; what the sentences mean is for the reader of claims to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from spacy.tokens import Doc, Token

from ..resources import word_list

__all__ = ["SLOT", "Form", "Wanted", "plain_request", "read_form"]

SLOT = "{}"
_WH = frozenset({"who", "whom", "whose", "what", "which", "when", "where", "why", "how"})
_DO = frozenset({"do", "does", "did"})
_BE = frozenset({"is", "are", "was", "were", "'s", "’s"})
_SHORT = {
    "n't": "not",
    "n’t": "not",
    "'s": "is",
    "’s": "is",
    "'re": "are",
    "'ve": "have",
    "'ll": "will",
    "'d": "had",
}

# Questions for all that is known: the groups are one thing or two.
_ABOUT = tuple(
    re.compile(f"{pattern}$", re.IGNORECASE)
    for pattern in (
        r"what (?:has |have )?(?:happened|occurred|is happening|was happening|is going on|went on) between (.+?) and (.+)",
        rf"(?:what|how) (?:is|was|are|were) the (?:\w+ )?(?:{'|'.join(sorted(word_list('question_ties')))}) (?:like )?between (.+?) and (.+)",
        r"how (?:is|are|was|were) (.+?) and (.+?) (?:related|connected|linked)(.*)",
        r"what (?:do|does) (?:we|you|they|the reports?|the news|the papers?|the sources) (?:know|say|report|tell us) (?:about|of) (.+)",
        r"what (?:is|was|has been) (?:known|said|claimed|reported|written|alleged) (?:about|of) (.+)",
        r"(?:tell me|what) about (.+)",
        r"what (?:has |have )?(?:happened|is happening|is going on|went on) (?:to|in|with|at) (.+)",
    )
)  # fmt: skip
_NAME_ALONE = re.compile(
    r"(?i:who|what) (?i:is|was|are|were) ((?:the )?[A-Z0-9][\w.’'-]*(?: (?:of |al-|the )?[A-Z0-9][\w.’'-]*)*)$"
)
_LIST = re.compile(r"(?:all |any )?(?:of )?(?:the )?(.+?) (?:that|who|which) (.+)$", re.IGNORECASE)


class Wanted(StrEnum):
    """What the words of a question ask for, before anybody knows which part of a claim that is."""

    GAP = "gap"
    TRUTH = "truth"
    WHEN = "when"
    WHERE = "where"
    COUNT = "count"
    SAID = "said"
    ABOUT = "about"


class Form(NamedTuple):
    """Sentences with a slot, the likeliest first; ``noun`` is that of *which companies*, ``thing`` tells what from who.

    ``SAID`` and ``ABOUT`` give one sentence in which the things asked about are subject and object; a slot that is left in it is nobody.
    """

    wanted: Wanted
    sentences: tuple[str, ...]
    noun: str = ""
    thing: bool = False
    number: bool = False  # *how many people*
    passive: bool = False  # without an agent


def plain_request(question: str) -> str:
    """Return a question without what is polite in it: *Please tell me who …?* as *who …*; a list is asked for by *which*."""
    words = " ".join(question.split()).rstrip(" ?!.")
    begun = True
    while begun:
        begun = False
        for lead in sorted(word_list("question_leads"), key=len, reverse=True):
            rest = words[len(lead) :].lstrip(" ,:")
            if words.lower().startswith(f"{lead} ") and rest.split(" ", 1)[0].lower() in _WH | {
                "please",
                "about",
                "if",
                "whether",
                *_LEAD_WORDS,
            }:
                words, begun = (
                    (f"{lead} {rest}" if rest.lower().startswith("about ") else rest),
                    not rest.lower().startswith("about "),
                )
                break
    for lead in sorted(word_list("question_lists"), key=len, reverse=True):
        found = _LIST.match(words[len(lead) :].strip()) if words.lower().startswith(f"{lead} ") else None
        if found and found[1].split(" ", 1)[0].lower() not in _WH:
            return f"which {found[1]} {found[2]}"
    return words


_LEAD_WORDS = frozenset({"in", "with", "by", "from", "to", "against", "on", "for"})


def about_form(question: str) -> Form | None:
    """Return the form of a question for all that is known, nothing for another."""
    for pattern in _ABOUT:
        found = pattern.match(question)
        if found:
            one, other, *rest = (*found.groups(), SLOT)[: max(2, len(found.groups()))]
            return Form(Wanted.ABOUT, (f"{_capital(one)} criticized {other}{''.join(rest)}.",))
    found = _NAME_ALONE.match(question)
    if found:
        return Form(Wanted.ABOUT, (f"{_capital(found[1])} criticized {SLOT}.",))
    return None


def read_form(doc: Doc) -> Form | None:
    """Return the form of a parsed question, nothing where it is not put as one that kg reads."""
    tokens = [token for token in doc if not token.is_space]
    while tokens and tokens[-1].is_punct:
        tokens.pop()
    if not tokens:
        return None
    asked = next((i for i, token in enumerate(tokens[:4]) if token.lower_ in _WH), None)
    if asked is None or any(
        token.pos_ in ("VERB", "AUX") and token.lower_ != "according" for token in tokens[:asked]
    ):
        return _truth(tokens)
    before, phrase, rest = _phrase(tokens, asked)
    words = " ".join(token.lower_ for token in phrase)
    noun = phrase[-1] if len(phrase) > 1 and phrase[-1].pos_ in ("NOUN", "PROPN") else None
    head = next(
        (
            t
            for t in phrase
            if noun is not None
            and t.pos_ in ("NOUN", "PROPN")
            and t.i > phrase[0].i
            and not _modifies(t, phrase)
        ),
        noun,
    )
    first = phrase[0].lower_
    if words in word_list("question_counts"):
        return _whole(Wanted.COUNT, rest)
    if first == "when" or (head is not None and head.lemma_.lower() in word_list("question_times")):
        return _whole(Wanted.WHEN, rest)
    if (
        first == "where"
        or (head is not None and head.lemma_.lower() in word_list("question_places"))
        or _asks_place(before, first, head)
    ):
        return _whole(Wanted.WHERE, rest)
    if first in ("why", "how") and not words.startswith("how many "):
        return None
    return _gap(before, phrase, rest, head)


def _modifies(token: Token, phrase: Sequence[Token]) -> bool:
    return token.dep_ in ("compound", "amod", "flat") and token.head in phrase


def _asks_place(before: Sequence[Token], first: str, head: Token | None) -> bool:
    preposition = " ".join(token.lower_ for token in before)
    return (
        preposition in ("in", "at")
        and first in ("which", "what")
        and head is not None
        and head.lemma_.lower() in _WHERE_NOUNS
    )


_WHERE_NOUNS = frozenset({"country", "city", "town", "region", "province", "state", "village", "capital"})


def _phrase(tokens: Sequence[Token], asked: int) -> tuple[Sequence[Token], Sequence[Token], Sequence[Token]]:
    """Return the preposition before the phrase that asks, the phrase, and all that follows."""
    end = asked + 1
    if tokens[asked].lower_ in ("which", "what", "whose", "how"):
        while (
            end < len(tokens)
            and not _is_verbal(tokens[end])
            and not (
                tokens[asked].lower_ == "what" and end == asked + 1 and tokens[end].pos_ in ("PRON", "DET")
            )
        ):
            end += 1
    return tokens[:asked], tokens[asked:end], tokens[end:]


def _is_verbal(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or token.tag_ in ("MD", "VBD", "VBZ", "VBP")


def _truth(tokens: Sequence[Token]) -> Form | None:
    if tokens[0].pos_ != "AUX" and tokens[0].tag_ != "MD" and tokens[0].lower_ not in _DO | _BE:
        return None
    return _whole(Wanted.TRUTH, tokens)


def _whole(wanted: Wanted, rest: Sequence[Token]) -> Form | None:
    parts = _uninverted(rest)
    if parts is None:
        return None
    return Form(wanted, (_sentence(parts[0], parts[1], [_words(parts[2])]),), passive=_is_passive(rest))


def _is_passive(rest: Sequence[Token]) -> bool:
    return any(token.dep_ == "aux:pass" for token in rest) and not any(token.lower_ == "by" for token in rest)


def _gap(
    before: Sequence[Token], phrase: Sequence[Token], rest: Sequence[Token], head: Token | None
) -> Form | None:
    first, number = phrase[0].lower_, phrase[0].lower_ == "how"
    noun = _text(phrase[2 if number else 1 :]) if head is not None else ""
    thing = first in ("what", "which") and head is None
    preposition = _text(before).lower()
    if not rest:
        return None
    if not preposition and not _is_inverted(rest):
        owned = f"{SLOT}'s {noun}" if first == "whose" else SLOT
        return Form(
            Wanted.GAP,
            (_sentence([owned], [_words(rest)]),),
            "" if first == "whose" else noun,
            thing,
            number,
            _is_passive(rest),
        )
    parts = _uninverted(rest)
    if parts is None:
        return None
    subject, verbs, after = parts
    if first == "what" and head is None and not preposition and _says(rest):
        return _said(subject, after)
    sentences = tuple(dict.fromkeys(_with_slot(subject, verbs, after, preposition, phrase)))
    return Form(Wanted.GAP, sentences, noun, thing, number)


def _says(rest: Sequence[Token]) -> bool:
    verb = _main_verb(rest)
    return verb is not None and verb.lemma_.lower() in word_list("question_sayings")


def _said(subject: Sequence[str], after: Sequence[Token]) -> Form:
    topic = next(
        (
            i
            for i, token in enumerate(after)
            if token.lower_ in ("about", "of", "on", "regarding", "concerning", "against")
        ),
        None,
    )
    if topic is None:
        return Form(Wanted.SAID, (_sentence(subject, ["criticized", SLOT], [_words(after)]),))
    return Form(Wanted.SAID, (_sentence(subject, ["criticized", _words(after[topic + 1 :])]),))


def _with_slot(
    subject: Sequence[str],
    verbs: Sequence[str],
    after: Sequence[Token],
    preposition: str,
    phrase: Sequence[Token],
) -> Iterator[str]:
    """Yield the sentences with the slot where it may stand: after a preposition left alone, after the verb, at the end."""
    whole = [_words(after)] if after else []
    if preposition:
        yield _sentence(
            subject, verbs, whole, [f"{', ' if preposition == 'according to' else ''}{preposition} {SLOT}"]
        )
        return
    for place, token in enumerate(after):
        follows = after[place + 1] if place + 1 < len(after) else None
        alone = token.pos_ in ("ADP", "PART", "ADV") and token.tag_ in ("IN", "TO", "RP")
        if alone and (token.head in phrase or follows is None or follows.pos_ == "ADP"):
            yield _sentence(subject, verbs, [_words(after[: place + 1]), SLOT, _words(after[place + 1 :])])
    yield _sentence(subject, verbs, [SLOT], whole)
    yield _sentence(subject, verbs, whole, [SLOT])


def _is_inverted(rest: Sequence[Token]) -> bool:
    """Tell whether a subject stands after the auxiliary: *has Turkey threatened*, and not *has threatened Turkey*."""
    if not _is_auxiliary(rest[0]):
        return False
    follows = next((t for t in rest[1:] if not _is_adverb(t)), None)
    if (
        follows is None
        or follows.tag_ in ("VB", "VBN", "VBG")
        or (follows.pos_ == "AUX" and follows.lower_ in ("be", "been", "being", "have"))
    ):
        return False
    if rest[0].lower_ in _BE:
        verb = _main_verb(rest)
        return _late_subject(rest) is not None and (verb is None or verb.tag_ in ("VBG", "VBN", "VBD"))
    return True


def _late_subject(rest: Sequence[Token]) -> Token | None:
    root = next((t for t in rest if t.dep_ == "ROOT"), None)
    return next((t for t in rest if t.dep_.startswith("nsubj") and t.head == root and t.i > rest[0].i), None)


def _is_auxiliary(token: Token) -> bool:
    return token.pos_ == "AUX" or token.tag_ == "MD" or token.lower_ in _DO | _BE


def _is_adverb(token: Token) -> bool:
    return token.pos_ == "ADV" or token.lower_ in ("not", "n't", "n’t", "ever", "also", "already")


def _main_verb(rest: Sequence[Token]) -> Token | None:
    """Return the verb that goes with the auxiliary: the root of the sentence, else the first that looks so."""
    verbs = [t for t in rest[1:] if t.tag_ in ("VB", "VBN", "VBG", "VBD", "VBP", "VBZ") and t.pos_ == "VERB"]
    root = next((t for t in verbs if t.dep_ == "ROOT"), None)
    return root or next((t for t in verbs if t.tag_ in ("VB", "VBN", "VBG")), None)


def _uninverted(rest: Sequence[Token]) -> tuple[list[str], list[str], Sequence[Token]] | None:
    """Return subject, verbs and what follows of words in the order of a question; or of a statement, as they are."""
    if not rest:
        return None
    if not _is_auxiliary(rest[0]):
        return [_words(rest)], [], ()
    if rest[0].lower_ not in _BE and not _is_inverted(rest):
        return [_words(rest)], [], ()
    verb = _main_verb(rest)
    subject = _late_subject(rest)
    places = {token.i: place for place, token in enumerate(rest)}
    if verb is None:  # *is Turkey a member of NATO*
        if subject is None:
            return None
        last = max(places[t.i] for t in subject.subtree if t.i in places)
        return [_words(rest[1 : last + 1])], [_plain(rest[0])], rest[last + 1 :]
    at = places[verb.i]
    begun = at
    while begun > 1 and (_is_adverb(rest[begun - 1]) or (rest[begun - 1].pos_ == "AUX" and begun - 1 > 0)):
        begun -= 1
    early = [t for t in rest[1:begun] if t.lower_ in ("n't", "n’t", "not")]
    standing = [t for t in rest[1:begun] if t not in early]
    if not standing:
        return None
    verbs = [
        _plain(rest[0]),
        *(["not"] if early else []),
        *(_plain(t) for t in rest[begun:at] if t.lower_ != "ever"),
        verb.text,
    ]
    return [_words(standing)], verbs, rest[at + 1 :]


def _plain(token: Token) -> str:
    return _SHORT.get(token.lower_, token.lower_)


def _words(tokens: Sequence[Token]) -> str:
    """Return tokens as they were written, short verbs and *not* in full."""
    return "".join(
        (f" {_SHORT[t.lower_]}{t.whitespace_}" if t.lower_ in _SHORT and t.tag_ != "POS" else t.text_with_ws)
        for t in tokens
    ).strip()


def _text(tokens: Sequence[Token]) -> str:
    return "".join(token.text_with_ws for token in tokens).strip()


def _sentence(*parts: Sequence[str]) -> str:
    words = " ".join(word for part in parts for word in part if word)
    return f"{_capital(' '.join(words.replace(' ,', ',').split()))}."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
