"""A copy of a built folder that is a built folder itself, made while others read the first or build into it."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..errors import StoreError
from ..store.checksums import CHECKSUMS, check_files
from ..store.generations import new_generation
from .graph import open_graph
from .ledger import LEDGER, Ledger
from .segments import check_segments

__all__ = ["back_up"]


def back_up(out: Path, folder: Path) -> None:
    """Copy the graph in a folder to a folder that is not there yet, whole or not at all.

    What is damaged is not copied but named. A build that is published meanwhile does not change what is copied.
    """
    graph = open_graph(out)
    generation = graph.generation
    if folder.exists():
        raise StoreError(f"{folder} is there already; name a folder that is not")
    check_files(generation, whole=True)
    check_files(generation / "store", whole=True)
    with Ledger.open(generation / LEDGER) as ledger:
        segments = check_segments(out / "claims" / segment.name for segment in ledger.segments())
    part = folder.with_name(f"{folder.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)  # of a backup that was killed
        (part / "claims").mkdir(parents=True)
        for path in segments:
            shutil.copyfile(path, part / "claims" / path.name)
        with new_generation(part) as copy:
            left_out = shutil.ignore_patterns("store", CHECKSUMS)
            shutil.copytree(generation, copy, ignore=left_out, dirs_exist_ok=True)
            graph.store.back_up(copy / "store")
        part.rename(folder)
    except (OSError, shutil.Error) as error:
        raise StoreError(f"{folder}: the backup cannot be written ({error}); choose another place") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
