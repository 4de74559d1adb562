"""The whole way on one page: files in, a graph on disk out.

Every document is read into claims by itself and kept as a segment (``segments``), so a second build parses only
what is new; the ledger knows what became of the rest (``ledger``). Then the claims are assembled, all of them or only where
something changed (``changes``), and store, Turtle and page take the place of the old ones together (``writing``): whoever
opens the folder sees one build or the other, also when the disk is full in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ..errors import EmptyCorpusError
from ..ingestion import find_others
from .beside import read_beside
from .corpus import Shelf, add_texts, find_corpus, open_shelf, read_corpus, read_files
from .graph import BuildReport, KnowledgeGraph, open_graph
from .reading import extract_documents, open_reader
from .removal import remove
from .rows import extract_rows
from .segments import Progress, Segment, missing_segments, name_segments, read_segments, sweep
from .writing import Made, write_errors, write_graph, writing_to

__all__ = [
    "BuildReport",
    "KnowledgeGraph",
    "build",
    "extract_documents",
    "extract_rows",
    "open_graph",
    "read_corpus",
    "remove",
]


def build(
    paths: str | Path | Sequence[str | Path],
    output: str | Path = "out",
    *,
    model: str | Path | None = None,
    jobs: int = 1,
    force: bool = False,
    ontology: Iterable[Path] = (),
    progress: Progress | None = None,
    corrections: Path | None = None,
    sources: Path | None = None,
) -> KnowledgeGraph:
    """Build the graph of a corpus in a folder.

    Documents that cannot be read are listed in ``errors.jsonl`` and in the report. The bytes written depend on the
    documents, the model and the ontology alone, not on ``jobs`` or the order of files. ``force`` parses everything
    again. ``corrections`` and ``sources`` are files to use instead of those beside the documents. Raises KGError where
    nothing can be built; what was there before is then untouched.
    """
    reader = open_reader(model, ontology)
    target = Path(output)
    places = [Path(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    classes = reader.ontology.superclasses
    beside = read_beside(places, corrections=corrections, sources=sources, classes=classes)
    files = find_corpus(places, leave_out=target)
    with writing_to(target):
        shelf = Shelf() if force else open_shelf(target)
        documents, failures = read_files(files, shelf)
        failures += filter(None, [find_others(places, leave_out=target)])
        segments = name_segments(documents, reader)
        missing = segments if force else missing_segments(segments, target / "claims")
        texts, unread = add_texts(missing, shelf)
        lost = unread + read_segments(
            texts, target / "claims", reader, jobs, _rest(progress, segments, missing)
        )
        failures += [failure for _, failure in lost]
        names = {segment.name for segment, _ in lost}
        kept = [segment for segment in segments if segment.name not in names]
        if not kept:
            write_errors(target, failures)
            raise EmptyCorpusError(
                "not one document could be read; no graph was written, and none is lost",
                tuple(failure.message for failure in failures),
            )
        made = Made(reader.software, reader.ontology, reader.extra, beside)
        report = write_graph(target, kept, made, shelf, failures=failures, parsed=len(missing), anew=force)
        sweep(target / "claims", kept)
    return KnowledgeGraph(target, report, reader.ontology)


def _rest(
    progress: Progress | None, segments: Sequence[Segment], missing: Sequence[Segment]
) -> Callable[[int], None] | None:
    """Return what to tell how many of the missing documents were read."""
    if progress is None:
        return None
    there, total, tell = len(segments) - len(missing), len(segments), progress
    tell(there, total)
    return lambda done: tell(there + done, total)
