"""What one document says, in its own words. Knows syntax; knows no ontology."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from ..parsing.scores import SCORES
from ..types import Document, Extent, Extraction, Sentence
from .attribution import carry_reporters, find_speech
from .coreference import resolve_coreference
from .mentions import find_mentions
from .propositions import find_propositions
from .readings import TAUGHT, find_readings
from .syntax import Tree, read_trees
from .temporal import find_and_read
from .tuples import Profile

__all__ = ["Profile", "extract"]


def extract(document: Document, doc: Doc, *, profile: Profile = "full") -> Extraction:
    """Read the chains and propositions of a parsed document; ``profile`` is that of the open tuples."""
    trees = list(read_trees(doc))
    scores = doc.user_data.get(SCORES)
    speech = find_speech(trees, document.text)
    chains = resolve_coreference(trees, find_mentions(trees), speech, document.id, scores)
    times = find_and_read(document.text, document.published)
    propositions = carry_reporters(find_propositions(trees, chains, speech, times, profile, scores))
    return Extraction(
        document=document,
        sentences=_sentences(trees, document.text),
        chains=chains,
        propositions=propositions,
        readings=tuple(find_readings(doc, trees, chains, propositions)),
        taught=doc.user_data.get(TAUGHT, frozenset()),
    )


def _sentences(trees: Sequence[Tree], text: str) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(index=tree.index, extent=tree.extent, heading=_is_heading(tree.extent, text))
        for tree in trees
    )


def _is_heading(extent: Extent, text: str) -> bool:
    """Tell whether a sentence is a paragraph of its own without a full stop."""
    alone = text[: extent.start].endswith(("\n\n", "")) and text[extent.end : extent.end + 2] in ("\n\n", "")
    return alone and not text[extent.start : extent.end].rstrip("\"')").endswith((".", "!", ";"))
