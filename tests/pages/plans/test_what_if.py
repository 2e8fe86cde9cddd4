"""The what-if page: people needed by region, from where, and what stays out of reach."""

from __future__ import annotations

from html import unescape

import pytest

from data.access.viewer import PUBLIK, Viewer
from data.indicators.definition import definitions
from data.law import rules
from data.queries.employers import EmployerList, EmployerQuery, Where
from data.queries.what_if import SOURCES
from data.queries.what_if_regions import FEW, HIDDEN, UNKNOWN, Region, plan, standing
from data.simulation import with_simulated_targets
from data.words import Words
from pages.plans.mix_table import mix_sheet
from pages.session.place import Place
from pages.view import View
from tests.facts import FACTS
from tests.pages.plans.test_informal import adds_up
from tests.pages.reading import component, opened, reading, well, words_on

pytestmark = pytest.mark.usefixtures("ledger_home")
INSIDE, BRANCH = Viewer("wilayah"), Viewer("cabang", frozenset(["KC-MOJOKERTO"]))
ADDRESSES = (
    {},
    {"kantor": "KC-MOJOKERTO", "bhs": "en"},
    {"wilayah": "16.71", "target": "60"},
    {"kecamatan": "16.71.01", "sampai": "2029-03"},
    {"target": "0.5"},
)


def page(viewer: Viewer = PUBLIK, **query: str):
    return opened("andai", viewer, data="simulasi", **query)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("viewer", [PUBLIK, INSIDE, BRANCH], ids=lambda one: one.role)
@pytest.mark.parametrize("query", ADDRESSES)
def test_the_page_runs_for_every_role_and_its_totals_are_the_sums_of_its_rows(viewer, query):
    app = well(page(viewer, **query))
    drawn = str([element.proto for element in app.get("bidi_component")])
    if "what_if_sources" not in drawn:  # of so few employers nobody else is told any source
        assert viewer is not INSIDE and well(app)
        return
    tables = {name: component(app, "bidi_component", name) for name in ("what_if_sources", "what_if_regions")}
    adds_up(tables["what_if_sources"], [1, 2, 3])
    adds_up(tables["what_if_regions"], [3, 4, 5, 6, 7, 8, 9])
    assert tables["what_if_sources"]["total"][2] == tables["what_if_regions"]["total"][5]
    assert "SIM-" not in str(tables) and "PT Simulasi" not in str(tables)


@pytest.mark.parametrize("viewer", [PUBLIK, INSIDE], ids=lambda one: one.role)
def test_the_need_is_the_gap_that_the_indicator_has(viewer):
    found = reading(viewer)
    month = found.months[-1]
    gaps = found.values(definitions()["coverage_gap"], month).set_index("region")["value"]
    for region in standing(found, month, month, None):
        for one in plan([region]):
            assert one.goal == region.target == _goal(region.code, month)
            assert one.need == gaps[region.code]
            assert one.need == sum(taken.people for taken in one.taken) + one.unreachable + one.untold


def _goal(region: str, month: str) -> float:
    """The simulated target of a region for the year of a month, which the gap is held against."""
    targets = with_simulated_targets(FACTS).targets
    of_region = (targets["area_code"] == region) & (targets["indicator"] == "coverage_workers")
    [value] = targets.loc[of_region & (targets["year"] == int(month[:4])), "value"]
    return float(value)


def test_capacities_are_the_people_that_the_ledger_knows():
    found = reading(INSIDE)
    month = found.months[-1]
    for one in standing(found, month, month, ("16.71", "35.16")):
        held = {source.name: source for source in one.sources}
        listed = EmployerList(found, month)
        for name in ("pwbd", "pds_tk"):
            rows = listed.every(Where((one.code,)), EmployerQuery(kind=name, sort="nama"))
            registered = rows["workers_registered"] if name == "pds_tk" else 0
            lack = rows["workers_known"] - registered
            assert (held[name].people, held[name].employers) == (lack.sum(), len(rows))
        assert held["informal"].public_rupiah == rules.at(month).bpu.least_rupiah


def test_the_public_is_told_of_no_source_with_few_employers_behind_it():
    told, whole = reading(PUBLIK), reading(INSIDE)
    month = told.months[-1]
    inside = {one.code: one for one in standing(whole, month, month, None)}
    least = rules.at(month).min_employers
    for one in standing(told, month, month, None):
        sources = {source.name: source for source in inside[one.code].sources}
        few = any(0 < source.employers < least for source in sources.values())
        if one.why == "":
            assert not few
            assert all(source.people <= sources[source.name].people for source in one.sources)
        else:
            assert one.why in (HIDDEN, FEW, UNKNOWN) and not one.sources
    assert any(one.why for one in standing(told, month, month, None))


def test_each_region_has_its_own_target_until_one_for_all_is_chosen_and_dragged():
    app = page(INSIDE, wilayah="16.71")
    month = reading(INSIDE).months[-1]
    assert "wilayah di bawah targetnya" in words_on(app)
    assert any(f"Target tiap wilayah untuk {month[:4]}" in one.value for one in app.caption)
    assert "w_goal" not in [one.key for one in app.select_slider] and "target" not in app.query_params
    app.segmented_control(key="w_goals").set_value("satu").run()
    assert app.session_state["view"].plan.goal == 34.99 and "34,99" in unescape(words_on(app))
    next(one for one in app.select_slider if one.key == "w_goal").set_value(60.0).run()
    assert "Untuk cakupan 60 %".replace(" %", "\xa0%") in unescape(words_on(app))
    app.segmented_control(key="w_goals").set_value("wilayah").run()
    assert app.session_state["view"].plan.goal == 0.0 and "wilayah di bawah targetnya" in words_on(app)


def test_without_a_goal_a_region_that_has_no_target_of_its_own_is_left_out():
    bare, held = Region("16.71", "", 10, 100), Region("16.72", "", 10, 100, target=20.0)
    assert [(one.region.code, one.goal, one.need) for one in plan([bare, held])] == [("16.72", 20.0, 10)]
    assert [(one.goal, one.need) for one in plan([bare, held], 30.0)] == [(30.0, 20)] * 2


def test_an_unknown_region_is_unknown_and_the_table_to_take_along_is_whole():
    found = reading(INSIDE)
    month = found.months[-1]
    assert [one.why for one in standing(found, month, month, ("99.99",))] == [UNKNOWN]
    plans = plan(standing(found, month, month, None), 60.0)
    made = mix_sheet(
        plans, 60.0, Place("all", "", month, found), View.of(data="simulasi", goal=60.0), Words()
    )
    assert made.simulated and len(made.rows) == len(plans)
    assert made.rows["need"].sum() == made.rows[[*SOURCES, "unreachable"]].sum().sum()
