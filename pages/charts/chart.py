"""A chart: its drawing, and its numbers as a table for who does not see it; on the page, and as what other rooms take along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import streamlit as st
from markupsafe import Markup

from data.words import Words
from pages import templates
from pages.charts.picture import Picture, svg
from pages.templates import show_drawing

# What numbers count, each with its text (`pages.session.counts`).
Counts = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Chart:
    """What a chart shows (`title`), in which `unit`, from where its axis goes (`window`, "" for zero), and its numbers.

    `heads` and `rows` are the numbers as a table: names first, as people read them. `pictures` are drawn beside each
    other where there is room. `html`: what the screen shows, if anything, in their place, where letters keep their size however wide
    the page is; it says the numbers itself, so that no table need be opened below it.
    """

    title: str
    unit: str
    pictures: tuple[Picture, ...]
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    window: str = ""
    html: Markup | None = None

    # Charts are kept by those who show them, and each run of a page shows them again.
    @cached_property
    def drawings(self) -> tuple[Markup, ...]:
        """The pictures as SVG documents."""
        return tuple(map(svg, self.pictures))

    @cached_property
    def table(self) -> Markup:
        """The numbers as a table: names at the left, numbers at the right of their columns."""
        return templates.table(self.heads, self.rows, numeric=range(1, len(self.heads)))


def show_chart(
    chart: Chart, key: str, words: Words, beside: Markup | None = None, *, listed: bool = False
) -> None:
    """The chart on the page, with what is said `beside` it; `key` is unique on the page.

    Its numbers stand below it as a table that is opened, but for those that are `listed` beside it.
    """
    if chart.html:
        st.html(templates.together(chart.html, beside or ""))
        return
    show_drawing(chart.drawings, key)
    table = "" if listed else templates.numbers(words("Angkanya"), chart.table)
    if below := templates.together(beside or "", table):
        st.html(below)
