"""Parses written out by hand, so that a test of syntax outlives every retraining.

The rows of a parse stand under one another, one entry for each word:

    parsed("Police  arrested  two       men",
           "nsubj:2 root      nummod:4  obj:2")

An entry is the relation and the number of its head (from 1); ``root`` has no head, and a text of several roots has
several sentences. Parts of speech, tags and lemmas are guessed from the relation and the form; where the guess is
wrong a third row gives a part of speech (``NOUN``) or a tag (``VBN``) and a fourth the lemma, with ``.`` for words
that are guessed right. Names are given by their words: ``names={"Recep Erdogan": "PERSON"}``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


UPOS = _set("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X")
_BY_RELATION = {
    "det": "DET", "case": "ADP", "aux": "AUX", "cop": "AUX", "cc": "CCONJ", "punct": "PUNCT", "amod": "ADJ",
    "advmod": "ADV", "nummod": "NUM", "expl": "PRON", "mark": "SCONJ", "discourse": "INTJ",
}  # fmt: skip
_CLAUSES = _set("root ccomp xcomp advcl acl parataxis csubj")
_BY_TAG = {
    "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "NN": "NOUN",
    "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "RB": "ADV",
    "IN": "ADP", "TO": "PART", "CD": "NUM", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WDT": "PRON",
    "WRB": "ADV", "MD": "AUX", "DT": "DET", "CC": "CCONJ", "RP": "ADP", "POS": "PART",
}  # fmt: skip
_TAGS = {
    "NOUN": "NN", "PROPN": "NNP", "PRON": "PRP", "ADJ": "JJ", "ADV": "RB", "ADP": "IN", "SCONJ": "IN", "DET": "DT",
    "NUM": "CD", "CCONJ": "CC", "PART": "TO", "PUNCT": ".", "INTJ": "UH", "SYM": "SYM", "X": "FW",
}  # fmt: skip
_PRONOUNS = _set(
    "i we you he she it they me us him her them who which that whom what this these those there his its their"
)
_BE = dict.fromkeys(("is", "are", "was", "were", "been", "being", "am", "'s", "be"), "be")
_HAVE = dict.fromkeys(("has", "had", "having", "have", "'ve"), "have")
_MODALS = _set("will would can could may might shall should must ca wo 'll 'd")
_CLOSING = _set(", . ; : ? ! ) ' 's n't 're 've 'll '' %")


def parsed(
    words: str,
    heads: str,
    pos: str = "",
    lemmas: str = "",
    *,
    names: Mapping[str, str] | None = None,
) -> Doc:
    """Return the parse that is written out; there is a blank between words, save before punctuation."""
    texts, entries = words.split(), heads.split()
    if len(texts) != len(entries):
        raise ValueError(f"{len(texts)} words but {len(entries)} relations")
    relations = [entry.rpartition(":")[0] or entry for entry in entries]
    numbers = [
        int(number) - 1 if (number := entry.rpartition(":")[2]).isdigit() else i
        for i, entry in enumerate(entries)
    ]
    row = _row(pos, len(texts))
    upos = _parts(texts, relations, numbers, row)
    tags = [
        given if given not in UPOS and given != "." else _tag(i, texts, relations, numbers, upos)
        for i, given in enumerate(row)
    ]
    own = _row(lemmas, len(texts))
    doc = Doc(
        _vocab(),
        words=texts,
        spaces=[i + 1 < len(texts) and _blank(texts[i], texts[i + 1]) for i in range(len(texts))],
        heads=numbers,
        deps=["ROOT" if relation == "root" else relation for relation in relations],
        pos=upos,
        tags=tags,
        lemmas=[_lemma(text) if lemma == "." else lemma for text, lemma in zip(texts, own, strict=True)],
    )
    doc.ents = [span for name, label in (names or {}).items() for span in _named(doc, name.split(), label)]
    return doc


@cache
def _vocab() -> Vocab:
    return Vocab()


def _row(entries: str, length: int) -> list[str]:
    row = entries.split() or ["."] * length
    if len(row) != length:
        raise ValueError(f"{length} words but a row of {len(row)}: {entries}")
    return row


def _blank(before: str, after: str) -> bool:
    return after not in _CLOSING and before != "("


def _parts(
    texts: Sequence[str], relations: Sequence[str], heads: Sequence[int], row: Sequence[str]
) -> list[str]:
    parts = [
        given if given in UPOS else _BY_TAG.get(given) or _guess(i, texts, relations, heads)
        for i, given in enumerate(row)
    ]
    for i, relation in enumerate(relations):  # a conjunct is what the first is, unless it has been told
        if relation == "conj" and row[i] == ".":
            parts[i] = parts[heads[i]]
    return parts


def _guess(i: int, texts: Sequence[str], relations: Sequence[str], heads: Sequence[int]) -> str:
    word, base = texts[i].lower(), relations[i].partition(":")[0]
    if base in ("aux", "cop"):
        return "AUX"
    if word in ("to", "'s", "'") and base in ("mark", "case") and (word != "to" or base == "mark"):
        return "PART"
    if word in ("not", "n't"):
        return "PART"
    if relations[i] == "compound:prt":
        return "ADP"
    if base in _CLAUSES:
        below = {relations[j].partition(":")[0] for j, head in enumerate(heads) if head == i and j != i}
        if "cop" not in below:
            return "VERB"
        return "NOUN" if below & {"det", "amod", "nummod", "nmod", "case", "compound"} else "ADJ"
    if base in _BY_RELATION:
        return _BY_RELATION[base]
    if word in _PRONOUNS:
        return "PRON"
    if texts[i][0].isdigit():
        return "NUM"
    return "PROPN" if texts[i][0].isupper() and i else "NOUN"


def _tag(
    i: int, texts: Sequence[str], relations: Sequence[str], heads: Sequence[int], parts: Sequence[str]
) -> str:
    word = texts[i].lower()
    if word in ("not", "n't"):
        return "RB"
    if word in _MODALS and parts[i] == "AUX":
        return "MD"
    if parts[i] not in ("VERB", "AUX"):
        return _TAGS[parts[i]]
    helpers = [j for j, head in enumerate(heads) if head == i and relations[j].startswith(("aux", "mark"))]
    if word.endswith("ing"):
        return "VBG"
    if any(relations[j] == "aux:pass" or texts[j].lower() in _HAVE for j in helpers) or relations[i] == "acl":
        return "VB" if any(texts[j].lower() == "to" for j in helpers) and not helpers[1:] else "VBN"
    if any(texts[j].lower() in _MODALS or texts[j].lower() in ("to", "did", "do", "does") for j in helpers):
        return "VB"
    return "VBZ" if word.endswith("s") and word != "was" else "VBD"


def _lemma(text: str) -> str:
    word = text.lower()
    return _BE.get(word) or _HAVE.get(word) or word


def _named(doc: Doc, words: Sequence[str], label: str) -> list[Span]:
    """Return all places of a name."""
    found = [
        Span(doc, start, start + len(words), label=label)
        for start in range(len(doc) - len(words) + 1)
        if [token.text for token in doc[start : start + len(words)]] == list(words)
    ]
    if not found:
        raise ValueError(f"no {' '.join(words)} in the sentence")
    return found
