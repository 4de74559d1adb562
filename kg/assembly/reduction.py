"""The sums of assembly by DuckDB over Parquet segments: votes on entities, and points for and against each statement.

Of ten million claims only narrow rows of numbers are kept, on disk, in buckets by a hash of what makes a statement; then
one range of buckets after the other is added up. All sums are of integers: any order and any partition give the same.
What a claim weighs and what two sums come to is left to ``belief``; here is only added. The plain Python of
``resolution``, ``corroboration`` and ``belief`` does the same to claims in memory, and the tests hold them together.
"""

from __future__ import annotations

import glob
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from ..errors import StoreError
from ..ids import digest
from ..ontology import Relation
from ..types import IRI, Certainty, Claim, Document, Entity, Evidence, Extent, Modality
from .belief import REPEAT, find_witnesses, weigh_sides
from .corroboration import Key, orient
from .resolution import Resolution, Vote, entity_votes

__all__ = ["BUCKETS", "Tally", "open_reduction"]

BUCKETS = 1024
MEMORY = "600MB"  # for DuckDB; what does not fit goes to disk
AT_ONCE = 1_000_000  # claims that are added up together

_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_ENTITY = "{0}id, {0}label, {0}type, {0}country, {0}aliases, {0}same_as"
_ENTITIES = f"""
SELECT {_ENTITY.format("subject_")}, count(*) FROM claims GROUP BY ALL UNION ALL
SELECT {_ENTITY.format("object_")}, count(*) FROM claims GROUP BY ALL UNION ALL
SELECT {_ENTITY.format("role.")}, count(*) FROM (SELECT unnest(roles) AS role FROM claims) GROUP BY ALL
"""
_HOLDERS = """
SELECT holder.entity, holder.name, count(*) FROM (SELECT unnest(holders) AS holder FROM claims)
WHERE holder.entity IS NOT NULL GROUP BY ALL
"""
_COMBINATIONS = """
SELECT DISTINCT confidence, certainty, publisher FROM claims JOIN sources ON sources.id = document ORDER BY ALL
"""
_NARROW = f"""
CREATE TABLE narrow AS
WITH placed AS (
    SELECT one.number AS one, other.number AS other, one.hash AS one_hash, other.hash AS other_hash, turns.kept,
        turns.hash AS kept_hash, way, modalities.number AS modality, against OR polarity = 'negative' AS against,
        origin, outlet, points
    FROM claims
    JOIN things AS one ON one.id = subject_id
    JOIN things AS other ON other.id = object_id
    JOIN turns ON turns.relation = claims.relation
    JOIN modalities ON modalities.name = claims.modality
    JOIN sources ON sources.id = document
    JOIN ratings ON ratings.publisher = sources.publisher
        AND ratings.confidence = claims.confidence AND ratings.certainty = claims.certainty
), turned AS (
    SELECT *, way = 'turned' OR (way = 'either' AND other < one) AS swap FROM placed
)
SELECT CASE WHEN swap THEN other ELSE one END AS subject, kept AS relation,
    CASE WHEN swap THEN one ELSE other END AS object, modality, against, origin, outlet, points,
    (CASE WHEN swap THEN other_hash + 3 * one_hash ELSE one_hash + 3 * other_hash END + 7 * kept_hash + modality)
        % {BUCKETS} AS bucket
FROM turned ORDER BY bucket
"""
_SUMS = f"""
WITH by_origin AS (
    SELECT subject, relation, object, modality, against, origin, outlet, max(points) AS points
    FROM narrow WHERE bucket BETWEEN ? AND ? GROUP BY ALL
), by_outlet AS (
    SELECT subject, relation, object, modality, against, outlet, max(points) AS best, sum(points) AS total
    FROM by_origin GROUP BY ALL
)
SELECT subject, relation, object, modality,
    sum(CASE WHEN against THEN 0 ELSE best + (total - best) // {REPEAT} END)::BIGINT,
    sum(CASE WHEN against THEN best + (total - best) // {REPEAT} ELSE 0 END)::BIGINT
FROM by_outlet GROUP BY ALL ORDER BY ALL
"""


class Tally(NamedTuple):
    """What the claims for and against a statement come to, in points, and how far it is believed."""

    key: Key
    support: int
    refute: int
    belief: int


class Reduction:
    """Claims in Parquet, open to be counted."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def votes(self) -> Counter[Vote]:
        """Return how often claims give each word to each id."""
        votes: Counter[Vote] = Counter()
        for id, name, type, country, aliases, same_as, count in self._rows(_ENTITIES):
            entity = Entity(
                id=id, type=type, name=name, country=country, aliases=tuple(aliases), same_as=tuple(same_as)
            )
            for vote in entity_votes(entity):
                votes[vote] += count
        for id, name, count in self._rows(_HOLDERS):
            votes[Vote(id, "holder", name)] += count
        return votes

    def tallies(
        self, resolution: Resolution, documents: Iterable[Document], relations: Mapping[str, Relation]
    ) -> Iterator[Tally]:
        """Yield every statement once, bucket by bucket."""
        things = sorted({entity.id for entity in resolution.entities})
        kept = self._tables(things, resolution.meant, documents, relations)
        self._connection.execute(_NARROW)
        modalities = list(Modality)
        believed: dict[tuple[int, int], int] = {}
        for first, last in self._ranges():
            for subject, relation, object, modality, *sides in self._rows(_SUMS, first, last):
                support, refute = sides
                if (support, refute) not in believed:
                    believed[support, refute] = weigh_sides(support, refute)
                key = Key(things[subject], kept[relation], things[object], modalities[modality])
                yield Tally(key, support, refute, believed[support, refute])

    def _rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        cursor = self._connection.execute(query, values)
        while rows := cursor.fetchmany(10_000):
            yield from rows

    def _ranges(self) -> Iterator[tuple[int, int]]:
        """Yield first and last buckets that hold about so many claims as are added up together."""
        (claims,) = next(self._rows("SELECT count(*) FROM narrow"))
        width = max(BUCKETS * AT_ONCE // max(claims, AT_ONCE), 1)
        yield from ((first, min(first + width, BUCKETS) - 1) for first in range(0, BUCKETS, width))

    def _tables(
        self,
        things: Sequence[IRI],
        meant: Mapping[IRI, IRI],
        documents: Iterable[Document],
        relations: Mapping[str, Relation],
    ) -> list[str]:
        """Put what claims refer to into tables, by number; return the names of the relations that are kept."""
        number = {id: place for place, id in enumerate(things)}
        ids = [*things, *meant]
        full = [meant.get(id, id) for id in ids]
        self._table("things", id=ids, number=[number[id] for id in full], hash=[_hash(id) for id in full])
        modalities = list(Modality)
        said_of = [Modality.ASSERTED if each is Modality.DENIED else each for each in modalities]
        self._table(
            "modalities",
            name=[each.value for each in modalities],
            number=[modalities.index(each) for each in said_of],
            against=[each is Modality.DENIED for each in modalities],
        )
        used = [name for (name,) in self._rows("SELECT DISTINCT relation FROM claims ORDER BY ALL")]
        turns = [orient(name, relations) for name in used]
        kept = sorted({turn.relation for turn in turns})
        self._table(
            "turns",
            relation=used,
            kept=[kept.index(turn.relation) for turn in turns],
            hash=[_hash(turn.relation) for turn in turns],
            way=[turn.way.value for turn in turns],
        )
        self._weigh({document.id: document for document in documents})
        return kept

    def _weigh(self, documents: Mapping[IRI, Document]) -> None:
        """Put witnesses into tables: of which origin and outlet a document is, and what its claims are worth.

        That depends on a claim's confidence and certainty, and on its document through the publisher alone.
        """
        ids = [IRI(id) for (id,) in self._rows("SELECT DISTINCT document FROM claims ORDER BY ALL")]
        witnesses = [find_witnesses([_claim(id)], documents)[0] for id in ids]
        publishers = ["" if id not in documents else documents[id].publisher or "" for id in ids]
        self._table(
            "sources",
            id=ids,
            origin=_numbers([witness.origin for witness in witnesses]),
            outlet=_numbers([witness.outlet for witness in witnesses]),
            publisher=publishers,
        )
        combinations = list(self._rows(_COMBINATIONS))
        points = []
        for confidence, certainty, publisher in combinations:
            document = Document(id=IRI("urn:kg:one"), text="", publisher=publisher or None)
            claim = _claim(document.id, confidence, Certainty(certainty))
            points.append(find_witnesses([claim], {document.id: document})[0].points)
        confidences, certainties, named = zip(*combinations, strict=True) if combinations else ((), (), ())
        self._table(
            "ratings",
            confidence=pa.array(confidences, pa.float64()),
            certainty=pa.array(certainties, pa.string()),
            publisher=pa.array(named, pa.string()),
            points=pa.array(points, pa.int64()),
        )

    def _table(self, name: str, /, **columns: Sequence[object]) -> None:
        self._connection.register(name, pa.table(columns))


@contextmanager
def open_reduction(paths: Sequence[Path]) -> Iterator[Reduction]:
    """Open segments to be counted; memory is bounded, and what does not fit goes to a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        settings = _OFFLINE | {"memory_limit": MEMORY, "temp_directory": f"{folder}/spilled"}
        try:
            with duckdb.connect(f"{folder}/narrow.duckdb", config=settings) as connection:
                connection.execute("SET preserve_insertion_order = false")
                connection.read_parquet([glob.escape(str(path)) for path in paths]).create_view("claims")
                yield Reduction(connection)
        except duckdb.Error as error:
            reason = " ".join(str(error).split())
            raise StoreError(f"the claims cannot be added up ({reason}); build again with --force") from error


def _claim(document: IRI, confidence: float = 1.0, certainty: Certainty = Certainty.CERTAIN) -> Claim:
    """Return a claim of which only the weight matters."""
    thing, nowhere = Entity(id=IRI(""), type="", name=""), Extent(0, 0)
    evidence = Evidence(
        document=document,
        extent=nowhere,
        quote="",
        sentence_extent=nowhere,
        sentence="",
        rule="",
        confidence=confidence,
    )
    return Claim(subject=thing, relation="", object=thing, evidence=evidence, certainty=certainty)


def _hash(name: str) -> int:
    return int(digest(name, size=4), 16)


def _numbers(names: Sequence[str]) -> list[int]:
    known = {name: number for number, name in enumerate(sorted(set(names)))}
    return [known[name] for name in names]
