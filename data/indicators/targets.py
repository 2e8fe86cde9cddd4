"""Which target an indicator is held against in a year, and which ones an area has of its own; no series are mixed."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.indicators.definition import Indicator


@dataclass(frozen=True)
class Target:
    """A target: `value` in the unit of its indicator, the year that it is for, its series, and the id of its source."""

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


def stated_targets(targets: pd.DataFrame, area_code: str, year: int) -> list[tuple[str, Target]]:
    """The targets that were set for an area itself, a region, province or office, for `year` or the last year before.

    Pairs of the indicator's id and the target, in its unit, of each indicator and series the newest. They are told and
    not held against anything: what a branch calls coverage is not always what the ledger counts.
    """
    rows = targets[(targets["area_code"] == area_code) & (targets["year"] <= year)].sort_values("year")
    newest = rows.drop_duplicates(["indicator", "series"], keep="last").sort_values(["indicator", "series"])
    columns = (newest[name] for name in ("indicator", "value", "year", "series", "source"))
    return [
        (str(indicator), Target(float(value), f"{of:.0f}", str(series), str(source)))
        for indicator, value, of, series, source in zip(*columns, strict=True)
    ]
