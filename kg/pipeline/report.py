"""What a build tells of itself, and what its files are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..ingestion import CorpusFailure

__all__ = ["ERRORS", "MANIFEST", "PAGE", "TITLE", "TURTLE", "BuildReport"]

PAGE, TURTLE, MANIFEST, ERRORS = "graph.html", "graph.ttl", "manifest.json", "errors.jsonl"
TITLE = "Who claims what"  # of the page; the same for every folder, because the same graph is the same file


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``parsed`` counts the documents that were not taken from an earlier build.

    ``idle`` has a line for each correction that no longer applies, ``warnings`` tell what of documents and folders that
    were read was passed over.
    """

    documents: int
    parsed: int
    claims: int
    statements: int
    failures: tuple[CorpusFailure, ...] = ()
    copies: int = 0
    idle: tuple[str, ...] = ()
    warnings: tuple[CorpusFailure, ...] = ()
