"""The tree of a sentence, in Universal Dependencies whatever the parser speaks.

spaCy's tokens are copied once into plain ``Word`` objects: that is faster than asking the ``Doc`` again and
again, lets blanks drop out, and gives one place where the ClearNLP labels of ``en_core_web_*``
pipelines are turned into UD (content words as heads, ``case``, ``cop``, ``obl``/``nmod``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.attrs import HEAD
from spacy.tokens import Doc, Span

from ..types import Extent
from .repairs import repair
from .words import Word, extent_of

__all__ = ["Tree", "Word", "extent_of", "read_trees", "uses_clear_labels"]


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


def uses_clear_labels(doc: Doc) -> bool:
    """Return whether a parse is labelled as ``en_core_web_*`` label theirs (ClearNLP) and not in UD."""
    return any(token.dep_ in _CLEAR for token in doc)


_CLEAR = frozenset(
    [
        "pobj",
        "dobj",
        "nsubjpass",
        "prep",
        "attr",
        "acomp",
        "poss",
        "relcl",
        "auxpass",
        "agent",
        "pcomp",
        "dative",
        "prt",
        "neg",
    ]
)


def read_trees(doc: Doc) -> Iterator[Tree]:
    """Yield the sentences of a parsed document as trees in UD; sentences of blanks alone are left out."""
    clear = uses_clear_labels(doc)
    index = 0
    names = {i: (entity.start, entity.end) for entity in doc.ents for i in range(entity.start, entity.end)}
    heads = (doc.to_array([HEAD]).astype("int64").ravel() + range(len(doc))).tolist() if len(doc) else []
    for span in doc.sents:
        words = _words(span, names, heads)
        if not words:
            continue
        if clear:
            _to_universal(words)
        repair(words)
        yield Tree(index, words)
        index += 1


def _words(span: Span, names: Mapping[int, tuple[int, int]], heads: Sequence[int]) -> list[Word]:
    words: dict[int, Word] = {}
    for token in span:
        if token.is_space:
            continue
        word = words[token.i] = Word(token.i, token.text, token.lemma_, token.pos_, token.tag_, token.idx)
        word.relabel(token.dep_ if token.dep_ != "ROOT" else "root")
        word.label = token.ent_type_
        word.name = names.get(token.i)
    root = span.root.i
    for i, word in words.items():
        head, steps = heads[i], 0
        while head not in words and heads[head] != head and steps < 50:
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
        elif word.dep == "aux" and word.tag == "TO":
            word.relabel("mark")
    for word in words:
        if word.dep == "conj" and word.pos == "ADP" and word.kid("pobj"):
            _lower_conjunct(word)
    for word in words:
        if word.dep in ("prep", "agent") or (word.dep in ("iobj", "obl") and word.kid("pobj")):
            _lower_preposition(word)
    for word in words:
        if word.dep == "attr" and word.head.kid("expl"):
            word.relabel("nsubj")  # "there is a problem"
        elif word.dep in ("attr", "acomp") and word.head.lemma == "be":
            _raise_predicate(word)
        elif word.dep in ("acomp", "attr"):
            word.relabel("xcomp")
    for word in words:
        if word.dep in ("pobj", "pcomp", "prep", "agent"):
            word.relabel("obl" if word.head.pos in ("VERB", "AUX", "ADJ") else "nmod")
        elif word.dep == "cc":
            _move_conjunction(word)


def _move_conjunction(conjunction: Word) -> None:
    """Hang a conjunction on the conjunct that it introduces."""
    for conjunct in conjunction.head.kids("conj"):
        if conjunct.i > conjunction.i > conjunction.head.i:
            conjunction.attach(conjunct, "cc")
            return


def _lower_conjunct(preposition: Word) -> None:
    """Coordinate what prepositions introduce and not the prepositions: *in Berlin and in Paris*."""
    content = preposition.kids("pobj")[0]
    content.attach(preposition.head, "conj")
    for child in list(preposition.children):
        child.attach(content, child.dep)
    preposition.attach(content, "case")


def _lower_preposition(preposition: Word) -> None:
    content, inner = preposition.kid("pobj", "pcomp"), None
    if content is None:
        inner = preposition.kid("prep")  # "from inside the house", "according to the ministry"
        content = inner.kid("pobj", "pcomp") if inner else None
        if inner is None or content is None:
            preposition.relabel("advmod")
            return
    clause = content.dep == "pcomp" and content.pos in ("VERB", "AUX")
    verbal = preposition.head.pos in ("VERB", "AUX", "ADJ", "ADV")
    dep = ("advcl" if verbal else "acl") if clause else ("obl" if verbal else "nmod")
    if preposition.dep == "agent":
        dep = "obl:agent"
    head = preposition.head
    content.attach(head, dep)
    for child in list(preposition.children):
        if child is inner:
            child.relabel("fixed")
        else:
            child.attach(content, child.dep)
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
