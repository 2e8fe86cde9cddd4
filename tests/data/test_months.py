"""Months, counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.months import UnreadableMonth, last_full_month, month_end, month_index, month_text, months_between

indexes = st.integers(12, 9999 * 12 + 11)
days = st.dates(date(2, 1, 1), date(9998, 12, 31))


@given(indexes)
def test_a_month_is_read_again(index):
    assert month_index(month_text(index)) == index


@given(days)
def test_the_index_counts_months(day):
    next_month = day.replace(day=28) + timedelta(days=7)
    assert month_index(f"{next_month:%Y-%m}".zfill(7)) - month_index(f"{day:%Y-%m}".zfill(7)) == 1


@given(days)
def test_the_end_of_a_month_is_its_last_day(day):
    end = month_end(day.isoformat()[:7])
    assert (end.year, end.month) == (day.year, day.month) and (end + timedelta(days=1)).day == 1


@given(days)
def test_the_last_full_month_is_over_and_the_next_one_is_not(day):
    month = last_full_month(day)
    assert month_end(month) < day <= month_end(month_text(month_index(month) + 1))


def test_months_between_are_both_ends_and_all_within():
    assert months_between("2024-11", "2025-02") == ["2024-11", "2024-12", "2025-01", "2025-02"]
    assert months_between("2025-02", "2025-02") == ["2025-02"]
    assert months_between("2025-02", "2025-01") == []


NO_MONTHS = ["", "2025", "2025-13", "2025-00", "2025-1", "2025-01-01", "0000-05", " 2025-01", "٢٠٢٥-01"]


@pytest.mark.parametrize("text", [*NO_MONTHS, None, 202501])
def test_what_is_no_month_is_refused_and_quoted(text):
    with pytest.raises(UnreadableMonth, match=r"bukan bulan.*2025-03") as caught:
        month_index(text)
    assert str(text).strip() in str(caught.value)
