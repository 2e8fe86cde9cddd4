"""What an office's page says of one's own data alone: who sent which month, and what was published of the same."""

from __future__ import annotations

import streamlit as st

from data.indicators import Measured, definitions
from data.words import Words
from pages import session, templates, widgets
from pages.session import OfficeSums
from pages.widgets import Area, beside_table, pairs_of

_SECTION = "peta-changes"


def sent(of: OfficeSums, words: Words) -> None:
    """The offices that serve these regions, each with the last month that it sent."""
    come = of.reading.received(of.month, of.regions)
    if come is not None:
        table = widgets.received_table(come, words)
        st.html(templates.section(_SECTION, table, words("Kiriman data")))


def beside(of: OfficeSums, words: Words) -> None:
    """Numbers of the office and its regions beside what was published of the same; nothing where there is none."""
    # What was published of a region is of everybody there.
    regions = [] if of.whose.only else [_region(of, code) for code in of.regions]
    pairs = pairs_of([_office(of), *regions], of.reading, of.month)
    if pairs:
        table = beside_table(pairs, of.reading, words, named=True)
        st.html(templates.section(_SECTION, table, words("Data sendiri di samping data publikasi")))


def _office(of: OfficeSums) -> Area:
    return Area(of.code, "office", session.area_name(of.code), of.sum)


def _region(of: OfficeSums, code: str) -> Area:
    def measure(name: str, month: str) -> Measured | None:
        return of.reading.one(definitions()[name], month, "region", code)

    return Area(code, "region", session.area_name(code), measure)
