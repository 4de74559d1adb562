"""Turn treebank sentences into spaCy documents, each time a little differently.

News reaches the parser scraped: paragraphs are blank lines, quotes are curly, headlines have no full stop and
some of them shout. A treebank has none of this, so every pass over it draws a new style for each document:
how many sentences stand together, what parts them, which quotes and which case they are written in.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import NamedTuple

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from .treebank import Sentence

__all__ = ["PLAIN", "Style", "choose_style", "curl", "group", "save", "to_doc", "without_stop", "written"]

_ENCLITICS = frozenset({"'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "'", "'S", "N'T"})
_SMALL = (
    frozenset(
        ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
    )
    | _ENCLITICS
)
_STOPS = frozenset({".", "!", "?"})


class Style(NamedTuple):
    """How a document is written: ``case`` is one of ``as is lower upper title``; ``stop`` keeps final stops."""

    case: str = "as is"
    curly: bool = False
    paragraph: str = " "
    stop: bool = True


PLAIN = Style()


def choose_style(rng: Random) -> Style:
    """Draw a style: mostly as written, three in ten with curly quotes, some in one case or as headlines."""
    case = rng.choices(("as is", "lower", "upper", "title"), weights=(90, 4, 1, 5))[0]
    paragraph = rng.choice(("\n\n", "\n\n", "\n", " "))
    return Style(case, rng.random() < 0.3, paragraph, rng.random() >= 0.04 and case != "title")


def group(sentences: Iterable[Sentence], rng: Random, *, most: int = 6) -> Iterator[tuple[Sentence, ...]]:
    """Yield runs of 1 to ``most`` sentences that stand together in one source document."""
    run: list[Sentence] = []
    size = rng.randint(1, most)
    for sentence in sentences:
        if run and (sentence.starts_document or len(run) >= size):
            yield tuple(run)
            run, size = [], rng.randint(1, most)
        run.append(sentence)
    if run:
        yield tuple(run)


def curl(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words with typographic quotes, apostrophes and dashes.

    >>> curl(['"', 'It', "'s", 'on', '"', '--', 'he', 'said'])
    ('“', 'It', '’s', 'on', '”', '—', 'he', 'said')
    """
    curled = []
    opened = False
    for word in words:
        if word == '"':
            opened = not opened
            word = "“" if opened else "”"
        elif word in _ENCLITICS:
            word = word.replace("'", "’")
        elif word == "--":
            word = "—"
        curled.append(word)
    return tuple(curled)


def written(words: Sequence[str], style: Style) -> tuple[str, ...]:
    """Return the words in the quotes and case of a style."""
    words = curl(words) if style.curly else tuple(words)
    if style.case == "lower":
        return tuple(word.lower() for word in words)
    if style.case == "title":
        return tuple(word if word in _SMALL else word[:1].upper() + word[1:] for word in words)
    return tuple(word.upper() for word in words) if style.case == "upper" else words


def to_doc(vocab: Vocab, sentences: Sequence[Sentence], style: Style = PLAIN) -> Doc:
    """Return one annotated document; what parts paragraphs is a token of its own that hangs on the word before."""
    columns = _Columns()
    for index, sentence in enumerate(sentences):
        if not style.stop:
            sentence = without_stop(sentence)
        if index and sentence.starts_paragraph and style.paragraph != " ":
            columns.part(style.paragraph)
        elif index:
            columns.spaces[-1] = True
        columns.extend(sentence, style)
    if columns.spaces:
        columns.spaces[-1] = False
    return columns.doc(vocab)


def save(docs: Iterable[Doc], path: Path) -> int:
    """Write documents to a ``.spacy`` file and return how many tokens they have."""
    binary = DocBin(store_user_data=False)
    tokens = 0
    for doc in docs:
        binary.add(doc)
        tokens += len(doc)
    binary.to_disk(path)
    return tokens


class _Columns:
    """The columns of a growing document, in the order in which ``Doc`` takes them."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.spaces: list[bool] = []
        self.lemmas: list[str] = []
        self.upos: list[str] = []
        self.xpos: list[str] = []
        self.feats: list[str] = []
        self.heads: list[int] = []
        self.relations: list[str] = []
        self.starts: list[bool] = []

    def extend(self, sentence: Sentence, style: Style) -> None:
        offset = len(self.words)
        self.words += written(sentence.words, style)
        self.spaces += sentence.spaces
        self.lemmas += sentence.lemmas
        self.upos += sentence.upos
        self.xpos += sentence.xpos
        self.feats += sentence.feats
        self.heads += [head + offset for head in sentence.heads]
        self.relations += sentence.relations
        self.starts += [True] + [False] * (len(sentence.words) - 1)

    def part(self, blank: str) -> None:
        self.spaces[-1] = False
        self.words.append(blank)
        self.spaces.append(False)
        self.lemmas.append(blank)
        self.upos.append("SPACE")
        self.xpos.append("_SP")
        self.feats.append("")
        self.heads.append(len(self.words) - 2)
        self.relations.append("dep")
        self.starts.append(False)

    def doc(self, vocab: Vocab) -> Doc:
        return Doc(
            vocab,
            words=self.words,
            spaces=self.spaces,
            lemmas=self.lemmas,
            pos=self.upos,
            tags=self.xpos,
            morphs=self.feats,
            heads=self.heads,
            deps=self.relations,
            sent_starts=list(self.starts),
        )


def without_stop(sentence: Sentence) -> Sentence:
    """Return the sentence without its final stop, as headlines and captions are written."""
    last = len(sentence.words) - 1
    if last < 2 or sentence.words[last] not in _STOPS or last in sentence.heads:
        return sentence
    return replace(
        sentence,
        words=sentence.words[:last],
        spaces=sentence.spaces[:last],
        lemmas=sentence.lemmas[:last],
        upos=sentence.upos[:last],
        xpos=sentence.xpos[:last],
        feats=sentence.feats[:last],
        heads=sentence.heads[:last],
        relations=sentence.relations[:last],
    )
