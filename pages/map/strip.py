"""How the regions lie beside each other: a dot per region on one line, in the colour of its class."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from data.parsing import each_row
from data.words import Words
from pages.map.painted import Mapped
from pages.templates import render

_WIDTH, _HEIGHT, _EDGE = 640, 34, 8
_UNCLASSED = "#9aa3af"


def strip(shown: Mapped, selected: str, words: Words) -> Markup:
    """The dots as SVG; the selected region's is ringed. Fewer than two values are no distribution: ""."""
    known = shown.known
    if len(known) < 2:
        return Markup("")
    low, high = float(known["value"].min()), float(known["value"].max())
    label = words(
        "Sebaran {n} wilayah dari {low} sampai {high}",
        n=len(known),
        low=words.quantity(low, shown.said_in),
        high=words.quantity(high, shown.said_in),
    )
    dots = [
        _dot(row, _x(row.value, low, high), shown, words, row.code == selected)
        for row in each_row(known.iloc[::-1])
    ]
    return render("map_strip", width=_WIDTH, height=_HEIGHT, edge=_EDGE, label=label, dots=dots)


def _x(value: float, low: float, high: float) -> float:
    return _EDGE + (_WIDTH - 2 * _EDGE) * ((value - low) / (high - low) if high > low else 0.5)


def _dot(row: Any, x: float, shown: Mapped, words: Words, on: bool) -> dict[str, Any]:
    return {
        "x": x,
        "y": _HEIGHT / 2,
        "r": 9 if on else 6,
        "on": on,
        "colour": colour_of(row, shown),
        "title": f"{row.short}: {words.quantity(float(row.value), shown.said_in, shown.limits_of(row.held))}",
    }


def colour_of(row: Any, shown: Mapped) -> str:
    """The colour that the map gives a region, one of the rows of `shown`."""
    number = shown.classes.of([row.side if "side" in shown.rows else float(row.value)])[0]
    return _UNCLASSED if number is None else shown.classes.colours[number]
