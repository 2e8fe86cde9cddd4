"""Published figures of offices laid on regions: which office's figure stands for which region."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from data import places
from data.clock import today
from data.indicators import Comparison, Indicator, compare, definitions, held_against, is_stale, published
from data.parsing import each_row
from data.places import ALL_AREAS
from data.tables import Facts
from geo.classes import Classes, classify
from pages import session
from pages.view import View


@dataclass(frozen=True, eq=False)
class OfficeMap:
    """An indicator on the areas of offices.

    `rows`: one per office that has a figure, highest value first, with the columns of the table figures, `name`,
    `regions` (codes, () where it is not drawn), `why` (why it is not drawn, a message id, or ""), `faded`, `held`.
    `covered`: region -> office whose figure stands for it; where two serve it, the one with the smaller area.
    `undated`: offices of which only a figure without a date is known. `compared`: those that may be ranked. Figures are never added up, and flows and targets are never among them.
    """

    indicator: Indicator
    rows: pd.DataFrame
    covered: dict[str, str]
    classes: Classes
    compared: Comparison
    undated: tuple[str, ...] = ()

    @property
    def drawn(self) -> pd.DataFrame:
        """The offices that are drawn."""
        return self.rows[self.rows["regions"].map(bool).astype(bool)]


_WIDER = "melayani lebih dari satu provinsi; hanya satu di antaranya ada di peta ini"
_UNKNOWN = "wilayah kerjanya belum diketahui"
_ELSEWHERE = "wilayah kerjanya di luar area yang dipilih"


def office_map(view: View) -> OfficeMap:
    """The indicator of `view` on the offices of its area, as known on its month."""
    known_on, chosen = view.known_on(today()), view.map
    return _office_map(
        session.facts_of(""), view.indicator, view.area, known_on, chosen.flagged, chosen.fade, chosen.classes
    )


@lru_cache(maxsize=128)
def _office_map(
    facts: Facts, key: str, area: str, known_on: Any, flagged: bool, fade: int, count: int
) -> OfficeMap:
    indicator = definitions()[key]
    rows = published(facts.figures, key, known_on, flagged, "office")
    areas = [_area(facts, row, area) for row in each_row(rows)]
    names = facts.offices.set_index("code")["name"]
    held = [held_against(facts.targets, key, row.area_code, row.as_of, row.flags) for row in each_row(rows)]
    rows = rows.assign(
        name=rows["area_code"].map(names),
        regions=pd.Series([regions for regions, _ in areas], index=rows.index, dtype=object),
        why=[why for _, why in areas],
        faded=[is_stale(end, known_on, fade) for end in rows["as_of_end"]],
        held=pd.Series(held, index=rows.index, dtype=object),
    ).sort_values(["value", "name"], ascending=[False, True], ignore_index=True)
    drawn = [
        value if regions else math.nan for value, regions in zip(rows["value"], rows["regions"], strict=True)
    ]
    compared = compare(
        facts.figures, facts.targets, key, list(facts.offices["code"]), known_on, kind="office"
    )
    classes = classify(drawn, indicator.unit, "alami", count, indicator.polarity)
    return OfficeMap(indicator, rows, _covered(rows), classes, compared, _undated(facts, key, rows))


def _undated(facts: Facts, key: str, rows: pd.DataFrame) -> tuple[str, ...]:
    figures = facts.figures[(facts.figures["indicator"] == key) & (facts.figures["area_kind"] == "office")]
    without = figures[(figures["as_of"] == "") & ~figures["flags"].str.contains("target|flow")]
    return tuple(sorted(set(without["area_code"]) - set(rows["area_code"])))


def _area(facts: Facts, row: Any, area: str) -> tuple[tuple[str, ...], str]:
    """The regions in which the figure of an office is drawn, or why it is not."""
    if facts.offices.set_index("code")["kind"].get(row.area_code) == "kanwil":
        return (), _WIDER
    regions = places.served_on(facts, row.area_code, row.as_of_end)
    if not regions:
        return (), _UNKNOWN
    inside = facts.regions[facts.regions["code"].isin(regions)]
    if area != ALL_AREAS:
        inside = inside[inside["area"] == area]
    return tuple(inside["code"]), "" if len(inside) else _ELSEWHERE


def _covered(rows: pd.DataFrame) -> dict[str, str]:
    """The larger areas first, so that a smaller office stands on the one that serves its region too."""
    covered: dict[str, str] = {}
    for row in sorted(each_row(rows), key=lambda row: (-len(row.regions), row.area_code)):
        covered |= dict.fromkeys(row.regions, row.area_code)
    return covered


def offices_with_figures(view: View) -> int:
    """How many offices have a figure of the view's indicator that may be shown: the rows of their map, without making it."""
    return _with_figures(session.facts_of(""), view.indicator, view.known_on(today()), view.map.flagged)


@lru_cache(maxsize=256)
def _with_figures(facts: Facts, key: str, known_on: Any, flagged: bool) -> int:
    return len(published(facts.figures, key, known_on, flagged, "office"))
