"""A copy of a built folder that is a built folder itself, made while others read the first."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..errors import StoreError
from ..store import Store
from ..store.generations import hold
from .graph import open_graph

__all__ = ["back_up"]


def back_up(out: Path, folder: Path) -> None:
    """Copy what ``kg build`` wrote to a folder that is not there yet, whole or not at all.

    Readers go on meanwhile; a build would change what is copied, so one that is at work is waited for by the user.
    """
    open_graph(out)
    if folder.exists():
        raise StoreError(f"{folder} is there already; name a folder that is not")
    part = folder.with_name(f"{folder.name}.part")
    try:
        with hold(out / ".lock"):
            shutil.rmtree(part, ignore_errors=True)  # of a backup that was killed
            shutil.copytree(out, part, ignore=shutil.ignore_patterns(".*", "store"))
            Store.open(out / "store").back_up(part / "store")
            part.rename(folder)
    except (OSError, shutil.Error) as error:
        raise StoreError(f"{folder}: the backup cannot be written ({error}); choose another place") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
