"""Where published figures contradict themselves, each other, or one's own data. Both sides are always shown."""

from __future__ import annotations

from dataclasses import dataclass
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
# Figures of two days that lie no further apart are told of one time.
NEAR = 31


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


@dataclass(frozen=True)
class Disagreement:
    """Figures of one area and indicator for one time that say different things, rows of the table figures.

    `figures` are ordered by date; at least two of them differ. `partial`: they are of a part each, which may not be
    the same one. `same_time`: all their periods overlap, so that nothing can have changed in between.
    """

    area_code: str
    indicator: str
    unit: str
    figures: tuple[dict[Any, Any], ...]
    partial: bool
    same_time: bool


def disagreements(figures: pd.DataFrame) -> list[Disagreement]:
    """Where sources say different numbers of one area and indicator at one time, all of them side by side.

    Two figures are of one time when their periods overlap, when both are of a day and these are at most NEAR days
    apart, or when one of them is doubtful and both are of one year. Of different parts, limits or flows they are not
    one fact; undated figures and targets are left out. The one that most sources tell of comes first.
    """
    dated = figures[(figures["as_of"] != "") & ~figures["flags"].str.contains("target")].sort_values("id")
    found = [
        _disagreement([rows[key] for key in group])
        for same in _alike(dated, ["area_code", "indicator"])
        for rows in [{row["id"]: row for row in same}]
        for group in _groups(rows)
    ]
    return sorted(found, key=lambda one: (one.partial, -len(one.figures), one.area_code, one.indicator))


def _alike(figures: pd.DataFrame, columns: list[str]) -> list[list[dict[Any, Any]]]:
    """The rows by what they have in these columns, ordered by it; a frame for each of 500 groups takes long."""
    groups: dict[tuple[str, ...], list[dict[Any, Any]]] = {}
    for row in figures.to_dict("records"):
        groups.setdefault(tuple(row[column] for column in columns), []).append(row)
    return [groups[key] for key in sorted(groups)]


def _groups(rows: dict[str, dict[Any, Any]]) -> list[list[str]]:
    """The ids of figures that disagree with each other, or with one that disagrees with both."""
    # Imported here, because a page without contradictions need not wait for it.
    from scipy.cluster.hierarchy import DisjointSet  # type: ignore[import-untyped]

    joined, differing = DisjointSet(rows), set()
    for first, second in combinations(rows.values(), 2):
        if _differ(first, second):
            joined.merge(first["id"], second["id"])
            differing |= {first["id"], second["id"]}
    return [sorted(group) for group in joined.subsets() if group & differing]


def _differ(first: dict[Any, Any], second: dict[Any, Any]) -> bool:
    """Whether two sources say different numbers of what is, for all that is known, one fact."""
    if first["value"] == second["value"] or first["source"] == second["source"]:
        return False
    return _quantity(first) == _quantity(second) and _is_one_time(first, second)


def _quantity(figure: dict[Any, Any]) -> frozenset[str]:
    """What a figure is of: all, a part, a limit or a flow; parts are told as stock and as flow without distinction."""
    flags = frozenset(figure["flags"].split(";")) & _OTHER_QUANTITY
    return flags - {"flow"} if "partial" in flags else flags


def _is_one_time(first: dict[Any, Any], second: dict[Any, Any]) -> bool:
    one, other = AsOf(first["as_of"]), AsOf(second["as_of"])
    if one.overlaps(other):
        return True
    days = one.start == one.end and other.start == other.end and abs((one.end - other.end).days) <= NEAR
    doubted = "doubtful" in f"{first['flags']};{second['flags']}".split(";")
    return days or (doubted and one.end.year == other.end.year)


def _disagreement(rows: list[dict[Any, Any]]) -> Disagreement:
    first = rows[0]
    ordered = sorted(rows, key=lambda row: (AsOf(row["as_of"]).end, row["id"]))
    times = [AsOf(row["as_of"]) for row in rows]
    return Disagreement(
        area_code=first["area_code"],
        indicator=first["indicator"],
        unit=first["unit"],
        figures=tuple(ordered),
        partial="partial" in first["flags"].split(";"),
        same_time=all(one.overlaps(other) for one, other in combinations(times, 2)),
    )


def parts_beyond_whole(figures: pd.DataFrame) -> list[tuple[dict[Any, Any], list[dict[Any, Any]]]]:
    """Wholes whose parts sum to more, by the same source for the same time: each with its parts, rows of `figures`.

    Parts that sum to less are no contradiction: nobody says that they are all there is.
    """
    named = ["area_code", "indicator", "as_of", "source"]
    found = []
    for same in _alike(figures[figures["as_of"] != ""], named):
        rows = [(frozenset(row["flags"].split(";")) - {""}, row) for row in same]
        for whole, row in rows:
            parts = [part for of, part in rows if of == whole | {"partial"}]
            if "partial" not in whole and sum(part["value"] for part in parts) > row["value"]:
                found.append((row, parts))
    return found


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
