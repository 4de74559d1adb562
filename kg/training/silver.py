"""Names in raw text on which two recognisers agree, to learn from beside the gold.

One voice is the pipeline that is shipped today, the other any pipeline with the labels of OntoNotes. Where they
disagree about a token, its tag is missing (``-``): the student learns what both know and decides the rest itself.
"""

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from random import Random

from spacy.language import Language
from spacy.tokens import Doc

from .names import MISSING
from .treebank import Sentence

__all__ = ["agreed", "annotate_sentences", "annotate_texts", "paragraphs", "read_reserved"]

_LABELS = {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "MISC"}
_MISC = {"PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"}
_SHARES = {  # of the words drawn
    "wikinews_full": 0.45,
    "wp_current_events": 0.2,
    "state_press": 0.12,
    "whitehouse_press": 0.08,
    "wikipedia_politics": 0.15,
}
_LONGEST = 110  # words of a paragraph


def paragraphs(raw: Path, words: int, reserved: frozenset[str], seed: int) -> Iterator[str]:
    """Yield about so many words of paragraphs, drawn from all corpora; documents with a reserved sentence are left out."""
    rng = Random(seed)
    for name, share in _SHARES.items():
        with gzip.open(raw / f"{name}.txt.gz", "rt", encoding="utf-8") as lines:
            documents = re.split(r"\n\s*\n", lines.read())
        rng.shuffle(documents)
        left = words * share
        for document in documents:
            if left <= 0:
                break
            if holds_reserved(document, reserved):
                continue
            for paragraph in rng.sample(held := document.split("\n"), min(3, len(held))):
                count = len(paragraph.split())
                if 8 <= count <= _LONGEST:
                    left -= count
                    yield " ".join(paragraph.split())


def read_reserved(path: Path) -> frozenset[str]:
    """Return the digests of sentences that judge kg later; none where the file is absent."""
    return frozenset(path.read_text(encoding="utf-8").split()) if path.is_file() else frozenset()


def holds_reserved(text: str, reserved: frozenset[str]) -> bool:
    """Tell whether any run of up to three pieces between sentence ends is reserved."""
    pieces = re.split(r"(?<=[.!?”\"])\s+", " ".join(text.split()))
    runs = (" ".join(pieces[i : i + n]) for n in (1, 2, 3) for i in range(len(pieces) - n + 1))
    return any(sha256(run.casefold().encode()).hexdigest()[:16] in reserved for run in runs)


def agreed(
    first: Sequence[tuple[int, int, str]], second: Sequence[tuple[int, int, str]], size: int
) -> list[str]:
    """Return BIO tags: names that both find alike, ``O`` where both find none, missing elsewhere.

    >>> agreed([(0, 2, "ORG"), (3, 4, "GPE")], [(0, 2, "ORG")], 5)
    ['B-ORG', 'I-ORG', 'O', '-', 'O']
    """
    tags = ["O"] * size
    for start, end, _ in {*first, *second}:
        tags[start:end] = [MISSING] * (end - start)
    for start, end, label in {*first} & {*second}:
        tags[start:end] = (
            [f"B-{label}", *[f"I-{label}"] * (end - start - 1)] if label else [MISSING] * (end - start)
        )
    return tags


def annotate_texts(texts: Iterable[str], own: Language, other: Language) -> Iterator[dict[str, object]]:
    """Yield rows as ``names.read_rows`` reads them."""
    for doc in own.pipe(texts, batch_size=32):
        yield _row("silver", doc, _second(doc, other))


def annotate_sentences(
    sentences: Iterable[Sentence], own: Language, other: Language
) -> Iterator[dict[str, object]]:
    """Yield one row for each sentence of a treebank; ``src`` is its id."""
    for sentence in sentences:
        doc = Doc(own.vocab, words=list(sentence.words), spaces=list(sentence.spaces))
        for _, component in own.pipeline:
            doc = component(doc)
        yield _row(sentence.id, doc, _second(doc, other))


def write_rows(rows: Iterable[dict[str, object]], path: Path) -> None:
    """Write rows as JSON lines, gzipped."""
    with gzip.open(path, "wt", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _second(doc: Doc, other: Language) -> Doc:
    again = Doc(other.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
    for _, component in other.pipeline:
        again = component(again)
    return again


def _row(source: str, first: Doc, second: Doc) -> dict[str, object]:
    tags = agreed(_names(first), _names(second), len(first))
    spaces = [bool(token.whitespace_) for token in first]
    return {"src": source, "tokens": [token.text for token in first], "spaces": spaces, "tags": tags}


def _names(doc: Doc) -> list[tuple[int, int, str]]:
    """Return the names; a product has no label (weapons are found by pattern), a figure is no name."""
    found = []
    for ent in doc.ents:
        start = ent.start + (ent[0].lower_ == "the" and len(ent) > 1)  # OntoNotes has the article inside
        if ent.label_ in _LABELS:
            found.append((start, ent.end, ent.label_))
        elif ent.label_ in _MISC:
            found.append((start, ent.end, ""))
    return found
