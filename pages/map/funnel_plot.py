"""The funnel plot: regions against their size, with the limits between which chance alone may put them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import escape
from math import exp, log
from typing import Any

import pandas as pd
import streamlit as st

from data.cube import EMPLOYERS
from data.indicators import ACTION, WARNING, Funnel, Indicator, funnel
from data.parsing import each_row
from data.words import Words
from pages.map.painted import Mapped
from pages.templates import show_drawing

_WIDTH, _HEIGHT = 640, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 12, 14, 42
_STEPS = 48  # points of a curve
_NAMED = 6  # regions that the sentence names on each side


def applies(about: Indicator) -> bool:
    """Whether the indicator is a share of employers: only of these it is known what chance does."""
    return (
        about.unit == "percent"
        and bool(about.below)
        and not about.minus
        and set(about.above) | set(about.below) <= set(EMPLOYERS)
    )


@dataclass(frozen=True, eq=False)
class Plot:
    """The regions that have counts (columns of `Mapped.rows` and `side`, -1, 0 or 1), and their funnel."""

    rows: pd.DataFrame
    limits: Funnel


@lru_cache(maxsize=64)
def plot(shown: Mapped) -> Plot | None:
    """The funnel of the regions that are shown; None where there is nothing to compare."""
    if not applies(shown.indicator) or shown.unit:
        return None
    rows = with_sides(shown.rows)
    limits = _funnel(rows)
    known = rows[rows["side"].notna()]
    return Plot(known, limits) if limits is not None and len(known) > 1 else None


def with_sides(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with `side` (float): 1 above what chance gives, -1 below, 0 between, NaN where counts are missing."""
    limits = _funnel(rows)
    sides = [
        float("nan") if limits is None or not _counted(row) else float(limits.side(int(row.numerator), int(row.denominator)))
        for row in each_row(rows)
    ]  # fmt: skip
    return rows.assign(side=sides)


def _funnel(rows: pd.DataFrame) -> Funnel | None:
    known = [row for row in each_row(rows) if _counted(row)]
    return funnel([int(row.numerator) for row in known], [int(row.denominator) for row in known])


def _counted(row: Any) -> bool:
    return not (pd.isna(row.numerator) or pd.isna(row.denominator)) and row.denominator > 0


def panel(shown: Mapped, selected: str, words: Words) -> None:
    """The closed question below the map, for the indicators that it can be asked of."""
    found = plot(shown)
    if found is None:
        return
    asked = st.expander(words("Beda nyata atau kebetulan?"), key="chance", on_change="rerun")
    if asked.open:
        with asked:
            st.html(f'<p class="peta-lead">{escape(sentence(found, words))}</p>')
            show_drawing(svg(found, shown, selected, words), "chance_drawing")
            st.html(f'<p class="peta-note">{escape(_basis(found, words))}</p>')


def sentence(found: Plot, words: Words) -> str:
    """How many regions differ by more than chance, and which."""
    beyond = found.rows[found.rows["side"] != 0]
    said = words(
        "{n} dari {all} wilayah menyimpang dari angka keseluruhan, {whole}, lebih dari yang diberi kebetulan.",
        n=len(beyond), all=len(found.rows), whole=words.percent(100 * found.limits.whole),
    )  # fmt: skip
    for side, label in ((1, words("Di atas")), (-1, words("Di bawah"))):
        names = list(beyond.loc[beyond["side"] == side].sort_values("value", ascending=side < 0)["short"])
        if names:
            more = words("dan {n} lagi", n=len(names) - _NAMED) if len(names) > _NAMED else ""
            said += f" {label}: {' '.join(filter(None, (', '.join(names[:_NAMED]), more)))}."
    return said


def _basis(found: Plot, words: Words) -> str:
    said = words(
        "Garis putus: 95 % wilayah ada di antaranya jika hanya kebetulan yang bekerja; garis penuh: 99,8 %. "
        "Makin sedikit pemberi kerja, makin jauh kebetulan membawanya."
    )
    if found.limits.overdispersion > 1:
        said += " " + words(
            "Wilayah di sini berbeda {times} kali lebih besar daripada kebetulan saja (ragam), maka batasnya dilebarkan.",
            times=words.number(found.limits.overdispersion, 1),
        )
    return said + " " + words("Cara: Spiegelhalter 2005 (diagram corong, batas proporsi).")


def svg(found: Plot, shown: Mapped, selected: str, words: Words) -> str:
    """The plot as SVG: size on a logarithmic axis, share upward, a dot per region; those beyond are named."""
    frame = _Frame.around(found)
    curves = [
        _curve(found.limits, z, at, name, frame)
        for z, name in ((WARNING, "warning"), (ACTION, "action"))
        for at in (0, 1)
    ]
    middle = frame.y(100 * found.limits.whole)
    line = (
        f'<line class="peta-whole" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{middle:.1f}" y2="{middle:.1f}"/>'
    )
    dots = "".join(_dot(row, shown, frame, words, row.code == selected) for row in each_row(found.rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="peta-funnel" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escape(sentence(found, words))}">{_axes(frame, shown.indicator, words)}{line}{"".join(curves)}{dots}</svg>'
    )


@dataclass(frozen=True)
class _Frame:
    """What the axes reach: employers from `small` to `large`, per cent from `low` to `high`."""

    small: float
    large: float
    low: float
    high: float

    @classmethod
    def around(cls, found: Plot) -> _Frame:
        sizes, values = found.rows["denominator"].astype(float), found.rows["value"]
        small, large = float(sizes.min()) * 0.8, float(sizes.max()) * 1.25
        edge = [100 * share for share in found.limits.limits(float(sizes.min()), ACTION)]
        low, high = min(float(values.min()), edge[0]), max(float(values.max()), edge[1])
        room = max((high - low) * 0.08, 0.5)
        return cls(small, large, max(low - room, 0.0), min(high + room, 100.0))

    def x(self, size: float) -> float:
        share = (log(size) - log(self.small)) / (log(self.large) - log(self.small))
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * share

    def y(self, value: float) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - (value - self.low) / (self.high - self.low))

    def sizes(self) -> list[float]:
        """The points of a curve, evenly spread on the axis."""
        step = (log(self.large) - log(self.small)) / _STEPS
        return [exp(log(self.small) + step * k) for k in range(_STEPS + 1)]


def _curve(limits: Funnel, z: float, at: int, name: str, frame: _Frame) -> str:
    points = " ".join(
        f"{frame.x(size):.1f},{min(max(frame.y(100 * limits.limits(size, z)[at]), _TOP), _HEIGHT - _BOTTOM):.1f}"
        for size in frame.sizes()
    )
    return f'<polyline class="peta-limit-{name}" points="{points}"/>'


def _axes(frame: _Frame, about: Indicator, words: Words) -> str:
    floor, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    marks = [f'<line class="peta-axis" x1="{_LEFT}" x2="{right}" y1="{floor}" y2="{floor}"/>']
    for value in _ticks(frame.low, frame.high):
        y = frame.y(value)
        marks.append(
            f'<line class="peta-grid" x1="{_LEFT}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{escape(words.percent(value))}</text>'
        )
    for size in _decades(frame.small, frame.large):
        marks.append(
            f'<text x="{frame.x(size):.1f}" y="{floor + 16}" text-anchor="middle">{words.number(size)}</text>'
        )
    title = words("{what} (skala logaritmis)", what=about.denominator[words.language].rstrip("."))
    return "".join(marks) + f'<text x="{right}" y="{_HEIGHT - 8}" text-anchor="end">{escape(title)}</text>'


def _ticks(low: float, high: float) -> list[float]:
    """Four to eight round numbers between the two."""
    step = next(s for s in (0.5, 1, 2, 5, 10, 20, 25, 50) if (high - low) / s <= 8)
    first = int(-(-low // step))
    return [step * k for k in range(first, int(high // step) + 1)]


def _decades(small: float, large: float) -> list[float]:
    """1, 2 and 5 times the powers of ten between the two."""
    found = [base * 10**power for power in range(8) for base in (1, 2, 5)]
    return [float(size) for size in found if small <= size <= large]


def _dot(row: Any, shown: Mapped, frame: _Frame, words: Words, on: bool) -> str:
    number = shown.classes.of([row.side if "side" in shown.rows else row.value])[0]
    colour = shown.classes.colours[number] if number is not None else "#9aa3af"
    x, y = frame.x(float(row.denominator)), frame.y(float(row.value))
    title = f"{row.short}: {words.quantity(float(row.value), 'percent')} ({words.number(row.numerator)} / {words.number(row.denominator)})"
    name = ""
    if row.side or on:
        left = x > _WIDTH * 0.72
        name = f'<text x="{x + (-9 if left else 9):.1f}" y="{y + 4:.1f}" text-anchor="{"end" if left else "start"}">{escape(row.short)}</text>'
    mark = ' class="on"' if on else ""
    return f'<circle{mark} cx="{x:.1f}" cy="{y:.1f}" r="{8 if on else 6}" fill="{colour}"><title>{escape(title)}</title></circle>{name}'
