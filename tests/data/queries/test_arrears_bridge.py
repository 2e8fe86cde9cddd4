"""The bridge adds up to the rupiah, and says what a plain count over the bills says."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from data.access.viewer import PUBLIK, Viewer
from data.months import month_end, month_text
from data.queries.arrears_bridge import PARTS, Bridge, bridge_of
from data.queries.employers import EmployerList, EmployerQuery, NotAllowed, Where
from data.vocabulary import AGEING, AGES
from tests.data.ledger.test_opening import tables as opening_tables
from tests.data.queries import bridge_by_hand
from tests.data.queries.released import FIRST, random_tables, released, simulated_reading
from tests.data.queries.test_own_reading import LAST, LATE
from tests.data.queries.test_own_reading import read as own_reading
from tests.examples import examples
from tests.own_ledger import MOJOKERTO, PEKALONGAN

BRANCH = Viewer("cabang", frozenset({"KC-PALEMBANG"}))
OF_TWO = Viewer("cabang", frozenset({"KC-MOJOKERTO", "KC-PEKALONGAN"}))
EVERYONE = EmployerQuery(kind="", sort="nama")


def rows(reading, month):
    return EmployerList(reading, month).every(Where(), EVERYONE)


def adds_up(moved: Bridge) -> None:
    classes = moved.classes
    assert list(classes.index) in (list(AGEING), list(AGES)) and list(classes.columns) == list(PARTS)
    assert (classes.drop(columns="opening") >= 0).to_numpy().all()
    left = classes["before"] - classes[["paid", "closed", "moved_out"]].sum(axis=1)
    assert (left + classes[["moved_in", "new", "opening"]].sum(axis=1) == classes["after"]).all()
    assert classes["moved_in"].sum() == classes["moved_out"].sum()


def owed_at(tables, month: str) -> dict[tuple[str, str], int]:
    """What is open of each bill that was overdue at a month's end, by hand."""
    day, left = pd.Timestamp(month_end(month)), {}
    money = pd.concat([tables["contributions"], tables["instalments"]])
    money = money.assign(
        paid=money[["paid", *(f"paid_{p}" for p in ("jkk", "jkm", "jht", "jp"))]].sum(axis=1)
    )
    paid = money[money["paid_on"] <= day].groupby(["npp", "blth"])["paid"].sum()
    bills = tables["contributions"].assign(due=lambda t: t.filter(like="due").sum(axis=1))
    for row in bills[bills["blth"] < month].itertuples():
        left[row.npp, row.blth] = max(row.due - int(paid.get((row.npp, row.blth), 0)), 0)
    return left


def opening_at(tables, month: str) -> dict[str, int]:
    """What the newest position of each employer says beyond the months that were open when it was taken."""
    positions, found = tables["arrears_positions"], {}
    known = positions[positions["as_of"] <= pd.Timestamp(month_end(month))].sort_values("as_of")
    for row in known.drop_duplicates("npp", keep="last").itertuples():
        left = owed_at(tables, f"{row.as_of:%Y-%m}")
        found[row.npp] = max(row.rupiah - sum(open_ for key, open_ in left.items() if key[0] == row.npp), 0)
    return found


def twin(tables, before: str, after: str) -> dict[str, int]:
    """Each bill of each employer at both ends: what it was, what it is, and why."""
    sums = dict.fromkeys(("before", "fresh", "new", "opening", "paid", "closed", "after"), 0)
    balance_was, balance_now = opening_at(tables, before), opening_at(tables, after)
    was, now = owed_at(tables, before), owed_at(tables, after)
    for known in tables["employers"].query("npp != ''").itertuples():
        mine = [key for key in now if key[0] == known.npp]
        here = {
            at: month_of(known.listed_on) <= at and not month_of(known.closed_on) <= at
            for at in (before, after)
        }
        owed = sum(was.get(key, 0) for key in mine) + balance_was.get(known.npp, 0) if here[before] else 0
        owes = sum(now[key] for key in mine) + balance_now.get(known.npp, 0) if here[after] else 0
        if not (owed or owes):
            continue
        paid = sum(max(was.get(key, 0) - now[key], 0) for key in mine) if here[before] else 0
        more = balance_now.get(known.npp, 0) - (balance_was.get(known.npp, 0) if here[before] else 0)
        sums["before"] += owed
        sums["after"] += owes
        sums["paid"] += paid
        sums["opening"] += more
        sums["closed"] += 0 if here[after] else owed - paid + more
        added = owes - (owed - paid + more) if here[after] else 0
        sums["new"] += added
        sums["fresh"] += 0 if owed else added
    return sums


def month_of(day) -> str:
    """The month of a day, later than any where there is none."""
    return "9999-12" if pd.isna(day) else f"{day:%Y-%m}"


@examples(2, 20)
@given(seed=some.integers(0, 2**32), month=some.integers(2, 7))
def test_any_two_months_add_up(tmp_path_factory, seed, month):
    tables = random_tables(seed, 50)
    reading = released(tmp_path_factory.mktemp("store"), tables)
    before, after = month_text(FIRST + month - 1), month_text(FIRST + month)
    moved = bridge_of(reading, Where(), before, after)
    adds_up(moved)
    assert moved.whole == twin(tables, before, after)
    assert_same(moved, bridge_by_hand.bridge(rows(reading, before), rows(reading, after)))


def assert_same(found: Bridge, by_hand: Bridge) -> None:
    pd.testing.assert_frame_equal(found.classes, by_hand.classes, check_names=False)
    assert replace(found, classes=by_hand.classes) == by_hand


@pytest.mark.parametrize("viewer", [Viewer("pengelola"), BRANCH], ids=lambda one: one.role)
@pytest.mark.parametrize("where", [Where(), Where(("16.71",)), Where(offices=("KC-PALEMBANG",))], ids=str)
def test_of_a_place_and_for_a_branch_it_is_that_of_the_rows_that_it_is_shown(viewer, where):
    reading = replace(simulated_reading(), viewer=viewer)
    before, after = reading.months[-2:]
    then, now = (EmployerList(reading, month).every(where, EVERYONE) for month in (before, after))
    found = bridge_of(reading, where, before, after)
    assert_same(found, bridge_by_hand.bridge(then, now))
    assert found.stayed > 0


@pytest.mark.parametrize("viewer", [Viewer("pengelola"), OF_TWO], ids=lambda one: one.role)
def test_of_own_data_each_month_is_of_the_regions_that_have_come_in_it(viewer):
    """Pekalongan stops two months before Mojokerto does: what it owed then is not paid, it is not known."""
    reading = replace(own_reading(), viewer=viewer)
    for before, after in [(LATE, LAST), *zip(reading.months[-4:], reading.months[-3:], strict=False)]:
        for where in (Where(), Where(tuple(PEKALONGAN)), Where(tuple(MOJOKERTO))):
            then, now = (EmployerList(reading, month).every(where, EVERYONE) for month in (before, after))
            assert_same(bridge_of(reading, where, before, after), bridge_by_hand.bridge(then, now))
    assert bridge_of(reading, Where(tuple(PEKALONGAN)), LATE, LAST).whole["after"] == 0


def test_the_public_is_told_no_bridge_of_employers():
    reading = replace(simulated_reading(), viewer=PUBLIK)
    with pytest.raises(NotAllowed):
        bridge_of(reading, Where(), *reading.months[-2:])


def test_the_simulated_ledger_adds_up_and_its_parts_are_those_of_the_rows():
    reading = simulated_reading()
    before, after = reading.months[-2:]
    then, now = rows(reading, before), rows(reading, after)
    moved = bridge_of(reading, Where(), before, after)
    adds_up(moved)
    owed, owing = then[then["in_arrears"] == 1], now[now["in_arrears"] == 1]
    assert moved.whole["before"] == owed["outstanding"].sum() > 0
    assert moved.whole["after"] == owing["outstanding"].sum()
    assert moved.whole["paid"] == now.loc[now["employer"].isin(owed["employer"]), "settled"].sum()
    assert moved.whole["new"] == owing["fresh"].sum()
    assert moved.entered + moved.stayed == len(owing)
    assert moved.left + moved.stayed == len(owed)
    entered = owing[~owing["employer"].isin(owed["employer"])]
    assert moved.whole["fresh"] == entered["fresh"].sum() > 0
    paid = now[(now["settled"] > 0) & now["employer"].isin(owed["employer"])]
    assert moved.in_part == (paid["in_arrears"] == 1).sum()
    assert moved.grown == ((owing["fresh"] > 0) & owing["employer"].isin(owed["employer"])).sum()
    assert moved.shut <= moved.left - (paid["in_arrears"] == 0).sum()


def test_where_nobody_is_it_is_a_bridge_of_zeros():
    reading = simulated_reading()
    moved = bridge_of(reading, Where(regions=("99.99",)), *reading.months[-2:])
    assert set(moved.whole.values()) == {0} and moved.entered == moved.left == 0
    adds_up(moved)


def test_a_newer_position_that_says_less_is_neither_paid_nor_closed(tmp_path):
    positions = [
        ("OLD00001", "2025-12-31", 2, 900),
        ("OLD00001", "2026-02-28", pd.NA, 400),
        ("OLD00001", "2026-03-31", pd.NA, 0),
    ]
    reading = released(tmp_path, opening_tables(positions))
    less = bridge_of(reading, Where(), "2026-01", "2026-02")
    expected = {"before": 900, "fresh": 0, "new": 0, "opening": -500, "paid": 0, "closed": 0, "after": 400}
    assert less.whole == expected and (less.stayed, less.left, less.in_part) == (1, 0, 0)
    adds_up(less)
    # The other employer's February falls due in March.
    gone = bridge_of(reading, Where(), "2026-02", "2026-03")
    expected = {
        "before": 400,
        "fresh": 100,
        "new": 100,
        "opening": -400,
        "paid": 0,
        "closed": 0,
        "after": 100,
    }
    assert gone.whole == expected and (gone.left, gone.shut, gone.entered) == (1, 0, 1)
    adds_up(gone)
