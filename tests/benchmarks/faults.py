"""Disturb every call of the system by which a new graph takes the place of the old one, those of the libraries, too.

Run by hand: ``python tests/benchmarks/faults.py [--every 10] [--seed 1]``; needs strace. A document is taken out of copies of a small graph; at each call
that changes the disk the process is killed, or told that the disk is full, or that the device fails. After each the graph is opened, and all
its files must be of the old graph or of the new one. ``--every 10`` tries one call in ten, chosen by the seed.

Exit code 1 says that some copy was a mixture, could not be opened, or that a process waited for ever or ended with a traceback.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from kg.errors import StoreError
from kg.pipeline import build, remove
from tests.commands import command, environment
from tests.pipeline.corpora import write
from tests.pipeline.test_changes import everything

CALLS = (
    *("write", "pwrite64", "rename", "renameat", "renameat2", "fsync", "fdatasync", "ftruncate", "fallocate"),
    *(
        "unlink",
        "unlinkat",
        "link",
        "linkat",
        "symlink",
        "symlinkat",
        "mkdir",
        "mkdirat",
        "rmdir",
        "copy_file_range",
        "sendfile",
    ),
)
HOW = ("signal=KILL", "error=ENOSPC", "error=EIO")
NAME = "denial.txt"
SECONDS = 300  # a process that takes longer hangs


def main() -> None:
    """Disturb calls, and say what is left."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--every", type=int, default=10)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(0 if measure(Path(folder), given.every, random.Random(given.seed)) else 1)


def measure(folder: Path, every: int, chance: random.Random) -> bool:
    """Try calls one after the other, and return whether all is well after each."""
    out = folder / "out"
    build(write(folder / "corpus"), out)
    after = shutil.copytree(out, folder / "after", symlinks=True)
    remove(after, NAME)
    sides = {"old": everything(out), "new": everything(after)}
    counts = count(folder, out)
    print(f"{sum(counts.values())} calls: {', '.join(f'{name} {n}' for name, n in counts.items())}")
    tried, bad, found = 0, 0, {"old": 0, "new": 0}
    for call, number, how in disturbances(counts):
        if chance.randrange(every):
            continue
        copy = shutil.copytree(out, folder / "copy", symlinks=True)
        told = disturbed(copy, f"inject={call}:{how}:when={number}")
        try:
            left = everything(copy)
            side = next((side for side, files in sides.items() if files == left), "a mixture")
        except StoreError as error:
            side = f"not to be opened: {error}"
        tried += 1
        if side in found and "Traceback" not in told and told != "hangs":
            found[side] += 1
        else:
            bad += 1
            print(f"{call} {number} {how}: {side}; {told}")
        shutil.rmtree(copy)
    print(f"{tried} calls disturbed: {found['old']} old, {found['new']} new, {bad} wrong")
    return not bad


def disturbances(counts: dict[str, int]) -> Iterator[tuple[str, int, str]]:
    """Yield every call with every disturbance."""
    for call, number in counts.items():
        for each in range(1, number + 1):
            for how in HOW:
                yield call, each, how


def count(folder: Path, out: Path) -> dict[str, int]:
    """Return how often each call is made."""
    copy = shutil.copytree(out, folder / "counted", symlinks=True)
    trace(copy, ["-c", "-o", str(folder / "counts"), "-e", f"trace={','.join(CALLS)}"])
    rows = re.findall(
        r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?(\w+)$",
        (folder / "counts").read_text(),
        re.MULTILINE,
    )
    return {name: int(number) for number, name in rows if name in CALLS}


def disturbed(copy: Path, injection: str) -> str:
    """Take the document out of a copy with one call disturbed; return what was told."""
    try:
        return trace(copy, ["-qq", "-o", "/dev/null", "-e", injection]).stderr.strip()
    except subprocess.TimeoutExpired:
        return "hangs"


def trace(copy: Path, options: list[str]) -> subprocess.CompletedProcess[str]:
    """Take the document out of a copy under strace."""
    arguments = ["strace", "-f", *options, *command("remove", copy, NAME)]
    return subprocess.run(
        arguments, env=environment(), capture_output=True, text=True, timeout=SECONDS, check=False
    )


if __name__ == "__main__":
    main()
