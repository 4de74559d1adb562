from datetime import date
from email.message import EmailMessage

import pytest

from kg.ingestion import CorpusFailure, read_bytes
from kg.types import Document

from .reading import ARTICLE, check_places, failure, located, only, paragraphs

FIRST, LAST = ARTICLE.strip().split("\n\n")


def mail(text: str, *, subject: str = "Missiles stay", encoding: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "Jane Doe <jane@example.org>"
    message["Date"] = "Mon, 04 Mar 2024 08:00:00 +0000"
    message.set_content(text, cte=encoding)
    return message


@pytest.mark.parametrize("encoding", ["7bit", "quoted-printable", "base64"])
def test_a_mail_is_a_document_whatever_its_encoding(encoding: str) -> None:
    document = only(bytes(mail(ARTICLE, encoding=encoding)), ".eml")
    assert paragraphs(document) == [FIRST, LAST]
    assert (document.title, document.author, document.published) == (
        "Missiles stay",
        "Jane Doe",
        date(2024, 3, 4),
    )
    check_places(document, document.raw)
    assert located(document, "The minister said") == "The minister said"


def test_encoded_words_and_characters_are_decoded() -> None:
    document = only(
        bytes(mail(ARTICLE.replace("minister", "minister Şentop"), subject="Erdoğan und Şentop")), ".eml"
    )
    assert document.title == "Erdoğan und Şentop"
    assert "minister Şentop" in document.text


def test_of_two_forms_the_plain_one_is_read_and_attachments_are_told() -> None:
    message = mail(ARTICLE)
    message.add_alternative(f"<p>{LAST}</p>", subtype="html")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    document, note = read_bytes(bytes(message), "a.eml", ".eml")
    assert isinstance(document, Document) and isinstance(note, CorpusFailure)
    assert paragraphs(document) == [FIRST, LAST]
    assert note.message == "a.eml: 1 attachments were not read; save them as files"


def test_a_mail_that_is_a_page_is_read_as_one() -> None:
    pytest.importorskip("trafilatura", reason="only the extra reads pages: kg[html]", exc_type=ImportError)
    message = mail("x")
    message.set_content(
        f"<html><body><article><p>{FIRST}</p><p>{LAST}</p></article></body></html>", subtype="html"
    )
    document = only(bytes(message), ".eml")
    assert paragraphs(document) == [FIRST, LAST]
    assert document.title == "Missiles stay"


def test_an_mbox_file_is_many_documents() -> None:
    third = mail(
        ARTICLE.replace("Tuesday", "Friday").replace("The embassy", "From the embassy nobody came, and it")
    )
    parts = (bytes(mail(ARTICLE)), bytes(mail(" ")), bytes(third).replace(b"\nFrom the", b"\n>From the"))
    data = b"\n".join(b"From jane@example.org Mon Mar  4 08:00:00 2024\n" + part + b"\n" for part in parts)
    first, bad, last = read_bytes(data, "a.mbox", ".mbox")
    assert isinstance(first, Document) and isinstance(last, Document) and isinstance(bad, CorpusFailure)
    assert (bad.where, bad.message.partition(";")[0]) == ("mail 2", "a.mbox, mail 2: it has no text")
    assert paragraphs(last)[1].startswith("From the embassy")


def test_what_is_no_mail_is_a_failure() -> None:
    assert "no sentence is left" in failure(b"\x00\xff\n\n", ".eml").message
    assert "no mbox file" in failure(ARTICLE, ".mbox").message
    assert failure(b"Content-Type: text/plain; charset=nonsense\n\nx\xff", ".eml").source == "a.eml"
