"""Title, outlet and date: what a document says of itself, from the surest place to the least sure.

A clock on a page tells when it was saved, not when it was written, so a bare time is never a date. Better no
date than a wrong one: every relative time in the text hangs on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from ..resources import table
from .alignment import align
from .characters import clean_characters
from .furniture import Article, Note

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    r"(?<!\d)(?:(?P<y>\d{4})[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)(?!\d)|(?P<packed>(?:19|20)\d{6})(?!\d)"
    r"|(?P<d2>\d\d?)(?:st|nd|rd|th)?[ ./-](?P<b2>[A-Za-z]{3,9})\.?,?[ ./-](?P<y2>\d{4})"
    r"|(?P<d3>\d\d?)(?P<mark>[./-])(?P<m3>\d\d?)(?P=mark)(?P<y3>\d{4})(?!\d))"
    r"|\b(?P<b4>[A-Za-z]{3,9})\.? {1,2}(?P<d4>\d\d?)(?:st|nd|rd|th)?,?"
    r"(?: \d\d?:\d\d(?::\d\d)?(?: [+-]\d{4}| [A-Z]{2,4}T?)?)? (?P<y4>\d{4})(?![:\d])"
)
_FENCE = re.compile(r"\ufeff?\s*---[ \t]*\r?\n(?P<head>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_FIELD = r"[A-Za-z][A-Za-z _-]{1,24}:(?:[ \t]+\S.*|[ \t]*)(?:\r?\n|\Z)"
_HEADER = re.compile(
    rf"\ufeff?\s*(?P<head>(?:{_FIELD}(?:[ \t]+\S.*(?:\r?\n|\Z))*)+)(?P<gap>[ \t]*(?:\r?\n|\Z))?"
)
_FOLDED = re.compile(r"\r?\n[ \t]+(?=\S)")
_PAIR = re.compile(r"^([A-Za-z][\w -]{0,30}?)[ \t]*:[ \t]*(.*?)[ \t\r]*$", re.MULTILINE)
_MAILBOX = re.compile(r" ?<[^<>@ ]+@[^<> ]+>")
_AGENCY = re.compile(r"\(([^()\d]{2,40}?)(?: [-–—].*| \d.*)?\)|/{1,2}([A-Za-z ]{2,30})/{1,2}")
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)+)(?:/.*)?", re.IGNORECASE)
_BYLINE = re.compile(r"(?:.*\b)?(?:by|author|text|story|words)\b ?:? ?(?=[A-Z])", re.IGNORECASE)

_HEAD = 20_000  # characters; no header is longer
_SHOWN = 80  # characters of a value that a message shows
_NEAR = 60  # characters; what stands on the next line


class Metadata(NamedTuple):
    """What is known of a document besides its text."""

    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None

    def or_else(self, other: Metadata) -> Metadata:
        """Return this, with what it lacks taken from the other."""
        return Metadata(
            self.title or other.title,
            self.published or other.published,
            self.publisher or other.publisher,
            self.author or other.author,
            self.url or other.url,
            self.language or other.language,
        )


def read_fields(fields: Mapping[str, str]) -> Metadata:
    """Return what named fields say; ``find_field`` knows the names."""
    found = {name: find_field(fields, name) for name in Metadata._fields}
    texts = {name: _one_line(fields[key]) if key else "" for name, key in found.items()}
    url = texts["url"] or (texts["publisher"] if texts["publisher"].startswith("http") else "")
    publisher = outlet_name(texts["publisher"]) if texts["publisher"] else outlet_of(url)
    published = read_date(texts["published"])
    return Metadata(
        texts["title"] or None,
        published,
        publisher,
        _MAILBOX.sub("", texts["author"]).strip("\"' ") or texts["author"] or None,
        url or None,
        texts["language"] or None,
    )


def find_faults(fields: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with fields, of which nothing is read then."""
    found = ((key, fields[key]) for name in ("url", "publisher") if (key := find_field(fields, name)))
    for key, value in found:
        if "//" in value and _host(value) is None:
            yield f"{key} is no address ({value[:_SHOWN]}); correct it"


def _one_line(value: str) -> str:
    return " ".join(clean_characters(align(value)).text.split())


def find_field(fields: Iterable[str], name: str) -> str | None:
    """Return which of the fields is the title, the text ..., by the names in ``data/metadata_fields.tsv``."""
    folded = {re.sub(r"[-_ ]", "", field).casefold(): field for field in reversed(list(fields))}
    return next((folded[alias] for alias in _aliases()[name] if alias in folded), None)


@cache
def _aliases() -> dict[str, list[str]]:
    return {field: names.split() for field, names in table("metadata_fields")}


def split_front_matter(raw: str) -> tuple[dict[str, str], int]:
    """Return the fields before a text and where the text itself begins.

    They stand between dashes, or are ``Title: ...`` lines as in mails and exports of databases. Lines are fields if all
    are known; if some are not, two must be, and a blank line must be below them: the turns of an interview look like that.
    """
    if match := _FENCE.match(raw[:_HEAD]):
        return _pairs(match.group("head")), match.end()
    match = _HEADER.match(raw[:_HEAD])
    if match is None:
        return {}, 0
    pairs = _pairs(_FOLDED.sub(" ", match.group("head")))
    names = {key: _kind(key) for key in pairs}
    kinds = set(names.values()) - {None}
    if pairs and (None not in names.values() or (len(kinds) > 1 and match.group("gap") is not None)):
        return pairs, match.end("head")
    return {}, 0


def _kind(key: str) -> str | None:
    """Return what a field tells, if it is one that is known."""
    return next((name for name in _aliases() if name != "text" and find_field([key], name)), None)


def _pairs(head: str) -> dict[str, str]:
    """Return the fields of a header; of those with one name (as *Received* in mails) the first."""
    pairs: dict[str, str] = {}
    for key, value in _PAIR.findall(head):
        plain = value.strip("\"'") if value[:1] == value[-1:] else value
        if plain and plain not in ("null", "~", "[]"):
            pairs.setdefault(key, plain)
    return pairs


def read_article(article: Article) -> Metadata:
    """Return what an article shows of itself: its headline, and what dateline, byline and source line say."""
    notes = article.notes
    bylines = [note.text for note in notes if note.kind == "byline"]
    author = next((name for name in map(_author, bylines) if name), None)
    return Metadata(article.title, _published(article), _publisher(notes), author or _agency(notes))


def _published(article: Article) -> date | None:
    """Return the date of a "Published:" line, byline or dateline, or one that stands below byline or headline."""
    for kind in ("published", "byline", "dateline"):
        for note in article.notes:
            if note.kind == kind and (found := read_date(note.text)):
                return found
    bylines = [note.above for note in article.notes if note.kind == "byline"]
    for note in article.notes:
        if note.kind == "day" and any(0 < note.above - above < _NEAR for above in bylines):
            return read_date(note.text)
    if article.title and article.paragraphs[0].text == article.title:
        below = [
            note for note in article.notes if note.kind == "day" and note.above > article.paragraphs[0].end
        ]
        return read_date(below[0].text) if below else None
    return None


def _publisher(notes: Sequence[Note]) -> str | None:
    if agency := _agency(notes):
        return agency
    for note in notes:
        if note.kind == "source":
            name = re.sub(
                r"^(?:sources?|via|by|from|credit|agency) ?:? ?", "", note.text, flags=re.IGNORECASE
            )
            return outlet_name(name.strip(" ()[]-–—.")) or None
    return next((outlet_of(note.text) for note in notes if note.kind == "outlet"), None)


def _agency(notes: Sequence[Note]) -> str | None:
    """Return the agency of a dateline: *ANKARA (Reuters) -*."""
    datelines = (_AGENCY.search(note.text) for note in notes if note.kind == "dateline")
    match = next(filter(None, datelines), None)
    return outlet_name((match.group(1) or match.group(2)).strip(" -–—")) if match else None


def _author(byline: str) -> str | None:
    match = _BYLINE.match(byline)
    name = re.split(r"[,|;/]| [-–—·•] |\d| for | in ", byline[match.end() :])[0].strip() if match else ""
    return name if " " in name else None


def outlet_of(url: str) -> str | None:
    """Return the name of the outlet that an address belongs to, or its domain.

    >>> outlet_of("https://www.reuters.com/article/1"), outlet_of("https://news.example.org/")
    ('Reuters', 'news.example.org')
    """
    match = _DOMAIN.fullmatch(url.strip())
    domain = (_host(url) or "") if "//" in url else match.group(1) if match else ""
    domain = domain.casefold().removeprefix("www.")
    names = _outlets()
    parts = domain.split(".")
    known = (names.get(".".join(parts[start:])) for start in range(len(parts) - 1))
    return next((name for name in known if name), domain or None)


def _host(url: str) -> str | None:
    """Return the host of an address; nothing of one that is malformed (``https://[::1``)."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return None


def outlet_name(name: str) -> str | None:
    """Return an outlet as it is called: of an address its owner, else the name as given."""
    is_address = "//" in name or (" " not in name and _DOMAIN.fullmatch(name) is not None)
    return outlet_of(name) if is_address else name or None


@cache
def _outlets() -> dict[str, str]:
    return {row[0]: row[1] for row in table("outlet_domains")}


def read_date(text: str) -> date | None:
    """Return the first full date in a text; day and month in figures only where they cannot be confused.

    >>> read_date("Updated: 2020-03-10T08:00Z"), read_date("10 March 2020"), read_date("08:36 GMT")
    (datetime.date(2020, 3, 10), datetime.date(2020, 3, 10), None)
    """
    for match in _DATE.finditer(text):
        if found := _date(match):
            return found
    return None


def _date(match: re.Match[str]) -> date | None:
    part = match.groupdict()
    if part["packed"]:
        numbers = (part["packed"][:4], part["packed"][4:6], part["packed"][6:])
    elif part["y"]:
        numbers = (part["y"], part["m"], part["d"])
    elif part["y3"]:
        day, month = part["d3"], part["m3"]
        if part["mark"] != "." and int(month) > 12:
            day, month = month, day
        elif part["mark"] != "." and int(day) <= 12 and day != month:
            return None  # 03/10/2020 is a day in March to some and in October to others
        numbers = (part["y3"], month, day)
    else:
        name = (part["b2"] or part["b4"])[:3].casefold()
        month = str(_MONTHS.index(name) + 1) if name in _MONTHS else "0"
        numbers = (part["y2"] or part["y4"], month, part["d2"] or part["d4"])
    try:
        return date(*map(int, numbers))
    except ValueError:
        return None
