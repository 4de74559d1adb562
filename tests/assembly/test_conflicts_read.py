"""Conflicts in whole texts, from the words to the sides: reports of our own, and those of ``corpus/``."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.pipeline import KnowledgeGraph
from kg.types import Conflict, Graph
from tests.commands import CORPUS, SHARED

REPORTS = {
    "baltic": (
        "2021-03-01",
        "Baltic Post",
        (
            "Poland bought 32 F-16 jets from the United States for $4.6 billion. "
            "The contract between Iran and Iraq was signed in December 2017. "
            "Serbia accused Croatia of shelling the village, Foreign Minister Ivan Horvat said on Monday."
        ),
    ),
    "nordic": (
        "2021-03-01",
        "Nordic Times",
        (
            "Poland bought 48 F-16 jets from the United States for $3.5 billion. "
            "Iran's contract with Iraq was signed in September 2017. "
            "Croatia accused Serbia of shelling the village, Foreign Minister Ivan Horvat said on Monday."
        ),
    ),
    "capital": (
        "2021-04-05",
        "Capital Herald",
        (
            "Turkey has promised to buy the Patriot from the United States. "
            "The United States threatened to impose sanctions on Iran."
        ),
    ),
    "delta": (
        "2021-05-06",
        "Delta Report",
        (
            "Turkey has refused to buy the Patriot from the United States. "
            "The United States does not plan to impose sanctions on Iran. "
            "Russia said that Iran would buy the Su-35. Tehran refused to buy the Su-35."
        ),
    ),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("clashes")
    for name, (day, outlet, text) in REPORTS.items():
        head = f"---\ntitle: {name}\ndate: {day}\nsource: {outlet}\n---\n\n"
        (folder / f"{name}.md").write_text(head + text + "\n", encoding="utf-8")
    return kg.build(folder, folder / "out").graph


def sentences(conflict: Conflict) -> list[set[str]]:
    return [{claim.evidence.sentence for claim in side.claims} for side in conflict.sides]


def test_dates_figures_parties_and_promises_that_clash_are_found_and_nothing_else(told: Graph) -> None:
    assert sorted(conflict.kind.value for conflict in told.conflicts) == [
        "date", "promise", "role", "value", "value",
    ]  # fmt: skip


def test_both_prices_and_both_numbers_are_given_with_their_outlets(told: Graph) -> None:
    assert {conflict.reason for conflict in told.conflicts if conflict.kind == "value"} == {
        "one deal or event, but the figures differ: $3.5 billion by Nordic Times; $4.6 billion by Baltic Post",
        "one deal or event, but the figures differ: 32 F-16 by Baltic Post; 48 F-16 by Nordic Times",
    }


def test_a_promise_and_a_refusal_stand_with_their_sentences(told: Graph) -> None:
    (conflict,) = (each for each in told.conflicts if each.kind == "promise")
    assert conflict.holders == ("Turkey",)
    assert sentences(conflict) == [
        {"Turkey has promised to buy the Patriot from the United States."},
        {"Turkey has refused to buy the Patriot from the United States."},
    ]


# --- the reports of corpus/ -------------------------------------------------------------------


def words_of(conflict: Conflict) -> str:
    return " | ".join(" ".join(sorted(side)) for side in sentences(conflict))


def clash(graph: Graph, kind: str, *words: str) -> Conflict:
    """Return the conflict of a kind whose sides hold one of the words each, in their order."""
    return next(
        conflict
        for conflict in graph.conflicts
        if conflict.kind == kind
        and len(conflict.sides) == len(words)
        and all(word in " ".join(side) for word, side in zip(words, sentences(conflict), strict=True))
    )


@pytest.mark.parametrize(
    ("kind", "words", "holders"),
    [
        ("denial", ("S-400 poses a threat to the F-35", "Ankara denies that the S-400"), ("Turkey", "United States")),
        (
            "denial",
            ("negotiating with Russia over the purchase of Su-35", "Cavusoglu denied that Turkey was negotiating"),
            ("Mevlut Cavusoglu", "Recep Tayyip Erdogan"),
        ),
        (
            "date",
            ("September 2017", "December 2017", "on Friday"),
            ("Daily Marmara", "Turkish arms procurement agency"),
        ),
    ],
)  # fmt: skip
def test_what_the_reports_disagree_about_is_found(
    built: KnowledgeGraph, kind: str, words: tuple[str, ...], holders: tuple[str, ...]
) -> None:
    assert set(holders) <= set(clash(built.graph, kind, *words).holders)


@pytest.mark.shared
def test_what_real_articles_disagree_about_is_found_and_little_else(tmp_path: Path) -> None:
    graph = kg.build([CORPUS, SHARED / "corpus"], tmp_path / "out").graph
    clash(graph, "denial", "S-400 poses a threat to the F-35", "Ankara denies that the S-400")
    clash(graph, "denial", "officials are in talks", "Cavusoglu denied")
    clash(graph, "date", "September 2017", "December 2017", "on Friday")
    real = ("S-400 poses a threat", "negotiati", "signed the contract in September 2017")
    listed = [words_of(conflict) for conflict in graph.conflicts]
    assert sum(any(each in words for each in real) for words in listed) >= 0.8 * len(listed)
