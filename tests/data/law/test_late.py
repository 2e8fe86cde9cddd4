"""When a contribution falls due and what being late costs."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.law.late import due_date, due_day, penalty, penalty_ppm_table
from data.law.periods import UnknownMonth
from data.law.rules import at, deadline
from data.law.working_days import is_working_day, working_day, working_days_after
from data.months import months_between

LAST = "2030-12"
PENALISED = months_between("2015-08", LAST)


# Written by hand from the decrees, and not with the package that the app asks.
# 2023: SKB 1066/2022, 3/2022, 3/2022, amended 624/2023, 2/2023, 2/2023. 2024: SKB 855/2023, 3/2023, 4/2023, and the
# election days of Keppres 10/2024 and 33/2024. 2025: SKB 1017/2024, 2/2024, 2/2024. 2026: SKB 1497/2025, 2/2025, 5/2025.
NATIONAL = {
    2023: "01-01 01-22 02-18 03-22 04-07 04-22 04-23 05-01 05-18 06-01 06-04 06-29 07-19 08-17 09-28 12-25",
    2024: "01-01 02-08 02-10 02-14 03-11 03-29 03-31 04-10 04-11 05-01 05-09 05-23 06-01 06-17 07-07 08-17 09-16 "
    "11-27 12-25",
    2025: "01-01 01-27 01-29 03-29 03-31 04-01 04-18 04-20 05-01 05-12 05-29 06-01 06-06 06-27 08-17 09-05 12-25",
    2026: "01-01 01-16 02-17 03-19 03-21 03-22 04-03 04-05 05-01 05-14 05-27 05-31 06-01 06-16 08-17 08-25 12-25",
}
JOINT = {
    2023: "01-23 03-23 04-19 04-20 04-21 04-24 04-25 06-02 06-28 06-30 12-26",
    2024: "02-09 03-12 04-08 04-09 04-12 04-15 05-10 05-24 06-18 12-26",
    2025: "01-28 03-28 04-02 04-03 04-04 04-07 05-13 05-30 06-09 08-18 12-26",
    2026: "02-16 03-18 03-20 03-23 03-24 05-15 05-28 12-24",
}
# The due day of each contribution month of a year, January first; those of December lie in the next one.
DUE = {
    2023: "2023-02-15 2023-03-15 2023-04-17 2023-05-15 2023-06-15 2023-07-17 "
    "2023-08-15 2023-09-15 2023-10-16 2023-11-15 2023-12-15 2024-01-15",
    2024: "2024-02-15 2024-03-15 2024-04-15 2024-05-15 2024-06-18 2024-07-15 "
    "2024-08-15 2024-09-17 2024-10-15 2024-11-15 2024-12-16 2025-01-15",
    2025: "2025-02-17 2025-03-17 2025-04-15 2025-05-15 2025-06-16 2025-07-15 "
    "2025-08-15 2025-09-15 2025-10-15 2025-11-17 2025-12-15 2026-01-15",
    2026: "2026-02-16 2026-03-16 2026-04-15 2026-05-15 2026-06-15 2026-07-15 "
    "2026-08-18 2026-09-15 2026-10-15 2026-11-16 2026-12-15 2027-01-15",
}
# What the rule on joint holidays, which no source confirms, would make of some of them.
WITH_JOINT = {
    "2024-03": "2024-04-16",
    "2024-05": "2024-06-19",
    "2026-01": "2026-02-18",
    "2026-04": "2026-05-18",
}
# Due on the 30th, on a day off the working day before: 30 January 2021 was a Saturday, 28 February 2021 a Sunday.
COVID = {
    "2020-07": "2020-08-18",
    "2020-08": "2020-09-30",
    "2020-09": "2020-10-30",
    "2020-10": "2020-11-30",
    "2020-11": "2020-12-30",
    "2020-12": "2021-01-29",
    "2021-01": "2021-02-26",
    "2021-02": "2021-03-15",
}
BY_HAND = COVID | {
    f"{year}-{month:02d}": day for year, days in DUE.items() for month, day in enumerate(days.split(), 1)
}


@pytest.mark.parametrize(("blth", "due"), BY_HAND.items())
def test_due_days_are_those_of_the_decrees(blth, due):
    assert due_date(blth) == date.fromisoformat(due)


def test_the_days_that_hang_on_joint_holidays_say_so():
    months = months_between("2023-01", "2026-12")
    other = {blth: due_day(blth).otherwise for blth in months}
    assert {blth: str(day) for blth, day in other.items() if day} == WITH_JOINT
    note = next(period for period in at("2026-04").sources() if period.name == "joint_holidays")
    assert not note.confirmed
    assert "Maret 2024, Mei 2024, Januari 2026 dan April 2026" in note.note["id"]


def test_a_day_of_a_year_without_a_decree_is_an_estimate():
    assert due_day("2026-12").estimated and not due_day("2026-11").estimated
    with pytest.raises(UnknownMonth, match="2101"):
        due_date("2101-03")


@pytest.mark.parametrize("year", NATIONAL)
def test_working_days_are_those_of_the_decrees(year):
    free = {date.fromisoformat(f"{year}-{day}") for day in NATIONAL[year].split()}
    joint = {date.fromisoformat(f"{year}-{day}") for day in JOINT[year].split()}
    day = date(year, 1, 1)
    while day.year == year:
        weekday = day.weekday() < 5
        assert is_working_day(day) == (weekday and day not in free), day
        assert is_working_day(day, joint=True) == (weekday and day not in free | joint), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("step", "on", "last"),
    [
        ("teguran_1", "2025-03-07", "2025-03-21"),
        ("teguran_1", "2025-03-24", "2025-04-09"),  # 31 March and 1 April: Idul Fitri
        ("teguran_2", "2026-08-14", "2026-09-01"),  # 17 and 25 August 2026
        ("teguran_1", "2024-12-20", "2025-01-07"),  # Christmas and New Year
    ],
)
def test_warnings_count_the_same_working_days(step, on, last):
    assert deadline(step, date.fromisoformat(on), at(on[:7])) == date.fromisoformat(last)


def test_before_the_first_rule_nothing_is_due():
    with pytest.raises(UnknownMonth, match="2015-06"):
        due_date("2015-06")


def test_a_penalty_by_hand():
    assert penalty(1_000_000, "2025-01", "2025-01") == 0
    assert penalty(1_000_000, "2025-01", "2025-02") == 20_000
    assert penalty(1_000_000, "2025-01", "2025-04") == 60_000
    assert penalty(99, "2025-01", "2025-02") == 1
    # 2020-07 falls due in 2020-08: six months at 0.5 %, then one at 2 %.
    assert penalty(1_000_000, "2020-07", "2021-02") == 50_000


@given(st.integers(0, 10**13), st.lists(st.sampled_from(PENALISED), min_size=3, max_size=3).map(sorted))
def test_penalties_add_up_over_the_months(millions, between):
    first, middle, last = between
    outstanding = millions * 1_000_000
    both = penalty(outstanding, first, middle) + penalty(outstanding, middle, last)
    assert penalty(outstanding, first, last) == both


@given(st.integers(0, 10**15), st.sampled_from(PENALISED), st.sampled_from(PENALISED))
def test_a_penalty_is_the_sum_of_the_table(outstanding, blth, as_of):
    table = penalty_ppm_table("2015-08", LAST)
    late = [ppm for month, ppm in table.items() if blth < month <= as_of]
    exact = sum(Fraction(outstanding * ppm, 1_000_000) for ppm in late)
    assert 0 <= exact - penalty(outstanding, blth, as_of) < 1


def test_the_table_of_penalties_has_every_month_and_the_covid_ones_are_lower():
    table = penalty_ppm_table("2020-06", "2021-03")
    assert list(table) == months_between("2020-06", "2021-03")
    assert {month for month, ppm in table.items() if ppm == 5_000} == set(
        months_between("2020-08", "2021-01")
    )
    assert set(table.values()) == {5_000, 20_000}


# -- working days, against days counted one by one

days = st.dates(date(2016, 1, 1), date(2035, 12, 31))


@given(days, st.integers(1, 60))
def test_working_days_are_counted_one_by_one(day, count):
    last = working_days_after(day, count)
    within = [day + timedelta(days=ahead) for ahead in range(1, (last - day).days + 1)]
    assert sum(map(is_working_day, within)) == count and is_working_day(last)


@given(days)
def test_the_working_day_of_a_day_is_the_nearest_on_its_side(day):
    after, before = working_day(day), working_day(day, before=True)
    assert before <= day <= after and (before == day == after) == is_working_day(day)
    between = [before + timedelta(days=ahead) for ahead in range(1, (after - before).days)]
    assert not any(map(is_working_day, between))
