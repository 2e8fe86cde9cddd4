"""How values lie beside each other: a dot each on one scale, with round numbers, unit, and the target where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from data.words import Words
from pages.charts.scale import round_steps
from pages.templates import render

_WIDTH, _HEIGHT, _EDGE = 640, 62, 30
_LINE = 20
# Letters of 13 pixels are about so wide.
_LETTER = 7.2
# What the longest unit takes at the beginning of the last line.
_UNIT_ROOM = 110


@dataclass(frozen=True)
class Dot:
    """A value: what it says to who points at it, its colour, and whether it is the one that is looked at."""

    value: float
    title: str
    colour: str
    on: bool = False


def strip_svg(dots: Sequence[Dot], unit: str, label: str, target: float | None, words: Words) -> Markup:
    """The dots as SVG; later ones lie above earlier ones. Fewer than two values are no distribution: "".

    `label` is what a screen reader says in place of the drawing, whose numbers stand in the list beside it.
    """
    if len(dots) < 2:
        return Markup("")
    values = [dot.value for dot in dots] + ([] if target is None else [target])
    low, high = min(values), max(values)

    def x(value: float) -> float:
        return _EDGE + (_WIDTH - 2 * _EDGE) * ((value - low) / (high - low) if high > low else 0.5)

    steps = round_steps(low, high, _most(low, high, unit, words)) if high > low else [low]
    return render(
        "charts_strip",
        width=_WIDTH,
        height=_HEIGHT,
        edge=_EDGE,
        line=_LINE,
        label=label,
        steps=[(x(step), words.bare(step, unit)) for step in steps],
        unit=words.unit(unit),
        target=None if target is None else _named(x(target), words.quantity(target, unit), words),
        dots=[
            {
                "x": x(dot.value),
                "y": _LINE,
                "r": 9 if dot.on else 6,
                "on": dot.on,
                "colour": dot.colour,
                "title": dot.title,
            }
            for dot in dots
        ],
    )


def _named(x: float, value: str, words: Words) -> dict[str, Any]:
    """Where the target stands and what is written under it, inside the drawing and beside the unit at its beginning."""
    text = words("target {value}", value=value)
    half = len(text) * _LETTER / 2
    if x + half > _WIDTH:
        return {"x": x, "text": text, "text_x": _WIDTH, "anchor": "end"}
    return {"x": x, "text": text, "text_x": max(x, _UNIT_ROOM + half), "anchor": "middle"}


def _most(low: float, high: float, unit: str, words: Words) -> int:
    """How many round numbers can stand beside each other without touching."""
    widest = max(len(words.bare(value, unit)) for value in (low, high)) * _LETTER + 16
    return max(int((_WIDTH - 2 * _EDGE) // widest), 2) if widest else 6
