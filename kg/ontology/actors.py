"""Read the actor tables: tab-separated, a ``#`` line with source and licence, then a header.

Every column but ``name`` may be missing; several values stand in one cell with ``|`` between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ..errors import OntologyError
from ..ids import entity_id, fold
from .values import Actor, Designation, name_key

COLUMNS = frozenset(
    ("alpha3", "type", "code", "country", "name", "names", "demonyms", "capital", "seats", "wikidata")
)
_WIKIDATA = re.compile(r"Q[1-9]\d*")


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a table by the names in its header; empty cells are left out."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path.name}: {error}; it must be a readable table in UTF-8") from error
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    header = lines[0].split("\t") if lines else []
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) > len(header):
            raise OntologyError(
                f"{path.name}: '{cells[0]}' has {len(cells)} cells under {len(header)} headings"
            )
        yield {key: cell.strip() for key, cell in zip(header, cells, strict=False) if cell.strip()}


def read_actors(path: Path, classes: Mapping[str, object], *, kind: str = "org") -> Iterator[Actor]:
    """Yield the actors of a table. States are identified by their code, others by name and ``kind``."""
    for row in read_rows(path):
        unknown = sorted(set(row) - COLUMNS)
        if unknown or "name" not in row:
            wrong = f"unknown column '{unknown[0]}'" if unknown else "a row has no name"
            raise OntologyError(f"{path.name}: {wrong}; the columns are {', '.join(sorted(COLUMNS))}")
        if row.get("type", "Organization") not in classes:
            raise OntologyError(
                f"{path.name}: '{row['name']}' is a {row['type']}, which is no class of the ontology"
            )
        if "wikidata" in row and not _WIKIDATA.fullmatch(row["wikidata"]):
            raise OntologyError(
                f"{path.name}: '{row['name']}' has the Wikidata id '{row['wikidata']}'; write Q30"
            )
        yield _actor(row, kind)


def merge_actors(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return one entry for every id; what comes first has the say, what comes later adds names."""
    merged: dict[str, Actor] = {}
    for actor in actors:
        known = merged.setdefault(actor.id, actor)
        merged[actor.id] = replace(
            known,
            names=_union(known.names, actor.names),
            demonyms=_union(known.demonyms, actor.demonyms),
            seats=_union(known.seats, actor.seats),
            country=known.country or actor.country,
            wikidata=known.wikidata or actor.wikidata,
            cased=known.cased | actor.cased,
        )
    return tuple(merged.values())


def read_designations(path: Path, classes: Mapping[str, object]) -> Iterator[Designation]:
    """Yield the patterns of a table with the columns ``pattern`` and ``class``."""
    for row in read_rows(path):
        pattern, kind = row.get("pattern", ""), row.get("class", "")
        if kind not in classes:
            raise OntologyError(f"{path.name}: '{pattern}' is for {kind}, which is no class of the ontology")
        try:
            yield Designation(re.compile(pattern), kind)
        except re.error as error:
            raise OntologyError(f"{path.name}: '{pattern}' is no regular expression: {error}") from error


def read_words(path: Path, column: str, known: Mapping[str, object]) -> dict[str, str]:
    """Return what each folded ``name`` of a table has in a column, which must be a known term."""
    words = {}
    for row in read_rows(path):
        value = row.get(column, "")
        if "name" not in row or value not in known:
            raise OntologyError(
                f"{path.name}: '{row.get('name')}' has the {column} '{value}', which kg does not define"
            )
        for name in row["name"].split("|"):
            words[fold(name)] = value
    return words


def read_bodies(path: Path, classes: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Yield the key, the class and the chosen name of every name that a body of any state goes by."""
    for row in read_rows(path):
        if row.get("class") not in classes or "name" not in row:
            raise OntologyError(f"{path.name}: '{row.get('name')}' has no class of the ontology")
        for name in (row["name"], *_cell(row, "names")):
            yield name_key(name), row["class"], row["name"]


def _actor(row: Mapping[str, str], kind: str) -> Actor:
    code, name = row.get("alpha3"), row["name"]
    names = [name, *_cell(row, "names")]
    return Actor(
        id=entity_id("state", code) if code else entity_id(kind, name),
        type=row.get("type", "Organization"),
        name=name,
        names=tuple(dict.fromkeys(fold(item) for item in names)),
        demonyms=tuple(fold(item) for item in _cell(row, "demonyms")),
        seats=tuple(fold(item) for item in (*_cell(row, "capital"), *_cell(row, "seats"))),
        country=row.get("code") or row.get("country") or code,
        wikidata=row.get("wikidata"),
        cased=frozenset(name_key(item) for item in names if _is_cased(item)),
    )


def _cell(row: Mapping[str, str], column: str) -> list[str]:
    return [item.strip() for item in row.get(column, "").split("|") if item.strip()]


def _is_cased(name: str) -> bool:
    return name == name.upper() and len(name.replace(".", "")) <= 3


def _union(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *others)))
