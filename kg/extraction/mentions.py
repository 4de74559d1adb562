"""What a text refers to: names, noun phrases and pronouns (ACE: NAM, NOM, PRO)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..ids import fold
from ..name_tokens import plain_name
from ..resources import word_list
from ..types import Extent, Mention, MentionKind
from .syntax import Tree, Word, extent_of
from .tuple_words import words_text

__all__ = ["PAIRED", "find_mentions", "is_beside", "phrase"]

PAIRED = ("former", "latter")  # with *the*: one of two that were named together

VALUES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"})
_OUTSIDE = (
    "acl:relcl", "appos", "parataxis", "conj", "cc", "advcl", "cop", "mark", "aux", "nsubj", "dep", "list",
    "discourse", "acl", "ccomp", "csubj", "expl", "contrast",
)  # fmt: skip


def find_mentions(trees: Sequence[Tree]) -> tuple[Mention, ...]:
    """Return every referring mention in the order of its head."""
    found = [mention for tree in trees for mention in _of_tree(tree)]
    found.sort(key=lambda mention: (mention.head.start, mention.extent.start))
    places = _places_as_people(found)
    return tuple(
        replace(m, label="GPE") if m.label == "PERSON" and fold(m.text) in places else m for m in found
    )


def _places_as_people(mentions: Sequence[Mention]) -> set[str]:
    """Return the single words that are taken for a place at least as often as for a person, and are part of no one's name."""
    labels = Counter((fold(m.text), m.label) for m in mentions if m.label in ("PERSON", "GPE"))
    parts = {part for name, label in labels if label == "PERSON" and " " in name for part in name.split()}
    return {
        name
        for (name, label), count in labels.items()
        if label == "GPE" and " " not in name and name not in parts and labels[name, "PERSON"] <= count
    }


def phrase(head: Word) -> list[Word]:
    """Return the words of a noun phrase without clauses, appositions, conjuncts and its preposition."""
    left_out = {w.i for branch in head.children if is_beside(branch) for w in branch.subtree()}
    words = [
        w
        for w in head.subtree(_OUTSIDE)
        if w.i not in left_out and w.text not in ('"', "(", ")", ",", ";", ":")
    ]
    while len(words) > 1 and words[-1].pos == "PUNCT" and words[-1] is not head:
        words = words[:-1]
    return words or [head]


def is_beside(branch: Word) -> bool:
    """Tell whether a branch does not name the thing: a preposition before it, a date, what it is judged as."""
    if branch.base == "case":
        return True
    if branch.base != "nmod" or branch.i < branch.head.i:
        return False
    return (
        branch.label in ("DATE", "TIME")
        or any(case.lower == "as" for case in branch.kids("case"))
        or _is_parted(branch)
    )


def _is_parted(branch: Word) -> bool:
    """Tell whether a comma parts a branch from its head: *the sources, on the contrary*."""
    first = min(word.i for word in branch.subtree())
    around = (*branch.children, *branch.head.children)
    return any(sign.text == "," and first - 1 <= sign.i <= first for sign in around)


def _of_tree(tree: Tree) -> Iterator[Mention]:
    named: set[tuple[int, int]] = set()
    for word in tree.words:
        if word.name is not None and word.label not in VALUES:
            if word.name in named:
                continue
            named.add(word.name)
            words = [tree.by_index[i] for i in range(*word.name) if i in tree.by_index]
            mention = _name(tree, words)
            if mention is not None:
                yield mention
        elif word.label in VALUES or word.dep == "nmod:desc":
            continue  # a title is said of the name after it
        elif word.pos == "PROPN" and word.name is None and not _is_inner(word):
            if not any(map(str.isalnum, word.text)):
                continue
            words = _unlabelled(word)
            yield _mention(tree, words, word, MentionKind.NAME, None)
        elif word.pos in ("NOUN", "NUM") and word.base not in (
            "compound",
            "nummod",
            "flat",
            "fixed",
            "advmod",
        ):
            yield _mention(tree, phrase(word), word, MentionKind.NOMINAL, None)
        elif _is_pronoun(word):
            yield _mention(tree, [word], word, MentionKind.PRONOUN, None)


def _is_pronoun(word: Word) -> bool:
    """Tell whether a word is a pronoun that refers by itself; relative ones are the noun before them."""
    if word.lower in PAIRED:
        return word.base in ("nsubj", "obj", "iobj", "obl", "nmod") and word.kid("det") is not None
    if word.pos not in ("PRON", "DET") or word.base in ("det", "mark", "expl"):
        return False
    return word.lower in word_list("pronouns") and word.tag not in ("WDT", "WP")


def _name(tree: Tree, words: list[Word]) -> Mention | None:
    while words and (
        words[0].lower in ("the", "a", "an") or words[0].pos == "PUNCT" or words[0].base == "cc"
    ):
        words = words[1:]
    while words and (
        words[-1].lower in ("'s", "'", "’s") or (words[-1].pos == "PUNCT" and words[-1].text != ".")
    ):
        words = words[:-1]
    words = _without_title(words) if words else []
    if not any(char.isalnum() for word in words for char in word.text):
        return None
    inside = {w.i for w in words}
    head = next((w for w in words if w.head.i not in inside or w.head is w), words[-1])
    return _mention(tree, words, head, MentionKind.NAME, words[-1].label or None)


def _without_title(words: list[Word]) -> list[Word]:
    """Return a name; nothing is left of one that is all title."""
    titles = word_list("title_words")
    return [] if all(word.lower in titles for word in words) else words


def _is_inner(word: Word) -> bool:
    """Tell whether a proper noun is part of the name that its head is."""
    return word.base in ("flat", "compound") or (
        word.base == "amod" and word.head.pos == "PROPN" and word.head.name is None
    )


def _unlabelled(head: Word) -> list[Word]:
    """Return a name that the recogniser missed: a proper noun with its flat and compound neighbours."""
    parts = [
        w
        for w in head.children
        if w.base in ("flat", "compound", "amod") and (w.pos == "PROPN" or w.tag == "NNP") and w.name is None
    ]
    words = sorted([head, *parts], key=lambda w: w.i)
    while words[0] is not head and words[-1].i - words[0].i >= len(words):
        words = words[1:]
    return words


def _titles_before(name: list[Word]) -> list[Word]:
    """Return the title that stands right before a person's name, which belongs to the mention but not to the name."""
    found: list[Word] = []
    for word in reversed(name[0].children):
        if word.i == name[0].i - 1 - len(found) and word.dep == "nmod:desc":
            found.append(word)
    return found


def _mention(tree: Tree, words: list[Word], head: Word, kind: MentionKind, label: str | None) -> Mention:
    titles = _titles_before(words) if label == "PERSON" else []
    extent = extent_of([*titles, *words])
    plain = [plain_name(word.text) for word in words] if kind is MentionKind.NAME else []
    unusual = plain != [word.text for word in words] and kind is MentionKind.NAME
    return Mention(
        extent=extent,
        head=Extent(head.start, head.end),
        text=" ".join(filter(None, plain)) if unusual else words_text(words),
        kind=kind,
        label=label,
        lemma=head.lemma,
        sentence=tree.index,
    )
