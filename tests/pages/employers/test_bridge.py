"""The bridge between two months: its rows lead from what was owed to what is owed, on the page and in the file."""

from __future__ import annotations

import pytest

from data.queries.arrears_bridge import bridge_of
from data.words import Words
from pages.employers.bridge import bridge_drawn, bridge_sheet, by_class, class_table
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


def test_the_rows_lead_from_one_end_to_the_other(bridge, place):
    chart = bridge_drawn(bridge, place, WORDS)
    names = [name for name, *_ in chart.rows]
    opening = ["Saldo awal"] * bool(bridge.whole["opening"])
    assert names[1:-1] == [
        "Baru menunggak",
        "Bulan baru dari yang sudah menunggak",
        *opening,
        "Dibayar",
        names[-2],
    ]
    amounts = [written(text) for _, text, _ in chart.rows]
    assert sum(amounts[:-1]) == pytest.approx(amounts[-1])
    assert amounts[-1] == pytest.approx(bridge.whole["after"] / 1e6, abs=0.05 if amounts[-1] < 100 else 0.5)
    assert amounts[3 + len(opening)] <= 0 <= amounts[1]


def written(text: str) -> float:
    return float(text.replace(".", "").replace(",", ".").replace("−", "-"))


def test_by_class_each_column_adds_up_and_the_first_holds_all_classes(bridge, place):
    rows = by_class(bridge, place, WORDS)
    classes = rows[list(bridge.classes.index)]
    assert (classes.sum(axis=1) == rows["whole"]).all()
    for name in ("whole", *classes):
        *steps, after = rows[name].tolist()
        assert sum(steps) == after
    assert rows["whole"].iloc[-1] == bridge.whole["after"]
    assert rows.set_index("name").loc["Pindah antarkelas", "whole"] == 0
    table = class_table(bridge, place, WORDS)
    assert all(WORDS.rupiah(amount) in table for amount in rows["whole"])


def test_the_file_has_the_rows_of_the_page_and_a_chart_of_its_own(bridge, place):
    sheet = bridge_sheet(bridge, place, View(data="simulasi"), WORDS)
    assert sheet.rows.equals(by_class(bridge, place, WORDS))
    assert sheet.chart.kind == "bridge" and sheet.chart.values == ("whole",)
    owing = sheet.rows["employers"].iloc[[0, -1]].tolist()
    assert owing == [bridge.left + bridge.stayed, bridge.entered + bridge.stayed]
