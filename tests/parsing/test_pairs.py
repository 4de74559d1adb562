import numpy as np

from kg.parsing.pairs import COLUMNS, MOST, describe, find_candidates, pair_up

# Turkey 's minister met officials in Ankara
HEADS = [2, 0, 3, 3, 3, 6, 3]
UPOS = ["PROPN", "PART", "NOUN", "VERB", "NOUN", "ADP", "PROPN"]
RELATIONS = ["nmod:poss", "case", "nsubj", "ROOT", "obj", "case", "obl"]


def test_candidates_are_the_nouns_and_names():
    assert find_candidates(UPOS, RELATIONS, HEADS, [0, -1, -1, -1, -1, -1, 1], ["GPE", *[""] * 5, "GPE"]) == [
        0,
        2,
        4,
        6,
    ]


def test_a_name_has_one_candidate():
    heads, upos = [1, 1], ["PROPN", "PROPN"]
    assert find_candidates(upos, ["compound", "ROOT"], heads, [0, 0], ["ORG", "ORG"]) == [1]


def test_a_demonym_is_one_and_an_adjective_is_none():
    heads, relations = [2, 2, 2], ["amod", "amod", "ROOT"]
    assert find_candidates(["ADJ", "ADJ", "NOUN"], relations, heads, [0, -1, -1], ["NORP", "", ""]) == [0, 2]


def test_pairs_know_their_ancestor_and_both_sides():
    rows = {
        (row[0], row[1]): dict(zip(COLUMNS, row, strict=True))
        for row in pair_up(HEADS, [0, 2, 4, 6]).tolist()
    }
    assert len(rows) == 12
    assert rows[2, 4] == {
        "subject": 2,
        "object": 4,
        "ancestor": 3,
        "subject_side": 2,
        "object_side": 4,
        "subject_depth": 1,
        "object_depth": 1,
        "order": 1,
    }
    inside = rows[0, 2]
    assert (inside["ancestor"], inside["subject_side"], inside["object_side"]) == (2, 0, -1)
    assert rows[4, 2]["order"] == 0


def test_features_name_the_relations_of_the_sides():
    pairs = pair_up(HEADS, [0, 2])
    features = describe(pairs, [10, 11, 12, 13, 14, 15, 16], [3, 0, 0, 0, 0, 0, 3], none=51)
    assert features.shape == (2, 7)
    assert features[0].tolist() == [10, 51, 1, 0, 1, 3, 0]


def test_lists_and_single_words_make_no_pairs():
    assert len(pair_up([0], [0])) == 0
    many = MOST + 1
    assert len(pair_up([0] * many, list(range(many)))) == 0
    assert pair_up([0] * 3, [1, 2]).dtype == np.int64
