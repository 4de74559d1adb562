"""DuckDB over Parquet against its twin in plain Python: any claims, in any order, in any number of segments."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.assembly import assemble, assemble_segments
from kg.assembly.reduction import BUCKETS, open_reduction
from kg.assembly.resolution import count_votes
from kg.errors import StoreError
from kg.ids import entity_id
from kg.records import write_claims
from kg.types import Claim, Document, Entity, Holder, Interval, Role
from tests.assembly.test_corroboration import RELATIONS
from tests.builders import claim, document

PEOPLE = ("Erdogan", "Recep Tayyip Erdogan", "Bilal Erdogan", "Putin")

names = st.sampled_from(("Turkey", "Russia", "United States", *PEOPLE))
things = st.builds(
    lambda name, spelling, country, aliases: Entity(
        id=entity_id("person" if name in PEOPLE else "state", name),
        type="Person" if name in PEOPLE else "State",
        name=spelling or name,
        country=country,
        aliases=tuple(aliases),
    ),
    names,
    st.none() | st.sampled_from(("Türkiye", "T.")),
    st.none() | st.sampled_from(("TUR", "RUS")),
    st.lists(st.sampled_from(("the Bear", "Ankara")), max_size=2, unique=True),
)
holders = st.builds(
    lambda name, unnamed: Holder(name, None if unnamed else entity_id("person", name), unnamed),
    st.sampled_from(("Cavusoglu", *PEOPLE)),
    st.booleans(),
)
days = (
    st.none() | st.dates(date(2019, 5, 20), date(2019, 8, 5)) | st.dates(date(2019, 6, 28), date(2019, 7, 4))
)
times = st.builds(
    lambda begin, end: (
        Interval(begin, end, "then") if not begin or not end or begin <= end else Interval(end, begin, "then")
    ),
    days,
    days,
)
claims = st.lists(
    st.builds(
        claim,
        things,
        st.sampled_from((*RELATIONS, "undeclared")),
        things,
        document=st.sampled_from("abcdex"),
        at=st.integers(0, 3),
        confidence=st.sampled_from((0.3, 0.55, 0.8, 0.85, 1.0)),
        certainty=st.sampled_from(("certain", "probable", "possible", "unknown")),
        polarity=st.sampled_from(("positive", "negative")),
        modality=st.sampled_from(("asserted", "denied", "planned", "threatened")),
        roles=st.lists(st.builds(Role, st.sampled_from(("theme", "place")), things), max_size=2).map(tuple),
        holders=st.lists(holders, max_size=2).map(tuple),
        time=st.none() | times,
    ),
    max_size=14,
)
DOCUMENTS: Sequence[Document] = [
    document("a", publisher="Reuters", published=date(2019, 7, 1)),
    document("b", publisher="Reuters", published=date(2019, 8, 1), origin="a"),
    document("c", publisher="AFP", published=date(2019, 7, 2)),
    document("d", origin="c"),
    document("e"),
]  # and x, of which nothing is known


few = st.sampled_from(
    [Entity(id=entity_id("state", name), type="State", name=name) for name in ("Turkey", "Russia")]
)
meetings = st.lists(
    st.builds(
        claim,
        few,
        st.sampled_from(("meets", "meets", "visits", "owns")),
        few,
        document=st.sampled_from("abcdex"),
        at=st.integers(0, 3),
        polarity=st.sampled_from(("positive", "positive", "negative")),
        modality=st.sampled_from(("asserted", "asserted", "planned")),
        time=st.none() | times,
    ),
    max_size=14,
)  # of few events, so that many claims are of one, and of several occasions


@given(claims | meetings, st.data())
@settings(max_examples=80)
def test_duckdb_gives_what_plain_python_gives(made: list[Claim], data: st.DataObject) -> None:
    expected = assemble(made, DOCUMENTS, relations=RELATIONS)
    order = data.draw(st.permutations(made))
    parts = data.draw(st.integers(1, 4))
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.parquet" for number in range(parts)]
        for number, path in enumerate(paths):
            write_claims(path, order[number::parts])
        graph, votes = assemble_segments(paths, DOCUMENTS, relations=RELATIONS)
    assert graph == expected
    assert votes == count_votes(made)


def test_sums_do_not_depend_on_how_much_is_added_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [
        claim(f"Person {number % 50}", "meets", "Turkey", document=name, confidence=0.5 + number / 1000)
        for number in range(200)
        for name in "ace"
    ]
    write_claims(tmp_path / "1.parquet", made)
    whole = assemble_segments([tmp_path / "1.parquet"], DOCUMENTS, relations=RELATIONS)
    monkeypatch.setattr("kg.assembly.reduction.AT_ONCE", 10)
    assert assemble_segments([tmp_path / "1.parquet"], DOCUMENTS, relations=RELATIONS) == whole
    assert BUCKETS >= 1024


def test_a_folder_may_be_named_like_a_pattern(tmp_path: Path) -> None:
    folder = tmp_path / "[ab]*?"
    folder.mkdir()
    write_claims(folder / "1.parquet", [claim("Turkey", "meets", "Russia")])
    graph, _ = assemble_segments([folder / "1.parquet"], DOCUMENTS, relations=RELATIONS)
    assert len(graph) == 1


def test_a_segment_that_cannot_be_read_is_an_error_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "1.parquet").write_bytes(b"PAR1 not at all")
    with pytest.raises(StoreError, match="build again"), open_reduction([tmp_path / "1.parquet"]):
        pass


def test_nothing_is_ever_fetched_from_the_network(tmp_path: Path) -> None:
    write_claims(tmp_path / "1.parquet", [])
    with open_reduction([tmp_path / "1.parquet"]) as reduction:
        asked = (
            "SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%_known_extensions' ORDER BY name"
        )
        assert list(reduction._rows(asked)) == [
            ("autoinstall_known_extensions", "false"),
            ("autoload_known_extensions", "false"),
        ]
    assert duckdb.__version__
