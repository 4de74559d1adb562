import pytest

from kg.ingestion.alignment import align
from kg.ingestion.characters import clean_characters


def clean(raw: str) -> str:
    return clean_characters(align(raw)).text


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("“No,” she said; it’s ‘over’", "\"No,\" she said; it's 'over'"),
        ("a\u00a0b\u2009c\td", "a b c d"),
        ("so   much    room", "so much room"),
        ("mis\u00adsile\u200b", "missile"),
        ("S\u2011400 at \u22125", "S-400 at -5"),
        ("wait… […] and [...]", "wait... ... and ..."),
        ("Erdog\u0306an", "Erdoğan"),
        ("the \ufb01rst o\ufb03ce", "the first office"),
        ("a — b – c", "a — b – c"),
        ("\x07bell\x7f", "bell"),
    ],
)
def test_characters_become_plain(raw: str, plain: str) -> None:
    assert clean(raw) == plain


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("Q&amp;A", "Q&A"),
        ("it&#39;s &#8220;so&#x201d;", 'it\'s "so"'),
        ("&amp;#39;twice&amp;#39;", "'twice'"),
        ("the &amp;quot;deal&amp;quot;", 'the "deal"'),
        ("AT&T; R&D", "AT&T; R&D"),
        ("a &nonsense; b", "a &nonsense; b"),
    ],
)
def test_entities_become_characters(raw: str, plain: str) -> None:
    assert clean(raw) == plain


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("they & # 39; promise nothing & # 39; he said", "they 'promise nothing' he said"),
        ("a & quot; closed & quot; matter", 'a "closed" matter'),
        ("a closed matter,quot; and so on", 'a closed matter" and so on'),
        ("the minister & # 39; s letter", "the minister's letter"),
        ("one & # 39;\n& # 39; two", "one '\n'two"),
        ("salt & # 38; pepper", "salt & pepper"),
    ],
)
def test_entities_that_a_translator_broke_are_mended(raw: str, plain: str) -> None:
    assert clean(raw) == plain


def test_mojibake_is_undone_where_it_stands() -> None:
    raw = "Plain text. â€œNo,â€\x9d said ErdoÄŸan."
    aligned = clean_characters(align(raw))
    assert aligned.text == 'Plain text. "No," said Erdoğan.'
    assert [raw[run.raw : run.raw + run.raw_length] for run in aligned.runs[1:4:2]] == ["â€œ", "â€\x9d"]


def test_mojibake_that_swallowed_a_blank_is_one_edit() -> None:
    assert clean("voilÃ  une idÃ©e") == "voilà une idée"


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("an exemption.The US said", "an exemption. The US said"),
        ('"We agree."The US said', '"We agree." The US said'),
        ('he agreed."The deal is done," he said', 'he agreed. "The deal is done," he said'),
        ("left NATO.Turkey stayed", "left NATO. Turkey stayed"),
        ("the U.S.A. and Booking.Com stay", "the U.S.A. and Booking.Com stay"),
        ("see https://example.org/page.The end", "see https://example.org/page.The end"),
        ("version 2.5 of it", "version 2.5 of it"),
    ],
)
def test_a_blank_that_a_scraper_lost_is_put_back(raw: str, plain: str) -> None:
    assert clean(raw) == plain


def test_line_ends_become_one_kind_without_moving_anything() -> None:
    aligned = clean_characters(align("a\r\nb\rc\u2028d"))
    assert aligned.text == "a \nb\nc\nd"
    assert len(aligned.runs) == 1


def test_quotes_and_blanks_cost_no_run() -> None:
    assert len(clean_characters(align("“It’s\u00a0done” " * 50)).runs) == 1


def test_half_a_surrogate_pair_is_marked() -> None:
    assert clean("a\ud83db") == "a\ufffdb"


def test_pictures_are_blanks() -> None:
    assert clean("done 😀 now") == "done now"
    assert clean("Iran 🇮🇷 attacked Israel 🇮🇱 on Monday.") == "Iran attacked Israel on Monday."
    assert clean("❗️Iran attacked").strip() == "Iran attacked"


def test_the_mark_of_a_tag_goes_and_its_word_stays() -> None:
    assert clean("Ukraine attacked #Belgorod.") == "Ukraine attacked Belgorod."
    assert clean("issue #5, C#, /#top and &#x41;") == "issue #5, C#, /#top and A"


def test_tags_together_at_the_end_of_a_line_are_cut() -> None:
    assert clean("Iran attacked Israel. #Iran #War\nMore") == "Iran attacked Israel.\nMore"
    assert clean("the #Iran #Israel war") == "the Iran Israel war"
