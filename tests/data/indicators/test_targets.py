"""Which target a number may be held against, and that nothing is taken from what it cannot be taken from."""

import pandas as pd
import pytest

from data.indicators import (
    BELOW,
    BETWEEN,
    MET,
    MixedUnits,
    Quantity,
    area_chain,
    definitions,
    goal_of,
    of_unit,
    side,
    stated_targets,
    targeted,
    targets_for,
)
from data.tables.facts import load_table

TARGETS = load_table("targets")
COLUMNS = ["indicator", "area_code", "year", "value", "series", "standing", "said_on", "source"]


def table(*rows) -> pd.DataFrame:
    return pd.DataFrame(
        [(*row, *[""] * (len(COLUMNS) - 1 - len(row)), "S400") for row in rows], columns=COLUMNS
    )


def values(indicator: str, area: str, year: int, targets: pd.DataFrame = TARGETS) -> list[float]:
    held = targets_for(targets, definitions()[indicator], area_chain(area), year)
    assert all(target.year == str(year) for target in held)
    return [target.value for target in held]


@pytest.mark.parametrize(
    ("indicator", "area", "year", "wanted"),
    [
        ("ucj_pct", "16.06", 2025, [52.15]),  # its own
        ("ucj_pct", "16.05", 2025, [49.46, 50.0, 51.0]),  # its province's, all that are in print
        ("ucj_pct", "35.76", 2025, [52.15]),  # the nation's, of the series of published figures
        ("coverage_workers", "35.76", 2025, [32.15]),  # the nation's, of the series of the ledger
        ("coverage_workers", "35.76", 2026, [34.99]),  # the yearly plan lies on the path of the RPJMN
        ("ucj_pct", "35.16", 2022, [40.0]),
        ("ucj_pct", "35.16", 2023, [60.0]),
        ("ucj_pct", "35.16", 2024, [50.0]),
        ("ucj_pct", "35.16", 2021, []),
        ("ucj_pct", "35.76", 2026, []),  # an old one is never used
        ("ucj_pct", "35.76", 2027, []),  # nor one of another year
        ("workers_active", "16", 2025, [1_485_000.0]),
        ("workers_active", "16.06", 2025, []),  # a count is not held against that of all its province
        ("workers_active", "35.76", 2026, []),  # under review, and of the nation
        ("bpu_active", "KC-PEKALONGAN", 2019, [22_300.0]),
        ("bpu_active", "KC-PEKALONGAN", 2024, []),  # doubtful
        ("coverage_workers_without_jakon", "16.06", 2025, []),  # another definition
        ("compliance", "16.06", 2025, []),
    ],
)
def test_a_number_is_held_against_its_own_year_and_definition_of_the_nearest_area(
    indicator, area, year, wanted
):
    assert values(indicator, area, year) == wanted


def test_two_series_of_the_nation_are_never_mixed():
    rows = table(
        ("ucj_pct", "ID", 2025.0, 52.15, "BPJS"),
        ("ucj_pct", "ID", 2025.0, 32.15, "RPJMN"),
        ("ucj_pct", "ID", 2026.0, 34.99, "RKP"),
        ("ucj_pct", "ID", 2024.0, 52.0, "RPJMN 2020-2024"),
    )
    series = {
        name: [values(name, "16.06", year, rows) for year in (2024, 2025, 2026)]
        for name in ("ucj_pct", "coverage_workers")
    }
    assert series == {"ucj_pct": [[], [52.15], []], "coverage_workers": [[], [32.15], [34.99]]}


def test_what_is_doubtful_old_or_under_review_or_of_no_year_is_told_and_never_judges():
    rows = table(
        *(
            ("ucj_pct", "16.06", 2025.0, 50.0 + at, name, name)
            for at, name in enumerate(("old", "doubtful", "review"))
        ),
        ("ucj_pct", "16.06", float("nan"), 58.0, "Pemkab"),
        ("ucj_pct", "16.06", 2024.0, 45.0, "Pemkab", "weak"),
    )
    assert values("ucj_pct", "16.06", 2025, rows) == [] and values("ucj_pct", "16.06", 2024, rows) == [45.0]
    told = stated_targets(rows, "16.06")
    assert len(told) == 5 and [target.judges for target in told].count(True) == 1
    assert [told[0].year, told[-1].year] == ["2025", ""]


def test_a_target_of_the_measured_number_itself_goes_before_that_of_the_figure_of_the_same_kind():
    rows = table(
        ("ucj_pct", "16.06", 2026.0, 52.0, "BPJS"),
        ("ucj_pct", "ID", 2026.0, 34.99, "RKP"),
        ("coverage_workers", "16.06", 2026.0, 30.0, "Kanwil"),
        ("coverage_workers", "16", 2026.0, 31.0, "Kanwil"),
        ("compliance", "ID", 2026.0, 60.0, "RKAT"),
        ("compliance", "KC-PALEMBANG", 2026.0, 65.0, "RKAT"),
        ("ledger_arrears_rp", "16", 2026.0, 9e9, "RKAT"),
    )
    found = {
        (name, area): values(name, area, 2026, rows)
        for name, area in (
            *(
                (name, area)
                for name in ("coverage_workers", "coverage_gap", "ucj_pct")
                for area in ("16.06", "16.05")
            ),
            ("compliance", "16.05"),
            ("compliance", "KC-PALEMBANG"),
            ("ledger_arrears_rp", "16.05"),  # of all the province
            ("ledger_arrears_rp", "16"),
        )
    }
    assert found == {
        ("coverage_workers", "16.06"): [30.0],
        ("coverage_workers", "16.05"): [31.0],
        ("coverage_gap", "16.06"): [30.0],  # as the coverage that it is worked out from
        ("coverage_gap", "16.05"): [31.0],
        ("ucj_pct", "16.06"): [52.0],
        ("ucj_pct", "16.05"): [],
        ("compliance", "16.05"): [60.0],
        ("compliance", "KC-PALEMBANG"): [65.0],
        ("ledger_arrears_rp", "16.05"): [],
        ("ledger_arrears_rp", "16"): [9e9],
    }


def test_an_indicator_of_a_ledger_has_targets_where_it_or_what_it_follows_has_any():
    rows = table(("ucj_pct", "16.06", 2026.0, 52.0, "BPJS"), ("workers_active", "16", 2026.0, 9.0, "BPJS"))
    assert [one.id for one in targeted(rows)] == ["coverage_workers", "coverage_gap"]
    assert [one.id for one in targeted(table(("coverage_gap", "ID", 2026.0, 1.0, "RKP")))] == ["coverage_gap"]
    assert targeted(table()) == ()


def test_a_plan_aims_at_the_last_target_of_its_series():
    coverage = definitions()["coverage_workers"]
    assert (goal_of(TARGETS, coverage, 2028).value, goal_of(TARGETS, coverage, 2025).value) == (34.99, 32.15)
    assert goal_of(TARGETS, coverage, 2024) is None
    assert goal_of(TARGETS, definitions()["ucj_pct"], 2026).value == 52.15
    assert goal_of(TARGETS, definitions()["compliance"], 2026) is None


@pytest.mark.parametrize(
    ("value", "wanted"), [(48.0, BELOW), (49.46, BETWEEN), (50.5, BETWEEN), (51.0, MET), (60.0, MET)]
)
def test_a_value_is_below_all_of_several_targets_meets_all_or_lies_between(value, wanted):
    held = targets_for(TARGETS, definitions()["ucj_pct"], area_chain("16.05"), 2025)
    assert side(Quantity(value, "percent"), held) == wanted


def test_people_are_never_held_against_a_percentage():
    held = targets_for(TARGETS, definitions()["coverage_gap"], area_chain("16.06"), 2025)
    assert [target.unit for target in held] == ["percent"] and of_unit(held, "people") == ()
    with pytest.raises(MixedUnits):
        side(Quantity(72_111.0, "people"), held)
    with pytest.raises(MixedUnits):
        Quantity(1.0, "rupiah") - Quantity(1.0, "workers")
    assert (Quantity(48.0, "percent") - Quantity(52.0, "percent")) == Quantity(-4.0, "points")
    assert (Quantity(9.0, "workers") - Quantity(4.0, "workers")) == Quantity(5.0, "workers")
