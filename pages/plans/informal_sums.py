"""The informal workers of a place added up by trade, payer or area, as far as this reader is told.

Who may see the groups (`data.queries.informal`) has them added up exactly. Everybody else is answered from the guarded
cells of the cube: there members without a target cannot be told from the others, so a gap is the least it can be,
and below 0 where there are more members than the target, so that gaps still add up.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.indicators import definitions
from data.months import month_index, month_text
from data.parsing import is_missing
from data.queries import SPANS, SUMS, groups, summed, told
from pages.session import Place

REST = "_rest"  # what is hidden, added up: as much as anybody can work out from the total
_NAME = "informal_attainment"


@dataclass(frozen=True)
class Sums:
    """`rows`: key, SUMS (people, Int64), suppressed ("" or why); `total`: SUMS, None where unknown or hidden.

    `exact`: from the groups themselves. The total is the sum of the rows.
    """

    rows: pd.DataFrame
    total: dict[str, int | None]
    exact: bool

    @property
    def gaps(self) -> dict[str, int]:
        """The gap of each row that has one, the largest first."""
        known = self.rows[(self.rows["gap"].fillna(0) > 0) & (self.rows["key"] != REST)]
        return dict(zip(known["key"], known["gap"].astype(int), strict=True))


def exact(place: Place) -> bool:
    """Whether this reader is told of the groups of the place."""
    return told(place.found, place.month, place.regions)


def details(place: Place) -> pd.DataFrame:
    """The groups of the place. Raises NotAllowed."""
    return groups(place.found, place.month, place.where)


def sums(place: Place, by: str) -> Sums:
    """The place's informal workers by "trade", "payer", "region" or "kecamatan".

    By payer only for those who are told of the groups: raises NotAllowed for others.
    """
    if exact(place) or by == "payer":
        rows = summed(details(place), by).assign(suppressed="")
        return Sums(rows, _added(rows), True)
    return _guarded(place, by)


def _added(rows: pd.DataFrame) -> dict[str, int | None]:
    found = {name: rows[name].sum(min_count=1) for name in SUMS}
    return {name: None if is_missing(value) else int(value) for name, value in found.items()}


def _guarded(place: Place, by: str) -> Sums:
    now = _cells(place, by, place.month)
    rows = now[["target", "active"]].reindex(columns=["target", "active", "untargeted"])
    whole = place.sum(_NAME)
    if (now["suppressed"] != "").any() and whole and not whole.suppressed:
        rest = {"target": _left(whole.denominator, rows["target"]), "active": _left(whole.numerator, rows["active"])}  # fmt: skip
        rows = pd.concat([rows, pd.DataFrame([rest], index=[REST])]).astype("Int64")
    rows["target"] = rows["target"].where(rows["target"] > 0)  # the cube adds up a missing target as none
    rows["gap"] = rows["target"] - rows["active"]
    for span in SPANS:
        month = month_text(month_index(place.month) - span)
        was = _cells(place, by, month)["active"] if month in place.found.months else pd.Series(dtype="Int64")
        rows[f"added_{span}"] = rows["active"] - was.reindex(rows.index)
    hidden = now["suppressed"].reindex(rows.index, fill_value="")
    rows = rows.astype("Int64").assign(suppressed=hidden).reset_index(names="key")
    rows = rows.sort_values(["gap", "key"], ascending=[False, True], na_position="last", ignore_index=True)
    return Sums(rows, _whole(rows, bool(whole and whole.suppressed)), False)


def _left(whole: int | None, shown: pd.Series) -> int:
    return int(whole or 0) - int(shown.sum())


def _whole(rows: pd.DataFrame, hidden: bool) -> dict[str, int | None]:
    """The sum of the rows; of what one of them does not tell there is none."""
    if hidden:
        return dict.fromkeys(SUMS)
    found = _added(rows)
    for span in SPANS:
        if bool(rows.loc[rows["suppressed"] == "", f"added_{span}"].isna().any()):
            found[f"added_{span}"] = None
    return found


def _cells(place: Place, by: str, month: str) -> pd.DataFrame:
    """Index the key; target, active (Int64), suppressed: the guarded cells of the place."""
    if by == "trade":
        rows = place.split(f"{_NAME}_by_trade", "sector", month)
        rows = rows[rows["sector"].notna()].set_index("sector")
    else:
        rows = place.found.cells(definitions()[_NAME], month, by)
        if place.regions is not None:
            rows = rows[rows["region"].isin(place.regions)]
        rows = rows.set_index(by)
    rows = rows.rename(columns={"informal_target": "target", "informal_active": "active"})
    known = (rows["suppressed"] != "") | (rows["target"].fillna(0) > 0) | (rows["active"].fillna(0) > 0)
    return rows.loc[known, ["target", "active", "suppressed"]]


def area_of(place: Place) -> str:
    """The areas that a place is split into: kecamatan of a region, else regions; "" inside a kecamatan."""
    return {"region": "kecamatan", "kecamatan": ""}.get(place.level, "region")


def headline(place: Place, by_trade: Sums) -> dict[str, int | None]:
    """SUMS of the whole place; of what is hidden from this reader None.

    Inside a kecamatan the public is told of no trade, but of the whole.
    """
    if by_trade.exact:
        return by_trade.total
    whole = place.sum(_NAME)
    if whole is None or whole.suppressed or whole.numerator is None:
        return dict.fromkeys(SUMS)
    target, active = whole.denominator or None, whole.numerator
    found: dict[str, int | None] = {**dict.fromkeys(SUMS), "target": target, "active": active}
    found["gap"] = None if target is None else target - active
    for span in SPANS:
        month = month_text(month_index(place.month) - span)
        was = place.value("ledger_bpu_active", month) if month in place.found.months else None
        found[f"added_{span}"] = None if was is None else active - int(was)
    return found
