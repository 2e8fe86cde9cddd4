"""The funnel plot: regions against their size, with the limits between which chance alone may put them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from data.cube import EMPLOYERS
from data.indicators import Funnel, Indicator, funnel
from data.parsing import each_row
from data.words import Words
from pages import charts
from pages.charts import Chart, show_chart
from pages.map.painted import Mapped
from pages.map.strip import colour_of
from pages.templates import note, render

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
            drawn = chart(plotted, shown, selected, words)
            show_chart(drawn, "chance_drawing", words, note(_method(plotted, words)))


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


def chart(plotted: Plot, shown: Mapped, selected: str, words: Words) -> Chart:
    """The plot: a dot per region in the colour of its class; those beyond the limits are named."""
    places = [
        charts.Place(
            row.short,
            int(row.numerator),
            int(row.denominator),
            float(row.value),
            colour_of(row, shown),
            named=bool(row.side),
            on=row.code == selected,
        )
        for row in each_row(plotted.rows)
    ]
    about = shown.indicator.denominator[words.language].rstrip(".")
    return charts.funnel_plot(places, plotted.limits, about, sentence(plotted, words), words)
