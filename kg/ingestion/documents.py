"""From a text that still knows its raw file to a ``Document``: clean, check, describe."""

from __future__ import annotations

from ..errors import CorpusError
from ..ids import mint
from ..types import Document, Extent, Run
from .alignment import Aligned, align, keep
from .characters import clean_characters
from .furniture import strip_furniture
from .language import require_english
from .metadata import Metadata, read_article
from .paragraphs import flow, split_lines

LONGEST = 1_000_000  # characters of a cleaned text; a book is half as long
LONGEST_RAW = 4 * LONGEST  # beyond this no cleaning can help, and none is tried
TOO_LONG = f"it is longer than {LONGEST:,} characters; split it into articles"


def build_document(body: Aligned, raw: str, source: str, metadata: Metadata, *, offset: int = 0) -> Document:
    """Return the document that a text is: ``raw`` is the part of the file it was read from.

    Raises CorpusError if nothing is left after cleaning, too much, or another language.
    """
    if len(body.text) > LONGEST_RAW:
        raise CorpusError(TOO_LONG)
    if not body.text.strip("\ufeff \t\r\n"):
        raise CorpusError("it is empty; give it a text or leave it out")
    plain = clean_characters(body)
    article = strip_furniture(split_lines(plain.text), metadata.title)
    clean = keep(plain, flow(article.paragraphs, plain.text))
    if not any(map(str.isalpha, clean.text)):
        raise CorpusError("no sentence is left after cleaning; check that it holds an article")
    if len(clean.text) > LONGEST:
        raise CorpusError(TOO_LONG)
    require_english(clean.text, metadata.language)
    return _document(clean, raw, offset, source, metadata.or_else(read_article(article)))


def build_line(line: str, offset: int, source: str) -> Document:
    """Return the document that one line of input is, whatever it says: only its characters are cleaned.

    A line that is too long for a document is one without text.
    """
    plain = clean_characters(align(line if len(line) <= LONGEST else "", offset))
    pieces = ((Extent(part.start, part.end), " ") for part in split_lines(plain.text))
    clean = keep(plain, pieces)
    if not clean.text:
        clean = Aligned("", (Run(0, 0, offset, len(line)),))
    return _document(clean, line, offset, source, Metadata())


def _document(clean: Aligned, raw: str, offset: int, source: str, metadata: Metadata) -> Document:
    identifier = mint("document", raw)
    return Document(
        id=identifier,
        text=clean.text,
        raw=raw,
        raw_offset=offset,
        runs=clean.runs,
        source=source,
        title=metadata.title,
        published=metadata.published,
        publisher=metadata.publisher,
        author=metadata.author,
        url=metadata.url,
        origin=identifier,
    )
