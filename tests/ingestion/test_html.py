import sys
from datetime import date

import pytest

from kg.ingestion.alignment import align
from kg.ingestion.html import align_paragraphs, looks_like_html
from kg.ingestion.tags import strip_tags

from .reading import check_places, failure, located, only, paragraphs

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>A first step | Harbour Wire</title>
<meta property="og:title" content="A first step">
<meta property="og:site_name" content="Harbour Wire">
<meta property="article:published_time" content="2020-03-10T08:00:00Z">
<meta name="author" content="Jane Doe">
<link rel="canonical" href="https://harbourwire.example/a-first-step">
<script>var text = "<p>The minister lied.</p>";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<p class="clock">08:36 GMT 18 January 2021</p>
<article><h1>A first step</h1>
<p>The <b>minister</b> said on&nbsp;Tuesday that the government
would not give up the &#8220;missiles&#8221; it had bought in 2017, and that
the <a href="/x">alliance</a> knew it.</p>
<!-- an <p>old</p> version -->
<h2>What it means</h2>
<p>The embassy did not answer a question about the offer, but an official
called it a first step towards an agreement &mdash; &quot;or towards nothing&quot;.</p>
<p>Erdo&#287;an &amp; Trump will meet again in June<sup>1</sup>, the ministry said in a statement on its website.</p>
</article>
<footer><p>Copyright 2020 Harbour Wire. All rights reserved.</p></footer>
</body></html>
"""


@pytest.fixture(autouse=True)
def needs_trafilatura() -> None:
    pytest.importorskip("trafilatura", reason="only the extra reads pages: kg[html]", exc_type=ImportError)


def test_a_page_is_read_with_places_in_its_source() -> None:
    document = only(PAGE, ".html")
    text = paragraphs(document)
    assert text[-4:] == [
        'The minister said on Tuesday that the government would not give up the "missiles" it had bought in 2017, and'
        + " that the alliance knew it.",
        "What it means",
        "The embassy did not answer a question about the offer, but an official called it a first step towards an"
        + ' agreement — "or towards nothing".',
        "Erdoğan & Trump will meet again in June, the ministry said in a statement on its website.",
    ]
    assert located(document, "The minister said on Tuesday") == "The <b>minister</b> said on&nbsp;Tuesday"
    assert located(document, '"missiles"') == "&#8220;missiles&#8221;"
    assert located(document, "Erdoğan & Trump") == "Erdo&#287;an &amp; Trump"
    check_places(document, PAGE)


def test_the_head_of_a_page_describes_it() -> None:
    document = only(PAGE, ".html")
    assert (document.title, document.publisher, document.author) == (
        "A first step",
        "Harbour Wire",
        "Jane Doe",
    )
    assert (document.published, document.url) == (
        date(2020, 3, 10),
        "https://harbourwire.example/a-first-step",
    )


def test_a_page_clock_does_not_date_a_page() -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2020-03-10T08:00:00Z">', "")
    assert only(page, ".html").published is None


def test_windows_line_ends_do_not_move_anything() -> None:
    page = PAGE.replace("\n", "\r\n")
    document = only(page, ".html")
    assert document.text == only(PAGE, ".html").text
    check_places(document, page)


def test_a_page_without_article_is_a_failure() -> None:
    message = failure("<html><body><img src='a.png'></body></html>", ".html").message
    assert message == "a.html: no article was found on the page; save its text as .txt"


def test_without_trafilatura_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    assert failure(PAGE, ".htm").message == "a.htm: reading HTML needs trafilatura; pip install 'kg[html]'"


def test_what_is_not_read_on_a_page_is_hidden() -> None:
    page = "<style>p{}</style>one<SCRIPT>1<2</script>two<p data-x='a>b'>three<br>four<h2>five</h2>six<!-- x --> &lt;b&gt;"
    assert strip_tags(align(page)).text.split() == ["onetwo", "three", "four", "\ue000five", "six", "<b>"]


def test_items_of_a_list_are_told_from_teasers() -> None:
    page = PAGE.replace(
        "<h2>What",
        "<p>It listed three demands in its letter to the ambassador:</p><ul><li>the radars</li>"
        "<li>the launchers</li><li>the codes</li></ul><h2>What",
    )
    text = paragraphs(only(page, ".html"))
    assert text[text.index("What it means") - 3 : text.index("What it means")] == [
        "the radars",
        "the launchers",
        "the codes",
    ]


def test_what_is_never_closed_hides_the_rest() -> None:
    assert strip_tags(align("one<script>two three")).text == "one"
    assert strip_tags(align("one<!-- two")).text == "one"


def test_a_paragraph_that_is_not_on_the_page_is_left_out() -> None:
    view = "Menu\nThe first paragraph is here and long enough to be one.\nMenu\nThe last one is also here, at the end of it."
    lines = view.split("\n")
    wanted = [lines[1], "A paragraph that stands nowhere on this page at all.", "Menu", lines[3]]
    found = align_paragraphs(view, wanted)
    assert [view[start:end] for start, end in found] == [lines[1], "Menu", lines[3]]
    assert found[1].start > found[0].start


def test_a_paragraph_with_a_gap_is_found_by_its_ends() -> None:
    view = "The first sentence is here. [1] The second one is there. The last sentence ends the paragraph."
    paragraph = view.replace(" [1]", "")
    assert align_paragraphs(view, [paragraph]) == [(0, len(view))]


def test_only_markup_looks_like_html() -> None:
    assert looks_like_html("one<br/>two")
    assert not looks_like_html("if a<b then c>d")
