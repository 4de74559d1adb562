"""Measure how long ten million claims take to assemble, and how much memory.

Run by hand: ``python tests/benchmarks/assembly.py [--claims 10000000] [--folder DIR]``. The claims are made up, the same in
every run: 25 a document, 40,000 people and states of very unequal fame, one document in ten a copy, one claim in three with
a day, a month or a year before its document. They are written as Parquet segments first; a process of its own then votes on entities, resolves them, groups the claims into statements and
scores belief. Printed are its CPU and wall seconds, its peak of resident memory, and a hash of all statements.

Exit code 1 says that it took more than 1.5 GB.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from kg.assembly.reduction import open_reduction
from kg.assembly.resolution import elect_entities
from kg.ids import entity_id, mint
from kg.ontology import load_ontology
from kg.records import CLAIMS
from kg.types import Document

LIMIT = 1_500_000  # kilobytes
PER_DOCUMENT = 25
SEGMENT = 100_000  # claims
PEOPLE = 40_000
OUTLETS = 300
FIRST, DAYS = date(2015, 1, 1), 1500  # on which documents are published
DATED = 1 / 3
RELATIONS = ("threatens", "meets", "visits", "hosts", "buysFrom", "sellsTo", "sanctions", "negotiatesWith")
MODALITIES = ("asserted", "asserted", "asserted", "planned", "threatened", "denied")


Numbers = NDArray[Any] | int


def main() -> None:
    """Write the claims, assemble them in another process, and say what it cost."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--claims", type=int, default=10_000_000)
    options.add_argument("--folder", type=Path, help="where the claims are kept; else a temporary one")
    options.add_argument("--assemble", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.assemble:
        assemble(given.folder, given.claims)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        write(folder, given.claims)
        size = sum(path.stat().st_size for path in folder.glob("*.parquet"))
        print(f"{given.claims:,} claims in {size / 1e6:,.0f} MB of Parquet")
        arguments = [
            sys.executable,
            __file__,
            "--assemble",
            "--folder",
            folder,
            "--claims",
            str(given.claims),
        ]
        subprocess.run(arguments, check=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"CPU {used.ru_utime + used.ru_stime:.0f} s; peak memory {used.ru_maxrss / 1000:,.0f} MB")
        sys.exit(used.ru_maxrss > LIMIT)


def assemble(folder: Path, claims: int) -> None:
    """Assemble the claims of a folder and print how many statements they make."""
    begin = time.monotonic()
    relations = load_ontology().relations
    documents = [document(number) for number in range(claims // PER_DOCUMENT)]
    total, found = blake2b(digest_size=8), 0
    with open_reduction(sorted(folder.glob("*.parquet"))) as reduction:
        resolution = elect_entities(reduction.votes(), documents)
        print(f"{len(resolution.entities):,} entities after {time.monotonic() - begin:.0f} s")
        for tally in reduction.tallies(resolution, documents, relations):
            total.update(repr(tally).encode())
            found += 1
    print(f"{found:,} statements ({total.hexdigest()}) after {time.monotonic() - begin:.0f} s")


def document(number: int) -> Document:
    """Return a document without text; every tenth is a copy of the one before."""
    own = mint("document", str(number))
    origin = mint("document", str(number - 1)) if number % 10 == 9 else own
    published = FIRST + timedelta(days=int(day_of(number)))
    return Document(
        id=own, text="", publisher=f"Outlet {number % OUTLETS}", published=published, origin=origin
    )


def day_of(number: Numbers) -> Numbers:
    """Return on which day a document was published, of all that there are."""
    return number * 7919 % DAYS


def times(chance: np.random.Generator, documents: Numbers, size: int) -> dict[str, object]:
    """Return the columns of times."""
    width = chance.choice((0, 0, 30, 364), size)
    end = day_of(documents) - chance.geometric(0.1, size) + 1
    undated = chance.random(size) > DATED
    first = np.datetime64(FIRST)
    return {
        "time_begin": pa.array(first + (end - width), pa.date32(), mask=undated),
        "time_end": pa.array(first + end, pa.date32(), mask=undated),
        "time_text": pa.array(["then"] * size, mask=undated),
        "time_certainty": pa.array(["certain"] * size, mask=undated),
    }


def write(folder: Path, claims: int) -> None:
    """Write the claims, unless they are there."""
    people = pa.array([f"Person {number % 997} Family{number}" for number in range(PEOPLE)])
    ids = pa.array([entity_id("person", name) for name in people.to_pylist()])
    for first in range(0, claims, SEGMENT):
        path = folder / f"{first // SEGMENT:06}.parquet"
        if not path.exists():
            table = segment(first, min(SEGMENT, claims - first), people, ids)
            pq.write_table(table, path, compression="zstd", row_group_size=8192)


def segment(first: int, size: int, people: pa.Array, ids: pa.Array) -> pa.Table:
    """Return claims number ``first`` and following."""
    chance = np.random.default_rng(first)
    one, other = (np.minimum(chance.zipf(1.3, size) - 1, PEOPLE - 1) for _ in range(2))
    other = (other + 1 + one) % PEOPLE
    numbers = np.arange(first, first + size)
    documents = [
        mint("document", str(number))
        for number in range(first // PER_DOCUMENT, (first + size) // PER_DOCUMENT + 1)
    ]
    place = (numbers % PER_DOCUMENT) * 120
    sentence = [
        f"Sentence {number} says what somebody did to somebody else, as a sentence does."
        for number in numbers
    ]
    empty = pa.array([[]] * size, CLAIMS.field("subject_aliases").type)
    columns: dict[str, object] = {
        "relation": pick(chance, RELATIONS, size),
        "roles": pa.array([[]] * size, CLAIMS.field("roles").type),
        "polarity": pick(chance, ("positive", "positive", "positive", "negative"), size),
        "modality": pick(chance, MODALITIES, size),
        "certainty": pick(chance, ("certain", "certain", "probable", "possible"), size),
        "document": pa.array(documents).take(pa.array(numbers // PER_DOCUMENT - first // PER_DOCUMENT)),
        "start": place,
        "end": place + 40,
        "quote": sentence,
        "sentence_start": place,
        "sentence_end": place + 100,
        "sentence": sentence,
        "rule": pick(chance, ("event:VERB(nsubj,obj)", "event:VERB(nsubj,obl)"), size),
        "confidence": pick(chance, (0.55, 0.7, 0.8, 0.85, 0.9), size),
        "holders": pa.array([[]] * size, CLAIMS.field("holders").type),
        **times(chance, numbers // PER_DOCUMENT, size),
    }
    for side, chosen in (("subject", one), ("object", other)):
        columns |= {
            f"{side}_id": ids.take(pa.array(chosen)),
            f"{side}_label": people.take(pa.array(chosen)),
            f"{side}_type": pa.array(["Person"] * size),
            f"{side}_aliases": empty,
            f"{side}_same_as": empty,
        }
    return pa.table(
        {name: columns.get(name, pa.nulls(size, CLAIMS.field(name).type)) for name in CLAIMS.names},
        schema=CLAIMS,
    )


def pick(chance: np.random.Generator, values: tuple[object, ...], size: int) -> pa.Array:
    """Return values drawn with equal chances."""
    return pa.array(values).take(pa.array(chance.integers(0, len(values), size)))


if __name__ == "__main__":
    main()
