"""Published figures stand beside each other only where they are of one year and of the indicator's definition."""

from datetime import date

import pandas as pd

from data.indicators import BELOW, MET, compare, held_against
from data.tables.facts import load_table

TODAY = date(2026, 11, 26)
FIGURES, TARGETS = load_table("figures"), load_table("targets")
REGIONS = sorted(load_table("regions")["code"])


def figures(*rows) -> pd.DataFrame:
    """Rows of area, value, date and flags as a table of figures of UCJ."""
    known = pd.DataFrame(rows, columns=["area_code", "value", "as_of", "flags"])
    same = {"indicator": "ucj_pct", "area_kind": "region", "unit": "percent", "as_of_basis": "stated"}
    empty = dict.fromkeys(("numerator", "denominator", "stated_pct"), float("nan"))
    return known.assign(id=[f"A{at:03}" for at in range(len(known))], **same, **empty)


def compared(rows: pd.DataFrame, targets: pd.DataFrame = TARGETS, on: date = TODAY):
    return compare(rows, targets, "ucj_pct", REGIONS, on)


def test_only_figures_of_the_year_of_the_target_and_of_its_definition_are_compared():
    found = compared(
        figures(
            ("16.06", 48.26, "2025-07", ""),
            ("16.05", 55.0, "2025-08", ""),
            ("35.76", 64.84, "2022-12", ""),  # another year
            ("33.25", 5.12, "2025", "derived;other_definition"),  # registered workers, computed by us
            ("16.12", 1.0, "2025-12-19", "bound;doubtful"),
        )
    )
    assert found.year == 2025
    sides = {code: (one.figure.value, one.side) for code, one in found.by_area.items()}
    assert sides == {"16.06": (48.26, BELOW), "16.05": (55.0, MET)}


def test_a_newer_figure_of_another_year_does_not_take_away_that_of_the_year():
    rows = figures(
        ("16.06", 48.26, "2025-07", ""), ("16.06", 49.0, "2026-10", ""), ("16.05", 46.0, "2025", "")
    )
    found = compared(rows)
    assert found.year == 2025 and found.by_area["16.06"].figure.value == 48.26


def test_without_a_target_two_of_the_newest_common_year_are_compared_and_one_never_is():
    rows = figures(("35.76", 64.0, "2021-12", ""), ("35.16", 28.0, "2021", ""), ("33.25", 5.0, "2019", ""))
    assert compared(rows).year == 2021 and set(compared(rows).by_area) == {"35.76", "35.16"}
    assert compared(rows, on=date(2019, 12, 31)).year == 0
    assert compared(rows.head(0)).by_area == {}


def test_no_shipped_figure_is_held_against_a_target_of_another_year_or_definition():
    for row in FIGURES.itertuples():
        held = held_against(TARGETS, row.indicator, row.area_code, row.as_of, row.flags)
        assert all(target.year == row.as_of[:4] for target in held)
        assert not (held and row.flags)
    batang = FIGURES.set_index("id").loc["A115"]
    assert "other_definition" in batang["flags"].split(";")


def test_the_figures_of_today_are_those_of_2025_alone():
    found = compare(FIGURES, TARGETS, "ucj_pct", REGIONS, TODAY)
    assert found.year == 2025 and {"16.03", "16.05", "16.06", "16.09"} <= set(found.by_area)
    assert not {"35.76", "33.25"} & set(found.by_area)
    assert {one.figure.as_of[:4] for one in found.by_area.values()} == {"2025"}
