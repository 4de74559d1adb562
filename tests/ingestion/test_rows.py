import csv
import io
import json
from datetime import date

import pytest

from kg.ingestion import CorpusFailure, read_bytes
from kg.types import Document

from .reading import ARTICLE, check_places, failure, located, only, paragraphs

FIRST, LAST = ARTICLE.strip().split("\n\n")


def read(data: str, suffix: str) -> list[Document | CorpusFailure]:
    return list(read_bytes(data.encode(), "a" + suffix, suffix))


def table(*rows: dict[str, str], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def test_an_object_is_a_document_with_its_fields() -> None:
    record = {"id": 7, "headline": "A step", "date": "2020-03-10", "outlet": "Harbour Wire", "body": ARTICLE}
    line = json.dumps(record)
    document = only(line + "\n", ".jsonl")
    assert (document.title, document.published, document.publisher) == (
        "A step",
        date(2020, 3, 10),
        "Harbour Wire",
    )
    assert paragraphs(document) == [FIRST, LAST]
    assert document.raw == line


@pytest.mark.parametrize("ascii_only", [True, False])
def test_escapes_lead_back_to_the_file(ascii_only: bool) -> None:
    text = 'The “minister” said:\t"no" 𐍈 to Erdoğan\\Turkey, and the path/to\u2028peace was closed.'
    raw = "\n" + json.dumps({"a": [1, {"text": "x"}], "text": text}, ensure_ascii=ascii_only) + "\n"
    document = only(raw, ".jsonl")
    assert (
        document.text == 'The "minister" said: "no" 𐍈 to Erdoğan\\Turkey, and the path/to peace was closed.'
    )
    assert located(document, "minister") == "minister"
    assert located(document, "𐍈") == (r"\ud800\udf48" if ascii_only else "𐍈")
    assert located(document, "Erdoğan") == (r"Erdo\u011fan" if ascii_only else "Erdoğan")
    assert located(document, '"no"') == r"\"no\""
    check_places(document, raw)


def test_a_bad_line_costs_only_itself() -> None:
    good = json.dumps({"text": ARTICLE})
    lines = [good, "{broken", "", '["a list"]', '{"title": "no text"}', good + " 1", '{"text": " "}', good]
    readings = read("\n".join(lines), ".jsonl")
    assert [each.where if isinstance(each, CorpusFailure) else "read" for each in readings] == [
        "read",
        "line 2",
        "line 4",
        "line 5",
        "line 6",
        "line 7",
        "read",
    ]
    messages = [each.message for each in readings if isinstance(each, CorpusFailure)]
    assert messages[0] == "a.jsonl, line 2: it is not valid JSON (near column 2); correct it"
    assert "one object with a text on each line" in messages[1]
    assert "call the field text, body, content or article" in messages[2]


def test_lines_that_are_too_long_are_passed_over() -> None:
    good = json.dumps({"text": ARTICLE})
    readings = read("\n".join([good, '{"text": "' + "word " * 1_900_000 + '"}', good]), ".jsonl")
    assert [isinstance(each, Document) for each in readings] == [True, False, True]
    assert isinstance(readings[1], CorpusFailure)
    assert (
        readings[1].message
        == "a.jsonl, line 2: it is longer than 1,000,000 characters; split it into articles"
    )
    assert isinstance(readings[2], Document)
    assert readings[2].raw_offset > 9_000_000


def test_markup_in_a_field_is_stripped() -> None:
    body = f"<div><p>{FIRST.replace('minister', '<b>minister</b>')}</p><h2>Why now</h2><p>{LAST}</p></div>"
    raw = json.dumps({"text": body})
    document = only(raw, ".jsonl")
    assert paragraphs(document) == [FIRST, "Why now", LAST]
    assert located(document, "The minister said") == "The <b>minister</b> said"


def test_a_byte_order_mark_before_the_first_row_is_no_part_of_it() -> None:
    assert only("\ufeff" + json.dumps({"text": ARTICLE}), ".jsonl").text == ARTICLE.strip()
    assert only("\ufeff" + table({"text": ARTICLE}), ".csv").text == ARTICLE.strip()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_record_is_a_document_with_its_fields(delimiter: str) -> None:
    body = FIRST.replace("the missiles", 'the "S-400" missiles')
    raw = table({"Title": 'A "step"; 1, 2', "Content": body, "Date": "2020-03-10"}, delimiter=delimiter)
    document = only(raw, ".csv")
    assert (document.title, document.published) == ('A "step"; 1, 2', date(2020, 3, 10))
    assert document.text == body
    assert located(document, '"S-400"') == '""S-400""'
    check_places(document, raw)


def test_records_may_run_over_lines() -> None:
    raw = table({"text": ARTICLE, "n": "1"}, {"text": f"{LAST}\r\n\r\n{FIRST}", "n": "2"})
    first, second = read(raw, ".csv")
    assert isinstance(first, Document) and isinstance(second, Document)
    assert paragraphs(first) == [FIRST, LAST]
    assert paragraphs(second) == [LAST, FIRST]
    check_places(second, raw)


def test_a_bad_record_costs_only_itself() -> None:
    rows = [FIRST.replace(",", ""), f"{LAST},more", '"open,1', '"x" y,1', ",", f'"{FIRST}",1', ""]
    readings = read("\n".join(["text,n", *rows]), ".csv")
    assert [each.where if isinstance(each, CorpusFailure) else "read" for each in readings] == [
        "read",
        "line 3",
        "line 4",
        "line 5",
        "line 6",
        "read",
    ]
    messages = [each.message for each in readings if isinstance(each, CorpusFailure)]
    assert "3 fields for 2 columns" in messages[0]
    assert "not closed" in messages[1]
    assert "after a closing quotation mark" in messages[2]


def test_a_table_without_text_column_is_one_failure() -> None:
    assert failure("a,b\n1,2\n", ".csv").message == (
        "a.csv: its header names no text column; call one text, body, content or article"
    )


def test_a_table_without_rows_is_a_failure() -> None:
    assert "empty" in failure("text\n", ".csv").message
    assert "empty" in failure("\n\n", ".jsonl").message


def test_titles_come_out_clean() -> None:
    assert (
        only(json.dumps({"title": "A &#39;step&#39;\n on", "text": ARTICLE}), ".jsonl").title == "A 'step' on"
    )
