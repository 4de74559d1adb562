"""Scores from raw text, on texts whose right answer is known."""

import json
from pathlib import Path

import pytest
import spacy

from kg.evaluation.claims import Score
from kg.training.card import insert, tables
from kg.training.convert import PLAIN, Style, to_doc
from kg.training.evaluate import Evaluation, analysis, documents, gold_text, save, table
from kg.training.scores import Counts

from .tiny import SENTENCES, sentence


def test_documents_begin_where_the_treebank_says() -> None:
    assert [len(held) for held in documents(SENTENCES)] == [4, 4, 4, 4]


def test_paragraphs_are_parted_by_an_empty_line_and_sentences_by_a_blank() -> None:
    text, gold = gold_text((SENTENCES[0], SENTENCES[1], sentence("Oslo sold missiles .", paragraph=True)))
    assert text == "Ankara bought missiles. Ankara sold missiles.\n\nOslo sold missiles."
    assert sorted(gold.sentences) == [(0, 23), (24, 45), (47, 66)]


@pytest.mark.parametrize("style", [PLAIN, Style(paragraph="\n\n")])
def test_the_gold_itself_scores_full_marks(style: Style) -> None:
    held = (SENTENCES[0], sentence("Oslo sold missiles .", paragraph=style.paragraph != " "))
    counts = Counts()
    counts.compare_syntax(gold_text(held)[1], analysis(to_doc(spacy.blank("en").vocab, held, style)))
    assert {score.f1 for score in counts.scores().values()} == {1.0}


def test_a_wrong_head_costs_its_arc_only() -> None:
    wrong = list(SENTENCES[0].heads)
    wrong[2] = 0
    other = sentence("Ankara bought missiles .")
    object.__setattr__(other, "heads", tuple(wrong))
    counts = Counts()
    counts.compare_syntax(gold_text((SENTENCES[0],))[1], gold_text((other,))[1])
    assert counts.score("uas").f1 == 0.75
    assert counts.score("las_words").f1 == pytest.approx(2 / 3)
    assert counts.score("relation obj").f1 == 0.0
    assert counts.score("relation nsubj").f1 == 1.0
    assert counts.score("upos").f1 == 1.0


def test_precision_and_recall_are_not_confused() -> None:
    score = Score(right=1, system=2, gold=4)
    assert (score.precision, score.recall, score.f1) == (0.5, 0.25, pytest.approx(1 / 3))


def _evaluation(correct: int) -> Evaluation:
    metrics = (
        "tokens",
        "sentences",
        "upos",
        "xpos",
        "lemma",
        "uas",
        "las",
        "uas_words",
        "las_words",
        "relation obj",
    )
    syntax = {metric: Score(correct, 10, 10) for metric in metrics}
    names = {metric: Score(correct, 8, 8) for metric in ("names", "ORG")}
    return Evaluation({"web": syntax, "all": syntax}, {"news": names, "all": names}, 4000, 19.3)


def test_a_table_names_every_set() -> None:
    lines = list(table(_evaluation(5)))
    assert [line.split()[0] for line in lines] == ["web", "all", "obj", "news", "all", "4000"]


def test_the_card_shows_pipelines_side_by_side(tmp_path: Path) -> None:
    for name, correct in (("before", 5), ("after", 6)):
        save(_evaluation(correct), tmp_path / f"{name}.json")
    assert json.loads((tmp_path / "after.json").read_text())["syntax"]["web"]["las"] == [10, 10, 6, 0.6]
    card = tmp_path / "CARD.md"
    card.write_text("# Card\n\n<!-- scores -->\nold\n<!-- end of scores -->\n\nLimits.\n")
    insert(list(tables([tmp_path / "before.json", tmp_path / "after.json"])), card)
    text = card.read_text()
    assert "| LAS | 50.0 | 60.0 |" in text
    assert "| ORG | 62.5 | 75.0 |" in text
    assert "old" not in text
    assert text.endswith("<!-- end of scores -->\n\nLimits.\n")
