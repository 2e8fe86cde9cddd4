"""A bill paid in parts, by hand: what is open, how old it is, and its penalty at the end of each month."""

from __future__ import annotations

import pandas as pd
import pytest

from data.ledger.publishing import publish
from data.store.changes import Change
from data.store.store import OWN, Store
from tests.data.ledger.ledger_cases import random_case
from tests.facts import FACTS

NPP = "SIM0000000"
# Of 2025-01 and 2025-02 one million each is due. 300,000 of January is paid on 3 April, the rest on 20 June; February
# on 2 July. Month -> open of both together, the months of the oldest, and 2 per cent of each open rest a month late.
EXPECTED = {
    "2025-02": (1_000_000, "lancar", 20_000),
    "2025-03": (2_000_000, "lancar", 40_000 + 20_000),
    "2025-04": (1_700_000, "lancar", 42_000 + 40_000),
    "2025-05": (1_700_000, "kurang_lancar", 56_000 + 60_000),
    "2025-06": (1_000_000, "kurang_lancar", 80_000),
    "2025-07": (0, "", 0),
}


@pytest.fixture(scope="module")
def cube(tmp_path_factory):
    made = random_case(1, 1, 2025 * 12, 7).tables
    day = pd.Timestamp("2024-01-01")
    who = made["employers"].assign(npp=NPP, listed_on=day, registered_on=day, closed_on=pd.NaT)
    dues = {f"due_{short}": 250_000 for short in ("jkk", "jkm", "jht", "jp")}
    nothing = {f"paid_{short}": 0 for short in ("jkk", "jkm", "jht", "jp")}
    month = made["contributions"].iloc[[0]].assign(npp=NPP, due=pd.NA, paid=pd.NA, paid_on=pd.NaT)
    late = [month.assign(blth=blth, **dues, **nothing) for blth in ("2025-01", "2025-02")]
    # Nothing is due for the months after, so that only the two are open.
    empty = [month.assign(blth=f"2025-{m:02d}", **dict.fromkeys(dues, 0), **nothing) for m in range(3, 8)]
    parts = [
        ("2025-01", "2025-04-03", 300_000),
        ("2025-01", "2025-06-20", 700_000),
        ("2025-02", "2025-07-02", 10**6),
    ]
    paid = pd.DataFrame(parts, columns=["blth", "paid_on", "paid"]).assign(
        npp=NPP, **dict.fromkeys(nothing, pd.NA)
    )
    paid["paid_on"] = pd.to_datetime(paid["paid_on"])
    tables = {name: rows.iloc[:0] for name, rows in made.items()} | {
        "employers": who,
        "contributions": pd.concat([*late, *empty], ignore_index=True),
        "instalments": paid,
    }
    changes = {name: Change("overwrite", rows) for name, rows in tables.items()}
    store = Store(tmp_path_factory.mktemp("own"), OWN)
    made = publish(store, changes, facts=FACTS, title="uji", role="pengelola", keep=False)
    return made.table("cube").to_pandas().groupby("month").sum(numeric_only=True)


@pytest.mark.parametrize("month", EXPECTED)
def test_what_is_left_of_a_bill_ages_and_is_fined_by_the_month(cube, month):
    owed, ageing, fine = EXPECTED[month]
    row = cube.loc[month]
    classes = {name: row[f"outstanding_{name}"] for name in ("lancar", "kurang_lancar", "diragukan", "macet")}
    assert classes == dict.fromkeys(classes, 0) | ({ageing: owed} if ageing else {})
    assert row["penalty"] == fine
