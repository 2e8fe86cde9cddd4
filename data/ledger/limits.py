"""The time limits of steps of enforcement, each by the rules of the day on which the step was taken.

A step whose file records a deadline keeps it. Where none is recorded the limit of the law stands in its place, in the
cube as in lists and on the page of a case, so that all of them call the same cases overdue.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pyarrow as arrow

from data import law

LIMITS = {
    "step": arrow.string(),
    "on": arrow.date32(),
    "last_day": arrow.date32(),
    "confirmed": arrow.int64(),
}


@dataclass(frozen=True)
class Limit:
    """The last day of a time limit, and whether a source confirms how long it is."""

    day: date
    confirmed: bool


@lru_cache(maxsize=50_000)
def limit_of(step: str, on: date) -> Limit | None:
    """The time limit by the rules in force on the day; None without one, or before any rule kept."""
    try:
        rules = law.at(f"{on:%Y-%m}")
    except law.UnknownMonth:
        return None
    last = law.deadline(step, on, rules)
    return None if last is None else Limit(last, rules.clocks[step].confirmed)


def time_limits(taken: Iterable[tuple[str, date]]) -> arrow.Table:
    """The columns LIMITS of those of the steps `taken` on a day that the rules limit; `confirmed` is 1 or 0."""
    found = [(step, on, limit_of(step, on)) for step, on in taken]
    rows = [(step, on, limit.day, int(limit.confirmed)) for step, on, limit in found if limit is not None]
    columns = list(zip(*rows, strict=True)) or [()] * len(LIMITS)
    arrays = [arrow.array(list(column), kind) for column, kind in zip(columns, LIMITS.values(), strict=True)]
    return arrow.Table.from_arrays(arrays, list(LIMITS))
