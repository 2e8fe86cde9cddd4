"""When a contribution falls due, and what being late costs. All of it is as of a month (`late.toml`).

Only weekends are known as holidays until somebody fills in the list. In the COVID months a contribution fell due
on the 30th, so that its next working day can be in the month after; the age of arrears, which counts months, takes
no notice of that.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np

from data.law.periods import FOLDER, in_force
from data.months import month_end, month_index, month_text, months_between

MILLION = 1_000_000


def due_date(blth: str, folder: Path = FOLDER) -> date:
    """The last day on which the contribution of `blth` is paid on time.

    The due day (the 15th; the 30th in the COVID months, PP 49/2020) of the month after, or that month's last
    day if it has no such day, and if that is no working day the next one. Raises UnknownMonth, UnreadableMonth.

    >>> due_date("2025-01")
    datetime.date(2025, 2, 17)
    """
    return _due_date(blth, Path(folder))


# All employers share the few due dates that there are, and a ledger asks for them again for each.
@cache
def _due_date(blth: str, folder: Path) -> date:
    end = month_end(month_text(month_index(blth) + 1))
    day = end.replace(day=min(_value("due_day", "day", blth, folder), end.day))
    return working_day(day, _value("holidays", "days", blth, folder))


def working_day(day: date, holidays: Collection[date] = ()) -> date:
    """`day` itself, or the first day after it that is neither Saturday, Sunday nor in `holidays`."""
    return _working_days(day, 0, "forward", holidays)


def working_days_after(day: date, count: int, holidays: Collection[date] = ()) -> date:
    """The `count`-th (1, 2, ...) working day after `day`."""
    # Rolled back first: the first working day after a Sunday, as after the Friday before it, is Monday.
    return _working_days(day, count, "backward", holidays)


def _working_days(
    day: date, count: int, roll: Literal["forward", "backward"], holidays: Collection[date]
) -> date:
    known = np.array(list(holidays), dtype="datetime64[D]")
    working: date = np.busday_offset(np.datetime64(day, "D"), count, roll=roll, holidays=known).astype(object)
    return working


def penalty(outstanding: int, blth: str, as_of: str, folder: Path = FOLDER) -> int:
    """What is owed on top of `outstanding` (whole rupiah of `blth`, unpaid) at the end of the month `as_of`.

    Each month late, from the one after `blth` to `as_of`, adds its rate on what is still open now: simple, not
    compound, and nothing on what has been paid meanwhile. Whole rupiah, rounded down. Raises UnknownMonth.

    >>> penalty(1_000_000, "2025-01", "2025-04")
    60000
    """
    late = months_between(month_text(month_index(blth) + 1), as_of)
    return outstanding * sum(_value("penalty", "ppm", month, folder) for month in late) // MILLION


def penalty_ppm_table(first: str, last: str, folder: Path = FOLDER) -> dict[str, int]:
    """The penalty of each month from `first` to `last`, in parts per million of what is unpaid.

    `penalty` is the sum of it over the months late, times what is unpaid, divided by a million and rounded
    down. Raises UnknownMonth.
    """
    return {month: _value("penalty", "ppm", month, folder) for month in months_between(first, last)}


def _value(name: str, key: str, month: str, folder: Path) -> Any:
    period = in_force(name, month, folder)
    assert period is not None  # noqa: S101 - only a relief may be missing
    return period.values[key]
