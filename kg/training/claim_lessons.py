"""Annotated claims as lessons: sentences as the pipeline parses them, and which pairs of words make a claim.

The tree of a lesson is the pipeline's own, since that is what the reader sees when it is used. An annotated span is
found by its head. Sentences without a claim are lessons too: most pairs are in no relation.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from ..nlp import tokenize
from ..parsing.pairs import ENTS, find_candidates, pair_up
from ..types import Extent, Modality, Polarity
from .annotation import AnnotatedClaim, AnnotatedDocument
from .mentions import Asked, MentionOf
from .names import MISSING
from .treebank import ROOT, Sentence

__all__ = ["MODALITIES", "ClaimLesson", "lessons_of"]

MODALITIES = tuple(modality.value for modality in Modality)


@dataclass(frozen=True, slots=True)
class Target:
    """A claim of a sentence by words: subject, object, trigger (-1 for none)."""

    subject: int
    object: int
    relation: str
    negative: bool
    modality: int
    trigger: int


@dataclass(frozen=True, slots=True)
class ClaimLesson:
    """A sentence with its own parse: pairs of candidates (rows of ``pairs.COLUMNS``), names, and the claims."""

    sentence: Sentence
    tags: tuple[str, ...]
    ents: tuple[int, ...]
    pairs: np.ndarray[tuple[int, int], np.dtype[np.int64]]
    targets: tuple[Target, ...]


def lessons_of(
    documents: Iterable[AnnotatedDocument], nlp: Language, lost: Counter[str]
) -> Iterator[list[ClaimLesson]]:
    """Yield the lessons of each document in order; ``lost`` counts claims that no pair of words can hold."""
    for document in documents:
        read = [s.extent for s in document.sentences]
        begin, end = min(e.start for e in read), max(e.end for e in read)
        doc = tokenize(document.text[begin:end], nlp)
        for _, component in nlp.pipeline:
            doc = component(doc)
        held = [claim for s in document.sentences for claim in s.claims]
        yield list(_of_doc(doc, document.id, begin, held, lost))


def _of_doc(
    doc: Doc, name: str, begin: int, claims: Sequence[AnnotatedClaim], lost: Counter[str]
) -> Iterator[ClaimLesson]:
    ends = [
        (claim, _word(doc, claim.subject.span, begin), _word(doc, claim.object.span, begin))
        for claim in claims
    ]
    mentions = _mentions(doc, name, begin, claims)
    paragraph = True
    for number, span in enumerate(doc.sents):
        words = [token for token in span if not token.is_space]
        if not words:
            continue
        place = {token.i: index for index, token in enumerate(words)}
        sentence = _sentence(f"{name}.{number}", words, place, paragraph, number == 0, mentions)
        paragraph = "\n" in span[-1].text
        numbers, labels = _named(doc, words)
        found = find_candidates(sentence.upos, sentence.relations, sentence.heads, numbers, labels)
        targets = []
        for claim, subject, object_ in ends:
            if subject is None or object_ is None or subject.i not in place or object_.i not in place:
                continue
            pair = tuple(
                _nearest(place[t.i], s, found, place, doc, begin)
                for t, s in ((subject, claim.subject.span), (object_, claim.object.span))
            )
            if pair[0] < 0 or pair[1] < 0 or pair[0] == pair[1]:
                lost["no candidate"] += 1
                continue
            trigger = _word(doc, claim.trigger, begin)
            targets.append(
                Target(
                    pair[0],
                    pair[1],
                    claim.relation,
                    claim.polarity is Polarity.NEGATIVE,
                    MODALITIES.index(claim.modality.value),
                    place.get(trigger.i, -1) if trigger is not None else -1,
                )
            )
            lost["kept"] += 1
        yield ClaimLesson(
            sentence,
            tuple(_tag(token) for token in words),
            tuple(ENTS.index(label) if label in ENTS else 0 for label in labels),
            pair_up(sentence.heads, found),
            tuple(targets),
        )
    for _, subject, object_ in ends:
        if subject is None or object_ is None:
            lost["an end outside the sentence"] += 1


def _mentions(doc: Doc, name: str, begin: int, claims: Sequence[AnnotatedClaim]) -> dict[int, MentionOf]:
    """Return what takes up a name or noun according to the annotation, and all names, by token.

    A pronoun that no claim needs is left out: what it takes up is not annotated.
    """
    chains: dict[int, str] = {}
    for token in doc:
        if token.pos_ == "PROPN" and token.dep_ not in ("compound", "flat"):
            chains[token.i] = f"{name}:{token.lower_}"
    given: set[int] = set()
    for claim in claims:
        for argument in (claim.subject, claim.object, claim.holder):
            if argument is None or argument.antecedent is None:
                continue
            word, before = _word(doc, argument.span, begin), _word(doc, argument.antecedent, begin)
            if word is None or before is None or before.i >= word.i or word.pos_ == "PROPN":
                continue
            chain = chains.setdefault(before.i, f"{name}:{before.i}")
            if word.i not in given:
                chains[word.i] = chain
                given.add(word.i)
    return {
        i: MentionOf(i, chain, Asked.GIVEN if i in given else Asked.NOT)
        for i, chain in sorted(chains.items())
    }


def _named(doc: Doc, words: Sequence[Token]) -> tuple[list[int], list[str]]:
    """Return for each word the number of the name that it is in, and its label."""
    inside = {token.i: number for number, ent in enumerate(doc.ents) for token in ent}
    return [inside.get(token.i, -1) for token in words], [token.ent_type_ for token in words]


def _tag(token: Token) -> str:
    """Return the BIO tag of a name; figures and weapons are found by pattern, they are missing."""
    if not token.ent_type_:
        return "O"
    label = token.ent_type_
    return f"{token.ent_iob_}-{label}" if label in ENTS[1:-1] else MISSING


def _word(doc: Doc, extent: Extent | None, begin: int) -> Token | None:
    """Return the head of a span."""
    if extent is None:
        return None
    span = doc.char_span(extent.start - begin, extent.end - begin, alignment_mode="expand")
    return _root(span) if span is not None else None


def _root(span: SpacySpan) -> Token:
    return min(
        (t for t in span if not t.is_space), key=lambda t: (sum(1 for _ in t.ancestors), t.i), default=span[0]
    )


def _nearest(
    word: int, extent: Extent | None, found: Sequence[int], place: Mapping[int, int], doc: Doc, begin: int
) -> int:
    """Return the candidate that a span means: its head, else the last candidate inside it; -1 for none."""
    if word in found or extent is None:
        return word if word in found else -1
    span = doc.char_span(extent.start - begin, extent.end - begin, alignment_mode="expand")
    inside = [place[token.i] for token in span or () if place.get(token.i, -1) in found]
    return inside[-1] if inside else -1


def _sentence(
    name: str,
    words: Sequence[Token],
    place: Mapping[int, int],
    paragraph: bool,
    document: bool,
    mentions: Mapping[int, MentionOf],
) -> Sentence:
    return Sentence(
        id=name,
        words=tuple(t.text for t in words),
        spaces=tuple(bool(t.whitespace_) for t in words),
        lemmas=tuple(t.lemma_ for t in words),
        upos=tuple(t.pos_ for t in words),
        xpos=tuple(t.tag_ for t in words),
        feats=tuple(str(t.morph) for t in words),
        heads=tuple(place.get(t.head.i, index) for index, t in enumerate(words)),
        relations=tuple(ROOT if place.get(t.head.i, i) == i else t.dep_ for i, t in enumerate(words)),
        starts_document=document,
        starts_paragraph=paragraph,
        mentions=tuple(mentions[t.i]._replace(word=place[t.i]) for t in words if t.i in mentions),
    )
