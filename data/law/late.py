"""When a contribution falls due, and what being late costs. All of it is as of a month (`late.toml`).

In the COVID months a contribution fell due on the 30th, on a day off the working day before it; else on the 15th, on a
day off the working day after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from data.law.periods import FOLDER, in_force
from data.law.working_days import working_day
from data.months import month_end, month_index, month_text, months_between

MILLION = 1_000_000


@dataclass(frozen=True)
class DueDay:
    """The last day on which a contribution is paid on time, and what that day rests on.

    `otherwise`: the day it would be if the rule on joint holidays, which no source confirms, were the other way; None
    where it makes no difference. `estimated`: the holidays of its year are not all decreed.
    """

    day: date
    otherwise: date | None
    estimated: bool


def due_date(blth: str, folder: Path = FOLDER) -> date:
    """The last day on which the contribution of `blth` is paid on time.

    The due day (the 15th; the 30th in the COVID months, PP 49/2020) of the month after, or that month's last
    day if it has no such day, and if that is no working day the next one (in the COVID months the one before).
    Raises UnknownMonth, UnreadableMonth.

    >>> due_date("2024-05")
    datetime.date(2024, 6, 18)
    """
    return due_day(blth, folder).day


def due_day(blth: str, folder: Path = FOLDER) -> DueDay:
    """As `due_date`, with what the day rests on."""
    return _due_day(blth, Path(folder))


# All employers share the few due dates that there are, and a ledger asks for them again for each.
@cache
def _due_day(blth: str, folder: Path) -> DueDay:
    end = month_end(month_text(month_index(blth) + 1))
    nominal = end.replace(day=min(_value("due_day", "day", blth, folder), end.day))
    month, before = f"{nominal:%Y-%m}", _value("due_day", "before", blth, folder)
    joint = _value("joint_holidays", "free", month, folder)
    day, other = (working_day(nominal, folder, before=before, joint=free) for free in (joint, not joint))
    return DueDay(day, None if day == other else other, _value("holidays", "estimated", month, folder))


def penalty(outstanding: int, blth: str, as_of: str, folder: Path = FOLDER) -> int:
    """What is owed on top of `outstanding` (whole rupiah of `blth`, unpaid) at the end of the month `as_of`.

    Each month late, from the one after `blth` to `as_of`, adds its rate on what is still open now: simple, not
    compound, and nothing on what has been paid meanwhile. A month of which only a part is late counts in full. Whole
    rupiah, rounded down. Raises UnknownMonth.

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
