"""When a contribution falls due and what being late costs."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.law.late import due_date, penalty, penalty_ppm_table, working_day, working_days_after
from data.law.periods import UnknownMonth
from data.months import month_end, month_index, month_text, months_between

LAST = "2030-12"
PENALISED = months_between("2015-08", LAST)


@given(st.sampled_from(months_between("2015-07", LAST)))
def test_a_due_date_is_no_weekend_and_at_most_two_days_late(blth):
    due = due_date(blth)
    following = month_text(month_index(blth) + 1)
    day = 30 if "2020-08" <= blth <= "2021-01" else 15
    nominal = month_end(following).replace(day=min(day, month_end(following).day))
    assert due.weekday() < 5 and timedelta(0) <= due - nominal <= timedelta(2)
    assert (due == nominal) == (nominal.weekday() < 5)


@pytest.mark.parametrize(
    ("blth", "due"),
    [
        ("2025-03", date(2025, 4, 15)),
        ("2025-01", date(2025, 2, 17)),
        ("2024-12", date(2025, 1, 15)),
        ("2020-08", date(2020, 9, 30)),
        ("2021-01", date(2021, 3, 1)),
        ("2021-02", date(2021, 3, 15)),
    ],
)
def test_due_dates_by_the_calendar(blth, due):
    assert due_date(blth) == due


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

days = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def slow_working_day(day, holidays):
    while day.weekday() >= 5 or day in holidays:
        day += timedelta(days=1)
    return day


@given(days, st.integers(1, 60), st.sets(st.integers(-10, 90)))
def test_working_days_are_counted_one_by_one(day, count, off):
    holidays = [day + timedelta(days=ahead) for ahead in off]
    assert working_day(day, holidays) == slow_working_day(day, holidays)
    counted = day
    for _ in range(count):
        counted = slow_working_day(counted + timedelta(days=1), holidays)
    assert working_days_after(day, count, holidays) == counted
