"""Twelve months of one indicator, a small chart for each place, all of them on one scale."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.indicators import definitions
from data.words import Words
from pages import templates
from pages.charts import Panel, show_chart, small_multiples
from pages.compare import standing
from pages.session import Place

_NOT_KNOWN = float("nan")


def show(places: Sequence[Place], name: str, words: Words) -> None:
    """The charts beside each other, and their numbers in one table."""
    about = definitions()[name]
    months = standing.months_of(places[0].reading, places[0].month)
    title = words("{title}, 12 bulan, satu skala", title=about.title[words.language])
    st.html(templates.section("peta-changes", "", title))
    panels = [panel(place, name, months, words) for place in places]
    chart = small_multiples(months, panels, about.unit, title, words)
    if chart is None:
        st.caption(words("Belum cukup bulan untuk sebuah tren."))
    else:
        show_chart(chart, "compare_multiples", words)


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
