"""Cases, clocks, board and scoreboard against a plain twin that walks through the cases one by one."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.access.viewer import PUBLIK
from data.queries.cases import CASE_SORTS, DUE, HANDED, OVERDUE, CaseQuery, UnknownCase, case_file, clocked
from data.queries.employers import NotAllowed, Where
from data.vocabulary import CASE_KINDS, NOT_TOLD, STEPS
from tests.data.ledger.ledger_cases import text
from tests.data.queries.case_twin import (
    BRANCH,
    FIRST,
    INSIDE,
    Made,
    board,
    days_late,
    due,
    headline,
    made,
    open_cases,
    passed,
    scored,
    stands_at,
    twin,
    unconfirmed,
)
from tests.examples import examples

SEEDS, MONTHS = st.integers(0, 10_000), st.integers(FIRST, FIRST + 9).map(text)


# -- the fast path is the twin


@examples(3, 30)
@given(SEEDS, MONTHS, st.sampled_from([INSIDE, BRANCH]))
def test_cases_board_and_clocks_are_those_of_the_twin(seed, month, viewer):
    with tempfile.TemporaryDirectory() as folder:
        ledger = made(seed, Path(folder))
        cases, asked = twin(ledger, month, viewer), ledger.asked(month, viewer)
        by_number = {case["case"]: case for case in open_cases(cases)}
        listed = asked.every(Where(), CaseQuery(sort="perkara"))
        assert listed["case"].tolist() == sorted(by_number)
        for row in listed.itertuples():
            case = by_number[row.case]
            money = (row.recovered, row.afterwards, row.beyond)
            assert (row.step, *money) == (
                stands_at(case),
                case["recovered"],
                case["afterwards"],
                case["beyond"],
            )
            if last := case["steps"][-1] if case["steps"] else None:
                assert row.step_on == last["on"]
                assert (None if pd.isna(row.deadline) else row.deadline.date()) == due(last)
                assert (row.by_law, row.unconfirmed) == (
                    pd.isna(last["deadline"]) and due(last) is not None,
                    unconfirmed(case),
                )
            assert row.days_late == days_late(case, month)
        rows = asked.board(Where())
        assert rows.set_index("step").to_dict("index") == board(cases, month)
        assert asked.page(Where(), CaseQuery()).sums == rows.drop(columns="step").sum().to_dict()
        assert asked.headline(Where()) == headline(cases, month)


@examples(3, 30)
@given(SEEDS, MONTHS, st.sampled_from([INSIDE, BRANCH]), st.sampled_from([date.min, date(2024, 1, 1)]))
def test_the_waits_and_the_scoreboard_are_those_of_the_twin(seed, month, viewer, since):
    with tempfile.TemporaryDirectory() as folder:
        ledger = made(seed, Path(folder))
        cases, asked = twin(ledger, month, viewer), ledger.asked(month, viewer)
        waits = asked.waits(Where(), since)
        assert waits["step"].tolist() == [step for step in STEPS if step in set(waits["step"])]
        expected = {step: (len(days), median(days)) for step, days in passed(cases, since).items()}
        assert {r.step: (r.passed, r.days) for r in waits.itertuples()} == expected
        for kind in HANDED:
            scores = asked.scores(Where(), kind, since).set_index("agency")
            assert scores.to_dict("index") == scored(cases, kind, since, month)


@examples(3, 30)
@given(SEEDS, MONTHS)
def test_the_page_of_a_case_says_what_the_list_says(seed, month):
    with tempfile.TemporaryDirectory() as folder:
        ledger = made(seed, Path(folder), employers=80)
        for row in ledger.asked(month).every(Where(), CaseQuery()).itertuples():
            file = case_file(ledger.reading(), row.case, month)
            assert file.steps["recovered"].sum() == row.recovered + row.afterwards + row.beyond
            assert file.case["recovered"] == row.recovered
            if not len(file.steps):
                assert row.step == ""
                continue
            last = file.steps.iloc[-1]
            assert tuple(last[["step", "by_law", "unconfirmed"]]) == (row.step, row.by_law, row.unconfirmed)
            assert (last["days"] if last["state"] == "lewat" else 0) == row.days_late


# -- what is asked of it


@pytest.fixture(scope="module")
def ledger(tmp_path_factory) -> Made:
    return made(5, tmp_path_factory.mktemp("cases"), employers=800)


MONTH = text(FIRST + 7)


@pytest.mark.parametrize("sort", CASE_SORTS)
def test_every_row_is_on_one_page_in_every_order(ledger, sort):
    asked = ledger.asked(MONTH)
    pages = asked.page(Where(), CaseQuery(size=7)).pages
    rows = [
        case
        for number in range(1, pages + 1)
        for case in asked.page(Where(), CaseQuery(sort=sort, size=7, page=number)).rows["case"]
    ]
    assert len(rows) == len(set(rows)) == asked.headline(Where())["cases"]
    assert rows == asked.every(Where(), CaseQuery(sort=sort))["case"].tolist()
    assert rows[:3] == asked.every(Where(), CaseQuery(sort=sort), most=3)["case"].tolist()


def test_what_is_overdue_longest_stands_first(ledger):
    rows = ledger.asked(MONTH).every(Where(), CaseQuery())
    late = rows["days_late"].to_numpy()
    assert late[0] > 0 and (np.diff(late) <= 0).all()
    assert rows["deadline"].isna().iloc[-1] and rows["deadline"].dropna().is_monotonic_increasing


def test_narrowing_by_kind_step_place_and_search_adds_up(ledger):
    asked = ledger.asked(MONTH)
    whole = asked.page(Where(), CaseQuery()).sums
    for parts in (
        [CaseQuery(kind=kind) for kind in CASE_KINDS],
        [CaseQuery(step=step) for step in (NOT_TOLD, *STEPS)],
    ):
        sums = [asked.page(Where(), part).sums for part in parts]
        assert {name: sum(each[name] for each in sums) for name in whole} == whole
    for name in DUE:
        counted = "overdue" if name == OVERDUE else f"due_{name}"
        assert asked.page(Where(), CaseQuery(due=name)).sums["cases"] == whole[counted] > 0
    lanes = asked.lanes(Where())
    assert lanes["cases"].sum() == whole["cases"] and not lanes.duplicated(["kind", "step"]).any()
    regions = {
        code: asked.board(Where((code,)))["cases"].sum() for code in set(ledger.tables["employers"]["region"])
    }
    assert sum(regions.values()) == whole["cases"]
    row = asked.every(Where(), CaseQuery()).iloc[3]
    for search in (row["case"].lower(), f" {row['employer']} "):
        assert row["case"] in set(asked.every(Where(), CaseQuery(search=search))["case"])
    for search in ("%", "' OR 1=1 --", "\\"):
        assert asked.page(Where(), CaseQuery(search=search)).sums["cases"] == 0


def test_the_public_is_told_of_no_case_and_a_branch_of_its_own_alone(ledger):
    with pytest.raises(NotAllowed):
        ledger.asked(MONTH, PUBLIK)
    with pytest.raises(NotAllowed):
        case_file(ledger.reading(PUBLIK), "SIM-K-00001", MONTH)
    own = ledger.asked(MONTH, BRANCH).every(Where(), CaseQuery())
    every = ledger.asked(MONTH).every(Where(), CaseQuery())
    assert 0 < len(own) < len(every) and set(own["office"]) == BRANCH.offices
    other = next(iter(set(every["case"]) - set(own["case"])))
    for case in (other, "SIM-K-99999"):
        with pytest.raises(UnknownCase, match=case):
            case_file(ledger.reading(BRANCH), case, MONTH)


def test_a_case_is_not_known_before_it_is_opened(ledger):
    newest = ledger.tables["cases"].sort_values("opened_on").iloc[-1]
    with pytest.raises(UnknownCase):
        case_file(ledger.reading(), newest["case"], text(FIRST - 3))
    assert case_file(ledger.reading(), newest["case"], MONTH).case["employer"] == newest["employer"]


# -- a clock by hand


def steps_of(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["step", "on", "deadline"])
    return frame.assign(
        on=pd.to_datetime(frame["on"]), deadline=pd.to_datetime(frame["deadline"]), recovered=0
    )


def test_a_clock_is_kept_missed_running_or_over():
    steps = steps_of(
        ("teguran_1", "2025-03-03", "2025-03-17"),
        ("teguran_2", "2025-03-17", "2025-04-10"),
        ("denda", "2025-04-15", None),
        ("tmp2t", "2025-06-02", None),
    )
    rows = clocked(steps, pd.NaT, date(2025, 6, 30))
    assert rows["state"].tolist() == ["ditepati", "terlewat", "terlewat", ""]
    assert rows["days"].tolist()[:3] == [0, 5, (date(2025, 6, 2) - date(2025, 5, 15)).days]
    assert rows["by_law"].tolist() == [False, False, True, False]  # the fine: 30 days by PP 86/2013
    assert rows["deadline"][2].date() == date(2025, 4, 15) + timedelta(days=30)


RUNNING = [("2025-04-09", "berjalan", 1), ("2025-04-10", "berjalan", 0), ("2025-04-12", "lewat", 2)]


@pytest.mark.parametrize(("end", "state", "days"), RUNNING)
def test_a_running_clock_is_over_only_after_its_last_day(end, state, days):
    rows = clocked(steps_of(("teguran_2", "2025-03-17", "2025-04-10")), pd.NaT, date.fromisoformat(end))
    assert (rows["state"][0], rows["days"][0]) == (state, days)


def test_a_closing_stops_the_clock_and_a_step_before_any_rule_has_none():
    steps = steps_of(("teguran_2", "2025-03-17", "2025-04-10"))
    assert clocked(steps, pd.Timestamp("2025-04-09"), date(2025, 6, 30))["state"][0] == "ditepati"
    assert clocked(steps_of(("denda", "2019-03-17", None)), pd.NaT, date(2025, 6, 30))["state"][0] == ""
    assert not len(clocked(steps.iloc[:0], pd.NaT, date(2025, 6, 30)))
