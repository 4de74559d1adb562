"""The reading is as good as its floors say: claims, PLOVER events and speech, measured on gold with the embedded model."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kg.evaluation import (
    ArticleScores,
    SpeechScores,
    answer_speech,
    open_parts,
    read_events,
    read_segments,
    read_speech,
    score_articles,
    score_attribution,
    score_events,
    score_speech,
)
from kg.evaluation.measure import Parts, files_of

from .benchmarks import news, wikinews

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
SHARED = ROOT / ".." / "shared" / "gold"
FLOORS = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))
ARTICLES = {"annotated": SHARED / "articles_dev.jsonl", "own": GOLD / "corpus_claims.jsonl"}


@pytest.fixture(scope="module")
def parts() -> Parts:
    return open_parts()


@pytest.fixture(scope="module", params=["own", pytest.param("annotated", marks=pytest.mark.shared)])
def articles(request: pytest.FixtureRequest, parts: Parts) -> tuple[str, ArticleScores, SpeechScores]:
    gold = ARTICLES[request.param]
    if not gold.is_file():
        pytest.skip("measured on annotated articles that users do not have, and here is no ../shared")
    segments = read_segments(gold)
    claims = parts.read_articles(files_of(segments, gold))
    scores = score_articles(segments, claims, parts.ontology)
    return request.param, scores, score_attribution(segments, claims, parts.ontology)


def below(table: str, measured: dict[str, float]) -> list[str]:
    """Return what has sunk below its floor."""
    floors = FLOORS[table]
    return [
        f"{name} {value:.3f} < {floors[name]}" for name, value in measured.items() if value < floors[name]
    ]


def test_claims_are_no_worse_than_their_floors(
    articles: tuple[str, ArticleScores, SpeechScores],
) -> None:
    name, scores, _ = articles
    measured = {
        f"f1 {name}": scores.exact.f1,
        f"polarity and modality {name}": scores.manner.precision,
        f"asserted precision {name}": scores.plain.precision,
    }
    assert below("claims", measured) == []


@pytest.mark.shared
def test_claims_on_unknown_articles_are_no_worse_than_their_floors(parts: Parts, tmp_path: Path) -> None:
    if not wikinews.WIKINEWS.is_file():
        pytest.skip("measured on articles that users do not have, and here is no ../shared")
    wikinews.write_articles(tmp_path)
    segments = read_segments(wikinews.GOLD)
    scores = score_articles(segments, parts.read_articles(sorted(tmp_path.iterdir())), parts.ontology)
    measured = {"f1 wikinews": scores.exact.f1, "asserted precision wikinews": scores.plain.precision}
    assert below("claims", measured) == []


def test_page_furniture_claims_nothing(articles: tuple[str, ArticleScores, SpeechScores]) -> None:
    assert articles[1].furniture <= FLOORS["claims"]["furniture"]


def test_claims_have_their_speakers_as_often_as_the_floor_asks(
    articles: tuple[str, ArticleScores, SpeechScores],
) -> None:
    name, _, said = articles
    assert below("speech", {f"claims {name}": said.speaker.precision}) == []


@pytest.mark.shared
def test_claims_on_annotated_news_are_no_worse_than_their_floors(parts: Parts, tmp_path: Path) -> None:
    if not wikinews.WIKINEWS.is_file():
        pytest.skip("measured on news that users do not have, and here is no ../shared")
    documents = news.documents(0, parts.ontology)
    news.write_documents(documents, tmp_path)
    claims = parts.read_articles(sorted(tmp_path.iterdir()))
    scores = score_articles(news.segments(documents, claims, parts.ontology), claims, parts.ontology)
    measured = {"f1 news": scores.exact.f1, "asserted precision news": scores.plain.precision}
    assert below("claims", measured) == []


@pytest.mark.shared
def test_plover_events_are_no_worse_than_their_floors(parts: Parts) -> None:
    if not (SHARED / "plover_dev.jsonl").is_file():
        pytest.skip("measured on PLOVER records that users do not have, and here is no ../shared")
    gold = read_events(SHARED / "plover_dev.jsonl")
    scores = score_events(gold, parts.read_events(gold), parts.ontology)
    measured = {"triple": scores.triple.f1, "pair": scores.pair.f1, "type": scores.type.f1}
    assert below("plover", measured) == []


@pytest.mark.parametrize("half", ["dev", "test"])
def test_clauses_have_their_speakers_as_often_as_the_floor_asks(half: str, parts: Parts) -> None:
    gold = [text for text in read_speech(GOLD / "speech.jsonl") if text.half == half]
    scores = score_speech(answer_speech(gold, parts.read_texts(gold), parts.ontology))
    measured = {
        f"speaker {half}": scores.speaker.precision,
        f"reporter {half}": scores.reporter.precision,
        f"named or not {half}": scores.anonymous.precision,
        f"the text's own word {half}": scores.narration.precision,
    }
    assert below("speech", measured) == []


def test_there_are_enough_sentences_of_speech_in_both_halves() -> None:
    halves = [text.half for text in read_speech(GOLD / "speech.jsonl")]
    assert min(halves.count("dev"), halves.count("test")) >= 40
