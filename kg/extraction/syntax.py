"""The tree of a sentence, in Universal Dependencies whatever the parser speaks.

spaCy's tokens are copied once into plain ``Word`` objects: that is faster than asking the ``Doc`` again and
again, lets blanks drop out, and gives one place where the ClearNLP labels of ``en_core_web_*``
pipelines are turned into UD (content words as heads, ``case``, ``cop``, ``obl``/``nmod``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc, Span

from ..resources import table, word_list
from ..types import Extent

__all__ = ["Tree", "Word", "extent_of", "read_trees", "uses_clear_labels"]

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
SUBJECTS = frozenset({"nsubj", "csubj"})


class Word:
    """A token in its tree. ``base`` is the relation without its subtype, ``label`` the name recogniser's."""

    __slots__ = (
        "base", "children", "dep", "end", "head", "i", "label", "lemma", "lower", "name", "pos", "start",
        "tag", "text",
    )  # fmt: skip

    def __init__(self, i: int, text: str, lemma: str, pos: str, tag: str, start: int) -> None:
        self.i = i
        self.text = text
        self.lower = text.lower()
        self.lemma = lemma.lower()
        self.pos = pos
        self.tag = tag
        self.start = start
        self.end = start + len(text)
        self.label = ""
        self.name: tuple[int, int] | None = None  # first and last word (exclusive) of the name it is part of
        self.dep = self.base = "root"
        self.head: Word = self
        self.children: list[Word] = []

    def __repr__(self) -> str:
        return f"{self.text}/{self.pos}/{self.dep}"

    def relabel(self, dep: str) -> None:
        """Change the relation to the head."""
        self.dep = dep
        self.base = dep.partition(":")[0]

    def attach(self, head: Word, dep: str) -> None:
        """Move the word with all below it to another head."""
        if self.head is not self:
            self.head.children.remove(self)
        self.head = head
        self.relabel(dep)
        if head is not self:
            head.children.append(self)
            head.children.sort(key=lambda word: word.i)

    def kids(self, *relations: str) -> list[Word]:
        """Return the dependents in any of some relations, subtypes included, in order."""
        return [child for child in self.children if child.base in relations or child.dep in relations]

    def kid(self, *relations: str) -> Word | None:
        """Return the first dependent in any of some relations, or None."""
        for child in self.children:
            if child.base in relations or child.dep in relations:
                return child
        return None

    def subtree(self, drop: Iterable[str] = ()) -> list[Word]:
        """Return the word and all below it in order, without branches in the dropped relations."""
        drop = frozenset(drop)
        found, stack = [], [self]
        while stack:
            word = stack.pop()
            found.append(word)
            stack.extend(c for c in word.children if c.base not in drop and c.dep not in drop)
        found.sort(key=lambda word: word.i)
        return found

    def ancestors(self) -> Iterator[Word]:
        """Yield the head, its head and so on, up to the root."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    @property
    def passive(self) -> bool:
        """Whether the clause of this verb is passive."""
        return any(c.dep in ("aux:pass", "nsubj:pass", "csubj:pass") for c in self.children)

    @property
    def copular(self) -> bool:
        """Whether the word is a predicate through a copula."""
        return any(c.base == "cop" for c in self.children)


class Tree:
    """One sentence: its words in order, without blanks, and its number in the document."""

    __slots__ = ("by_index", "index", "root", "words")

    def __init__(self, index: int, words: list[Word]) -> None:
        self.index = index
        self.words = words
        self.by_index = {word.i: word for word in words}
        self.root = next((word for word in words if word.head is word), words[0])

    @property
    def extent(self) -> Extent:
        """The characters from the first word to the last."""
        return Extent(self.words[0].start, self.words[-1].end)


def extent_of(words: Iterable[Word]) -> Extent:
    """Return the smallest extent that covers some words."""
    words = list(words)
    return Extent(min(word.start for word in words), max(word.end for word in words))


def uses_clear_labels(doc: Doc) -> bool:
    """Return whether a parse is labelled as ``en_core_web_*`` label theirs (ClearNLP) and not in UD."""
    return any(token.dep_ in ("pobj", "dobj", "nsubjpass", "prep", "attr", "acomp") for token in doc)


def read_trees(doc: Doc) -> Iterator[Tree]:
    """Yield the sentences of a parsed document as trees in UD; sentences of blanks alone are left out."""
    clear = uses_clear_labels(doc)
    index = 0
    for span in doc.sents:
        words = _words(span)
        if not words:
            continue
        if clear:
            _to_universal(words)
        _repair(words)
        yield Tree(index, words)
        index += 1


def _words(span: Span) -> list[Word]:
    words: dict[int, Word] = {}
    heads: dict[int, int] = {}
    for token in span:
        heads[token.i] = token.head.i
        if token.is_space:
            continue
        word = words[token.i] = Word(token.i, token.text, token.lemma_, token.pos_, token.tag_, token.idx)
        word.relabel(token.dep_ if token.dep_ != "ROOT" else "root")
        word.label = token.ent_type_
    for entity in span.ents:
        for i in range(entity.start, entity.end):
            if i in words:
                words[i].name = (entity.start, entity.end)
    root = span.root.i
    for i, word in words.items():
        head, steps = heads[i], 0
        while head not in words and heads.get(head, head) != head and steps < 50:
            head, steps = heads[head], steps + 1
        if head != i and head in words:
            word.head = words[head]
        elif i != root and root in words:
            word.head = words[root]
            word.relabel("dep")
    ordered = list(words.values())
    for word in ordered:
        if word.head is not word:
            word.head.children.append(word)
    return ordered


# --- ClearNLP to UD ---------------------------------------------------------------------------

_RENAMED = {
    "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "poss": "nmod:poss",
    "relcl": "acl:relcl", "prt": "compound:prt", "npadvmod": "obl:unmarked", "preconj": "cc:preconj",
    "predet": "det:predet", "quantmod": "advmod", "neg": "advmod", "nmod": "nmod", "intj": "discourse",
    "meta": "dep", "oprd": "xcomp", "dative": "iobj", "ROOT": "root",
}  # fmt: skip


def _to_universal(words: list[Word]) -> None:
    """Turn a ClearNLP tree into a UD tree: prepositions and copulas become dependents of content words."""
    for word in words:
        if word.dep in _RENAMED:
            word.relabel(_RENAMED[word.dep])
    for word in words:
        if word.dep in ("prep", "agent") or (word.dep in ("iobj", "obl") and word.kid("pobj")):
            _lower_preposition(word)
    for word in words:
        if word.dep in ("attr", "acomp") and word.head.lemma == "be":
            _raise_predicate(word)
        elif word.dep == "acomp":
            word.relabel("xcomp")
        elif word.dep == "attr":
            word.relabel("obj")
    for word in words:
        if word.dep in ("pobj", "pcomp", "prep", "agent"):
            word.relabel("obl" if word.head.pos in ("VERB", "AUX", "ADJ") else "nmod")


def _lower_preposition(preposition: Word) -> None:
    content = preposition.kid("pobj", "pcomp")
    if content is None:
        inner = preposition.kid("prep")  # "from inside the house"
        content = inner.kid("pobj", "pcomp") if inner else None
        if inner is None or content is None:
            preposition.relabel("advmod")
            return
        inner.attach(content, "case")
    clause = content.dep == "pcomp" and content.pos in ("VERB", "AUX")
    verbal = preposition.head.pos in ("VERB", "AUX", "ADJ", "ADV")
    dep = ("advcl" if verbal else "acl") if clause else ("obl" if verbal else "nmod")
    if preposition.dep == "agent":
        dep = "obl:agent"
    head = preposition.head
    for child in list(preposition.children):
        if child is not content:
            child.attach(content, child.dep)
    content.attach(head, dep)
    preposition.attach(content, "mark" if clause else "case")


def _raise_predicate(predicate: Word) -> None:
    copula = predicate.head
    above, dep = copula.head, copula.dep
    if above is copula:
        predicate.head.children.remove(predicate)
        predicate.head = predicate
        predicate.relabel("root")
    else:
        predicate.attach(above, dep)
        above.children.remove(copula)
    for child in list(copula.children):
        child.head = predicate
        predicate.children.append(child)
    copula.children = []
    copula.head = predicate
    copula.relabel("cop")
    predicate.children.append(copula)
    predicate.children.sort(key=lambda word: word.i)


# --- frequent errors of the parser that can be seen from the tree alone -----------------------


def _repair(words: list[Word]) -> None:
    """Mend what the small parser often gets wrong and the tree itself gives away."""
    for word in words:
        if word.dep == "acl:relcl":
            _mend_content_clause(word)
        elif word.base in ("advcl", "parataxis") and word.head.lemma in word_list("speech_verbs"):
            _mend_fronted_speech(word)
        elif word.base == "advcl" and word.tag == "VB":
            _mend_infinitive(word)
    for word in words:
        if word.lemma in word_list("quoting_verbs"):
            _mend_quoting(word)
        elif word.base == "xcomp":
            _mend_chain(word)


def _mend_content_clause(verb: Word) -> None:
    """Make a *that*-clause with its own subject content: ``told the agency that Turkey was ...``."""
    mark = verb.kid("mark")
    teller = verb.head.head
    if mark is None or mark.lower != "that" or not verb.kids("nsubj") or teller.pos != "VERB":
        return
    if verb.head.base in ("obj", "iobj", "obl") and mark.i > verb.head.i > teller.i:
        verb.attach(teller, "ccomp")


def _mend_fronted_speech(clause: Word) -> None:
    """Make the clause before a verb of saying its content: ``The talks failed, Reuters reported``."""
    verb = clause.head
    subject = verb.kid("nsubj")
    before = clause.i < verb.i and (subject is None or clause.i < subject.i)
    if (
        before
        and not clause.kid("mark")
        and (clause.kid("nsubj") or clause.kid("expl"))
        and not verb.kid("ccomp")
    ):
        clause.relabel("ccomp")


def _mend_infinitive(verb: Word) -> None:
    """Make an infinitive the complement of a verb that takes one: ``pressing Turkey not to use``."""
    governor = verb.head
    if governor.i < verb.i and verb.kid("nsubj") is None and governor.lemma in _infinitive_takers():
        verb.relabel("xcomp")


def _mend_chain(verb: Word) -> None:
    """Hang an infinitive on the verb whose object does it: ``trying to force Turkey to abandon``."""
    for later in verb.head.kids("xcomp", "advcl"):
        takes = verb.lemma in _infinitive_takers() and verb.kid("obj", "iobj")
        if takes and later.i > verb.i and later.tag == "VB" and later.kid("nsubj") is None:
            later.attach(verb, "xcomp")


def _mend_quoting(verb: Word) -> None:
    """Make the object the one who says it: ``quoted an official as saying that``."""
    speaker = verb.kid("nsubj:pass") if verb.passive else verb.kid("obj")
    for clause in verb.kids("advcl", "xcomp", "ccomp", "obl"):
        if clause.i > verb.i and clause.tag == "VBG" and clause.kid("nsubj") is None and speaker is not None:
            clause.relabel("xcomp")
    fronted = [
        c for c in verb.kids("advcl", "parataxis") if c.i < verb.i and c.kid("nsubj") and not c.kid("mark")
    ]
    for clause in fronted:
        clause.relabel("ccomp")


@cache
def _infinitive_takers() -> frozenset[str]:
    return frozenset(row[0] for row in table("factuality_cues") if row[1] == "VERB" and row[2] != "-")
