"""What is recovered of a case, by hand: of the bills open when it was handed over, and never more than these."""

from __future__ import annotations

import pandas as pd
import pytest

from data.queries.cases import CaseQuery, Enforcement
from data.queries.conditions import Where
from data.vocabulary import PROGRAMME_COLUMNS
from tests.data.ledger.ledger_cases import random_case, written
from tests.data.queries.case_twin import FIRST, Files, Made

MONTH, MILLION = "2024-12", 1_000_000
SPLIT = {f"{what}_{short}": pd.NA for what in ("due", "paid") for short in PROGRAMME_COLUMNS}


def ledger(folder, value, steps, bills, kind="tunggakan", deadline=None) -> Made:
    """One employer with one case of `value` opened on 20 March 2024, its `steps` and its `bills` (blth, due, paid, paid_on)."""
    made = random_case(3, 4, FIRST, 14)
    employer = made.tables["employers"].query("npp != ''").iloc[0]
    case = {"case": "SKK-1", "employer": employer["employer"], "kind": kind, "value": value, "outcome": ""}
    case |= {"opened_on": pd.Timestamp("2024-03-20"), "closed_on": pd.NaT}
    papers = {
        "agency": "Kejari A",
        "basis": "",
        "document": "",
        "deadline": pd.Timestamp(deadline),
        "case": "SKK-1",
    }
    taken = [
        papers | {"step": step, "on": pd.Timestamp(on), "actor": actor, "recovered": rupiah}
        for step, on, actor, rupiah in steps
    ]
    told = [
        SPLIT
        | {"npp": employer["npp"], "blth": blth, "workers": 1, "wages": 1, "due": due, "paid": paid}
        | {"paid_on": pd.Timestamp(paid_on)}
        for blth, due, paid, paid_on in bills
    ]
    tables = made.tables
    tables["cases"] = pd.DataFrame([case]).astype({"value": "Int64"})[tables["cases"].columns]
    tables["case_steps"] = pd.DataFrame(taken)[tables["case_steps"].columns]
    kinds = tables["contributions"].dtypes
    tables["contributions"] = pd.DataFrame(told, columns=tables["contributions"].columns).astype(kinds)
    tables["instalments"] = tables["instalments"].iloc[:0]
    return Made(tables, Files(folder, written(made, folder)), str(folder))


# Ten million of February fell due before the opening, ten of March between it and the hand-over, ten of April after it.
BILLS = [
    ("2024-02", 10 * MILLION, 10 * MILLION, "2024-06-03"),
    ("2024-03", 10 * MILLION, 10 * MILLION, "2024-06-03"),
    ("2024-04", 10 * MILLION, 10 * MILLION, "2024-06-03"),
]
HANDED = ("skk", "2024-05-02", "kejari")


@pytest.mark.parametrize(
    ("value", "recorded", "bills", "score", "listed"),
    [
        # All three months are paid and recorded: of the 20 handed over 20, of the 10 at opening 10, never 30 of either.
        (10, 30, BILLS, (20, 20, 10, 0), (10, 20, 0)),
        # A part pays the oldest first: half of what was handed over, nothing of what came later.
        (10, 10, BILLS, (20, 10, 0, 0), (10, 0, 0)),
        # A file brings more than was handed over, and no bill explains it: shown as it was brought, not cut.
        (10, 13, [], (10, 10, 0, 3), (10, 0, 3)),
        # Nobody told the debt: what came in stands, and of an unknown whole it is no share.
        (pd.NA, 13, [], (0, 13, 0, 0), (13, 0, 0)),
    ],
)
def test_recovered_is_of_the_debt_handed_over(tmp_path, value, recorded, bills, score, listed):
    worth = value if value is pd.NA else value * MILLION
    asked = ledger(tmp_path, worth, [(*HANDED, recorded * MILLION)], bills).asked(MONTH)
    [row] = asked.scores(Where(), "kejari").to_dict("records")
    assert tuple(row[name] / MILLION for name in ("handed", "recovered", "afterwards", "beyond")) == score
    assert row["covered"] <= row["handed"]
    [case] = asked.every(Where(), CaseQuery()).to_dict("records")
    assert tuple(case[name] / MILLION for name in ("recovered", "afterwards", "beyond")) == listed
    assert asked.headline(Where())["collected"] == listed[0] * MILLION


def test_what_cases_of_other_kinds_are_worth_is_no_debt(tmp_path):
    for kind in ("pwbd", "pds"):
        made = ledger(tmp_path / kind, 7 * MILLION, [("surat", "2024-04-02", "bpjs", 0)], [], kind)
        sums = Enforcement(made.reading(), MONTH).headline(Where())
        assert (sums[f"value_{kind}"], sums[f"cases_{kind}"], sums["cases"]) == (7 * MILLION, 1, 1)
        assert sums["value_tunggakan"] == sums["recovered"] == sums["collected"] == 0
        assert "value" not in sums


def test_a_case_without_a_step_is_open_and_counted_once(tmp_path):
    asked = ledger(tmp_path, 7 * MILLION, [("surat", "2025-03-02", "bpjs", 0)], []).asked(MONTH)
    board = asked.board(Where())
    assert board["step"].tolist() == [""] and board["cases"].tolist() == [1]
    assert asked.headline(Where())["cases"] == len(asked.every(Where(), CaseQuery())) == 1


@pytest.mark.parametrize(
    ("deadline", "late", "unconfirmed"), [(None, 1, 1), ("2024-05-02", 1, 1), ("2024-04-20", 1, 0)]
)
def test_an_overdue_by_the_assumed_limit_of_a_nota_says_so(tmp_path, deadline, late, unconfirmed):
    """30 days from 2 April end on 2 May, written down or not; a deadline of the paper's own rests on no assumption."""
    steps = [("nota_1", "2024-04-02", "uptd_pengawasan", 0)]
    asked = ledger(tmp_path, 7 * MILLION, steps, [], deadline=deadline).asked(MONTH)
    sums = asked.headline(Where())
    assert (sums["overdue"], sums["unconfirmed"]) == (late, unconfirmed)
