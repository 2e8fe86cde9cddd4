"""What is owed for a month, against exact shares and a slow twin."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.law.contributions import UnknownRisk, due_of_one, dues
from data.law.rules import at
from data.months import months_between
from data.vocabulary import PROGRAMMES, RELIEF_INDUSTRIES, RISKS
from tests.examples import examples

months = st.sampled_from(months_between("2022-03", "2030-12"))
employer = st.fixed_dictionaries(
    {
        "jkk_risk": st.sampled_from(RISKS),
        "relief_industry": st.sampled_from(["", *RELIEF_INDUSTRIES]),
        "programmes": st.lists(st.sampled_from(PROGRAMMES), unique=True).map(";".join),
        "workers": st.one_of(st.integers(0, 200), st.integers(0, 10**15)),
        "wages": st.one_of(st.integers(0, 10**10), st.integers(0, 9 * 10**18)),
    }
)


@examples(25, 300)
@given(st.lists(employer, max_size=12), months)
def test_dues_are_their_slow_twin(rows, month):
    rules = at(month)
    table = pd.DataFrame(rows, columns=["jkk_risk", "relief_industry", "programmes", "workers", "wages"])
    whole = table[["workers", "wages"]].astype("int64")
    owed = dues(rules, table, whole["workers"], whole["wages"])
    assert owed.to_dict("records") == [due_of_one(rules, *row.values()) for row in table.to_dict("records")]
    assert (owed.dtypes == "int64").all()


@given(employer, months)
def test_a_due_is_within_half_a_rupiah_of_the_exact_share(row, month):
    rules = at(month)
    owed = due_of_one(rules, **row)
    base = min(row["wages"], row["workers"] * rules.jp_wage_ceiling)
    exact = {
        "JKM": Fraction(3 * row["wages"], 1_000),
        "JHT": Fraction(57 * row["wages"], 1_000),
        "JP": Fraction(3 * base, 100),
    }
    for name, amount in exact.items():
        wanted = amount if name in row["programmes"].split(";") else 0
        assert -Fraction(1, 2) < owed[f"due_{name.lower()}"] - wanted <= Fraction(1, 2)


def one_due(month, risk="rendah", industry="", programmes="JKK;JKM;JHT;JP", workers=50, wages=250_000_000):
    table = pd.DataFrame(
        {"jkk_risk": [risk], "relief_industry": [industry], "programmes": [programmes]}, index=["a"]
    )
    return dues(at(month), table, np.array([workers]), np.array([wages])).loc["a"].to_list()


def test_dues_by_hand():
    assert one_due("2025-03") == [1_350_000, 750_000, 14_250_000, 7_500_000]
    assert one_due("2025-03", programmes="JKK;JKM") == [1_350_000, 750_000, 0, 0]
    assert one_due("2025-03", programmes="") == [0, 0, 0, 0]
    # 500 rupiah: 0.24 % is 1.2, 0.3 % is 1.5 and rounds up, 5.7 % is 28.5 and rounds up, 3 % is 15.
    assert one_due("2025-03", risk="sangat_rendah", wages=500) == [1, 2, 29, 15]


def test_the_wage_of_jp_is_capped_per_worker():
    assert one_due("2025-03", workers=2, wages=100_000_000)[3] == 2 * 10_547_400 * 3 // 100
    assert one_due("2025-02", workers=2, wages=100_000_000)[3] == 2 * 10_042_300 * 3 // 100


def test_jkk_is_halved_for_the_industry_the_size_and_the_months_of_the_relief():
    full, half = 1_350_000, 675_000
    assert one_due("2025-02", industry="tekstil")[0] == half == one_due("2026-01", industry="furnitur")[0]
    assert one_due("2025-01", industry="tekstil")[0] == full == one_due("2026-02", industry="tekstil")[0]
    assert one_due("2025-06", industry="")[0] == full
    assert one_due("2025-06", industry="tekstil", workers=49)[0] == full
    assert one_due("2025-06", industry="tekstil")[1:] == one_due("2025-06")[1:]


def test_dues_refuse_what_they_cannot_know():
    with pytest.raises(UnknownRisk, match=r"ekstrem.*sangat_rendah"):
        one_due("2025-03", risk="ekstrem")
    with pytest.raises(ValueError, match="whole numbers"):
        one_due("2025-03", wages=1.5)
    table = pd.DataFrame({"jkk_risk": ["rendah"], "relief_industry": [""], "programmes": [""]})
    with pytest.raises(ValueError, match="1 whole numbers"):
        dues(at("2025-03"), table, np.array([1, 2]), np.array([1]))
