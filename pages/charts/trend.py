"""A trend as a drawing of lines: months from left to right, each line named where it ends."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from data.words import Words
from pages.charts.chart import Chart, show_chart
from pages.charts.picture import LETTER, Mark, Picture, Rule, Run, Spot, Text, width_of
from pages.charts.scale import axis, window_said

# A drawing's width, height and the room for names at its right: as it is, narrow beside a list, across a page, small
# beside others of its kind, and for a wall, where its letters are the largest for its size.
_SHAPES = {
    "": (500, 244, 184),
    "sempit": (414, 250, 98),
    "lebar": (1200, 240, 130),
    "kecil": (380, 230, 98),
    "dinding": (356, 250, 92),
}
# The shapes that have room for the name of every sixth month alone.
_SMALL = ("kecil", "dinding")
_TOP, _BOTTOM = 22, 44
# What stands left of the axis has a little room on both sides.
_BESIDE = 12
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

    `scaled`: "sempit" is as narrow as what stands beside a list, "lebar" as wide as a page, "kecil" is one of several
    beside each other, "dinding" for a wall; a month is named each quarter. `heading` stands over it, where the main line needs no name.
    """

    months: tuple[str, ...]
    lines: tuple[Line, ...]
    unit: str
    breaks: tuple[str, ...] = ()
    scaled: str = ""
    heading: str = ""


@dataclass(frozen=True)
class _Frame:
    """Where values from `low` to `high` and the months of a drawing, counted from 0, stand in pixels from `left` on."""

    months: int
    low: float
    high: float
    steps: tuple[tuple[float, str], ...]
    left: float
    right: float
    top: float
    bottom: float

    @classmethod
    def around(cls, values: Sequence[float], drawing: Drawing, words: Words) -> _Frame:
        """A frame between two round numbers, with the numbers of its axis as they are written."""
        numbers = axis(min(values), max(values), drawing.unit)
        steps = tuple((step, words.bare(step, drawing.unit)) for step in numbers)
        left = max(len(text) for _, text in steps) * LETTER + _BESIDE
        width, height, names = _SHAPES[drawing.scaled]
        if drawing.heading:
            names = int(max(width_of(words.quantity(value, drawing.unit)) for value in values)) + 16
        top = _TOP + (20 if drawing.heading else 0)
        return cls(
            len(drawing.months), numbers[0], numbers[-1], steps, left, width - names, top, height - _BOTTOM
        )

    def x(self, month: float) -> float:
        return self.left + (self.right - self.left) * month / (self.months - 1)

    def y(self, value: float) -> float:
        return self.top + (self.bottom - self.top) * (1 - (value - self.low) / (self.high - self.low))


def trend(drawing: Drawing, title: str, words: Words) -> Chart | None:
    """The lines with axis, unit and end values, and a row for each month; None where there is nothing to draw a line through."""
    return _trend(drawing, title, words)


@lru_cache(maxsize=256)
def _trend(drawing: Drawing, title: str, words: Words) -> Chart | None:
    values = known_values(drawing)
    if not values or len(drawing.months) < 2:
        return None
    heads, rows = _table(drawing, words)
    picture = lines_over(drawing, values, title, words)
    return Chart(
        title, words.unit(drawing.unit), (picture,), heads, rows, _window(values, drawing.unit, words)
    )


def show_trend(drawing: Drawing, title: str, key: str, words: Words, beside: Markup | None = None) -> None:
    """The trend on the page, with what is said `beside` it; or that there are too few months."""
    chart = trend(drawing, title, words)
    if chart is None:
        st.caption(words("Belum cukup bulan untuk sebuah tren."))
    else:
        show_chart(chart, key, words, beside)


def known_values(drawing: Drawing) -> list[float]:
    """Every value that is known."""
    return [value for line in drawing.lines for _, value in _known(line)]


def _window(values: Sequence[float], unit: str, words: Words) -> str:
    return window_said(axis(min(values), max(values), unit)[0], unit, words)


def lines_over(drawing: Drawing, values: Sequence[float], title: str, words: Words) -> Picture:
    """The lines on an axis that holds `values`: their own, or those of the drawings beside it too."""
    frame = _Frame.around(values, drawing, words)
    width, height, _ = _SHAPES[drawing.scaled]
    look = f"trend scaled {drawing.scaled}" if drawing.scaled else "trend"
    marks = (
        *_axes(drawing, frame, words),
        *_breaks(drawing, frame, words),
        *_lines(drawing, frame, words),
        *_window_mark(drawing, frame, height, words),
    )
    return Picture(look, width, height, _label(drawing, title, words), marks)


def _axes(drawing: Drawing, frame: _Frame, words: Words) -> Iterator[Mark]:
    """The unit, the round numbers with their lines, and the months that are named."""
    if drawing.heading:
        yield Text(0, 14, drawing.heading, "heading")
    yield Text(0, frame.top - 12, words.unit(drawing.unit), "unit")
    for step, text in frame.steps:
        yield Rule(frame.left, frame.y(step), frame.right, frame.y(step), "grid")
        yield Text(frame.left - 6, frame.y(step) + 4, text, "step", "end")
    yield Rule(frame.left, frame.bottom, frame.right, frame.bottom, "axis")
    for month in _years(drawing):
        x = frame.x(month)
        yield Rule(x, frame.top, x, frame.bottom, "grid")
        yield Text(x + 3, frame.bottom + 16, words.date(drawing.months[month]), "month")
    if last := _last_month(drawing, frame, words):
        yield Text(frame.right, frame.bottom + 16, last, "month", "end")


def _breaks(drawing: Drawing, frame: _Frame, words: Words) -> Iterator[Mark]:
    """Where the denominator is another from one month on, so that the values before and after are not one series."""
    for at, month in enumerate(drawing.months):
        if month in drawing.breaks:
            yield Rule(frame.x(at), frame.top, frame.x(at), frame.bottom, "break")
            yield Text(frame.x(at) + 3, frame.top + 4, words("penyebut berganti"), "break-text")


def _window_mark(drawing: Drawing, frame: _Frame, height: float, words: Words) -> Iterator[Mark]:
    """Where the axis begins, when it is not zero."""
    left = 0 if drawing.scaled in _SMALL else frame.left
    if said := window_said(frame.low, drawing.unit, words):
        yield Text(left, height - 4, said, "window")


def _label(drawing: Drawing, title: str, words: Words) -> str:
    """What a screen reader says in place of the drawing: the first line with its ends; all numbers are in the table."""
    line = next((line for line in drawing.lines if _known(line)), None)
    if line is None:
        return words("{title}: belum ada angka", title=title)
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


def _table(drawing: Drawing, words: Words) -> tuple[list[str], list[list[str]]]:
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
    return text if frame.x(len(drawing.months) - 1) - named > 2 * len(text) * LETTER else ""


def _years(drawing: Drawing) -> list[int]:
    """The months that are named on the axis: the first, and each January far enough from it; or one each quarter."""
    if drawing.scaled:
        step = 6 if drawing.scaled in _SMALL else 3
        return list(range(0, len(drawing.months) - 1, step))
    januaries = [at for at, month in enumerate(drawing.months) if month.endswith("-01")]
    return [0, *(at for at in januaries if at >= _FIRST_YEAR_MARK)]


def _lines(drawing: Drawing, frame: _Frame, words: Words) -> Iterator[Mark]:
    """Each line that has a value, with a dot and its name and last value where it ends."""
    known = [_known(line) for line in drawing.lines]
    if not any(known):
        yield Text(frame.left + 8, (frame.top + frame.bottom) / 2, words("belum ada angka"), "none")
    ends = _apart([frame.y(points[-1][1] if points else 0.0) for points in known], frame)
    for line, points, end in zip(drawing.lines, known, ends, strict=True):
        if points:
            yield from _line(line, points, frame)
            last = _last_value(drawing, line, points[-1], words)
            names = [last] if drawing.heading and line.style == "main" else [line.name, last]
            for row, text in enumerate(names):
                yield Text(frame.right + 8, end + 14 * row, text, f"end line-{line.style}")


def _line(line: Line, points: Sequence[tuple[int, float]], frame: _Frame) -> Iterator[Mark]:
    """The runs of a line; a month between two unknown ones is a small dot, and the last month a larger one."""
    runs = [[(frame.x(month), frame.y(value)) for month, value in run] for run in _drawn(line, points)]
    look = f"line-{line.style}"
    for at, run in enumerate(runs):
        if len(run) > 1:
            yield Run(run, look)
        elif at < len(runs) - 1:
            yield Spot(*run[0], 2, f"alone {look}")
    yield Spot(*runs[-1][-1], 3, look)


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


def _apart(ends: Sequence[float], frame: _Frame) -> list[float]:
    """The heights at which the names of the lines stand, so that none covers another."""
    placed: dict[int, float] = {}
    floor = frame.top
    for at in sorted(range(len(ends)), key=lambda k: ends[k]):
        placed[at] = max(ends[at], floor)
        floor = placed[at] + _NAME_GAP
    over = max(max(placed.values(), default=0) - frame.bottom, 0)
    return [placed[at] - over for at in range(len(ends))]


def _last_value(drawing: Drawing, line: Line, last: tuple[int, float], words: Words) -> str:
    """The last value, with what tells the line apart, else with its month where it ends before the others."""
    month, value = last
    text = words.quantity(value, drawing.unit)
    if line.said:
        return f"{text}, {line.said}"
    return text if month == len(drawing.months) - 1 else f"{text}, {words.date(drawing.months[month])}"
