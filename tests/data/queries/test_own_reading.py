"""Own data that is there in part: nothing is computed from what nobody brought, and sums are of what came."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd
import pytest

from data import tables as ledger_tables
from data.access.viewer import PUBLIK, Viewer
from data.indicators.definition import definitions
from data.queries.employers import EmployerList, EmployerQuery, Where
from data.queries.reading import Reading
from data.vocabulary import LEVEL_KEYS
from tests.data.queries.released import simulated_reading
from tests.data.simulation.simulated import SMALL, kept
from tests.facts import FACTS
from tests.own_ledger import MOJOKERTO, PEKALONGAN, joined, own_tables, publish_own

INSIDE = Viewer("wilayah")
LAST, LATE = SMALL.last, "2026-01"
LEDGER = {key: one for key, one in definitions().items() if one.kind == "ledger"}
# Of no region is a minimum wage known.
UNWAGED = replace(FACTS, minimum_wages=FACTS.minimum_wages.iloc[:0])
OF_PROJECTS = {"coverage_workers", "coverage_gap", "ledger_jakon_workers"}


@cache
def release():
    """Mojokerto whole but for projects, minimum wages and outreach; Pekalongan two months late."""
    late = own_tables(kept(SMALL), PEKALONGAN, until=LATE)
    whole = joined(own_tables(kept(SMALL), MOJOKERTO), late)
    return publish_own(mkdtemp(), whole, without=("projects", "outreach"), facts=UNWAGED)


def read(viewer: Viewer = INSIDE) -> Reading:
    return Reading(release(), "uji", UNWAGED, viewer)


def test_what_nobody_brought_is_not_computed():
    reading = read()
    none = {
        key
        for key, one in LEDGER.items()
        if not one.by and reading.values(one, LAST).empty and reading.one(one, LAST, "all", "") is None
    }
    assert none == {*OF_PROJECTS, "pds_wage_employers", "outreach_conversion"}
    assert reading.lacking(LEDGER["coverage_workers"].counted_from, LAST) == ("projects",)
    assert reading.lacking(LEDGER["compliance"].counted_from, LAST) == ()
    assert reading.lacking(LEDGER["compliance"].counted_from, LAST, ["16.71"]) == (
        "employers",
        "contributions",
    )


@pytest.mark.parametrize("key", sorted(set(LEDGER) - OF_PROJECTS))
def test_a_month_that_a_region_has_not_sent_has_no_value_there(key):
    one, reading = LEDGER[key], read()
    if one.by or "cases" in one.counted_from or reading.lacking(one.counted_from, LAST):
        return
    before, now = (set(reading.values(one, month)["region"]) for month in (LATE, LAST))
    assert now == set(MOJOKERTO) and before == {*MOJOKERTO, *PEKALONGAN}


@pytest.mark.parametrize("level", ["all", "area", "province"])
@pytest.mark.parametrize(
    "key", ["compliance", "ledger_arrears_rp", "coverage_workers_without_jakon", "cases_open"]
)
def test_a_wider_area_is_the_sum_of_the_regions_that_came(key, level):
    one, reading = LEDGER[key], read()
    cells = reading.cells(one, LAST, "region").merge(
        FACTS.regions.rename(columns={"code": "region"}), on="region"
    )
    keys = LEVEL_KEYS[level]
    for name, part in cells.groupby(keys[0] if keys else (lambda _: 0)):
        whole = reading.one(one, LAST, level, name if keys else "")
        assert whole.numerator == part[list(one.above)].to_numpy().sum()
        if one.below_workforce:
            # The people of a region that did not come are not among those who could be covered.
            of_regions = reading.values(one, LAST)
            mine = of_regions[of_regions["region"].isin(part["region"])]
            assert whole.denominator == mine["denominator"].sum()


def test_the_public_sees_no_sum_of_a_region_that_is_hidden_from_it():
    one, reading = LEDGER["ledger_arrears_rp"], read(PUBLIK)
    regions = reading.cells(one, LAST, "region")
    whole = reading.one(one, LAST, "all", "")
    assert (regions["suppressed"] != "").any()
    assert whole.suppressed and whole.value is None and whole.numerator is None


def test_sums_of_other_regions_do_not_compare():
    reading, one = read(), LEDGER["compliance"]
    assert not reading.is_alike(one, LAST, LATE)
    assert reading.is_alike(one, LAST, LATE, MOJOKERTO)
    assert not reading.is_alike(one, LAST, LATE, PEKALONGAN)


def test_wages_that_are_held_against_nothing_are_said():
    reading = read()
    said = {key for key, one in LEDGER.items() if reading.unchecked(one, LAST, MOJOKERTO)}
    assert {"compliance", "completeness", "employers_compliant"} <= said
    assert not said & {"registration", "ledger_arrears_rp", "cases_open"}
    assert reading.unchecked(LEDGER["compliance"], LAST, MOJOKERTO) == set(MOJOKERTO)


def test_a_list_of_employers_is_of_the_regions_that_its_total_is_of():
    reading = read()
    for month in (LATE, LAST):
        sums = EmployerList(reading, month).total(Where(), EmployerQuery(kind="menunggak"))
        assert sums["employers"] == reading.one(LEDGER["ledger_arrears_employers"], month, "all", "").value
        assert sums["outstanding"] == reading.one(LEDGER["ledger_arrears_rp"], month, "all", "").value
    rows = EmployerList(reading, LAST).every(Where(), EmployerQuery(kind="menunggak"))
    assert set(rows["region"]) <= set(MOJOKERTO)
    nowhere = EmployerList(reading, LAST).total(Where(PEKALONGAN), EmployerQuery(kind="menunggak"))
    assert nowhere["employers"] == 0


def test_a_simulated_ledger_is_whole(tmp_path: Path):
    reading = simulated_reading()
    assert reading.received(LAST) is None
    assert reading.counted(LEDGER["coverage_workers"], LAST) is None
    assert reading.lacking(LEDGER["coverage_workers"].counted_from, LAST) == ()


def test_nobody_owes_nothing_in_the_month_with_which_the_bills_begin(tmp_path: Path):
    tables = own_tables(kept(SMALL), MOJOKERTO)
    bills = tables["contributions"]
    first = {"employers": tables["employers"], "contributions": bills[bills["blth"] == LAST]}
    reading = Reading(publish_own(tmp_path / "a", first), "a", FACTS, INSIDE)
    for key in ("compliance", "ledger_arrears_rp", "ledger_arrears_employers", "on_time_rp"):
        one = LEDGER[key]
        assert reading.one(one, LAST, "all", "") is None, key
        assert reading.lacking(one.counted_from, LAST) == ("contributions.before",)
    assert reading.one(LEDGER["registration"], LAST, "all", "").value
    # What was owed on a day is known without a bill.
    npp = tables["employers"].query("region == '35.16' and npp != ''")["npp"].iloc[0]
    day = pd.Timestamp(f"{LAST}-15")
    position = pd.DataFrame([{"npp": npp, "as_of": day, "months": 3, "rupiah": 5_000_000}])
    known = Reading(publish_own(tmp_path / "b", first | {"arrears_positions": position}), "b", FACTS, INSIDE)
    assert set(known.values(LEDGER["ledger_arrears_rp"], LAST)["region"]) == {"35.16"}


def test_every_table_of_the_ledger_has_its_part_in_the_data_of_an_office():
    nothing = {
        name: pd.DataFrame(columns=list(schema.columns)) for name, schema in ledger_tables.LEDGER.items()
    }
    assert list(own_tables(nothing, MOJOKERTO)) == list(ledger_tables.LEDGER)
