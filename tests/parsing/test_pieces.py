import pytest

from kg.parsing.pieces import MOST, Pieces
from kg.resources import model_dir


@pytest.fixture(scope="module")
def pieces():
    return Pieces(model_dir() / "encoder" / "pieces.json")


def test_words_are_laid_out_with_their_places(pieces):
    ids, cases, places = pieces.lay(["Turkey", "threatened", "NATO", "."], [0, 2])
    assert ids[0] == pieces.first
    assert ids[-1] == pieces.end
    assert ids[places[2] - 1] == pieces.end  # a paragraph begins
    assert [cases[place] for place in places] == [1, 0, 2, 0]
    assert len(ids) == len(cases)


def test_a_monstrous_word_is_cut_short(pieces):
    assert len(pieces.of_word("x" * 80)) <= MOST


def test_a_word_that_is_no_word_has_a_piece(pieces):
    assert pieces.of_word("\u200b") == (pieces.unknown,)
