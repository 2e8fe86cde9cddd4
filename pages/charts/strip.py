"""How values lie beside each other: a dot each on one scale, with round numbers, unit, and the target where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.words import Words
from pages.charts.chart import Chart
from pages.charts.picture import Anchor, Mark, Picture, Rule, Spot, Text, width_of
from pages.charts.scale import round_steps

_WIDTH, _HEIGHT, _EDGE = 640, 76, 30
_LINE = 34
# What the longest unit takes at the beginning of the last line.
_UNIT_ROOM = 110


@dataclass(frozen=True)
class Dot:
    """A value with its name, as it is written (`text`), its colour, and whether it is the one that is looked at."""

    name: str
    value: float
    text: str
    colour: str
    on: bool = False


def strip(dots: Sequence[Dot], unit: str, title: str, target: float | None, words: Words) -> Chart | None:
    """The dots on their scale, later ones above earlier ones, the lowest and the highest written at its ends.

    `title` is what a screen reader says in place of the drawing. None for fewer than two values: these are no
    distribution.
    """
    if len(dots) < 2:
        return None
    values = [dot.value for dot in dots] + ([] if target is None else [target])
    low, high = min(values), max(values)

    def x(value: float) -> float:
        return _EDGE + (_WIDTH - 2 * _EDGE) * ((value - low) / (high - low) if high > low else 0.5)

    steps = round_steps(low, high, _most(low, high, unit, words)) if high > low else [low]
    marks = [
        Rule(_EDGE, _LINE, _WIDTH - _EDGE, _LINE, "axis"),
        *(mark for step in steps for mark in _step(x(step), words.bare(step, unit))),
        *(() if target is None else _target(x(target), words.quantity(target, unit), words)),
        *(_spot(dot, x(dot.value)) for dot in dots),
        *_ends(dots, x(min(dot.value for dot in dots)), x(max(dot.value for dot in dots))),
        Text(0, _LINE + 40, words.unit(unit), "unit"),
    ]
    rows = [[dot.name, dot.text] for dot in sorted(dots, key=lambda dot: -dot.value)]
    picture = Picture("strip", _WIDTH, _HEIGHT, title, tuple(marks))
    return Chart(title, words.unit(unit), (picture,), [title, words.unit(unit)], rows)


def _step(x: float, text: str) -> tuple[Mark, Mark]:
    return Rule(x, _LINE, x, _LINE + 12, "tick"), Text(x, _LINE + 25, text, "step", "middle")


def _spot(dot: Dot, x: float) -> Spot:
    said = f"{dot.name}: {dot.text}"
    return Spot(x, _LINE, 9 if dot.on else 6, "dot on" if dot.on else "dot", dot.colour, said)


def _ends(dots: Sequence[Dot], low: float, high: float) -> Iterator[Mark]:
    """The lowest and the highest value, where they do not touch."""
    lowest, highest = (pick(dots, key=lambda dot: dot.value) for pick in (min, max))
    if high - low > width_of(lowest.text) + width_of(highest.text):
        yield Text(max(low - 8, 0), 14, lowest.text, "end")
        yield Text(min(high + 8, _WIDTH), 14, highest.text, "end", "end")


def _target(x: float, value: str, words: Words) -> tuple[Mark, Mark]:
    """Where the target stands and what is written under it, inside the drawing and beside the unit at its beginning."""
    text = words("target {value}", value=value)
    half = width_of(text) / 2
    is_last = x + half > _WIDTH
    anchor: Anchor = "end" if is_last else "middle"
    at = _WIDTH if is_last else max(x, _UNIT_ROOM + half)
    return Rule(x, 18, x, _LINE + 14, "target"), Text(at, _LINE + 40, text, "target-text", anchor)


def _most(low: float, high: float, unit: str, words: Words) -> int:
    """How many round numbers can stand beside each other without touching."""
    widest = max(width_of(words.bare(value, unit)) for value in (low, high)) + 16
    return max(int((_WIDTH - 2 * _EDGE) // widest), 2) if widest else 6
