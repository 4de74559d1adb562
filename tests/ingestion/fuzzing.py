"""Files made up at random, of pieces that readers once stumbled over, with sentences that must not get lost in silence."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator
from typing import NamedTuple

from kg.ingestion import CorpusFailure, read_bytes
from kg.types import Document

from .reading import check_places

SUFFIXES = (".html", ".txt", ".md", ".jsonl", ".csv")
WHO = (
    "the ministry",
    "an envoy",
    "the committee",
    "a spokesman",
    "the embassy",
    "the court",
    "the harbour master",
)
WHAT = (
    "sent forty lorries to",
    "refused to comment on",
    "signed an accord about",
    "recalled its men from",
    "paid for",
)
WHERE = (
    "the valley",
    "the pipeline",
    "the port city",
    "the grain depots",
    "the northern border",
    "the old railway",
)
INLINE = [
    "a",
    "abbr",
    "b",
    "cite",
    "code",
    "em",
    "font",
    "i",
    "label",
    "mark",
    "q",
    "small",
    "span",
    "strong",
    "sub",
    "time",
    "u",
    "x-name",
    "button",
    "sup",
    "ins",
]
BLOCKS = [
    "p",
    "div",
    "section",
    "center",
    "blockquote",
    "li",
    "h3",
    "td",
    "figure",
    "aside",
    "pre",
    "x-block",
    "address",
]
JUNK = (
    "<br>", "<hr/>", "<img src='a.png' alt='x > y'>", "<!-- old -->", "<!---->", "&nbsp;", "&amp;amp;", "&#0;", "&#x1f600;",
    "</b>", "</span>", "</div>", "<p>", "<a href='/x", "<", ">", "<<", "<!", "<?php x ?>", "\x0b", "\ufeff", "\u00ad", "[1](",
    "**", "_", "`", "~~~", "| a |", "> ", "# ", "\\", '"', "''", "a: b\n", "---\n", "...\n", "\r\n", "\n\n", "\t", "- ", "1. ",
    "Share\n", "READ MORE: x\n", "\ue000", "\u2028", "Ã©", "â€œ", "[^1]", "![x](y)", "{", "}", "\ud83d", "<svg>x</svg>",
)  # fmt: skip


class Made(NamedTuple):
    """A file, and the sentences in it."""

    suffix: str
    data: bytes
    sentences: tuple[str, ...]


def make(seed: int) -> Made:
    """Return the file of a number, always the same."""
    rng = random.Random(seed)
    suffix = SUFFIXES[seed % len(SUFFIXES)] if seed % 2 else ".html"
    sentences = tuple(_sentence(rng, number) for number in range(rng.randint(3, 9)))
    text = {".html": _page, ".jsonl": _rows, ".csv": _table}.get(suffix, _text)(rng, sentences)
    return Made(suffix, text.encode("utf-8", "replace"), sentences)


def silent_losses(made: Made) -> list[str]:
    """Read a file and return the sentences that are neither in a document nor told of in any message; check all places."""
    readings = list(read_bytes(made.data, "a" + made.suffix, made.suffix))
    documents = [reading for reading in readings if isinstance(reading, Document)]
    told = [reading for reading in readings if isinstance(reading, CorpusFailure)]
    raw = made.data.decode()
    for document in documents:
        check_places(document, raw)
    assert all("\n" not in each.message and ";" in each.message for each in told)
    if told:
        return []
    read = "".join(filter(str.isalnum, "".join(document.text for document in documents)))
    return [each for each in made.sentences if "".join(filter(str.isalnum, each)) not in read]


def _sentence(rng: random.Random, number: int) -> str:
    return (
        f"On day {number + 1} of the talks {rng.choice(WHO)} {rng.choice(WHAT)} {rng.choice(WHERE)}, and "
        f"{rng.choice(WHO)} said that it would not be the last time."
    )


def _page(rng: random.Random, sentences: tuple[str, ...]) -> str:
    parts: list[str] = []
    for sentence in sentences:
        words = sentence.split(" ")
        start = rng.randrange(len(words) - 3)
        name = rng.choice(INLINE)
        attributes = rng.choice(("", " aria-hidden='true'", " class='x'", ' id="y" data-z="1>0"'))
        words[start] = f"<{name}{attributes}>{words[start]}"
        words[start + 2] += f"</{name}>"
        block = rng.choice(BLOCKS)
        attributes = rng.choice(("", "", " class='text'", " aria-hidden='true'", " class='promo'"))
        parts.append(f"<{block}{attributes}>{' '.join(words)}</{block}>")
    junk = [rng.choice(JUNK[:13]) for _ in range(rng.randint(0, 4))]
    for piece in junk:
        parts.insert(rng.randint(0, len(parts)), piece)
    return f"<html><head><title>Talks</title></head><body><article>{''.join(parts)}</article></body></html>"


def _text(rng: random.Random, sentences: tuple[str, ...]) -> str:
    parts: list[str] = []
    for sentence in sentences:
        parts.append(
            rng.choice(
                (sentence, sentence, sentence.replace(" and ", " and\n"), sentence.replace(", ", ",\n"))
            )
        )
        parts.append(
            rng.choice(
                ("\n\n", "\n\n", "\r\n\r\n", "\n\n" + rng.choice(JUNK[-28:]).strip("`~<>|[]\\") + "\n\n")
            )
        )
    return "".join(parts)


def _rows(rng: random.Random, sentences: tuple[str, ...]) -> str:
    lines = []
    for sentence in sentences:
        text: object = sentence
        if rng.random() < 0.3:
            text = [sentence[:20], {"type": "bold", "text": sentence[20:40]}, sentence[40:]]
        row = {"id": rng.choice((1, 10**400, None, [1], {"a": 1})), "text": text, "date": "2024-01-02"}
        line = json.dumps(row, ensure_ascii=rng.random() < 0.5)
        lines.append(line if rng.random() < 0.8 else line[: rng.randint(1, len(line))])
    return "\n".join(lines)


def _table(rng: random.Random, sentences: tuple[str, ...]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=rng.choice(",;\t|"))
    writer.writerows([["n", "text"], *([number, sentence] for number, sentence in enumerate(sentences))])
    text = out.getvalue()
    if rng.random() < 0.3:
        at = rng.randint(8, len(text))
        text = text[:at] + rng.choice(('"', '""', "\n", ";", "\x0b")) + text[at:]
    return text


def mutations(made: Made, seed: int, count: int) -> Iterator[Made]:
    """Yield a file with bytes changed, cut out or doubled; of these nothing is known but that they must be survived."""
    rng = random.Random(seed)
    for _ in range(count):
        data = bytearray(made.data)
        for _ in range(rng.randint(1, 5)):
            at = rng.randrange(len(data))
            kind = rng.randrange(4)
            if kind == 0:
                data[at] = rng.randrange(256)
            elif kind == 1:
                del data[at : at + rng.randint(1, 40)]
            elif kind == 2:
                data[at:at] = data[at : at + rng.randint(1, 40)] * rng.randint(1, 5)
            else:
                data[at:at] = rng.choice(JUNK).encode("utf-8", "replace")
            data = data or bytearray(b" ")
        yield Made(made.suffix, bytes(data), ())
