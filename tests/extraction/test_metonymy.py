"""Capitals that act and capitals that are places: each construction by hand, then the gold table with the model."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from spacy.tokens import Doc

from kg.extraction import extract
from kg.extraction.metonymy import reading_of
from kg.extraction.syntax import read_trees
from kg.nlp import load_model, parse
from kg.types import IRI, Document, Extraction, MentionKind

from .parses import parsed

GOLD = Path(__file__).parents[1] / "gold"
READINGS = ("government", "place")


def reading(doc: Doc, name: str) -> str | None:
    """Return the reading of a name in a parse written by hand."""
    tree = next(read_trees(doc))
    return reading_of(next(word for word in tree.words if word.text == name), name, tree)


def test_the_subject_of_a_verb_is_the_government() -> None:
    doc = parsed("Ankara   refused  help", "nsubj:2  root     obj:2")
    assert reading(doc, "Ankara") == "government"


def test_a_name_that_is_no_seat_of_power_is_not_asked_about() -> None:
    doc = parsed("Izmir    refused  help", "nsubj:2  root     obj:2")
    assert reading(doc, "Izmir") is None


def test_a_locative_preposition_makes_a_place() -> None:
    doc = parsed("They     met   in      Ankara", "nsubj:2  root  case:4  obl:2")
    assert reading(doc, "Ankara") is None


def test_trust_in_a_capital_is_trust_in_its_government() -> None:
    doc = parsed("They     lost  trust   in      Ankara", "nsubj:2  root  obj:2  case:5  nmod:3")
    assert reading(doc, "Ankara") == "government"


@pytest.mark.parametrize(
    ("noun", "expected"), [("airport", None), ("decision", "government"), ("embassy", "government")]
)
def test_a_possessor_owns_acts_but_not_streets(noun: str, expected: str | None) -> None:
    doc = parsed(
        f"We       saw   Ankara       's      {noun}", "nsubj:2  root  nmod:poss:5  case:3  obj:2",
        ".        .     PROPN        PART    NOUN",
    )  # fmt: skip
    assert reading(doc, "Ankara") == expected


@pytest.mark.parametrize(
    ("noun", "expected"), [("police", None), ("embassy", None), ("leadership", "government")]
)
def test_a_modifier_says_where_unless_its_noun_acts(noun: str, expected: str | None) -> None:
    doc = parsed(f"The    Beijing     {noun}   protested", "det:3  compound:3  nsubj:4  root")
    assert reading(doc, "Beijing") == expected


@pytest.mark.parametrize(
    ("noun", "expected"), [("planes", None), ("tourists", None), ("letters", "government")]
)
def test_people_come_from_a_place_and_letters_from_a_government(noun: str, expected: str | None) -> None:
    doc = parsed(
        f"The    {noun}   from    Moscow  arrived", "det:2  nsubj:5  case:4  nmod:2  root",
        "", f".    {noun[:-1]}  .  .  arrive",
    )  # fmt: skip
    assert reading(doc, "Moscow") == expected


def test_what_is_moved_is_moved_to_a_place_even_past_its_object() -> None:
    doc = parsed(
        "It       moved  its          office  to      Nairobi", "nsubj:2  root   nmod:poss:4  obj:2   case:6  nmod:4",
        "", ".    move   .            .       .       .",
    )  # fmt: skip
    assert reading(doc, "Nairobi") is None


def test_planes_are_sent_to_a_place_and_sold_to_a_government() -> None:
    heads, pos = "nsubj:2 root obj:2 case:5 obl:2", "PROPN VERB NOUN ADP PROPN"
    sent = parsed("Paris sent planes to Ankara", heads, pos, ". send plane . .", names={"Ankara": "GPE"})
    sold = parsed("Paris sold planes to Ankara", heads, pos, ". sell plane . .", names={"Ankara": "GPE"})
    assert reading(sent, "Ankara") is None
    assert reading(sold, "Ankara") == "government"


def test_storms_hit_cities_and_tariffs_hit_governments() -> None:
    heads = "nsubj:pass:3  aux:pass:3  root  case:5  obl:3"
    storm = parsed("Rome was hit by storms", heads, "PROPN . VBN . NOUN", ". be hit . storm")
    tariff = parsed("Rome was hit by tariffs", heads, "PROPN . VBN . NOUN", ". be hit . tariff")
    assert reading(storm, "Rome") is None
    assert reading(tariff, "Rome") == "government"


def test_a_later_conjunct_is_read_like_the_name_before_it() -> None:
    place = parsed(
        "Shops    in      Seoul   and   Tokyo   closed", "nsubj:6  case:3  nmod:1  cc:5  conj:1  root"
    )
    acting = parsed("Seoul    and   Tokyo   agreed", "nsubj:4  cc:3  conj:1  root", "PROPN . . .")
    assert reading(place, "Tokyo") is None
    assert reading(acting, "Tokyo") == "government"


def test_a_line_runs_between_places_and_ties_hold_between_governments() -> None:
    heads = "nsubj:6  case:3  nmod:1  cc:5  conj:3  root"
    line = parsed("Flights between London and Paris stopped", heads, "", "flight . . . . stop")
    ties = parsed("Ties    between London and Paris improved", heads, "", "tie . . . . improve")
    assert [reading(line, name) for name in ("London", "Paris")] == [None, None]
    assert [reading(ties, name) for name in ("London", "Paris")] == ["government", "government"]


def test_a_dateline_is_a_place_and_a_joined_word_is_none() -> None:
    dateline = parsed(
        "MOSCOW  -        Grain  prices  fell", "dep:5   punct:1  compound:4  nsubj:5  root", "PROPN . . . ."
    )
    assert reading(dateline, "MOSCOW") is None


def test_a_city_is_called_a_city() -> None:
    doc = parsed("Paris    is     a      city", "nsubj:4  cop:4  det:4  root", "PROPN . . NOUN")
    assert reading(doc, "Paris") is None


# --- the gold table, end to end with the embedded model -------------------------------------------


def rows(part: str) -> list[list[str]]:
    """Return the rows of a half of the table: part, reading, start, mention, sentence."""
    lines = (GOLD / "metonymy.tsv").read_text(encoding="utf-8").splitlines()[2:]
    return [row for row in (line.split("\t") for line in lines) if row[0] == part]


@cache
def extractions() -> dict[str, Extraction]:
    """Return every sentence of the table as kg reads it."""
    texts = dict.fromkeys(row[4] for part in ("dev", "test") for row in rows(part))
    documents = [Document(id=IRI(f"urn:kg:document:{i}"), text=text) for i, text in enumerate(texts)]
    return {document.text: extract(document, doc) for document, doc in parse(documents, load_model())}


def readings(part: str) -> list[tuple[list[str], str]]:
    """Return each row with the reading that kg gives it: ``missing`` where no name was found there."""
    found = []
    for row in rows(part):
        start, end = int(row[2]), int(row[2]) + len(row[3])
        chains = [
            chain.stands_for or "place"
            for chain in extractions()[row[4]].chains
            for mention in chain.mentions
            if mention.kind is MentionKind.NAME and mention.extent.start < end and start < mention.extent.end
        ]
        found.append((row, chains[0] if chains else "missing"))
    return found


def f1(part: str) -> dict[str, float]:
    """Return the F1 of each reading."""
    counts = Counter((row[1], got) for row, got in readings(part))
    scores = {}
    for kind in READINGS:
        said = sum(n for (_, got), n in counts.items() if got == kind)
        meant = sum(n for (gold, _), n in counts.items() if gold == kind)
        scores[kind] = 2 * counts[kind, kind] / (said + meant)
    return scores


def test_the_gold_table_is_large_balanced_and_points_at_its_mentions() -> None:
    every = [*rows("dev"), *rows("test")]
    assert len(every) >= 220
    assert all(row[4][int(row[2]) :].startswith(row[3]) for row in every)
    assert 0.45 <= sum(row[1] == "government" for row in every) / len(every) <= 0.55
    assert not {row[4] for row in rows("dev")} & {row[4] for row in rows("test")}


@pytest.mark.parametrize("part", ["dev", "test"])
@pytest.mark.parametrize("kind", READINGS)
def test_readings_keep_above_their_floor(part: str, kind: str) -> None:
    floors = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))["metonymy"]
    assert f1(part)[kind] >= floors[f"{kind} {part}"]
