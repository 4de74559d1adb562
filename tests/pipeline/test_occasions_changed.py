"""Claims of one event at several times, changed document by document: the update gives what a new assembly gives."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.assembly import assemble, assemble_segments
from kg.ids import digest
from kg.ontology import load_ontology
from kg.pipeline import changes
from kg.pipeline.ledger import Ledger
from kg.pipeline.segments import Segment
from kg.pipeline.values import dump_statement
from kg.records import write_claims
from kg.types import Claim, Document, Interval
from tests.builders import claim, document

NAMES = "abcde"
RELATIONS = load_ontology().relations

days = st.none() | st.dates(date(2019, 6, 25), date(2019, 7, 5))
times = st.none() | st.builds(
    lambda begin, end: Interval(*(sorted((begin, end)) if begin and end else (begin, end)), "then"),
    days,
    days,
)
told = st.lists(
    st.builds(
        claim,
        st.just("Turkey"),
        st.sampled_from(("meets", "visits", "allyOf")),
        st.just("Russia"),
        at=st.integers(0, 3),
        polarity=st.sampled_from(("positive", "positive", "negative")),
        modality=st.sampled_from(("asserted", "planned")),
        time=times,
    ),
    max_size=3,
)
reports = st.dictionaries(
    st.sampled_from(NAMES),
    st.tuples(st.none() | st.dates(date(2019, 6, 20), date(2019, 7, 20)), told),
    min_size=1,
)
Reports = dict[str, tuple[date | None, list[Claim]]]


def segments_of(made: Reports, folder: Path) -> tuple[list[Segment], list[Claim]]:
    segments, claims = [], []
    for name, (published, own) in sorted(made.items()):
        moved = [claim_in(name, each) for each in own]
        file = f"{name}-{digest(str(published), *map(repr, moved))}.parquet"
        write_claims(folder / file, moved)
        segments.append(Segment(document(name, published=published), file))
        claims += moved
    return segments, claims


def claim_in(name: str, each: Claim) -> Claim:
    return claim(
        each.subject,
        each.relation,
        each.object,
        document=name,
        at=each.evidence.extent.start,
        polarity=each.polarity.value,
        modality=each.modality.value,
        time=each.time,
    )


@given(reports, reports)
@settings(max_examples=25)
def test_an_update_gives_what_a_new_assembly_gives(before: Reports, after: Reports) -> None:
    kept = {name: before[name] for name in before if name not in after or name in "ab"}
    now = {**after, **kept}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        old, old_claims = segments_of(before, folder)
        new, claims = segments_of(now, folder)
        graph, votes = assemble_segments(
            [folder / each.name for each in old], [each.document for each in old], relations=RELATIONS
        )
        assert graph == assemble(old_claims, [each.document for each in old], relations=RELATIONS)
        with Ledger.write(folder / "ledger.sqlite") as ledger:
            ledger.set_segments(old)
            ledger.set_votes(votes)
            ledger.put_statements((each.id, dump_statement(each)) for each in graph.statements)
        most, changes.MOST = changes.MOST, 0
        try:
            with Ledger.open(folder / "ledger.sqlite") as ledger:
                changed = changes.assemble_changed(ledger, new, folder, RELATIONS)
        finally:
            changes.MOST = most
    documents: list[Document] = [each.document for each in new]
    assert changed is not None
    assert changed.graph == assemble(claims, documents, relations=RELATIONS)
