"""Cases, clocks, board and scoreboard against a plain twin that walks through the cases one by one."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.access.viewer import PUBLIK, Viewer
from data.law import rules
from data.ledger.calendar import service
from data.months import month_end
from data.queries.cases import CASE_SORTS, HANDED, SCORES, CaseQuery, Enforcement
from data.queries.employers import NotAllowed, Where
from data.queries.one_case import UnknownCase, case_file, clocked
from data.queries.reading import Reading
from data.simulation.case_steps import ACTOR
from data.tables.facts import load_facts
from data.vocabulary import CASE_KINDS, OUTCOMES, STEPS
from tests.data.ledger.ledger_cases import random_case, text, written

FACTS, FIRST = load_facts(), 2023 * 12 + 10
INSIDE, BRANCH = Viewer("pengelola"), Viewer("cabang", frozenset(["KC-PALEMBANG"]))
GROUPS = {kind: actors for kind, (_, actors) in HANDED.items()}


class Files:
    """As much of a release as cases are read from."""

    number, simulated = 1, True

    def __init__(self, found) -> None:
        self._found = found

    def files(self, name, months=None):
        return self._found(name, months)


@dataclass
class Made:
    """A random ledger on disk, and its tables."""

    tables: dict[str, pd.DataFrame]
    release: Files
    place: str

    def asked(self, month: str, viewer: Viewer = INSIDE) -> Enforcement:
        return Enforcement(self.reading(viewer), month)

    def reading(self, viewer: Viewer = INSIDE) -> Reading:
        return Reading(self.release, self.place, FACTS, viewer)


def made(seed: int, folder: Path, employers: int = 160) -> Made:
    """A random ledger whose steps are taken by those who take them, and whose cases end in every way."""
    case = random_case(seed, employers, FIRST, 8)
    rng, cases, steps = np.random.default_rng(seed), case.tables["cases"], case.tables["case_steps"]
    outcome = pd.Series(rng.choice(list(OUTCOMES), len(cases)), dtype="str").where(
        cases["closed_on"].notna(), ""
    )
    case.tables["cases"] = cases.assign(outcome=outcome, kind=rng.choice(list(CASE_KINDS), len(cases)))
    actor = steps["step"].map(ACTOR)
    case.tables["case_steps"] = steps.assign(actor=actor, agency=actor + " " + pd.Series(rng.choice(list("AB"), len(steps)), index=steps.index))  # fmt: skip
    return Made(case.tables, Files(written(case, folder)), str(folder))


# -- the twin


def twin(found: Made, month: str, viewer: Viewer = INSIDE) -> list[dict]:
    """Every case that the viewer sees, opened by the end of the month, as a dict with its steps by then."""
    day, tables = pd.Timestamp(month_end(month)), found.tables
    serves, main = service(FACTS, month, month)
    pairs = set(zip(serves["region"], serves["office"], strict=True))
    standing = dict(zip(main["region"], main["main_office"], strict=True))
    employers = tables["employers"].set_index("employer")
    rows = []
    for one in tables["cases"].to_dict("records"):
        firm = employers.loc[one["employer"]]
        own = (firm["region"], firm["office"]) in pairs
        office = firm["office"] if own else standing.get(firm["region"], "")
        if one["opened_on"] > day or (viewer.offices and office not in viewer.offices):
            continue
        closed = not pd.isna(one["closed_on"]) and one["closed_on"] <= day
        steps = [
            s for s in tables["case_steps"].to_dict("records") if s["case"] == one["case"] and s["on"] <= day
        ]
        steps.sort(key=lambda s: (s["on"], STEPS.index(s["step"])))
        rows.append(one | {"closed_on": one["closed_on"] if closed else None, "outcome": one["outcome"] if closed else "",
                           "region": firm["region"], "steps": steps, "got": sum(s["recovered"] for s in steps)})  # fmt: skip
    return rows


def due(step: dict) -> date | None:
    """The deadline of a step: as recorded, else by the law of its day."""
    if not pd.isna(step["deadline"]):
        return step["deadline"].date()
    on = step["on"].date()
    return rules.deadline(step["step"], on, rules.at(f"{on:%Y-%m}"))


def overdue(one: dict, month: str) -> int:
    until = due(one["steps"][-1])
    return max((month_end(month) - until).days, 0) if until else 0


def standing(rows: list[dict]) -> list[dict]:
    return [one for one in rows if one["closed_on"] is None and one["steps"]]


def passed(rows: list[dict], since: date) -> dict[str, list[int]]:
    """Days between each step and what ended it, by step."""
    found: dict[str, list[int]] = {}
    for one in rows:
        ends = [*(step["on"] for step in one["steps"][1:]), None]
        for step, following in zip(one["steps"], ends, strict=bool(one["steps"])):
            closing = (
                one["closed_on"] if one["closed_on"] is not None and one["closed_on"] >= step["on"] else None
            )
            known = [end for end in (following, closing) if end is not None]
            if known and min(known).date() >= since:
                found.setdefault(step["step"], []).append((min(known) - step["on"]).days)
    return found


def scored(rows: list[dict], kind: str, since: date) -> dict[str, dict[str, int]]:
    """The scoreboard of one kind of agency."""
    handed = []
    for one in rows:
        theirs = [
            i
            for i, s in enumerate(one["steps"])
            if (s["step"] == "skk" if kind == "kejari" else s["actor"] == kind)
        ]
        if theirs and one["steps"][theirs[0]]["on"].date() >= since:
            handed.append(
                (
                    one["steps"][theirs[0]]["on"],
                    one["case"],
                    one["steps"][theirs[0]]["agency"],
                    one,
                    theirs[0],
                )
            )
    board: dict[str, dict[str, int]] = {}
    firms = set()
    for _, _, agency, one, at in sorted(handed, key=lambda row: row[:2]):
        row = board.setdefault(agency, dict.fromkeys(SCORES, 0))
        after = one["steps"][at:]
        row["cases"] += 1
        row["firms"] += one["employer"] not in firms
        firms.add(one["employer"])
        row["value"] += one["value"]
        row["paid"] += one["outcome"] == "lunas"
        paying = one["outcome"] == "angsuran" or any(s["step"] == "angsuran" for s in after)
        row["instalments"] += paying and one["outcome"] != "lunas"
        row["closed"] += one["closed_on"] is not None
        row["open"] += one["closed_on"] is None
        row["recovered"] += sum(s["recovered"] for s in after if s["actor"] in GROUPS[kind])
    return board


SEEDS, MONTHS = st.integers(0, 10_000), st.integers(FIRST, FIRST + 9).map(text)


# -- the fast path is the twin


@settings(max_examples=15)
@given(SEEDS, MONTHS, st.sampled_from([INSIDE, BRANCH]))
def test_cases_board_and_clocks_are_those_of_the_twin(seed, month, viewer):
    with tempfile.TemporaryDirectory() as folder:
        found = made(seed, Path(folder))
        rows, asked = twin(found, month, viewer), found.asked(month, viewer)
        opened = standing(rows)
        listed = asked.every(Where(), CaseQuery(sort="perkara"))
        assert listed["case"].tolist() == sorted(one["case"] for one in opened)
        by = {one["case"]: one for one in opened}
        for row in listed.itertuples():
            one, last = by[row.case], by[row.case]["steps"][-1]
            assert (row.step, row.step_on, row.recovered) == (last["step"], last["on"], one["got"])
            assert (None if pd.isna(row.deadline) else row.deadline.date()) == due(last)
            assert row.by_law == (pd.isna(last["deadline"]) and due(last) is not None)
            assert row.days_late == overdue(one, month)
        expected = {
            step: (len(here), sum(overdue(one, month) > 0 for one in here), sum(one["value"] for one in here), sum(one["got"] for one in here))
            for step in STEPS if (here := [one for one in opened if one["steps"][-1]["step"] == step])
        }  # fmt: skip
        board = asked.board(Where())
        assert {r.step: (r.cases, r.overdue, r.value, r.recovered) for r in board.itertuples()} == expected
        sums = asked.page(Where(), CaseQuery()).sums
        assert sums == board[list(sums)].sum().to_dict()
        end = month_end(month)
        year = [s["recovered"] for one in rows for s in one["steps"] if s["on"].year == end.year]
        assert asked.headline(Where()) == {
            "cases": len(opened), "overdue": sums["overdue"], "value": sums["value"],
            "unstarted": sum(one["closed_on"] is None and not one["steps"] for one in rows),
            "opened": sum(f"{one['opened_on']:%Y-%m}" == month for one in rows),
            "closed": sum(one["closed_on"] is not None and f"{one['closed_on']:%Y-%m}" == month for one in rows),
            "recovered": sum(year),
        }  # fmt: skip


@settings(max_examples=15)
@given(SEEDS, MONTHS, st.sampled_from([INSIDE, BRANCH]), st.sampled_from([date.min, date(2024, 1, 1)]))
def test_the_waits_and_the_scoreboard_are_those_of_the_twin(seed, month, viewer, since):
    with tempfile.TemporaryDirectory() as folder:
        found = made(seed, Path(folder))
        rows, asked = twin(found, month, viewer), found.asked(month, viewer)
        waits = asked.waits(Where(), since)
        assert waits["step"].tolist() == [step for step in STEPS if step in set(waits["step"])]
        expected = {step: (len(days), median(days)) for step, days in passed(rows, since).items()}
        assert {r.step: (r.passed, r.days) for r in waits.itertuples()} == expected
        for kind in HANDED:
            scores = asked.scores(Where(), kind, since).set_index("agency")
            assert scores.to_dict("index") == scored(rows, kind, since)


@settings(max_examples=10)
@given(SEEDS, MONTHS)
def test_the_page_of_a_case_says_what_the_list_says(seed, month):
    with tempfile.TemporaryDirectory() as folder:
        found = made(seed, Path(folder), employers=80)
        for row in found.asked(month).every(Where(), CaseQuery()).itertuples():
            file = case_file(found.reading(), row.case, month)
            last = file.steps.iloc[-1]
            assert file.steps["recovered"].sum() == row.recovered == file.case["recovered"]
            assert (last["step"], last["by_law"]) == (row.step, row.by_law)
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
        c
        for n in range(1, pages + 1)
        for c in asked.page(Where(), CaseQuery(sort=sort, size=7, page=n)).rows["case"]
    ]
    assert len(rows) == len(set(rows)) == asked.headline(Where())["cases"]
    assert rows == asked.every(Where(), CaseQuery(sort=sort))["case"].tolist()


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
        [CaseQuery(step=step) for step in STEPS],
    ):
        sums = [asked.page(Where(), part).sums for part in parts]
        assert {name: sum(one[name] for one in sums) for name in whole} == whole
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
    steps = steps_of(("teguran_1", "2025-03-03", "2025-03-17"), ("teguran_2", "2025-03-17", "2025-04-10"),
                     ("denda", "2025-04-15", None), ("tmp2t", "2025-06-02", None))  # fmt: skip
    said = clocked(steps, pd.NaT, date(2025, 6, 30))
    assert said["state"].tolist() == ["ditepati", "terlewat", "terlewat", ""]
    assert said["days"].tolist()[:3] == [0, 5, (date(2025, 6, 2) - date(2025, 5, 15)).days]
    assert said["by_law"].tolist() == [False, False, True, False]  # the fine: 30 days by PP 86/2013
    assert said["deadline"][2].date() == date(2025, 4, 15) + timedelta(days=30)


@pytest.mark.parametrize(("end", "state", "days"), [("2025-04-09", "berjalan", 1), ("2025-04-10", "berjalan", 0), ("2025-04-12", "lewat", 2)])  # fmt: skip
def test_a_running_clock_is_over_only_after_its_last_day(end, state, days):
    said = clocked(steps_of(("teguran_2", "2025-03-17", "2025-04-10")), pd.NaT, date.fromisoformat(end))
    assert (said["state"][0], said["days"][0]) == (state, days)


def test_a_closing_stops_the_clock_and_a_step_before_any_rule_has_none():
    steps = steps_of(("teguran_2", "2025-03-17", "2025-04-10"))
    assert clocked(steps, pd.Timestamp("2025-04-09"), date(2025, 6, 30))["state"][0] == "ditepati"
    assert clocked(steps_of(("denda", "2019-03-17", None)), pd.NaT, date(2025, 6, 30))["state"][0] == ""
    assert not len(clocked(steps.iloc[:0], pd.NaT, date(2025, 6, 30)))
