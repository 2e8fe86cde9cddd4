"""What may be done next against an employer: one rule for a case and for its employer, and a reason where it is nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from data.access.viewer import PUBLIK
from data.law import at
from data.queries import DUE_SOON, LATE, OWING, Where, case_file, case_ground, employer_grounds, pressing
from data.queries.cases import CaseFile, CaseQuery, Enforcement, clocked
from data.queries.employers import EmployerList, EmployerQuery, NotAllowed
from data.queries.next_steps import _chosen, _ground
from tests.data.queries.released import simulated_reading

MOJOKERTO, END = "35.76", date(2026, 10, 31)
OWED = {"pwbd": 1, "pds": 1, "tunggakan": 9_000_000}


def ground(kind, *taken, closed=None, lacking=OWED):
    """What may follow in a case of the kind with these steps, (step, day) or (step, day, deadline)."""
    rows = [(step, day, *given) if given else (step, day, None) for step, day, *given in taken]
    steps = pd.DataFrame(rows, columns=["step", "on", "deadline"])
    steps = steps.assign(on=pd.to_datetime(steps["on"]), deadline=pd.to_datetime(steps["deadline"]))
    closed = pd.to_datetime(closed)
    about = {"kind": kind, "case": "K1", "region": MOJOKERTO, "value": 9_000_000, "recovered": 0}
    case = pd.Series({**about, "closed_on": closed}, dtype=object)
    return _ground(CaseFile(case, clocked(steps, closed, END)), lacking, at("2026-10"))


@pytest.mark.parametrize(
    ("kind", "taken", "openings"),
    [
        # Ten working days after 1 October 2026 (PP 86/2013 article 6).
        ("pwbd", [("teguran_1", "2026-10-01")], [("teguran_2", date(2026, 10, 15), False)]),
        ("pwbd", [("teguran_1", "2026-10-01", "2026-10-20")], [("teguran_2", date(2026, 10, 20), False)]),
        ("pwbd", [], [("teguran_1", None, False)]),
        # The limit of a Nota is an assumption, and what waits for it says so.
        (
            "tunggakan",
            [("surat", "2026-08-01"), ("nota_1", "2026-10-10")],
            [("nota_2", date(2026, 11, 9), True), ("kpknl", None, False)],
        ),
        ("tunggakan", [("skk", "2026-10-10")], [("panggilan", None, False)]),
    ],
)
def test_a_next_step_waits_for_the_limit_of_the_one_before_it(kind, taken, openings):
    found = ground(kind, *taken)
    assert [(one.step.step, one.limit, one.unconfirmed) for one in found.openings] == openings
    assert found.reason == ""


@pytest.mark.parametrize(
    ("kind", "taken", "options", "reason"),
    [
        ("pwbd", [("teguran_1", "2026-10-01")], {"closed": "2026-10-09"}, "ditutup"),
        ("pwbd", [("teguran_1", "2026-10-01")], {"lacking": {**OWED, "pwbd": 0}}, "terpenuhi"),
        ("pds", [("surat", "2026-10-01")], {"lacking": {**OWED, "pds": 0}}, "terpenuhi"),
        ("pds", [("nota_2", "2026-10-01")], {}, "habis"),
        # What nobody knows is not put right.
        ("pds", [("surat", "2026-10-01")], {"lacking": {}}, ""),
    ],
)
def test_where_there_is_no_step_the_reason_is_said(kind, taken, options, reason):
    found = ground(kind, *taken, **options)
    assert found.reason == reason
    assert bool(found.openings) == (reason == "")


def test_an_employer_has_the_steps_of_its_open_cases_and_a_first_one_for_what_else_it_lacks():
    reading = simulated_reading()
    month = reading.months[-1]
    cases = Enforcement(reading, month).every(Where(), CaseQuery()).groupby("kind").head(3)
    for row in cases.itertuples():
        grounds = employer_grounds(reading, row.employer, month)
        assert case_ground(reading, case_file(reading, row.case, month), month) in grounds
    for kind in ("pwbd", "menunggak", "pds"):
        listed = EmployerList(reading, month).every(Where(), EmployerQuery(kind=kind, sort="nama"))
        for row in listed[listed["case"] == ""].head(2).itertuples():
            found = [one for one in employer_grounds(reading, row.employer, month) if not one.case]
            name = "tunggakan" if kind == "menunggak" else kind
            [first] = [one for one in found if one.kind == name]
            assert first.openings and {one.step.after for one in first.openings} == {""}


def test_who_lacks_nothing_has_no_ground_and_the_public_is_refused():
    reading = simulated_reading()
    month = reading.months[-1]
    every = reading.release.table("employers").to_pandas()["employer"]
    open_cases = Enforcement(reading, month).every(Where(), CaseQuery())["employer"]
    owing = EmployerList(reading, month).every(Where(), EmployerQuery(kind="", sort="nama"))["employer"]
    compliant = sorted(set(every) - set(open_cases) - set(owing))[0]
    assert employer_grounds(reading, compliant, month) == ()
    with pytest.raises(NotAllowed):
        employer_grounds(replace(reading, viewer=PUBLIK), compliant, month)


def test_the_list_of_today_is_overdue_then_due_then_rupiah_with_the_steps_of_each_employers_own_page():
    reading = simulated_reading()
    month = reading.months[-1]
    cases = Enforcement(reading, month).every(Where(), CaseQuery())
    owing = EmployerList(reading, month).every(Where(), EmployerQuery())
    found = pressing(reading, month, Where())
    assert len({one.row.employer for one in found}) == len(found) == 5
    reasons = [one.why for one in found]
    assert reasons == sorted(reasons, key=[LATE, DUE_SOON, OWING].index)
    late = cases[cases["days_late"] > 0].sort_values("workers", ascending=False, na_position="last")
    soon = cases[cases["days_left"] <= 7]
    for why, frame in ((LATE, late), (DUE_SOON, soon), (OWING, owing)):
        places = {LATE: 2, DUE_SOON: 2, OWING: 1}[why]
        assert reasons.count(why) >= min(places, frame["employer"].nunique())
        assert all(one.row.employer in set(frame["employer"]) for one in found if one.why == why)
    assert found[0].row.workers == late["workers"].iloc[0]
    assert next(one.row.outstanding for one in found if one.why == OWING) <= owing["outstanding"].iloc[0]
    for one in found:
        assert one.ground in employer_grounds(reading, one.row.employer, month)
    with pytest.raises(NotAllowed):
        pressing(replace(reading, viewer=PUBLIK), month, Where())


def row(employer: str) -> SimpleNamespace:
    return SimpleNamespace(employer=employer)


@pytest.mark.parametrize(
    ("late", "soon", "owing", "chosen"),
    [
        ("ABCDEF", "GHIJ", "KLM", "ABGHK"),
        ("A", "AG", "AGKLMN", "AGKLM"),  # one that presses twice stands once
        ("", "", "KLMNOPQ", "KLMNO"),
        ("ABCDEF", "", "A", "ABCDE"),
        ("", "", "", ""),
    ],
)
def test_whose_places_are_free_goes_to_whoever_comes_next(late, soon, owing, chosen):
    candidates = {LATE: late, DUE_SOON: soon, OWING: owing}
    found = _chosen({why: [row(name) for name in names] for why, names in candidates.items()})
    assert "".join(one.employer for _, one in found) == chosen


def test_the_workers_of_a_case_are_those_of_the_list_of_employers():
    reading = simulated_reading()
    month = reading.months[-1]
    cases = Enforcement(reading, month).every(Where(), CaseQuery()).set_index("employer")["workers"]
    listed = EmployerList(reading, month).named(list(cases.index)).set_index("employer")["workers_known"]
    assert len(listed) > 10
    assert (cases[~cases.index.duplicated()].loc[listed.index] == listed).all()
