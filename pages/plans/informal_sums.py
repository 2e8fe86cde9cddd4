"""The informal workers of a place added up by trade, payer or area, as far as this reader is told.

Who may see the groups (`data.queries.groups`) has them added up exactly. Everybody else is answered from the guarded
cells of the cube: there what one group has above its target fills the gap of another, so a gap is the least it can
be, and below 0 where there are more members than the target, so that gaps still add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import pandas as pd

from data.indicators import Measured, definitions
from data.months import month_index, month_text
from data.parsing import is_missing
from data.queries import SPANS, SUMS, groups, summed, told
from pages.plans.names import REST
from pages.session import Place

_NAME = "informal_attainment"


@dataclass(frozen=True)
class Sums:
    """`rows`: key, SUMS (people, Int64), suppressed ("" or why); `total`: SUMS, None where unknown or hidden.

    `exact`: from the groups themselves. The total is the sum of the rows.
    """

    rows: pd.DataFrame
    total: dict[str, int | None]
    exact: bool

    @cached_property
    def gaps(self) -> dict[str, int]:
        """The gap of each row that has one, the largest first."""
        known = self.rows[(self.rows["gap"].fillna(0) > 0) & (self.rows["key"] != REST)]
        return dict(zip(known["key"], known["gap"].astype(int), strict=True))


def exact(place: Place) -> bool:
    """Whether this reader is told of the groups of the place."""
    return told(place.reading, place.month, place.regions)


def details(place: Place) -> pd.DataFrame:
    """The groups of the place, as `data.queries.groups` gives them. Raises NotAllowed."""
    return groups(place.reading, place.month, place.where)


def sums(place: Place, by: str) -> Sums:
    """The place's informal workers by "trade", "payer", "region" or "kecamatan".

    By payer only for those who are told of the groups: raises NotAllowed for others.
    """
    return _sums(place, by)


@lru_cache(maxsize=256)
def _sums(place: Place, by: str) -> Sums:
    if exact(place) or by == "payer":
        rows = summed(details(place), by).assign(suppressed="")
        return Sums(rows, _added_up(rows), True)
    return _guarded(place, by)


def _added_up(rows: pd.DataFrame) -> dict[str, int | None]:
    totals = {name: rows[name].sum(min_count=1) for name in SUMS}
    return {name: None if is_missing(total) else int(total) for name, total in totals.items()}


def _guarded(place: Place, by: str) -> Sums:
    cells, whole = _cells(place, by, place.month), place.sum(_NAME)
    rows = cells[["target", "active"]].reindex(columns=["target", "active", "untargeted"])
    if (cells["suppressed"] != "").any() and whole and not whole.suppressed:
        rows = pd.concat([rows, _rest(rows, whole)]).astype("Int64")
    rows["target"] = rows["target"].where(rows["target"] > 0)  # the cube adds up a missing target as none
    rows["gap"] = rows["target"] - rows["active"]
    for months in SPANS:
        rows[f"added_{months}"] = rows["active"] - _active_before(place, by, months).reindex(rows.index)
    suppressed = cells["suppressed"].reindex(rows.index, fill_value="")
    rows = rows.astype("Int64").assign(suppressed=suppressed).reset_index(names="key")
    rows = rows.sort_values(["gap", "key"], ascending=[False, True], na_position="last", ignore_index=True)
    return Sums(rows, _guarded_total(rows, bool(whole and whole.suppressed)), False)


def _rest(rows: pd.DataFrame, whole: Measured) -> pd.DataFrame:
    """A row of what the total has more than the rows that are shown."""
    rest = {
        "target": int(whole.denominator or 0) - int(rows["target"].sum()),
        "active": int(whole.numerator or 0) - int(rows["active"].sum()),
    }
    return pd.DataFrame([rest], index=[REST])


def _active_before(place: Place, by: str, months: int) -> pd.Series:
    """The active members by key so many months earlier; empty where the ledger does not go back that far."""
    month = _earlier(place, months)
    return _cells(place, by, month)["active"] if month else pd.Series(dtype="Int64")


def _earlier(place: Place, months: int) -> str:
    """The month so many months earlier, "" where the ledger does not go back that far."""
    month = month_text(month_index(place.month) - months)
    return month if month in place.reading.months else ""


def _guarded_total(rows: pd.DataFrame, hidden: bool) -> dict[str, int | None]:
    """The sum of the rows; of what one of them does not tell there is none."""
    if hidden:
        return dict.fromkeys(SUMS)
    total = _added_up(rows)
    for months in SPANS:
        if bool(rows.loc[rows["suppressed"] == "", f"added_{months}"].isna().any()):
            total[f"added_{months}"] = None
    return total


def _cells(place: Place, by: str, month: str) -> pd.DataFrame:
    """The guarded cells of the place by key (the index): target, active (Int64), suppressed."""
    if by == "trade":
        rows = place.split(f"{_NAME}_by_trade", "sector", month)
        rows = rows[rows["sector"].notna()].set_index("sector")
    else:
        rows = place.reading.cells(definitions()[_NAME], month, by)
        if place.regions is not None:
            rows = rows[rows["region"].isin(place.regions)]
        rows = rows.set_index(by)
    rows = rows.rename(columns={"informal_target": "target", "informal_targeted": "active"})
    known = (rows["suppressed"] != "") | (rows["target"].fillna(0) > 0) | (rows["active"].fillna(0) > 0)
    return rows.loc[known, ["target", "active", "suppressed"]]


def area_of(place: Place) -> str:
    """The areas that a place is split into: kecamatan of a region, else regions; "" inside a kecamatan."""
    return {"region": "kecamatan", "kecamatan": ""}.get(place.level, "region")


def headline(place: Place, by_trade: Sums) -> dict[str, int | None]:
    """SUMS of the whole place; None for what is hidden from this reader.

    Inside a kecamatan the public is told of no trade, but of the whole.
    """
    if by_trade.exact:
        return by_trade.total
    whole = place.sum(_NAME)
    if whole is None or whole.suppressed or whole.numerator is None:
        return dict.fromkeys(SUMS)
    target, active = whole.denominator or None, whole.numerator
    gap = None if target is None else target - active
    added = {f"added_{months}": _added(place, active, months) for months in SPANS}
    return {**dict.fromkeys(SUMS), "target": target, "active": active, "gap": gap, **added}


def _added(place: Place, active: int, months: int) -> int | None:
    """How many more are active than so many months earlier; None where that is not known."""
    month = _earlier(place, months)
    before = place.value("ledger_bpu_active", month) if month else None
    return None if before is None else active - int(before)
