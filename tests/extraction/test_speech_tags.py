"""Tags are read from their punctuation, against parses written out by hand: what is said are stretches of the text."""

from __future__ import annotations

import pytest

from kg.extraction.attribution import find_speech
from kg.extraction.quotations import find_quotations, is_paragraph_open, is_whole, may_run_on
from kg.extraction.speech_tags import Tag, find_tags
from kg.extraction.syntax import read_trees

from .parses import parsed


def tags(
    words: str, heads: str, pos: str = "", lemmas: str = "", *, names: dict[str, str] | None = None
) -> list[Tag]:
    doc = parsed(words, heads, pos, lemmas, names=names)
    quotes = find_quotations(doc.text)
    return [tag for tree in read_trees(doc) for tag in find_tags(tree.words, quotes, doc.text)]


def said(tag: Tag, text: str) -> list[str]:
    return [text[slice(*extent)].strip(" ,.") for extent in tag.said]


def test_a_tag_at_the_end_says_the_sentence_before_it() -> None:
    words = "The talks failed , the minister said ."
    (tag,) = tags(
        words, "det:2 nsubj:3 ccomp:7 punct:3 det:6 nsubj:7 root punct:7", lemmas=". . fail . . . say ."
    )
    assert tag.source.text == "minister"
    assert said(tag, "The talks failed, the minister said.") == ["The talks failed"]


def test_what_is_set_beside_a_whole_clause_and_its_tag_is_the_texts_own() -> None:
    words = "The talks failed , Oslo said , raising fears ."
    heads = "det:2 nsubj:3 ccomp:6 punct:3 nsubj:6 root punct:8 advcl:6 obj:8 punct:6"
    (tag,) = tags(words, heads, ". . VBD . NNP VBD . VBG . .", ". . fail . . say . raise . .")
    assert said(tag, "The talks failed, Oslo said, raising fears.") == ["The talks failed"]


def test_a_tag_that_interrupts_a_clause_says_both_sides() -> None:
    words = "The talks , Oslo said , have failed ."
    heads = "det:2 nsubj:8 punct:5 nsubj:5 parataxis:8 punct:5 aux:8 root punct:8"
    (tag,) = tags(words, heads, ". . . NNP VBD . VBP VBN .", ". . . . say . have fail .")
    assert said(tag, "The talks, Oslo said, have failed.") == ["The talks", "have failed"]


def test_a_verb_with_a_clause_of_its_own_is_no_tag() -> None:
    heads = "nsubj:2 root mark:5 nsubj:5 ccomp:2 punct:2"
    assert tags("Oslo said that talks failed .", heads, lemmas=". say . . fail .") == []


def test_a_thing_that_is_said_is_no_speech_of_what_stands_before() -> None:
    words = "The talks failed , Oslo said nothing ."
    heads = "det:2 nsubj:3 root punct:6 nsubj:6 conj:3 obj:6 punct:3"
    assert tags(words, heads, ". . VBD . NNP VBD NN .", ". . fail . . say nothing .") == []


def test_a_title_gives_way_to_the_name_beside_it() -> None:
    words = "The talks failed , the envoy , Dana Levi , said ."
    heads = "det:2 nsubj:3 ccomp:11 punct:3 det:6 nsubj:11 punct:8 appos:6 flat:8 punct:6 root punct:11"
    (tag,) = tags(words, heads, lemmas=". . fail . . . . . . . say .", names={"Dana Levi": "PERSON"})
    assert tag.source.text == "Dana"


def test_a_clause_held_by_a_noun_of_saying_is_said_by_its_owner() -> None:
    words = "Oslo 's claim that talks failed was false ."
    heads = "nmod:poss:3 case:1 nsubj:8 mark:6 nsubj:6 acl:3 cop:8 root punct:8"
    doc = parsed(words, heads, "NNP POS NN IN NNS VBD VBD JJ .", ". . claim . talk fail be false .")
    trees = list(read_trees(doc))
    failed = next(word for word in trees[0].words if word.text == "failed")
    assert [
        speech.source and speech.source.text for speech in find_speech(trees, doc.text).around(failed)
    ] == ["Oslo"]


# --- quotations ---------------------------------------------------------------------------------


def test_a_quotation_left_open_runs_to_the_end_of_its_paragraph_and_on_in_the_next() -> None:
    text = 'He spoke.\n\n"It rains.\n\n"It pours."'
    first, second = find_quotations(text)
    assert text[slice(*first)] == '"It rains.'
    assert is_paragraph_open(first, text)
    assert not is_paragraph_open(second, text)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ('"It rains," he said. "It pours."', True),
        ('"It rains," he said.\n\n"It pours."', True),
        ('"It rains," he said. Nobody spoke. "It pours."', False),
        ('"It rains."\n\nThe hall was empty.\n\n"It pours."', False),
    ],
)
def test_a_quotation_goes_on_over_a_tag_or_one_paragraph_end(text: str, on: bool) -> None:
    first, second = find_quotations(text)
    assert may_run_on(first, second, text) is on


def test_words_in_quotation_marks_are_no_quotation() -> None:
    text = 'They met in the "war room" and left.'
    assert not is_whole(find_quotations(text)[0], text)


def test_what_somebody_announces_is_not_who_says_what_stands_before() -> None:
    words = "Iran , which borders Turkey , announced sanctions ."
    heads = "nsubj:7 punct:4 nsubj:4 acl:relcl:1 obj:4 punct:4 root obj:7 punct:7"
    tags_found = tags(words, heads, ". . WDT VBZ . . VBD NNS .", ". . . border . . announce sanction .")
    assert tags_found == []


def test_who_denies_a_charge_did_not_say_it() -> None:
    words = "Kyiv accuses Minsk of lying , a charge Minsk denies ."
    heads = "nsubj:2 root obj:2 mark:5 advcl:2 punct:8 det:8 appos:2 nsubj:10 acl:relcl:8 punct:2"
    assert tags(words, heads, ". VBZ . . VBG . . NN NNP VBZ .", ". accuse . . lie . . . . deny .") == []
