"""What areas that are not told one by one have together: the whole without those that are told, or nothing at all."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from data.access.viewer import PUBLIK, Viewer
from data.disclosure import HIDDEN
from data.indicators.definition import definitions
from data.queries.wholes import together
from tests.data.queries.released import simulated_reading


def test_what_is_hidden_adds_up_to_the_whole_with_what_is_told():
    """Beside the same sums of a reader from whom nothing is hidden."""
    found = simulated_reading()
    public, month = replace(found, viewer=PUBLIK), found.months[-1]
    inside = replace(found, viewer=Viewer("pengelola"))
    told = 0
    for about in definitions().values():
        if about.kind != "ledger" or about.gap:
            continue
        values, whole = public.values(about, month), public.one(about, month, "all", "")
        one = together(about, values, whole, len(found.facts.regions))
        if one is None:
            continue
        told += 1
        every = inside.values(about, month)
        hidden = every[every["region"].isin(values.loc[values["suppressed"] == HIDDEN, "region"])]
        assert one.count == len(hidden) >= 2
        if one.denominator is None:
            assert one.value == hidden["value"].sum()
        else:
            assert (one.numerator, one.denominator) == (
                hidden["numerator"].sum(),
                hidden["denominator"].sum(),
            )
    assert told > 5


@pytest.fixture
def case():
    """A count of three regions of which two are hidden, and the whole."""
    about = definitions()["ledger_arrears_employers"]
    found = simulated_reading()
    whole = replace(found.one(about, found.months[-1], "all", ""), value=30, suppressed="")
    values = pd.DataFrame(
        {
            "region": ["16.01", "16.02", "16.03"],
            "value": pd.array([12, None, None], "Int64"),
            "numerator": pd.array([12, None, None], "Int64"),
            "denominator": pd.array([None, None, None], "Int64"),
            "suppressed": ["", HIDDEN, HIDDEN],
        }
    )
    return about, values, whole


def test_two_hidden_counts_are_the_rest_of_the_whole(case):
    one = together(*case, 3)
    assert (one.count, one.value, one.numerator) == (2, 18, None)


@pytest.mark.parametrize(
    "suppressed", [["", "", HIDDEN], ["", "", ""], ["tidak diketahui", HIDDEN, HIDDEN]], ids=str
)
def test_one_alone_none_or_something_not_known_is_not_told_together(case, suppressed):
    about, values, whole = case
    assert together(about, values.assign(suppressed=suppressed), whole, 3) is None


def test_nothing_is_told_together_where_the_whole_is_not(case):
    about, values, whole = case
    assert together(about, values, None, 3) is None
    assert together(about, values, replace(whole, value=None, suppressed=HIDDEN), 3) is None
