"""Cells into values: sums first, ratios last, and what is missing stays missing."""

from datetime import date
from itertools import product

import pandas as pd
import pytest

from data.cube import MEASURES
from data.indicators.definition import definitions
from data.indicators.measurement import Measured, measure, measured_one, total
from data.indicators.targets import targets_for
from data.tables.facts import load_table

LEDGER = {name: indicator for name, indicator in definitions().items() if indicator.kind == "ledger"}
WORKFORCE, TARGETS = load_table("workforce"), load_table("targets")
OPTIONS = {"workforce": WORKFORCE, "as_of": "2026-10", "release": 7, "simulated": True}
# What the columns of a table of values hold where nothing is special.
PLAIN = {
    "value": None,
    "numerator": None,
    "denominator": None,
    "as_of": "2026-10",
    "denominator_source": "",
    "denominator_as_of": "",
    "denominator_after": False,
    "held": (),
    "suppressed": "",
    "release": 7,
    "simulated": True,
}
COLUMNS = list(PLAIN)


def cell(**measures) -> dict:
    return dict.fromkeys(MEASURES, 0) | measures


def measured(indicator, rows, key="region", **options) -> pd.DataFrame:
    return measure(LEDGER[indicator], pd.DataFrame(rows), key=key, **OPTIONS | options)


def single(indicator, rows, key="region", **options) -> Measured:
    return measured_one(LEDGER[indicator], pd.DataFrame(rows), key=key, **OPTIONS | options)


def totalled(indicator, rows, **options) -> pd.DataFrame:
    return total(LEDGER[indicator], pd.DataFrame(rows), **OPTIONS | options)


def workforce(*rows) -> pd.DataFrame:
    """Rows of region, as_of, people, source of the definition employed."""
    frame = pd.DataFrame(rows, columns=["region", "as_of", "value", "source"])
    return frame.assign(definition="employed", value=frame["value"].astype(float))


# -- one value


def test_a_percentage_carries_everything_that_it_is_made_of():
    values = measured("compliance", [{"region": "16.08", **cell(wajib=8, patuh=3)}])
    assert list(values.columns) == ["region", *COLUMNS]
    carried = {"region": "16.08", **PLAIN, "value": 37.5, "numerator": 3, "denominator": 8}
    assert values.iloc[0].to_dict() == carried


def test_why_this_number():
    row = {"region": "16.08", **cell(workers_active=90_000, informal_active=10_000)}
    coverage = single("coverage_workers", [row], as_of="2026-02", release=3, targets=TARGETS)
    assert coverage == Measured(
        indicator="coverage_workers",
        key="16.08",
        value=100 * 100_000 / 390_452,
        numerator=100_000,
        denominator=390_452,
        unit="percent",
        as_of="2026-02",
        as_of_day=date(2026, 2, 28),
        release=3,
        simulated=True,
        denominator_source="S168",
        denominator_year="2025",
        suppressed="",
        denominator_as_of="2025-08",
        denominator_after=False,
        held=targets_for(TARGETS, LEDGER["coverage_workers"], ("ID",), 2026),
    )
    assert (type(coverage.numerator), type(coverage.value), type(coverage.simulated)) == (int, float, bool)


def test_one_of_several_keys_and_a_missing_value():
    empty = single("compliance", [{"region": "16.08", "sector": "C", **cell()}], key=["region", "sector"])
    assert (empty.key, empty.value, empty.numerator, empty.denominator) == ("16.08/C", None, 0, 0)
    assert empty.held == () and empty.denominator_year == ""


def test_one_is_not_several():
    with pytest.raises(ValueError, match="not 2"):
        single("compliance", [cell(), cell()], key=[])


def test_rupiah_stay_whole_however_many():
    much = 9_007_199_254_740_993  # one more than a float can tell from its neighbour
    values = measured("ledger_arrears_rp", [{"region": "16.08", **cell(outstanding_macet=much)}])
    assert values["value"].item() == much and str(values["value"].dtype) == "Int64"
    assert values["denominator"].isna().all()


def test_what_is_subtracted():
    pwbd = measured("ledger_pwbd_employers", [{"region": "16.08", **cell(wajib=9, terdaftar=4)}])
    assert pwbd["value"].item() == 5


def test_arrears_as_months_of_contributions():
    row = {"region": "16.08", **cell(outstanding_lancar=30, outstanding_macet=45, due=50)}
    assert measured("arrears_months", [row])["value"].item() == 1.5


def test_recovery_is_a_share_of_what_could_come_in():
    row = {"region": "16.08", **cell(paid_late=10, outstanding_macet=20, closed_outstanding=10)}
    recovery = measured("recovery_rate", [row])
    assert (recovery["value"].item(), recovery["denominator"].item()) == (25.0, 40)


def test_informal_targets_by_trade():
    rows = [
        {"sector": "nelayan", **cell(informal_target=50, informal_active=64, informal_targeted=60)},
        {"sector": "batik", **cell(informal_target=0, informal_active=5)},
    ]
    values = measured("informal_attainment_by_trade", rows, key="sector")
    assert values["value"].tolist() == [120.0, pd.NA]


# -- what is missing


def test_nothing_over_nothing_is_missing_and_a_count_of_nothing_is_zero():
    rows = [{"region": "16.08", **cell()}]
    assert measured("compliance", rows)["value"].isna().all()
    assert measured("employers_compliant", rows)["value"].tolist() == [0]


@pytest.mark.parametrize("name", sorted(LEDGER))
def test_a_suppressed_row_stays_without_numbers_and_says_why(name):
    hidden = dict.fromkeys(MEASURES, pd.NA)
    rows = [
        {"region": "16.08", "suppressed": "disembunyikan", **hidden},
        {"region": "16.09", "suppressed": "disembunyikan", **cell(**dict.fromkeys(MEASURES, 12))},
        {"region": "35.76", "suppressed": "", **cell(**dict.fromkeys(MEASURES, 12))},
    ]
    values = measured(name, rows, targets=TARGETS)
    assert values.loc[:1, ["value", "numerator", "denominator"]].isna().all(axis=None)
    assert values["suppressed"].tolist() == ["disembunyikan", "disembunyikan", ""]
    assert values.loc[2, ["value", "numerator"]].notna().all()


def test_a_missing_measure_is_not_zero():
    values = measured("compliance", [{"region": "16.08", **cell(wajib=8, patuh=pd.NA)}])
    assert values["value"].isna().all() and values["denominator"].item() == 8


def test_a_segment_that_it_says_nothing_of_has_no_value():
    rows = [{"segment": "PU", **cell(wajib=4, patuh=1)}, {"segment": "BPU", **cell()}]
    assert measured("employers_compliant", rows, key="segment")["value"].tolist() == [1, pd.NA]
    assert measured("cases_open", rows, key="segment")["value"].tolist() == [0, pd.NA]


def test_a_measure_that_the_cells_lack_is_an_error():
    with pytest.raises(KeyError, match="patuh"):
        measured("compliance", [{"region": "16.08", "wajib": 3}])


def test_no_cells_give_an_empty_table_with_every_column():
    empty = pd.DataFrame(columns=["region", *MEASURES])
    for name in ("compliance", "coverage_gap", "due_rp"):
        values = measured(name, empty)
        assert values.empty and list(values.columns) == ["region", *COLUMNS]
        assert totalled(name, empty, over="region").empty


# -- the people who work


def test_the_workforce_is_the_latest_known_at_the_months_end():
    known = workforce(
        ("16.08", "2024-08", 100, "S1"), ("16.08", "2025-08", 200, "S2"), ("16.08", "2026", 400, "S3")
    )
    months = ("2023-12", "2024-08", "2025-07", "2025-08", "2026-11", "2026-12")
    rows = [{"month": month, "region": "16.08", **cell(workers_active=50)} for month in months]
    values = measured("coverage_workers", rows, key=["month", "region"], workforce=known)
    assert values["denominator"].tolist() == [100, 100, 100, 200, 200, 400]
    assert values["value"].tolist() == [50, 50, 50, 25, 25, 12.5]
    assert values["denominator_after"].tolist() == [True, False, False, False, False, False]
    assert values["denominator_as_of"].tolist() == ["2024-08"] * 3 + ["2025-08"] * 2 + ["2026"]
    assert values["denominator_source"].tolist() == ["S1"] * 3 + ["S2"] * 2 + ["S3"]
    assert tuple(values["as_of"]) == months


def test_each_definition_of_the_workforce_is_its_own():
    rows = [{"region": "16.08", **cell(workers_active=1000, informal_active=1000, jakon_workers=1000)}]
    parts = {
        "coverage_workers": [3000, 390_452],
        "coverage_workers_without_jakon": [2000, 390_452],
        "coverage_formal": [1000, 114_980],
        "coverage_informal": [1000, 275_472],
    }
    for name, wanted in parts.items():
        assert measured(name, rows)[["numerator", "denominator"]].iloc[0].tolist() == wanted, name


def test_without_a_workforce_there_is_no_coverage():
    rows = [{"region": "16.08", **cell(workers_active=5)}, {"region": "99.99", **cell(workers_active=5)}]
    assert measured("coverage_workers", rows)["value"].isna().tolist() == [False, True]
    assert measured("coverage_workers", rows, workforce=None)["value"].isna().all()


@pytest.mark.parametrize("narrow", ["segment", "sector", "scale", "office", "kecamatan"])
def test_a_part_of_the_workers_is_not_divided_by_all_who_work(narrow):
    rows = [{"region": "16.08", narrow: "X", **cell(workers_active=5)}]
    assert measured("coverage_workers", rows, key=["region", narrow])["value"].isna().all()
    assert totalled("coverage_workers", rows, over=["region", narrow])["value"].isna().all()


def test_wider_areas_stand_on_the_workforce_of_their_regions():
    known = workforce(("16.08", "2025-08", 100, "S1"), ("16.09", "2024-08", 300, "S2"))
    rows = [{"area": "sumsel", **cell(workers_active=40)}, {"area": "pekalongan", **cell(workers_active=40)}]
    members = {"sumsel": ["16.08", "16.09"], "pekalongan": ["33.75"]}
    values = measured("coverage_workers", rows, key="area", workforce=known, members=members)
    assert values["value"].tolist() == [10.0, pd.NA]
    assert values["denominator_as_of"].tolist() == ["2024-08;2025-08", ""]
    assert values["denominator_source"].tolist() == ["S1;S2", ""]
    assert measured("coverage_workers", rows, key="area", workforce=known)["value"].isna().all()
    everything = measured(
        "coverage_workers", rows[:1], key=[], workforce=known, members={"": ["16.08", "16.09"]}
    )
    assert everything["value"].tolist() == [10.0] and list(everything.columns) == COLUMNS


# -- targets


def test_the_gap_counts_people_up_and_never_below_nobody():
    known = workforce(("16.08", "2025", 1000, "S1"), ("16.09", "2025", 1001, "S1"))
    rows = [
        {"region": "16.08", **cell(workers_active=300, jakon_workers=20)},
        {"region": "16.09", **cell(workers_active=300)},
        {"region": "16.08", **cell(workers_active=900)},
        {"region": "35.76", **cell(workers_active=900)},
    ]
    values = measured("coverage_gap", rows, workforce=known, targets=TARGETS)
    # 34.99 % of 1000 is 349.9 people: 350; of 1001 it is 350.2499: 351.
    assert values["value"].tolist() == [30, 51, 0, pd.NA]
    assert {(t.value, t.series, t.year) for held in values["held"] for t in held} == {(34.99, "RKP", "2026")}
    assert measured("coverage_gap", rows, workforce=known)["value"].isna().all()


def test_a_row_is_held_against_the_targets_of_its_own_year_and_nearest_area_alone():
    known = workforce(*((region, "2024", 1000, "S1") for region in ("16.06", "16.08", "35.16")))
    rows = [
        {"region": region, "month": month, **cell(workers_active=400)}
        for region in ("16.06", "16.08", "35.16")
        for month in ("2022-06", "2025-06", "2026-06", "2028-06")
    ]
    held = measured("coverage_workers", rows, key=["month", "region"], workforce=known, targets=TARGETS)
    assert [[target.value for target in targets] for targets in held["held"]] == [
        *([], [52.15], [34.99], []),
        *([], [49.46, 50.0, 51.0], [34.99], []),
        *([40.0], [32.15], [34.99], []),
    ]
    gaps = measured("coverage_gap", rows, key=["month", "region"], workforce=known, targets=TARGETS)["value"]
    # Of three targets in print none is chosen, and of a year without one there is no gap.
    assert gaps.tolist() == [*(pd.NA, 122, 0, pd.NA), *(pd.NA, pd.NA, 0, pd.NA), *(0, 0, 0, pd.NA)]


def test_a_total_has_the_targets_of_what_it_makes_up_before_those_of_its_province():
    rows = [{"region": "16.06", **cell(workers_active=1)}, {"region": "16.07", **cell(workers_active=1)}]
    own = pd.DataFrame(
        [("ucj_pct", "KC-X", 2026.0, 60.0, "KC"), ("ucj_pct", "16", 2026.0, 55.0, "BPJS")],
        columns=["indicator", "area_code", "year", "value", "series"],
    )
    options = {"workforce": workforce(), "targets": own}
    office = totalled("coverage_workers", rows, area="KC-X", **options)["held"].item()
    assert [target.value for target in office] == [60.0]
    assert [t.value for t in totalled("coverage_workers", rows, **options)["held"].item()] == [55.0]
    wider = [*rows, {"region": "35.16", **cell()}]
    assert totalled("coverage_workers", wider, **options)["held"].item() == ()


# -- totals


def test_a_total_takes_the_ratio_of_sums_not_the_mean_of_ratios():
    rows = [{"region": "16.08", **cell(wajib=10, patuh=10)}, {"region": "16.09", **cell(wajib=90)}]
    values = totalled("compliance", rows)
    assert (values["value"].item(), values["numerator"].item(), values["denominator"].item()) == (
        10.0,
        10,
        100,
    )
    assert list(values.columns) == COLUMNS


def test_a_total_counts_each_regions_workforce_once():
    regions_and_segments = product(("16.08", "16.09"), ("PU", "BPU"))
    rows = [
        {"region": region, "segment": segment, **cell(workers_active=10)}
        for region, segment in regions_and_segments
    ]
    known = workforce(("16.08", "2025-08", 100, "S1"), ("16.09", "2025-08", 300, "S1"))
    values = totalled("coverage_workers", rows, workforce=known)
    assert (values["denominator"].item(), values["value"].item()) == (400, 10.0)


def test_a_total_without_one_regions_workforce_is_missing():
    rows = [{"region": region, **cell(workers_active=10)} for region in ("16.08", "99.99")]
    assert totalled("coverage_workers", rows)["value"].isna().all()


@pytest.mark.parametrize(("why", "measures"), [("disembunyikan", cell(wajib=pd.NA)), ("", cell(patuh=pd.NA))])
def test_a_total_over_a_missing_part_is_missing(why, measures):
    rows = [
        {"region": "16.08", "suppressed": why, **measures},
        {"region": "16.09", "suppressed": "", **cell(wajib=5, patuh=5)},
    ]
    values = totalled("compliance", rows)
    assert values["value"].isna().all() and values["suppressed"].item() == why


def test_the_gap_of_a_total_is_not_the_sum_of_gaps():
    known = workforce(("16.08", "2025", 1000, "S1"), ("16.09", "2025", 1000, "S1"))
    rows = [
        {"region": "16.08", **cell(workers_active=600)},
        {"region": "16.09", **cell(workers_active=50)},
    ]
    each = measured("coverage_gap", rows, workforce=known, targets=TARGETS)
    both = totalled("coverage_gap", rows, workforce=known, targets=TARGETS)
    assert each["value"].tolist() == [0, 300] and both["value"].item() == 50
