"""Which month of a ledger a view looks at, and what of it the address holds."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from data.offices import earlier_month
from pages.session import month_in_view, month_of
from pages.view import View

LEDGER = SimpleNamespace(months=("2025-11", "2025-12", "2026-01"))


@pytest.mark.parametrize(
    ("asked", "month"),
    [("", "2026-01"), ("2025-12", "2025-12"), ("2026-07", "2026-01"), ("2019-01", "2025-11")],
)
def test_the_month_asked_for_or_the_last_before_it_is_shown(asked, month):
    assert month_of(View(data="simulasi", month=asked), LEDGER) == month


def test_the_newest_month_is_not_held_by_the_address():
    assert month_in_view("2026-01", LEDGER) == ""
    assert month_in_view("2025-12", LEDGER) == "2025-12"


def test_an_earlier_month_is_one_that_the_ledger_has():
    assert earlier_month(LEDGER, "2026-01", 1) == "2025-12"
    assert earlier_month(LEDGER, "2025-11", 1) == earlier_month(LEDGER, "2026-01", 12) == ""
