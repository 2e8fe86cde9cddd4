"""Of two minimum wages in one year the one in force counts, for the list as for the ledger."""

from __future__ import annotations

import pandas as pd
import pytest

from data.queries.release_tables import minimum_wages
from data.tables.ledger_schemas import validated
from tests.data.queries.released import FIRST, random_tables, released

DECREED = [
    ("35.16", 2024, 2_000_000, pd.NaT),
    ("35.16", 2024, 3_000_000, pd.Timestamp("2024-03-01")),
    ("35.17", 2024, 2_500_000, pd.Timestamp("2024-03-02")),
    ("16.06", 2023, 1_500_000, pd.NaT),
]


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    rows = pd.DataFrame(DECREED, columns=["region", "year", "rupiah", "from_day"]).assign(source="S001")
    tables = random_tables(3, 80) | {"minimum_wages": validated("minimum_wages", rows)}
    return released(tmp_path_factory.mktemp("store"), tables)


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("2023-12", {"16.06": 1_500_000}),
        ("2024-02", {"35.16": 2_000_000}),
        ("2024-03", {"35.16": 3_000_000}),
        ("2024-04", {"35.16": 3_000_000, "35.17": 2_500_000}),
    ],
)
def test_the_one_in_force_on_the_first_day_of_the_month_counts(reading, month, expected):
    assert minimum_wages(reading, month).set_index("region")["rupiah"].to_dict() == expected


def test_the_ledger_holds_wages_against_the_same(reading):
    bills = reading.release.table("contributions").to_pandas()
    employers = reading.release.table("employers").to_pandas().query("npp != ''")
    for month in (m for m in reading.months if m >= "2024-01"):
        known = minimum_wages(reading, month).set_index("region")["rupiah"]
        rows = bills[bills["blth"] == month].merge(employers, on="npp", suffixes=("", "_of"))
        end = pd.Timestamp(f"{month}-01") + pd.offsets.MonthEnd(1)
        here = (pd.to_datetime(rows["registered_on"]) <= end) & ~(pd.to_datetime(rows["closed_on"]) <= end)
        listed = pd.to_datetime(rows["listed_on"]) <= end
        low = rows["wages"] < rows["workers"] * rows["region"].map(known)
        expected = (here & listed & (rows["wages"] > 0) & low).groupby(rows["region"]).sum()
        cube = reading.release.table("cube", months=[month]).to_pandas().groupby("region")["pds_wage"].sum()
        assert cube[cube > 0].to_dict() == expected[expected > 0].to_dict()
    assert FIRST < 2024 * 12
