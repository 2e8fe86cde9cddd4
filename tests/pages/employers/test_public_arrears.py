"""The arrears page as the public sees it: joined until nobody can be told, never hidden where something coarser is told."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from data.access.viewer import PUBLIK, Viewer
from data.words import Words
from pages.charts import spoken_amount
from pages.employers.ages import _ages, ageing, ageing_sheet, told_ages
from pages.employers.moves import _steps, moves, moves_sheet
from pages.employers.splits import OTHERS, split
from pages.session.place import Place
from pages.view import View
from pages.widgets.untold import told_together
from tests.pages.reading import opened, reading, split_lines, well, words_on

ID = Words("id")
OFFICES = ["KC-MOJOKERTO", "KC-PEKALONGAN", "KC-PALEMBANG", ""]


def page(office: str):
    return well(opened("tunggakan", data="simulasi", **({"kantor": office} if office else {})))


def place(office: str) -> Place:
    found = reading()
    return Place("office" if office else "all", office, found.months[-1], found)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("office", OFFICES)
def test_nothing_is_said_to_be_hidden_and_everybody_is_in_what_is_shown(public_home, office):
    app = page(office)
    text = unescape(re.sub(r"<[^>]*>", "", words_on(app)))
    for said in ("disembunyikan", "primer", "sekunder", "kurang dari"):
        assert said not in text.lower()
    employers = ID.number(place(office).value("ledger_arrears_employers"))
    assert f"{employers} dari {employers} pemberi kerja dan 100 % rupiah tampil" in text.replace(
        "\u00a0", " "
    )
    assert app.button(key="how_merged").label == "Cara menggabung"
    *lines, total = split_lines(app)
    assert sum(int(cells[1].replace(".", "")) for cells in lines) == int(total[1].replace(".", ""))
    assert total[3] in text and not any("disembunyikan" in cell for cells in lines for cell in cells)


def test_how_numbers_are_joined_is_a_click_away(public_home):
    app = well(page("KC-MOJOKERTO").button(key="how_merged").click().run())
    assert "Angka yang digabung" in [tab.label for tab in app.tabs]
    assert "satu baris “Lainnya”" in words_on(app)


@pytest.mark.parametrize("office", OFFICES)
def test_the_rows_of_the_bridge_lead_from_one_end_to_the_other(public_home, office):
    where = place(office)
    before, after = (where.value("ledger_arrears_rp", month) for month in (where.before, where.month))
    steps = list(_steps(where, before, after, ID))
    assert 1 <= len(steps) <= 2
    assert sum(amount for _, amount in steps) == pytest.approx(after - before)
    chart = moves(where, ID)
    assert len(chart.rows) == len(steps) + 2 and spoken_amount(after, (before, after), ID) in chart.html
    sheet = moves_sheet(where, View(data="simulasi"), ID)
    assert sheet.rows["whole"].tolist() == [before, *(amount for _, amount in steps), after]


def test_a_step_of_the_bridge_is_told_of_bills_and_payments_that_are_told(public_home):
    """The first step is what fell due without what came in on time, in a twin by hand; two steps are one where too few paid."""
    where = place("")
    bills = where.sum("on_time_rp")
    before, after = (where.value("ledger_arrears_rp", month) for month in (where.before, where.month))
    fallen, rest = _steps(where, before, after, ID)
    assert fallen[1] == bills.denominator - bills.numerator
    assert rest[1] == after - before - fallen[1]
    for code in reading().facts.regions["code"]:
        one = Place("region", code, where.month, where.reading)
        if one.value("recovery_rate") is None:
            assert len(list(_steps(one, 5, 7, ID))) == 1
            break
    else:
        pytest.fail("every region tells what was paid later")


def test_ages_are_told_in_two_classes_where_one_of_four_is_not(public_home):
    found = reading()
    counts = set()
    for code in found.facts.regions["code"]:
        where = Place("region", code, found.months[-1], found)
        amounts = _ages(where)
        counts.add(len(amounts))
        drawn = ageing(where, ID)
        if None not in amounts.values() and where.value("ledger_arrears_rp"):
            assert sum(amounts.values()) == where.value("ledger_arrears_rp")
            assert len(drawn.rows) == len(amounts)
            assert ageing_sheet(where, View(data="simulasi"), ID).rows["owed"].tolist() == [*amounts.values()]
        elif (wider := told_ages(where)) is not None:
            assert [row[1] for row in drawn.rows] == [row[1] for row in ageing(wider, ID).rows]
            assert wider.name(ID) in drawn.title
    assert 2 in counts


def test_workers_that_are_not_told_alone_are_in_the_joint_row(public_home):
    where = place("")
    rows = split(where, "sector").set_index("key")
    alone = rows["exposed_workers"].isna()
    assert alone.any() and not alone[OTHERS]
    assert rows["exposed_workers"].sum() == where.value("exposed_workers")
    assert rows.loc[alone.index[alone], "ledger_arrears_rp"].notna().all()


def test_a_region_that_is_not_told_alone_says_what_it_is_told_with(public_home):
    found = reading()
    places = [Place("region", code, found.months[-1], found) for code in found.facts.regions["code"]]
    hidden = [one for one in places if one.value("ledger_arrears_rp") is None]
    assert hidden
    for one in hidden:
        wider = one.told("ledger_arrears_rp")
        assert wider is not None and wider.level in ("area", "all")
        said = told_together(one, "ledger_arrears_rp", ID)
        assert ID.rupiah(wider.value("ledger_arrears_rp")) in said
    app = well(opened("tunggakan", data="simulasi", wilayah=hidden[0].key))
    text = words_on(app)
    assert told_together(hidden[0], "ledger_arrears_rp", ID) in unescape(text)
    assert "Rupiah di bawah ini dari" in text and len(split_lines(app)) > 1


def test_those_inside_are_told_of_the_place_alone(public_home):
    inside = reading(Viewer("wilayah"))
    for code in inside.facts.regions["code"]:
        one = Place("region", code, inside.months[-1], inside)
        assert one.told("ledger_arrears_rp") == one
        assert replace(one, reading=reading()).reading.viewer == PUBLIK
        assert told_together(one, "ledger_arrears_rp", ID) == ""
    text = words_on(well(opened("tunggakan", Viewer("wilayah"), data="simulasi")))
    assert "Angka digabung" not in text and "Baru menunggak" in text
