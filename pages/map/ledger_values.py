"""One indicator of a ledger on the regions: measured, compared, classed, made ready for map and table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from data.indicators import Indicator, definitions
from data.places import ALL
from data.queries import Filters, Reading
from geo.classes import CHANCE, Classes, beyond_chance, classify, differences
from pages import session
from pages.map import funnel_plot
from pages.map.painted import Mapped
from pages.view import View

FILTERS = ("segment", "sector", "scale", "office")


def filters_of(view: View) -> Filters:
    """What the view is narrowed to, as the reading takes it; nothing where the indicator cannot be narrowed."""
    if not definitions()[view.indicator].narrows:
        return ()
    return tuple((name, (getattr(view, name),)) for name in FILTERS if getattr(view, name))


@dataclass(frozen=True)
class Question:
    """What is asked of a reading; equal questions have equal answers."""

    indicator: str
    area: str
    month: str
    compare: str
    filters: Filters
    scheme: str
    classes: int

    @property
    def about(self) -> Indicator:
        """The indicator that is asked for."""
        return definitions()[self.indicator]


def question(view: View, month: str) -> Question:
    """The view's question in a month that the reading has."""
    compare = view.compare if view.compare != month else ""
    return Question(view.indicator, view.area, month, compare, filters_of(view), view.scheme, view.classes)


def answered(asked: Question, found: Reading, frozen: Classes | None = None) -> Mapped:
    """The regions of the area with their values; `frozen` keeps the classes of another month."""
    mapped = _answered(asked, found)
    if frozen is None or asked.compare:
        return mapped
    return Mapped(mapped.indicator, mapped.rows, frozen, mapped.target, mapped.target_year, mapped.unit)


@lru_cache(maxsize=512)
def _answered(asked: Question, found: Reading) -> Mapped:
    about = asked.about
    regions = session.facts().regions
    regions = regions if asked.area == ALL else regions[regions["area"] == asked.area]
    rows = _valued(regions, found.values(about, asked.month, "region", asked.filters))
    unit = ""
    if asked.compare:
        before = _valued(regions, found.values(about, asked.compare, "region", asked.filters))
        rows["value"] = rows["value"] - before["value"]
        unit = "points" if about.unit == "percent" else about.unit
    target, year = _target(rows)
    values = rows["value"].tolist()
    if asked.compare:
        classes = differences(values, about.polarity)
    elif asked.scheme == CHANCE and funnel_plot.applies(about):
        rows, classes = funnel_plot.with_sides(rows), beyond_chance(about.polarity)
    else:
        classes = classify(values, asked.scheme, asked.classes, target, about.polarity)
    return Mapped(about, rows, classes, target if not asked.compare else None, year, unit)


def _valued(regions: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """One row per region in the order of codes, as `Mapped.rows` has them, with `suppressed`."""
    columns = ["region", "value", "numerator", "denominator", "as_of", "target", "target_year", "suppressed"]
    rows = regions[["code", "name", "short", "area", "kind", "scope"]].merge(
        values[columns].rename(columns={"region": "code"}), on="code", how="left", validate="one_to_one"
    )
    rows["value"] = (
        pd.to_numeric(rows["value"]).astype("Float64").to_numpy(dtype=float, na_value=float("nan"))
    )
    # a sum has no parts to be shown beside it
    rows["numerator"] = rows["numerator"].where(rows["denominator"].notna())
    rows["suppressed"] = rows["suppressed"].fillna("")
    rows["as_of"] = rows["as_of"].fillna("")
    return rows.assign(faded=False, is_flagged=False).sort_values("code", ignore_index=True)


def _target(rows: pd.DataFrame) -> tuple[float | None, str]:
    known = rows[rows["target"].notna()]
    if known.empty:
        return None, ""
    return float(known["target"].iloc[0]), str(known["target_year"].iloc[0])
