"""The funnel plot: regions against their size, with the limits between which chance alone may put them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data.cube import EMPLOYERS
from data.indicators import ACTION, WARNING, Funnel, Indicator, funnel
from data.parsing import each_row
from data.words import Words
from pages.charts import round_steps, window_said
from pages.map.painted import Mapped
from pages.map.strip import colour_of
from pages.templates import note, render, show_drawing

_WIDTH, _HEIGHT = 640, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 12, 14, 42
_EDGES = {"left": _LEFT, "right": _WIDTH - _RIGHT, "top": _TOP, "bottom": _HEIGHT - _BOTTOM}
_STEPS = 48  # points of a curve
_NAMED = 6  # regions that the sentence names on each side
_TURNED = 0.72  # the share of the width from which a name stands to the left of its dot


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
    """The regions of an area that have counts (columns of `Mapped.rows` and `side`), and the funnel of all regions.

    `all_known` is how many regions that funnel is of.
    """

    rows: pd.DataFrame
    limits: Funnel
    all_known: int


@lru_cache(maxsize=64)
def plot(shown: Mapped, everywhere: Mapped) -> Plot | None:
    """The regions that are shown in the funnel of those `everywhere`; None where there is nothing to compare."""
    if not applies(shown.indicator) or shown.unit:
        return None
    limits = limits_of(everywhere.rows)
    if limits is None:
        return None
    rows = with_sides(shown.rows, limits)
    known = rows[rows["side"].notna()]
    return Plot(known, limits, sum(map(_counted, each_row(everywhere.rows)))) if len(known) > 1 else None


def with_sides(rows: pd.DataFrame, limits: Funnel) -> pd.DataFrame:
    """The rows with `side` (float): 1 above the limits, -1 below, 0 between, NaN where counts are missing."""
    return rows.assign(side=[_side(row, limits) for row in each_row(rows)])


def _side(row: Any, limits: Funnel) -> float:
    return float(limits.side(int(row.numerator), int(row.denominator))) if _counted(row) else float("nan")


def limits_of(rows: pd.DataFrame) -> Funnel | None:
    """The funnel of all regions of a release, as far as this reader is told of them: hand in those of every area.

    None of too few to tell how far regions lie apart (data.indicators.control_limits).
    """
    known = [row for row in each_row(rows) if _counted(row)]
    return funnel([int(row.numerator) for row in known], [int(row.denominator) for row in known])


def _counted(row: Any) -> bool:
    return not (pd.isna(row.numerator) or pd.isna(row.denominator)) and row.denominator > 0


def panel(shown: Mapped, everywhere: Mapped, selected: str, words: Words) -> None:
    """The closed question below the map, for the indicators that it can be asked of."""
    plotted = plot(shown, everywhere)
    if plotted is None:
        return
    asked = st.expander(words("Beda nyata atau kebetulan?"), key="chance", on_change="rerun")
    if asked.open:
        with asked:
            st.html(render("map_lead", text=sentence(plotted, words)))
            show_drawing([svg(plotted, shown, selected, words)], "chance_drawing")
            window = window_said(_Frame.around(plotted).low, "percent", words)
            st.html(note(" ".join(part for part in (window, _method(plotted, words)) if part)))


def sentence(plotted: Plot, words: Words) -> str:
    """How many regions differ by more than chance, and which."""
    beyond = plotted.rows[plotted.rows["side"] != 0]
    counts = {"n": len(beyond), "all": len(plotted.rows), "whole": words.percent(100 * plotted.limits.whole)}
    if plotted.limits.is_widened:
        text = words(
            "{n} dari {all} wilayah di sini di luar sebaran antarwilayah di sekitar angka semua wilayah yang diketahui, {whole}.",
            **counts,
        )
    else:
        text = words(
            "{n} dari {all} wilayah di sini menyimpang dari angka semua wilayah yang diketahui, {whole}, lebih dari yang diberi kebetulan.",
            **counts,
        )
    for side, label in ((1, words("Di atas")), (-1, words("Di bawah"))):
        names = list(beyond.loc[beyond["side"] == side].sort_values("value", ascending=side < 0)["short"])
        if names:
            more = [words("dan {n} lagi", n=len(names) - _NAMED)] if len(names) > _NAMED else []
            text += f" {label}: {' '.join([', '.join(names[:_NAMED]), *more])}."
    return text


def _method(plotted: Plot, words: Words) -> str:
    if plotted.limits.is_widened:
        text = words(
            "{n} wilayah yang diketahui berbeda {times} kali lebih besar daripada kebetulan saja (ragam), maka batasnya "
            "dilebarkan ke sebaran antarwilayah: garis putus memuat 95 % wilayah, garis penuh 99,8 %. Di antara garis "
            "wilayah berbeda seperti wilayah lain; itu tidak berarti kebetulan.",
            n=words.number(plotted.all_known),
            times=words.number(plotted.limits.overdispersion, 1),
        )
    else:
        text = words(
            "Garis putus: 95 % wilayah ada di antaranya jika hanya kebetulan yang bekerja; garis penuh: 99,8 %. "
            "Makin sedikit pemberi kerja, makin jauh kebetulan membawanya. Batasnya dari {n} wilayah yang diketahui.",
            n=words.number(plotted.all_known),
        )
    return text + " " + words("Cara: Spiegelhalter 2005 (diagram corong, batas proporsi).")


def svg(plotted: Plot, shown: Mapped, selected: str, words: Words) -> Markup:
    """The plot as SVG: size on a logarithmic axis, share upward, a dot per region; those beyond are named."""
    frame = _Frame.around(plotted)
    about = shown.indicator.denominator[words.language].rstrip(".")
    return render(
        "map_funnel_plot",
        width=_WIDTH,
        height=_HEIGHT,
        edges=_EDGES,
        label=sentence(plotted, words),
        shares=[(frame.y(value), words.percent(value)) for value in round_steps(frame.low, frame.high, 8)],
        sizes=[(frame.x(size), words.number(size)) for size in _decades(frame.small, frame.large)],
        axis=words("{what} (skala logaritmis)", what=about),
        whole=frame.y(100 * plotted.limits.whole),
        curves=list(_curves(plotted.limits, frame)),
        dots=[_dot(row, shown, frame, words, row.code == selected) for row in each_row(plotted.rows)],
    )


@dataclass(frozen=True)
class _Frame:
    """What the axes reach: employers from `small` to `large`, per cent from `low` to `high`."""

    small: float
    large: float
    low: float
    high: float

    @classmethod
    def around(cls, plotted: Plot) -> _Frame:
        sizes, values = plotted.rows["denominator"].astype(float), plotted.rows["value"]
        small, large = float(sizes.min()) * 0.8, float(sizes.max()) * 1.25
        edge = [100 * share for share in plotted.limits.limits(float(sizes.min()), ACTION)]
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


def _curves(limits: Funnel, frame: _Frame) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """The lower and the upper limit of 95 % and of 99.8 %, cut off where the axes end."""
    for z, name in ((WARNING, "warning"), (ACTION, "action")):
        reach = [(frame.x(size), limits.limits(size, z)) for size in frame.sizes()]
        for side in (0, 1):
            heights = [frame.y(100 * shares[side]) for _, shares in reach]
            kept = [min(max(height, _TOP), _HEIGHT - _BOTTOM) for height in heights]
            yield name, [(x, height) for (x, _), height in zip(reach, kept, strict=True)]


def _decades(small: float, large: float) -> list[float]:
    """1, 2 and 5 times the powers of ten between the two."""
    round_sizes = [float(base * 10**power) for power in range(8) for base in (1, 2, 5)]
    return [size for size in round_sizes if small <= size <= large]


def _dot(row: Any, shown: Mapped, frame: _Frame, words: Words, on: bool) -> dict[str, Any]:
    x = frame.x(float(row.denominator))
    left = x > _WIDTH * _TURNED
    value = words.quantity(float(row.value), "percent")
    return {
        "x": x,
        "y": frame.y(float(row.value)),
        "r": 8 if on else 6,
        "on": on,
        "colour": colour_of(row, shown),
        "title": f"{row.short}: {value} ({words.number(row.numerator)} / {words.number(row.denominator)})",
        "name": row.short if row.side or on else "",
        "name_x": x + (-9 if left else 9),
        "anchor": "end" if left else "start",
    }
