"""Small multiples: the same line of two to four places beside each other, all on one scale so that heights compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.words import Words
from pages.charts.chart import Chart
from pages.charts.scale import axis, window_said
from pages.charts.trend import Drawing, Line, known_values, lines_over


@dataclass(frozen=True)
class Panel:
    """A place: its name, its value in each month and, where it has one, its target in each month (NaN is not known).

    `breaks` are the months from which its denominator is another.
    """

    name: str
    points: tuple[float, ...]
    target: tuple[float, ...] = ()
    breaks: tuple[str, ...] = ()


def small_multiples(
    months: Sequence[str], panels: Sequence[Panel], unit: str, title: str, words: Words
) -> Chart | None:
    """The line of each place in a drawing of its own, on one axis for all, with its target and its last value.

    `months` ("2025-03") are the same for all, from the oldest on; `unit` is that of an indicator ("percent",
    "rupiah"); `title` says what is shown. A place without any value keeps its drawing, which says so, and months that
    are not known are gaps. None where no place has a value, or there are fewer than two months.
    Show what is returned with `show_chart(chart, key, words)`.

    >>> chart = small_multiples(
    ...     ("2026-09", "2026-10"), [Panel("A", (50.0, 51.0)), Panel("B", (40.0, 42.5))], "percent", "Kepatuhan", Words("id")
    ... )
    >>> len(chart.pictures), chart.heads, [text.replace("\\xa0", " ") for text in chart.rows[0]]
    (2, ['Bulan', 'A', 'B'], ['Okt 2026', '51 %', '42,5 %'])
    """
    drawings = [_drawing(tuple(months), panel, unit, words) for panel in panels]
    values = [value for drawing in drawings for value in known_values(drawing)]
    if not values or len(months) < 2:
        return None
    pictures = tuple(
        lines_over(drawing, values, f"{title}, {panel.name}", words)
        for drawing, panel in zip(drawings, panels, strict=True)
    )
    heads, columns = _columns(panels, words)
    rows = [
        [words.date(month), *(words.quantity(column[at], unit) for column in columns)]
        for at, month in reversed(list(enumerate(months)))
    ]
    window = window_said(axis(min(values), max(values), unit)[0], unit, words)
    return Chart(title, words.unit(unit), pictures, heads, rows, window)


def _drawing(months: tuple[str, ...], panel: Panel, unit: str, words: Words) -> Drawing:
    target = (Line(words("target"), panel.target, "target"),) if panel.target else ()
    lines = (Line(panel.name, panel.points, "main"), *target)
    return Drawing(months, lines, unit, panel.breaks, scaled="kecil", heading=panel.name)


def _columns(panels: Sequence[Panel], words: Words) -> tuple[list[str], list[tuple[float, ...]]]:
    """Headings and numbers of the table: each place, and its target beside it."""
    heads, columns = [words("Bulan")], list[tuple[float, ...]]()
    for panel in panels:
        heads.append(panel.name)
        columns.append(panel.points)
        if panel.target:
            heads.append(words("target {value}", value=panel.name))
            columns.append(panel.target)
    return heads, columns
