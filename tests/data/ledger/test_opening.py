"""An opening balance: what a position says beyond the months that are known, until the next position."""

from __future__ import annotations

import pandas as pd
import pytest

from data.access.viewer import Viewer
from data.cube import NOT_KNOWN
from data.indicators.definition import definitions
from data.ledger.publishing import publish
from data.queries.employers import EmployerList, EmployerQuery, Where
from data.queries.reading import Reading
from data.store.changes import Change
from data.store.store import OWN, Store
from data.tables.ledger_schemas import LEDGER, validated
from tests.data.queries.released import random_tables, released
from tests.data.simulation.simulated import FACTS

LONG_AGO = pd.Timestamp("2020-01-05")
MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04")


def tables(positions: list[tuple[str, str, object, int]]) -> dict[str, pd.DataFrame]:
    """Two employers of one region; OLD has no months but the last, NEW owes February."""
    first = random_tables(1, 3, 2)
    empty = {name: frame.iloc[:0] for name, frame in first.items()}
    employers = (
        first["employers"]
        .iloc[[0, 0]]
        .assign(
            employer=["MJK-1", "MJK-2"],
            npp=["OLD00001", "NEW00001"],
            name=["PT Lama", "PT Baru"],
            region="35.16",
            kecamatan="",
            office="",
            scale="mikro",
            sector="C",
            programmes="JKK;JKM",
            listed_on=LONG_AGO,
            registered_on=LONG_AGO,
            closed_on=pd.NaT,
            workers_known=5,
            workers_registered=5,
        )
    )
    bills = [("NEW00001", month, 100, month != "2026-02") for month in MONTHS]
    bills += [("OLD00001", MONTHS[-1], 100, True)]
    rows = [
        {"npp": npp, "blth": blth, "workers": 5, "wages": 50_000_000, "due": due, "paid": due * paid}
        | {"paid_on": pd.Timestamp(f"{blth}-28") if paid else pd.NaT}
        for npp, blth, due, paid in bills
    ]
    split = [name for name in LEDGER["contributions"].columns if name.startswith(("due_", "paid_j"))]
    contributions = pd.DataFrame(rows).assign(**dict.fromkeys(split, pd.NA))
    columns = ["npp", "as_of", "months", "rupiah"]
    told = pd.DataFrame(
        [(npp, pd.Timestamp(day), n, much) for npp, day, n, much in positions], columns=columns
    )
    told = told.astype({"npp": "str", "as_of": "datetime64[s]"})  # also where there are none
    brought = {"employers": employers, "contributions": contributions, "arrears_positions": told}
    return empty | {name: validated(name, frame) for name, frame in brought.items()}


def standing(reading: Reading, month: str) -> dict[str, tuple[int, int, str]]:
    """NPP -> what it owes, of that before the months that are known, and its ageing class."""
    rows = EmployerList(reading, month).every(Where(), EmployerQuery(kind="menunggak"))
    return {row.npp: (row.outstanding, row.opening, row.ageing) for row in rows.itertuples()}


@pytest.fixture
def read(tmp_path):
    return lambda *positions: released(tmp_path, tables(list(positions)))


def test_a_balance_stands_and_grows_older_until_the_next_position(read):
    reading = read(("OLD00001", "2025-12-31", 2, 900), ("OLD00001", "2026-03-31", pd.NA, 400))
    assert standing(reading, "2026-01")["OLD00001"] == (900, 900, "lancar")  # owed since 2025-10: 3 months
    assert standing(reading, "2026-02")["OLD00001"] == (900, 900, "kurang_lancar")
    assert standing(reading, "2026-03")["OLD00001"] == (400, 400, "tanpa_umur")
    cube = reading.release.table("cube", months=["2026-03"]).to_pandas().sum(numeric_only=True)
    assert (cube["outstanding_tanpa_umur"], cube["in_arrears_tanpa_umur"], cube["in_arrears"]) == (400, 1, 2)
    assert cube["outstanding_lancar"] == 100 and cube["penalty_unknown"] == 1


def test_a_position_of_nothing_ends_the_balance_and_one_of_known_months_adds_none(read):
    reading = read(
        ("OLD00001", "2025-12-31", 2, 900),
        ("OLD00001", "2026-02-28", pd.NA, 0),
        ("NEW00001", "2026-03-31", 1, 100),
    )
    assert "OLD00001" in standing(reading, "2026-01") and standing(reading, "2026-02") == {}
    assert standing(reading, "2026-03") == {"NEW00001": (100, 0, "lancar")}


def test_months_that_are_known_are_not_counted_twice(read):
    reading = read(("NEW00001", "2026-03-31", 4, 250))
    assert "NEW00001" not in standing(reading, "2026-02")
    # 100 of the 250 are February; the other 150 are from before, owed since 2025-11.
    assert standing(reading, "2026-03")["NEW00001"] == (250, 150, "kurang_lancar")


def test_arrears_are_a_number_and_what_hangs_on_their_age_is_not(read):
    reading = read(("OLD00001", "2025-12-31", pd.NA, 900))
    values = {
        name: reading.values(definitions()[name], "2026-04").iloc[0]
        for name in ("ledger_arrears_rp", "arrears_tanpa_umur_rp", "penalty_rp", "ledger_pu_active")
    }
    assert values["ledger_arrears_rp"]["value"] == 1_000 and values["arrears_tanpa_umur_rp"]["value"] == 900
    assert values["penalty_rp"]["suppressed"] == values["ledger_pu_active"]["suppressed"] == NOT_KNOWN


def test_a_position_dated_back_changes_the_months_since_then_and_no_others(tmp_path):
    store = Store(tmp_path, OWN)
    who = {"facts": FACTS, "title": "uji", "role": "pengelola", "keep": False}
    brought = tables([])
    old = publish(store, {name: Change("overwrite", frame) for name, frame in brought.items()}, **who)
    late = tables([("OLD00001", "2026-03-10", 3, 700)])["arrears_positions"]
    new = publish(store, {"arrears_positions": Change("append", late)}, **who)
    assert new.changed(old, "cube") == {"2026-03", "2026-04"}
    owed = new.table("cube").to_pandas().groupby("month")[["outstanding_lancar", "outstanding_kurang_lancar"]]
    assert owed.sum().sum(axis=1).to_dict() == {"2026-01": 0, "2026-02": 0, "2026-03": 800, "2026-04": 800}
    # A month on top, without the months before it, keeps the balance.
    more = brought["contributions"].iloc[[0]].assign(blth="2026-05", paid_on=pd.Timestamp("2026-06-02"))
    grown = publish(store, {"contributions": Change("append", more)}, **who)
    assert grown.changed(new, "cube") == {"2026-05"}
    assert standing(Reading(grown, str(tmp_path), FACTS, Viewer("pengelola")), "2026-05")["OLD00001"][:2] == (
        700,
        700,
    )
