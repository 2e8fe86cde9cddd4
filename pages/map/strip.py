"""How the regions lie beside each other: a dot per region on one scale, in the colour of its class."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from data.indicators import of_unit
from data.parsing import each_row
from data.words import Words
from pages import charts
from pages.charts import Chart
from pages.map.painted import Mapped

_UNCLASSED = "#9aa3af"


@lru_cache(maxsize=256)
def strip(shown: Mapped, selected: str, words: Words) -> Chart | None:
    """The dots; the selected region's is ringed. None for fewer than two values, which are no distribution."""
    known = shown.known
    if len(known) < 2:
        return None
    low, high = float(known["value"].min()), float(known["value"].max())
    label = words(
        "Sebaran {n} wilayah dari {low} sampai {high}",
        n=len(known),
        low=words.quantity(low, shown.said_in),
        high=words.quantity(high, shown.said_in),
    )
    dots = [
        charts.Dot(
            row.short,
            float(row.value),
            words.quantity(float(row.value), shown.said_in, shown.limits_of(row.held)),
            colour_of(row, shown),
            row.code == selected,
        )
        for row in each_row(known.iloc[::-1])
    ]
    return charts.strip(dots, shown.said_in, label, _target(shown), words)


def _target(shown: Mapped) -> float | None:
    """The one target that all regions are held against; None where each has its own, or a difference is shown."""
    held = {target.value for row in each_row(shown.known) for target in of_unit(row.held, shown.said_in)}
    return float(held.pop()) if len(held) == 1 and not shown.unit else None


def colour_of(row: Any, shown: Mapped) -> str:
    """The colour that the map gives a region, one of the rows of `shown`."""
    number = shown.classes.of([float(getattr(row, shown.class_column))])[0]
    return _UNCLASSED if number is None else shown.classes.colours[number]
