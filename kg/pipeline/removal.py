"""A document out of a graph: what it alone supported goes with it, and the file that it was read from stays as it is."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from ..errors import StoreError
from ..ids import local_name
from ..ingestion import find_copies
from ..ontology import Ontology, load_ontology
from ..store import Software
from ..store.checksums import check_files
from ..store.generations import Held, current_generation, hold_current
from ..types import Document
from .beside import kept as kept_beside
from .beside import kept_ontology
from .corpus import Shelf
from .ledger import LEDGER, Ledger
from .report import BuildReport
from .segments import Segment, check_segments
from .writing import Made, read_errors, write_graph, writing_to

__all__ = ["take_out"]

_NEAR = 5  # documents that are named when none fits


def take_out(target: Path, document: str) -> tuple[Held, BuildReport, Ontology]:
    """Take a document out of the graph in a folder, and return the new generation with what was done; see ``graph.remove``."""
    with writing_to(target):
        generation = current_generation(target)
        check_files(generation, [LEDGER], whole=True)
        with Ledger.open(generation / LEDGER) as ledger:
            state, segments = ledger.state(), ledger.segments()
            shelf = Shelf(readings=ledger.readings(), sketches=ledger.sketches())
        gone = _find([segment.document for segment in segments], document)
        kept = [segment for segment in segments if segment.document.id != gone.id]
        if not kept:
            raise StoreError(f"{gone.source} is the only document of the graph; delete {target} instead")
        check_segments(target / "claims" / segment.name for segment in segments)
        names = {segment.document.id: segment.name for segment in kept}
        origins = find_copies([segment.document for segment in kept], shelf.sketches)
        del shelf.sketches[gone.id]
        software = Software(state["version"], state["model"], state["ontology"])
        extra = kept_ontology(generation)
        made = Made(software, load_ontology(extra=extra), extra, kept_beside(generation))
        remaining = [Segment(each, names[each.id]) for each in origins]
        sources = {segment.document.source for segment in remaining}
        failures = [
            failure
            for failure in read_errors(generation)
            if failure.severity == "error" or not failure.source or failure.source in sources
        ]
        report = write_graph(target, remaining, made, shelf, failures=failures)
        return hold_current(target), report, made.ontology


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
