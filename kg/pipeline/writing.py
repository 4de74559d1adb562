"""A graph onto the disk: everything anew, or what differs from the graph that is there.

Whichever way, the bytes are the same: store (as sorted quads), Turtle and page. All files are written into a generation of
their own, which takes the place of the old one in one switch. What is taken over from the old one is only what is whole; if
any of its files is damaged, everything is made anew from the segments.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from .. import __version__
from ..assembly import Vote, assemble_segments
from ..errors import StoreError
from ..export import write
from ..export.splicing import splice_turtle
from ..ids import BASE
from ..ingestion import CorpusFailure
from ..ontology import Ontology
from ..records import write_documents
from ..resources import ontology_dir
from ..store import Software, Store, to_quads
from ..store.checksums import check_files
from ..store.generations import LOCK, current_generation, generations, hold, new_generation
from ..store.inference import inferred_quads, read_hierarchy, read_ontology
from ..store.updating import update_store
from ..types import Graph
from .beside import Beside, idle, keep
from .changes import Changed, assemble_changed
from .corpus import Shelf
from .ledger import LEDGER, Ledger
from .report import ERRORS, MANIFEST, PAGE, TITLE, TURTLE, BuildReport
from .segments import Segment, sweep
from .values import dump_statement, no_collection

__all__ = ["Made", "read_errors", "write_errors", "write_failed", "write_graph", "writing_to"]

_PACKAGE = Path(__file__).parent.parent


class Made(NamedTuple):
    """What a graph is made with: software, the ontology as values, where what was added to it lies, corrections."""

    software: Software
    ontology: Ontology
    extra: tuple[Path, ...]
    beside: Beside


def write_graph(
    target: Path,
    segments: Sequence[Segment],
    made: Made,
    shelf: Shelf,
    *,
    failures: Sequence[CorpusFailure],
    parsed: int = 0,
    anew: bool = False,
) -> BuildReport:
    """Write the graph of some segments into a folder, in one piece or not at all.

    What the graph that is there has in common with it stays, unless all is to be made ``anew`` or there are corrections,
    which can touch anything.
    """
    claims, relations, beside = target / "claims", made.ontology.relations, made.beside
    with no_collection(), ExitStack() as open_:
        ledger = None if anew or beside.corrections else _fitting(target, made, open_)
        changed = (
            None
            if ledger is None
            else assemble_changed(ledger, segments, claims, relations, beside.reliability)
        )
        if changed is None:
            paths = [claims / segment.name for segment in segments]
            documents = [segment.document for segment in segments]
            graph, votes = assemble_segments(
                paths,
                documents,
                relations=relations,
                corrections=beside.corrections,
                reliability=beside.reliability,
            )
            parts = Graph(), graph
        else:
            graph, votes = changed.graph, changed.votes
            parts = changed.gone, changed.new
        report = _report(graph, parsed, failures)
        with new_generation(target) as part:
            write_documents(part / "documents.parquet", graph.documents)
            (part / MANIFEST).write_text(_manifest(segments, report, made.software), encoding="utf-8")
            write_errors(part, failures)
            keep(beside, graph.decisions, part)
            _keep_ontology(made.extra, part / "ontology")
            write(graph, part / PAGE, title=TITLE)
            if changed is None or ledger is None:
                _write_store(graph, made, part)
                before = None
            else:
                before = ledger.path
                _update_store(before.parent, changed, ledger, made, part)
            _write_ledger(part, before, segments, graph, votes, parts, shelf, _fixed(made))
    sweep(claims, _named_segments(target))
    return report


@contextmanager
def writing_to(target: Path) -> Iterator[None]:
    """Make a folder the place of a graph that only we write to; whatever keeps us from it is an error with the remedy."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        with hold(target / LOCK):
            yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            f"{target}: the graph cannot be written ({reason}); make room or choose another place. "
            "What was there before is kept"
        ) from error


def write_failed(target: Path, failures: Sequence[CorpusFailure]) -> None:
    """List what could not be read where no graph is that the list could be taken to belong to."""
    try:
        current_generation(target)
    except StoreError:
        write_errors(target, failures)


def write_errors(folder: Path, failures: Sequence[CorpusFailure]) -> None:
    """List what could not be read, and what of the rest was passed over."""
    lines = [
        json.dumps(
            {"source": f.source, "where": f.where, "message": f.message, "severity": f.severity},
            ensure_ascii=False,
        )
        for f in failures
    ]
    (folder / ERRORS).write_text("".join(line + "\n" for line in sorted(lines)), encoding="utf-8")


def read_errors(folder: Path) -> list[CorpusFailure]:
    """Return what ``write_errors`` listed."""
    check_files(folder, [ERRORS])
    lines = (folder / ERRORS).read_text(encoding="utf-8").splitlines()
    return [
        CorpusFailure(row["source"], row["message"], row["where"], row.get("severity", "error"))
        for row in map(json.loads, lines)
    ]


def _fitting(target: Path, made: Made, open_: ExitStack) -> Ledger | None:
    """Return the ledger of the graph that is there, if that can be changed: made by the same code, and whole."""
    try:
        generation = current_generation(target)
        check_files(generation, whole=True)
        check_files(generation / "store", whole=True)
        ledger = open_.enter_context(Ledger.open(generation / LEDGER))
        state = ledger.state()
    except StoreError:
        return None
    return ledger if all(state.get(name) == value for name, value in _fixed(made).items()) else None


def _fixed(made: Made) -> dict[str, str]:
    return {**made.software._asdict(), "base": BASE, "code": _code(), "beside": made.beside.digest}


@cache
def _code() -> str:
    """Return a hash of all that decides how claims become a graph on disk."""
    total = blake2b(f"{__version__} {pyoxigraph.__version__}".encode(), digest_size=8)
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix in (".py", ".toml", ".tsv", ".css", ".js") and "model" not in path.parts:
            total.update(path.read_bytes())
    return total.hexdigest()


# --- files ------------------------------------------------------------------------------------


def _named_segments(target: Path) -> set[str]:
    """Return the segments of all generations that are there: the current one, and those that somebody still reads."""
    names: set[str] = set()
    for generation in generations(target):
        with suppress(OSError, ValueError, LookupError, TypeError):  # a damaged one names none
            content = json.loads((generation / MANIFEST).read_text(encoding="utf-8"))
            names.update(entry["segment"] for entry in content["documents"])
    return names


def _keep_ontology(extra: Sequence[Path], folder: Path) -> None:
    """Copy what was added to the ontology, so that the graph is read in the words that it was built with."""
    for number, place in enumerate(extra):
        again = place.parent.name == folder.name and place.is_relative_to(
            folder.parents[2]
        )  # kept by an earlier build
        kept = folder / (place.name if again else f"{number:02}-{place.name}")
        (kept if place.is_dir() else folder).mkdir(parents=True, exist_ok=True)
        if place.is_dir():
            for file in (*place.glob("*.ttl"), *place.glob("actors*.tsv")):
                shutil.copyfile(file, kept / file.name)
        else:
            shutil.copyfile(place, kept)


def _report(graph: Graph, parsed: int, failures: Sequence[CorpusFailure]) -> BuildReport:
    claims = sum(len(each.supporting) + len(each.refuting) for each in graph.statements)
    copies = sum(each.origin not in ("", each.id) for each in graph.documents)
    idling = idle(graph.decisions)
    lost = tuple(failure for failure in failures if failure.severity == "error")
    warnings = tuple(failure for failure in failures if failure.severity != "error")
    return BuildReport(len(graph.documents), parsed, claims, len(graph), lost, copies, idling, warnings)


def _manifest(segments: Sequence[Segment], report: BuildReport, software: Software) -> str:
    entries = [
        {"id": s.document.id, "source": s.document.source, "origin": s.document.origin, "segment": s.name}
        for s in segments
    ]
    content = {
        "kg": software.version,
        "model": software.model,
        "ontology": software.ontology,
        "documents": sorted(entries, key=lambda entry: entry["id"]),
        "claims": report.claims,
        "statements": report.statements,
        "failed": len(report.failures),
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


# --- store and Turtle -------------------------------------------------------------------------


def _write_store(graph: Graph, made: Made, part: Path) -> None:
    Store.create(
        part / "store",
        graph,
        made_by=made.software,
        extra=made.extra,
        before=lambda store: write(store, part / TURTLE),
    )


def _update_store(old: Path, changed: Changed, ledger: Ledger, made: Made, part: Path) -> None:
    hierarchy = read_hierarchy(read_ontology(ontology_dir(), made.extra))
    earlier, later = (
        set(chain(to_quads(side, made_by=made.software), inferred_quads(side, hierarchy)))
        for side in (changed.gone, changed.new)
    )
    earlier.update(parse(ledger.conflicts(), format=RdfFormat.N_QUADS))
    later.update(_conflict_quads(changed.graph))
    gone, fresh = earlier - later, later - earlier
    subjects = {quad.subject for quad in gone | fresh if isinstance(quad.subject, NamedNode)}

    def splice(store: Store) -> None:
        turtle = (old / TURTLE).read_bytes()
        (part / TURTLE).write_bytes(splice_turtle(turtle, store, subjects))

    update_store(old / "store", part / "store", gone, fresh, before=splice)


def _conflict_quads(graph: Graph) -> Iterator[Quad]:
    return to_quads(Graph(conflicts=graph.conflicts))


# --- the ledger -------------------------------------------------------------------------------


def _write_ledger(
    part: Path,
    before: Path | None,
    segments: Sequence[Segment],
    graph: Graph,
    votes: Counter[Vote],
    parts: tuple[Graph, Graph],
    shelf: Shelf,
    state: Mapping[str, str],
) -> None:
    """Write a ledger, or change a copy of the one before by the parts that are gone and new."""
    gone, new = parts
    with Ledger.write(part / LEDGER, before) as ledger:
        ledger.set_state(state)
        ledger.set_segments(segments)
        ledger.set_readings(shelf.readings)
        ledger.set_sketches(shelf.sketches)
        ledger.set_votes(votes)
        ledger.set_conflicts(serialize(_conflict_quads(graph), format=RdfFormat.N_QUADS) or b"")
        stay = {each.id for each in new.statements}
        ledger.put_statements(
            ((each.id, dump_statement(each)) for each in new.statements),
            gone=(each.id for each in gone.statements if each.id not in stay),
        )
