"""A trend as a drawing of lines: months from left to right, each line named where it ends.

Drawn as SVG by the page itself: it needs no script, prints as it is, and a screen reader gets the numbers
as a table.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from data.words import Words
from pages.templates.rendering import render

_WIDTH, _HEIGHT = 460, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 6, 184, 14, 26
# In pixels of the drawing: between the names of two lines, which are two rows of text each.
_NAME_GAP = 30.0
# The name of a January nearer to the first month than this would be written over the first one's.
_FIRST_YEAR_MARK = 5


@dataclass(frozen=True)
class Line:
    """One series: its name, a value per month (NaN is missing), its style: "main", "peer" or "target".

    `said` tells apart lines of one name: when a target was stated, say; "" where there is nothing to tell.
    """

    name: str
    points: tuple[float, ...]
    style: str
    said: str = ""

    @property
    def whole_name(self) -> str:
        """The name, with what tells it apart from others of that name."""
        return f"{self.name}, {self.said}" if self.said else self.name


@dataclass(frozen=True)
class Drawing:
    """The lines over the same months ("2025-03"); `breaks` are months from which the denominator is another."""

    months: tuple[str, ...]
    lines: tuple[Line, ...]
    unit: str
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Frame:
    """Where values from `low` to `high` and the months of a drawing, counted from 0, stand in pixels."""

    months: int
    low: float
    high: float

    @classmethod
    def around(cls, values: Sequence[float], months: int) -> _Frame:
        """A frame with some room above and below the values; it shows nothing below zero that nothing reaches."""
        low, high = min(values), max(values)
        room = (high - low or abs(high) or 1.0) * 0.12
        return cls(months, max(low - room, 0.0) if low >= 0 else low - room, high + room)

    def x(self, month: int) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * month / (self.months - 1)

    def y(self, value: float) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - (value - self.low) / (self.high - self.low))


def trend_svg(drawing: Drawing, title: str, words: Words) -> Markup:
    """The drawing as an SVG document; "" when there is nothing to draw a line through."""
    present = [value for line in drawing.lines for _, value in _known(line)]
    if not present or len(drawing.months) < 2:
        return Markup("")
    frame = _Frame.around(present, len(drawing.months))
    return render(
        "trend",
        title=title,
        width=_WIDTH,
        edges={"left": _LEFT, "right": _WIDTH - _RIGHT, "top": _TOP, "bottom": _HEIGHT - _BOTTOM},
        years=[(frame.x(month), words.date(drawing.months[month])) for month in _years(drawing)],
        breaks=[frame.x(at) for at, month in enumerate(drawing.months) if month in drawing.breaks],
        broken=words("penyebut berganti"),
        lines=list(_lines(drawing, frame, words)),
        height=_HEIGHT,
    )


def trend_table(drawing: Drawing, words: Words) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of the numbers, newest month first."""
    heads = [words("Bulan"), *(line.whole_name for line in drawing.lines)]
    rows = [
        [words.date(month), *(words.quantity(line.points[at], drawing.unit) for line in drawing.lines)]
        for at, month in reversed(list(enumerate(drawing.months)))
    ]
    return heads, rows


def _known(line: Line) -> list[tuple[int, float]]:
    """The months of a line, counted from 0, that have a value, with it."""
    return [(month, value) for month, value in enumerate(line.points) if not math.isnan(value)]


def _years(drawing: Drawing) -> list[int]:
    """The months that are named on the axis: the first, and each January far enough from it."""
    januaries = [at for at, month in enumerate(drawing.months) if month.endswith("-01")]
    return [0, *(at for at in januaries if at >= _FIRST_YEAR_MARK)]


def _lines(drawing: Drawing, frame: _Frame, words: Words) -> Iterator[dict[str, Any]]:
    """What the template draws of each line that has a value."""
    known = [_known(line) for line in drawing.lines]
    ends = _apart([frame.y(points[-1][1] if points else 0.0) for points in known])
    for line, points, end in zip(drawing.lines, known, ends, strict=True):
        if points:
            corners = [(frame.x(month), frame.y(value)) for month, value in points]
            last = _last_value(drawing, line, points[-1], words)
            yield {"style": line.style, "points": corners, "end": end, "name": line.name, "last": last}


def _apart(ends: Sequence[float]) -> list[float]:
    """The heights at which the names of the lines stand, so that none covers another."""
    placed: dict[int, float] = {}
    floor = float(_TOP)
    for at in sorted(range(len(ends)), key=lambda k: ends[k]):
        placed[at] = max(ends[at], floor)
        floor = placed[at] + _NAME_GAP
    over = max(max(placed.values(), default=0) - (_HEIGHT - _BOTTOM), 0)
    return [placed[at] - over for at in range(len(ends))]


def _last_value(drawing: Drawing, line: Line, last: tuple[int, float], words: Words) -> str:
    """The last value, with what tells the line apart, else with its month where it ends before the others."""
    month, value = last
    text = words.quantity(value, drawing.unit)
    if line.said:
        return f"{text}, {line.said}"
    return text if month == len(drawing.months) - 1 else f"{text}, {words.date(drawing.months[month])}"
