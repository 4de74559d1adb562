"""A graph onto the disk: everything anew, or what differs from the graph that is there.

Whichever way, the bytes are the same: store (as sorted quads), Turtle and page. The files take the places of the old ones
when all of them are whole, and the ledger says which store it belongs to: after a build that was killed in between, the
two do not fit, and the next build writes everything.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
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
from ..store.generations import hold
from ..store.inference import inferred_quads, read_hierarchy, read_ontology
from ..store.updating import name_of, update_store
from ..types import Graph
from .beside import Beside, idle, keep
from .changes import Changed, assemble_changed
from .corpus import Shelf
from .graph import TITLE, BuildReport
from .ledger import LEDGER, Ledger
from .segments import Segment
from .values import dump_statement, no_collection

__all__ = ["Made", "read_errors", "write_errors", "write_graph", "writing_to"]

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
        with _replacing(target) as part:
            write_documents(part / "documents.parquet", graph.documents)
            (part / "manifest.json").write_text(_manifest(segments, report, made.software), encoding="utf-8")
            write_errors(part, failures)
            keep(beside, graph.decisions, part)
            _keep_ontology(made.extra, part / "ontology")
            write(graph, part / "graph.html", title=TITLE)
            if changed is None or ledger is None:
                _write_store(target, graph, made, part)
            else:
                _update_store(target, changed, ledger, made, part)
            state = {
                **_fixed(made),
                "store": name_of(target / "store"),
                "turtle": _digest(part / "graph.ttl"),
            }
            before = None if changed is None else target / LEDGER
            _write_ledger(part, before, segments, graph, votes, parts, shelf, state)
    return report


@contextmanager
def writing_to(target: Path) -> Iterator[None]:
    """Make a folder the place of a graph that only we write to; whatever keeps us from it is an error with the remedy."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        with hold(target / ".lock"):
            yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            f"{target}: the graph cannot be written ({reason}); make room or choose another place. "
            "What was there before is kept"
        ) from error


def write_errors(folder: Path, failures: Sequence[CorpusFailure]) -> None:
    """List what could not be read, and what of the rest was passed over."""
    lines = [
        json.dumps(
            {"source": f.source, "where": f.where, "message": f.message, "severity": f.severity},
            ensure_ascii=False,
        )
        for f in failures
    ]
    (folder / "errors.jsonl").write_text("".join(line + "\n" for line in sorted(lines)), encoding="utf-8")


def read_errors(folder: Path) -> list[CorpusFailure]:
    """Return what ``write_errors`` listed."""
    lines = (folder / "errors.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        CorpusFailure(row["source"], row["message"], row["where"], row.get("severity", "error"))
        for row in map(json.loads, lines)
    ]


def _fitting(target: Path, made: Made, open_: ExitStack) -> Ledger | None:
    """Return the ledger of the graph that is there, if that can be changed: made by the same code, and whole."""
    try:
        ledger = open_.enter_context(Ledger.open(target / LEDGER))
        state = ledger.state()
    except StoreError:
        return None
    expected = {
        **_fixed(made),
        "store": name_of(target / "store"),
        "turtle": _digest(target / "graph.ttl"),
    }
    return ledger if all(state.get(name) == value for name, value in expected.items()) else None


def _fixed(made: Made) -> dict[str, str]:
    return {**made.software._asdict(), "base": BASE, "code": _code(), "beside": made.beside.digest}


@cache
def _code() -> str:
    """Return a hash of all that decides how claims become a graph on disk."""
    total = blake2b(f"{__version__} {pyoxigraph.__version__}".encode(), digest_size=8)
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix in (".py", ".txt", ".tsv", ".css", ".js") and "model" not in path.parts:
            total.update(path.read_bytes())
    return total.hexdigest()


def _digest(file: Path) -> str:
    try:
        return blake2b(file.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return ""


# --- files ------------------------------------------------------------------------------------


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


def _keep_ontology(extra: Sequence[Path], folder: Path) -> None:
    """Copy what was added to the ontology, so that the graph is read in the words that it was built with."""
    for number, place in enumerate(extra):
        again = place.parent == folder.parent.parent / folder.name  # kept by an earlier build of this graph
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


def _write_store(target: Path, graph: Graph, made: Made, part: Path) -> None:
    Store.create(
        target / "store",
        graph,
        made_by=made.software,
        extra=made.extra,
        before=lambda store: write(store, part / "graph.ttl"),
    )


def _update_store(target: Path, changed: Changed, ledger: Ledger, made: Made, part: Path) -> None:
    hierarchy = read_hierarchy(read_ontology(ontology_dir(), made.extra))
    old, new = (
        set(chain(to_quads(side, made_by=made.software), inferred_quads(side, hierarchy)))
        for side in (changed.gone, changed.new)
    )
    old.update(parse(ledger.conflicts(), format=RdfFormat.N_QUADS))
    new.update(_conflict_quads(changed.graph))
    gone, fresh = old - new, new - old
    subjects = {quad.subject for quad in gone | fresh if isinstance(quad.subject, NamedNode)}

    def splice(store: Store) -> None:
        turtle = (target / "graph.ttl").read_bytes()
        (part / "graph.ttl").write_bytes(splice_turtle(turtle, store, subjects))

    update_store(target / "store", gone, fresh, before=splice)


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
