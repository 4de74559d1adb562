"""Three pages as they were scraped, which only developers have: nothing of the page may stay, nothing of the article go."""

import json
from pathlib import Path

import pytest

from kg.ingestion import read_file
from kg.types import Document, Extent

from .reading import check_places

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
GOLD = SHARED / "gold" / "articles_dev.jsonl"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not GOLD.is_file(), reason="the annotated articles are not beside the repository"),
]


def read(name: str) -> tuple[Document, str]:
    path = SHARED / "corpus" / f"{name}.txt"
    (document,) = read_file(path)
    assert isinstance(document, Document)
    return document, path.read_bytes().decode()


def letters(text: str) -> str:
    return "".join(char for char in text if char.isascii() and char.isalnum())


def test_all_of_the_article_and_nothing_else_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    segments = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    seen = {"body": 0, "heading": 0, "furniture": 0}
    for name in sorted({segment["doc"] for segment in segments}):
        document, raw = read(name)
        covered = [run for run in document.runs if run.raw_length]
        for segment in (segment for segment in segments if segment["doc"] == name):
            start, end = segment["start"], segment["end"]
            parts = [(max(run.raw, start), min(run.raw + run.raw_length, end)) for run in covered]
            kept = "".join(raw[first:last] for first, last in parts if first < last)
            expected = "" if segment["region"] == "furniture" else letters(raw[start:end])
            assert letters(kept) == expected, segment["sentence"]
            seen[segment["region"]] += 1
    with capsys.disabled():
        print("\nsegments right:", ", ".join(f"{count} {region}" for region, count in seen.items()), end=" ")


@pytest.mark.parametrize("path", sorted((SHARED / "corpus").glob("*.txt")), ids=lambda path: path.stem)
def test_every_word_leads_back_to_the_page(path: Path) -> None:
    document, raw = read(path.stem)
    check_places(document, raw)
    whole = document.locate(Extent(0, len(document.text)))
    assert document.quote(whole) == raw[whole.start : whole.end]
