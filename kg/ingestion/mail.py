"""Mails: the text that a reader sees is decoded by the standard library, and evidence counts its characters.

A mail on disk is seldom text: lines are folded, characters escaped, all of it in base64. So the raw text of a mail is
the decoded body, not the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import NamedTuple

from ..errors import CorpusError

_BETWEEN = re.compile(rb"(?:\A|\r?\n\r?\n)From [^\r\n]*\d{4}[^\r\n]*\r?\n")
_FIELDS = {
    "subject": "title",
    "date": "date",
    "from": "author",
    "archived-at": "url",
    "content-language": "language",
}


class Mail(NamedTuple):
    """The body of a mail, whether it is a page, what its header says, and what was passed over."""

    text: str
    is_page: bool
    fields: dict[str, str]
    notes: tuple[str, ...]


def read_mail(data: bytes) -> Mail:
    """Return what a mail says: its plain text, or its page where it has none; attachments are only counted."""
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        body = message.get_body(("plain", "html"))
        text = body.get_content() if isinstance(body, EmailMessage) else ""
        fields = {
            name: str(message[header])
            for header, name in _FIELDS.items()
            if str(message[header] or "").strip()
        }
        attached = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0
    except Exception as error:  # `email` raises LookupError, TypeError, AttributeError ... on a malformed mail, and names no base class
        raise CorpusError("it cannot be taken apart as a mail; save its text as .txt") from error
    if not text.strip():
        raise CorpusError("it has no text; save what is attached to it as a file of its own")
    fields["url"] = fields.get("url", "").strip("<> ")
    notes = (f"{attached} attachments were not read; save them as files",) if attached else ()
    is_page = isinstance(body, EmailMessage) and body.get_content_subtype() == "html"
    return Mail(
        text.encode("utf-8", "replace").decode(), is_page, {k: v for k, v in fields.items() if v}, notes
    )


def split_mails(data: bytes) -> Iterator[bytes]:
    """Yield the mails of an mbox file; each begins with a line ``From ... 2024`` below a blank line."""
    marks = list(_BETWEEN.finditer(data))
    if not marks or marks[0].start() != 0:
        raise CorpusError("it is no mbox file, which begins with 'From '; give a single mail the suffix .eml")
    ends = [mark.start() for mark in marks[1:]] + [len(data)]
    for mark, end in zip(marks, ends, strict=True):
        yield re.sub(rb"(?m)^>(>*From )", rb"\1", data[mark.end() : end])
