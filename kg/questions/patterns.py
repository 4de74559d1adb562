"""From a question to the claim it asks about: kg's own reader reads it with things put into its gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ..errors import QueryError
from ..ids import fold, mint
from ..ontology import Ontology
from ..types import Claim, Document, Run
from .election import OPEN, Found, elect, end_of, key_of, names_others, pattern_of, places, shape_of
from .fillers import fillers_of
from .surface import SLOT, Form, Wanted, about_form, plain_request, read_form
from .values import Ask, End, Pattern

if TYPE_CHECKING:
    from ..pipeline.reading import Reader

__all__ = ["read_question"]

_NOBODY = ("Portugal", "Uruguay")  # stands where anybody may; the second where the question names the first
_WHOLE = {Wanted.TRUTH: Ask.TRUTH, Wanted.WHEN: Ask.WHEN, Wanted.WHERE: Ask.WHERE, Wanted.COUNT: Ask.COUNT}


def read_question(question: str, reader: Reader, *, today: date | None = None) -> Pattern:
    """Return what a question asks for; QueryError says what cannot be read, and how to ask.

    ``today`` is the day from which *last year* counts; without one such words set no limit.
    """
    words = plain_request(question)
    form = about_form(words) or read_form(_parse(words, reader))
    if form is None:
        raise QueryError(
            f"cannot read {question!r}: kg answers who, whom, what, which, when, where, how often, and yes or no"
        )
    if form.wanted in (Wanted.SAID, Wanted.ABOUT):
        pattern = _all_of(form, reader, today)
    elif form.wanted is Wanted.GAP:
        pattern = _with_gap(form, reader, today)
    else:
        pattern = _whole(form, reader, today)
    if pattern is None:
        shown = form.sentences[0].replace(SLOT, "…")
        raise QueryError(
            f"cannot read {question!r}: no relation is known for »{shown}«; try other words, or kg show NAME"
        )
    also = dict.fromkeys((*pattern.also, *_mirrored((pattern, *pattern.also), reader.ontology)))
    return replace(
        pattern,
        also=tuple(each for each in also if each != pattern),
        unread=tuple(_unread(words, pattern, reader)),
    )


def _mirrored(patterns: Iterable[Pattern], ontology: Ontology) -> Iterator[Pattern]:
    """Yield the patterns turned round, where a relation holds both ways or has an inverse: a graph keeps one of the two."""
    swapped = {Ask.SUBJECT: Ask.OBJECT, Ask.OBJECT: Ask.SUBJECT}
    for pattern in patterns:
        found = [ontology.relations[name] for name in pattern.relations]
        turned = tuple(filter(None, (each.name if each.symmetric else each.inverse for each in found)))
        if turned:
            ask = swapped.get(pattern.ask, pattern.ask)
            yield replace(
                pattern, ask=ask, subject=pattern.object, object=pattern.subject, relations=turned, also=()
            )


def _parse(text: str, reader: Reader):  # type: ignore[no-untyped-def]
    from ..nlp import parse

    return next(parse([_document(f"{text}?", None)], reader.nlp))[1]


def _document(text: str, today: date | None) -> Document:
    return Document(
        id=mint("document", text),
        text=text,
        raw=text,
        runs=(Run(0, len(text), 0, len(text)),),
        published=today,
    )


def _claims(sentences: Sequence[str], reader: Reader, today: date | None) -> list[tuple[Claim, ...]]:
    from ..pipeline.reading import extract_documents

    documents = [_document(sentence, today) for sentence in sentences]
    return [claims for _, claims in extract_documents(documents, reader.nlp, reader.ontology)]


def _with_gap(form: Form, reader: Reader, today: date | None) -> Pattern | None:
    fillers = fillers_of(form, reader.ontology)
    nobody = _nobody(form.sentences[0])
    sentences = (
        *form.sentences,
        *(f"{sentence[:-1]} by {nobody}." for sentence in form.sentences if form.passive),
    )
    asked = [
        (sentence, filler)
        for sentence in sentences
        for filler in fillers
        if filler != nobody or sentence in form.sentences
    ]
    read = _claims([sentence.replace(SLOT, filler) for sentence, filler in asked], reader, today)
    for sentence in sentences:
        found = [
            each
            for (other, filler), claims in zip(asked, read, strict=True)
            if other == sentence
            for each in places(claims, filler, form)
        ]
        pattern = elect(found, form, reader.ontology)
        if pattern is not None:
            return _freed(pattern, nobody) if sentence not in form.sentences else pattern
    return None


def _whole(form: Form, reader: Reader, today: date | None) -> Pattern | None:
    """Return the pattern of a question without a gap; a passive without an agent is read with one, which may then be anybody."""
    nobody = _nobody(form.sentences[0])
    sentences = (
        *form.sentences,
        *(f"{sentence[:-1]} by {nobody}." for sentence in form.sentences if form.passive),
    )
    for claims in reversed(_claims(sentences, reader, today)):
        found = [
            Found(claim, _WHOLE[form.wanted], key_of(nobody)) for claim in claims if claim.relation != OPEN
        ]
        if found:
            found.sort(
                key=lambda e: (
                    bool(e.claim.embedded_under),
                    not names_others(e),
                    -e.claim.evidence.confidence,
                )
            )
            shapes = dict.fromkeys(
                shape_of(each)
                for each in found
                if bool(each.claim.embedded_under) is bool(found[0].claim.embedded_under)
            )
            first, *rest = (
                _freed(
                    pattern_of([each for each in found if shape_of(each) == shape], form, reader.ontology),
                    nobody,
                )
                for shape in shapes
            )
            return replace(first, also=tuple(each for each in rest if _is_twin(each, first)))
    return None


def _freed(pattern: Pattern, nobody: str) -> Pattern:
    """Return a pattern in which whoever stands for anybody is left out."""
    pattern = replace(pattern, also=tuple(_freed(each, nobody) for each in pattern.also))

    def named(end: End | None) -> End | None:
        return None if end is None or key_of(end.name) == key_of(nobody) else end

    return replace(pattern, subject=named(pattern.subject), object=named(pattern.object))


def _is_twin(other: Pattern, pattern: Pattern) -> bool:
    """Tell whether two claims of one clause say the same of the same things: *buys missiles from Russia*, *buys from Russia missiles*."""

    def things(each: Pattern) -> set[str]:
        ends = (each.subject, each.object, *(end for _, end in each.roles))
        return {key_of(end.name) for end in ends if end}

    return (other.polarity, other.modality) == (pattern.polarity, pattern.modality) and things(
        other
    ) == things(pattern)


def _nobody(sentence: str) -> str:
    return next(name for name in _NOBODY if name not in sentence)


def _all_of(form: Form, reader: Reader, today: date | None) -> Pattern | None:
    nobody = _nobody(form.sentences[0])
    (claims,) = _claims([form.sentences[0].replace(SLOT, nobody)], reader, today)
    claim = next((each for each in claims if each.relation in ("criticizes", "accuses")), None)
    if claim is None:
        return None
    other = None if key_of(claim.object.name) == key_of(nobody) else end_of(claim.object)
    return Pattern(
        ask=Ask.SAID if form.wanted is Wanted.SAID else Ask.ABOUT,
        subject=end_of(claim.subject),
        object=other,
        begin=claim.time.begin if claim.time else None,
        end=claim.time.end if claim.time else None,
    )


def _unread(words: str, pattern: Pattern, reader: Reader) -> Iterator[str]:
    """Yield the names of a question that its pattern does not hold."""
    ends = [end for end in (pattern.subject, pattern.object, *(end for _, end in pattern.roles)) if end]
    for entity in _parse(words, reader).ents:
        if entity.label_ not in ("PERSON", "GPE", "ORG", "LOC", "FAC", "NORP"):
            continue
        actor = reader.ontology.find_actor(entity.text) or reader.ontology.find_demonym(entity.text)
        names = {fold(entity.text), *([fold(actor.name)] if actor else [])}
        if not any(name in fold(end.name) or fold(end.name) in name for end in ends for name in names):
            yield entity.text
