import re

from kg.ingestion.alignment import Aligned, Edit, align, cut, edit, keep, substitute
from kg.types import Extent, Run


def test_untouched_text_is_one_run() -> None:
    assert align("Ankara", 10) == Aligned("Ankara", (Run(0, 6, 10, 6),))


def test_an_edit_without_change_of_length_at_one_character_costs_no_run() -> None:
    assert edit(align("a_b"), [Edit(1, 2, " ")]) == Aligned("a b", (Run(0, 3, 0, 3),))


def test_equal_lengths_do_not_claim_that_characters_correspond() -> None:
    assert edit(align("[…]"), [Edit(0, 3, "...")]).runs == (Run(0, 1, 0, 3), Run(1, 2, 0, 3))


def test_an_insertion_stands_for_nothing_in_the_raw_text() -> None:
    assert edit(align("ab"), [Edit(1, 1, " ")]).runs == (Run(0, 1, 0, 1), Run(1, 1, 1, 0), Run(2, 1, 1, 1))


def test_edits_of_edits_lead_back_to_the_first_text() -> None:
    once = edit(align("x &amp;amp; y", 100), [Edit(2, 7, "&")])
    twice = substitute(once, re.compile("&amp;"), "&")
    assert twice.text == "x & y"
    assert twice.runs[1] == Run(2, 1, 102, 9)


def test_a_cut_keeps_the_place_in_the_file() -> None:
    assert cut(align("one two three"), 4, 7) == Aligned("two", (Run(0, 3, 4, 3),))


def test_part_of_what_maps_as_a_whole_keeps_the_whole() -> None:
    whole = edit(align("“ab"), [Edit(0, 1, "wxyz")])
    assert cut(whole, 1, 3).runs == (Run(0, 2, 0, 1),)


def test_pieces_are_kept_with_their_separators() -> None:
    pieces = [(Extent(0, 1), "\n\n"), (Extent(3, 4), "\n\n"), (Extent(5, 6), " ")]
    kept = keep(align("a\n\nb\nc xxx"), pieces)
    assert kept.text == "a\n\nb c"
    assert kept.runs == (Run(0, 6, 0, 6),)


def test_what_is_dropped_between_pieces_belongs_to_neither() -> None:
    kept = keep(align("one READ MORE two"), [(Extent(0, 3), ""), (Extent(14, 17), "\n\n")])
    assert kept.text == "one\n\ntwo"
    assert kept.runs == (Run(0, 3, 0, 3), Run(3, 2, 3, 0), Run(5, 3, 14, 3))


def test_all_can_be_dropped() -> None:
    assert keep(align("nothing"), []) == Aligned("", ())
