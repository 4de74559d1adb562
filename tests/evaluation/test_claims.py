"""Scores of claims, on small gold worked out by hand and beside the scorer that the project was given."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.evaluation import Score, read_events, read_segments, score_articles, score_events
from kg.evaluation.claims import ArticleScores
from kg.evaluation.gold import GoldClaim, GoldEvent, Segment
from kg.evaluation.measure import Parts
from kg.export.rows import document_row, dumps, sentence_rows
from kg.ingestion import find_files, read_file, read_lines
from kg.types import Claim, Document, Extent, Modality, Polarity

from ..builders import claim

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
ASSERTED, POSITIVE = Modality.ASSERTED, Polarity.POSITIVE


def gold(subject: str, relation: str, object: str, modality: Modality = ASSERTED) -> GoldClaim:
    return GoldClaim(subject=subject, relation=relation, object=object, polarity=POSITIVE, modality=modality)


def scored(
    wanted: Sequence[GoldClaim], found: Sequence[Claim], parts: Parts, **options: bool
) -> ArticleScores:
    furniture = options.get("furniture", False)
    segment = Segment(document="a", extent=Extent(0, 100), furniture=furniture, claims=tuple(wanted))
    return score_articles([segment], {"a.txt": found}, parts.ontology)


def test_a_claim_is_right_when_relation_and_both_names_are(parts: Parts) -> None:
    wanted = [gold("Turkey", "buys", "S-400"), gold("Turkey", "buysFrom", "Russia")]
    found = [claim("Turkey", "buys", "S-400 missile systems"), claim("Turkey", "buysFrom", "United States")]
    assert scored(wanted, found, parts).exact == Score(1, 2, 2)


def test_the_two_directions_of_a_relation_are_one(parts: Parts) -> None:
    wanted = [gold("Turkey", "buysFrom", "Russia"), gold("Turkey", "meets", "Russia")]
    found = [claim("Russia", "sellsTo", "Turkey"), claim("Russia", "meets", "Turkey")]
    assert scored(wanted, found, parts).exact == Score(2, 2, 2)


def test_a_relation_beside_the_right_one_is_worth_a_half(parts: Parts) -> None:
    parent = parts.ontology.relations["threatensSanctions"].parents[0]
    scores = scored(
        [gold("United States", "threatensSanctions", "Turkey")],
        [claim("United States", parent, "Turkey")],
        parts,
    )
    assert (scores.exact.right, scores.near.right) == (0, 0.5)


def test_roots_of_the_tree_are_not_beside_each_other(parts: Parts) -> None:
    scores = scored([gold("Turkey", "memberOf", "NATO")], [claim("Turkey", "allyOf", "NATO")], parts)
    assert scores.near.right == 0


def test_one_claim_answers_one_annotation(parts: Parts) -> None:
    wanted = [gold("Turkey", "buys", "S-400"), gold("Turkey", "buys", "S-400", Modality.PLANNED)]
    assert scored(wanted, [claim("Turkey", "buys", "S-400")], parts).exact == Score(1, 1, 2)


def test_a_claim_made_twice_in_a_segment_counts_once(parts: Parts) -> None:
    found = [claim("Turkey", "buys", "S-400", at=0), claim("Turkey", "buys", "the S-400", at=50)]
    assert scored([gold("Turkey", "buys", "S-400")], found, parts).exact == Score(1, 1, 1)


def test_what_was_requested_counts_as_possible_as_in_gold(parts: Parts) -> None:
    wanted = [gold("Turkey", "buys", "S-400", Modality.POSSIBLE)]
    scores = scored(wanted, [claim("Turkey", "buys", "S-400", modality="requested")], parts)
    assert scores.manner == Score(1, 1, 1)


def test_a_plan_that_is_asserted_costs_precision(parts: Parts) -> None:
    scores = scored(
        [gold("Turkey", "buys", "S-400", Modality.PLANNED)], [claim("Turkey", "buys", "S-400")], parts
    )
    assert (scores.manner, scores.plain) == (Score(0, 1, 1), Score(0, 1, 1))


def test_a_relation_that_gold_never_asks_for_is_not_counted_against_a_system(parts: Parts) -> None:
    found = [claim("Turkey", "buys", "S-400"), claim("blast", "causesDeathOf", "soldiers")]
    old = [gold("Turkey", "buys", "S-400")]
    assert scored(old, found, parts).exact == Score(1, 1, 1)
    assert scored([*old, gold("fire", "causesDeathOf", "guards")], found, parts).exact == Score(1, 2, 2)


def test_claims_of_furniture_are_counted_apart(parts: Parts) -> None:
    scores = scored([], [claim("Turkey", "buys", "S-400")], parts, furniture=True)
    assert (scores.furniture, scores.exact) == (1, Score(0, 0, 0))


def test_nothing_found_and_nothing_wanted_is_no_error() -> None:
    assert (Score(0, 0, 0).f1, Score(0, 0, 3).precision, Score(0, 3, 0).recall) == (0, 0, 0)


# --- PLOVER -------------------------------------------------------------------------------------


def record(event: str, *pairs: tuple[str, str]) -> GoldEvent:
    return GoldEvent(text="", event=event, pairs=frozenset(pairs))


def test_an_event_needs_its_type_and_both_countries(parts: Parts) -> None:
    found = [claim("United States", "sanctions", "Turkey"), claim("Russia", "meets", "Turkey")]
    scores = score_events([record("SANCTION", ("USA", "TUR"))], [found], parts.ontology)
    assert (scores.triple, scores.type, scores.pair) == (Score(1, 2, 1), Score(1, 2, 1), Score(1, 2, 1))


def test_a_reciprocal_event_is_right_once_in_both_directions(parts: Parts) -> None:
    found = [claim("Russia", "meets", "Turkey"), claim("Turkey", "meets", "Russia")]
    scores = score_events([record("CONSULT", ("TUR", "RUS"), ("RUS", "TUR"))], [found], parts.ontology)
    assert scores.triple == Score(1, 1, 1)


def test_what_did_not_happen_is_no_event(parts: Parts) -> None:
    found = [claim("United States", "sanctions", "Turkey", polarity="negative")]
    scores = score_events([record("SANCTION", ("USA", "TUR"))], [found], parts.ontology)
    assert scores.type == Score(0, 0, 1)


def test_a_record_without_two_countries_counts_for_its_type_alone(parts: Parts) -> None:
    found = [claim("United States", "sanctions", "Turkey")]
    scores = score_events([record("SANCTION")], [found], parts.ontology)
    assert (scores.type.gold, scores.pair.gold, scores.triple.gold) == (1, 0, 0)


# --- beside the scorer that was given -----------------------------------------------------------


def figures(kind: str, gold_path: Path, rows: Path) -> list[list[float]]:
    """Return the numbers that the given scorer prints, line by line."""
    scorer = SHARED / "tools" / "score_claims.py"
    done = subprocess.run(
        [sys.executable, str(scorer), kind, str(gold_path), str(rows)],
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        [float(n) for n in re.findall(r"(?<=[ /])\d+(?:\.\d+)?", line)] for line in done.stdout.splitlines()
    ]


def shown(score: Score) -> list[float]:
    shares = [round(share, 3) for share in (score.precision, score.recall, score.f1)]
    return [*shares, score.right, score.system, score.gold]


@pytest.mark.shared
def test_articles_score_as_with_the_scorer_given(parts: Parts, tmp_path: Path) -> None:
    path, rows, claims = SHARED / "gold" / "articles_dev.jsonl", tmp_path / "rows.jsonl", {}
    with rows.open("w", encoding="utf-8") as file:
        for source in find_files([SHARED / "corpus"]):
            documents = [d for d in read_file(source) if isinstance(d, Document)]
            for extraction, found in parts.read(documents):
                claims[source.name] = found
                for row in sentence_rows(extraction, found, parts.ontology):
                    file.write(dumps(row) + "\n")
    scores = score_articles(read_segments(path), claims, parts.ontology)
    exact, near, manner, plain, furniture = figures("seeds", path, rows)
    assert [exact, near] == [shown(scores.exact), shown(scores.near)]
    assert manner[:2] == [scores.manner.right, scores.manner.gold]
    assert plain[:2] == [scores.plain.right, scores.plain.gold]
    assert furniture[-1] == scores.furniture


@pytest.mark.shared
def test_plover_records_score_as_with_the_scorer_given(parts: Parts, tmp_path: Path) -> None:
    path, rows = SHARED / "gold" / "plover_dev.jsonl", tmp_path / "rows.jsonl"
    records = read_events(path)
    found = []
    with rows.open("w", encoding="utf-8") as file:
        for extraction, claims in parts.read(read_lines("".join(r.text + "\n" for r in records), "gold")):
            found.append(claims)
            file.write(dumps(document_row(extraction, claims, parts.ontology)) + "\n")
    scores = score_events(records, found, parts.ontology)
    assert figures("plover", path, rows) == [shown(s) for s in (scores.type, scores.pair, scores.triple)]
