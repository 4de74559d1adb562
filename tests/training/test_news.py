"""The sentences written for kg: whole trees, known labels, and no sentence on both sides."""

import hashlib
from pathlib import Path

import pytest
import spacy

from kg.training.evaluate import LABELS
from kg.training.files import OWN
from kg.training.names import MISSING, Row, read_rows, spans
from kg.training.treebank import ROOT, Sentence, read_sentences

PARTS = ("train", "dev")
# an adverbial between a phrase and what belongs to it: crossing arcs are the exception
MOST_CROSSING = 2


def _trees(part: str) -> list[Sentence]:
    return list(read_sentences(OWN / f"news-{part}.conllu"))


def _rows(part: str) -> tuple[Row, ...]:
    return read_rows(OWN / f"news-{part}.jsonl")


def _blocks(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("# sent_id")


@pytest.mark.parametrize("part", PARTS)
def test_every_tree_has_one_root_and_no_cycle(part: str) -> None:
    for sentence in _trees(part):
        roots = [place for place, head in enumerate(sentence.heads) if head == place]
        assert [sentence.relations[place] for place in roots] == [ROOT], sentence.text
        assert sentence.relations.count(ROOT) == 1, sentence.text
        for place in range(len(sentence.words)):
            steps = 0
            while sentence.heads[place] != place:
                place, steps = sentence.heads[place], steps + 1
                assert steps < len(sentence.words), f"cycle: {sentence.text}"


@pytest.mark.parametrize("part", PARTS)
def test_words_spell_the_text(part: str) -> None:
    assert len(_trees(part)) == _blocks(OWN / f"news-{part}.conllu")


@pytest.mark.parametrize("part", PARTS)
def test_tokens_are_those_of_the_pipeline(part: str) -> None:
    nlp = spacy.blank("en")
    for words, text in [
        *((sentence.words, sentence.text) for sentence in _trees(part)),
        *((row.tokens, row.text) for row in _rows(part)),
    ]:
        assert tuple(token.text for token in nlp(text)) == words


@pytest.mark.parametrize("part", PARTS)
def test_few_arcs_cross(part: str) -> None:
    crossing = [sentence.text for sentence in _trees(part) if _crosses(sentence)]
    assert len(crossing) <= MOST_CROSSING, crossing


@pytest.mark.parametrize("part", PARTS)
def test_names_have_known_labels(part: str) -> None:
    for row in _rows(part):
        assert len(row.tokens) == len(row.tags) == len(row.spaces)
        assert {label for _, _, label in spans(row.tags)} <= set(LABELS), row.text
        assert all(tag in ("O", MISSING) or tag[:2] in ("B-", "I-") for tag in row.tags)


def test_the_halves_are_drawn_from_the_text() -> None:
    for part in PARTS:
        for text in [*(sentence.text for sentence in _trees(part)), *(row.text for row in _rows(part))]:
            odd = hashlib.sha256(text.encode()).digest()[0] % 2
            assert PARTS[odd] == part, text


def test_there_are_600_sentences_200_of_them_with_trees() -> None:
    rows = [row.text for part in PARTS for row in _rows(part)]
    trees = [sentence.text for part in PARTS for sentence in _trees(part)]
    assert len(rows) == len(set(rows)) == 600
    assert len(trees) == len(set(trees)) == 200
    assert set(trees) <= set(rows)


def _crosses(sentence: Sentence) -> bool:
    arcs = [tuple(sorted((place, head))) for place, head in enumerate(sentence.heads) if place != head]
    return any(a < x < b < y for a, b in arcs for x, y in arcs)
