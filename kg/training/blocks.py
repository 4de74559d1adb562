"""Annotated claims as blocks that are written by hand: read, with every fault told by its line.

``docs/annotation.md`` tells the form and how to decide.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ..types import Extent, Modality, Polarity
from .annotated import AnnotatedClaim, AnnotatedDocument, AnnotatedSentence, Argument

__all__ = ["Fault", "Source", "read_blocks", "read_packs"]

_FIELDS = ("trigger", "subject", "relation", "object", "manner", "holder", "condition", "place", "time")
_FOLD = str.maketrans("‘’“”–—\u00a0", "''\"\"-- ")
_BLOCK = re.compile(r"#(?:(\w+)\.)?(\d+)$")


class Fault(NamedTuple):
    """What is wrong in a file of blocks, and in which line."""

    line: int
    reason: str


class Source(NamedTuple):
    """A document as annotators see it: its text and the sentences to be read."""

    text: str
    sentences: tuple[Extent, ...]


class _FaultError(Exception):
    pass


def read_packs(files: Iterable[Path]) -> dict[str, Source]:
    """Read the documents of packs: lines ``## ID ...`` and ``#ID.N text``."""
    sentences: dict[str, list[str]] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            head, _, text = line.partition(" ")
            if head != "##" and (block := _BLOCK.match(head)):
                sentences.setdefault(block[1], []).append(text)
    return {document: _source(texts) for document, texts in sentences.items()}


def _source(sentences: Sequence[str]) -> Source:
    extents, start = [], 0
    for sentence in sentences:
        extents.append(Extent(start, start + len(sentence)))
        start += len(sentence) + 1
    return Source("\n".join(sentences), tuple(extents))


def read_blocks(
    file: Path, relations: Collection[str], sources: Mapping[str, Source] | None = None
) -> tuple[list[AnnotatedDocument], list[Fault]]:
    """Read a file of blocks against the documents of packs, or with its own sentences (``= text``) inline.

    The text of a document that comes from a pack is its sentences one a line, until ``place`` puts it into the raw one.
    """
    reader = _Reader(relations, dict(sources or {}))
    lines = file.read_text(encoding="utf-8").splitlines()
    for start, line in enumerate(lines):  # own sentences first: antecedents may stand anywhere above
        if line.startswith("## ") and start + 1 < len(lines):
            own = _own_sentences(lines[start + 1 :])
            if own:
                reader.sources[line.split()[1]] = _source(own)
    for number, line in enumerate(lines, 1):
        try:
            reader.read(line.strip())
        except _FaultError as fault:
            reader.faults.append(Fault(number, str(fault)))
    return reader.documents(file.stem), reader.faults


def _own_sentences(lines: Sequence[str]) -> list[str]:
    found = []
    for line in lines:
        if line.startswith("## "):
            break
        if line.startswith("= "):
            found.append(line[2:].strip())
    return found


class _Reader:
    def __init__(self, relations: Collection[str], sources: dict[str, Source]) -> None:
        self.relations = relations
        self.sources = sources
        self.faults: list[Fault] = []
        self.found: dict[str, dict[int, list[AnnotatedClaim]]] = {}
        self.document = ""
        self.sentence = -1

    def read(self, line: str) -> None:
        if line.startswith("## "):
            self._open(line.split()[1])
            self.sentence = -1
        elif line.startswith("= "):
            self._begin(self.sentence + 1)
        elif line.startswith("# "):
            return  # a comment: source and licence
        elif line.startswith("#"):
            for item in line.split():
                block = _BLOCK.match(item)
                if not block:
                    raise _FaultError(f"{item!r} is no sentence; write #NUMBER or #DOCUMENT.NUMBER")
                if block[1]:
                    self._open(block[1])
                self._begin(int(block[2]))
        elif line:
            self._add(line)

    def _open(self, document: str) -> None:
        if document not in self.sources:
            raise _FaultError(f"no pack has the document {document!r}")
        self.document = document
        self.found.setdefault(document, {})

    def _begin(self, sentence: int) -> None:
        if not self.document or sentence >= len(self.sources[self.document].sentences):
            raise _FaultError(f"{self.document or 'nothing'} has no sentence {sentence}")
        self.sentence = sentence
        if sentence in self.found[self.document]:
            raise _FaultError(f"{self.document} has a block for sentence {sentence} already")
        self.found[self.document][sentence] = []

    def _add(self, line: str) -> None:
        if self.sentence < 0:
            raise _FaultError("a claim stands before the first block")
        fields = [field.strip() for field in line.split("|")]
        if not 4 <= len(fields) <= len(_FIELDS):
            raise _FaultError(f"{len(fields)} fields; a claim has 4 to {len(_FIELDS)}: {' | '.join(_FIELDS)}")
        given = dict(zip(_FIELDS, fields, strict=False))
        if given["relation"] not in self.relations:
            raise _FaultError(f"no relation is called {given['relation']!r}")
        polarity, modality = _manner(given.get("manner", ""))
        claim = AnnotatedClaim(
            relation=given["relation"],
            subject=self._argument(given["subject"]),
            object=self._argument(given["object"]),
            polarity=polarity,
            modality=modality,
            trigger=None if given["trigger"] == "-" else self._span(given["trigger"]),
            holder=self._argument(given["holder"]) if given.get("holder") else None,
            condition=self._optional(given.get("condition")),
            place=self._optional(given.get("place")),
            time=self._optional(given.get("time")),
        )
        claims = self.found[self.document][self.sentence]
        if any(_key(claim) == _key(other) for other in claims):
            raise _FaultError("the block has this claim already")
        claims.append(claim)

    def _argument(self, written: str) -> Argument:
        local, separator, antecedent = written.partition(">")
        if not separator:
            return (
                Argument(None, self._span(written))
                if written.startswith("@")
                else Argument(self._span(written))
            )
        return Argument(self._span(local) if local.strip() else None, self._span(antecedent))

    def _optional(self, written: str | None) -> Extent | None:
        return self._span(written) if written else None

    def _span(self, written: str) -> Extent:
        words, sentence = written.strip(), self.sentence
        if earlier := re.match(r"@(\d+):", words):
            sentence, words = int(earlier[1]), words[earlier.end() :].strip()
        occurrence = 1
        if again := re.search(r"\^(\d)$", words):
            occurrence, words = int(again[1]), words[: again.start()].strip()
        source = self.sources[self.document]
        if not words or sentence >= len(source.sentences):
            raise _FaultError(f"{written!r} names no words")
        start, end = source.sentences[sentence]
        hits = list(re.finditer(_pattern(words), source.text[start:end].translate(_FOLD)))
        if len(hits) < occurrence:
            raise _FaultError(f"{written!r} does not stand in sentence {sentence}")
        hit = hits[occurrence - 1]
        return Extent(start + hit.start(), start + hit.end())

    def documents(self, annotator: str) -> list[AnnotatedDocument]:
        documents = []
        for id, found in self.found.items():
            source = self.sources[id]
            if missing := sorted(set(range(len(source.sentences))) - set(found)):
                self.faults.append(Fault(0, f"{id}: no block for {', '.join(map(str, missing))}"))
                continue
            read = (AnnotatedSentence(extent, tuple(found[n])) for n, extent in enumerate(source.sentences))
            documents.append(
                AnnotatedDocument(id=id, annotator=annotator, text=source.text, sentences=tuple(read))
            )
        return documents


def _pattern(words: str) -> str:
    """Match the words where they stand as words: no letter of another word next to them."""
    folded = words.translate(_FOLD)
    before = r"(?<!\w)" if folded[0].isalnum() else ""
    after = r"(?!\w)" if folded[-1].isalnum() else ""
    return before + re.escape(folded) + after


def _key(claim: AnnotatedClaim) -> tuple[object, ...]:
    return claim.relation, claim.subject, claim.object, claim.polarity, claim.modality, claim.holder


def _manner(written: str) -> tuple[Polarity, Modality]:
    polarity, name = Polarity.POSITIVE, written.lstrip("+").strip()
    if name.startswith("-"):
        polarity, name = Polarity.NEGATIVE, name[1:].strip()
    fits = [modality for modality in Modality if modality.startswith(name)] if name else [Modality.ASSERTED]
    if len(fits) != 1:
        raise _FaultError(
            f"{written!r} is no polarity and modality; write + or - and one of {', '.join(Modality)}"
        )
    return polarity, fits[0]
