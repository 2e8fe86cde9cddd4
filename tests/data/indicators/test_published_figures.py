"""That the figure shown for an area is the right one: the latest that is known, and the best of a day."""

from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data.indicators.published_figures import known_months, published
from data.parsing import AsOf
from data.tables.facts import load_table
from tests.examples import examples

FIGURES = load_table("figures")
TODAY = date(2026, 12, 31)


def shown(indicator: str, known_on: date = TODAY, **options) -> pd.DataFrame:
    return published(FIGURES, indicator, known_on, **options).set_index("area_code")


def test_kota_mojokerto_at_the_end_of_2021_is_the_figure_with_its_numbers():
    row = shown("ucj_pct", date(2022, 1, 31)).loc["35.76"]
    assert (row["value"], row["numerator"], row["denominator"]) == (54.09, 29700, 54908)
    assert round(row["computed_pct"], 2) == 54.09 and row["as_of_end"] == date(2021, 12, 31)


def test_kab_mojokerto_at_the_end_of_2021_is_the_official_page():
    assert shown("ucj_pct", date(2021, 12, 31)).loc["35.16", "value"] == 28.75


def test_the_figure_of_2018_shows_stated_and_computed():
    row = shown("ucj_pct", date(2018, 9, 10)).loc["35.76"]
    assert row["stated_pct"] == 15.04 and round(row["computed_pct"], 2) == 15.40
    assert "35.76" not in shown("ucj_pct", date(2018, 9, 9)).index


def test_a_figure_for_a_month_is_known_when_the_month_ends():
    assert shown("ucj_pct", date(2025, 8, 30)).index.isin(["16.05"]).sum() == 0
    assert shown("ucj_pct", date(2025, 8, 31)).loc["16.05", "value"] == 45.94


def test_an_upper_bound_is_shown_only_on_demand():
    assert "16.12" not in shown("ucj_pct").index
    assert shown("ucj_pct", flagged=True).loc["16.12", "value"] == 1


def test_targets_and_flows_are_never_shown_as_results():
    for flagged in (False, True):
        assert (
            shown("vulnerable_workers_paid", flagged=flagged)
            .get("flags", pd.Series(dtype=str))
            .ne("target")
            .all()
        )
        registered = shown("employers_registered", flagged=flagged)
        assert "33.27" not in registered.index
        assert registered.loc["33.25", "value"] == 350
    assert "33.25" not in shown("workers_protected", flagged=True).index


def test_undated_figures_are_never_known():
    assert 28 not in set(shown("noncompliant_employers", flagged=True)["value"])


def test_registered_workers_do_not_stand_in_for_active_ones():
    assert set(shown("workers_active").index) == {"16.06"}


def test_offices_are_read_apart_from_regions():
    office = shown("bpu_target_attainment", kind="office")
    assert office["computed_pct"].round(2).to_dict() == {"KC-PALEMBANG": 68.63, "KC-PEKALONGAN": 30.91}
    assert shown("ucj_pct", kind="province").loc["16", "value"] == 31.33


def test_no_percentage_is_computed_for_a_count_against_a_target():
    row = shown("pu_active", date(2024, 1, 1), kind="office").loc["KC-PEKALONGAN"]
    assert row["stated_pct"] == 93.98 and round(row["computed_pct"], 2) == 93.98
    before = shown("bpu_active", date(2019, 11, 30), kind="office").loc["KC-PEKALONGAN"]
    assert before["denominator"] == 24000 and pd.isna(before["computed_pct"])


def test_nothing_known_gives_an_empty_table_with_every_column():
    empty = published(FIGURES, "ucj_pct", date(1990, 1, 1))
    assert empty.empty and list(empty.columns) == [*FIGURES.columns, "as_of_end", "computed_pct"]


def test_months_are_those_in_which_something_can_be_shown():
    months = known_months(FIGURES, "ucj_pct")
    assert months == sorted(set(months)) and months[0] == "2016-12" and "2021-12" in months
    assert set(months) <= set(known_months(FIGURES))
    # The only region row of 2025-12 for the Batang workers is a target.
    assert "2025-12" not in known_months(FIGURES[FIGURES["id"] == "A117"], "workers_protected")
    assert "2024-12" in known_months(FIGURES, "ucj_pct") and known_months(FIGURES.head(0)) == []


# -- published against its slow twin


def slow_published(figures, indicator, known_on, flagged, kind):
    """The same, row by row: throw out what may not stand, then let each better row replace the last."""
    best = {}
    for row in figures.to_dict("records"):
        flags = [flag for flag in row["flags"].split(";") if flag]
        if row["indicator"] != indicator or row["area_kind"] != kind or row["as_of"] == "":
            continue
        if "target" in flags or "flow" in flags or AsOf(row["as_of"]).end > known_on:
            continue
        if not flagged and any(flag != "derived" for flag in flags):
            continue
        best[row["area_code"]] = better(row, best.get(row["area_code"]))
    return {area: row["id"] for area, row in best.items()}


def better(new, old):
    if old is None:
        return new
    for question in (
        lambda row: AsOf(row["as_of"]).end,
        lambda row: row["as_of_basis"] == "stated",
        lambda row: not set(row["flags"].split(";")) & {"partial", "bound", "doubtful"},
        lambda row: row["flags"] == "",
        lambda row: pd.notna(row["numerator"]) and pd.notna(row["denominator"]),
        lambda row: int(row["id"][1:]),
    ):
        if question(new) != question(old):
            return new if question(new) > question(old) else old
    return old


days = st.dates(date(2016, 1, 1), date(2018, 12, 31))
as_of = st.one_of(
    st.just(""), days.map(str), days.map(lambda day: str(day)[:7]), days.map(lambda day: str(day)[:4])
)
flag_sets = st.lists(
    st.sampled_from(["target", "flow", "partial", "bound", "derived", "doubtful"]), unique=True, max_size=2
).map(";".join)
count = st.one_of(st.just(float("nan")), st.integers(1, 999).map(float))
figure = st.fixed_dictionaries(
    {
        "area_code": st.sampled_from(["16.08", "16.09", "35.76"]),
        "area_kind": st.sampled_from(["region", "region", "office"]),
        "indicator": st.sampled_from(["ucj_pct", "ucj_pct", "skk_cases"]),
        "numerator": count,
        "denominator": count,
        "stated_pct": count,
        "unit": st.sampled_from(["percent", "cases"]),
        "as_of": as_of,
        "as_of_basis": st.sampled_from(["stated", "inferred", "page date", ""]),
        "flags": flag_sets,
    }
)


@examples(20, 300)
@given(rows=st.lists(figure, min_size=1, max_size=25), known_on=days, flagged=st.booleans())
def test_published_is_its_slow_twin(rows, known_on, flagged):
    figures = pd.DataFrame(rows).assign(id=[f"A{at:03d}" for at in range(1, len(rows) + 1)])
    rows = published(figures, "ucj_pct", known_on, flagged)
    by_area = dict(zip(rows["area_code"], rows["id"], strict=True))
    assert by_area == slow_published(figures, "ucj_pct", known_on, flagged, "region")
    assert list(rows["area_code"]) == sorted(rows["area_code"])


@examples(10, 200)
@given(days_later=st.integers(0, 4000), flagged=st.booleans())
def test_what_is_once_known_stays_known_and_only_gets_newer(days_later, flagged):
    early = shown("ucj_pct", date(2016, 12, 31), flagged=flagged)
    later = shown("ucj_pct", date(2016, 12, 31) + timedelta(days_later), flagged=flagged)
    assert set(early.index) <= set(later.index)
    assert (later.loc[early.index, "as_of_end"] >= early["as_of_end"]).all()
