"""Measure what one document more costs beside building the whole graph.

Run by hand: ``python tests/benchmarks/incremental.py [--documents 1000] [--folder DIR]``. Printed are CPU seconds, start-up
and loading of the model included: of the full build, of one where nothing changed, of one with a document more, of one with a
document changed, and of taking one out; and whether the updated graph has the bytes of one built from scratch.

Exit code 1 says that one document more cost over 3 % of the full build, or that the bytes differ.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.synthetic import write_corpus
from tests.commands import command, environment, fingerprint

SHARE = 0.03


def main() -> None:
    """Build, update, and compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=1000)
    options.add_argument("--folder", type=Path, help="where to build; else a temporary folder")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        sys.exit(not measure(given.folder or Path(temporary), given.documents))


def measure(folder: Path, documents: int) -> bool:
    """Print the costs; return whether an update is cheap and right."""
    corpus, out = folder / "corpus", folder / "out"
    write_corpus(corpus, documents)
    build = command("build", corpus, "-o", out)
    full = cpu_of(build)
    print(f"{documents} documents: {full:.1f} s")
    tell("nothing changed", cpu_of(build), full)
    write_corpus(corpus, 1, first=documents)
    more = cpu_of(build)
    tell("one document more", more, full)
    write_corpus(corpus, 1, first=documents // 2, sentences=20)
    tell("one document changed", cpu_of(build), full)
    tell("one document removed", cpu_of(command("remove", out, f"{documents // 3:06}.txt")), full)
    (corpus / f"{documents // 3:06}.txt").unlink()
    cpu_of(command("build", corpus, "-o", folder / "scratch"))
    same = fingerprint(out) == fingerprint(folder / "scratch")
    print(f"the bytes are {'those' if same else 'NOT those'} of a build from scratch")
    return same and more <= SHARE * full


def cpu_of(arguments: list[str]) -> float:
    """Return the seconds of CPU that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(arguments, env=environment(), stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def tell(what: str, seconds: float, full: float) -> None:
    """Print a cost and its share."""
    print(f"{what}: {seconds:.2f} s, {seconds / full:.1%}")


if __name__ == "__main__":
    main()
