"""The sample reports are complete, of a readable length, ours, and listed in corpus/SOURCES.md."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
PAGES = Path(__file__).parent / "pages"  # HTML needs an extra, so it is no part of the default corpus
KEYS = ("title", "date", "source", "url")


class Report(NamedTuple):
    """One report: where it stands, what it says about itself, and its running text."""

    name: str
    about: dict[str, str]
    text: str


class _Page(HTMLParser):
    """Collects the meta elements and the visible text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.text: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("style", "title")
        values = dict(attrs)
        if tag == "meta":
            self.meta[values.get("name") or values.get("property") or ""] = values.get("content") or ""

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text.append(data)


def read_reports(path: Path) -> list[Report]:
    raw = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [Report(path.name, row, row["text"]) for row in map(json.loads, raw.splitlines())]
    if path.suffix == ".html":
        page = _Page()
        page.feed(raw)
        about = {"title": "og:title", "date": "date", "source": "og:site_name", "url": "og:url"}
        found = {key: page.meta.get(name, "") for key, name in about.items()}
        return [Report(path.name, found, " ".join(page.text))]
    opening, head, text = raw.split("---\n", 2)
    assert opening == ""
    pairs = (line.split(": ", 1) for line in head.splitlines())
    return [Report(path.name, {key: value.strip('"') for key, value in pairs}, text)]


FILES = sorted(p for p in CORPUS.iterdir() if p.name != "SOURCES.md" and not p.name.startswith("."))
REPORTS = [report for path in [*FILES, *PAGES.glob("*.html")] for report in read_reports(path)]
LONG = [report for report in REPORTS if not report.name.endswith(".jsonl")]


def test_there_are_at_least_twelve_reports_that_need_no_extra() -> None:
    assert len([report for report in LONG if not report.name.endswith(".html")]) >= 12
    assert {path.suffix for path in FILES} == {".md", ".txt", ".jsonl"}


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: f"{report.name}:{report.about['date']}")
def test_a_report_says_its_title_date_source_and_url(report: Report) -> None:
    assert all(report.about.get(key) for key in KEYS)
    assert date(2017, 1, 1) <= date.fromisoformat(report.about["date"]) <= date(2020, 12, 31)
    assert re.match(r"https://[a-z]+\.example/", report.about["url"])


@pytest.mark.parametrize("report", LONG, ids=lambda report: report.name)
def test_the_date_in_the_file_name_is_the_date_of_the_report(report: Report) -> None:
    assert report.name.startswith(report.about["date"])


@pytest.mark.parametrize("report", LONG, ids=lambda report: report.name)
def test_a_report_has_250_to_600_words(report: Report) -> None:
    assert 250 <= len(report.text.split()) <= 600


def test_the_briefs_together_are_as_long_as_one_report() -> None:
    briefs = [report for report in REPORTS if report.name.endswith(".jsonl")]
    assert len(briefs) == 2
    assert 250 <= sum(len(brief.text.split()) for brief in briefs) <= 600


def test_sources_lists_every_file_and_nothing_else() -> None:
    rows = (CORPUS / "SOURCES.md").read_text(encoding="utf-8").splitlines()
    listed = [match[1] for row in rows if (match := re.match(r"\| `([^`]+)` \|", row))]
    assert sorted(listed) == [path.name for path in FILES]


def test_line_endings_are_those_that_the_gold_offsets_count() -> None:
    assert not [path.name for path in FILES if b"\r" in path.read_bytes()]


def test_one_wire_report_is_printed_under_two_names() -> None:
    texts = {report.name: set(report.text.split("\n\n")) for report in LONG}
    wire, copy = texts["2019-07-12-first-delivery.md"], texts["2019-07-12-planes-near-ankara.md"]
    assert len(wire & copy) >= 6
    assert wire - copy and copy - wire


def test_the_scraped_pages_carry_the_damage_they_are_there_for() -> None:
    scraped = "".join(path.read_text(encoding="utf-8") for path in FILES if path.suffix == ".txt")
    for mark in ("& # 39;", ",quot;", "&nbsp;", "\N{NO-BREAK SPACE}", "“", "READ MORE", "GMT", "Keywords:"):
        assert mark in scraped, mark
