"""Measure who is said to say what: on the annotated articles, on our own reports and on sentences written for it.

Run by hand: ``python tests/benchmarks/speech.py [--misses dev|test]``. Articles count the claims that are matched
exactly and that gold attributes; sentences count clauses. Rules are tuned on the half *dev* alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from kg.evaluation import (
    SpeechScores,
    answer_speech,
    open_parts,
    read_segments,
    read_speech,
    score_attribution,
    score_speech,
)
from kg.evaluation.measure import files_of
from kg.evaluation.speech import SpokenAnswer

GOLD = ROOT / "tests" / "gold"
ARTICLES = {"annotated articles": ROOT / ".." / "shared" / "gold" / "articles_dev.jsonl"} | {
    "our own reports": GOLD / "corpus_claims.jsonl"
}


def report(name: str, scores: SpeechScores) -> None:
    """Print a block of shares."""
    print(name)
    for kind in ("speaker", "reporter", "anonymous", "narration", "subject"):
        score = getattr(scores, kind)
        if score.gold:
            print(f"  {kind:10} {score.right:4.0f} of {score.gold:4} {score.precision:6.3f}")


def by_kind(answers: list[SpokenAnswer]) -> None:
    """Print how many clauses of each kind of speech have the speaker right."""
    for kind in dict.fromkeys(answer.text.kind for answer in answers):
        right = [answer.right for answer in answers if answer.text.kind == kind]
        print(f"    {kind:12} {sum(right):3} of {len(right):3}")


def misses(answers: list[SpokenAnswer]) -> None:
    """Print the clauses that have the wrong speaker."""
    for text, clause, found, holders, subjects in answers:
        named = [holder.name for holder in holders]
        wrong_subject = clause.subject is not None and clause.subject not in subjects
        if not found or wrong_subject or not SpokenAnswer(text, clause, found, holders, subjects).right:
            print(
                f"    [{text.kind}] {text.text!r}\n      {clause.words!r}: {clause.speaker}, found {named} {subjects}"
            )


def main() -> None:
    """Print the measures."""
    parts = open_parts()
    for name, path in ARTICLES.items():
        if not path.is_file():
            print(f"{name}: not beside this checkout")
            continue
        segments = read_segments(path)
        claims = parts.read_articles(files_of(segments, path))
        report(f"{name}, claims matched", score_attribution(segments, claims, parts.ontology))
    gold = read_speech(GOLD / "speech.jsonl")
    answers = list(answer_speech(gold, parts.read_texts(gold), parts.ontology))
    for half in ("dev", "test"):
        of_half = [answer for answer in answers if answer.text.half == half]
        report(f"sentences, {half}, clauses", score_speech(of_half))
        if half in sys.argv:
            by_kind(of_half)
            misses(of_half)


if __name__ == "__main__":
    main()
