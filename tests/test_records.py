from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.records import read_claims, read_documents, write_claims, write_documents
from kg.types import (
    IRI,
    Certainty,
    Claim,
    Document,
    Entity,
    Evidence,
    Extent,
    Holder,
    Interval,
    Modality,
    Polarity,
    Role,
)
from tests.builders import claim, document, holder, interval

words = st.text(max_size=12)
iris = words.map(IRI)
extents = st.builds(Extent, st.integers(0, 2**40), st.integers(0, 2**40))
entities = st.builds(
    Entity,
    id=iris,
    type=words,
    name=words,
    country=st.none() | words,
    aliases=st.lists(words, max_size=2).map(tuple),
    same_as=st.lists(iris, max_size=2).map(tuple),
)
claims = st.builds(
    Claim,
    subject=entities,
    relation=words,
    object=entities,
    evidence=st.builds(
        Evidence,
        document=iris,
        extent=extents,
        quote=words,
        sentence_extent=extents,
        sentence=words,
        rule=words,
        confidence=st.floats(0, 1),
    ),
    roles=st.lists(st.builds(Role, words, entities), max_size=2).map(tuple),
    polarity=st.sampled_from(Polarity),
    modality=st.sampled_from(Modality),
    certainty=st.sampled_from(Certainty),
    holders=st.lists(st.builds(Holder, words, st.none() | iris, st.booleans()), max_size=2).map(tuple),
    time=st.none()
    | st.builds(Interval, st.none() | st.dates(), st.none() | st.dates(), words, st.sampled_from(Certainty)),
    condition=st.none() | words,
    embedded_under=st.none() | words,
)
documents = st.builds(
    Document,
    id=iris,
    text=st.just(""),
    raw_offset=st.integers(0, 2**40),
    source=words,
    title=st.none() | words,
    published=st.none() | st.dates(),
    publisher=st.none() | words,
    author=st.none() | words,
    url=st.none() | words,
    language=words,
    origin=iris,
)


@given(st.lists(claims, max_size=4))
@settings(max_examples=60)
def test_claims_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, values: list[Claim]
) -> None:
    path = tmp_path_factory.mktemp("claims") / "c.parquet"
    write_claims(path, values)
    assert list(read_claims(path)) == values


@given(st.lists(documents, max_size=4))
@settings(max_examples=40)
def test_documents_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, values: list[Document]
) -> None:
    path = tmp_path_factory.mktemp("documents") / "d.parquet"
    write_documents(path, values)
    assert list(read_documents(path)) == values


def test_a_document_loses_its_text_on_the_way(tmp_path: Path) -> None:
    write_documents(tmp_path / "d.parquet", [Document(id=IRI("urn:d"), text="long", raw="long")])
    assert list(read_documents(tmp_path / "d.parquet")) == [Document(id=IRI("urn:d"), text="")]


def test_equal_claims_give_equal_bytes(tmp_path: Path) -> None:
    values = [
        claim("Turkey", "buys", "S-400", at=n, time=interval("2019-07-12"), holders=(holder("X"),))
        for n in range(9)
    ]
    for name in ("one.parquet", "two.parquet"):
        write_claims(tmp_path / name, iter(values))
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_several_files_are_read_one_after_the_other(tmp_path: Path) -> None:
    first, second = claim("Turkey", "buys", "S-400"), claim("Russia", "sells", "S-400")
    write_claims(tmp_path / "1.parquet", [first])
    write_claims(tmp_path / "2.parquet", [second])
    assert list(read_claims([tmp_path / "2.parquet", tmp_path / "1.parquet"])) == [second, first]


def test_an_entity_named_often_is_one_value_in_memory(tmp_path: Path) -> None:
    write_claims(
        tmp_path / "c.parquet", [claim("Turkey", "buys", "S-400"), claim("Turkey", "operates", "S-400")]
    )
    one, two = read_claims(tmp_path / "c.parquet")
    assert one.subject is two.subject


def test_a_missing_file_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"c\.parquet: does not exist; build again"):
        list(read_claims(tmp_path / "c.parquet"))


@pytest.mark.parametrize("content", [b"", b"PAR1 not at all", b"x" * 4000])
def test_a_file_that_is_no_parquet_is_named_with_the_remedy(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "c.parquet").write_bytes(content)
    with pytest.raises(StoreError, match=r"c\.parquet: not readable .*; delete it and build again"):
        list(read_claims(tmp_path / "c.parquet"))


def test_another_table_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": [1]}), tmp_path / "c.parquet")
    with pytest.raises(StoreError, match="not a table of claims"):
        list(read_claims(tmp_path / "c.parquet"))
    write_documents(tmp_path / "d.parquet", [document("a", published=date(2019, 7, 12))])
    with pytest.raises(StoreError, match="not a table of claims"):
        list(read_claims(tmp_path / "d.parquet"))


def test_a_word_that_is_no_modality_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.parquet"
    write_claims(path, [claim("Turkey", "buys", "S-400")])
    table = pq.read_table(path)
    column = table.schema.get_field_index("modality")
    pq.write_table(table.set_column(column, table.schema.field(column), pa.array(["rumoured"])), path)
    with pytest.raises(StoreError, match="rumoured"):
        list(read_claims(path))


def test_a_folder_that_is_not_there_is_a_clear_error_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        write_claims(tmp_path / "none" / "c.parquet", [])
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_finished_does_not_appear(tmp_path: Path) -> None:
    def broken() -> Iterator[Claim]:
        yield claim("Turkey", "buys", "S-400")
        raise OSError(28, "No space left on device")

    with pytest.raises(StoreError, match=r"No space left on device.*make room or choose another place"):
        write_claims(tmp_path / "c.parquet", broken())
    assert list(tmp_path.iterdir()) == []
