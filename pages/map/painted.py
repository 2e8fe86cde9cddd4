"""One indicator on the regions: values laid on codes, classed, and made ready for map, table and panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

import pandas as pd
from markupsafe import Markup

from data.indicators import Indicator, definitions, published, target_in
from data.parsing import each_row
from data.places import ALL_AREAS, area_title, areas_in_order
from data.tables import Facts
from data.words import Words
from geo.classes import Classes, classify, ink_on
from geo.painting import Mark, Painting
from pages import session
from pages.templates import bare_value, legend_list, note, signed_value, suffix, together
from pages.view import View

_DOUBTED = "partial|bound|doubtful"  # flags of a figure that the map marks with an asterisk
_LETTERS, _PROJECTED_LETTERS = 14, 20  # pixels


def warm_up() -> None:
    """Work every indicator out once, so that no reader's first switch to it waits for that."""
    for key in session.mapped_indicators():
        view = View(indicator=key)
        _painting(mapped(view), Words(view.language))


@dataclass(frozen=True, eq=False)
class Mapped:
    """An indicator on the regions of an area, with its classes and the target that it is held against.

    `rows`: one per region, in the order of their codes, with code, name, short, area, kind, the columns of
    `data.indicators.published` (value missing where nothing is known), `faded` and `is_flagged`; of a ledger those
    of `pages.map.ledger_values.answered`. `target` is in the unit of the values, None where there is none.
    `unit` is "" where it is the indicator's: a difference of percentages is in points.
    """

    indicator: Indicator
    rows: pd.DataFrame
    classes: Classes
    target: float | None
    target_year: str
    unit: str = ""

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
        session.facts_of(""),
        view.indicator,
        view.area,
        known_on,
        view.map.flagged,
        view.map.fade,
        view.map.scheme,
        view.map.classes,
    )


@lru_cache(maxsize=256)
def _mapped(
    facts: Facts, key: str, area: str, known_on: date, flagged: bool, fade: int, scheme: str, count: int
) -> Mapped:
    indicator = definitions()[key]
    regions = facts.regions if area == ALL_AREAS else facts.regions[facts.regions["area"] == area]
    values = published(facts.figures, key, known_on, flagged)
    rows = regions[["code", "name", "short", "area", "kind", "scope"]].merge(
        values.rename(columns={"area_code": "code"}), on="code", how="left", validate="one_to_one"
    )
    rows["faded"] = _older(rows["as_of_end"], known_on, fade)
    rows["is_flagged"] = rows["flags"].fillna("").str.contains(_DOUBTED)
    held = target_in(facts.targets, indicator, known_on.year)
    target, year = (held.value, held.year) if held is not None else (None, "")
    classes = classify(rows["value"].tolist(), scheme, count, target, indicator.polarity)
    return Mapped(indicator, rows.sort_values("code", ignore_index=True), classes, target, year)


def _older(ends: pd.Series, known_on: date, years: int) -> pd.Series:
    """Which figures are more than `years` years old on `known_on`; with 0 none is."""
    if not years:
        return pd.Series(False, index=ends.index)
    limit = known_on.replace(year=known_on.year - years, day=min(known_on.day, 28))
    return ends.map(lambda end: isinstance(end, date) and end < limit).astype(bool)


def painting(view: View, shown: Mapped, words: Words, theme: str) -> Painting:
    """What the map has to show of `shown`, in the reader's language."""
    stamp = (view.data, view.indicator, view.month, view.map.compare, view.area, view.region)
    return replace(
        _painting(shown, words),
        area=view.area,
        selected=view.region,
        theme=theme,
        size=_PROJECTED_LETTERS if view.display else _LETTERS,
        stamp=" ".join(part for part in stamp if part),
    )


@lru_cache(maxsize=256)
def _painting(shown: Mapped, words: Words) -> Painting:
    areas = areas_in_order(session.facts().regions["area"])
    return Painting(
        title=words("Peta {indicator}", indicator=shown.indicator.title[words.language]),
        marks=_marks(shown, words),
        palette=shown.classes.colours,
        inks=[ink_on(colour) for colour in shown.classes.colours],
        suffix=suffix(shown.said_in, words),
        none=words("tidak ada data"),
        flagged=words("bertanda"),
        captions={area: area_title(area) for area in areas},
        language=words.language,
        zoomIn=words("Perbesar"),
        zoomOut=words("Perkecil"),
    )


def _marks(shown: Mapped, words: Words) -> list[Mark]:
    """The regions that have a class, with their values as text."""
    write = signed_value if shown.unit else bare_value
    return [
        Mark(
            code=row.code,
            class_number=number,
            text=write(row.value, shown.said_in, words),
            date=words.date(row.as_of),
            faded=row.faded,
            flagged=row.is_flagged,
        )
        for row, number in zip(each_row(shown.rows), shown.classes.of(shown.classed), strict=True)
        if number is not None
    ]


def legend_and_notes(shown: Mapped, values: Sequence[float], notes: Sequence[str], words: Words) -> Markup:
    """What stands below the map: the classes with how many of `values` each has, and what one must know of them."""
    legend = legend_list(shown.classes, values, shown.said_in, words)
    return together(legend, note(" ".join(notes)) if notes else "")
