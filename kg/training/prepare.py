"""First step: what is derived from the data once.

``KIND.spacy`` and ``KIND-dev.spacy`` hold every sentence as written, for spaCy's own tools (``spacy debug data``,
``spacy evaluate``); training draws its own passes. ``lemmas.json`` holds the learnt exceptions.
"""

import json
from itertools import chain
from pathlib import Path

import spacy

from .config import KINDS
from .convert import save
from .curriculum import plain_lessons, read_corpus
from .lemmas import learn_exceptions
from .treebank import Sentence

__all__ = ["LEMMAS", "prepare"]

LEMMAS = "lemmas.json"


def prepare(data: Path, work: Path) -> dict[str, int]:
    """Write documents and lemma exceptions into ``work``; return how many tokens and exceptions there are."""
    work.mkdir(parents=True, exist_ok=True)
    vocab = spacy.blank("en").vocab
    counts = {}
    for kind in KINDS:
        for part, name in (("train", kind), ("dev", f"{kind}-dev")):
            drawn = plain_lessons(read_corpus(kind, data, part))
            counts[name] = save((lesson.doc(vocab) for lesson in drawn), work / f"{name}.spacy")
    sentences = chain.from_iterable(read_corpus("syntax", data).values())
    found = (entry for entry in sentences if isinstance(entry, Sentence))
    exceptions = learn_exceptions(found, spacy.blank("en"))
    written = json.dumps(exceptions, ensure_ascii=False, indent=0, sort_keys=True)
    (work / LEMMAS).write_text(written + "\n", encoding="utf-8")
    return counts | {"lemma exceptions": sum(len(forms) for forms in exceptions.values())}
