"""A trend as a drawing of lines: months from left to right, each line named where it ends.

Drawn as SVG by the page itself: it needs no script, prints as it is, and a screen reader gets the numbers
as a table.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from markupsafe import Markup

from data.words import Words
from pages import templates
from pages.charts.scale import axis, window_said
from pages.templates import render, show_drawing

# A drawing's width, height and the room for names at its right: as it is, narrow beside a list, and across a page.
_SHAPES = {"": (500, 244, 184), "sempit": (414, 250, 98), "lebar": (1200, 240, 130)}
_TOP, _BOTTOM = 22, 44
# Letters of 13 pixels are about so wide; what stands left of the axis has a little room on both sides.
_LETTER, _BESIDE = 7.4, 12
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
    """The lines over the same months ("2025-03"); `breaks` are months from which the denominator is another.

    `scaled`: "sempit" is as narrow as what stands beside a list, "lebar" as wide as a page; a month is named each quarter.
    """

    months: tuple[str, ...]
    lines: tuple[Line, ...]
    unit: str
    breaks: tuple[str, ...] = ()
    scaled: str = ""


@dataclass(frozen=True)
class _Frame:
    """Where values from `low` to `high` and the months of a drawing, counted from 0, stand in pixels from `left` on."""

    months: int
    low: float
    high: float
    steps: tuple[tuple[float, str], ...]
    left: float
    right: float
    bottom: float

    @classmethod
    def around(cls, values: Sequence[float], drawing: Drawing, words: Words) -> _Frame:
        """A frame between two round numbers, with the numbers of its axis as they are written."""
        numbers = axis(min(values), max(values), drawing.unit)
        steps = tuple((step, words.bare(step, drawing.unit)) for step in numbers)
        left = max(len(text) for _, text in steps) * _LETTER + _BESIDE
        width, height, names = _SHAPES[drawing.scaled]
        edges = (left, width - names, height - _BOTTOM)
        return cls(len(drawing.months), numbers[0], numbers[-1], steps, *edges)

    def x(self, month: float) -> float:
        return self.left + (self.right - self.left) * month / (self.months - 1)

    def y(self, value: float) -> float:
        return _TOP + (self.bottom - _TOP) * (1 - (value - self.low) / (self.high - self.low))


def trend_svg(drawing: Drawing, title: str, words: Words) -> Markup:
    """The drawing as an SVG document; "" when there is nothing to draw a line through."""
    present = [value for line in drawing.lines for _, value in _known(line)]
    if not present or len(drawing.months) < 2:
        return Markup("")
    frame = _Frame.around(present, drawing, words)
    return render(
        "trend",
        label=_label(drawing, title, words),
        unit=words.unit(drawing.unit),
        steps=[(frame.y(step), text) for step, text in frame.steps],
        window=window_said(frame.low, drawing.unit, words),
        kind=f" peta-scaled peta-{drawing.scaled}" if drawing.scaled else "",
        width=_SHAPES[drawing.scaled][0],
        edges={"left": frame.left, "right": frame.right, "top": _TOP, "bottom": frame.bottom},
        years=[(frame.x(month), words.date(drawing.months[month])) for month in _years(drawing)],
        last=_last_month(drawing, frame, words),
        breaks=[frame.x(at) for at, month in enumerate(drawing.months) if month in drawing.breaks],
        broken=words("penyebut berganti"),
        lines=list(_lines(drawing, frame, words)),
        height=_SHAPES[drawing.scaled][1],
    )


def _label(drawing: Drawing, title: str, words: Words) -> str:
    """What a screen reader says in place of the drawing: the first line with its ends; all numbers are in the table."""
    line = next(line for line in drawing.lines if _known(line))
    (first, start), *_, (last, end) = [_known(line)[0], *_known(line)]
    return words(
        "{title}: {name} {start} pada {first}, {end} pada {last}",
        title=title,
        name=line.name,
        start=words.quantity(start, drawing.unit),
        first=words.date(drawing.months[first]),
        end=words.quantity(end, drawing.unit),
        last=words.date(drawing.months[last]),
    )


def show_trend(drawing: Drawing, title: str, key: str, words: Words, beside: Markup | None = None) -> None:
    """The drawing on the page, what is said `beside` it, and its numbers as a table; or that there are too few months."""
    svg = trend_svg(drawing, title, words)
    if not svg:
        st.caption(words("Belum cukup bulan untuk sebuah tren."))
        return
    show_drawing(svg, key)
    heads, rows = trend_table(drawing, words)
    table = templates.table(heads, rows, numeric=range(1, len(heads)))
    st.html(templates.together(beside or "", templates.numbers(words("Angkanya"), table)))


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


def _last_month(drawing: Drawing, frame: _Frame, words: Words) -> str:
    """The last month as the axis names it; "" where it would be written over another month's name."""
    named = frame.x(_years(drawing)[-1])
    text = words.date(drawing.months[-1])
    return text if frame.x(len(drawing.months) - 1) - named > 2 * len(text) * _LETTER else ""


def _years(drawing: Drawing) -> list[int]:
    """The months that are named on the axis: the first, and each January far enough from it; or one each quarter."""
    if drawing.scaled:
        return list(range(0, len(drawing.months) - 1, 3))
    januaries = [at for at, month in enumerate(drawing.months) if month.endswith("-01")]
    return [0, *(at for at in januaries if at >= _FIRST_YEAR_MARK)]


def _lines(drawing: Drawing, frame: _Frame, words: Words) -> Iterator[dict[str, Any]]:
    """What the template draws of each line that has a value."""
    known = [_known(line) for line in drawing.lines]
    ends = _apart([frame.y(points[-1][1] if points else 0.0) for points in known], frame.bottom)
    for line, points, end in zip(drawing.lines, known, ends, strict=True):
        if points:
            runs = [
                [(frame.x(month), frame.y(value)) for month, value in run] for run in _drawn(line, points)
            ]
            last = _last_value(drawing, line, points[-1], words)
            yield {"style": line.style, "runs": runs, "end": end, "name": line.name, "last": last}


def _drawn(line: Line, points: Sequence[tuple[int, float]]) -> list[list[tuple[float, float]]]:
    """The runs of a line; a target holds to the end of its year and is another one at once, so that it has steps."""
    runs = _runs(points)
    return [_stepped(run) for run in runs] if line.style == "target" else [list(run) for run in runs]


def _stepped(run: Sequence[tuple[int, float]]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = [run[0]]
    for month, value in run[1:]:
        if value != points[-1][1]:
            points += [(month - 0.5, points[-1][1]), (month - 0.5, value)]
        points.append((month, value))
    return points


def _runs(points: Sequence[tuple[int, float]]) -> list[list[tuple[int, float]]]:
    """The points parted where a month is not known: no line is drawn through what nobody knows."""
    runs: list[list[tuple[int, float]]] = []
    for month, value in points:
        if runs and runs[-1][-1][0] == month - 1:
            runs[-1].append((month, value))
        else:
            runs.append([(month, value)])
    return runs


def _apart(ends: Sequence[float], bottom: float) -> list[float]:
    """The heights at which the names of the lines stand, so that none covers another."""
    placed: dict[int, float] = {}
    floor = float(_TOP)
    for at in sorted(range(len(ends)), key=lambda k: ends[k]):
        placed[at] = max(ends[at], floor)
        floor = placed[at] + _NAME_GAP
    over = max(max(placed.values(), default=0) - bottom, 0)
    return [placed[at] - over for at in range(len(ends))]


def _last_value(drawing: Drawing, line: Line, last: tuple[int, float], words: Words) -> str:
    """The last value, with what tells the line apart, else with its month where it ends before the others."""
    month, value = last
    text = words.quantity(value, drawing.unit)
    if line.said:
        return f"{text}, {line.said}"
    return text if month == len(drawing.months) - 1 else f"{text}, {words.date(drawing.months[month])}"
