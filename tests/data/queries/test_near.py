"""Whoever stands for some offices is told the same from the rows near them as from the whole cube."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pandas as pd
import pyarrow as arrow
import pytest

from data import law
from data.access import Slice, Viewer, guarded
from data.cube import DIMENSIONS
from data.indicators import definitions, summed_by
from data.places import with_its_own
from data.queries.wholes import finest
from data.store import CUBE, SIMULATED, Store
from tests.data.queries.released import simulated_reading
from tests.facts import FACTS

OFFICES = ("KC-MOJOKERTO", "KC-PALEMBANG", "KANWIL-SUMBAGSEL")
SOME = [
    (Slice("", "region"), ("compliance", "ledger_arrears_rp")),
    (Slice("", "region", "sector"), ("employers_obliged",)),
    (Slice("", "kecamatan"), ("employers_obliged",)),
    (Slice("", "all"), ("compliance",)),
    (Slice("", "region", "", {"scale": ("mikro",)}), ("compliance",)),
]


def branch_of(office: str):
    return replace(simulated_reading(), viewer=Viewer("wilayah", with_its_own(FACTS, office)))


@pytest.mark.parametrize("office", OFFICES)
def test_what_is_told_is_what_the_whole_cube_tells(office):
    """In turn, in one process, so that none is given the rows of another."""
    reading = branch_of(office)
    for month in reading.months[-2:]:
        cube = reading.release.table(CUBE, months=[month]).to_pandas()
        for what, names in SOME:
            for about in map(definitions().get, names):
                what, measures = replace(what, month=month), summed_by(about)
                twin = guarded(reading.viewer, cube, FACTS.regions, what, law.at(month), measures=measures)
                told = reading.cells(about, month, what.level, what.filters, what.by)
                columns = [*what.keys, *measures, "suppressed"]
                pd.testing.assert_frame_equal(told[columns], twin[columns], check_dtype=False)


@pytest.mark.parametrize("office", OFFICES)
def test_only_the_rows_of_their_regions_are_read_and_all_of_them(office):
    reading, month = branch_of(office), simulated_reading().months[-1]
    cube = reading.release.table(CUBE, months=[month]).to_pandas()
    there = set(cube.loc[cube["office"].isin(reading.viewer.offices), "region"])
    wanted = cube[cube["region"].isin(there)]
    assert 0 < len(wanted) < len(cube)
    for numbers in (("wajib",), ("billed", "wajib"), ("largest_due",), ()):
        rows = reading.near(month, numbers)
        assert list(rows.columns) == [*DIMENSIONS, *numbers]
        order = list(rows.columns)
        pd.testing.assert_frame_equal(
            rows.sort_values(order, ignore_index=True), wanted[order].sort_values(order, ignore_index=True)
        )


@pytest.mark.parametrize("office", OFFICES)
def test_the_finest_cells_are_those_of_the_own_offices(office):
    reading = branch_of(office)
    rows = finest(reading, reading.months[-1])
    assert len(rows) and set(rows["office"]) <= reading.viewer.offices
    every = finest(simulated_reading(), reading.months[-1])
    assert len(rows) == every["office"].isin(reading.viewer.offices).sum()


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize(
    "narrowed", [{}, {"segment": ("PU",)}, {"segment": ("BPU",)}, {"sector": ("batik",)}]
)
def test_of_their_own_offices_alone_they_are_told_what_the_stewards_are(office, narrowed):
    """No more rows and no fewer, also where a filter leaves something out in regions that others serve alone."""
    reading, steward = branch_of(office), simulated_reading()
    month, own = reading.months[-1], tuple(sorted(reading.viewer.stands_for))
    filters = tuple({"office": own, **narrowed}.items())
    for name in ("compliance", "ledger_arrears_rp", "ledger_pu_active", "ledger_bpu_active"):
        for level, by in (("region", ""), ("region", "sector"), ("all", "")):
            told, every = (
                one.cells(definitions()[name], month, level, filters, by) for one in (reading, steward)
            )
            pd.testing.assert_frame_equal(told, every)


def test_a_damaged_copy_of_a_store_is_not_answered_from_the_original(tmp_path):
    reading = branch_of(OFFICES[0])
    month = reading.months[-1]
    assert len(reading.near(month, ("wajib",)))
    shutil.copytree(reading.release.root, tmp_path / "simulasi", dirs_exist_ok=True)
    copied = replace(reading, release=Store(tmp_path, SIMULATED).release())
    for file in (tmp_path / "simulasi").rglob(f"cube/month={month}/*.parquet"):
        file.write_bytes(b"")
    with pytest.raises(arrow.ArrowInvalid):
        copied.near(month, ("wajib",))
