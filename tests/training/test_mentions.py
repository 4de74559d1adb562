"""Mentions and ratings as lessons: which are read from a treebank, where they stand in a window."""

import gzip
import json
from pathlib import Path
from random import Random

from kg.training.mentions import Asked, MentionOf, heads_of, pointing
from kg.training.names import MISSING
from kg.training.ratings import read_ratings
from kg.training.treebank import read_sentences
from kg.training.windows import name_windows, tree_windows

_CONLLU = """\
# newdoc id = a
# sent_id = a-1
# text = Ana waited.
1\tAna\tAna\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=(1-person-new-cf1-1-coref)
2\twaited\twait\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# sent_id = a-2
# text = She saw the old man.
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv-cf1-1-ana)
2\tsaw\tsee\tVERB\tVBD\t_\t0\troot\t_\t_
3\tthe\tthe\tDET\tDT\t_\t5\tdet\t_\tEntity=(2-person-new-cf2-3-sgl
4\told\told\tADJ\tJJ\t_\t5\tamod\t_\t_
5\tman\tman\tNOUN\tNN\t_\t2\tobj\t_\tEntity=2)|SpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""


def test_mentions_of_a_treebank_take_up_what_stands_before(tmp_path: Path) -> None:
    file = tmp_path / "a.conllu"
    file.write_text(_CONLLU, encoding="utf-8")
    first, second = read_sentences(file)
    assert first.mentions == (MentionOf(0, "a:1"),)
    assert second.mentions == (MentionOf(0, "a:1", Asked.GIVEN), MentionOf(4, "a:2", Asked.NEW))
    window = next(tree_windows([first, second], {}, Random(4)))
    words = [window.words[m.word].lower() for m in window.mentions]
    assert words == ["ana", "she", "man"]


def test_the_head_of_a_mention_hangs_on_a_word_outside_it() -> None:
    entities = ["(1-x", "(2-y)", "1)", ""]
    assert list(heads_of(entities, [2, 2, 3, 3])) == [(1, "2"), (2, "1")]


def test_what_may_take_up_something() -> None:
    assert pointing("They", "PRON", ())
    assert pointing("minister", "NOUN", ["the"])
    assert not pointing("I", "PRON", ())
    assert not pointing("minister", "NOUN", ["a"])


def test_ratings_are_read_and_stay_with_their_words(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl.gz"
    row = {"text": "`` Ana left . ''", "targets": [{"span1": [2, 3], "label": 2.5}]}
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.write(json.dumps(row) + "\n")
    rated = list(read_ratings(file))
    assert [(r.tokens, set(r.tags), r.ratings) for r in rated] == [
        (('"', "Ana", "left", ".", '"'), {MISSING}, {2: 2.5})
    ]
    for seed in range(5):
        for window in name_windows(rated * 3, Random(seed)):
            assert [window.words[place].lower() for place in window.ratings] == ["left"] * len(
                window.paragraphs
            )
            assert set(window.ratings.values()) == {2.5}
