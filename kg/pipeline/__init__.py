"""The whole way on one page: files in, a graph on disk out.

Every document is read into claims by itself and kept as a segment (``segments``), so a second build parses only
what is new. Then all claims are assembled anew, and store, Turtle and page take the place of the old ones
together: whoever opens the folder sees one build or the other, also when the disk is full in between.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .. import __version__
from ..assembly import assemble
from ..errors import CorpusError, EmptyCorpusError, StoreError
from ..export import write
from ..ingestion import CorpusFailure, find_copies, find_files, read_file
from ..records import read_claims, write_documents
from ..store import Software, Store
from ..store.generations import hold
from ..types import Document
from .beside import Beside, idle, keep, read_beside
from .graph import TITLE, BuildReport, KnowledgeGraph, open_graph
from .reading import Reader, extract_documents, open_reader
from .rows import extract_rows
from .segments import Progress, Segment, read_segments, sweep

__all__ = [
    "BuildReport",
    "KnowledgeGraph",
    "build",
    "extract_documents",
    "extract_rows",
    "open_graph",
    "read_corpus",
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
    documents, failures = read_corpus(places, leave_out=target)
    try:
        target.mkdir(parents=True, exist_ok=True)
        with hold(target / ".lock"):
            claims = target / "claims"
            segments, parsed, broken = read_segments(documents, claims, reader, jobs, force, progress)
            return _write(target, segments, parsed, (*failures, *broken), reader, beside)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            f"{target}: the graph cannot be written ({reason}); make room or choose another place. "
            "What was there before is kept"
        ) from error


def read_corpus(
    paths: Iterable[str | Path], *, leave_out: Path | None = None
) -> tuple[tuple[Document, ...], list[CorpusFailure]]:
    """Return the documents under some paths, copies marked, and what could not be read.

    A document's source is its path below the folder that was given. ``leave_out`` is a folder to pass over: a graph
    built within its corpus is not part of it.
    """
    found: list[Document] = []
    failures: list[CorpusFailure] = []
    for file, folder in _find(paths, leave_out).items():
        for item in read_file(file, root=folder):
            if isinstance(item, Document):
                found.append(item)
            else:
                failures.append(item)
    return find_copies(found), failures


def _find(paths: Iterable[str | Path], leave_out: Path | None) -> dict[Path, Path]:
    """Return all files with the folder that each was found in: of several, the outermost."""
    folders: dict[Path, Path] = {}
    for path in sorted(map(Path, paths), key=lambda path: (len(path.parts), path)):
        for file in find_files([path]):
            if leave_out is None or not file.resolve().is_relative_to(leave_out.resolve()):
                folders.setdefault(file, path if path.is_dir() else path.parent)
    if not folders:
        raise CorpusError(
            "no .txt, .md, .html, .jsonl or .csv files there; name a file or a folder that holds some"
        )
    return dict(sorted(folders.items()))


def _write(
    target: Path,
    segments: Sequence[Segment],
    parsed: int,
    failures: tuple[CorpusFailure, ...],
    reader: Reader,
    beside: Beside,
) -> KnowledgeGraph:
    if not segments:
        (target / "errors.jsonl").write_text(_errors(failures), encoding="utf-8")
        raise EmptyCorpusError(
            "not one document could be read; no graph was written, and none is lost",
            tuple(failure.message for failure in failures),
        )
    paths = [target / "claims" / segment.name for segment in segments]
    documents = [segment.document for segment in segments]
    graph = assemble(
        read_claims(paths),
        documents,
        relations=reader.ontology.relations,
        corrections=beside.corrections,
        reliability=beside.reliability,
    )
    claims = sum(len(s.supporting) + len(s.refuting) for s in graph.statements)
    copies = sum(document.origin not in ("", document.id) for document in documents)
    report = BuildReport(len(documents), parsed, claims, len(graph), failures, copies, idle(graph.decisions))
    with _replacing(target) as part:
        write_documents(part / "documents.parquet", graph.documents)
        (part / "manifest.json").write_text(_manifest(segments, report, reader.software), encoding="utf-8")
        (part / "errors.jsonl").write_text(_errors(failures), encoding="utf-8")
        keep(beside, graph.decisions, part)
        write(graph, part / "graph.html", title=TITLE)
        _keep_ontology(reader.extra, part / "ontology")
        Store.create(
            target / "store",
            graph,
            made_by=reader.software,
            extra=reader.extra,
            before=lambda store: write(store, part / "graph.ttl"),
        )
    sweep(target / "claims", segments)
    return KnowledgeGraph(target, report, reader.ontology, graph)


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """Give a folder to write files in, which take the places of the old ones when the block ends well."""
    part = target / ".part"
    shutil.rmtree(part, ignore_errors=True)  # of a build that was killed
    part.mkdir()
    try:
        yield part
        shutil.rmtree(
            target / "ontology", ignore_errors=True
        )  # no folder takes the place of one that holds files
        for path in sorted(part.iterdir()):
            path.replace(target / path.name)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _keep_ontology(extra: Iterable[Path], folder: Path) -> None:
    """Copy what was added to the ontology, so that the graph is read in the words that it was built with."""
    for number, place in enumerate(extra):
        kept = folder / f"{number:02}-{place.name}"
        (kept if place.is_dir() else folder).mkdir(parents=True, exist_ok=True)
        if place.is_dir():
            for file in (*place.glob("*.ttl"), *place.glob("actors*.tsv")):
                shutil.copyfile(file, kept / file.name)
        else:
            shutil.copyfile(place, kept)


def _manifest(segments: Sequence[Segment], report: BuildReport, software: Software) -> str:
    entries = [
        {"id": s.document.id, "source": s.document.source, "origin": s.document.origin, "segment": s.name}
        for s in segments
    ]
    content = {
        "kg": __version__,
        "model": software.model,
        "ontology": software.ontology,
        "documents": sorted(entries, key=lambda entry: entry["id"]),
        "claims": report.claims,
        "statements": report.statements,
        "failed": len(report.failures),
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _errors(failures: Sequence[CorpusFailure]) -> str:
    lines = [
        json.dumps({"source": f.source, "where": f.where, "message": f.message}, ensure_ascii=False)
        for f in failures
    ]
    return "".join(line + "\n" for line in sorted(lines))
