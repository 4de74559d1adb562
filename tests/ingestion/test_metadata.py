from datetime import date

import pytest

from kg.ingestion.metadata import outlet_name, outlet_of, read_date, read_fields, split_front_matter

from .reading import ARTICLE, only


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-03-10", date(2020, 3, 10)),
        ("2020-03-10T08:36:00Z", date(2020, 3, 10)),
        ("20200310", date(2020, 3, 10)),
        ("Published: 10 March 2020, 8:36", date(2020, 3, 10)),
        ("Mar. 10, 2020", date(2020, 3, 10)),
        ("Fri 28th February 2020 | 04:46 PM", date(2020, 2, 28)),
        ("10.03.2020", date(2020, 3, 10)),
        ("31/12/2020", date(2020, 12, 31)),
        ("12/31/2020", date(2020, 12, 31)),
        ("20.Feb.2020", date(2020, 2, 20)),
    ],
)
def test_dates_are_read_in_many_forms(text: str, day: date) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text", ["08:36 GMT", "03/10/2020", "10 March", "2020", "31 February 2020", "May be 10 2020"]
)
def test_what_is_no_full_or_no_certain_date_is_none(text: str) -> None:
    assert read_date(text) is None


def test_front_matter_is_read_and_is_not_part_of_the_text() -> None:
    raw = f"---\ntitle: 'A: first step'\ndate: 2020-03-10\nsource: Harbour Wire\nurl: https://a.example/1\nauthor: J. Doe\ntags: []\n---\n\n{ARTICLE}"
    document = only(raw)
    assert (document.title, document.published) == ("A: first step", date(2020, 3, 10))
    assert (document.publisher, document.url, document.author) == (
        "Harbour Wire",
        "https://a.example/1",
        "J. Doe",
    )
    assert document.text.startswith("The minister said")
    assert document.raw == raw


def test_header_lines_are_front_matter_too() -> None:
    document = only(f"Title: A first step\r\nDate: 10 March 2020\r\nSource: Harbour Wire\r\n\r\n{ARTICLE}")
    assert (document.title, document.published) == ("A first step", date(2020, 3, 10))
    assert document.publisher == "Harbour Wire"
    assert document.text.startswith("The minister said")


def test_a_first_line_with_a_colon_is_no_header() -> None:
    assert split_front_matter("Missiles: the minister speaks\nDate: 10 March 2020\n") == ({}, 0)


def test_fields_are_known_by_many_names() -> None:
    found = read_fields({"Headline": "A “step”", "publication_date": "2020-03-10", "outlet": "reuters.com"})
    assert found == ('A "step"', date(2020, 3, 10), "Reuters", None, None, None)


def test_an_address_for_a_source_names_outlet_and_url() -> None:
    found = read_fields({"source": "https://www.example.org/news/1"})
    assert (found.publisher, found.url) == ("example.org", "https://www.example.org/news/1")


def test_the_outlet_of_an_address_is_known_or_its_domain() -> None:
    assert outlet_of("https://uk.reuters.com/a") == "Reuters"
    assert outlet_of("not an address") is None
    assert outlet_name("Bosphorus Wire") == "Bosphorus Wire"


def test_a_page_clock_is_not_a_date() -> None:
    assert only(f"08:36 GMT18 January 2021\nListen Live\n\n{ARTICLE}").published is None


def test_the_day_at_the_top_of_a_page_is_not_a_date() -> None:
    assert only(f"Wednesday, May 8, 2024\n\nA first step is taken, they say\n\n{ARTICLE}").published is None


@pytest.mark.parametrize(
    "line",
    [
        "Published: 10 March 2020",
        "Last updated on March 10, 2020 at 8:36 am",
        "By Jane Doe | 10 March 2020",
        "By Jane Doe\n10 March 2020",
        "Jane Doe 34 minutes ago Tue 10th March 2020 | 04:46 PM",
    ],
)
def test_a_line_that_dates_the_article_does(line: str) -> None:
    document = only(f"08:36 GMT 18 January 2021\n\nA first step is taken\n{line}\n\n{ARTICLE}")
    assert document.published == date(2020, 3, 10)
    assert document.title == "A first step is taken"


def test_a_date_below_the_headline_does_as_well() -> None:
    assert only(f"A first step is taken\n10 March 2020\n\n{ARTICLE}").published == date(2020, 3, 10)


def test_a_collection_stamp_is_a_date() -> None:
    document = only(f" date 2020-03-10 {ARTICLE}")
    assert document.published == date(2020, 3, 10)
    assert document.text.startswith("The minister")


@pytest.mark.parametrize(
    ("dateline", "publisher"),
    [
        ("ANKARA (Reuters) - ", "Reuters"),
        ("ANKARA, March 10 (AFP) — ", "AFP"),
        ("MOSCOW, March 10. /TASS/. ", "TASS"),
        ("MOSCOW (Example News / Sputnik - 10th March, 2020) ", "Example News / Sputnik"),
        ("(AP) — ", "AP"),
    ],
)
def test_a_dateline_names_the_wire(dateline: str, publisher: str) -> None:
    document = only(dateline + ARTICLE)
    assert document.publisher == publisher
    assert document.text.startswith("The minister")


def test_front_matter_outranks_what_the_text_shows() -> None:
    document = only(
        f"---\nsource: Harbour Wire\ndate: 2020-01-01\n---\nANKARA, 10 March 2020 (Reuters) - {ARTICLE}"
    )
    assert (document.publisher, document.published) == ("Harbour Wire", date(2020, 1, 1))


def test_a_byline_names_the_author() -> None:
    document = only(f"A first step is taken\nBy Jane Doe and John Roe\n\n{ARTICLE}Source: Harbour Wire\n")
    assert (document.author, document.publisher) == ("Jane Doe and John Roe", "Harbour Wire")
