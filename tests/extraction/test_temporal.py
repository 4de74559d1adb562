"""Time expressions: the gold table, where they stand in running text, and what must hold of any text."""

from __future__ import annotations

import calendar
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction.temporal import find_and_read, find_times, read_time
from kg.extraction.time_spans import Days, easter, half_days, moved, nth_weekday, part_days, unit_days
from kg.types import Certainty, Interval

GOLD = Path(__file__).parents[1] / "gold" / "time_expressions.tsv"
THURSDAY = date(2019, 7, 18)


def _rows() -> list[list[str]]:
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


def _day(cell: str) -> date | None:
    return None if cell == "-" else date.fromisoformat(cell)


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row[0]} [{row[1]} {row[2]}]")
def test_an_expression_means_the_days_in_the_gold_table(row: list[str]) -> None:
    expression, anchor, tense, begin, end, certainty = row
    interval = read_time(expression, _day(anchor), tense=None if tense == "-" else tense)
    assert interval == Interval(_day(begin), _day(end), expression, Certainty(certainty))


def test_the_gold_table_is_large_enough_and_never_says_one_thing_twice() -> None:
    rows = _rows()
    assert len(rows) >= 150
    assert len({tuple(row[:3]) for row in rows}) == len(rows)


# --- in running text: the expressions stand in square brackets ----------------------------------

SENTENCES = """
The contract was signed [in December 2017], and the first crates left the port [on Tuesday].
[Late on Friday] the ministry said deliveries would begin [in July].
Officials from both sides met [on 3 April 2019] in Brussels, [two days before the summit].
The talks, held [earlier this week], will resume [later this month].
[By late March 2020] the factory must be moved, according to a plan drawn up [last October].
Production rose [between May and July 2019] and fell again [in the second half of the year].
She has led the office [since 2016] and will stay [until June].
Support grew [over the past two years], he said [yesterday evening].
The envoy left [the following day] and came back [three weeks later].
Relations have been tense [since the coup attempt].
Parliament votes [ahead of the summit], [within days] of the report.
The crew landed [at 5 a.m. on Monday] and the hangar opened [at 08:36 GMT].
Sanctions may follow, May said, unless the march ends.
Theresa May met April Jones and June Ward at the spring festival.
They march every Friday and rest every two weeks.
He was jailed for three years and fined $2019 for a two-day protest.
The unit bought 2000 rifles and an S-400 for 1,999 soldiers.
In 2000 villages there was no power.
It was the largest attack in four years and the first vote in decades.
The 38-year-old earned 900 dollars a month.
The company lost a third of its value [after the purchase of a rival].
Prices in the [2016] report were wrong, and [the 1990s] were forgotten.
The accord of [15-16 July 2016] was renewed [on New Year's Day].
Turkey's [2017] loan agreement runs [from 2018 to 2023].
The city fell [in 1453]; a treaty was signed [in the late 19th century].
[On Sept. 9] they came, [on Sept. 11] they left.
[Today], [tomorrow] and [the day after tomorrow] the road stays shut.
A second batch is due [in two months], a third [next spring].
Talks are expected to last several days.
Trade rose by 5% on 2018, a record.
The president's following remarks were short.
The fall of the city shocked the region.
[In the early hours of Saturday] shells hit the port.
Elections are planned [for 15 and 16 September].
The deal (signed in Ankara, [2 May 2018]) expires [at the end of next year].
"""


def _marked(line: str) -> tuple[str, list[str]]:
    parts = line.replace("]", "[").split("[")
    return "".join(parts), parts[1::2]


@pytest.mark.parametrize("line", SENTENCES.strip().splitlines())
def test_the_bracketed_words_are_found_and_no_others(line: str) -> None:
    text, expected = _marked(line)
    assert [text[start:end] for start, end in find_times(text)] == expected


def test_extents_count_from_where_the_text_begins() -> None:
    assert find_times("They met on Tuesday.", start=100) == ((109, 119),)


def test_a_text_in_capitals_is_read_alike() -> None:
    found = find_and_read("DEAL SIGNED ON 3 APRIL 2019, IN FORCE BY LATE MARCH 2020", None)
    assert [interval.end for _, interval in found] == [date(2019, 4, 3), date(2020, 3, 31)]


def test_paragraphs_keep_numbers_and_months_apart() -> None:
    found = find_and_read("It ends in July\n\n15 people came.", THURSDAY)
    assert [interval.text for _, interval in found] == ["in July"]


def test_the_tense_of_the_words_about_it_decides_which_day_is_meant() -> None:
    past = find_and_read("The ministers met on Tuesday.", THURSDAY)[0][1]
    future = find_and_read("The ministers will meet on Tuesday, officials said.", THURSDAY)[0][1]
    passive = find_and_read("The list will be announced on Tuesday.", THURSDAY)[0][1]
    assert past.begin == date(2019, 7, 16)
    assert future.begin == passive.begin == date(2019, 7, 23)


def test_the_following_day_follows_the_day_last_told() -> None:
    text = "The jet was shot down on 24 November 2015. The following day the embassy was closed."
    (_, first), (_, second) = find_and_read(text, THURSDAY)
    assert first.certainty is Certainty.CERTAIN
    assert second == Interval(date(2015, 11, 25), date(2015, 11, 25), "The following day", Certainty.POSSIBLE)


def test_what_follows_an_unknown_day_stays_unknown() -> None:
    assert read_time("a year later", THURSDAY) == Interval(None, None, "a year later", Certainty.UNKNOWN)


def test_the_time_last_told_can_be_given() -> None:
    told = Interval(date(2016, 7, 15), date(2016, 7, 15), "on 15 July 2016")
    found = read_time("a year later", THURSDAY, told=told)
    assert found is not None
    assert (found.begin, found.end) == (date(2017, 1, 1), date(2017, 12, 31))


def test_words_that_tell_no_time_are_no_interval() -> None:
    assert read_time("the Russian defence ministry", THURSDAY) is None
    assert read_time("", THURSDAY) is None


def test_a_phrase_about_an_expression_is_read_for_the_expression() -> None:
    found = read_time("on Tuesday in the Turkish capital", THURSDAY)
    assert found is not None
    assert found.begin == date(2019, 7, 16)


@pytest.mark.parametrize(
    "expression", ["on 30 February 2019", "9999 years ago", "5000 centuries ago", "in 900000 years"]
)
def test_a_day_that_no_calendar_has_is_unknown(expression: str) -> None:
    found = read_time(expression, THURSDAY, tense="future")
    assert found is not None
    assert (found.begin, found.end, found.certainty) == (None, None, Certainty.UNKNOWN)


# --- the calendar -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1954, 4, 18), (1981, 4, 19), (2000, 4, 23), (2008, 3, 23), (2019, 4, 21), (2038, 4, 25)],
)
def test_easter_falls_on_its_sunday(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


DAYS = st.dates(min_value=date(1200, 1, 1), max_value=date(2900, 12, 31))
UNITS = st.sampled_from(["day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century"])


@given(DAYS, UNITS)
def test_the_thirds_of_a_unit_cover_it_without_overlap(day: date, unit: str) -> None:
    whole = unit_days(unit, day)
    early, mid, late = (part_days(part, whole) for part in ("early", "mid", "late"))
    if early != whole:
        assert early.first == whole.first
        assert late.last == whole.last
        assert mid == Days(early.last + timedelta(1), late.first - timedelta(1))


@given(DAYS, UNITS)
def test_the_halves_of_a_unit_make_the_whole(day: date, unit: str) -> None:
    whole = unit_days(unit, day)
    first, second = half_days(0, whole), half_days(1, whole)
    assert first.first == whole.first
    assert second.last == whole.last
    assert whole.length == 1 or first.last + timedelta(1) == second.first


@given(DAYS, st.integers(0, 50_000), st.sampled_from(["early", "mid", "late", "start", "end"]))
def test_a_part_of_any_stretch_lies_in_it(day: date, length: int, part: str) -> None:
    whole = Days(day, day + timedelta(length))
    for cut in (part_days(part, whole), half_days(0, whole), half_days(1, whole)):
        assert whole.first <= cut.first <= cut.last <= whole.last


@given(DAYS, UNITS, st.integers(-11, 60))
def test_moving_forth_and_back_stays_in_the_unit(day: date, unit: str, count: int) -> None:
    back = moved(moved(day, unit, count), unit, -count)
    assert unit_days(unit, back) == unit_days(unit, day)


@given(DAYS, st.integers(0, 6), st.sampled_from([1, 2, 3, 4, -1, -2]))
def test_the_nth_weekday_of_a_month_is_that_weekday_in_it(day: date, weekday: int, number: int) -> None:
    month = unit_days("month", day)
    found = nth_weekday(number, weekday, month)
    assert found is not None
    assert found.weekday() == weekday
    assert month.first <= found <= month.last


# --- what must hold of any date and any text ----------------------------------------------------

STYLES = (
    "{d} {B} {Y}",
    "{B} {d}, {Y}",
    "on {d} {B}, {Y}",
    "{d}{th} {B} {Y}",
    "the {d}{th} of {B} {Y}",
    "{B} {d}{th}, {Y}",
    "{b} {d}, {Y}",
    "{A}, {B} {d}, {Y}",
    "on {A} {d} {B} {Y}",
    "{Y}-{m:02}-{d:02}",
    "{Y}/{m:02}/{d:02}",
    "{U} {d}, {Y}",
)
MONTHS = list(calendar.month_name)[1:]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def _written(day: date, style: str) -> str:
    month = MONTHS[day.month - 1]
    short = month if month in ("May", "June", "July") else f"{month[:3]}."
    ending = "th" if day.day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return style.format(
        d=day.day,
        m=day.month,
        Y=day.year,
        B=month,
        b=short,
        U=month.upper(),
        A=WEEKDAYS[day.weekday()],
        th=ending,
    )


@given(st.dates(min_value=date(1200, 1, 1), max_value=date(2199, 12, 31)), st.sampled_from(STYLES))
@settings(max_examples=300)
def test_a_day_reads_back_however_it_is_written(day: date, style: str) -> None:
    written = _written(day, style)
    assert read_time(written, None) == Interval(day, day, written, Certainty.CERTAIN)
    text = f"Officials met ({written}) in the capital."
    assert find_and_read(text, THURSDAY)[0][1][:2] == (day, day)


PIECES = [
    *sorted({piece for row in _rows() for piece in row[0].split()}),
    *[",", "-", "–", "(", "to", "and"],
    "of the",
]


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)),
    st.one_of(st.none(), st.dates()),
    st.sampled_from([None, "past", "future", "present", "nonsense"]),
)
@settings(max_examples=600, deadline=None)
def test_any_text_is_read_without_error_and_never_backwards(
    text: str, anchor: date | None, tense: str | None
) -> None:
    whole = read_time(text, anchor, tense=tense)
    found = find_and_read(text, anchor)
    assert tuple(extent for extent, _ in found) == find_times(text)
    previous = 0
    for extent, interval in found:
        assert previous <= extent.start < extent.end <= len(text)
        assert interval.text == text[extent.start : extent.end]
        previous = extent.end
    for interval in [interval for _, interval in found] + ([whole] if whole else []):
        if interval.begin and interval.end:
            assert interval.begin <= interval.end
        known = interval.begin is not None or interval.end is not None
        assert known == (interval.certainty is not Certainty.UNKNOWN)


@given(st.sampled_from(_rows()))
def test_no_anchor_never_makes_a_time_known_that_needs_one(row: list[str]) -> None:
    expression = row[0]
    alone = read_time(expression, None)
    seen = [read_time(expression, day, tense="past") for day in (THURSDAY, date(2003, 1, 31))]
    if alone and alone.certainty is not Certainty.UNKNOWN:
        assert seen == [alone, alone]


@pytest.mark.parametrize(
    "piece",
    [
        "the end of ",
        "the first half of ",
        "late July, ",
        "2 or 3 ",
        "1.1.1,1",
        "12-15-",
        "\n ",
        "'",
        "last last ",
        "after the failed ",
        "a",
        "in July 2019 the talks resumed. ",
        "about about ",
        "Monday and ",
    ],
)
def test_time_grows_with_the_length_of_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        best = []
        for _ in range(3):
            start = time.process_time()
            find_and_read(text, THURSDAY)
            best.append(time.process_time() - start)
        return min(best)

    small, large = seconds(6_000), seconds(48_000)
    assert large < 24 * small + 0.05  # eight times the text, with room for a busy machine
