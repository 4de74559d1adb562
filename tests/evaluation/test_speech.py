"""Speakers against gold, on small gold worked out by hand; and the sentences written for it are sound."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg.evaluation import answer_speech, read_speech, score_attribution, score_speech
from kg.evaluation.gold import GoldClaim, GoldSpeech, Segment, SpokenClause
from kg.evaluation.measure import Parts
from kg.types import Claim, Extent, Holder, Modality, Polarity

from ..builders import claim

GOLD = read_speech(Path(__file__).resolve().parents[1] / "gold" / "speech.jsonl")
OFFICIAL = Holder("State Department official (unnamed)", None, True)
REUTERS = Holder("Reuters")


def segment(speaker: str | None, reporter: str | None = None) -> Segment:
    wanted = GoldClaim(
        subject="Turkey",
        relation="buys",
        object="S-400",
        polarity=Polarity.POSITIVE,
        modality=Modality.ASSERTED,
        speaker=speaker,
        reporter=reporter,
    )
    return Segment(document="a", extent=Extent(0, 100), furniture=False, claims=(wanted,))


def held(*holders: Holder) -> dict[str, list[Claim]]:
    return {"a.txt": [claim("Turkey", "buys", "S-400", holders=holders)]}


def test_an_unnamed_official_is_known_by_content_words(parts: Parts) -> None:
    gold = segment("senior US State Department official (unnamed)", "Reuters")
    scores = score_attribution([gold], held(OFFICIAL, REUTERS), parts.ontology)
    assert (scores.speaker.right, scores.reporter.right, scores.anonymous.right) == (1, 1, 1)


def test_a_reporter_that_is_left_out_is_missed(parts: Parts) -> None:
    gold = segment("State Department official (unnamed)", "Reuters")
    scores = score_attribution([gold], held(OFFICIAL), parts.ontology)
    assert (scores.speaker.right, scores.reporter.right) == (1, 0)


@pytest.mark.parametrize(("holders", "right"), [((), 1), ((REUTERS,), 0)])
def test_what_the_text_says_itself_has_no_speaker(
    holders: tuple[Holder, ...], right: int, parts: Parts
) -> None:
    scores = score_attribution([segment(None)], held(*holders), parts.ontology)
    assert (scores.narration.right, scores.narration.gold, scores.speaker.gold) == (right, 1, 0)


def test_clauses_are_found_by_their_words(parts: Parts) -> None:
    clauses = (
        SpokenClause(words="has fallen", speaker="Maria Lopez"),
        SpokenClause(words="will recover", speaker="Maria Lopez"),
        SpokenClause(words="left the room", speaker=None),
        SpokenClause(words="on Monday", speaker=None),
    )
    text = '"The price has fallen," Maria Lopez said. "The market will recover." She left the room on Monday.'
    gold = [GoldSpeech(text=text, kind="direct", half="dev", clauses=clauses)]
    answers = list(answer_speech(gold, parts.read_texts(gold), parts.ontology))
    assert [answer.right for answer in answers] == [True, True, True, False]
    assert not answers[-1].found
    assert score_speech(answers).speaker.right == 2


def test_every_clause_of_gold_stands_once_in_its_text() -> None:
    for row in GOLD:
        assert row.clauses
        assert all(row.text.count(clause.words) == 1 for clause in row.clauses), row.text


def test_no_text_of_gold_stands_in_both_halves() -> None:
    assert max(Counter(row.text for row in GOLD).values()) == 1
    assert {row.half for row in GOLD} == {"dev", "test"}


def test_who_is_unnamed_in_gold_says_so() -> None:
    for row in GOLD:
        assert all("(unnamed)" not in (c.speaker or "") or c.anonymous for c in row.clauses), row.text
