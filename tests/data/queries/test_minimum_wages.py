"""The minimum wage in force counts, for the list as for the ledger; one that is not known judges nobody."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from data.places import minimum_wage
from data.queries.reading import Reading
from data.queries.release_tables import minimum_wages
from data.tables import shaped_as
from tests.data.queries.released import random_tables, released
from tests.facts import FACTS

YEAR = ("2024-01-01", "2024-12-31")
DECREED = [
    ("35.16", *YEAR, 2_000_000),
    ("35.16", "2024-03-01", "2024-12-31", 3_000_000),
    ("35.17", "2024-03-02", "2024-12-31", 2_500_000),
    ("16.06", "2023-01-01", "2023-12-31", 1_500_000),
]


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    rows = pd.DataFrame(DECREED, columns=["region", "from", "to", "rupiah"]).assign(source="S001")
    facts = replace(FACTS, minimum_wages=shaped_as("minimum_wages", rows))
    return released(tmp_path_factory.mktemp("store"), random_tables(3, 80), facts=facts)


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("2023-12", {"16.06": 1_500_000}),
        ("2024-02", {"35.16": 2_000_000}),
        ("2024-03", {"35.16": 3_000_000}),
        ("2024-04", {"35.16": 3_000_000, "35.17": 2_500_000}),
        ("2025-01", {}),
    ],
)
def test_the_one_in_force_on_the_first_day_of_the_month_counts(reading, month, expected):
    assert minimum_wages(reading, month).set_index("region")["rupiah"].to_dict() == expected


@pytest.mark.parametrize(
    ("region", "month", "rupiah"),
    [
        ("35.16", "2025-10", 4_856_026),
        ("35.16", "2025-11", 4_925_398),
        ("35.16", "2026-01", 5_176_101),
        ("35.76", "2026-06", 3_208_556),
        ("16.01", "2026-06", 3_942_963),
        ("33.25", "2023-12", 2_282_025),
        ("33.25", "2024-06", None),
        ("16.05", "2026-06", None),
        ("16.08", "2026-06", None),
        ("16.71", "2022-12", None),
    ],
)
def test_the_embedded_ones_are_those_that_were_decreed(region, month, rupiah):
    assert minimum_wage(FACTS, region, month) == rupiah


def test_every_region_has_one_in_each_year_but_three():
    known = FACTS.minimum_wages.assign(year=FACTS.minimum_wages["from"].str[:4])
    every = {(code, str(year)) for code in FACTS.regions["code"] for year in range(2023, 2027)}
    missing = every - set(zip(known["region"], known["year"], strict=True))
    assert missing == {("33.25", "2024"), ("16.05", "2026"), ("16.08", "2026")} and len(known) == 94


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
        low &= rows["scale"].isin(["besar", "menengah"])
        expected = (here & listed & (rows["wages"] > 0) & low).groupby(rows["region"]).sum()
        cube = reading.release.table("cube", months=[month]).to_pandas().groupby("region")["pds_wage"].sum()
        assert cube[cube > 0].to_dict() == expected[expected > 0].to_dict()
    assert isinstance(reading, Reading) and len(reading.months) > 4


def test_a_table_by_year_of_an_earlier_version_is_read_by_its_days():
    rows = pd.DataFrame(
        {
            "region": ["35.16", "35.16"],
            "year": [2025, 2025],
            "rupiah": [4_856_026, 4_925_398],
            "source": ["S001", "S001"],
            "from_day": [pd.NaT, pd.Timestamp("2025-11-01")],
        }
    )
    for frame, since in ((rows, "2025-11-01"), (rows.drop(columns="from_day").head(1), "2025-01-01")):
        read = shaped_as("minimum_wages", frame)
        assert read["from"].iloc[-1] == since and set(read["to"]) == {"2025-12-31"}
