"""Months as text like "2025-03" and as whole numbers that one can count with."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

from data.parsing import shown
from data.words import Problem

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


class UnreadableMonth(Problem):
    """What was given is no month."""


# A ledger asks for the indexes of the same few hundred months again and again.
@lru_cache(maxsize=5_000)
def month_index(month: str) -> int:
    """The months from year 0 to `month`: year * 12 + month - 1, so that a difference counts months.

    Raises UnreadableMonth for anything but text like "2025-03" from the year 1 on.

    >>> month_index("2025-03") - month_index("2024-12")
    3
    """
    matched = _MONTH.fullmatch(month) if isinstance(month, str) else None
    if not matched or matched[1] == "0000":
        raise UnreadableMonth(
            "“{text}” bukan bulan. Tulis tahun dan bulan, misalnya 2025-03.", text=shown(month)
        )
    return int(matched[1]) * 12 + int(matched[2]) - 1


def month_text(index: int) -> str:
    """The month with this `month_index`.

    >>> month_text(month_index("2024-12") + 1)
    '2025-01'
    """
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def month_end(month: str) -> date:
    """The last day of `month`. Raises UnreadableMonth."""
    year, number = divmod(month_index(month), 12)
    return date(year, number + 1, calendar.monthrange(year, number + 1)[1])


def last_full_month(today: date) -> str:
    """The month before that of `today`: the latest one that is over, whatever the day.

    >>> last_full_month(date(2026, 1, 31))
    '2025-12'
    """
    return month_text(today.year * 12 + today.month - 2)


def months_between(first: str, last: str) -> list[str]:
    """Every month from `first` to `last`, both included; none when `last` is earlier. Raises UnreadableMonth.

    >>> months_between("2024-12", "2025-01")
    ['2024-12', '2025-01']
    """
    return [month_text(index) for index in range(month_index(first), month_index(last) + 1)]
