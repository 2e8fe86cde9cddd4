"""One indicator on the regions: values laid on codes, classed, and made ready for map, table and panel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd

from data.indicators import Indicator, definitions, published
from data.parsing import each_row
from data.places import ALL, in_order, title
from data.settings import data_folder
from data.words import Words
from geo.classes import Classes, classify, ink_on
from geo.painting import Mark, Painting
from pages import session
from pages.templates import bare_value, signed_value, suffix
from pages.view import View


def warm_up() -> None:
    """Work every indicator out once, so that no reader's first switch to it waits for that."""
    for key in session.mapped_indicators():
        view = View(indicator=key)
        _painting(mapped(view), Words(view.language))


@dataclass(frozen=True, eq=False)
class Mapped:
    """`rows`: one per region of the area, in the order of their codes, with code, name, short, area,
    kind, the columns of `published` (value missing where nothing is known), `faded` and `is_flagged`."""

    indicator: Indicator
    rows: pd.DataFrame
    classes: Classes
    target: float | None
    target_year: str
    unit: str = ""  # where it is not the indicator's: a difference of percentages is in points

    @property
    def said_in(self) -> str:
        """The unit of `value`."""
        return self.unit or self.indicator.unit

    @property
    def classed(self) -> list[float]:
        """What the classes are of, in the order of `rows`: the values, or on which side of chance they lie."""
        return self.rows["side" if "side" in self.rows else "value"].tolist()

    @cached_property
    def known(self) -> pd.DataFrame:
        """The rows that have a value, highest value first; names settle ties."""
        present = self.rows[self.rows["value"].notna()]
        return present.sort_values(["value", "name"], ascending=[False, True])


def mapped(view: View) -> Mapped:
    """The indicator of `view` on the regions of its area, as known on its month."""
    known_on = view.known_on(date.today())
    return _mapped(
        data_folder(), view.indicator, view.area, known_on, view.flagged, view.fade, view.scheme, view.classes
    )


@lru_cache(maxsize=256)
def _mapped(
    folder: Path, key: str, area: str, known_on: date, flagged: bool, fade: int, scheme: str, k: int
) -> Mapped:
    facts, indicator = session.facts(), definitions()[key]
    regions = facts.regions if area == ALL else facts.regions[facts.regions["area"] == area]
    values = published(facts.figures, key, known_on, flagged)
    rows = regions[["code", "name", "short", "area", "kind", "scope"]].merge(
        values.rename(columns={"area_code": "code"}), on="code", how="left", validate="one_to_one"
    )
    rows["faded"] = _older(rows["as_of_end"], known_on, fade)
    rows["is_flagged"] = rows["flags"].fillna("").str.contains("partial|bound|doubtful")
    target, year = _target(facts.targets, indicator, known_on.year)
    classes = classify(rows["value"].tolist(), scheme, k, target, indicator.polarity)
    return Mapped(indicator, rows.sort_values("code", ignore_index=True), classes, target, year)


def _older(ends: pd.Series, known_on: date, years: int) -> pd.Series:
    """Which figures are more than `years` years old on `known_on`; with 0 none is."""
    if not years:
        return pd.Series(False, index=ends.index)
    limit = known_on.replace(year=known_on.year - years, day=min(known_on.day, 28))
    return ends.map(lambda end: isinstance(end, date) and end < limit).astype(bool)


def _target(targets: pd.DataFrame, indicator: Indicator, year: int) -> tuple[float | None, str]:
    """The newest target up to `year` of the one series that this indicator is held against (never two mixed)."""
    if not indicator.target_series:
        return None, ""
    national = targets[targets["area_code"] == "ID"]
    rows = national[(national["indicator"] == indicator.id) & (national["series"] == indicator.target_series)]
    rows = rows[rows["year"] <= year]
    if rows.empty:
        return None, ""
    newest = rows.sort_values("year").iloc[-1]
    return float(newest["value"]), f"{newest['year']:.0f}"


def painting(view: View, found: Mapped, words: Words, theme: str) -> Painting:
    """What the map has to show of `found`, in the reader's language."""
    return replace(_painting(found, words), area=view.area, selected=view.region, theme=theme,
                   size=20 if view.display else 14, stamp=" ".join(filter(None, (view.data, view.indicator, view.month, view.compare, view.area, view.region))))  # fmt: skip


@lru_cache(maxsize=256)
def _painting(found: Mapped, words: Words) -> Painting:
    unit = found.said_in
    numbers = found.classes.of(found.classed)
    write = signed_value if found.unit else bare_value
    marks = [
        Mark(
            row.code, number, write(row.value, unit, words), words.date(row.as_of), row.faded, row.is_flagged
        )
        for row, number in zip(each_row(found.rows), numbers, strict=True)
        if number is not None
    ]
    areas = in_order(session.facts().regions["area"])
    return Painting(
        title=words("Peta {indicator}", indicator=found.indicator.title[words.language]),
        marks=marks,
        palette=found.classes.colours,
        inks=[ink_on(colour) for colour in found.classes.colours],
        suffix=suffix(unit, words),
        none=words("tidak ada data"),
        flagged=words("bertanda"),
        captions={area: title(area) for area in areas},
        language=words.language,
        zoomIn=words("Perbesar"),
        zoomOut=words("Perkecil"),
    )
