"""What kg eval takes for which gold, and what it says of what is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import CorpusError
from kg.evaluation import evaluate, scores_text

GOLD = Path(__file__).resolve().parents[1] / "gold"
SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "gold"


def written(folder: Path, name: str, *rows: object) -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def triple(**other: str) -> dict[str, str]:
    names = {"subject": "Norway", "relation": "buys", "object": "F-35"}
    return {**names, "polarity": "positive", "modality": "asserted", **other}


def segment(*triples: dict[str, str]) -> dict[str, object]:
    return {"doc": "report", "start": 0, "end": 100, "region": "body", "triples": list(triples)}


def test_articles_are_read_from_a_folder_named_corpus_near_the_gold(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "report.txt").write_text("Norway bought F-35 jets from the United States.\n")
    measured = evaluate(written(tmp_path, "gold.jsonl", segment(triple())))
    assert measured.kind == "articles"
    assert measured.lines[0].score.recall == 1


def test_articles_may_lie_in_a_folder_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "report.txt").write_text("Norway bought F-35 jets from the United States.\n")
    gold = written(tmp_path, "gold.jsonl", segment(triple()))
    assert evaluate(gold, articles=tmp_path / "raw").lines[0].score.recall == 1
    with pytest.raises(CorpusError, match=r"lacks the article report; .* --articles"):
        evaluate(gold)


def test_plover_records_are_known_by_their_event(tmp_path: Path) -> None:
    actors = {"sources": [{"code": "USA"}], "targets": [{"code": "TUR"}]}
    record = {"text": "The United States imposed sanctions on Turkey.", "event": "SANCTION", **actors}
    measured = evaluate(written(tmp_path, "gold.jsonl", record))
    assert [line.score.recall for line in measured.lines] == [1, 1, 1]


def test_times_are_known_by_their_columns() -> None:
    measured = evaluate(GOLD / "time_expressions.tsv")
    assert measured.kind == "time expressions"
    assert measured.lines[0].score.precision > 0.9


@pytest.mark.shared
def test_a_folder_with_dev_tsv_is_carb() -> None:
    measured = evaluate(SHARED / "carb")
    assert measured.kind == "open tuples"
    assert all(line.score.f1 > 0.3 for line in measured.lines)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([{"sentence": "He left."}], "objects with triples"),
        ([segment({"subject": "Norway"})], r"line 1: .*lacks 'relation'"),
        ([segment(triple(modality="maybe"))], r"line 1: .*'maybe' is not a valid Modality"),
        ([{"text": "He left.", "event": "AGREE", "sources": "he", "targets": []}], "where a list belongs"),
        ([7], "line 1"),
    ],
)
def test_what_is_no_gold_is_refused_with_the_reason(rows: list[object], reason: str, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=reason):
        evaluate(written(tmp_path, "gold.jsonl", *rows))


@pytest.mark.parametrize("name", ["missing.jsonl", "", "empty.jsonl", "other.tsv"])
def test_paths_that_hold_no_gold_are_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("")
    (tmp_path / "other.tsv").write_text("word\tkind\n")
    with pytest.raises(CorpusError):
        evaluate(tmp_path / name)


def test_the_table_has_a_line_for_each_score() -> None:
    measured = evaluate(GOLD / "time_expressions.tsv")
    head, *lines = scores_text(measured).splitlines()
    assert head.startswith("time expressions")
    assert len(lines) == len(measured.lines)
    assert "of 368" in lines[0]
