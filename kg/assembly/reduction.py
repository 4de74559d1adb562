"""The sums of assembly by DuckDB over Parquet segments: votes on entities, and points for and against each statement.

Every segment is opened once, for the columns that count. Of ten million claims narrow rows of numbers are then kept, on
disk, in buckets by a hash of what makes a statement; one range of buckets after the other is added up. All sums are of
integers: any order and any partition give the same. What a claim weighs and what two sums come to is left to ``belief``.
The plain Python of ``resolution``, ``corroboration`` and ``belief`` does the same to claims in memory, and the tests hold
them together.
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
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..errors import StoreError
from ..ids import digest
from ..ontology import Relation
from ..types import IRI, Certainty, Claim, Document, Entity, Evidence, Extent, Holder, Modality
from .belief import REPEAT, weigh_sides
from .corroboration import Key, is_event, orient
from .occasions import AHEAD, EVER, NEVER, UNKNOWN, Days, Numbers, Told, find_all, name_of, place_all
from .reliability import Reliability
from .resolution import Resolution, Vote, entity_votes
from .witnesses import points_of, weigh

__all__ = ["BUCKETS", "Tally", "open_reduction"]

BUCKETS = 1024
MEMORY = "600MB"  # for DuckDB; what does not fit goes to disk
AT_ONCE = 1_000_000  # claims that are added up together

_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_ENTITY_COLUMNS = ("id", "label", "type", "country", "aliases", "same_as")
_COLUMNS = (
    *(f"{side}_{name}" for side in ("subject", "object") for name in _ENTITY_COLUMNS),
    *("relation", "roles", "polarity", "modality", "certainty", "holders", "document", "confidence"),
    *("time_begin", "time_end"),
)
_ENTITY = ", ".join(f"{{0}}{name}" for name in _ENTITY_COLUMNS)
_ENTITIES = f"""
SELECT {_ENTITY.format("subject_")}, count(*) FROM claims GROUP BY ALL UNION ALL
SELECT {_ENTITY.format("object_")}, count(*) FROM claims GROUP BY ALL UNION ALL
SELECT {_ENTITY.format("role.")}, count(*) FROM (SELECT unnest(roles) AS role FROM claims) GROUP BY ALL
"""
_HOLDERS = """
SELECT holder.entity, holder.name, count(*) FROM (SELECT unnest(holders) AS holder FROM claims)
WHERE holder.entity IS NOT NULL GROUP BY ALL
"""
# what a claim says, in which words and when, and what its weight depends on: all by number
_DAY = "{0} - DATE '0001-01-01' + 1"  # as Python counts them
_BEGIN = f"coalesce({_DAY.format('time_begin')}, {NEVER})"
_END = f"coalesce({_DAY.format('time_end')}, {EVER})"
_DATED = "event AND (time_begin IS NOT NULL OR time_end IS NOT NULL)"
_PLACED = f"""
CREATE TABLE placed AS
WITH said AS (
    SELECT one.number AS one, other.number AS other, one.hash AS one_hash, other.hash AS other_hash, turns.kept,
        turns.hash AS kept_hash, way, modalities.number AS modality, against OR polarity = 'negative' AS against,
        CASE WHEN {_DATED} THEN least({_BEGIN}, {_END}) ELSE {UNKNOWN} END AS first,
        CASE WHEN {_DATED} THEN greatest({_BEGIN}, {_END}) ELSE {UNKNOWN} END AS last,
        sources.number AS source, chains.number AS chain, manners.number AS manner
    FROM claims
    JOIN things AS one ON one.id = subject_id
    JOIN things AS other ON other.id = object_id
    JOIN turns ON turns.relation = claims.relation
    JOIN modalities ON modalities.name = claims.modality
    JOIN sources ON sources.document = claims.document
    JOIN chains ON chains.holders = claims.holders
    JOIN manners ON manners.confidence = claims.confidence AND manners.certainty = claims.certainty
), turned AS (
    SELECT *, way = 'turned' OR (way = 'either' AND other < one) AS swap FROM said
)
SELECT CASE WHEN swap THEN other ELSE one END AS subject, kept AS relation,
    CASE WHEN swap THEN one ELSE other END AS object, modality, against, first::INTEGER AS first, last::INTEGER AS last,
    source, chain, manner,
    (CASE WHEN swap THEN other_hash + 3 * one_hash ELSE one_hash + 3 * other_hash END + 7 * kept_hash + modality)
        % {BUCKETS} AS bucket
FROM turned
"""
_NUMBERED = "CREATE TABLE {0} AS SELECT (row_number() OVER ())::INTEGER AS number, * FROM (SELECT DISTINCT {1} FROM claims)"
_WAYS = "SELECT DISTINCT source, chain, manner FROM placed ORDER BY ALL"  # in which a claim can weigh
_NARROW = """
CREATE TABLE narrow AS
SELECT subject, relation, object, modality, against, first, last, source, origin, outlet, points, bucket
FROM placed JOIN witnesses USING (source, chain, manner) ORDER BY bucket
"""
_TIMES = f"""
SELECT subject, relation, object, modality, first, last FROM narrow
WHERE bucket BETWEEN ? AND ? AND first <> {UNKNOWN} GROUP BY ALL ORDER BY subject, relation, object, modality
"""
_RECURRING = """
SELECT number, first, last, source, ahead, against, origin, outlet, points
FROM narrow JOIN recurring USING (subject, relation, object, modality) WHERE bucket BETWEEN ? AND ?
"""
_TOLD = f"""
SELECT subject, relation, object, modality, {UNKNOWN} AS occasion, against, origin, outlet, points
FROM narrow ANTI JOIN recurring USING (subject, relation, object, modality) WHERE bucket BETWEEN ? AND ?
UNION ALL
SELECT subject, relation, object, modality, occasion, against, origin, outlet, points
FROM occurred JOIN recurring USING (number)
"""
_SUMS = f"""
WITH told AS ({{0}}), by_origin AS (
    SELECT subject, relation, object, modality, occasion, against, origin, outlet, max(points) AS points
    FROM told GROUP BY ALL
), by_outlet AS (
    SELECT subject, relation, object, modality, occasion, against, outlet, max(points) AS best, sum(points) AS total
    FROM by_origin GROUP BY ALL
)
SELECT subject, relation, object, modality, occasion,
    sum(CASE WHEN against THEN 0 ELSE best + (total - best) // {REPEAT} END)::BIGINT,
    sum(CASE WHEN against THEN best + (total - best) // {REPEAT} ELSE 0 END)::BIGINT
FROM by_outlet GROUP BY ALL ORDER BY ALL
"""
_ALONE = f"SELECT *, {UNKNOWN} AS occasion FROM narrow WHERE bucket BETWEEN ? AND ?"


_WITNESS = ("source", "chain", "manner", "origin", "outlet", "points")
_NOTHING, _NOWHERE = Entity(id=IRI(""), type="", name=""), Extent(0, 0)
_CERTAINTY = {certainty.value: certainty for certainty in Certainty}


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
        self,
        resolution: Resolution,
        documents: Iterable[Document],
        relations: Mapping[str, Relation],
        reliability: Reliability | None = None,
    ) -> Iterator[Tally]:
        """Yield every statement once, bucket by bucket."""
        things = sorted({entity.id for entity in resolution.entities})
        named = {document.id: document for document in documents}
        kept = self._tables(things, resolution.meant, relations)
        self._connection.execute(_PLACED)
        self._weigh(named, reliability)
        self._connection.execute(_NARROW)
        published = self._published(named)
        modalities = list(Modality)
        believed: dict[tuple[int, int], int] = {}
        for first, last in self._ranges():
            known = self._occasions(first, last, published)
            sums = _SUMS.format(_ALONE if known is None else _TOLD)
            for subject, relation, object, modality, occasion, *sides in self._rows(sums, first, last):
                support, refute = sides
                if (support, refute) not in believed:
                    believed[support, refute] = weigh_sides(support, refute)
                when = "" if occasion == UNKNOWN or known is None else known[occasion]
                key = Key(things[subject], kept[relation], things[object], modalities[modality], when)
                yield Tally(key, support, refute, believed[support, refute])

    def _published(self, documents: Mapping[IRI, Document]) -> Numbers:
        """Return the days of the documents, by the number of the source."""
        sources = list(self._rows("SELECT number, document FROM sources"))
        days = np.full(len(sources) + 1, UNKNOWN, dtype=np.int64)
        for number, id in sources:
            document = documents.get(id)
            if document is not None and document.published is not None:
                days[number] = document.published.toordinal()
        return days

    def _occasions(self, first: int, last: int, published: Numbers) -> list[str] | None:
        """Put the claims that may be of several occasions into a table, each with its own; return what these are called.

        Nothing where no claim of these buckets tells when an event was.
        """
        times = self._columns(_TIMES, first, last)
        if not len(times["first"]):
            return None
        parts = [times[name] for name in ("subject", "relation", "object", "modality")]
        fresh = np.ones(len(times["first"]), dtype=bool)
        fresh[1:] = np.logical_or.reduce([part[1:] != part[:-1] for part in parts])
        group = np.cumsum(fresh) - 1
        known = find_all(group, times["first"], times["last"])
        subject, relation, object, modality = (part[fresh] for part in parts)
        ahead = np.array([each in AHEAD for each in Modality])[modality]
        number = np.arange(len(subject))
        self._table(
            "recurring",
            number=number,
            subject=subject,
            relation=relation,
            object=object,
            modality=modality,
            ahead=ahead,
        )
        told = self._columns(_RECURRING, first, last)
        of = Told(told["number"], told["first"], told["last"], published[told["source"]], told["ahead"])
        rest = {name: told[name] for name in ("number", "against", "origin", "outlet", "points")}
        self._table("occurred", occasion=place_all(of, known), **rest)
        return [name_of(Days(*days)) for days in zip(known.first.tolist(), known.last.tolist(), strict=True)]

    def _columns(self, query: str, *values: object) -> dict[str, NDArray[Any]]:
        return self._connection.execute(query, values).fetchnumpy()

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
            event=[is_event(turn.relation, relations) for turn in turns],
            hash=[_hash(turn.relation) for turn in turns],
            way=[turn.way.value for turn in turns],
        )
        for name, columns in {
            "sources": "document",
            "chains": "holders",
            "manners": "confidence, certainty",
        }.items():
            self._connection.execute(_NUMBERED.format(name, columns))
        return kept

    def _weigh(self, documents: Mapping[IRI, Document], reliability: Reliability | None) -> None:
        """Put witnesses into a table: where claims come from and what they are worth, each way to weigh once."""
        names, holders, manners = (
            {number: value for number, *value in self._rows(f"FROM {table}")}
            for table in ("sources", "chains", "manners")
        )
        chains = {number: tuple(Holder(**each) for each in chain) for number, (chain,) in holders.items()}
        origins: dict[str, int] = {}
        outlets: dict[str, int] = {}
        self._connection.execute(
            "CREATE TABLE witnesses (source BIGINT, chain BIGINT, manner BIGINT, origin BIGINT, outlet BIGINT, points BIGINT)"
        )
        no_documents: dict[IRI, Document] = {}
        worth = {
            number: weigh(_claim(IRI(""), (), *manner), no_documents, {})
            for number, manner in manners.items()
        }
        points: dict[tuple[int, int], int] = {}  # by manner and reliability
        here: tuple[int, int] | None = None
        ways = self._connection.cursor().execute(_WAYS)
        while rows := ways.fetchmany(AT_ONCE // 10):
            found = []
            for source, chain, manner in rows:
                if here != (source, chain):
                    here = source, chain
                    claim = _claim(names[source][0], chains[chain], *manners[manner])
                    from_there = weigh(claim, documents, reliability or {})
                    origin = origins.setdefault(from_there.origin, len(origins))
                    outlet = outlets.setdefault(from_there.outlet, len(outlets))
                way = manner, from_there.reliability
                if way not in points:
                    weighing = worth[manner]._replace(reliability=from_there.reliability)
                    points[way] = points_of(weighing.weight)
                found.append((source, chain, manner, origin, outlet, points[way]))
            columns = dict(zip(_WITNESS, zip(*found, strict=True), strict=True))
            self._table("found", **columns)
            self._connection.execute("INSERT INTO witnesses FROM found")

    def _table(self, name: str, /, **columns: Sequence[object] | NDArray[Any]) -> None:
        self._connection.register(name, pa.table(columns))


@contextmanager
def open_reduction(paths: Sequence[Path]) -> Iterator[Reduction]:
    """Open segments to be counted; memory is bounded, and what does not fit goes to a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        settings = _OFFLINE | {"memory_limit": MEMORY, "temp_directory": f"{folder}/spilled"}
        try:
            with duckdb.connect(f"{folder}/claims.duckdb", config=settings) as connection:
                connection.execute("SET preserve_insertion_order = false")
                segments = connection.read_parquet([glob.escape(str(path)) for path in paths])
                segments.select(*_COLUMNS).create("claims")  # each file is opened once
                yield Reduction(connection)
        except duckdb.Error as error:
            reason = " ".join(str(error).split())
            raise StoreError(
                f"the claims cannot be added up ({reason}); make room in {tempfile.gettempdir()}, "
                "or build again with --force if a file in claims/ is damaged"
            ) from error


def _claim(document: IRI, holders: tuple[Holder, ...], confidence: float, certainty: str) -> Claim:
    """Return a claim of which only the weight matters."""
    evidence = Evidence(
        document=document,
        extent=_NOWHERE,
        quote="",
        sentence_extent=_NOWHERE,
        sentence="",
        rule="",
        confidence=confidence,
    )
    return Claim(
        subject=_NOTHING,
        relation="",
        object=_NOTHING,
        evidence=evidence,
        holders=holders,
        certainty=_CERTAINTY[certainty],
    )


def _hash(name: str) -> int:
    return int(digest(name, size=4), 16)
