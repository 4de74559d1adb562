"""Measure the store beside rdflib and beside bare Oxigraph, on a graph that is made up.

Run by hand: ``python tests/benchmarks/store.py [--triples 1000000] [--rounds 25]``. Everything is measured in one run on one
machine, in seconds of CPU of all threads, for queries the median of some rounds. All hold the same triples: kg and Oxigraph
on disk, rdflib in memory. kg loads with several threads; where cores are idle its clock shows less than its CPU.

Exit code 1 says that a bar was missed: loading at least 6 times as fast as rdflib, each query at least 8 times as fast as
rdflib and at most 1.5 times as slow as bare Oxigraph, Turtle written at least 10 times as fast as by rdflib.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeVar

import rdflib

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from kg.export import write
from kg.ids import mint
from kg.store import Store
from kg.store.vocabulary import PREFIXES
from kg.types import Claim, Document, Entity, Graph, Interval, Modality, Role, Statement
from tests.builders import claim, document, entity, holder

LOAD, QUERY, LAYER, TURTLE = 6.0, 8.0, 1.5, 10.0
REPORTS = 12  # of every tenth statement
TRIPLES_OF_STATEMENT = 60  # with its evidence, and its share of documents and inference
RELATIONS = (
    *("threatensSanctions", "buysFrom", "sellsTo", "negotiatesWith", "criticizes", "visits", "suppliesTo"),
    *("signsAgreementWith", "accuses", "threatens", "cooperatesWith", "imposesSanctionsOn"),
)
WORDS = ("missiles", "fighters", "sanctions", "talks", "a loan", "spare parts", "an embargo", "observers")
DAY = date(2018, 1, 1)

QUERIES = {
    "evidence": f"""SELECT ?sentence ?begin ?document {{
        <{mint("statement", "600")}> kg:supportedBy ?evidence .
        ?evidence kg:sentence ?sentence ; nif:beginIndex ?begin ; prov:wasDerivedFrom ?document }}""",
    "dated threats": """SELECT ?statement ?begins {
        ?statement sem:eventType kg:threatens ; kg:begins ?begins .
        FILTER(?begins >= "2018-06-01"^^xsd:date && ?begins <= "2018-08-31"^^xsd:date) }""",
    "count by relation": """SELECT ?relation (COUNT(?statement) AS ?n) {
        ?statement rdf:predicate ?relation } GROUP BY ?relation""",
    "two hops": """SELECT DISTINCT ?b ?c {
        ?a rdfs:label "Actor 4" ; kg:tradesWith ?b . ?b kg:tradesWith ?c . FILTER(?c != ?a) }""",
    "top actors": """SELECT ?name ?n { ?who rdfs:label ?name {
        SELECT ?who (COUNT(?statement) AS ?n) { ?statement rdf:subject ?who }
        GROUP BY ?who ORDER BY DESC(?n) ?who LIMIT 20 } }""",
    "text filter": """SELECT ?evidence ?sentence {
        ?evidence kg:sentence ?sentence . FILTER(CONTAINS(LCASE(?sentence), "spare parts 77")) }""",
}

T = TypeVar("T")


class Row(NamedTuple):
    """What something took with kg, with rdflib and with bare Oxigraph, in seconds; and the bars."""

    name: str
    kg: float
    rdflib: float
    bar: float
    bare: float | None = None

    @property
    def met(self) -> bool:
        return self.rdflib / self.kg >= self.bar and (self.bare is None or self.kg / self.bare <= LAYER)


def clock(work: Callable[[], T]) -> tuple[float, T]:
    """Return the seconds of CPU that some work takes, and what it gives."""
    begin = time.process_time()
    result = work()
    return time.process_time() - begin, result


def load_often(place: Path, file: Path) -> tuple[float, float]:
    """Return the seconds of CPU and of the clock that loading a file into a store on disk takes, the least of three."""
    seconds = []
    for _ in range(3):
        shutil.rmtree(place, ignore_errors=True)
        begin = time.perf_counter()
        cpu, _ = clock(lambda: Store.load(place, file))
        seconds.append((cpu, time.perf_counter() - begin))
    return min(seconds)


def make_graph(statements: int) -> Graph:
    """Return a graph of so many statements: threats and deals between actors, dated, told in documents."""
    actors = [entity(f"Actor {number}", "Organization") for number in range(max(statements // 60, 20))]
    documents = [
        document(
            f"report {number}", published=DAY + timedelta(number % 900), publisher=f"Outlet {number % 40}"
        )
        for number in range(max(statements // 8, 1))
    ]
    made = tuple(sorted(_statements(statements, actors, documents), key=lambda each: each.id))
    return Graph(documents=tuple(documents), entities=tuple(actors), statements=made)


def _statements(count: int, actors: list[Entity], documents: list[Document]) -> Iterator[Statement]:
    modalities = (Modality.ASSERTED, Modality.ASSERTED, Modality.PLANNED, Modality.THREATENED)
    for number in range(count):
        subject = actors[number * number % len(actors)]
        other = actors[(number * 31 + 7) % len(actors)]
        relation = RELATIONS[number % len(RELATIONS)]
        begin = DAY + timedelta(number * 7 % 900)
        said = tuple(
            _said(subject, relation, other, number * REPORTS + report, begin, documents)
            for report in range(1 if number % 10 else REPORTS)
        )
        yield Statement(
            id=mint("statement", str(number)),
            subject=subject.id,
            relation=relation,
            object=other.id,
            modality=modalities[number // len(RELATIONS) % len(modalities)],
            supporting=said,
            roles=(Role("theme", actors[number % 13]),),
            time=said[0].time,
            belief=600,
        )


def _said(
    subject: Entity, relation: str, other: Entity, number: int, begin: date, documents: list[Document]
) -> Claim:
    said = claim(
        subject,
        relation,
        other,
        document=f"report {number % len(documents)}",
        at=number,
        holders=(holder(f"Actor {number % 97}"),),
        time=Interval(begin, begin + timedelta(2), "that week"),
    )
    words = WORDS[number % len(WORDS)]
    sentence = f"{subject.name} and {other.name} spoke of {words} {number}, people said."
    return replace(said, evidence=replace(said.evidence, sentence=sentence))


# --- the two sides ----------------------------------------------------------------------------


def measure_files(graph: Graph, folder: Path) -> tuple[list[Row], Store, rdflib.Graph]:
    """Write the graph as Turtle and load it again: into a store on disk, and into rdflib in memory."""
    made, built = clock(lambda: Store.create(folder / "built", graph))
    wrote, _ = clock(lambda: write(built, folder / "kg.ttl"))
    loaded, elapsed = load_often(folder / "store", folder / "kg.ttl")
    other = rdflib.Graph(identifier=rdflib.URIRef("urn:kg:graph:all"))
    parsed, _ = clock(lambda: other.parse(folder / "kg.ttl", format="turtle"))
    serialized, _ = clock(lambda: other.serialize(folder / "rdflib.ttl", format="turtle"))
    store = Store.open(folder / "store")
    if len(store) != len(other):
        raise SystemExit(f"rdflib read {len(other)} triples, kg {len(store)}")
    print(f"{len(other)} triples, {len(graph)} statements; made from values, with inference, in {made:.1f} s")
    print(f"Turtle loaded in {elapsed:.1f} s of the clock")
    return (
        [Row("load Turtle", loaded, parsed, LOAD), Row("write Turtle", wrote, serialized, TURTLE)],
        built,
        other,
    )


def measure_query(name: str, sparql: str, store: Store, other: rdflib.Graph, rounds: int) -> Row:
    """Ask all three the same question, and check that they give the same number of rows."""
    prefixes = dict(PREFIXES)

    def ask_bare() -> int:
        found = store.oxigraph.query(sparql, prefixes=prefixes)
        return sum(1 for _ in found)

    ask_bare()  # reads from disk what all rounds ask for
    ours = [clock(lambda: store.query(sparql)) for _ in range(rounds)]
    bare = [clock(ask_bare) for _ in range(rounds)]
    theirs = [clock(lambda: len(list(other.query(sparql, initNs=prefixes)))) for _ in range(min(rounds, 3))]
    rows = {len(ours[0][1]), bare[0][1], theirs[0][1]}
    if len(rows) != 1 or rows == {0}:
        raise SystemExit(f"{name}: the answers differ or are empty: {rows} rows")
    seconds = [median(second for second, _ in found) for found in (ours, theirs, bare)]
    return Row(f"{name} ({rows.pop()} rows)", seconds[0], seconds[1], QUERY, seconds[2])


def measure(triples: int, rounds: int) -> bool:
    """Print the table, and return whether every bar is met."""
    with tempfile.TemporaryDirectory() as place:
        graph = make_graph(triples // TRIPLES_OF_STATEMENT)
        rows, store, other = measure_files(graph, Path(place))
        del graph
        gc.collect()
        gc.freeze()  # millions of objects of rdflib are not to be walked over while queries are timed
        rows += [measure_query(*each, store, other, rounds) for each in QUERIES.items()]
    print(f"{'':26}{'kg':>10}{'rdflib':>10}{'Oxigraph':>10}{'faster':>9}{'bar':>6}{'layer':>8}")
    for row in rows:
        bare = f"{row.bare * 1000:8.1f}ms" if row.bare else f"{'':10}"
        layer = f"{row.kg / row.bare:7.2f}x" if row.bare else f"{'':8}"
        print(
            f"{row.name:26}{row.kg * 1000:8.1f}ms{row.rdflib * 1000:8.0f}ms{bare}{row.rdflib / row.kg:8.1f}x"
            f"{row.bar:5.0f}x{layer}{'' if row.met else '  missed'}"
        )
    return all(row.met for row in rows)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description="Measure the store beside rdflib and bare Oxigraph.")
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=25)
    options = parser.parse_args()
    sys.exit(0 if measure(options.triples, options.rounds) else 1)


if __name__ == "__main__":
    main()
