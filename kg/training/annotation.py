"""Annotated claims as they are committed, without the text of others, and joined with it again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import KGError
from ..types import Extent, Modality, Polarity
from .annotated import AnnotatedClaim, AnnotatedDocument, AnnotatedSentence, Argument
from .blocks import read_blocks
from .corpora import CORPORA, fold_digest, text_of

__all__ = [
    "AnnotatedClaim",
    "AnnotatedDocument",
    "AnnotatedSentence",
    "Argument",
    "load",
    "write",
]

_HEAD = "# Claims of open news, annotated for kg: offsets and labels, no text. Source: own annotation. Licence: MIT.\n"


_ENDS = ("subject", "object", "holder")
_SPANS = ("trigger", "condition", "place", "time")


def place(document: AnnotatedDocument, shared: Path) -> AnnotatedDocument:
    """Put a document of a pack into its raw text; own sentences are their own text."""
    if document.id[:2] not in CORPORA or not document.id[2:].isdecimal():
        return document
    raw = text_of(document.id, shared)
    moved, start = {}, 0
    for sentence in document.sentences:
        words = document.words(sentence.extent)
        start = raw.find(words, start)
        if start < 0:
            raise KGError(
                f"{document.id}: the raw text lacks {words[:60]!r}; take the pack of the same corpora"
            )
        moved[sentence.extent] = start - sentence.extent.start
        start += len(words)

    def shift(extent: Extent | None) -> Extent | None:
        if extent is None:
            return None
        by = next(by for old, by in moved.items() if old.start <= extent.start <= extent.end <= old.end)
        return Extent(extent.start + by, extent.end + by)

    return replace(document, text=raw, sentences=_map(document.sentences, shift))


def _map(sentences: Iterable[AnnotatedSentence], shift: Any) -> tuple[AnnotatedSentence, ...]:
    def argument(of: Argument | None) -> Argument | None:
        return of and Argument(shift(of.span), shift(of.antecedent))

    def claim(of: AnnotatedClaim) -> AnnotatedClaim:
        moved: dict[str, Any] = {name: argument(getattr(of, name)) for name in _ENDS}
        moved.update({name: shift(getattr(of, name)) for name in _SPANS})
        return replace(of, **moved)

    return tuple(AnnotatedSentence(shift(s.extent), tuple(map(claim, s.claims))) for s in sentences)


def write(documents: Iterable[AnnotatedDocument], file: Path, shared: Path) -> int:
    """Write documents as JSON lines: ids, offsets, labels, and a digest of each sentence, but none of its words."""
    rows = [_row(place(document, shared)) for document in documents]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join([_HEAD, *(json.dumps(row) + "\n" for row in rows)]), encoding="utf-8")
    return len(rows)


def _row(document: AnnotatedDocument) -> dict[str, Any]:
    sentences = []
    for extent, claims in document.sentences:
        row: dict[str, Any] = {"at": extent, "digest": fold_digest(document.words(extent))}
        if claims:
            row["claims"] = [_claim_row(claim) for claim in claims]
        sentences.append(row)
    return {"document": document.id, "annotator": document.annotator, "sentences": sentences}


def _claim_row(claim: AnnotatedClaim) -> dict[str, Any]:
    row: dict[str, Any] = {"relation": claim.relation}
    for name in (*_ENDS, *_SPANS):
        if (value := getattr(claim, name)) is not None:
            row[name] = value
    if claim.polarity is not Polarity.POSITIVE:
        row["polarity"] = claim.polarity
    if claim.modality is not Modality.ASSERTED:
        row["modality"] = claim.modality
    return row


def load(path: Path, shared: Path, relations: Collection[str] | None = None) -> Iterator[AnnotatedDocument]:
    """Yield the documents of a file, or of all files of a folder, joined with their text.

    ``*.jsonl`` is news whose text stands in ``shared``, ``*.txt`` is blocks with sentences of our own. Claims of
    relations outside ``relations`` are left out.
    """
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in files:
        if file.suffix == ".jsonl":
            documents: Iterable[AnnotatedDocument] = _load_rows(file, shared)
        elif file.suffix == ".txt":
            documents = _load_own(file, relations)
        else:
            continue
        for document in documents:
            yield document if relations is None else _only(document, relations)


def _only(document: AnnotatedDocument, relations: Collection[str]) -> AnnotatedDocument:
    kept = (
        AnnotatedSentence(extent, tuple(claim for claim in claims if claim.relation in relations))
        for extent, claims in document.sentences
    )
    return replace(document, sentences=tuple(kept))


def _load_own(file: Path, relations: Collection[str] | None) -> list[AnnotatedDocument]:
    documents, faults = read_blocks(file, {*_inventory(), *(relations or ())})
    if faults:
        raise KGError(f"{file}:{faults[0].line}: {faults[0].reason}")
    return documents


@cache
def _inventory() -> frozenset[str]:
    from ..ontology import load_ontology

    return frozenset(load_ontology().relations)


def _load_rows(file: Path, shared: Path) -> Iterator[AnnotatedDocument]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        row = json.loads(line)
        text = text_of(row["document"], shared)
        sentences = []
        for of in row["sentences"]:
            extent = Extent(*of["at"])
            if fold_digest(text[extent.start : extent.end]) != of["digest"]:
                raise KGError(
                    f"{file}:{number}: the raw text of {row['document']} is not the one that was annotated"
                )
            sentences.append(AnnotatedSentence(extent, tuple(map(_claim, of.get("claims", ())))))
        yield AnnotatedDocument(
            id=row["document"], annotator=row["annotator"], text=text, sentences=tuple(sentences)
        )


def _claim(row: Mapping[str, Any]) -> AnnotatedClaim:
    given: dict[str, Any] = {
        name: Argument(*(Extent(*extent) if extent else None for extent in row[name]))
        for name in _ENDS
        if name in row
    }
    given.update({name: Extent(*row[name]) for name in _SPANS if name in row})
    return AnnotatedClaim(
        relation=row["relation"],
        polarity=Polarity(row.get("polarity", Polarity.POSITIVE)),
        modality=Modality(row.get("modality", Modality.ASSERTED)),
        **given,
    )
