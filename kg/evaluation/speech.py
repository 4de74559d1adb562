"""Who says so, against gold: on claims of annotated articles, and clause by clause on sentences written for it.

Speakers are compared as names are (``names``): unnamed officials by their content words. What the text says on its
own account has no speaker, and giving it one is as wrong as taking a speaker away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..mapping.claims import holders_of
from ..mapping.linking import Linker
from ..ontology import Ontology
from ..types import Claim, Extent, Extraction, Holder, Proposition
from .claims import Score, match_claims
from .gold import GoldSpeech, Segment, SpokenClause
from .names import is_same_name

__all__ = ["SpeechScores", "SpokenAnswer", "answer_speech", "score_attribution", "score_speech"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechScores:
    """``speaker`` is on what somebody says, ``narration`` on what the text itself says, ``subject`` on *we* and *they*."""

    speaker: Score
    reporter: Score
    narration: Score
    anonymous: Score
    subject: Score


class SpokenAnswer(NamedTuple):
    """A clause of gold and what was read there; ``found`` is False where no proposition was."""

    text: GoldSpeech
    clause: SpokenClause
    found: bool
    holders: tuple[Holder, ...]
    subjects: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the clause has the speaker that it has in gold."""
        return self.found and _is_speaker(self.clause.speaker, self.holders)


def score_attribution(
    segments: Iterable[Segment], claims: Mapping[str, Sequence[Claim]], ontology: Ontology
) -> SpeechScores:
    """Score the holders of the claims that are exactly matched in annotated articles."""
    speaker: list[bool] = []
    reporter: list[bool] = []
    narration: list[bool] = []
    anonymous: list[bool] = []
    for gold, claim, exact in match_claims(segments, claims, ontology):
        if not exact:
            continue
        if gold.speaker is None:
            narration.append(not claim.holders)
            continue
        speaker.append(_is_speaker(gold.speaker, claim.holders))
        reporter.append(_is_reporter(gold.reporter, claim.holders))
        anonymous.append(_is_anonymous(claim.holders) == ("(unnamed)" in gold.speaker))
    return SpeechScores(
        speaker=_tally(speaker),
        reporter=_tally(reporter),
        narration=_tally(narration),
        anonymous=_tally(anonymous),
        subject=_tally([]),
    )


def score_speech(answers: Iterable[SpokenAnswer]) -> SpeechScores:
    """Score clauses. A clause that was not found has no speaker, no reporter and no subject right."""
    answers = tuple(answers)
    spoken = [answer for answer in answers if answer.clause.speaker is not None]
    return SpeechScores(
        speaker=_tally([answer.right for answer in spoken]),
        reporter=_tally([a.found and _is_reporter(a.clause.reporter, a.holders) for a in spoken]),
        narration=_tally([answer.right for answer in answers if answer.clause.speaker is None]),
        anonymous=_tally([a.found and _is_anonymous(a.holders) == a.clause.anonymous for a in spoken]),
        subject=_tally([_has_subject(answer) for answer in answers if answer.clause.subject is not None]),
    )


def answer_speech(
    gold: Sequence[GoldSpeech], extractions: Sequence[Extraction], ontology: Ontology
) -> Iterator[SpokenAnswer]:
    """Yield what was read for every clause of gold; the extractions are of its texts, in order."""
    for text, extraction in zip(gold, extractions, strict=True):
        linker = Linker(extraction, ontology)
        for clause in text.clauses:
            proposition = _find(clause, text.text, extraction)
            if proposition is None:
                yield SpokenAnswer(text, clause, False, (), ())
                continue
            yield SpokenAnswer(
                text, clause, True, holders_of(proposition, linker), _subjects(proposition, linker)
            )


def _find(clause: SpokenClause, text: str, extraction: Extraction) -> Proposition | None:
    """Return the proposition whose predicate stands among the words of a clause, a verb rather than a noun."""
    start = text.index(clause.words)
    end = start + len(clause.words)
    among = [p for p in extraction.propositions if _overlaps(p, Extent(start, end), extraction)]
    return min(among, key=lambda p: (p.predicate.pos != "VERB", p.predicate.extent.start), default=None)


def _overlaps(proposition: Proposition, words: Extent, extraction: Extraction) -> bool:
    found = extraction.document.locate(proposition.predicate.extent)
    return found.start < words.end and words.start < found.end


def _subjects(proposition: Proposition, linker: Linker) -> tuple[str, ...]:
    entities = [entity for role in proposition.fillers("nsubj") for entity in linker.entities(role)]
    return tuple(entity.name for entity in entities)


def _has_subject(answer: SpokenAnswer) -> bool:
    return any(is_same_name(answer.clause.subject or "", name) for name in answer.subjects)


def _is_speaker(gold: str | None, holders: Sequence[Holder]) -> bool:
    if gold is None or not holders:
        return gold is None and not holders
    return is_same_name(gold, holders[0].name)


def _is_reporter(gold: str | None, holders: Sequence[Holder]) -> bool:
    if gold is None or len(holders) < 2:
        return gold is None and len(holders) < 2
    return is_same_name(gold, holders[-1].name)


def _is_anonymous(holders: Sequence[Holder]) -> bool:
    return bool(holders) and holders[0].anonymous


def _tally(right: Sequence[bool]) -> Score:
    return Score(sum(right), len(right), len(right))
