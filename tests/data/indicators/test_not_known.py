"""A number that would leave somebody out is not given; one that counts those who are known is."""

from __future__ import annotations

import pandas as pd
import pytest

from data.cube import LEAST, LEFT_OUT, MEASURES, STANDS_FOR, UNKNOWN
from data.indicators.definition import definitions
from data.indicators.measurement import measure, total
from data.indicators.not_known import left_out, without_guesses
from tests.data.indicators.test_measurement import LEDGER, OPTIONS, cell


def told(name: str, **measures) -> pd.Series:
    """The one region's value of an indicator, whose cell has these measures."""
    cells = pd.DataFrame([{"region": "16.08", "suppressed": "", **cell(**measures)}])
    known = without_guesses(LEDGER[name], cells)
    return measure(LEDGER[name], known, key="region", **OPTIONS).iloc[0]


@pytest.mark.parametrize(
    ("name", "unknown"),
    [
        ("compliance", "patuh_unknown"),
        ("employers_complete", "lengkap_unknown"),
        ("workers_compliant", "patuh_unknown"),
        ("pds_wage_employers", "pds_wage_unknown"),
        ("ledger_pu_registered", "workers_registered_unknown"),
        ("coverage_workers", "workers_active_unknown"),
        ("exposed_workers", "workers_exposed_unknown"),
    ],
)
def test_one_employer_left_out_makes_the_number_unknown(name, unknown):
    filled = dict.fromkeys(MEASURES, 5) | dict.fromkeys(UNKNOWN, 0)
    assert told(name, **filled)["suppressed"] == "" and not pd.isna(told(name, **filled)["value"])
    row = told(name, **filled | {unknown: 1})
    assert row["suppressed"] == "tidak diketahui"
    assert pd.isna(row["value"]) and pd.isna(row["numerator"]) and pd.isna(row["denominator"])


def test_what_does_not_need_it_stays_a_number():
    everything_open = dict.fromkeys(UNKNOWN, 3)
    assert told("registration", wajib=8, terdaftar=4, **everything_open)["value"] == 50
    assert told("ledger_arrears_rp", outstanding_macet=7, **everything_open)["value"] == 7


def test_workers_known_are_the_least_there_are_but_of_nobody_no_zero():
    assert told("workers_obliged", known_wajib=40, known_wajib_unknown=3)["value"] == 40
    assert told("workers_obliged", known_wajib=0, known_wajib_unknown=3)["suppressed"] == "tidak diketahui"
    assert told("workers_obliged", known_wajib=0, known_wajib_unknown=0)["value"] == 0


def test_a_hidden_cell_stays_hidden_and_a_total_over_an_open_one_is_open():
    rows = [
        {"region": "16.08", "suppressed": "", **cell(wajib=8, patuh=3, patuh_unknown=1)},
        {"region": "16.09", "suppressed": "", **cell(wajib=8, patuh=3)},
        {"region": "16.10", "suppressed": "disembunyikan", **cell(patuh_unknown=1)},
    ]
    known = without_guesses(LEDGER["compliance"], pd.DataFrame(rows))
    assert known["suppressed"].tolist() == ["tidak diketahui", "", "disembunyikan"]
    assert known["patuh"].tolist()[1] == 3 and pd.isna(known["patuh"].iloc[0])
    whole = total(LEDGER["compliance"], known.iloc[:2], **OPTIONS)
    assert whole["suppressed"].tolist() == ["tidak diketahui"] and whole["value"].isna().all()


def test_every_count_of_the_unknown_belongs_to_a_measure_that_an_indicator_may_show():
    counted = {name for name in STANDS_FOR if name in MEASURES}
    assert set(LEFT_OUT) <= set(MEASURES) and set(LEFT_OUT.values()) == counted.union(UNKNOWN)
    assert set(LEAST) <= set(LEFT_OUT)
    used = {name for one in definitions().values() for name in left_out(one)}
    assert set(UNKNOWN) - used == {"wages_unknown"}  # no indicator shows wages
