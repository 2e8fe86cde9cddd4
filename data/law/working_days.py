"""Which days are working days: one calendar for due days and for every time limit that counts working days.

Saturday, Sunday and the national holidays are none. The dates of the holidays are those of the PyPI package `holidays`
(Indonesia), which follows the joint decrees of three ministers (SKB 3 Menteri); where a decree says otherwise, the
dated file `late.toml` does, and says by which decree. Whether joint holidays (cuti bersama) count is a dated rule too.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from data.law.periods import FOLDER, UnknownMonth, in_force

_DAY = timedelta(days=1)


def is_working_day(day: date, folder: Path = FOLDER, *, joint: bool | None = None) -> bool:
    """Whether people work on the day. `joint`: whether joint holidays are days off; None is by the rule of its month.

    Raises UnknownMonth for a day whose holidays are not known.
    """
    month = f"{day:%Y-%m}"
    counts = _rule("joint_holidays", month, folder)["free"] if joint is None else joint
    written = _rule("holidays", month, folder)
    if day.weekday() >= 5 or day in written["added"]:
        return False
    named = _named(day.year, "public") | (_named(day.year, "government") if counts else frozenset())
    return day not in named or day in written["removed"]


def working_day(day: date, folder: Path = FOLDER, *, before: bool = False, joint: bool | None = None) -> date:
    """`day` itself, or the first working day after it, or `before` it. `joint` and errors as `is_working_day`."""
    while not is_working_day(day, folder, joint=joint):
        day = day - _DAY if before else day + _DAY
    return day


def working_days_after(day: date, count: int, folder: Path = FOLDER, *, joint: bool | None = None) -> date:
    """The `count`-th (1, 2, ...) working day after `day`. `joint` and errors as `is_working_day`."""
    return _after(day, count, Path(folder), joint)


# A ledger asks for the same few hundred days again for each of its cases.
@cache
def _after(day: date, count: int, folder: Path, joint: bool | None) -> date:
    for _ in range(count):
        day = working_day(day + _DAY, folder, joint=joint)
    return day


def _rule(name: str, month: str, folder: Path) -> Any:
    period = in_force(name, month, folder)
    assert period is not None  # noqa: S101 - only a relief may be missing
    return period.values


@cache
def _named(year: int, category: str) -> frozenset[date]:
    """The holidays of a year: "public" are the national ones, "government" the joint ones."""
    from holidays.countries.indonesia import Indonesia  # a page of published figures asks for none

    if not Indonesia.start_year <= year <= Indonesia.end_year:
        raise UnknownMonth(
            "Hari libur tahun {year} tidak diketahui; yang diketahui {first} sampai {last}. Pilih bulan lain.",
            year=str(year),
            first=str(Indonesia.start_year),
            last=str(Indonesia.end_year),
        )
    return frozenset(Indonesia(years=year, categories=(category,)))
