"""A build: files in, a graph on disk out.

Every document is read into claims by itself and kept as a segment (``segments``), so a second build parses only
what is new; the ledger knows what became of the rest (``ledger``). Then the claims are assembled, all of them or only where
something changed (``changes``), and a new generation with store, Turtle and page takes the place of the old one in one switch
(``writing``): whoever opens the folder sees one build or the other, also when the disk is full in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import EmptyCorpusError
from ..ingestion import CorpusFailure, find_others
from ..store.generations import hold_current
from ..types import Claim
from .beside import read_beside
from .corpus import Shelf, add_texts, find_corpus, open_shelf, read_files
from .graph import KnowledgeGraph
from .segments import Progress, Segment, name_segments, segment_name

if TYPE_CHECKING:
    from .reading import Reader

__all__ = ["build"]


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
    target = Path(output)
    places = [Path(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    files = find_corpus(places, leave_out=target)
    from .reading import open_reader  # only now: what is not there is told at once
    from .writing import Made, write_failed, write_graph, writing_to

    reader = open_reader(model, ontology)
    classes = reader.ontology.superclasses
    beside = read_beside(places, corrections=corrections, sources=sources, classes=classes)
    with writing_to(target):
        shelf = Shelf() if force else open_shelf(target)
        documents, failures = read_files(files, shelf)
        failures += filter(None, [find_others(places, leave_out=target)])
        segments = name_segments(documents, reader, None if force else target / "claims")
        missing = [segment for segment in segments if segment.missing]
        texts, unread = add_texts(missing, shelf)
        names, lost = read_segments(
            texts, target / "claims", reader, jobs, _rest(progress, segments, missing)
        )
        failures += [failure for _, failure in (*unread, *lost)]
        read = [segment._replace(name=names.get(segment.name, segment.name)) for segment in segments]
        kept = [segment for segment in read if not segment.missing]
        if not kept:
            write_failed(target, failures)
            raise EmptyCorpusError(
                "not one document could be read; no graph was written, and none is lost",
                tuple(failure.message for failure in failures),
            )
        made = Made(reader.software, reader.ontology, reader.extra, beside)
        report = write_graph(target, kept, made, shelf, failures=failures, parsed=len(missing), anew=force)
        held = hold_current(target)
    return KnowledgeGraph(target, held, report, reader.ontology)


def _rest(
    progress: Progress | None, segments: Sequence[Segment], missing: Sequence[Segment]
) -> Callable[[int], None] | None:
    """Return what to tell how many of the missing documents were read."""
    if progress is None:
        return None
    there, total, tell = len(segments) - len(missing), len(segments), progress
    tell(there, total)
    return lambda done: tell(there + done, total)


def read_segments(
    segments: Sequence[Segment],
    folder: Path,
    reader: Reader,
    jobs: int = 1,
    progress: Callable[[int], None] | None = None,
) -> tuple[dict[str, str], list[tuple[Segment, CorpusFailure]]]:
    """Read documents with their texts into segments, and return their names by what these begin with, and which could not be read.

    ``progress`` is told how many were.
    """
    from .reading import batched, read_batches

    folder.mkdir(exist_ok=True)
    names, lost, done = {}, [], 0
    batches = list(batched(segments))
    for batch, results in zip(
        batches, read_batches([[s.document for s in batch] for batch in batches], reader, jobs), strict=True
    ):
        for segment, claims in zip(batch, results, strict=True):
            if isinstance(claims, CorpusFailure):
                lost.append((segment, claims))
            else:
                names[segment.name] = _write(folder, segment.name, claims)
        done += len(batch)
        if progress is not None:
            progress(done)
    return names, lost


def _write(folder: Path, key: str, claims: Iterable[Claim]) -> str:
    from ..records import write_claims

    part = folder / f"{key}.new"
    write_claims(part, claims)
    name = segment_name(part, key)
    part.replace(folder / name)
    return name
