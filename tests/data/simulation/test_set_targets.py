"""The made-up targets of the simulated ledger: of whom, marked, the same each time, and in the way of no real one."""

import pandas as pd

from data.indicators import area_chain, definitions, stated_targets, targets_for
from data.places import offices_serving
from data.simulation import with_simulated_targets
from data.simulation.plan import usual_plan
from tests.facts import FACTS

SIMULATED = with_simulated_targets(FACTS)
NEW = SIMULATED.targets.iloc[len(FACTS.targets) :]


def test_every_region_and_every_office_that_serves_one_has_a_target_of_each_kind_and_year():
    serving = {
        office
        for code in FACTS.regions["code"]
        for office in offices_serving(FACTS, code, usual_plan("2025-12").end)
    }
    areas = {*FACTS.regions["code"], *serving}
    for _, rows in NEW.groupby(["indicator", "year"]):
        assert areas <= set(rows["area_code"]) and not rows["area_code"].duplicated().any()
    assert all(definitions()[name].kind == "ledger" for name in NEW["indicator"])


def test_they_say_that_they_are_simulated_no_page_lists_them_in_print_and_nothing_that_was_there_goes():
    assert set(NEW["series"]) == {"Simulasi"}
    stated = [stated_targets(SIMULATED.targets, area) for area in NEW["area_code"].unique()]
    assert not any(target.series == "Simulasi" for told in stated for target in told)
    pd.testing.assert_frame_equal(SIMULATED.targets.iloc[: len(FACTS.targets)], FACTS.targets)


def test_they_are_the_same_each_time_and_the_coverage_never_falls():
    again = with_simulated_targets(FACTS)
    pd.testing.assert_frame_equal(again.targets, SIMULATED.targets)
    coverage = NEW[NEW["indicator"] == "coverage_workers"].pivot(
        index="area_code", columns="year", values="value"
    )
    assert (coverage.diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
    assert NEW["value"].between(0, 100).all()


def test_no_published_figure_is_held_against_one():
    figure, measured = definitions()["ucj_pct"], definitions()["coverage_workers"]
    for code in FACTS.regions["code"]:
        for year in (2024, 2025, 2026):
            chain = area_chain(code)
            assert targets_for(SIMULATED.targets, figure, chain, year) == targets_for(
                FACTS.targets, figure, chain, year
            )
            assert [one.series for one in targets_for(SIMULATED.targets, measured, chain, year)] == [
                "Simulasi"
            ]
