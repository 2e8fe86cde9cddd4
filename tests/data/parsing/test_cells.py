"""Rows of a table as a page goes through them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from data.parsing.cells import each_row

TABLE = pd.DataFrame(
    {
        "text": ["KC-MOJOKERTO", ""],
        "lacking": pd.array(["a", None], dtype="str"),
        "count": pd.array([3, None], dtype="Int64"),
        "share": [0.5, np.nan],
        "whole": [1, 2],
        "yes": [True, False],
        "day": pd.to_datetime(["2025-03-01", None]),
        "held": [(date(2025, 3, 1),), ()],
        "from": ["2025", "2026"],
    },
    index=["35.16", "35.17"],
)


def test_rows_are_those_of_pandas_in_plain_types():
    ours, theirs = list(each_row(TABLE)), list(TABLE.astype({"count": object}).itertuples())
    assert [repr(tuple(row)) for row in ours] == [repr(tuple(row)) for row in theirs]
    assert [type(cell) for row in ours for cell in row] == [type(cell) for row in theirs for cell in row]
    assert ours[0]._fields == theirs[0]._fields
    assert ours[1].Index == "35.17" and ours[0].whole == 1 and ours[0].held == (date(2025, 3, 1),)


def test_no_rows_are_none():
    assert list(each_row(TABLE.iloc[:0])) == list(each_row(pd.DataFrame())) == []
