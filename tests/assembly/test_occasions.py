"""Occasions against what they promise, for any days; and columns against values."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.assembly.corroboration import merge_claims
from kg.assembly.occasions import (
    EVER,
    NEVER,
    UNKNOWN,
    Days,
    Occasions,
    Told,
    days_of,
    find_all,
    name_of,
    place_all,
)
from kg.ontology import Relation
from kg.types import Claim, Interval, Statement
from tests.builders import claim, document, interval

EVENTS = {name: Relation(name=name, label=name, event="CONSULT", symmetric=True) for name in ("meets",)}
EVENTS["memberOf"] = Relation(name="memberOf", label="is a member of", quad="state")

day = st.integers(700_000, 700_060)
times = st.one_of(
    st.tuples(day, st.integers(0, 40)).map(lambda pair: Days(pair[0], pair[0] + pair[1])),
    day.map(lambda first: Days(first, first)),
    day.map(lambda first: Days(first, EVER)),
    day.map(lambda last: Days(NEVER, last)),
)
published = st.none() | st.integers(699_980, 700_120)


def overlap(one: Days, other: Days) -> bool:
    return one.first <= other.last and other.first <= one.last


@given(st.lists(times, min_size=1, max_size=12), st.randoms())
def test_occasions_depend_on_the_set_of_days_alone(known: list[Days], chance: Random) -> None:
    mixed = [*known, known[0]]
    chance.shuffle(mixed)
    assert Occasions.of(mixed) == Occasions.of(known)


@given(st.lists(times, min_size=1, max_size=12), published, st.booleans())
def test_claims_of_one_occasion_have_days_in_common(
    known: list[Days], reported: int | None, ahead: bool
) -> None:
    occasions = Occasions.of(known)
    assert all(one.last < other.first for one, other in pairwise(occasions))
    assert len({name_of(each) for each in occasions}) == len(occasions)
    members: dict[Days, list[Days]] = {}
    for time in known:
        found = occasions.place(time, reported, ahead=ahead)
        assert found is not None
        members.setdefault(found, []).append(time)
    assert set(members) == set(occasions), "no occasion is nobody's"
    for occasion, own in members.items():
        assert occasion.last == min(each.last for each in own)
        assert occasion.first <= max(each.first for each in own) <= occasion.last


@given(st.lists(times, min_size=1, max_size=10))
def test_there_are_no_more_occasions_than_days_that_exclude_each_other(known: list[Days]) -> None:
    apart: list[Days] = []  # as many as can be picked so that no two overlap
    for time in sorted(known, key=lambda each: each.last):
        if not any(overlap(time, other) for other in apart):
            apart.append(time)
    assert len(Occasions.of(known)) == len(apart)


@given(
    st.lists(
        st.tuples(
            st.lists(times, min_size=1, max_size=6),
            st.lists(st.tuples(st.none() | times, published, st.booleans())),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_columns_give_what_values_give(
    groups: list[tuple[list[Days], list[tuple[Days | None, int | None, bool]]]],
) -> None:
    dated = [(at, *time) for at, (known, _) in enumerate(groups) for time in known]
    columns = find_all(*(np.array(column, dtype=np.int64) for column in zip(*dated, strict=True)))
    occasions = [Occasions.of(known) for known, _ in groups]
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == [
        (at, *each) for at, own in enumerate(occasions) for each in own
    ]
    rows = [
        (at, time, reported, ahead)
        for at, (known, others) in enumerate(groups)
        for time, reported, ahead in [
            *((each, reported, True) for each in known for reported in (None, 700_030)),
            *others,
        ]
        if time is None or time in known
    ]
    told = Told(
        np.array([at for at, *_ in rows], dtype=np.int64),
        np.array([UNKNOWN if time is None else time.first for _, time, _, _ in rows], dtype=np.int64),
        np.array([UNKNOWN if time is None else time.last for _, time, _, _ in rows], dtype=np.int64),
        np.array([UNKNOWN if reported is None else reported for _, _, reported, _ in rows], dtype=np.int64),
        np.array([ahead for *_, ahead in rows], dtype=bool),
    )
    placed = [
        None if place == UNKNOWN else Days(int(columns.first[place]), int(columns.last[place]))
        for place in place_all(told, columns).tolist()
    ]
    assert placed == [occasions[at].place(time, reported, ahead=ahead) for at, time, reported, ahead in rows]


def merged(*claims: Claim, published: dict[str, str] | None = None) -> list[Statement]:
    documents = [document(name, published=date.fromisoformat(day)) for name, day in (published or {}).items()]
    found = merge_claims(claims, EVENTS, {each.id: each for each in documents})
    return sorted(found, key=lambda each: (str(each.time and each.time.begin), each.id))


def met(document: str, time: Interval | None = None, **more: Any) -> Claim:
    return claim("Kim", more.pop("relation", "meets"), "Moon", document=document, time=time, **more)


def test_meetings_on_different_days_are_different_statements_each_with_its_day() -> None:
    first, second = merged(met("a", interval("2018-04-27")), met("b", interval("2019-09-18")))
    assert [each.time for each in (first, second)] == [interval("2018-04-27"), interval("2019-09-18")]
    assert first.id != second.id


def test_a_statement_keeps_its_id_when_another_occasion_is_told() -> None:
    (alone,) = merged(met("a", interval("2018-04-27")))
    both = merged(met("a", interval("2018-04-27")), met("b", interval("2019-09-18")))
    assert alone in both


def test_what_holds_over_time_is_one_statement_whenever_it_is_said() -> None:
    (statement,) = merged(
        met("a", interval("2018-04-27"), relation="memberOf"),
        met("b", interval("2019-09-18"), relation="memberOf"),
    )
    assert len(statement.supporting) == 2


def test_what_says_no_day_joins_the_last_occasion_before_its_document() -> None:
    claims = [
        met("a", interval("2018-04-27")),
        met("b", interval("2019-09-18")),
        met("c"),
        met("d"),
        met("e"),
    ]
    days = {"c": "2018-05-02", "d": "2019-09-20", "e": "2018-12-24"}
    first, second, undated = merged(*claims, published=days)
    assert [each.evidence.document for each in first.supporting] == sorted(document(n).id for n in "ac")
    assert [each.evidence.document for each in second.supporting] == sorted(document(n).id for n in "bd")
    assert [each.evidence.document for each in undated.supporting] == [document("e").id]


def test_what_has_happened_did_not_happen_after_its_document_but_a_plan_may() -> None:
    days = {"b": "2018-04-20"}
    assert len(merged(met("a", interval("2018-04-27")), met("b"), published=days)) == 2
    (plan,) = merged(
        met("a", interval("2018-04-27"), modality="planned"), met("b", modality="planned"), published=days
    )
    assert len(plan.supporting) == 2


def test_a_denial_counts_against_the_occasion_that_it_is_about() -> None:
    first, second = merged(
        met("a", interval("2018-04-27")),
        met("b", interval("2019-09-18")),
        met("c", modality="denied"),
        published={"c": "2019-09-19"},
    )
    assert (len(first.refuting), len(second.refuting)) == (0, 1)


def test_a_year_in_which_two_meetings_are_known_means_the_one_nearest_to_the_report() -> None:
    claims = [met("a", interval("2018-04-27")), met("b", interval("2018-09-18"))]
    wide = met("c", interval("2018-01-01", "2018-12-31", "in 2018"))
    for day, expected in (
        ("2018-05-01", "2018-04-27"),
        ("2018-10-01", "2018-09-18"),
        ("2019-10-01", "2018-09-18"),
    ):
        (joined,) = [
            each for each in merged(*claims, wide, published={"c": day}) if len(each.supporting) == 2
        ]
        assert joined.time is not None
        assert str(joined.time.begin) == expected


def test_days_of_times_that_name_none() -> None:
    assert days_of(None) is None
    assert days_of(Interval(None, None, "recently")) is None
