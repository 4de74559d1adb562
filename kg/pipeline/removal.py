"""A document out of a graph: what it alone supported goes with it, and the file that it was read from stays as it is."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from ..errors import StoreError
from ..ids import local_name
from ..ingestion import find_copies
from ..ontology import load_ontology
from ..store import Software
from ..types import Document
from .beside import kept as kept_beside
from .corpus import Shelf
from .graph import KnowledgeGraph, kept_ontology
from .ledger import LEDGER, Ledger
from .segments import Segment, sweep
from .writing import Made, read_errors, write_graph, writing_to

__all__ = ["remove"]

_NEAR = 5  # documents that are named when none fits


def remove(path: str | Path, document: str) -> KnowledgeGraph:
    """Take a document out of the graph in a folder: by its id, the last part of that, or its source.

    The graph is then what a build without the document gives, to the byte. A later build of a corpus that still holds its
    file reads it again. Raises StoreError where no document fits, or several do.
    """
    target = Path(path)
    with Ledger.open(target / LEDGER):  # before a lock is made where no graph is
        pass
    with writing_to(target):
        with Ledger.open(target / LEDGER) as ledger:
            state, segments = ledger.state(), ledger.segments()
            shelf = Shelf(readings=ledger.readings(), sketches=ledger.sketches())
        gone = _find([segment.document for segment in segments], document)
        kept = [segment for segment in segments if segment.document.id != gone.id]
        if not kept:
            raise StoreError(f"{gone.source} is the only document of the graph; delete {target} instead")
        names = {segment.document.id: segment.name for segment in kept}
        origins = find_copies([segment.document for segment in kept], shelf.sketches)
        del shelf.sketches[gone.id]
        software = Software(state["version"], state["model"], state["ontology"])
        extra = kept_ontology(target)
        made = Made(software, load_ontology(extra=extra), extra, kept_beside(target))
        remaining = [Segment(each, names[each.id]) for each in origins]
        sources = {segment.document.source for segment in remaining}
        failures = [
            failure
            for failure in read_errors(target)
            if failure.severity == "error" or not failure.source or failure.source in sources
        ]
        report = write_graph(target, remaining, made, shelf, failures=failures)
        sweep(target / "claims", remaining)
    return KnowledgeGraph(target, report, made.ontology)


def _find(documents: Sequence[Document], name: str) -> Document:
    """Return the one document of a name, or raise with those that come near."""
    fits = [each for each in documents if name in (each.id, local_name(each.id))]
    fits = fits or [each for each in documents if name == each.source]
    fits = fits or [each for each in documents if Path(name).name == Path(each.source).name]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise StoreError(
            f"several documents are called {name}: {_list(sorted(fits, key=lambda each: each.source)[:_NEAR])}; give the id of one"
        )
    raise StoreError(f"no document is called {name}; near to it come {_list(_near(documents, name))}")


def _near(documents: Sequence[Document], name: str) -> list[Document]:
    by_name = {each.source: each for each in reversed(documents)} | {
        local_name(each.id): each for each in documents
    }
    near = difflib.get_close_matches(name, sorted(by_name), n=_NEAR, cutoff=0.0)
    return list(dict.fromkeys(by_name[each] for each in near))


def _list(documents: Sequence[Document]) -> str:
    return ", ".join(f"{each.source} ({local_name(each.id)})" for each in documents)
