"""Days and months as whole numbers, so that a million of them are counted at once, and columns made of them.

A day is the number of days since 1970-01-01, a month the number of `data.months`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.tables import LEDGER, validated

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
# Later than any day or month: it stands for what has not happened by the end of the window.
NEVER = 2**40
_YEAR_1970 = 1970 * 12


def ints(values: object) -> Ints:
    """`values` as whole numbers of 64 bits."""
    return np.asarray(values, dtype=np.int64)


def first_day(months: Ints | int) -> Ints:
    """The first day of each month."""
    starts = (ints(months) - _YEAR_1970).astype("datetime64[M]").astype("datetime64[D]")
    return starts.astype(np.int64)


def last_day(months: Ints | int) -> Ints:
    """The last day of each month."""
    return first_day(ints(months) + 1) - 1


def month_of(days: Ints) -> Ints:
    """The month that each day lies in; NEVER stays NEVER."""
    never = days >= NEVER
    known = np.where(never, 0, days).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return np.where(never, NEVER, known + _YEAR_1970)


def day_number(day: date) -> int:
    """The number of one day."""
    return (day - date(1970, 1, 1)).days


def dates(days: Ints) -> pd.Series:
    """The days as dates to the second; missing (NaT) where NEVER."""
    never = days >= NEVER
    known = np.where(never, 0, days).astype("datetime64[D]").astype("datetime64[s]")
    return pd.Series(known).mask(pd.Series(never))


def eid_month(year: int) -> int:
    """The month (a number) of Idul Fitri, 1 Syawal, by the tabular Islamic calendar.

    Formula: E. G. Richards, Mapping Time (1998), ch. 16, with the civil epoch, JDN 1948440; a day or
    two off what is announced, which does not matter for a hiring season.
    """
    hijri = (year - 622) * 33 // 32 + 1
    for candidate in (hijri - 1, hijri, hijri + 1):
        day = 266 + (candidate - 1) * 354 + (3 + 11 * candidate) // 30 + 1_948_440 - 2_440_588
        month = int(month_of(ints([day]))[0])
        if month // 12 == year:
            return month
    return year * 12 + 3


def as_table(name: str, columns: dict[str, Any] | pd.DataFrame) -> pd.DataFrame:
    """The table `name` of these columns, in the order and types of its schema; also without any row.

    Raises pandera's SchemaErrors.
    """
    frame = pd.DataFrame(columns)
    # An empty array of objects says nothing of its type, and text is not coerced by the schemas.
    kinds = LEDGER[name].columns
    texts = [column for column in frame if column in kinds and str(kinds[column].dtype).startswith("str")]
    known = [column for column in frame if column in kinds]
    return validated(name, frame[known].astype(dict.fromkeys(texts, "str")))
