"""A trend as a drawing of lines: months from left to right, each line named where it ends.

Drawn as SVG by the page itself: it needs no script, prints as it is, and a screen reader gets the numbers
as a table.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from data.words import Words

_WIDTH, _HEIGHT = 460, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 6, 138, 14, 26


@dataclass(frozen=True)
class Line:
    """One series: its name, a value per month (NaN is missing), its style: "main", "peer" or "target"."""

    name: str
    points: tuple[float, ...]
    style: str


@dataclass(frozen=True)
class Drawing:
    """The lines over the same months ("2025-03"); `breaks` are months from which the denominator is another."""

    months: tuple[str, ...]
    lines: tuple[Line, ...]
    unit: str
    breaks: tuple[str, ...] = ()


def trend_svg(drawing: Drawing, title: str, words: Words) -> str:
    """The drawing as an SVG document; "" when there is nothing to draw a line through."""
    present = [v for line in drawing.lines for v in line.points if not math.isnan(v)]
    if not present or len(drawing.months) < 2:
        return ""
    low, high = _range(present)
    marks = [_axis(drawing, low, high, words), _breaks(drawing, words)]
    ends = _apart([_y(_last(line), low, high) for line in drawing.lines])
    marks += [
        _line(drawing, line, low, high, end, words) for line, end in zip(drawing.lines, ends, strict=True)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="peta-trend" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escape(title)}">{"".join(marks)}</svg>'
    )


def trend_table(drawing: Drawing, words: Words) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of the numbers, newest month first."""
    heads = [words("Bulan"), *(line.name for line in drawing.lines)]
    rows = [
        [words.date(month), *(words.quantity(line.points[at], drawing.unit) for line in drawing.lines)]
        for at, month in reversed(list(enumerate(drawing.months)))
    ]
    return heads, rows


def _range(present: Sequence[float]) -> tuple[float, float]:
    low, high = min(present), max(present)
    room = (high - low or abs(high) or 1.0) * 0.12
    return (max(low - room, 0.0) if low >= 0 else low - room), high + room


def _x(drawing: Drawing, at: int) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * at / (len(drawing.months) - 1)


def _y(value: float, low: float, high: float) -> float:
    return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - (value - low) / (high - low))


def _last(line: Line) -> float:
    known = [v for v in line.points if not math.isnan(v)]
    return known[-1] if known else 0.0


def _apart(ends: Sequence[float], gap: float = 30.0) -> list[float]:
    """Where the names stand, so that none covers another."""
    placed: dict[int, float] = {}
    floor = float(_TOP)
    for at in sorted(range(len(ends)), key=lambda k: ends[k]):
        placed[at] = max(ends[at], floor)
        floor = placed[at] + gap
    over = max(max(placed.values(), default=0) - (_HEIGHT - _BOTTOM), 0)
    return [placed[at] - over for at in range(len(ends))]


def _axis(drawing: Drawing, low: float, high: float, words: Words) -> str:
    years = [at for at, month in enumerate(drawing.months) if month.endswith("-01") or at == 0]
    marks = [
        f'<line class="peta-grid" x1="{_x(drawing, at):.1f}" x2="{_x(drawing, at):.1f}" y1="{_TOP}" '
        f'y2="{_HEIGHT - _BOTTOM}"/><text x="{_x(drawing, at) + 3:.1f}" y="{_HEIGHT - 8}">'
        f"{escape(words.date(drawing.months[at]))}</text>"
        for at in years
        if at == 0 or at > 4
    ]
    base = f'<line class="peta-axis" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{_HEIGHT - _BOTTOM}" y2="{_HEIGHT - _BOTTOM}"/>'
    return base + "".join(marks)


def _breaks(drawing: Drawing, words: Words) -> str:
    said = escape(words("penyebut berganti"))
    return "".join(
        f'<line class="peta-break" x1="{_x(drawing, at):.1f}" x2="{_x(drawing, at):.1f}" y1="{_TOP}" '
        f'y2="{_HEIGHT - _BOTTOM}"/><text class="peta-break-text" x="{_x(drawing, at) + 3:.1f}" y="{_TOP + 4}">{said}</text>'
        for at, month in enumerate(drawing.months)
        if month in drawing.breaks
    )


def _line(drawing: Drawing, line: Line, low: float, high: float, end: float, words: Words) -> str:
    points = [
        (_x(drawing, at), _y(value, low, high))
        for at, value in enumerate(line.points)
        if not math.isnan(value)
    ]
    if not points:
        return ""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    name = f'<tspan x="{_WIDTH - _RIGHT + 8}" dy="0">{escape(line.name)}</tspan>'
    value = f'<tspan x="{_WIDTH - _RIGHT + 8}" dy="14">{escape(_end(drawing, line, words))}</tspan>'
    return (
        f'<g class="peta-line-{line.style}"><polyline points="{path}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
        f'<text y="{end:.1f}">{name}{value}</text></g>'
    )


def _end(drawing: Drawing, line: Line, words: Words) -> str:
    """The last value, with its month where the line ends before the others."""
    at = max(at for at, value in enumerate(line.points) if not math.isnan(value))
    said = words.quantity(line.points[at], drawing.unit)
    return said if at == len(drawing.months) - 1 else f"{said}, {words.date(drawing.months[at])}"
