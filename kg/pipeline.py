"""The whole way on one page: files in, a graph on disk out.

Every document is read into claims by itself and kept as a segment named by its content, the model and the
ontology, so a second build parses only what is new. Then all claims are assembled, and store, Turtle and page
are written anew and swapped in.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from . import __version__
from .assembly import assemble
from .errors import CorpusError, StoreError
from .extraction import VERSION, extract
from .ids import digest
from .ingestion import CorpusFailure, find_copies, find_files, read_bytes, read_file, read_lines
from .mapping import map_extraction
from .nlp import load_model, model_digest, parse, quiet_threads
from .ontology import Ontology, load_ontology
from .records import read_claims, read_documents, write_claims, write_documents
from .store import Answer, Software, Store
from .types import IRI, Claim, Document, Extraction, Graph

if TYPE_CHECKING:
    import networkx as nx
    import rdflib
    from spacy.language import Language

    from .store.validation import Violation

__all__ = ["BuildReport", "KnowledgeGraph", "build", "extract_documents", "open_graph", "read_corpus"]

Progress = Callable[[int, int], None]  # documents done, documents in all

_BATCH = 8  # documents handed to a worker at a time


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``parsed`` counts the documents that were not taken from an earlier build."""

    documents: int
    parsed: int
    claims: int
    statements: int
    failures: tuple[CorpusFailure, ...] = ()
    copies: int = 0


class _Segment(NamedTuple):
    """A document with the name of the file that keeps its claims."""

    document: Document
    name: str


class _Reader(NamedTuple):
    """What reads documents, and how worker processes get the same."""

    nlp: Language
    ontology: Ontology
    model: str | Path | None
    extra: tuple[Path, ...]

    @property
    def software(self) -> Software:
        """What goes into cache keys and into the provenance of the graph."""
        return Software(__version__, model_digest(self.nlp), self.ontology.digest)


class KnowledgeGraph:
    """A graph on disk: its values, its store and its views. Everything is read when first asked for."""

    def __init__(
        self, path: Path, report: BuildReport | None = None, ontology: Ontology | None = None
    ) -> None:
        self.path = path
        self.report = report
        self._ontology = ontology

    @cached_property
    def ontology(self) -> Ontology:
        """The ontology that the graph is queried with."""
        return self._ontology or load_ontology()

    @cached_property
    def graph(self) -> Graph:
        """The statements, entities, conflicts and documents as values."""
        documents = tuple(read_documents(self.path / "documents.parquet"))
        claims = read_claims([self.path / "claims" / name for name in self._manifest()["segments"]])
        return assemble(claims, documents, relations=self.ontology.relations)

    @cached_property
    def store(self) -> Store:
        """The store, read-only."""
        return Store.open(self.path / "store")

    def query(self, sparql: str, *, saved: bool = False, **parameters: str) -> Answer:
        """Answer a SPARQL query, or a saved one by name with its parameters bound."""
        return self.store.ask_saved(sparql, parameters) if saved else self.store.query(sparql)

    def to_networkx(self) -> nx.MultiDiGraph[IRI]:
        """Return the statements as a multigraph of entities."""
        from .analysis import to_networkx

        return to_networkx(self.graph)

    def to_rdflib(self) -> rdflib.Graph:
        """Return the store as an rdflib graph."""
        from .store.interop import to_rdflib

        return to_rdflib(self.store)

    def write(self, path: str | Path) -> None:
        """Write the graph in the format of the file's suffix."""
        from .export import VIEWS, write

        view = Path(path).suffix.lower() in VIEWS
        write(self.graph if view else self.store, path)

    @property
    def page(self) -> Path:
        """The interactive page."""
        return (self.path / "graph.html").resolve()

    def validate(self) -> tuple[Violation, ...]:
        """Check the store against the SHACL shapes."""
        from .store.validation import validate

        return validate(self.store)

    def __len__(self) -> int:
        return len(self.graph)

    def _repr_html_(self) -> str:
        from html import escape

        page = (self.path / "graph.html").read_text(encoding="utf-8")
        return f'<iframe srcdoc="{escape(page, quote=True)}" width="100%" height="700" sandbox="allow-scripts"></iframe>'

    def _manifest(self) -> dict[str, list[str]]:
        try:
            manifest = json.loads((self.path / "manifest.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise StoreError(f"{self.path} holds no graph; run: kg build CORPUS -o {self.path}") from None
        except (ValueError, OSError) as error:
            raise StoreError(f"{self.path}/manifest.json cannot be read ({error}); build again") from error
        return {"segments": [entry["segment"] for entry in manifest["documents"]]}


def open_graph(path: str | Path) -> KnowledgeGraph:
    """Open what ``build`` wrote; StoreError with the remedy where there is nothing."""
    graph = KnowledgeGraph(Path(path))
    graph._manifest()
    return graph


def build(
    paths: str | Path | Sequence[str | Path],
    output: str | Path = "out",
    *,
    model: str | Path | None = None,
    jobs: int = 1,
    force: bool = False,
    ontology: Iterable[Path] = (),
    progress: Progress | None = None,
) -> KnowledgeGraph:
    """Build the graph of a corpus in a folder.

    Documents that cannot be read are listed in ``errors.jsonl`` and in the report. The bytes written depend on the
    documents, the model and the ontology alone, not on ``jobs`` or the order of files. ``force`` parses everything
    again. Raises KGError where nothing can be built; what was there before is then untouched.
    """
    extra = tuple(ontology)
    quiet_threads()
    reader = _Reader(load_model(model), load_ontology(extra=extra), model, extra)
    documents, failures = read_corpus([paths] if isinstance(paths, str | Path) else paths)
    target = Path(output)
    try:
        (target / "claims").mkdir(parents=True, exist_ok=True)
        segments, parsed, broken = _read_segments(documents, target, reader, jobs, force, progress)
        return _write(target, segments, reader, parsed, (*failures, *broken))
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            f"{target}: cannot write the graph ({reason}); the graph there before is kept"
        ) from error


def read_corpus(paths: Iterable[str | Path]) -> tuple[tuple[Document, ...], list[CorpusFailure]]:
    """Return the documents under some paths, copies marked, and what could not be read."""
    found: list[Document] = []
    failures: list[CorpusFailure] = []
    files = find_files(paths)
    for path in files:
        for item in read_file(path):
            if isinstance(item, Document):
                found.append(item)
            else:
                failures.append(item)
    if not files:
        raise CorpusError(
            "no .txt, .md, .html, .jsonl or .csv files there; name a file or a folder that holds some"
        )
    return find_copies(found), failures


def extract_documents(
    documents: Iterable[Document], nlp: Language, ontology: Ontology
) -> Iterator[tuple[Extraction, tuple[Claim, ...]]]:
    """Read documents into propositions and claims, in their order."""
    for document, doc in parse(documents, nlp):
        extraction = extract(document, doc)
        yield extraction, map_extraction(extraction, ontology)


def extract_rows(
    sources: Sequence[str],
    *,
    lines: bool = False,
    model: str | Path | None = None,
    ontology: Iterable[Path] = (),
) -> Iterator[tuple[str, CorpusFailure | None]]:
    """Yield JSON lines, one a sentence, of files, folders or stdin (``-``); a failure takes the place of a line.

    With ``lines`` every input line is a document of its own and gets exactly one object.
    """
    from .export.rows import document_row, dumps, sentence_rows

    vocabulary = load_ontology(extra=ontology)
    nlp = load_model(model)
    for item in _sources(sources, lines):
        if isinstance(item, CorpusFailure):
            yield "", item
            continue
        for extraction, claims in extract_documents([item], nlp, vocabulary):
            if lines:
                yield dumps(document_row(extraction, claims, vocabulary)), None
            else:
                yield from ((dumps(row), None) for row in sentence_rows(extraction, claims, vocabulary))


def _sources(sources: Sequence[str], lines: bool) -> Iterator[Document | CorpusFailure]:
    for source in sources:
        if source == "-":
            data = sys.stdin.buffer.read()
            yield from read_lines(_text(data), "-") if lines else read_bytes(data, "-", ".txt")
        elif lines:
            yield from read_lines(_text(Path(source).read_bytes()), source)
        else:
            for path in find_files([source]):
                yield from read_file(path)


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", errors="replace")


# --- reading documents into segments ----------------------------------------------------------


def _read_segments(
    documents: Sequence[Document],
    target: Path,
    reader: _Reader,
    jobs: int,
    force: bool,
    progress: Progress | None,
) -> tuple[list[_Segment], int, list[CorpusFailure]]:
    key = digest(*reader.software, VERSION)
    segments = [_Segment(d, f"{digest(d.id, str(d.published), key, size=12)}.parquet") for d in documents]
    missing = [s for s in segments if force or not (target / "claims" / s.name).exists()]
    broken: list[CorpusFailure] = []
    done = len(segments) - len(missing)
    for batch in _run(missing, reader, jobs):
        for segment, claims in batch:
            if isinstance(claims, CorpusFailure):
                broken.append(claims)
            else:
                _write_segment(target / "claims" / segment.name, claims)
            done += 1
            if progress is not None:
                progress(done, len(segments))
    lost = {failure.source for failure in broken}
    return [s for s in segments if s.document.source not in lost], len(missing), broken


_Result = tuple[_Segment, "tuple[Claim, ...] | CorpusFailure"]


def _run(missing: Sequence[_Segment], reader: _Reader, jobs: int) -> Iterator[list[_Result]]:
    batches = [list(missing[i : i + _BATCH]) for i in range(0, len(missing), _BATCH)]
    if jobs <= 1 or len(batches) <= 1:
        for batch in batches:
            yield _claims_of(batch, reader.nlp, reader.ontology)
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(jobs, context, _start_worker, (reader.model, reader.extra)) as pool:
        yield from pool.map(_work, batches)


class _Worker:
    """What a worker process holds between batches."""

    nlp: Language
    ontology: Ontology


def _start_worker(model: str | Path | None, extra: tuple[Path, ...]) -> None:
    quiet_threads()
    _Worker.nlp = load_model(model)
    _Worker.ontology = load_ontology(extra=extra)


def _work(batch: list[_Segment]) -> list[_Result]:
    return _claims_of(batch, _Worker.nlp, _Worker.ontology)


def _claims_of(batch: Sequence[_Segment], nlp: Language, ontology: Ontology) -> list[_Result]:
    try:
        read = extract_documents([segment.document for segment in batch], nlp, ontology)
        return [(segment, claims) for segment, (_, claims) in zip(batch, read, strict=True)]
    except Exception as error:  # noqa: BLE001 - one bad document must not stop a corpus: find it, list it, go on
        if len(batch) > 1:
            return [result for segment in batch for result in _claims_of([segment], nlp, ontology)]
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        document = batch[0].document
        message = f"{document.source}: cannot be read into claims ({reason}); please report it with the file"
        return [(batch[0], CorpusFailure(document.source, message, "extraction"))]


def _write_segment(path: Path, claims: Sequence[Claim]) -> None:
    """Write a segment whole or not at all."""
    partial = path.with_suffix(".partial")
    write_claims(partial, claims)
    partial.replace(path)


# --- writing the graph ------------------------------------------------------------------------


def _write(
    target: Path,
    segments: Sequence[_Segment],
    reader: _Reader,
    parsed: int,
    failures: tuple[CorpusFailure, ...],
) -> KnowledgeGraph:
    documents = [segment.document for segment in segments]
    paths = [target / "claims" / segment.name for segment in segments]
    graph = assemble(read_claims(paths), documents, relations=reader.ontology.relations)
    Store.create(target / "store", graph, made_by=reader.software)
    claims = sum(len(s.supporting) + len(s.refuting) for s in graph.statements)
    copies = sum(document.origin not in ("", document.id) for document in documents)
    report = BuildReport(len(documents), parsed, claims, len(graph), failures, copies)
    result = KnowledgeGraph(target, report, reader.ontology)
    result.__dict__["graph"] = graph
    _replace(target / "documents.parquet", lambda path: write_documents(path, graph.documents))
    _replace(
        target / "manifest.json", lambda path: path.write_text(_manifest(segments, report), encoding="utf-8")
    )
    _replace(target / "errors.jsonl", lambda path: path.write_text(_errors(failures), encoding="utf-8"))
    _replace(target / "graph.ttl", result.write)
    _replace(target / "graph.html", result.write)
    _sweep(target / "claims", {segment.name for segment in segments})
    return result


def _replace(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside its place and swap it in."""
    partial = path.with_name(f".partial-{path.name}")
    write(partial)
    partial.replace(path)


def _manifest(segments: Sequence[_Segment], report: BuildReport) -> str:
    entries = [
        {"id": s.document.id, "source": s.document.source, "origin": s.document.origin, "segment": s.name}
        for s in segments
    ]
    content = {
        "kg": __version__,
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


def _sweep(folder: Path, kept: set[str]) -> None:
    """Remove segments that no document of this build has."""
    for path in folder.iterdir():
        if path.name not in kept:
            path.unlink()
