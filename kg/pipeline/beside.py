"""What people write beside the documents: corrections and the reliability of outlets; and how a graph keeps both.

A graph's folder keeps them as JSON with what each correction touched, so that the graph is the same when it is opened
without its corpus.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..assembly.amendment import decide
from ..assembly.corrections import (
    FILE,
    Correction,
    check_classes,
    load_corrections,
    read_corrections,
    to_rows,
)
from ..assembly.reliability import RATINGS, load_reliability
from ..errors import KGError, StoreError
from ..ids import digest
from ..store.checksums import check_files, listed_files
from ..types import IRI, Decision

__all__ = ["Beside", "idle", "keep", "kept", "kept_decisions", "kept_ontology", "read_beside"]

_CORRECTIONS, _SOURCES = "corrections.json", "sources.json"


class Beside(NamedTuple):
    """Corrections in the order of their files, and outlets with their reliability in thousandths."""

    corrections: tuple[Correction, ...] = ()
    reliability: Mapping[str, int] = {}

    @property
    def digest(self) -> str:
        """A hash of both."""
        return digest(json.dumps([to_rows(self.corrections), sorted(self.reliability.items())]))


def read_beside(
    paths: Iterable[Path],
    *,
    corrections: Path | None = None,
    sources: Path | None = None,
    classes: Collection[str],
) -> Beside:
    """Read the files in the folders of a corpus, or those that are named instead; KGError says what is wrong."""
    folders = sorted(path for path in paths if path.is_dir())
    found = [each for path in _choose(folders, FILE, corrections) for each in load_corrections(path)]
    check_classes(found, classes)
    rated: dict[str, int] = {}
    for path in _choose(folders, RATINGS, sources):
        for outlet, rating in load_reliability(path).items():
            if rated.setdefault(outlet, rating) != rating:
                raise KGError(f"{path}: {outlet!r} is rated otherwise in another folder; make the two agree")
    return Beside(tuple(dict.fromkeys(found)), rated)


def _choose(folders: Sequence[Path], name: str, given: Path | None) -> list[Path]:
    return [given] if given is not None else [path for f in folders if (path := f / name).is_file()]


def keep(beside: Beside, decisions: Sequence[Decision], folder: Path) -> None:
    """Write both for ``kept`` to read, and what each correction touched for people."""
    touched = {decision.id: list(decision.touched) for decision in decisions}
    rows = [
        {**row, "touched": touched.get(each.id, [])}
        for each, row in zip(beside.corrections, to_rows(beside.corrections), strict=True)
    ]
    for name, content in ((_CORRECTIONS, rows), (_SOURCES, dict(sorted(beside.reliability.items())))):
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def kept(folder: Path) -> Beside:
    """Return what a graph was built with."""
    rows: list[dict[str, object]] = _read(folder / _CORRECTIONS)
    plain = ({name: value for name, value in row.items() if name != "touched"} for row in rows)
    corrections = tuple(read_corrections(plain, str(folder / _CORRECTIONS)))
    reliability: dict[str, int] = _read(folder / _SOURCES)
    return Beside(corrections, reliability)


def kept_decisions(folder: Path) -> tuple[Decision, ...]:
    """Return what each correction touched when the graph was built."""
    rows: list[dict[str, list[IRI]]] = _read(folder / _CORRECTIONS)
    touched = (row.get("touched", []) for row in rows)
    return tuple(
        decide(each, map(IRI, ids)) for each, ids in zip(kept(folder).corrections, touched, strict=True)
    )


def kept_ontology(generation: Path) -> tuple[Path, ...]:
    """Return what was added to the ontology for a graph, as its folder keeps it."""
    added = generation / "ontology"
    if not added.is_dir():
        return ()
    check_files(generation, [name for name in listed_files(generation) if name.startswith(f"{added.name}/")])
    return tuple(sorted(added.iterdir()))


def _read(path: Path) -> Any:
    check_files(path.parent, [path.name])
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} cannot be read ({error}); build again") from error


def idle(decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Return a line for each correction that touched nothing."""
    return tuple(
        f"{FILE}: no longer applies: {each.text} ({each.author}, {each.day}); adapt or delete it"
        for each in decisions
        if not each.touched
    )
