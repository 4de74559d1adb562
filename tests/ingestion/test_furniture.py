import pytest

from kg.ingestion.furniture import is_sentence, is_tag_list

from .reading import ARTICLE, only, paragraphs

FIRST, LAST = ARTICLE.strip().split("\n\n")

FURNITURE = """\
Share
Share Tweet Send +1
Share on Facebook | Share on Twitter
Facebook Twitter LinkedIn Print
1.2K shares
Get short URL
Copy link
Listen Live
Listen to this article (3 min)
Advertisement
Article content
Skip to main content
Home > World > Middle East
Read more
READ MORE: Ministers Meet Again in the Capital
Read also: What the missiles can do
ALSO READ | Five things about the deal
RELATED: Ministers meet again
Continue reading
Click here to read the full story
Related posts Ministers meet again in the capital
08:36 GMT18 January 2021
02:58 GMT +3 18 January 2018
[5/30/2019 5:32:28 AM]
34 minutes ago
Published: 10 March 2020 08:30
Last Update: Friday, 11 December 2020 KSA 13:11 - GMT 10:11
Article ID: 4711-22
0131659df5a9ca18
selling-jets-to-the-other-side-of-the-sea
https://example.org/a/1
By Jane Doe
Jane Doe, Staff Writer
Web Desk
Source: Harbour Wire
The source: Agencies
(Source: Harbour Wire; published July 25, 2019)
SOURCE: HARBOUR WIRE AND AGENCIES
3 min read
12 comments
Leave a Reply
Community standardsDiscussion
Your email address will not be published. Required fields are marked *
© Harbour Wire / A. Nobody
Photo: Harbour Wire/A. Nobody
[Photo: a launcher in the desert]
(AP Photo/A. Nobody)
An air defence system on parade - Sputnik International
FILE PHOTO: Soldiers stand beside a launcher in the desert. REUTERS/A. Nobody/File Photo
The vice president speaks at a museum in the capital. (Army Sgt. Jane Doe/Department of Defense)
FILE - In this Tuesday, Aug. 27, 2019 file photo, a lorry carries parts of the system to the capital.
The minister speaks to reporters in the capital. [File: A. Nobody/Reuters]
Two ministers are seen shaking hands in the capital. (Reuters)
Subscribe to our newsletter
Sign up for our daily newsletter and get the news straight to your inbox.
Follow us on Twitter
Join our new Telegram channel and get the news first!
Get the latest news alerts on your phone with the app
We use cookies to improve this site. Read our cookie policy.
By continuing to browse you agree to our terms.
Copyright 2020 Harbour Wire. All rights reserved.
The views expressed in this article are the author's own and do not necessarily reflect ours.
This is a developing story. More details to follow.
Editor's note: an earlier version misspelt a name.
Associated Press writer Jane Doe contributed to this report.
(Reporting by Jane Doe; Editing by John Roe)
Tags: missiles, alliance, minister
#Missiles #Alliance
missiles, alliance, Jane Doe, minister, desert
___
{{element.title}}
"""


@pytest.mark.parametrize("line", FURNITURE.splitlines())
@pytest.mark.parametrize("place", ["above", "inside", "below"])
def test_a_line_of_furniture_goes_wherever_it_stands(line: str, place: str) -> None:
    page = {
        "above": [line, "", FIRST, "", LAST],
        "inside": [FIRST, line, LAST],
        "below": [FIRST, "", LAST, line],
    }
    assert paragraphs(only("\n".join(page[place]))) == [FIRST, LAST]


BODY = """\
More than 40 ministers are expected in the capital on Monday.
Related talks in Geneva ended without a result.
"Sign up for our newsletter," the minister joked.
The Reuters news agency quoted an official who asked not to be named.
Photographs of the launchers were published by the ministry.
Read his lips, the ambassador said.
By Tuesday the government had changed its mind.
He shared the article on Facebook.
Copyright law was not discussed.
Opinion in the capital is divided.
Turkey refused.
What do you think the minister will do next?
The S-400, the F-35 and the Patriot were all on the table.
Follow the money, the prosecutor said.
"""


@pytest.mark.parametrize("line", BODY.splitlines())
def test_a_sentence_that_looks_like_furniture_stays(line: str) -> None:
    assert paragraphs(only(f"{FIRST}\n\n{line}\n\n{LAST}")) == [FIRST, line, LAST]


@pytest.mark.parametrize(
    "heading", ["Syrian conflict", "Will the Minister Resign?", "'No change'", "Russia", "2017"]
)
def test_a_heading_inside_the_article_stays(heading: str) -> None:
    assert paragraphs(only(f"{FIRST}\n{heading}\n{LAST}")) == [FIRST, heading, LAST]


def test_teasers_after_the_last_sentence_go() -> None:
    teasers = "Ministers Meet Again in the Capital\nNew Missiles for an Old Ally - Reports\nWill They Sign?"
    assert paragraphs(only(f"{FIRST}\n\n{LAST}\n\n{teasers}\n")) == [FIRST, LAST]


def test_teasers_between_paragraphs_go_though_one_would_be_a_heading() -> None:
    teasers = "Ministers Meet Again in the Capital\nNew Missiles for an Old Ally of the Alliance"
    assert paragraphs(only(f"{FIRST}\n\n{teasers}\n\n{LAST}")) == [FIRST, LAST]
    assert len(paragraphs(only(f"{FIRST}\n\n{teasers.splitlines()[0]}\n\n{LAST}"))) == 3


def test_what_stands_under_a_list_head_goes_up_to_the_next_sentence() -> None:
    page = f"{FIRST}\n\nMore stories\nMinisters meet again\n\nA new missile\n\n{LAST}"
    assert paragraphs(only(page)) == [FIRST, LAST]


def test_a_wrapped_paragraph_under_a_list_head_stays() -> None:
    wrapped = (
        "The embassy did not answer a question about the\noffer, but an official called it a first step.\n"
    )
    page = f"Related articles\nMinisters Meet Again\n\n{wrapped}\n{wrapped}"
    assert len(paragraphs(only(page))) == 2


def test_a_wrapped_line_that_looks_like_furniture_stays_in_its_paragraph() -> None:
    wrapped = (
        "The minister wrote under the letter of the embassy, which he had\n"
        "read: no missiles will be given up, and there will be nothing\n"
        "more on this from the government before the summit of the\n"
        "alliance.\n"
    )
    page = f"{wrapped}\nREAD MORE: Ministers Meet Again\n\n{wrapped}"
    assert paragraphs(only(page)) == [" ".join(wrapped.split())] * 2


def test_a_caption_goes_with_its_credit() -> None:
    page = f"{FIRST}\n\n© Harbour Wire / A. Nobody\nA launcher on parade\n\n{LAST}"
    assert paragraphs(only(page)) == [FIRST, LAST]


def test_a_section_label_is_no_title_but_a_headline_is() -> None:
    document = only(f"Military & Intelligence\n\nMinister keeps his missiles\n\nWorld\n\n{FIRST}\n\n{LAST}")
    assert paragraphs(document) == ["Minister keeps his missiles", FIRST, LAST]
    assert document.title == "Minister keeps his missiles"


def test_a_known_title_tells_where_the_article_begins() -> None:
    page = f"---\ntitle: Minister Keeps His Missiles\n---\nThe Harbour Wire of Record\n\nMinister keeps his missiles\n\n{FIRST}"
    assert paragraphs(only(page)) == ["Minister keeps his missiles", FIRST]


def test_a_sign_off_is_cut_from_the_last_paragraph() -> None:
    page = f"{FIRST}\n\n{LAST} (Reporting by Jane Doe; Editing by John Roe)"
    assert paragraphs(only(page)) == [FIRST, LAST]
    assert paragraphs(only(f"{FIRST} READ MORE: Ministers Meet Again\n\n{LAST} (Reuters)")) == [FIRST, LAST]


def test_a_list_that_a_sentence_introduces_stays() -> None:
    page = f"{FIRST}\n\nThe letter asks for three things:\n\n- radars\n- launchers\n- training"
    assert paragraphs(only(page))[-3:] == ["radars", "launchers", "training"]


def test_a_sentence_that_was_cut_short_at_the_end_stays() -> None:
    cut = "The government said later that it would not comment on the"
    assert paragraphs(only(f"{FIRST}\n\n{cut}")) == [FIRST, cut]


def test_a_text_of_headlines_only_is_kept() -> None:
    assert paragraphs(only("Minister keeps missiles\n\nEmbassy silent")) == [
        "Minister keeps missiles",
        "Embassy silent",
    ]


def test_sentences_are_told_from_headings() -> None:
    assert is_sentence("He refused.")
    assert is_sentence("The letter asks for three things:")
    assert not is_sentence("Minister Flies to the U.S.")
    assert not is_sentence("Why now?")


def test_enumerations_in_running_text_are_no_tag_lists() -> None:
    assert is_tag_list("Turkey, S-400, Recep Tayyip Erdogan, US")
    assert not is_tag_list(
        "Turkey, Russia and Iran agreed, the ministers of the three said on Monday, to meet again"
    )
