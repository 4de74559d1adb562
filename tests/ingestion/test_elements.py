"""The elements that HTML sets inside a line, each in a paragraph of an article: all read, left out for a reason, or told."""

import pytest

from kg.ingestion import CorpusFailure, read_bytes
from kg.types import Document

from .reading import check_places

BEFORE = "The ministry said on Monday that"
WORDS = "forty lorries of grain"
AFTER = "had crossed the border of the valley before dawn, and that more of them would follow within a week."
FIRST = (
    "Officials in the port city would not say who had paid for it all, or where the ships were going next."
)
LAST = "Two envoys flew home at the weekend after the talks on the pipeline had ended without any result."

# what becomes of the words in the element: "read", "struck" (left out and told) or "unseen" (a browser does not show them)
ELEMENTS = {
    **dict.fromkeys(
        [
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "button",
            "center",
            "cite",
            "code",
            "data",
            "dfn",
            "em",
            "font",
            "i",
            "ins",
            "kbd",
            "label",
            "map",
            "mark",
            "meter",
            "nobr",
            "output",
            "progress",
            "q",
            "ruby",
            "samp",
            "slot",
            "small",
            "span",
            "strong",
            "sub",
            "sup",
            "time",
            "tt",
            "u",
            "var",
            "wbr",
            "x-unknown",
        ],
        "read",
    ),
    **dict.fromkeys(["del", "s", "strike"], "struck"),
    **dict.fromkeys(
        [
            "datalist",
            "iframe",
            "noscript",
            "object",
            "script",
            "select",
            "style",
            "svg",
            "template",
            "textarea",
        ],
        "unseen",
    ),
}
ATTRIBUTES = {
    "": "read",
    " aria-hidden='true'": "read",
    " class='tooltip' id='x'": "read",
    " role='presentation' data-n='1>0'": "read",
    " hidden": "unseen",
    " style='color: red; display:none'": "unseen",
}


@pytest.fixture(autouse=True)
def needs_trafilatura() -> None:
    pytest.importorskip("trafilatura", reason="only the extra reads pages: kg[html]", exc_type=ImportError)


def read(middle: str) -> tuple[Document, list[str]]:
    """Return the document that a page is, and what is told of it."""
    page = f"<html><body><article><p>{FIRST}</p>{middle}<p>{LAST}</p></article></body></html>"
    document, *notes = read_bytes(page.encode(), "a.html", ".html")
    assert isinstance(document, Document)
    check_places(document, page)
    assert FIRST in document.text and LAST in document.text
    return document, [note.message for note in notes if isinstance(note, CorpusFailure)]


def check(document: Document, told: list[str], fate: str) -> None:
    text = " ".join(document.text.split())
    if fate == "read":
        assert f"{BEFORE} {WORDS} {AFTER}" in text
    else:
        assert BEFORE in text and AFTER in text and WORDS not in text
    assert any("crossed out" in line for line in told) == (fate == "struck")
    assert not any("left out" in line for line in told if "crossed out" not in line)


def test_there_are_at_least_48() -> None:
    assert len(ELEMENTS) >= 48


@pytest.mark.parametrize("name", ELEMENTS)
def test_words_in_an_element_are_read_or_left_out_for_a_reason(name: str) -> None:
    document, told = read(f"<p>{BEFORE} <{name}>{WORDS}</{name}> {AFTER}</p>")
    check(document, told, ELEMENTS[name])


@pytest.mark.parametrize("name", ELEMENTS)
def test_so_are_words_in_an_element_within_another(name: str) -> None:
    document, told = read(f"<p>{BEFORE} <b class='x'><{name}>{WORDS}</{name}></b> {AFTER}</p>")
    check(document, told, ELEMENTS[name])


@pytest.mark.parametrize("attributes", ATTRIBUTES)
@pytest.mark.parametrize("name", ["span", "time", "label"])
def test_attributes_hide_only_what_a_browser_hides(name: str, attributes: str) -> None:
    document, told = read(f"<p>{BEFORE} <{name}{attributes}>{WORDS}</{name}> {AFTER}</p>")
    check(document, told, ATTRIBUTES[attributes])


@pytest.mark.parametrize("around", ["center", "div", "section", "blockquote", "x-block", "main", "address"])
def test_a_paragraph_in_a_block_is_read(around: str) -> None:
    document, told = read(f"<{around}><p>{BEFORE} {WORDS} {AFTER}</p></{around}>")
    check(document, told, "read")


@pytest.mark.parametrize("name", ["newsletter", "promo", "related-box", "comment-form"])
def test_a_paragraph_in_a_block_with_a_name_is_read_or_told(name: str) -> None:
    document, told = read(f"<div class='{name}'><p>{BEFORE} {WORDS} {AFTER}</p></div>")
    assert WORDS in document.text or any("1 paragraphs" in line and "left out" in line for line in told)


def test_sentences_of_a_table_are_told() -> None:
    document, told = read(f"<table><tr><td>{BEFORE} {WORDS} {AFTER}</td></tr></table>")
    assert WORDS in document.text or any("left out" in line for line in told)


def test_what_is_never_closed_is_told() -> None:
    page = (
        f"<html><body><article><p>{FIRST}</p><p>{LAST}</p><object><p>{BEFORE} {WORDS} {AFTER}</p></article>"
    )
    document, *notes = read_bytes(page.encode(), "a.html", ".html")
    assert isinstance(document, Document)
    assert any(isinstance(note, CorpusFailure) and "<object> is not closed" in note.message for note in notes)
