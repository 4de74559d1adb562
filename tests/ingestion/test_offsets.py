"""The promise that evidence rests on, for any text in any format: places lead to the characters of the raw file."""

import csv
import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ingestion import read_bytes, read_lines, read_text
from kg.types import Document

from .reading import ARTICLE, check_places

PIECES = st.one_of(
    st.sampled_from(
        (" ", "  ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\t", "\u00a0", "\u2028", "\u200b", "\u00ad", "\ue000")
    ),
    st.sampled_from(
        ("“", "”", "’", "…", "[…]", "&amp;", "&#39;", "& # 39; ", ",quot;", "&amp;quot;", "&notin;")
    ),
    st.sampled_from(("â€œ", "Ã©", "Ã ", "\ufb01", "e\u0301", "😀", "𐌰𐌱", "\x00", "\x1f", "\ud800", "\ufeff")),
    st.sampled_from(
        ("word.Next ", "ANKARA (Reuters) - ", "READ MORE: More ", "\nShare\n", "\nmissiles, radars, US\n")
    ),
    st.sampled_from(
        ("- ", "* ", "# ", "> ", "**", "_", "`", "[a](b)", "![c](d)", "\\", '"', '""', "'", ",", ";", "|")
    ),
    st.sampled_from(
        ("<p>", "</p>", "<b>", "<br>", "<!--", "-->", "<script>", "</script>", "<h2>"),
    ),
    st.text(max_size=8),
    st.sampled_from(
        ["Turkey", "refused", "the", "S-400", "missiles.", "said", "It", "was", "so?", "(Reuters)"]
    ),
)
SPACED = st.tuples(PIECES, st.sampled_from(("", " "))).map("".join)
TEXTS = st.one_of(st.text(), st.lists(SPACED, min_size=12, max_size=60).map("".join))
FIRST, LAST = ARTICLE.strip().split("\n\n")


def documents(data: bytes, suffix: str) -> list[Document]:
    return [each for each in read_bytes(data, "a" + suffix, suffix) if isinstance(each, Document)]


def encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


@given(TEXTS, st.sampled_from(("", ARTICLE)), TEXTS)
@settings(max_examples=300)
def test_places_of_plain_text_lead_to_the_raw_text(before: str, article: str, after: str) -> None:
    raw = encodable(before + article + after + article)
    for document in read_text(raw, "-"):
        if isinstance(document, Document):
            check_places(document, raw)


@given(TEXTS, st.sampled_from(("", ARTICLE)))
@settings(max_examples=150)
def test_places_of_markdown_lead_to_the_raw_file(text: str, article: str) -> None:
    raw = encodable(article + text + article).replace("\x00", "")
    for document in documents(raw.encode(), ".md"):
        check_places(document, raw)


@given(TEXTS)
@settings(max_examples=150)
def test_places_of_lines_lead_to_the_raw_text(text: str) -> None:
    raw = encodable(text)
    lines = list(read_lines(text, "-"))
    assert len(lines) == len(io.StringIO(raw, newline="\n").readlines())
    for document in lines:
        check_places(document, raw)


@given(TEXTS, TEXTS, st.booleans())
@settings(max_examples=150)
def test_places_of_json_lines_lead_to_the_raw_file(first: str, second: str, ascii_only: bool) -> None:
    raw = "\n".join(
        json.dumps({"title": second, "text": FIRST + each + LAST}, ensure_ascii=ascii_only)
        for each in (first, second)
    )
    raw = encodable(raw)
    found = documents(raw.encode(), ".jsonl")
    for document in found:
        check_places(document, raw)


@given(TEXTS, TEXTS)
@settings(max_examples=150)
def test_places_of_tables_lead_to_the_raw_file(first: str, second: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([["title", "text"], *([each[:9], FIRST + each + LAST] for each in (first, second))])
    raw = encodable(out.getvalue()).replace("\x00", "")
    for document in documents(raw.encode(), ".csv"):
        check_places(document, raw)


@given(TEXTS)
@settings(max_examples=60)
def test_places_of_pages_lead_to_the_raw_file(text: str) -> None:
    raw = encodable(f"<html><body><article><p>{FIRST}</p><p>{text}</p><p>{LAST}</p></article></body></html>")
    raw = raw.replace("\x00", "")
    for document in documents(raw.encode(), ".html"):
        check_places(document, raw)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
@settings(max_examples=150)
def test_the_same_bytes_give_the_same_document(text: str) -> None:
    data = (ARTICLE + text).encode()
    assert documents(data, ".txt") == documents(data, ".txt")
