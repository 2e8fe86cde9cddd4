"""Cells into values: sums first, ratios last, and what is missing stays missing."""

from datetime import date

import pandas as pd
import pytest

from data.cube import MEASURES
from data.indicators.definition import definitions
from data.indicators.measurement import Measured, measure, measured_one, total
from data.indicators.targets import target_in
from data.tables.facts import load_table

LEDGER = {name: one for name, one in definitions().items() if one.kind == "ledger"}
WORKFORCE, TARGETS = load_table("workforce"), load_table("targets")
COLUMNS = [
    "value", "numerator", "denominator", "as_of", "denominator_source", "denominator_as_of",
    "denominator_after", "target", "target_year", "suppressed", "release", "simulated",
]  # fmt: skip


def cell(**measures) -> dict:
    return dict.fromkeys(MEASURES, 0) | measures


def measured(indicator, rows, key="region", **options) -> pd.DataFrame:
    known = {"workforce": WORKFORCE, "as_of": "2026-10", "release": 7, "simulated": True} | options
    return measure(LEDGER[indicator], pd.DataFrame(rows), key=key, **known)


def totalled(indicator, rows, **options) -> pd.DataFrame:
    known = {"workforce": WORKFORCE, "as_of": "2026-10", "release": 7, "simulated": True} | options
    return total(LEDGER[indicator], pd.DataFrame(rows), **known)


def workforce(*rows) -> pd.DataFrame:
    """Rows of region, as_of, people, source of the definition employed."""
    frame = pd.DataFrame(rows, columns=["region", "as_of", "value", "source"])
    return frame.assign(definition="employed", value=frame["value"].astype(float))


# -- one value


def test_a_percentage_carries_everything_that_it_is_made_of():
    found = measured("compliance", [{"region": "16.08", **cell(wajib=8, patuh=3)}])
    assert list(found.columns) == ["region", *COLUMNS]
    assert found.iloc[0].drop(["target"]).to_dict() == {
        "region": "16.08", "value": 37.5, "numerator": 3, "denominator": 8, "as_of": "2026-10",
        "denominator_source": "", "denominator_as_of": "", "denominator_after": False, "target_year": "",
        "suppressed": "", "release": 7, "simulated": True,
    }  # fmt: skip


def test_why_this_number():
    row = pd.DataFrame([{"region": "16.08", **cell(workers_active=90_000, informal_active=10_000)}])
    found = measured_one(
        LEDGER["coverage_workers"], row, key="region", workforce=WORKFORCE, as_of="2026-02", release=3,
        simulated=True, targets=TARGETS,
    )  # fmt: skip
    assert found == Measured(
        indicator="coverage_workers", key="16.08", value=100 * 100_000 / 390_452, numerator=100_000,
        denominator=390_452, unit="percent", as_of="2026-02", as_of_day=date(2026, 2, 28), release=3,
        simulated=True, denominator_source="S168", denominator_year="2025", suppressed="",
        denominator_as_of="2025-08", denominator_after=False, target=52.15, target_year="2025",
    )  # fmt: skip
    assert type(found.numerator) is int and type(found.value) is float and type(found.simulated) is bool


def test_one_of_several_keys_and_a_missing_value():
    row = pd.DataFrame([{"region": "16.08", "sector": "C", **cell()}])
    found = measured_one(
        LEDGER["compliance"], row, key=["region", "sector"], workforce=None, as_of="2026-10", release=1,
        simulated=False,
    )  # fmt: skip
    assert (found.key, found.value, found.numerator, found.denominator) == ("16.08/C", None, 0, 0)
    assert found.target is None and found.denominator_year == ""


def test_one_is_not_several():
    with pytest.raises(ValueError, match="not 2"):
        measured_one(
            LEDGER["compliance"], pd.DataFrame([cell(), cell()]), key=[], workforce=None, as_of="2026-10",
            release=1, simulated=False,
        )  # fmt: skip


def test_rupiah_stay_whole_however_many():
    much = 9_007_199_254_740_993  # one more than a float can tell from its neighbour
    found = measured("ledger_arrears_rp", [{"region": "16.08", **cell(outstanding_macet=much)}])
    assert found["value"].item() == much and str(found["value"].dtype) == "Int64"
    assert found["denominator"].isna().all()


def test_what_is_subtracted():
    assert (
        measured("ledger_pwbd_employers", [{"region": "16.08", **cell(wajib=9, terdaftar=4)}])["value"].item()
        == 5
    )


def test_arrears_as_months_of_contributions():
    found = measured(
        "arrears_months", [{"region": "16.08", **cell(outstanding_lancar=30, outstanding_macet=45, due=50)}]
    )
    assert found["value"].item() == 1.5


def test_recovery_is_a_share_of_what_could_come_in():
    found = measured(
        "recovery_rate",
        [{"region": "16.08", **cell(paid_late=10, outstanding_macet=20, closed_outstanding=10)}],
    )
    assert (found["value"].item(), found["denominator"].item()) == (25.0, 40)


def test_informal_targets_by_trade():
    rows = [
        {"sector": "nelayan", **cell(informal_target=50, informal_active=60)},
        {"sector": "batik", **cell(informal_target=0, informal_active=5)},
    ]
    found = measured("informal_attainment_by_trade", rows, key="sector")
    assert found["value"].tolist() == [120.0, pd.NA]


# -- what is missing


def test_nothing_over_nothing_is_missing_and_a_count_of_nothing_is_zero():
    rows = [{"region": "16.08", **cell()}]
    assert measured("compliance", rows)["value"].isna().all()
    assert measured("employers_compliant", rows)["value"].tolist() == [0]


@pytest.mark.parametrize("name", sorted(LEDGER))
def test_a_suppressed_row_stays_without_numbers_and_says_why(name):
    hidden = dict.fromkeys(MEASURES, pd.NA)
    rows = [
        {"region": "16.08", "suppressed": "primer", **hidden},
        {"region": "16.09", "suppressed": "sekunder", **cell(**dict.fromkeys(MEASURES, 12))},
        {"region": "35.76", "suppressed": "", **cell(**dict.fromkeys(MEASURES, 12))},
    ]
    found = measured(name, rows, targets=TARGETS)
    assert found.loc[:1, ["value", "numerator", "denominator"]].isna().all(axis=None)
    assert found["suppressed"].tolist() == ["primer", "sekunder", ""]
    assert found.loc[2, ["value", "numerator"]].notna().all()


def test_a_missing_measure_is_not_zero():
    found = measured("compliance", [{"region": "16.08", **cell(wajib=8, patuh=pd.NA)}])
    assert found["value"].isna().all() and found["denominator"].item() == 8


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
        found = measured(name, empty)
        assert found.empty and list(found.columns) == ["region", *COLUMNS]
        assert totalled(name, empty, over="region").empty


# -- the people who work


def test_the_workforce_is_the_latest_known_at_the_months_end():
    known = workforce(
        ("16.08", "2024-08", 100, "S1"), ("16.08", "2025-08", 200, "S2"), ("16.08", "2026", 400, "S3")
    )
    rows = [{"month": month, "region": "16.08", **cell(workers_active=50)} for month in
            ("2023-12", "2024-08", "2025-07", "2025-08", "2026-11", "2026-12")]  # fmt: skip
    found = measured("coverage_workers", rows, key=["month", "region"], workforce=known)
    assert found["denominator"].tolist() == [100, 100, 100, 200, 200, 400]
    assert found["value"].tolist() == [50, 50, 50, 25, 25, 12.5]
    assert found["denominator_after"].tolist() == [True, False, False, False, False, False]
    assert found["denominator_as_of"].tolist() == ["2024-08"] * 3 + ["2025-08"] * 2 + ["2026"]
    assert found["denominator_source"].tolist() == ["S1"] * 3 + ["S2"] * 2 + ["S3"]
    assert found["as_of"].tolist() == [row["month"] for row in rows]


def test_each_definition_of_the_workforce_is_its_own():
    rows = [{"region": "16.08", **cell(workers_active=1000, informal_active=1000, jakon_workers=1000)}]
    found = {
        name: measured(name, rows)[["numerator", "denominator"]].iloc[0].tolist()
        for name in (
            "coverage_workers",
            "coverage_workers_without_jakon",
            "coverage_formal",
            "coverage_informal",
        )
    }
    assert found == {
        "coverage_workers": [3000, 390_452],
        "coverage_workers_without_jakon": [2000, 390_452],
        "coverage_formal": [1000, 114_980],
        "coverage_informal": [1000, 275_472],
    }


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
    found = measured("coverage_workers", rows, key="area", workforce=known, members=members)
    assert found["value"].tolist() == [10.0, pd.NA]
    assert found["denominator_as_of"].tolist() == ["2024-08;2025-08", ""]
    assert found["denominator_source"].tolist() == ["S1;S2", ""]
    assert measured("coverage_workers", rows, key="area", workforce=known)["value"].isna().all()
    everything = measured(
        "coverage_workers", rows[:1], key=[], workforce=known, members={"": ["16.08", "16.09"]}
    )
    assert everything["value"].tolist() == [10.0] and list(everything.columns) == COLUMNS


# -- targets


def test_the_gap_counts_people_up_and_never_below_nobody():
    known = workforce(("16.08", "2025", 1000, "S1"), ("16.09", "2025", 1001, "S1"))
    rows = [
        {"region": "16.08", **cell(workers_active=500, jakon_workers=20)},
        {"region": "16.09", **cell(workers_active=500)},
        {"region": "16.08", **cell(workers_active=900)},
        {"region": "35.76", **cell(workers_active=900)},
    ]
    found = measured("coverage_gap", rows, workforce=known, targets=TARGETS)
    # 52.15 % of 1000 is 521.5 people: 522; of 1001 it is 522.0215: 523.
    assert found["value"].tolist() == [2, 23, 0, pd.NA]
    assert found["target"].tolist() == [52.15] * 4 and found["target_year"].tolist() == ["2025"] * 4
    assert measured("coverage_gap", rows, workforce=known)["value"].isna().all()


def test_a_target_holds_from_its_year_on_and_only_in_its_series():
    coverage = LEDGER["coverage_workers"]
    assert target_in(TARGETS, coverage, 2024) is None
    assert {target_in(TARGETS, coverage, year).value for year in (2025, 2026, 2029)} == {52.15}
    assert target_in(TARGETS, coverage, 2029).series == "BPJS"
    assert target_in(TARGETS, definitions()["ucj_pct"], 2026) == target_in(TARGETS, coverage, 2026)
    assert target_in(TARGETS, LEDGER["coverage_formal"], 2026) is None


def test_every_target_that_is_named_is_in_the_table():
    held = [one for one in LEDGER.values() if one.target_series]
    assert held and all(target_in(TARGETS, one, 2026) for one in held)


# -- totals


def test_a_total_takes_the_ratio_of_sums_not_the_mean_of_ratios():
    rows = [{"region": "16.08", **cell(wajib=10, patuh=10)}, {"region": "16.09", **cell(wajib=90)}]
    found = totalled("compliance", rows)
    assert (found["value"].item(), found["numerator"].item(), found["denominator"].item()) == (10.0, 10, 100)
    assert list(found.columns) == COLUMNS


def test_a_total_counts_each_regions_workforce_once():
    rows = [{"region": region, "segment": segment, **cell(workers_active=10)}
            for region in ("16.08", "16.09") for segment in ("PU", "BPU")]  # fmt: skip
    known = workforce(("16.08", "2025-08", 100, "S1"), ("16.09", "2025-08", 300, "S1"))
    found = totalled("coverage_workers", rows, workforce=known)
    assert (found["denominator"].item(), found["value"].item()) == (400, 10.0)


def test_a_total_without_one_regions_workforce_is_missing():
    rows = [{"region": region, **cell(workers_active=10)} for region in ("16.08", "99.99")]
    assert totalled("coverage_workers", rows)["value"].isna().all()


@pytest.mark.parametrize(("why", "measures"), [("primer", cell(wajib=pd.NA)), ("", cell(patuh=pd.NA))])
def test_a_total_over_a_missing_part_is_missing(why, measures):
    rows = [
        {"region": "16.08", "suppressed": why, **measures},
        {"region": "16.09", "suppressed": "", **cell(wajib=5, patuh=5)},
    ]
    found = totalled("compliance", rows)
    assert found["value"].isna().all() and found["suppressed"].item() == why


def test_the_gap_of_a_total_is_not_the_sum_of_gaps():
    known = workforce(("16.08", "2025", 1000, "S1"), ("16.09", "2025", 1000, "S1"))
    rows = [
        {"region": "16.08", **cell(workers_active=900)},
        {"region": "16.09", **cell(workers_active=100)},
    ]
    each = measured("coverage_gap", rows, workforce=known, targets=TARGETS)
    both = totalled("coverage_gap", rows, workforce=known, targets=TARGETS)
    assert each["value"].tolist() == [0, 422] and both["value"].item() == 43
