"""Which month of a ledger a view looks at, what of it the address holds, and the way to a ledger where there is none."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from data.access import Viewer
from data.offices import earlier_month
from pages.session import month_in_view, month_of
from pages.view import View
from tests.pages.reading import opened, well, words_on

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


@pytest.mark.parametrize("page", ["", "tunggakan", "bandingkan", "kantor-kc-mojokerto"])
def test_where_nobody_has_brought_anything_who_may_is_shown_the_way(page, tmp_path, monkeypatch):
    monkeypatch.setenv("PETA_HOME", str(tmp_path))
    branch = opened(page, Viewer("cabang", frozenset({"KC-MOJOKERTO"})), data="sendiri")
    well(branch.button(key="bring_first").click().run())
    assert branch.file_uploader and "Belum ada data sendiri" not in words_on(branch)


def test_who_may_not_bring_anything_reads_who_does_and_is_shown_the_simulation(ledger_home):
    public = opened("", data="sendiri")
    assert "hanya diterima dari kantor cabang dan pengelola" in public.caption[0].value
    assert "bring_first" not in [button.key for button in public.button]
    well(public.button(key="to_simulation").click().run())
    assert public.session_state["view"].data == "simulasi"
