"""The simulated ledger as a whole: one plan is one ledger, in any pieces, and close to what was published."""

import re
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import numpy as np
import pandas as pd
import pyarrow as arrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.law.periods import UnknownMonth
from data.law.rules import at
from data.months import month_text
from data.simulation.calibration import markdown
from data.simulation.days import eid_month
from data.simulation.dice import shared_out, throw
from data.simulation.plan import BadPlan, Plan
from data.simulation.simulate import calibration_report, contributions, simulate, small_tables
from data.tables.ledger_schemas import LEDGER, arrow_schema, validated
from tests.data.simulation.simulated import FACTS, PAID, SMALL, USUAL, digest, funnel, kept, paid_frame, whole
from tests.examples import examples

ROOT = Path(__file__).parents[3]
DOCUMENT = (ROOT / "docs" / "simulation.md").read_text("utf-8")
# Days that may lie beyond the end of the window: what is planned or limited, not what happened.
AHEAD = {("case_steps", "deadline"), ("projects", "ends_on")}


@pytest.fixture
def small():
    return kept(SMALL)


@pytest.fixture
def usual():
    return kept(USUAL)


@pytest.fixture(scope="module")
def compared():
    return calibration_report(USUAL, FACTS)


# -- any plan


@examples(2, 20)
@given(
    st.builds(
        Plan,
        employers=st.integers(24, 160),
        months=st.integers(1, 9),
        last=st.sampled_from(["2022-12", "2024-02", "2025-06", "2026-10"]),
        seed=st.integers(0, 2**32 - 1),
    )
)
def test_every_table_of_any_plan_is_accepted_and_knows_nothing_later(plan):
    tables = whole(plan)
    # Every month is simulated, so that there is nothing that only a position would tell.
    assert set(tables) == set(LEDGER) - {"arrears_positions"}
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(validated(name, frame), frame)
        assert frame.select_dtypes("float").empty
        for column in frame.select_dtypes("datetime"):
            if (name, column) not in AHEAD:
                assert not (frame[column] > pd.Timestamp(plan.end)).any(), (name, column)
    assert len(tables["employers"]) == plan.employers
    assert set(tables["employers"]["region"]) == set(FACTS.regions["code"])
    bills = tables["contributions"]
    assert (bills["paid_on"].isna() == (bills[PAID].sum(axis=1) == 0)).all()
    assert (tables["instalments"][PAID].sum(axis=1) > 0).all()


def test_one_plan_is_one_ledger_in_whatever_pieces(small):
    once = digest(small)
    assert digest(whole(SMALL)) == once
    pieces = arrow.Table.from_batches(contributions(SMALL, FACTS, rows=37), arrow_schema("contributions"))
    pd.testing.assert_frame_equal(paid_frame(pieces), small["contributions"])
    assert digest(small_tables(SMALL, FACTS)) == {
        name: hashed for name, hashed in once.items() if name != "contributions"
    }


def test_another_seed_is_another_ledger(small):
    other = small_tables(replace(SMALL, seed=8), FACTS)
    same = {name for name, frame in other.items() if frame.equals(small[name])}
    assert same == set()


def test_a_batch_is_one_month_and_no_longer_than_asked_for():
    sizes = [(len(batch), set(batch.column("blth").to_pylist())) for batch in contributions(SMALL, FACTS, 50)]
    assert max(size for size, _ in sizes) == 50 and all(len(months) == 1 for _, months in sizes)
    months = [months.pop() for _, months in sizes]
    assert months == sorted(months)


def test_the_first_batch_comes_before_the_last_month_is_worked_out(monkeypatch):
    asked = []
    real = at

    def noted(month):
        asked.append(month)
        return real(month)

    monkeypatch.setattr("data.simulation.world.at", noted)
    batches = contributions(SMALL, FACTS)
    assert asked == []
    first = next(batches)
    assert first.column("blth")[0].as_py() == "2025-02"


@pytest.mark.parametrize(
    "wrong",
    [
        {"employers": 23},
        {"employers": 1e4},
        {"months": 0},
        {"months": True},
        {"last": "2026-13"},
        {"seed": -1},
    ],
)
def test_a_plan_that_cannot_be_is_refused_by_name(wrong):
    with pytest.raises(BadPlan, match=f"{next(iter(wrong))}.*diterima"):
        Plan(**wrong)


def test_a_window_before_the_rules_that_are_known_is_refused():
    with pytest.raises(UnknownMonth):
        small_tables(replace(SMALL, last="2019-01"), FACTS)


def test_progress_goes_from_nothing_to_all():
    told = []
    tables = simulate(SMALL, FACTS, lambda fraction, words: told.append((fraction, words)))
    assert told[-1][0] < 0.5
    tables["contributions"].read_all()
    fractions = [fraction for fraction, _ in told]
    assert fractions[0] == 0 and fractions[-1] == 1 and fractions == sorted(fractions)
    assert all("simulasi" in words for _, words in told)


# -- dice


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(0, 2**63 - 1), min_size=1, max_size=5))
def test_a_throw_is_splitmix64_in_plain_whole_numbers(seed, keys):
    mask = 2**64 - 1

    def mixed(bits):
        bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9 & mask
        bits = (bits ^ bits >> 27) * 0x94D049BB133111EB & mask
        return bits ^ bits >> 31

    start = mixed((seed * 0x9E3779B97F4A7C15 + crc32(b"size") * 0xD1342543DE82EF95) & mask)
    expected = [mixed(start + key * 0x9E3779B97F4A7C15 & mask) for key in keys]
    assert throw(seed, "size", np.array(keys)).tolist() == expected


@given(st.integers(0, 10**7), st.lists(st.integers(0, 10**6), max_size=30))
def test_what_is_shared_out_is_all_there_and_in_proportion(total, weights):
    parts = shared_out(total, np.array(weights, dtype=np.int64))
    assert parts.sum() == (total if sum(weights) else 0)
    assert all(
        abs(part * sum(weights) - total * weight) <= sum(weights)
        for part, weight in zip(parts, weights, strict=True)
    )


def test_the_hiring_season_is_the_month_of_idul_fitri():
    # 5 June 2019, 24 May 2020, 2 May 2022, 22 April 2023, 10 April 2024, 20 March 2026.
    reached = [month_text(eid_month(year)) for year in (2019, 2020, 2022, 2023, 2024, 2026)]
    assert reached == ["2019-06", "2020-05", "2022-05", "2023-04", "2024-04", "2026-03"]


# -- how close it comes


def test_the_calibration_says_what_the_tables_say(usual, compared):
    """Counted again from the tables, plainly."""
    reached = funnel(usual, USUAL)
    active = reached[reached["months_owed"] <= at("2026-10").active_until_months]
    codes = sorted(FACTS.regions["code"])
    informal = usual["informal"].query("blth == '2026-10'").groupby("region")["active"].sum()
    projects = usual["projects"].query("registered_on.notna() and ends_on >= '2026-10-01'")
    of_status = {name: rows.groupby("region").size() for name, rows in usual["employers"].groupby("status")}
    counted = {
        "pu_active": active.groupby("region")["workers_registered"].sum(),
        "bpu_active": informal,
        "jakon_active": projects.groupby("region")["workers"].sum(),
        "arrears_employers": reached.groupby("region")["in_arrears"].sum(),
        "employers_registered": of_status["aktif"],
        "employers_unregistered": of_status["belum daftar"],
    }
    for indicator, values in counted.items():
        simulated = compared[compared["indicator"] == indicator].set_index("region")["simulated"]
        assert simulated[codes].tolist() == values.reindex(codes).tolist(), indicator


def test_the_usual_plan_meets_its_targets(compared):
    off = (compared["simulated"] - compared["target"]).abs()
    worst = off.groupby(compared["indicator"]).max()
    assert worst[["workers_active", "pu_active", "bpu_active", "jakon_active"]].max() == 0
    assert worst["employers_unregistered"] <= 5 and worst["arrears_employers"] <= 1


@pytest.mark.parametrize(
    ("region", "indicator", "figure", "value"),
    [
        ("16.01", "pu_active", "A038", 30_610),  # published as it is
        ("16.05", "workers_active", "", 70_337),  # the numerator of the UCJ of 2025, not the 2,516 of 2018
        ("16.02", "workers_active", "", 119_940),
        ("33.25", "employers_unregistered", "A114", 250),
        ("33.25", "employers_registered", "A109", 350),
        ("16.05", "employers_registered", "A069", 685),
    ],
)
def test_a_published_figure_is_what_is_aimed_at(compared, region, indicator, figure, value):
    row = compared[(compared["region"] == region) & (compared["indicator"] == indicator)].iloc[0]
    assert row["target"] == value and row["figures"] == figure


def test_the_offices_total_is_spread_over_its_regions(compared):
    """KC Pekalongan, 30 November 2025: 154,453 in four regions (A230); the city has its own 47,000."""
    of = compared[compared["indicator"] == "workers_active"].set_index("region")["target"]
    known = FACTS.figures.set_index("id")["value"]
    assert of["33.75"] == 47_000
    # Batang's segments were published one by one and are more than the usual share of them.
    assert abs(of[["33.25", "33.26", "33.27", "33.75"]].sum() - known["A230"]) < 5_000


def test_more_employers_do_not_mean_more_workers():
    sums = [
        calibration_report(Plan(employers=employers, months=3), FACTS).groupby("indicator")["simulated"].sum()
        for employers in (2_000, 20_000)
    ]
    for indicator in ("pu_active", "bpu_active", "jakon_active"):
        assert sums[0][indicator] == pytest.approx(sums[1][indicator], rel=0.02)


def test_what_cannot_be_met_is_said():
    """Too few employers for the workers of Palembang, though each is as large as any may be."""
    reached = calibration_report(Plan(employers=24, months=3), FACTS).set_index(["region", "indicator"])
    row = reached.loc["16.71", "pu_active"]
    assert row["simulated"] < row["target"]


def test_the_document_holds_the_table_that_the_code_gives(compared):
    assert markdown(compared) in DOCUMENT, (
        "write data.simulation.calibration.markdown(calibration_report(...)) there"
    )


def test_the_document_names_every_module_and_no_other():
    modules = {path.name for path in (ROOT / "data" / "simulation").glob("[!_]*.py")}
    table = DOCUMENT.partition("## Its modules")[2].partition("## How close it comes")[0]
    assert set(re.findall(r"`(\w+\.py)`", table)) == modules
