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


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Place:
    """Everywhere, in the newest month of a random ledger."""
    reading = released(tmp_path_factory.mktemp("bridge"), random_tables(11, 60))
    return Place("all", "", reading.months[-1], reading)


@pytest.fixture(scope="module")
def bridge(place):
    return bridge_of(place.reading, place.where, place.before, place.month)


def test_each_bar_begins_where_the_one_before_it_ends(bridge, place):
    before, new, paid, closed, after = _bars(bridge, place, WORDS)
    assert bridge.whole["new"] and bridge.whole["paid"]
    assert (before.start, after.start) == (0, 0)
    assert new.start == pytest.approx(before.share)
    assert paid.start + paid.share == pytest.approx(new.start + new.share)
    assert closed.start + closed.share == pytest.approx(paid.start)
    assert closed.start == pytest.approx(after.share)
    assert max(bar.start + bar.share for bar in (before, new, paid, closed, after)) == pytest.approx(1)


def test_the_table_of_classes_ends_with_the_sums_of_the_bars(bridge, place):
    html = bridge_chart(bridge, place, WORDS)
    last_line = html.rsplit("<tr>", 1)[1]
    cells = re.findall(r"<b>([^<]*)</b>", last_line)
    amounts = [WORDS.rupiah(bridge.whole[name]) for name in ("new", "paid", "closed", "after")]
    assert cells[0] == "Jumlah" and cells[-4:] == amounts


def test_the_file_adds_up_class_by_class(bridge, place):
    sheet = bridge_sheet(bridge, place, View(data="simulasi"), WORDS)
    rows = sheet.rows
    grown = (
        rows["before"] + rows["moved_in"] - rows["moved_out"] + rows["new"] - rows["paid"] - rows["closed"]
    )
    assert (grown == rows["after"]).all()
    assert {column.key for column in sheet.columns} == set(rows.columns)
