"""Contradictions between the published figures are found, and nothing else is."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.indicators.contradictions import (
    compared_month,
    contradict,
    disagreements,
    figure_beside,
    parts_beyond_whole,
    stated_against_computed,
)
from data.tables.facts import load_table
from tests.examples import examples

FIGURES = load_table("figures")


def groups(figures: pd.DataFrame = FIGURES) -> list[list[str]]:
    """The ids of the figures that stand side by side."""
    return [[figure["id"] for figure in one.figures] for one in disagreements(figures)]


def pairs(figures: pd.DataFrame = FIGURES) -> set[tuple[str, str]]:
    """Every two of them that differ in value."""
    return {
        (first["id"], second["id"])
        for one in disagreements(figures)
        for first in one.figures
        for second in one.figures
        if first["id"] < second["id"] and first["value"] != second["value"]
    }


def test_the_city_figure_that_prints_15_04_for_15_40():
    rows = stated_against_computed(FIGURES).set_index("id")
    row = rows.loc["A174"]
    assert (row["numerator"], row["denominator"], row["stated_pct"]) == (9823, 63806, 15.04)
    assert round(row["computed_pct"], 2) == 15.40 and round(row["difference"], 2) == -0.36
    assert not row["rounding_only"]


def test_rounding_to_a_whole_number_is_told_from_a_contradiction():
    rounding = stated_against_computed(FIGURES).set_index("id")["rounding_only"]
    assert rounding["A061"]  # 21 for 21.43
    assert not rounding["A033"]  # 36 for 36.67
    assert not rounding["A005"]  # 30 for 36.53


def test_the_largest_difference_comes_first():
    sizes = stated_against_computed(FIGURES)["difference"].abs()
    assert sizes.is_monotonic_decreasing and sizes.min() >= 0.05


def test_figures_that_agree_or_cannot_be_computed_are_left_out():
    differing = set(stated_against_computed(FIGURES)["id"])
    assert not differing & {"A071", "A076", "A156", "A176", "A218"}
    assert not differing & {"A213", "A062", "A143"}


@examples(30, 500)
@given(
    numerator=st.integers(1, 10**6),
    denominator=st.integers(1, 10**6),
    off=st.one_of(st.floats(-0.049, 0.049), st.floats(0.051, 5)),
)
def test_only_a_difference_of_a_twentieth_of_a_point_counts(numerator, denominator, off):
    stated = 100 * numerator / denominator + off
    row = FIGURES.head(1).assign(
        numerator=float(numerator), denominator=float(denominator), stated_pct=stated
    )
    assert len(stated_against_computed(row)) == (abs(off) >= 0.05)


def test_the_sources_for_mojokerto_at_the_end_of_2021_stand_side_by_side():
    assert ("A175", "A176") in pairs()  # the city: 54.9 against 54.09
    [regency] = [one for one in disagreements(FIGURES) if "A154" in {figure["id"] for figure in one.figures}]
    assert [figure["value"] for figure in regency.figures][:3] == [27.48, 28.4, 28.75] and regency.same_time
    assert (regency.area_code, regency.indicator, regency.unit) == ("35.16", "ucj_pct", "percent")


def test_transposed_digits_are_found_within_the_same_year():
    assert {("A161", "A162"), ("A036", "A037")} <= pairs()


def figures(*rows) -> pd.DataFrame:
    """Rows of value, date, flags and source, of one area and indicator."""
    known = pd.DataFrame(rows, columns=["value", "as_of", "flags", "source"])
    same = {"area_code": "16", "indicator": "ucj_pct", "unit": "percent"}
    return known.assign(id=[f"A{at:03}" for at in range(1, len(known) + 1)], **same)


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        # Three numbers of one year: one of them is doubted, and so stands beside all of its year.
        (
            [
                (36.7, "2025-04-28", "", "S1"),
                (26, "2025-04-29", "doubtful", "S2"),
                (31.33, "2025-08-27", "", "S3"),
            ],
            [["A001", "A002", "A003"]],
        ),
        ([(36.7, "2025-04-28", "", "S1"), (31.33, "2025-08-27", "", "S2")], []),  # may have changed
        ([(36.7, "2025-04", "", "S1"), (31.33, "2025", "", "S2")], [["A001", "A002"]]),  # overlap
        (
            [(36.7, "2025-04-28", "", "S1"), (36.0, "2025-05-20", "", "S2")],
            [["A001", "A002"]],
        ),  # a month apart
        ([(36.7, "2025-04-28", "", "S1"), (36.7, "2025-04-28", "", "S2")], []),  # agree
        ([(36.7, "2025", "", "S1"), (31.33, "2025", "", "S1")], []),  # one source speaks of two things
        ([(36.7, "2025", "", "S1"), (50, "2025", "target", "S2")], []),
        ([(36.7, "2025", "", "S1"), (5, "2025", "partial", "S2")], []),
        ([(36.7, "2025", "flow", "S1"), (5, "2025", "", "S2")], []),
        # A programme's members as a stock and summed up: neither is all, both are shown.
        (
            [(2700, "2024-11-18", "partial", "S1"), (4400, "2024-12-04", "partial;flow", "S2")],
            [["A001", "A002"]],
        ),
        ([(36.7, "", "", "S1"), (31.33, "2025", "", "S2")], []),  # undated
    ],
)
def test_figures_of_one_fact_and_one_time_that_differ_stand_side_by_side(rows, wanted):
    assert groups(figures(*rows)) == wanted


def test_parts_that_sum_to_more_than_their_whole_are_found():
    found = {
        whole["id"]: sum(part["value"] for part in parts) for whole, parts in parts_beyond_whole(FIGURES)
    }
    assert found["B060"] == 9_370 and found["A207"] == 5_830_000_000
    assert "A202" not in found, "its parts sum to less: nobody says that they are all"


def test_other_quantities_are_never_mixed_and_one_source_does_not_contradict_itself():
    for one in disagreements(FIGURES):
        assert len({figure["source"] for figure in one.figures}) > 1
        parts = ["partial" in figure["flags"].split(";") for figure in one.figures]
        assert all(parts) == any(parts) == one.partial
        assert not any("target" in figure["flags"].split(";") for figure in one.figures)
    # Two stages of collection on one page are two quantities of one source.
    assert ("A243", "A244") not in pairs()
    # 34 percent printed twice is one fact.
    assert ("A025", "A026") not in pairs()


def test_no_figures_give_no_contradictions():
    assert stated_against_computed(FIGURES.head(0)).empty and disagreements(FIGURES.head(0)) == []
    assert {"computed_pct", "difference", "rounding_only"} <= set(
        stated_against_computed(FIGURES.head(0)).columns
    )


def test_the_order_of_the_rows_does_not_matter():
    assert pairs(FIGURES.iloc[::-1].reset_index(drop=True)) == pairs()


# -- own data beside what was published


def test_own_data_stand_beside_the_latest_figure_that_was_known():
    ucj = figure_beside(FIGURES, "ucj_pct", "35.16", "region", date(2026, 10, 31))
    assert (ucj["id"], ucj["value"], ucj["as_of"]) == ("A160", 38.52, "2024-08-26")
    assert figure_beside(FIGURES, "ucj_pct", "35.16", "region", date(2022, 1, 31))["id"] == "A156"
    assert figure_beside(FIGURES, "ucj_pct", "35.16", "region", date(2020, 1, 31)) is None
    assert figure_beside(FIGURES, "ucj_pct", "35.16", "office", date(2026, 10, 31)) is None


def test_a_figure_of_a_part_stands_beside_them_only_where_there_is_no_other_and_is_not_compared():
    partial = figure_beside(FIGURES, "arrears_employers", "35.16", "region", date(2026, 10, 31))
    assert (partial["id"], partial["flags"]) == ("A148", "partial")
    assert compared_month(partial) == ""


@pytest.mark.parametrize(
    ("as_of", "flags", "month"),
    [
        ("2025-10-14", "", "2025-10"),
        ("2025-10", "", "2025-10"),
        ("2025", "", "2025-12"),
        ("2025-10", "doubtful", "2025-10"),
        ("2025-10", "bound", ""),
        ("", "", ""),
    ],
)
def test_a_figure_is_held_against_the_month_in_which_its_period_ends(as_of, flags, month):
    assert compared_month({"as_of": as_of, "flags": flags}) == month


@pytest.mark.parametrize(
    ("own", "printed", "unit", "differ"),
    [
        (38.5249, 38.52, "percent", False),
        (38.57, 38.52, "percent", True),
        (87, 87.0, "employers", False),
        (88, 87.0, "employers", True),
    ],
)
def test_what_printing_rounded_is_no_contradiction(own, printed, unit, differ):
    assert contradict(own, printed, unit) == differ
