"""Measure what kg costs beside the parser that it cannot do without.

Run by hand: ``python tests/benchmarks/overhead.py [--words 60000] [--rounds 3] [--profile]``. Printed are CPU seconds of
one process, the least of some rounds, and each as a share of bare ``nlp.pipe`` on the same text. Loading the model and
importing libraries count for neither side. The text is Wikinews of 2019 and 2020 where it lies beside the
repository, and else ``corpus/`` over and over with other numbers in it.

Exit code 1 says that a limit was missed: the whole way at most 1.6 times the bare parse, and extraction with mapping at most
35 % of it.
"""

from __future__ import annotations

import argparse
import cProfile
import gzip
import pstats
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from kg.assembly import assemble
from kg.export import write
from kg.extraction import extract
from kg.ingestion import find_files
from kg.mapping import map_extraction
from kg.nlp import parse
from kg.pipeline import build, read_corpus
from kg.pipeline.reading import Reader, open_reader
from kg.records import read_claims, write_claims
from kg.store import Store

WIKINEWS = ROOT.parent / "shared" / "data" / "raw" / "wikinews_2019_2020.txt.gz"
ARTICLE = 400  # words of one document
END_TO_END, READING = 1.6, 0.35

T = TypeVar("T")
Costs = dict[str, float]


def cpu(work: Callable[[], T]) -> tuple[float, T]:
    """Return the CPU seconds that some work takes, and what it gives."""
    begin = time.process_time()
    result = work()
    return time.process_time() - begin, result


# --- text -------------------------------------------------------------------------------------


def write_corpus(folder: Path, words: int) -> None:
    """Write articles of about the same length until there are enough words."""
    written = 0
    for number, article in enumerate(_wikinews() if WIKINEWS.exists() else _variations()):
        (folder / f"{number:04}.txt").write_text(article, encoding="utf-8")
        written += len(article.split())
        if written >= words:
            return


def _wikinews() -> Iterator[str]:
    article: list[str] = []
    with gzip.open(WIKINEWS, "rt", encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            article.append(line)
            if sum(len(paragraph.split()) for paragraph in article) >= ARTICLE:
                yield "\n".join(article)
                article.clear()


def _variations() -> Iterator[str]:
    texts = [
        path.read_text(encoding="utf-8") for path in find_files([ROOT / "corpus"]) if path.suffix == ".md"
    ]
    for number in count(1):
        for text in texts:
            yield "\n\n".join(f"{paragraph} ({number}.)" for paragraph in text.split("\n\n"))


# --- costs ------------------------------------------------------------------------------------


def whole_way(folder: Path, out: Path) -> float:
    """Return what a build costs beyond loading the model and the ontology."""
    loading, _ = cpu(open_reader)
    building, _ = cpu(lambda: build(folder, out, force=True))
    return building - loading


def stages(folder: Path, out: Path, reader: Reader) -> Costs:
    """Return what each step of a build costs when it is done by itself."""
    out.mkdir(exist_ok=True)
    costs: Costs = {}

    def step(name: str, work: Callable[[], T]) -> T:
        costs[name], result = cpu(work)
        return result

    documents, _ = step("ingestion", lambda: read_corpus([folder]))
    parsed = step("parse", lambda: list(parse(documents, reader.nlp)))
    extractions = step("extraction", lambda: [extract(document, doc) for document, doc in parsed])
    claims = step("mapping", lambda: [map_extraction(e, reader.ontology) for e in extractions])
    paths = [out / f"{number}.parquet" for number in range(len(claims))]
    step("claims to disk", lambda: [write_claims(p, c) for p, c in zip(paths, claims, strict=True)])
    relations = reader.ontology.relations
    graph = step("assembly", lambda: assemble(read_claims(paths), documents, relations=relations))
    store = step("store", lambda: Store.create(out / "store", graph, made_by=reader.software))
    step("turtle", lambda: write(store, out / "graph.ttl"))
    step("page", lambda: write(graph, out / "graph.html"))
    return costs


def least(rounds: list[Costs]) -> Costs:
    """Return the least of each cost: what else runs on a machine can only add to it."""
    return {name: min(costs[name] for costs in rounds) for name in rounds[0]}


def measure(words: int, rounds: int, profile: bool) -> bool:
    """Print the costs, and return whether they are within the limits."""
    reader = open_reader()
    with tempfile.TemporaryDirectory() as place:
        folder, out = Path(place, "corpus"), Path(place, "out")
        folder.mkdir()
        write_corpus(folder, words)
        texts = [path.read_text(encoding="utf-8") for path in find_files([folder])]
        build(find_files([folder])[:1], Path(place, "warm"))  # imports what is imported late
        found: list[Costs] = []
        for number in range(rounds):
            bare, _ = cpu(lambda: sum(len(doc) for doc in reader.nlp.pipe(texts)))
            whole = whole_way(folder, Path(place, f"out{number}"))
            found.append({"nlp.pipe": bare, "kg build": whole, **stages(folder, out, reader)})
        if profile:
            _profile(folder, Path(place, "profiled"))
    costs = least(found)
    return report(costs, sum(len(text.split()) for text in texts), len(texts))


def report(costs: Costs, words: int, documents: int) -> bool:
    """Print a table of costs, and return whether they are within the limits."""
    bare = costs["nlp.pipe"]
    print(f"{words} words in {documents} documents; {words / bare:.0f} words a second in bare nlp.pipe")
    for name, cost in costs.items():
        print(f"{name:16} {cost:7.2f} s  {cost / bare:7.1%}")
    reading = (costs["extraction"] + costs["mapping"]) / bare
    whole = costs["kg build"] / bare
    print(f"end to end  {whole:.2f} times the bare parse (limit {END_TO_END})")
    print(f"reading     {reading:.1%} of the bare parse (limit {READING:.0%})")
    return whole <= END_TO_END and reading <= READING


def _profile(folder: Path, out: Path) -> None:
    profiler = cProfile.Profile()
    profiler.runcall(build, folder, out)
    table = pstats.Stats(profiler)
    table.sort_stats("tottime").print_stats(25)
    table.sort_stats("cumulative").print_stats(r"kg/", 40)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description="Measure what kg costs beside the bare parser.")
    parser.add_argument("--words", type=int, default=60_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    options = parser.parse_args()
    sys.exit(0 if measure(options.words, options.rounds, options.profile) else 1)


if __name__ == "__main__":
    main()
