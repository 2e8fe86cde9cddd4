"""The month of a ledger that is looked at, as a slider that all pages share by the address."""

from __future__ import annotations

import streamlit as st

from data.queries import Reading
from data.words import Words
from pages import session
from pages.session import month_of
from pages.view import View


def month_slider(found: Reading, view: View, words: Words) -> str:
    """The slider over the months of the ledger; returns the month that it stands at."""
    month = month_of(view, found)
    if len(found.months) < 2:  # a slider needs two ends
        st.caption(words("Keadaan akhir bulan {month}", month=words.date(month)))
        return month
    st.session_state["w_month"] = month
    st.select_slider(
        words("Keadaan akhir bulan"),
        list(found.months),
        format_func=words.date,
        key="w_month",
        on_change=lambda: session.change_view(month=_asked(st.session_state["w_month"], found)),
    )
    return month


def _asked(month: str, found: Reading) -> str:
    """The newest month is what an address without one means, so that it stays the newest."""
    return "" if month == found.months[-1] else month
