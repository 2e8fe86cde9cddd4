"""Compliance of an office's regions over the months, with their province beside it."""

from __future__ import annotations

import math

import pandas as pd

from data.indicators import definitions
from data.words import Words
from pages import session
from pages.session import OfficeSums
from pages.templates import Drawing, Line

_MONTHS = 36
_PUBLIC_MONTHS = 13  # each month is guarded for itself, which takes a while the first time
_INDICATOR = "compliance"


def trend(of: OfficeSums, words: Words) -> Drawing:
    """The office and, where its regions lie in one province that has others too, that province."""
    months = _months(of)
    own = _by_month(of.sums(_INDICATOR, months), months)
    lines = [Line(words("kantor ini"), own, "main")]
    if province := peer(of):
        rows = of.found.trend(definitions()[_INDICATOR], "province", province, months=months)
        other = _by_month(rows, months)
        if not all(map(math.isnan, other)):
            lines.append(Line(session.area_name(province), other, "peer"))
    return Drawing(months, tuple(lines), "percent")


def peer(of: OfficeSums) -> str:
    """The code of the one province whose part the office's regions are; "" when there is none."""
    regions = session.facts().regions
    inside = set(regions.loc[regions["code"].isin(of.regions), "province_code"])
    if len(inside) != 1:
        return ""
    [province] = inside
    return (
        province if set(regions.loc[regions["province_code"] == province, "code"]) > set(of.regions) else ""
    )


def _months(of: OfficeSums) -> tuple[str, ...]:
    until = [month for month in of.found.months if month <= of.month]
    return tuple(until[-(_MONTHS if of.found.viewer.sees_every_cell else _PUBLIC_MONTHS) :])


def _by_month(rows: pd.DataFrame, months: tuple[str, ...]) -> tuple[float, ...]:
    """A number for every month, NaN where there is none."""
    numbers = rows["value"].astype("Float64").to_numpy(dtype=float, na_value=float("nan"))
    known = dict(zip(rows["as_of"], numbers.tolist(), strict=True))
    return tuple(known.get(month, float("nan")) for month in months)
