"""Twelve months of one indicator, a small chart for each place, all of them on one scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from data.indicators import definitions
from data.words import Words
from pages import templates
from pages.charts import Drawing, Line, trend_svg, trend_table
from pages.compare import standing
from pages.session import Place
from pages.templates import show_drawing

_NOT_KNOWN = float("nan")


@dataclass(frozen=True)
class Panel:
    """A place: its name, its value in each month, and its target in each month, () where it has none or several.

    `breaks`: the months from which its denominator is another.
    """

    name: str
    points: tuple[float, ...]
    target: tuple[float, ...] = ()
    breaks: tuple[str, ...] = ()


def show(places: Sequence[Place], name: str, words: Words) -> None:
    """The charts beside each other, and their numbers in one table."""
    about = definitions()[name]
    months = standing.months_of(places[0].reading, places[0].month)
    title = words("{title}, 12 bulan, satu skala", title=about.title[words.language])
    st.html(templates.section("peta-changes", "", title))
    _drawn(months, [panel(place, name, months, words) for place in places], about.unit, words)


def panel(place: Place, name: str, months: tuple[str, ...], words: Words) -> Panel:
    """The course of a place, with the target of each month's year."""
    held = [standing.goals(place, name, month) for month in months]
    one_each = any(held) and all(len(of) < 2 for of in held)
    target = tuple(of[0].value if of else _NOT_KNOWN for of in held) if one_each else ()
    values = standing.course(place, name)
    return Panel(
        place.name(words),
        tuple(_NOT_KNOWN if value is None else float(value) for value in values),
        target,
        standing.breaks(place, name),
    )


def _drawn(months: tuple[str, ...], panels: Sequence[Panel], unit: str, words: Words) -> None:
    """One chart beside the other; a line that is not drawn keeps every axis as long as the values of all of them."""
    every = [point for one in panels for point in (*one.points, *one.target) if not math.isnan(point)]
    for at, (box, one) in enumerate(zip(st.columns(len(panels)), panels, strict=True)):
        with box:
            st.html(templates.note(one.name))
            svg = trend_svg(_drawing(months, one, every, unit, words), one.name, words) if every else ""
            if svg:
                show_drawing(svg, f"compare_trend_{at}")
            else:
                st.caption(words("Belum cukup bulan untuk sebuah tren."))
    lines = tuple(Line(one.name, one.points, "main") for one in panels)
    heads, rows = trend_table(Drawing(months, lines, unit), words)
    table = templates.table(heads, rows, numeric=range(1, len(heads)))
    st.html(templates.numbers(words("Angkanya"), table))


def _drawing(months: tuple[str, ...], one: Panel, every: Sequence[float], unit: str, words: Words) -> Drawing:
    scale = (min(every), max(every), *[_NOT_KNOWN] * (len(months) - 2))
    lines = [Line("", one.points, "main"), Line("", scale[: len(months)], "scale")]
    if one.target:
        lines.append(Line(words("target"), one.target, "target"))
    return Drawing(months, tuple(lines), unit, one.breaks, scaled="sempit")
