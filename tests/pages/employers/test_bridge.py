"""The bars of the bridge between two months: each begins where the one before it ends, and they lead to what is owed."""

from __future__ import annotations

import re

import pytest

from data.queries.arrears_bridge import bridge_of
from data.words import Words
from pages.employers.bridge import _bars, bridge_chart, bridge_sheet
from pages.session.place import Place
from pages.view import View
from tests.data.queries.released import random_tables, released

WORDS = Words("id")


@pytest.fixture(scope="module", params=[True, False], ids=["with positions", "without positions"])
def place(request, tmp_path_factory) -> Place:
    """Everywhere, in the newest month of a random ledger."""
    tables = random_tables(11, 60)
    if not request.param:
        tables["arrears_positions"] = tables["arrears_positions"].iloc[:0]
    reading = released(tmp_path_factory.mktemp("bridge"), tables)
    return Place("all", "", reading.months[-1], reading)


@pytest.fixture(scope="module")
def bridge(place):
    return bridge_of(place.reading, place.where, place.before, place.month)


def test_each_bar_begins_where_the_one_before_it_ends(bridge, place):
    bars = _bars(bridge, place, WORDS)
    before, new, *balances, paid, closed, after = bars
    assert bridge.whole["new"] and bridge.whole["paid"]
    assert [bar.name for bar in balances] == ["Saldo awal"] * bool(bridge.whole["opening"])
    assert (before.start, after.start) == (0, 0)
    assert new.start == pytest.approx(before.share)
    top = new.start + new.share
    for bar in balances:
        assert bridge.whole["opening"] > 0 and bar.start == pytest.approx(top)
        top += bar.share
    assert paid.start + paid.share == pytest.approx(top)
    assert closed.start + closed.share == pytest.approx(paid.start)
    assert closed.start == pytest.approx(after.share)
    assert max(bar.start + bar.share for bar in bars) == pytest.approx(1)


def test_the_table_of_classes_ends_with_the_sums_of_the_bars(bridge, place):
    html = bridge_chart(bridge, place, WORDS)
    last_line = html.rsplit("<tr>", 1)[1]
    cells = re.findall(r"<b>([^<]*)</b>", last_line)
    names = ["new", *(["opening"] if bridge.whole["opening"] else []), "paid", "closed", "after"]
    amounts = [WORDS.rupiah(bridge.whole[name]) for name in names]
    assert cells[0] == "Jumlah" and cells[-len(names) :] == amounts


def test_the_file_adds_up_class_by_class(bridge, place):
    sheet = bridge_sheet(bridge, place, View(data="simulasi"), WORDS)
    rows = sheet.rows
    grown = (
        rows["before"] + rows["moved_in"] - rows["moved_out"] + rows["new"] - rows["paid"] - rows["closed"]
    )
    assert (grown + rows["opening"] == rows["after"]).all()
    left_out = set() if rows["opening"].any() else {"opening"}
    assert {column.key for column in sheet.columns} == set(rows.columns) - left_out
