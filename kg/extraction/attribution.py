"""Who says so: sources and cues of direct, indirect and mixed speech (PDTB's source and cue).

Speech is found on the tree alone, before anything else is read, because pronouns inside quotations need
to know who is talking. A clause then asks for the speeches that it stands in, the nearest first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..resources import table, word_list
from ..types import Extent
from .syntax import Tree, Word, extent_of

__all__ = ["Speech", "SpeechMap", "find_speech"]

_SAID = frozenset({"-", "asserted", "denied", "questioned"})  # what a complement says, not what it aims at
_QUOTE = re.compile(r'"|\n\n')


class Speech(NamedTuple):
    """One report: the speaker's head word, the cue word and the head of what is said.

    ``source`` is None where nobody is named ("it is claimed"). ``content`` is None for a quotation that runs on
    from another sentence.
    """

    source: Word | None
    cue: Word
    content: Word | None
    quoted: bool
    anonymous: bool


class SpeechMap:
    """The speeches of a document, found by what is said in them."""

    def __init__(self, speeches: Sequence[Speech], quotes: Sequence[Extent], text: str) -> None:
        self.speeches = tuple(speeches)
        self.quotes = tuple(quotes)
        self._by_content: dict[int, list[Speech]] = {}
        for speech in speeches:
            if speech.content is not None:
                self._by_content.setdefault(speech.content.i, []).append(speech)
        self._running = _running_quotes(self.speeches, self.quotes, text)

    def around(self, word: Word) -> tuple[Speech, ...]:
        """Return the speeches that a word is said in, the nearest first."""
        found: list[Speech] = []
        cues = {word.i}
        here = word
        while True:
            for speech in self._by_content.get(here.i, ()):
                if speech.cue.i not in cues and speech not in found and not _is_source(word, speech):
                    found.append(speech)
            if here.head is here:
                break
            here = here.head
            cues.add(here.i)
        if not any(speech.quoted for speech in found):
            running = self._running.get(self.quote_at(word.start))
            if running is not None and running not in found and running.cue.i not in cues:
                found.append(running._replace(quoted=True))
        return tuple(found)

    def quote_at(self, offset: int) -> int:
        """Return the number of the quotation that a character stands in, or -1."""
        for number, quote in enumerate(self.quotes):
            if quote.start <= offset < quote.end:
                return number
            if quote.start > offset:
                break
        return -1


def find_speech(trees: Sequence[Tree], text: str) -> SpeechMap:
    """Find every report of speech in a document."""
    quotes = _quotations(text)
    speeches: list[Speech] = []
    for tree in trees:
        for word in tree.words:
            if word.pos in ("VERB", "AUX", "NOUN") and word.lemma in word_list("speech_verbs"):
                speeches.extend(_reports(word, tree, quotes))
            elif word.lemma in word_list("quoting_verbs") and word.pos == "VERB":
                speeches.extend(_quoting(word, quotes))
                _cite(word, speeches)
            elif word.lower == "according":
                speeches.extend(_according(word, quotes))
        speeches.extend(_headline(tree))
    return SpeechMap(speeches, quotes, text)


def _reports(verb: Word, tree: Tree, quotes: Sequence[Extent]) -> list[Speech]:
    """Return the speech under a verb of saying: a clause, a quotation beside it, or an inverted tag."""
    if verb.pos == "NOUN" and verb.tag not in ("VBD", "VBZ", "VBN", "VBP"):
        return []
    content = verb.kid("ccomp")
    if content is None and verb.kid("xcomp") and not verb.kid("obj"):
        inner = verb.kids("xcomp")[0]
        content = (
            inner if (inner.pos in ("VERB", "AUX") or inner.copular) and _reports_with(verb, inner) else None
        )
    if content is None:
        content = _beside(verb, tree, quotes)
    if content is None or content is verb:
        return []
    source = _speaker(verb, content)
    if source is None and not _agentless(verb):
        return []
    return [Speech(source, verb, content, _is_quoted(content, quotes), _is_anonymous(source, verb))]


def _reports_with(verb: Word, inner: Word) -> bool:
    """Tell whether an open complement is what is said, and not what is meant to be done: *vowed to fight*."""
    return inner.tag != "VB" or verb.lemma not in _aims() or any(w.lower == "have" for w in inner.kids("aux"))


@cache
def _aims() -> frozenset[str]:
    """Return the verbs under which an infinitive is planned, asked for, offered or threatened."""
    return frozenset(row[0] for row in table("factuality_cues") if row[1] == "VERB" and row[2] not in _SAID)


def _beside(verb: Word, tree: Tree, quotes: Sequence[Extent]) -> Word | None:
    """Return the clause that a tag like *he said* comments on, where it is no ``ccomp``."""
    if verb.base == "parataxis" and (verb.head.pos in ("VERB", "AUX", "NOUN", "ADJ") or verb.head.copular):
        return verb.head
    paratactic = verb.kid("parataxis")
    if paratactic is not None and (paratactic.kid("nsubj") or paratactic.copular):
        return paratactic
    if verb.base in ("advcl", "acl", "conj", "dep") and verb.head.i < verb.i and verb.kid("obj") is None:
        between = [w for w in tree.words if verb.head.i < w.i < verb.i and w.text in ('"', ",", "''")]
        inverted = any(w.i > verb.i for w in verb.kids("nsubj", "obl", "obj"))
        if between and inverted and not verb.kid("mark", "cc"):
            return verb.head
    return None


def _speaker(verb: Word, content: Word) -> Word | None:
    subject = next((w for w in verb.kids("nsubj") if not w.dep.endswith("pass")), None)
    if subject is None and verb.passive:
        subject = next((w for w in verb.kids("obl") if _case(w) == "by"), None)
    if subject is None:
        after = [w for w in verb.children if w.i > verb.i and w.label in ("PERSON", "ORG", "GPE")]
        subject = after[0] if after and content.i < verb.i else None
    if subject is None:
        subject = _inherited_subject(verb)
    if subject is None or subject.lower in ("it", "there", "what"):
        return None
    if subject.lower in ("who", "which", "that") and verb.dep == "acl:relcl":
        return verb.head
    return subject


def _inherited_subject(verb: Word) -> Word | None:
    """Return the subject of the clause that a participle, an infinitive or a conjunct belongs to."""
    here = verb
    for _ in range(4):
        if here.base not in ("conj", "advcl", "xcomp", "acl"):
            return None
        if here.base == "acl":
            return here.head if here.dep != "acl:relcl" else None
        here = here.head
        if here.lemma in word_list("quoting_verbs") and here.kid("obj", "nsubj:pass"):
            return here.kid("nsubj:pass") if here.passive else here.kid("obj")
        subjects = here.kids("nsubj")
        if subjects:
            return subjects[0]
    return None


def _agentless(verb: Word) -> bool:
    return verb.passive or any(w.lower == "it" for w in verb.kids("nsubj", "expl"))


def _quoting(verb: Word, quotes: Sequence[Extent]) -> list[Speech]:
    """Read *Reuters quoted an official as saying that ...*: the object speaks, the subject reports."""
    speaker = verb.kid("nsubj:pass") if verb.passive else verb.kid("obj")
    outlet = _speaker(verb, verb)
    saying = next((w for w in verb.subtree() if w.lower == "saying" or w.lemma in ("say", "tell")), None)
    if saying is None:
        paratactic = verb.head if verb.base == "parataxis" else None
        content = paratactic
    else:
        content = saying.kid("ccomp", "parataxis", "obj")
        if (content is None and verb.base in ("parataxis", "ccomp", "advcl")) or content is None:
            content = verb.kid("ccomp") or (verb.head if verb.base == "parataxis" else None)
    if content is None or speaker is None:
        return []
    found = [
        Speech(speaker, saying or verb, content, _is_quoted(content, quotes), _is_anonymous(speaker, verb))
    ]
    if outlet is not None and outlet is not speaker:
        found.append(
            Speech(outlet, verb, saying if saying and saying.base == "xcomp" else content, False, False)
        )
    return found


def _cite(verb: Word, speeches: list[Speech]) -> None:
    """Put who is cited before who reports: *Reuters reported, citing a diplomat*."""
    cited = verb.kid("obj")
    if cited is None or verb.base != "advcl" or verb.tag != "VBG" or verb.kid("ccomp", "xcomp"):
        return
    for position, speech in enumerate(speeches):
        if speech.cue is verb.head and speech.content is not None:
            speeches.insert(position, Speech(cited, verb, speech.content, False, _is_anonymous(cited, verb)))
            return


def _according(word: Word, quotes: Sequence[Extent]) -> list[Speech]:
    """Read *according to X*: in UD the pair is the case of X, an oblique of the clause."""
    source = word.head if word.base in ("case", "mark") else word.kid("obl", "nmod", "obj")
    if source is None or source is word:
        return []
    clause = source.head if word.base in ("case", "mark") else word.head
    if clause is source:
        return []
    return [Speech(source, word, clause, _is_quoted(clause, quotes), _is_anonymous(source, word))]


def _headline(tree: Tree) -> list[Speech]:
    """Read *Erdogan: Turkey will not give up the missiles* as speech of the name before the colon."""
    for position, word in enumerate(tree.words[:6]):
        if word.text == ":" and position:
            before = tree.words[position - 1]
            name = all(w.name for w in tree.words[:position])
            after = (
                tree.root
                if tree.root.i > word.i
                else next(
                    (w for w in tree.words if w.i > word.i and w.head.i < word.i and w.pos == "VERB"), None
                )
            )
            if name and before.label in ("PERSON", "ORG", "GPE") and after is not None and after.kid("nsubj"):
                return [Speech(before, word, after, False, False)]
    return []


def _case(word: Word) -> str:
    case = word.kid("case")
    return case.lower if case else ""


def _is_anonymous(source: Word | None, cue: Word) -> bool:
    if source is None:
        return False
    cues = word_list("anonymous_cues")
    near = {w.lower for w in source.subtree()} | {w.lower for w in cue.subtree(("ccomp", "parataxis"))}
    return bool(near & cues) or (not source.name and source.pos == "NOUN")


def _is_source(word: Word, speech: Speech) -> bool:
    """Tell whether a word belongs to the naming of the speaker or of the report, and so is not said by them."""
    if speech.cue.head is word and speech.content is not word:
        return True  # "Reuters reported, citing a diplomat"
    if speech.source is None:
        return False
    return word is speech.source or speech.source in tuple(word.ancestors())


def _is_quoted(content: Word, quotes: Sequence[Extent]) -> bool:
    extent = extent_of(content.subtree())
    return any(q.start <= content.start < q.end and q.end > extent.start for q in quotes)


def _quotations(text: str) -> list[Extent]:
    """Return the quoted stretches: from quote to quote, at most to the end of the paragraph."""
    found: list[Extent] = []
    opened: int | None = None
    for match in _QUOTE.finditer(text):
        if match.group() != '"':
            if opened is not None:
                found.append(Extent(opened, match.start()))
            opened = None
        elif opened is None:
            opened = match.start()
        else:
            found.append(Extent(opened, match.end()))
            opened = None
    if opened is not None:
        found.append(Extent(opened, len(text)))
    return found


def _running_quotes(speeches: Sequence[Speech], quotes: Sequence[Extent], text: str) -> dict[int, Speech]:
    """Give each quotation the speech that introduces or follows it: in it, right after it, right before it.

    A quotation that opens a paragraph without a tag of its own is spoken by the one before it.
    """
    owner: dict[int, Speech] = {}
    for speech in speeches:
        if speech.content is None or speech.source is None:
            continue
        for number, quote in enumerate(quotes):
            inside = quote.start <= speech.content.start < quote.end
            beside = (
                0 <= speech.cue.start - quote.end <= 60 and "\n\n" not in text[quote.end : speech.cue.start]
            )
            if number not in owner and (inside or beside) and not quote.start < speech.cue.start < quote.end:
                owner[number] = speech
    for number, quote in enumerate(quotes):
        if number in owner or number == 0 or number - 1 not in owner:
            continue
        gap = text[quotes[number - 1].end : quote.start]
        said = text[quote.start : quote.end - 1].rstrip()
        whole = len(said) > 38 or (gap.rstrip().endswith(".") and said.endswith((".", "?", "!")))
        if gap.count("\n\n") <= 1 and len(gap) < 400 and whole:
            owner[number] = owner[number - 1]
    return owner
