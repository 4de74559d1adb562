"""Read treebank sentences from CoNLL-U as plain values.

Only the syntactic words are kept. A sentence is skipped where words and blanks do not spell its text, since
everything later is trained and measured on raw text; in the treebanks used that is a handful.
"""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from .mentions import Asked, MentionOf, heads_of, pointing

__all__ = ["Sentence", "read_sentences", "write_sentences"]

ROOT = "ROOT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a treebank: a column for each thing annotated. A root is its own head."""

    id: str
    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    starts_document: bool = False
    starts_paragraph: bool = False
    mentions: tuple[MentionOf, ...] = ()

    @property
    def text(self) -> str:
        """The words with the blanks between them, none at the end."""
        spelled = (word + " " * space for word, space in zip(self.words, self.spaces, strict=True))
        return "".join(spelled).rstrip()


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a ``.conllu`` or ``.conllu.gz`` file whose words spell their text."""
    document = paragraph = False
    known: set[str] = set()
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        for comments, rows in _blocks(lines):
            document = document or any(line.startswith("# newdoc") for line in comments)
            paragraph = paragraph or document or any(line.startswith("# newpar") for line in comments)
            sentence = _sentence(comments, rows)
            if sentence is not None:
                if document:
                    known = set()
                mentions = tuple(_mentions(sentence, rows, known))
                yield replace(
                    sentence, starts_document=document, starts_paragraph=paragraph, mentions=mentions
                )
                document = paragraph = False


def write_sentences(sentences: Iterable[Sentence], out: TextIO) -> None:
    """Write CoNLL-U that ``read_sentences`` reads back."""
    for sentence in sentences:
        if sentence.starts_document:
            out.write(f"# newdoc id = {sentence.id}\n")
        if sentence.starts_paragraph:
            out.write("# newpar\n")
        out.write(f"# sent_id = {sentence.id}\n# text = {sentence.text}\n")
        for place, word in enumerate(sentence.words):
            head = sentence.heads[place]
            columns = (
                str(place + 1),
                word,
                sentence.lemmas[place],
                sentence.upos[place],
                sentence.xpos[place],
                sentence.feats[place] or "_",
                "0" if head == place else str(head + 1),
                "root" if head == place else sentence.relations[place],
                "_",
                "_" if sentence.spaces[place] else "SpaceAfter=No",
            )
            out.write("\t".join(columns) + "\n")
        out.write("\n")


def _blocks(lines: Iterable[str]) -> Iterator[tuple[list[str], list[list[str]]]]:
    comments: list[str] = []
    rows: list[list[str]] = []
    for line in (*lines, ""):
        line = line.rstrip("\n")
        if line.startswith("#"):
            comments.append(line)
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield comments, rows
            comments, rows = [], []


def _sentence(comments: list[str], rows: list[list[str]]) -> Sentence | None:
    spaces = _spaces(rows)
    words = [row for row in rows if row[0].isdigit()]
    if any(" " in row[1] or not row[1].strip() for row in words):
        return None
    sentence = Sentence(
        id=_comment(comments, "sent_id"),
        words=tuple(row[1] for row in words),
        spaces=tuple(spaces[int(row[0])] for row in words),
        lemmas=tuple(row[1] if row[2] == "_" else row[2] for row in words),
        upos=tuple(row[3] for row in words),
        xpos=tuple(row[4] for row in words),
        feats=tuple("" if row[5] == "_" else row[5] for row in words),
        heads=tuple(int(row[6]) - 1 if row[6] != "0" else index for index, row in enumerate(words)),
        relations=tuple(row[7] if row[6] != "0" else ROOT for row in words),
    )
    text = " ".join(_comment(comments, "text").split())
    return sentence if not text or sentence.text == text else None


def _mentions(sentence: Sentence, rows: list[list[str]], known: set[str]) -> Iterator[MentionOf]:
    """Yield the mentions that the treebank marks; ``known`` are the chains of the document so far."""
    entities = [_misc(row, "Entity") for row in rows if row[0].isdigit()]
    if not any(entities):
        return
    document = sentence.id.rpartition("-")[0]
    for word, number in heads_of(entities, sentence.heads):
        chain = f"{document}:{number}"
        below = (sentence.words[i].lower() for i, head in enumerate(sentence.heads) if head == word)
        asked = Asked.NOT
        if pointing(sentence.words[word], sentence.upos[word], below):
            asked = Asked.GIVEN if chain in known else Asked.NEW
        known.add(chain)
        yield MentionOf(word, chain, asked)


def _misc(row: list[str], name: str) -> str:
    return next((part[len(name) + 1 :] for part in row[9].split("|") if part.startswith(f"{name}=")), "")


def _spaces(rows: list[list[str]]) -> dict[int, bool]:
    """Return for each word number whether a blank follows; inside a multi-word token none does."""
    spaces: dict[int, bool] = {}
    inside = 0
    after = True
    for row in rows:
        if "-" in row[0]:
            inside = int(row[0].split("-")[1])
            after = "SpaceAfter=No" not in row[9]
        elif row[0].isdigit():
            number = int(row[0])
            spaces[number] = (after if number == inside else False) if number <= inside else _blank(row)
    return spaces


def _blank(row: list[str]) -> bool:
    return "SpaceAfter=No" not in row[9]


def _comment(comments: list[str], name: str) -> str:
    start = f"# {name} = "
    return next((line[len(start) :].strip() for line in comments if line.startswith(start)), "")
