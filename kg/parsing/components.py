"""The components of the shipped pipeline: ``encoder`` reads, the others write what it found into the document.

Each can be left out by name, as spaCy's own can. Entry points of the package make their factories known to spaCy.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, IS_SPACE, LEMMA, MORPH, ORTH, POS, SENT_START, TAG
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import SimpleFrozenList

from .claims import READINGS, TAUGHT, read_claims
from .encoder import FILES, Analysis, Encoder
from .patterns import PatternPipe
from .scores import SCORES, WordScores

__all__ = ["READINGS", "EncoderPipe", "FastLemmatizer"]

_KEY = "kg.parsing"


class _Stored:
    """What was found in a document: the places of its words, and their analysis."""

    __slots__ = ("analysis", "encoder", "labels", "places")

    def __init__(self, places: np.ndarray[Any, Any], analysis: Analysis, encoder: Encoder) -> None:
        self.places, self.analysis, self.encoder = places, analysis, encoder
        self.labels = encoder.labels

    @property
    def taught(self) -> frozenset[str]:
        """The relations that the encoder was taught."""
        return frozenset(self.labels.get("claims", ()))


class _Pipe(ABC):
    """A component without weights of its own."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.labels: tuple[str, ...] = ()

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 16) -> Iterable[Doc]:
        """Handle documents one by one."""
        for doc in docs:
            yield self(doc)

    @abstractmethod
    def __call__(self, doc: Doc) -> Doc:
        """Write into a document what the encoder found."""

    def to_disk(self, path: Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> None:
        """Write the labels, which spaCy reports of each component."""
        path.mkdir(parents=True, exist_ok=True)
        (path / "labels").write_text("\n".join(self.labels) + "\n", encoding="utf-8")

    def from_disk(self, path: Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> _Pipe:
        """Read the labels."""
        self.labels = tuple((path / "labels").read_text(encoding="utf-8").split("\n")[:-1])
        return self


class EncoderPipe(_Pipe):
    """Run the encoder over a document and keep what it finds for the components behind."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.encoder: Encoder | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Read the words of a document; blank tokens part paragraphs where they hold a line's end."""
        if self.encoder is None:
            raise ValueError("the encoder has no weights; load it from disk")
        columns = doc.to_array([IS_SPACE, SENT_START]).astype(np.int64)
        places = np.flatnonzero(columns[:, 0] == 0) if len(doc) else np.zeros(0, dtype=np.int64)
        texts = [token.text for token in doc]
        breaks: list[int] = []
        words: list[str] = []
        ended = False
        for place, text in enumerate(texts):
            if columns[place, 0]:
                ended = ended or "\n" in text
            else:
                if ended:
                    breaks.append(len(words))
                    ended = False
                words.append(text)
        given = columns[places, 1].tolist()
        doc.user_data[_KEY] = _Stored(places, self.encoder.read(words, given, breaks), self.encoder)
        return doc

    def to_disk(self, path: Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> None:
        """Copy the files of the encoder."""
        if self.encoder is not None:
            path.mkdir(parents=True, exist_ok=True)
            for name in FILES:
                (path / name).write_bytes((self.encoder.folder / name).read_bytes())

    def from_disk(self, path: Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> EncoderPipe:
        """Load the encoder from a folder."""
        self.encoder = Encoder(path)
        return self


class TaggerPipe(_Pipe):
    """Set ``token.tag`` (Penn Treebank)."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the tags."""
        held = _stored(doc)
        codes = [doc.vocab.strings.add(label) for label in held.labels["xpos"]]
        column: Any = np.full(len(doc), doc.vocab.strings.add("_SP"), dtype=np.uint64)
        column[held.places] = [codes[label] for label in held.analysis.xpos]
        doc.from_array([TAG], column.reshape(-1, 1))
        return doc


class MorphologizerPipe(_Pipe):
    """Set ``token.pos`` and ``token.morph`` (Universal Dependencies)."""

    def __call__(self, doc: Doc) -> Doc:
        """Write parts of speech and features."""
        held = _stored(doc)
        parts = [doc.vocab.strings.add(label) for label in held.labels["upos"]]
        feats = [doc.vocab.morphology.add(label) for label in held.labels["feats"]]
        columns: Any = np.zeros((len(doc), 2), dtype=np.uint64)
        columns[:, 0] = doc.vocab.strings.add("SPACE")
        columns[:, 1] = doc.vocab.morphology.add("")
        columns[held.places, 0] = [parts[label] for label in held.analysis.upos]
        columns[held.places, 1] = [feats[label] for label in held.analysis.feats]
        doc.from_array([POS, MORPH], columns)
        return doc


class ParserPipe(_Pipe):
    """Set heads, relations and sentence starts; a blank token hangs on the word before it."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the trees."""
        held = _stored(doc)
        if not len(held.places):
            return doc
        codes = [doc.vocab.strings.add(label) for label in held.labels["relations"]]
        count = len(doc)
        heads = np.maximum(np.searchsorted(held.places, np.arange(count), side="right") - 1, 0)
        heads = held.places[heads]
        relations = np.full(count, doc.vocab.strings.add("dep"), dtype=np.uint64)
        heads[held.places] = held.places[held.analysis.heads]
        relations[held.places] = [codes[label] for label in held.analysis.relations]
        roots = heads == np.arange(count)
        relations[roots] = doc.vocab.strings.add("ROOT")
        offsets = (heads - np.arange(count)).astype(np.int64).view(np.uint64)
        columns: Any = np.stack([offsets, relations], 1)
        doc.from_array([HEAD, DEP], columns)
        return doc


class NamesPipe(_Pipe):
    """Set ``doc.ents``; names that a component ahead has found stay."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the names."""
        held = _stored(doc)
        kept = list(doc.ents)
        taken = {token.i for ent in kept for token in ent}
        labels = held.labels["tags"]
        for start, end, label in _spans([labels[tag] for tag in held.analysis.tags]):
            first, last = int(held.places[start]), int(held.places[end - 1]) + 1
            if taken.isdisjoint(range(first, last)):
                kept.append(Span(doc, first, last, label=label))
        doc.set_ents(sorted(kept, key=lambda ent: ent.start))
        return doc


class ClaimsPipe(_Pipe):
    """Score pairs of words as claims, and words, and leave what is likely in ``doc.user_data``."""

    def __call__(self, doc: Doc) -> Doc:
        """Read the claims of all sentences, and forget what the encoder found."""
        held = _stored(doc)
        del doc.user_data[_KEY]
        doc.user_data[TAUGHT] = held.taught
        links, ratings = held.analysis.links, held.analysis.ratings
        if links:
            doc.user_data[SCORES] = WordScores(
                held.places.tolist(), ratings, np.concatenate(links), held.encoder.distances
            )
        doc.user_data[READINGS] = read_claims(doc, held.encoder, held.analysis, held.places)
        return doc


def _stored(doc: Doc) -> _Stored:
    held = doc.user_data.get(_KEY)
    if not isinstance(held, _Stored):
        raise TypeError("the component 'encoder' has not read this document; it must stand ahead")
    return held


def _spans(tags: Iterable[str]) -> Iterable[tuple[int, int, str]]:
    """Yield the names in BIO tags as (first word, word after the last, label)."""
    start, label = 0, ""
    place = -1
    for place, tag in enumerate(tags):
        if label and tag != f"I-{label}":
            yield start, place, label
            label = ""
        if tag != "O" and not label:
            start, label = place, tag[2:]
    if label:
        yield start, place + 1, label


class _Index(list[str]):
    """A list of words that is searched as a set: spaCy's tables are lists, and it looks words up in them."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__(words)
        self.words = frozenset(self)

    def __contains__(self, word: object) -> bool:
        return word in self.words


class FastLemmatizer(EnglishLemmatizer):
    """spaCy's rule lemmatizer for English, asked once for each form with its part of speech and features."""

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> FastLemmatizer:
        """Read the tables."""
        super().from_disk(path, exclude=exclude)
        index = self.lookups.get_table("lemma_index")
        for part in list(index):
            index[part] = _Index(index[part])
        return self

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of every token."""
        known: dict[tuple[int, int, int], int] = self.__dict__.setdefault("known", {})
        keys = doc.to_array([ORTH, POS, MORPH])
        column: Any = np.zeros((len(doc), 1), dtype=np.uint64)
        for place, key in enumerate(map(tuple, keys.tolist())):
            lemma = known.get(key)
            if lemma is None:
                lemma = known[key] = doc.vocab.strings.add(self.rule_lemmatize(doc[place])[0])
            column[place, 0] = lemma
        doc.from_array([LEMMA], column)
        return doc


def _register(
    factory: str, kind: Callable[[str], _Pipe | PatternPipe], *assigns: str
) -> Callable[[Language, str], _Pipe | PatternPipe]:
    def create(nlp: Language, name: str) -> _Pipe | PatternPipe:
        return kind(name)

    if not Language.has_factory(factory):
        Language.factory(factory, assigns=list(assigns), func=create)
    return create


def lemmatizer(nlp: Language, name: str, mode: str = "rule", overwrite: bool = True) -> FastLemmatizer:
    """Make the lemmatizer of a pipeline."""
    return FastLemmatizer(nlp.vocab, None, name, mode=mode, overwrite=overwrite)


_ENTS = ("doc.ents", "token.ent_iob", "token.ent_type")
encoder = _register("kg_encoder", EncoderPipe)
tagger = _register("kg_tagger", TaggerPipe, "token.tag")
morphologizer = _register("kg_morphologizer", MorphologizerPipe, "token.pos", "token.morph")
parser = _register("kg_parser", ParserPipe, "token.head", "token.dep", "token.is_sent_start", "doc.sents")
names = _register("kg_names", NamesPipe, *_ENTS)
patterns = _register("kg_patterns", PatternPipe, *_ENTS)
claims = _register("kg_claims", ClaimsPipe)
if not Language.has_factory("kg_lemmatizer"):
    Language.factory("kg_lemmatizer", assigns=["token.lemma"], func=lemmatizer)
