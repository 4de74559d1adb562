"""How long the pages of the explorer take, on a graph of some size, alone and with readers beside.

Run by hand: ``python tests/benchmarks/explorer.py [--statements 200000] [--out FOLDER] [--readers 20] [--requests 5000]``. A graph of so many
statements is made, or the one of a folder is taken. Each page is asked for 40 times alone, which gives the CPU of the server, then by all readers at
once; in the end so many requests are made, and the memory of the server is told before and after.

Exit code 1 says that a page takes more than 300 ms of CPU (the limit of our standards), or that memory grew by a tenth.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from kg.store import Store
from kg.store.generations import new_generation
from tests.benchmarks.store import make_graph
from tests.commands import command, environment

MOST_CPU = 0.3  # seconds of a page
_TIMES = 40
_WARM = 4


def main() -> None:
    """Measure, and say whether the limits hold."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--statements", type=int, default=200_000)
    options.add_argument("--out", type=Path)
    options.add_argument("--readers", type=int, default=20)
    options.add_argument("--requests", type=int, default=5000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = given.out or make(Path(folder) / "out", given.statements)
        with served(out) as (address, process):
            sys.exit(0 if measure(address, process, given.readers, given.requests) else 1)


def make(out: Path, statements: int) -> Path:
    """Write a graph of so many statements without reading any text."""
    started = time.monotonic()
    with new_generation(out) as part:
        Store.create(part / "store", make_graph(statements))
        (part / "graph.html").write_text("<!doctype html>")
    print(f"{statements} statements written in {time.monotonic() - started:.0f} s")
    return out


@contextmanager
def served(out: Path) -> Iterator[tuple[str, int]]:
    """Serve a folder in a process of its own; give its address and its number."""
    with subprocess.Popen(
        command("serve", out, "--port", "0"), stderr=subprocess.PIPE, env=environment(), text=True
    ) as running:
        assert running.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", running.stderr.readline())
        assert found
        try:
            yield found[0], running.pid
        finally:
            running.terminate()


def measure(address: str, process: int, readers: int, requests: int) -> bool:
    """Print a row for each page, and return whether the limits hold."""
    started = time.monotonic()
    front = fetch(f"{address}/api/v1/front")
    print(f"first page {time.monotonic() - started:.2f} s, memory {memory(process)} MB, {len(front)} bytes")
    ids = re.findall(rb'"address":"(/entity/[^"]+)"', front)
    entity = ids[0].decode()
    name = entity.rpartition(":")[2]
    pages = {
        "start": "/",
        "actor": entity,
        "statement": first(rb'"address":"(/statement/[^"]+)"', fetch(f"{address}/api/v1{entity}")),
        "document": first(rb'"address":"(/document/[^"]+)"', front),
        "surroundings": f"/api/v1/neighbourhood?of={entity.removeprefix('/entity/')}&hops=2",
        "search, a name": f"/search?q={name.replace('_', '+')}",
        "search, misspelt": f"/search?q={(name[:2] + name[3:]).replace('_', '+')}",
        "conflicts": "/conflicts",
        "question": f"/ask?q=Who+threatened+{name.title().replace('_', '+')}%3F",
    }
    good = True
    print(f"{'page':18} {'bytes':>9} {'CPU ms':>8} {'alone ms':>9} {f'p95 of {readers}':>10}")
    for name, path in pages.items():
        for _ in range(_WARM):
            size = len(fetch(address + path))
        before = cpu(process)
        alone = statistics.median(timed(address + path) for _ in range(_TIMES))
        spent = (cpu(process) - before) / _TIMES
        with ThreadPoolExecutor(readers) as pool:
            together = sorted(pool.map(timed, [address + path] * readers * 5))
        p95 = together[int(0.95 * len(together))]
        good &= spent <= MOST_CPU
        print(f"{name:18} {size:9} {1000 * spent:8.1f} {1000 * alone:9.1f} {1000 * p95:10.1f}")
    return good & flat(address, process, pages, readers, requests)


def flat(address: str, process: int, pages: Mapping[str, str], readers: int, requests: int) -> bool:
    """Make many requests, and return whether memory stays."""
    paths = [address + path for name, path in pages.items() if name != "question"]
    with ThreadPoolExecutor(readers) as pool:
        list(pool.map(fetch, (paths[number % len(paths)] for number in range(requests // 5))))
        before = memory(process)
        list(pool.map(fetch, (paths[number % len(paths)] for number in range(requests))))
    after = memory(process)
    print(f"memory {before} MB, after {requests} more requests {after} MB")
    return after <= 1.1 * before


def first(pattern: bytes, content: bytes) -> str:
    found = re.search(pattern, content)
    assert found
    return found[1].decode()


def timed(address: str) -> float:
    started = time.monotonic()
    fetch(address)
    return time.monotonic() - started


def fetch(address: str) -> bytes:
    with urlopen(Request(address, headers={"accept": "text/html, application/json"})) as answer:
        content: bytes = answer.read()
        return content


def cpu(process: int) -> float:
    """Return the seconds of CPU that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def memory(process: int) -> int:
    """Return the megabytes of memory that a process holds."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    assert found
    return int(found[1]) // 1024


if __name__ == "__main__":
    main()
