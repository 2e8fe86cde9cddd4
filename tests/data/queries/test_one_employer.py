"""One employer's months add up to what its list says, and are told to those who may know."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from data.access.viewer import PUBLIK, Viewer
from data.months import month_end
from data.queries.employers import EmployerList, EmployerQuery, NotAllowed, Where
from data.queries.one_employer import UnknownEmployer, employer_ledger
from tests.data.queries.released import random_tables, released, simulated_reading


def owing(reading, month, asked=None) -> pd.DataFrame:
    return EmployerList(reading, month).every(Where(), asked or EmployerQuery(kind="", sort="tunggakan"))


@pytest.mark.parametrize("back", [-1, -5])
def test_the_open_months_are_the_arrears_and_penalty_of_the_list(back):
    reading = simulated_reading()
    month = reading.months[back]
    rows = owing(reading, month)
    for row in [*rows.head(12).itertuples(), *rows[rows["npp"] == ""].head(2).itertuples()]:
        ledger = employer_ledger(reading, row.employer, month)
        overdue = ledger.months[ledger.months["status"].isin(["belum", "sebagian"])]
        assert int(overdue["open"].sum()) == row.outstanding
        assert len(overdue) == row.months_owed
        assert int(ledger.months["penalty"].sum()) == row.penalty
        assert ledger.payments["paid"].sum() == ledger.months["paid"].sum()


def test_what_is_paid_later_is_not_known_yet(tmp_path):
    reading = released(tmp_path, random_tables(9, 40))
    month = reading.months[3]
    for row in owing(reading, month).head(15).itertuples():
        ledger = employer_ledger(reading, row.employer, month)
        months = ledger.months
        overdue = months[months["status"].isin(["belum", "sebagian"])]
        assert int(overdue["open"].sum()) == row.outstanding - row.opening
        assert (months["blth"] <= month).all()
        assert not row.opening or ledger.position["rupiah"].item() >= row.opening
        assert (ledger.position["as_of"] <= pd.Timestamp(month_end(month))).all()


def test_only_those_who_may_see_it_are_told():
    reading = simulated_reading()
    month = reading.months[-1]
    row = owing(reading, month).iloc[0]
    with pytest.raises(NotAllowed):
        employer_ledger(replace(reading, viewer=PUBLIK), row["employer"], month)
    other = next(code for code in reading.facts.offices["code"] if code != row["office"])
    with pytest.raises(UnknownEmployer):
        employer_ledger(replace(reading, viewer=Viewer("cabang", frozenset([other]))), row["employer"], month)
    own = replace(reading, viewer=Viewer("cabang", frozenset([row["office"]])))
    assert employer_ledger(own, row["employer"], month).employer["name"] == row["name"]
    with pytest.raises(UnknownEmployer):
        employer_ledger(reading, "SIM-999999", month)
