"""Which target an indicator is held against in a year: the newest of its series. Two series are never mixed."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.indicators.definition import Indicator


@dataclass(frozen=True)
class Target:
    """A target: `value` in per cent, the year that it is for, its series, and the id of its source."""

    value: float
    year: str
    series: str
    source: str


def target_in(targets: pd.DataFrame, indicator: Indicator, year: int) -> Target | None:
    """The national target of `indicator` that was set for `year` or, failing that, for the last year before.

    `targets` is the table targets. None where no official target exists: there is no stand-in.
    """
    if not indicator.target_series:
        return None
    wanted = indicator.target_of or indicator.id
    rows = targets[(targets["indicator"] == wanted) & (targets["series"] == indicator.target_series)]
    rows = rows[(rows["area_code"] == "ID") & (rows["year"] <= year)]
    if rows.empty:
        return None
    newest = rows.sort_values("year").iloc[-1]
    return Target(float(newest["value"]), f"{newest['year']:.0f}", newest["series"], newest["source"])
