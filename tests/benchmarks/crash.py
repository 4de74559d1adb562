"""Kill builds and look what is left: nothing lost, nothing in part, and in the end the same bytes.

Run by hand: ``python tests/benchmarks/crash.py [--documents 500] [--kills 10] [--jobs 1] [--signal KILL]``. A graph of half of
the documents is there; a build of all of them is killed at random moments, again and again, and then left to finish. After
every kill the graph is opened and asked. Printed are how long that took, how many of the parsed documents the next build
parsed again, and whether store, Turtle and page are those of a build that nobody disturbed.

Exit code 1 says that a graph could not be opened or asked within a second, that a document was lost or there in part, or
that the bytes differ.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from kg.errors import StoreError
from kg.pipeline import open_graph
from kg.records import read_claims
from tests.benchmarks.synthetic import write_corpus
from tests.commands import command, environment, fingerprint

ASKED = "SELECT (COUNT(?d) AS ?n) WHERE { ?d a kg:Document }"


def main() -> None:
    """Kill builds, and say what is left."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=500)
    options.add_argument("--kills", type=int, default=10)
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--signal", choices=("KILL", "INT"), default="KILL")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(not survives(Path(folder), given))


def survives(folder: Path, given: argparse.Namespace) -> bool:
    """Return whether the graph came through all kills."""
    half = given.documents // 2
    write_corpus(folder / "half", half)
    write_corpus(folder / "corpus", given.documents)
    begin = time.monotonic()
    build(folder / "half", folder / "out", given.jobs)
    before = fingerprint(folder / "out")
    length = 2.5 * (time.monotonic() - begin)  # of a whole build, about
    chance, slowest, again, good = random.Random(given.seed), 0.0, 0, True
    for number in range(given.kills):
        moment = 1 + chance.random() * length / given.kills
        parsed = segments(folder / "out")
        died = kill(folder / "corpus", folder / "out", given, moment)
        kept = segments(folder / "out")
        again += len(parsed - kept)
        took = opened(folder / "out", (half, given.documents))
        slowest = max(slowest, took)
        partial = unreadable(folder / "out", kept - parsed)
        same = fingerprint(folder / "out") == before
        good &= took < 1 and not partial and parsed <= kept and (same or not died)
        print(
            f"kill {number + 1:2} after {moment:5.1f} s: {len(kept):4} segments, {partial} of them partial; "
            f"opened and asked in {took:.2f} s; {'the graph from before' if same else 'a changed graph'}"
        )
    told = build(folder / "corpus", folder / "out", given.jobs)
    build(folder / "corpus", folder / "scratch", given.jobs)
    same = fingerprint(folder / "out") == fingerprint(folder / "scratch")
    print(told.strip())
    print(f"slowest to open {slowest:.2f} s; lost {again}; final bytes {'equal' if same else 'DIFFER'}")
    return good and same


def build(corpus: Path, out: Path, jobs: int) -> str:
    """Build undisturbed and return what is told."""
    arguments = command("build", corpus, "-o", out, "--jobs", str(jobs))
    return subprocess.run(arguments, env=environment(), stderr=subprocess.PIPE, check=True, text=True).stderr


def kill(corpus: Path, out: Path, given: argparse.Namespace, moment: float) -> bool:
    """Start a build and kill it after so many seconds; return whether it was still at work."""
    arguments = command("build", corpus, "-o", out, "--jobs", str(given.jobs))
    with subprocess.Popen(arguments, env=environment(), stderr=subprocess.DEVNULL) as running:
        time.sleep(moment)
        os.kill(running.pid, getattr(signal, f"SIG{given.signal}"))
        return running.wait() != 0


def segments(out: Path) -> set[str]:
    """Return the documents that were parsed and kept."""
    return {path.name for path in (out / "claims").iterdir() if path.suffix == ".parquet"}


def unreadable(out: Path, names: set[str]) -> int:
    """Return how many segments are not whole."""
    broken = 0
    for name in sorted(names):
        try:
            list(read_claims(out / "claims" / name))
        except StoreError as error:
            broken += 1
            print(f"  {name}: {error}")
    return broken


def opened(out: Path, whole: tuple[int, int]) -> float:
    """Return the seconds that opening and asking take; the answer must be one graph or the other."""
    begin = time.monotonic()
    (row,) = open_graph(out).query(ASKED)
    took = time.monotonic() - begin
    (number,) = re.findall(r"\d+", str(row["n"]))
    if int(number) not in whole:
        raise SystemExit(f"{number} documents: neither the old graph nor the new one")
    return took


if __name__ == "__main__":
    main()
