"""The parser: load a trained pipeline and run it over documents.

The default is the pipeline in ``kg/model``. Any installed spaCy pipeline for English can be named instead, if it
parses dependencies (UD or ClearNLP labels), tags and recognises names. Paragraph ends are sentence ends:
the parser is told so, it does not have to guess.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import ModelError
from .name_tokens import join_names, sentence_starts
from .resources import model_dir
from .types import Document

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["load_model", "model_digest", "parse", "quiet_threads", "tokenize"]

_UD = {"nsubj", "obj", "obl", "case"}
_CLEAR = {"nsubj", "dobj", "prep", "pobj"}
_NEEDS = {
    "parser": ("parser",),
    "tagger": ("tagger", "morphologizer"),
    "lemmatizer": ("lemmatizer", "trainable_lemmatizer"),
    "ner": ("ner",),
}
_BATCH = 16
_CLOSING = frozenset(".!?:;\"')]}…”’ ")  # a blank token may stand between


def load_model(name: str | Path | None = None) -> Language:
    """Load a pipeline by path or installed name, the embedded one by default.

    Raises ModelError, with the remedy, when there is none or when it is not suited: no parser, no names, labels
    of neither scheme, or not English.
    """
    import spacy

    from . import parsing  # noqa: F401  its components must be known to spaCy

    target = model_dir() if name is None else name
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # version notes of foreign pipelines are no news to our users
            nlp = spacy.load(target)
    except (OSError, ValueError, ImportError, ModelError) as error:
        reason = str(error).splitlines()[0][:160]
        raise ModelError(
            f"cannot load the model {str(target)!r} ({reason}); give an installed spaCy pipeline, a path, or leave --model out"
        ) from error
    _check(nlp, str(target))
    return nlp


def _check(nlp: Language, name: str) -> None:
    if nlp.lang != "en":
        raise ModelError(
            f"the model {name!r} is for language {nlp.lang!r}; kg reads English, choose an English pipeline"
        )
    missing = [need for need, pipes in _NEEDS.items() if not any(pipe in nlp.pipe_names for pipe in pipes)]
    if missing:
        raise ModelError(f"the model {name!r} has no {' and no '.join(missing)}; choose a complete pipeline")
    labels = set(nlp.pipe_labels.get("parser", ()))
    if not (labels >= _UD or labels >= _CLEAR):
        raise ModelError(
            f"the model {name!r} has dependency labels of neither UD nor ClearNLP; choose another pipeline"
        )


def model_digest(nlp: Language) -> str:
    """Return what identifies a pipeline in cache keys and provenance: name, version, and a hash of its files.

    Versions are written by hand; a pipeline that was trained again must not pass for the one before. A pipeline
    that was never on disk has no files, and its name and version have to do.
    """
    meta = nlp.meta
    name = f"{meta.get('lang', 'en')}_{meta.get('name', 'model')}-{meta.get('version', '0')}"
    folder = nlp.path
    return f"{name}+{_hash_files(folder)}" if folder is not None and folder.is_dir() else name


def _hash_files(folder: Path) -> str:
    total = blake2b(digest_size=8)
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    for name in sorted(files):
        if not name.endswith(
            (".md", ".pyc")
        ):  # a card says something about the pipeline and does nothing in it
            content = blake2b(files[name].read_bytes(), digest_size=16)
            total.update(name.encode() + b"\0" + content.digest())
    return total.hexdigest()


def parse(documents: Iterable[Document], nlp: Language) -> Iterator[tuple[Document, Doc]]:
    """Parse documents in batches, in their order."""
    pairs = ((tokenize(document.text, nlp), document) for document in documents)
    for doc, document in nlp.pipe(pairs, as_tuples=True, batch_size=_BATCH):
        yield document, doc


def tokenize(text: str, nlp: Language) -> Doc:
    """Return the tokens of a text, parts of names whole, with the sentence starts that need no parser.

    After every paragraph end there is one; inside a paragraph there is none but after a closing mark.
    """
    import numpy
    from spacy.attrs import SENT_START

    doc = nlp.make_doc(text)
    join_names(doc)
    begun = sentence_starts(doc)
    starts = [0] * len(doc)  # 1 begins a sentence, -1 does not, 0 is for the parser to tell
    for place, word in enumerate([token.text for token in doc][:-1], start=1):
        mark = word[-1]
        if mark == "\n" or place in begun:
            starts[place] = 1
        elif mark not in _CLOSING or (len(word) > 1 and mark in "\"'"):
            starts[place] = -1
    if starts:
        values: Any = numpy.array(starts).astype("uint64").reshape(-1, 1)  # spaCy's types know no such array
        doc.from_array([SENT_START], values)
    return doc


def quiet_threads() -> None:
    """Keep numeric libraries from starting threads of their own: kg's processes are the parallelism."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
