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
_NOTHING = "the explosion"  # does what nobody does: *was killed by the explosion*
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
    """Return the pattern of a question with a gap: of the likeliest sentence that says anything."""
    fillers, agents = fillers_of(form, reader.ontology), _with_agents(form)
    asked = [
        (sentence, filler)
        for sentence in (*form.sentences, *agents)
        for filler in fillers
        if sentence.count(filler) == 0
    ]
    read = _claims([sentence.replace(SLOT, filler) for sentence, filler in asked], reader, today)
    found: dict[str, list[Found]] = {}
    for (sentence, filler), claims in zip(asked, read, strict=True):
        found.setdefault(sentence, []).extend(places(claims, filler, form))
    elected = {sentence: elect(each, form, reader.ontology) for sentence, each in found.items()}
    own = next((elected[sentence] for sentence in form.sentences if elected.get(sentence)), None)
    return own or _joined(filter(None, (elected.get(sentence) for sentence in agents)))


def _whole(form: Form, reader: Reader, today: date | None) -> Pattern | None:
    """Return the pattern of a question without a gap; who does what a passive tells may be anybody."""
    agents = _with_agents(form)
    own, *others = (
        _of_clause(claims, form, reader) for claims in _claims((*form.sentences, *agents), reader, today)
    )
    return _joined(filter(None, others)) or own


def _of_clause(claims: Sequence[Claim], form: Form, reader: Reader) -> Pattern | None:
    """Return the pattern of the claim that a clause makes first of all, with those that say the same by another relation."""
    found = [Found(claim, _WHOLE[form.wanted], "") for claim in claims if claim.relation != OPEN]
    found.sort(
        key=lambda e: (bool(e.claim.embedded_under), not names_others(e), -e.claim.evidence.confidence)
    )
    found = [each for each in found if bool(each.claim.embedded_under) is bool(found[0].claim.embedded_under)]
    shapes: dict[str, list[Found]] = {}
    for each in found:
        shapes.setdefault(shape_of(each), []).append(each)
    patterns = [pattern_of(each, form, reader.ontology) for each in shapes.values()]
    twins = (each for each in patterns[1:] if _is_twin(each, patterns[0]))
    return replace(patterns[0], also=tuple(twins)) if patterns else None


def _with_agents(form: Form) -> list[str]:
    """Return the sentences of a passive with somebody or something that does it: *was killed by Portugal*."""
    agents = (_nobody(form.sentences[0]), _NOTHING)
    return [f"{sentence[:-1]} by {agent}." for sentence in form.sentences for agent in agents if form.passive]


def _joined(patterns: Iterable[Pattern]) -> Pattern | None:
    """Return patterns as one, in which whoever stands for anybody is left out."""
    freed = [_freed(each) for pattern in patterns for each in (pattern, *pattern.also)]
    return (
        replace(freed[0], also=tuple(dict.fromkeys(each for each in freed[1:] if each != freed[0])))
        if freed
        else None
    )


def _freed(pattern: Pattern) -> Pattern:
    nobody = {key_of(name) for name in (*_NOBODY, _NOTHING)}

    def named(end: End | None) -> End | None:
        return None if end is None or key_of(end.name) in nobody else end

    roles = tuple((role, end) for role, end in pattern.roles if key_of(end.name) not in nobody)
    return replace(
        pattern, subject=named(pattern.subject), object=named(pattern.object), roles=roles, also=()
    )


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
        known = reader.ontology
        actor = (
            known.find_actor(entity.text) or known.find_demonym(entity.text) or known.find_seat(entity.text)
        )
        names = {fold(entity.text), *([fold(actor.name)] if actor else [])}
        if not any(name in fold(end.name) or fold(end.name) in name for end in ends for name in names):
            yield entity.text
