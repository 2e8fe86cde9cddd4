"""How the regions lie beside each other: a dot per region on one line, in the colour of its class."""

from __future__ import annotations

import math
from html import escape

from data.parsing import each_row
from data.words import Words
from pages.map.painted import Mapped

_WIDTH, _HEIGHT, _EDGE = 640, 34, 8


def strip(found: Mapped, selected: str, words: Words) -> str:
    """The dots as SVG; the selected region's is ringed. Fewer than two values are no distribution."""
    known = found.known
    if len(known) < 2:
        return ""
    low, high = float(known["value"].min()), float(known["value"].max())
    dots = [
        _dot(row, x, found, words, row.code == selected)
        for row in each_row(known.iloc[::-1])
        if not math.isnan(x := _EDGE + (_WIDTH - 2 * _EDGE) * _share(row.value, low, high))
    ]
    said = words("Sebaran {n} wilayah dari {low} sampai {high}", n=len(known),
                 low=words.quantity(low, found.said_in), high=words.quantity(high, found.said_in))  # fmt: skip
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="peta-strip" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(said)}">'
        f'<line x1="{_EDGE}" x2="{_WIDTH - _EDGE}" y1="{_HEIGHT / 2}" y2="{_HEIGHT / 2}"/>{"".join(dots)}</svg>'
    )


def _share(value: float, low: float, high: float) -> float:
    return (value - low) / (high - low) if high > low else 0.5


def _dot(row: object, x: float, found: Mapped, words: Words, on: bool) -> str:
    value = float(row.value)  # type: ignore[attr-defined]
    number = found.classes.of([row.side if "side" in found.rows else value])[0]  # type: ignore[attr-defined]
    colour = found.classes.colours[number] if number is not None else "#9aa3af"
    title = f"{row.short}: {words.quantity(value, found.said_in)}"  # type: ignore[attr-defined]
    mark = ' class="on"' if on else ""
    return (
        f'<circle{mark} cx="{x:.1f}" cy="{_HEIGHT / 2}" r="{9 if on else 6}" fill="{colour}">'
        f"<title>{escape(title)}</title></circle>"
    )
