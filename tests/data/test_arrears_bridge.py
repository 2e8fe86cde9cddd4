"""The bridge adds up to the rupiah, and says what a plain count over the bills says."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as some

from data.arrears_bridge import PARTS, bridge
from data.cube import AGEING
from data.employer_list import Asked, EmployerList, Where
from data.months import month_end, month_text
from tests.data.released import FIRST, random_tables, released, simulated_reading

EVERYONE = Asked(kind="", sort="nama")


def rows(reading, month):
    return EmployerList(reading, month).every(Where(), EVERYONE)


def adds_up(found) -> None:
    classes = found.classes
    assert list(classes.index) == list(AGEING) and list(classes.columns) == list(PARTS)
    assert (classes >= 0).to_numpy().all()
    left = classes["before"] - classes["paid"] - classes["closed"] - classes["moved_out"] + classes["moved_in"] + classes["new"]  # fmt: skip
    assert (left == classes["after"]).all()
    assert classes["moved_in"].sum() == classes["moved_out"].sum()


def twin(tables, reading, before: str, after: str) -> dict[str, int]:
    """Each bill of each employer at both ends, by hand."""
    employers = tables["employers"].query("npp != ''").set_index("npp")
    bills = tables["contributions"].assign(due=lambda t: t.filter(like="due_").sum(axis=1))
    money = pd.concat([tables["contributions"], tables["instalments"]])
    money = money.assign(paid=money[[f"paid_{p}" for p in ("jkk", "jkm", "jht", "jp")]].sum(axis=1))
    found = dict.fromkeys(("before", "new", "paid", "closed", "after"), 0)
    owed: dict[str, dict[str, int]] = {}
    for at in (before, after):
        day = pd.Timestamp(month_end(at))
        paid = money[money["paid_on"] <= day].groupby(["npp", "blth"])["paid"].sum()
        left: dict[str, int] = {}
        for row in bills[bills["blth"] < at].itertuples():
            left[row.npp] = left.get(row.npp, 0) + max(row.due - int(paid.get((row.npp, row.blth), 0)), 0)
        here = {}
        for npp, amount in left.items():
            known = employers.loc[npp]
            listed = known["listed_on"].to_period("M") <= pd.Period(at)
            closed = not pd.isna(known["closed_on"]) and known["closed_on"].to_period("M") <= pd.Period(at)
            if listed:
                here[npp] = 0 if closed else amount
        owed[at] = here
    found["before"], found["after"] = sum(owed[before].values()), sum(owed[after].values())
    return found


@settings(max_examples=4)
@given(seed=some.integers(0, 2**32), month=some.integers(2, 7))
def test_any_two_months_add_up(tmp_path_factory, seed, month):
    tables = random_tables(seed, 50)
    reading = released(tmp_path_factory.mktemp("store"), tables)
    before, after = month_text(FIRST + month - 1), month_text(FIRST + month)
    found = bridge(rows(reading, before), rows(reading, after))
    adds_up(found)
    said = twin(tables, reading, before, after)
    assert {name: found.whole[name] for name in ("before", "after")} == {name: said[name] for name in ("before", "after")}  # fmt: skip


def test_the_simulated_ledger_adds_up_and_its_parts_are_those_of_the_rows():
    reading = simulated_reading()
    before, after = reading.months[-2:]
    one, two = rows(reading, before), rows(reading, after)
    found = bridge(one, two)
    adds_up(found)
    owed = one[one["in_arrears"] == 1]
    assert found.whole["before"] == owed["outstanding"].sum() > 0
    assert found.whole["after"] == two.loc[two["in_arrears"] == 1, "outstanding"].sum()
    stay = two[two["employer"].isin(owed["employer"])]
    assert found.whole["paid"] == stay["settled"].sum()
    new = two.loc[two["in_arrears"] == 1, "fresh"].sum()
    assert found.whole["new"] == new
    assert found.entered + found.stayed == (two["in_arrears"] == 1).sum()
    assert found.left + found.stayed == len(owed)


def test_nothing_owed_is_a_bridge_of_zeros():
    reading = simulated_reading()
    none = rows(reading, reading.months[-1]).iloc[:0]
    assert set(bridge(none, none).whole.values()) == {0}
