"""Windows keep the words of a sentence, its tree and its names together, whatever the style of the pass."""

from itertools import pairwise
from random import Random

from kg.training.names import MISSING, Row
from kg.training.windows import name_windows, tree_windows

from .tiny import SENTENCES


def row(words: str, *tags: str) -> Row:
    tokens = tuple(words.split())
    return Row(source="t", tokens=tokens, spaces=(True,) * len(tokens), tags=tags or ("O",) * len(tokens))


def test_heads_stay_inside_their_sentence() -> None:
    for seed in range(20):
        for window in tree_windows(SENTENCES, {}, Random(seed)):
            edges = [*window.starts, len(window.words)]
            for begin, end in pairwise(edges):
                assert all(begin <= head < end for head in window.heads[begin:end])
            assert len(window.words) == len(window.heads) == len(window.tags) == len(window.upos)
            assert set(window.paragraphs) <= set(window.starts)
            assert len(window.ids) == len(window.starts)


def test_names_of_a_sentence_are_known_or_missing() -> None:
    first = SENTENCES[0]
    known = {first.id: ["B-GPE", *["O"] * (len(first.words) - 1)]}
    window = next(tree_windows([first], known, Random(1)))
    assert window.tags[0] == "B-GPE"
    assert set(next(tree_windows([first], {}, Random(1))).tags) == {MISSING}


def test_rows_are_paragraphs_and_long_ones_are_cut_between_names() -> None:
    long = Row(source="t", tokens=("Oslo", " ") * 300, spaces=(True,) * 600, tags=("B-GPE", "O") * 300)
    windows = list(name_windows([row("Ankara waits", "B-GPE", "O"), long], Random(2)))
    assert (
        sum(
            window.words.count("Oslo") + window.words.count("OSLO") + window.words.count("oslo")
            for window in windows
        )
        == 300
    )
    assert all(len(window.words) <= 140 for window in windows)
    assert all(not window.heads for window in windows)
    assert all(" " not in window.words for window in windows)
