"""Read 2,000 pages and files made up at random: no traceback, no hang, no sentence lost in silence.

    python tests/benchmarks/files.py [COUNT]

Every file is read as it was made, then damaged in one way. Prints each fault with the number that makes the file again,
the slowest file, and a summary; exit status 1 if there was a fault. ``tests/ingestion/test_fuzz.py`` reads a few of these.
"""

from __future__ import annotations

import logging
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from kg.ingestion import read_bytes
from tests.ingestion.fuzzing import make, mutations, silent_losses

SLOW = 5.0  # seconds of CPU for a file of a few kilobytes: a hang


def main(count: int) -> int:
    logging.disable(logging.CRITICAL)  # trafilatura tells of every page that it finds odd
    faults = Counter[str]()
    slowest = (0.0, -1)
    for seed in range(count):
        start = time.process_time()
        try:
            made = make(seed)
            if lost := silent_losses(made):
                faults["lost in silence"] += 1
                print(f"{seed} {made.suffix}: lost {lost[0]!r}")
            for damaged in mutations(made, seed, 1):
                list(read_bytes(damaged.data, "a" + made.suffix, made.suffix))
        except Exception:  # noqa: BLE001 - the fuzz counts every traceback, of whatever class, and goes on
            faults["traceback"] += 1
            print(seed, traceback.format_exc(limit=-2))
        slowest = max(slowest, (time.process_time() - start, seed))
    faults["hang"] += slowest[0] > SLOW
    print(
        f"{count} files, as made and damaged: {dict(faults)}; the slowest, {slowest[1]}, took {slowest[0]:.2f} s"
    )
    return int(faults.total() > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
