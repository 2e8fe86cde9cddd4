"""Where published figures contradict themselves, each other, or one's own data. Both sides are always shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

import pandas as pd

from data.indicators.published_figures import published, rounding_only, with_computed
from data.parsing import AsOf

POINTS = 0.05
# A figure with one of these flags is another quantity, a part of it, or a limit: to differ is no contradiction.
_OTHER_QUANTITY = {"target", "flow", "partial", "bound"}
_SIDE = ["id", "value", "as_of", "as_of_basis", "flags", "source", "caveat_id", "caveat_en"]


def stated_against_computed(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures whose stated percentage lies POINTS or more from what their own numbers give.

    Returns the columns of `figures` plus `computed_pct` and `difference` (stated minus computed, points)
    and `rounding_only` (bool: the stated one is the computed one rounded as it was printed), the largest
    difference first.
    """
    computed = with_computed(figures)
    difference = figures["stated_pct"] - computed
    # Rounded first, so that a difference of 0.05 counts when it is computed as 0.0499999.
    rows = figures.assign(computed_pct=computed, difference=difference)[difference.abs().round(9) >= POINTS]
    rounded = [_is_rounding(row) for row in rows.to_dict("records")]
    rows = rows.assign(rounding_only=pd.Series(rounded, index=rows.index, dtype=bool))
    return rows.sort_values("difference", key=abs, ascending=False, kind="stable", ignore_index=True)


def _is_rounding(row: dict[Any, Any]) -> bool:
    # A column of numbers holds 21.0 where 21 was printed; `normalize` takes the decimal away again.
    return rounding_only(Decimal(str(row["stated_pct"])).normalize(), row["numerator"], row["denominator"])


def two_sources(figures: pd.DataFrame) -> pd.DataFrame:
    """Pairs of figures of one area and indicator from two sources, for overlapping periods, that differ.

    Left out: figures flagged target, flow, partial or bound, and undated ones.

    Columns area_code, area_kind, indicator, unit, then id, value, as_of, as_of_basis, flags, source,
    caveat_id and caveat_en of both sides (`..._a` the lower id, `..._b`), `difference` (b minus a) and
    `same_end` (bool: both periods end on one day; otherwise the value may have changed within the longer).
    """
    usable = [not set(flags.split(";")) & _OTHER_QUANTITY for flags in figures["flags"]]
    rows = figures[pd.Series(usable, index=figures.index, dtype=bool) & (figures["as_of"] != "")].sort_values(
        "id"
    )
    pairs = [
        _pair(first, second)
        for _, group in rows.groupby(["area_code", "indicator"])
        for first, second in combinations(group.to_dict("records"), 2)
        if _contradict(first, second)
    ]
    return pd.DataFrame(pairs, columns=list(_columns()))


def _columns() -> Iterator[str]:
    yield from ("area_code", "area_kind", "indicator", "unit")
    yield from (f"{name}_{side}" for side in "ab" for name in _SIDE)
    yield from ("difference", "same_end")


def _contradict(first: dict[Any, Any], second: dict[Any, Any]) -> bool:
    overlap = AsOf(first["as_of"]).overlaps(AsOf(second["as_of"]))
    return overlap and first["value"] != second["value"] and first["source"] != second["source"]


def _pair(first: dict[Any, Any], second: dict[Any, Any]) -> dict[str, Any]:
    common = {name: first[name] for name in ("area_code", "area_kind", "indicator", "unit")}
    sides = {f"{name}_{side}": row[name] for side, row in (("a", first), ("b", second)) for name in _SIDE}
    same_end = AsOf(first["as_of"]).end == AsOf(second["as_of"]).end
    return {**common, **sides, "difference": second["value"] - first["value"], "same_end": same_end}


def figure_beside(
    figures: pd.DataFrame, indicator: str, area_code: str, area_kind: str, known_on: date
) -> dict[Any, Any] | None:
    """The published figure that own data of an area are shown beside: its latest that was known on that day.

    A flagged one (partial, bound, doubtful) only where there is no other; None where there is none at all.
    """
    own = figures[(figures["area_code"] == area_code) & (figures["indicator"] == indicator)]
    for flagged in (False, True):
        found = published(own, indicator, known_on, flagged, area_kind)
        if len(found):
            return dict(found.to_dict("records")[0])
    return None


def compared_month(figure: dict[Any, Any]) -> str:
    """The month ("2025-12") at whose end one's own data say what the figure does; "" where they never can.

    A figure of a part or a limit is another quantity.
    """
    if set(figure["flags"].split(";")) & _OTHER_QUANTITY or not figure["as_of"]:
        return ""
    return f"{AsOf(figure['as_of']).end:%Y-%m}"


def contradict(own: float, printed: float, unit: str) -> bool:
    """Whether a number of one's own and a printed one of the same day differ, by POINTS or more where in per cent."""
    apart = abs(own - printed)
    return round(apart, 9) >= POINTS if unit == "percent" else apart >= 1
