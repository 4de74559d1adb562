"""Who says so: sources and cues of direct, indirect and mixed speech (PDTB's source and cue).

Speech is found before anything else is read, because pronouns inside quotations need to know who is talking: tags
by their punctuation (``speech_tags``), what stands under a verb of saying on the tree, and quotations without a tag
by what is around them (``quotations``). A clause then asks for the speeches that it stands in, the nearest first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ..resources import word_list
from ..types import IRI, Attribution, Extent, Modality, Proposition
from .clauses import takes_up
from .cues import governing_verbs
from .quotations import find_quotations, is_paragraph_open, is_whole, may_run_on
from .speech_tags import Tag, find_tags, named_in
from .speeches import Speech, SpeechMap
from .syntax import Tree, Word, extent_of
from .viewpoints import find_headline, find_viewpoints

__all__ = ["Speech", "SpeechMap", "carry_reporters", "find_speech"]

_SAID = frozenset(
    {Modality.ASSERTED, Modality.DENIED, Modality.QUESTIONED}
)  # what a complement says, not what it aims at


def find_speech(trees: Sequence[Tree], text: str) -> SpeechMap:
    """Find every report of speech in a document."""
    quotes = find_quotations(text)
    speeches: list[Speech] = []
    for tree in trees:
        found: list[Speech] = []
        tags = {tag.cue.i: tag for tag in find_tags(tree.words, quotes, text)}
        for word in tree.words:
            if word.i in tags:
                found.append(_tagged(tags[word.i]))
            elif word.lemma in word_list("speech_nouns") and word.pos == "NOUN" and word.tag in ("NN", "NNS"):
                found.extend(_allegation(word, quotes))
            elif word.pos in ("VERB", "AUX", "NOUN") and word.lemma in word_list("speech_verbs"):
                found.extend(_reports(word, tree, quotes))
            elif word.lemma in word_list("quoting_verbs") and word.pos == "VERB":
                found.extend(_quoting(word, quotes))
            elif word.lower == "according":
                found.extend(_according(word, tree, quotes))
        speeches.extend(_cited([*found, *_viewpoints(tree, quotes)], tree))
    return SpeechMap(speeches, quotes, _running_quotes(speeches, quotes, trees, text))


def carry_reporters(propositions: Sequence[Proposition]) -> tuple[Proposition, ...]:
    """Give an unnamed speaker the reporter that first quoted them: *The official insisted* is still Reuters's official."""
    reporters: dict[IRI, tuple[Attribution, ...]] = {}
    carried = []
    for proposition in propositions:
        chain = proposition.attribution
        source = chain[0].source if chain and chain[0].anonymous else None
        if source is not None and len(chain) > 1:
            reporters.setdefault(source, chain[1:])
        elif source is not None and source in reporters:
            proposition = replace(proposition, attribution=(*chain, *reporters[source]))
        carried.append(proposition)
    return tuple(carried)


def _tagged(tag: Tag) -> Speech:
    anonymous = _is_anonymous(tag.source, tag.cue)
    return Speech(tag.source, tag.cue, None, tag.quoted, anonymous, tag.said, tag.extent)


def _cited(speeches: Sequence[Speech], tree: Tree) -> list[Speech]:
    """Add those whom an outlet cites, before the outlet: *Reuters reported, citing two officials*."""
    for word in tree.words:
        if word.lemma not in word_list("quoting_verbs"):
            continue
        outlets, cited = _citing(word, speeches), _object(word, tree)
        if outlets and cited is not None:
            anonymous = _is_anonymous(cited, word)
            return [*(s._replace(source=cited, cue=word, anonymous=anonymous) for s in outlets), *speeches]
    return list(speeches)


def _citing(verb: Word, speeches: Sequence[Speech]) -> list[Speech]:
    """Return the speeches that a verb of quoting goes with: those before its participle, or of its antecedent."""
    if verb.dep == "acl:relcl":
        return [speech for speech in speeches if speech.source is verb.head]
    if verb.tag != "VBG" or any(speech.cue is verb for speech in speeches) or not speeches:
        return []
    before = [speech for speech in speeches if speech.cue.i < verb.i]
    cue = max(before, key=lambda speech: speech.cue.i).cue if before else speeches[0].cue
    return [speech for speech in speeches if speech.cue is cue]


def _object(verb: Word, tree: Tree) -> Word | None:
    """Return what a participle takes as its object: the head of the nominal right after it."""
    after: list[Word] = []
    for word in tree.words:
        if word.i > verb.i and (word.text in (",", ";", ".") or word.pos in ("VERB", "AUX", "ADP")):
            break
        if word.i > verb.i:
            after.append(word)
    nominal = [w for w in after if w.pos in ("NOUN", "PROPN", "PRON")]
    return next((w for w in nominal if w.head is w or w.head not in nominal), None)


def _reports(verb: Word, tree: Tree, quotes: Sequence[Extent]) -> list[Speech]:
    """Return the speech under a verb of saying: a clause, a quotation beside it, or an inverted tag."""
    if verb.pos == "NOUN" and verb.tag not in ("VBD", "VBZ", "VBN", "VBP"):
        return []
    if any(f"{verb.lemma} {particle.lower}" in governing_verbs() for particle in verb.kids("compound:prt")):
        return []  # "ruled out sending troops"
    content = verb.kid("ccomp")
    if content is None and verb.kid("xcomp") and not verb.kid("obj"):
        inner = verb.kids("xcomp")[0]
        said = (inner.pos in ("VERB", "AUX") or inner.copular) and _reports_with(verb, inner)
        content = inner if said else None
    if content is None:
        content = _beside(verb, tree, quotes)
    if content is None or content is verb:
        return []
    source = _speaker(verb, content)
    if source is None and not _agentless(verb):
        source = _adjacent(verb, tree)
        if source is None:
            return []
    source = named_in(source, tree.words) if source is not None else None
    contents = dict.fromkeys([content, *verb.kids("ccomp"), *_conjoined(verb, content)])
    return [Speech(source, verb, c, _is_quoted(c, quotes), _is_anonymous(source, verb)) for c in contents]


def _reports_with(verb: Word, inner: Word) -> bool:
    """Tell whether an open complement is what is said, and not what is meant to be done: *vowed to fight*."""
    return inner.tag != "VB" or verb.lemma not in _aims() or any(w.lower == "have" for w in inner.kids("aux"))


@cache
def _aims() -> frozenset[str]:
    """Return the verbs under which an infinitive is planned, asked for, offered or threatened."""
    return governing_verbs(*(modality for modality in Modality if modality not in _SAID))


def _conjoined(verb: Word, content: Word) -> list[Word]:
    """Return clauses that the parser joined to the verb of saying and that go on with what is said.

    They have *that*, or stand a tense further back: *said the roof was weak and the bank would pay*.
    """
    found = []
    for word in verb.kids("conj"):
        marked = any(mark.lower in ("that", "whether") for mark in word.kids("mark"))
        shifted = verb.tag == "VBD" and any(aux.lower in ("had", "would") for aux in word.kids("aux"))
        if word.i > content.i and (marked or shifted):
            found.append(word)
    return found


def _beside(verb: Word, tree: Tree, quotes: Sequence[Extent]) -> Word | None:
    """Return the clause that a tag like *he said* comments on, where it is no ``ccomp``."""
    if takes_up(verb):
        return None
    if verb.base == "parataxis" and (verb.head.pos in ("VERB", "AUX", "NOUN", "ADJ") or verb.head.copular):
        return verb.head
    paratactic = verb.kid("parataxis")
    if paratactic is not None and (paratactic.kid("nsubj") or paratactic.copular):
        signs = [w.text for w in tree.words if verb.i < w.i < paratactic.i]
        return None if ";" in signs else paratactic  # a semicolon begins what the text says next
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


def _adjacent(verb: Word, tree: Tree) -> Word | None:
    """Return the name right before a verb that the parser found no subject for."""
    if verb.tag not in ("VBD", "VBZ", "VBP"):
        return None
    before = next((word for word in tree.words if word.i == verb.i - 1), None)
    end = verb.i - 1 if before is not None and before.text == "," else verb.i
    name = [word for word in tree.words if word.name is not None and word.name[1] == end]
    return next((word for word in name if word.head not in name), None)


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
        whole = saying if saying is not None and content in saying.subtree() else content
        found.append(Speech(outlet, verb, whole, False, False))
    return found


def _according(word: Word, tree: Tree, quotes: Sequence[Extent]) -> list[Speech]:
    """Read *according to X*: in UD the pair is the case of X, an oblique of the clause."""
    source = word.head if word.base in ("case", "mark") else word.kid("obl", "nmod", "obj")
    if source is None or source is word:
        return []
    clause = source.head if word.base in ("case", "mark") else word.head
    source = _named_after(word, tree) or source
    while clause.pos in ("NOUN", "PROPN", "NUM", "PRON") and not clause.copular and clause.head is not clause:
        clause = clause.head
    if clause is source:
        return []
    return [Speech(source, word, clause, _is_quoted(clause, quotes), _is_anonymous(source, word))]


def _viewpoints(tree: Tree, quotes: Sequence[Extent]) -> Iterator[Speech]:
    """Read *as the minister put it*, *in Israel's view* and the speaker beside the colon of a headline."""
    for source, cue, clause, is_named in (*find_viewpoints(tree.words), *find_headline(tree.words)):
        named = named_in(source, tree.words)
        anonymous = not is_named and _is_anonymous(named, cue)
        yield Speech(named, cue, clause, not is_named and _is_quoted(clause, quotes), anonymous)


def _named_after(according: Word, tree: Tree) -> Word | None:
    """Return the head of the person's name that ends the phrase after *according to*: the parser may see two."""
    after: list[Word] = []
    for word in tree.words:
        if word.i > according.i + 1 and (
            word.text in (",", ";", ".", '"') or word.pos in ("VERB", "AUX", "ADP")
        ):
            break
        if word.i > according.i + 1:
            after.append(word)
    if not after or after[-1].label != "PERSON":
        return None
    name = [word for word in after if word.name == after[-1].name]
    return next((word for word in name if word.head not in name), None)


def _allegation(noun: Word, quotes: Sequence[Extent]) -> list[Speech]:
    """Read *the minister's claim that the train had stopped*: whose it is, or who makes it."""
    content = next(
        (w for w in noun.kids("acl", "ccomp") if any(m.lower == "that" for m in w.kids("mark"))), None
    )
    if content is None:
        return []
    owners = [*noun.kids("nmod:poss"), *(w for w in noun.kids("nmod") if _case(w) in ("by", "from"))]
    if not owners and noun.base == "obj":
        owners = noun.head.kids("nsubj")
    if not owners:
        return []
    return [Speech(owners[0], noun, content, _is_quoted(content, quotes), _is_anonymous(owners[0], noun))]


def _case(word: Word) -> str:
    case = word.kid("case")
    return case.lower if case else ""


def _is_anonymous(source: Word | None, cue: Word) -> bool:
    if source is None:
        return False
    cues = word_list("anonymous_cues")
    near = {w.lower for w in source.subtree()} | {w.lower for w in cue.subtree(("ccomp", "parataxis"))}
    return bool(near & cues) or (
        not source.name and source.pos == "NOUN" and source.lemma not in word_list("faceless_sources")
    )


def _is_quoted(content: Word, quotes: Sequence[Extent]) -> bool:
    extent = extent_of(content.subtree())
    return any(q.start <= content.start < q.end and q.end > extent.start for q in quotes)


# --- quotations without a tag of their own ------------------------------------------------------


def _running_quotes(
    speeches: Sequence[Speech], quotes: Sequence[Extent], trees: Sequence[Tree], text: str
) -> dict[int, Speech]:
    """Give each quotation its speech: the one that introduces or follows it, or that of the quotation it goes on from.

    What opens a sentence without either is spoken by the person that the sentence before is about.
    """
    owner: dict[int, Speech] = {}
    for number, quote in enumerate(quotes):
        speech = next((s for s in speeches if s.source is not None and _owns(s, quote)), None)
        if speech is not None:
            owner[number] = speech
    for number in reversed(range(len(quotes) - 1)):
        if number not in owner and number + 1 in owner and is_paragraph_open(quotes[number], text):
            owner[number] = owner[number + 1]
    for number, quote in enumerate(quotes):
        if number in owner or not is_whole(quote, text):
            continue
        if number - 1 in owner and may_run_on(quotes[number - 1], quote, text):
            owner[number] = owner[number - 1]
        elif (speech := _introduced(quote, trees)) is not None:
            owner[number] = speech
    return owner


def _owns(speech: Speech, quote: Extent) -> bool:
    if speech.said:
        return speech.quoted and any(
            said.start <= quote.start and quote.end <= said.end for said in speech.said
        )
    inside = speech.content is not None and quote.start <= speech.content.start < quote.end
    return inside and not quote.start < speech.cue.start < quote.end


def _introduced(quote: Extent, trees: Sequence[Tree]) -> Speech | None:
    """Return the speech of a person who is the subject of the sentence before a quotation."""
    before = next((tree for tree in reversed(trees) if tree.extent.end <= quote.start), None)
    if before is None:
        return None
    for subject in before.root.kids("nsubj"):
        named = named_in(subject, before.words)
        if named.label == "PERSON" or subject.lower in ("he", "she"):
            return Speech(named, before.root, None, True, False)
    return None
